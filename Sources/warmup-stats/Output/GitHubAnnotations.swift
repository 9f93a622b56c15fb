// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Reports
import WarmupStats

/// The commands by which a workflow on GitHub is told what to show beside a change.
enum GitHubAnnotations {
  enum Severity: String, CaseIterable {
    case error, warning, notice

    /// The worst first.
    var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
  }

  struct Annotation {
    var severity: Severity
    var title: String
    var text: String
    /// Where the benchmark stands; `nil` if the harness does not say.
    var place: SourcePlace?
    /// How large the change is, of which the largest is told first among annotations of a severity.
    var size = 0.0
  }

  /// GitHub shows no more of one step.
  static let most = 10

  /// A line per annotation, the worst first; how many more there are in a line of its own.
  static func text(of annotations: [Annotation]) -> String {
    let ordered = annotations.enumerated().sorted {
      ($0.element.severity.rank, -$0.element.size, $0.offset)
        < ($1.element.severity.rank, -$1.element.size, $1.offset)
    }
    let lines = ordered.prefix(most).map(\.element).map {
      "::\($0.severity.rawValue) \(place(of: $0))title=\(property($0.title))::\(data($0.text))\n"
    }
    let more = annotations.count - most
    return lines.joined() + (more > 0 ? "\(more) more\n" : "")
  }

  /// The file and the line that GitHub shows an annotation beside, as seen from the workspace.
  private static func place(of annotation: Annotation) -> String {
    guard let place = annotation.place else { return "" }
    var file = place.file
    for folder in [
      Console.current.environment["GITHUB_WORKSPACE"], FileManager.default.currentDirectoryPath,
    ] {
      if let folder, !folder.isEmpty, file.hasPrefix(folder + "/") {
        file = String(file.dropFirst(folder.count + 1))
      }
    }
    return "file=\(property(file))," + (place.line.map { "line=\($0)," } ?? "")
  }

  /// Percent signs and line ends would end the command, or be taken for such.
  private static func data(_ text: String) -> String { escaped(text, "%\r\n") }

  private static func property(_ text: String) -> String { escaped(text, "%\r\n:,") }

  /// The text with some of its characters, one by one, as their codes; other controls are shown as
  /// on a terminal.
  private static func escaped(_ text: String, _ marks: String) -> String {
    text.unicodeScalars.map { scalar in
      if marks.unicodeScalars.contains(scalar) {
        let code = String(scalar.value, radix: 16, uppercase: true)
        return "%" + (code.count < 2 ? "0" : "") + code
      }
      return String(scalar).escapedForTerminal
    }.joined()
  }
}
