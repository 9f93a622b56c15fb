// SPDX-License-Identifier: GPL-3.0-or-later

/// The commands by which a workflow on GitHub is told what to show beside a change.
enum GitHubAnnotations {
  enum Severity: String {
    case notice, warning, error
  }

  struct Annotation {
    var severity: Severity
    var title: String
    var text: String
  }

  /// A line per annotation.
  static func text(of annotations: [Annotation]) -> String {
    annotations.map {
      "::\($0.severity.rawValue) title=\(property($0.title))::\(data($0.text))\n"
    }.joined()
  }

  /// Percent signs and line ends would end the command, or be taken for such.
  private static func data(_ text: String) -> String {
    text.replacing("%", with: "%25").replacing("\r", with: "%0D").replacing("\n", with: "%0A")
  }

  private static func property(_ text: String) -> String {
    data(text).replacing(":", with: "%3A").replacing(",", with: "%2C")
  }
}
