// SPDX-License-Identifier: GPL-3.0-or-later

/// Where a benchmark stands in the source of its project, as its harness says it.
package struct SourcePlace: Sendable, Hashable {
  /// The path of the file.
  package var file: String
  /// The line, from 1; `nil` if it is not known.
  package var line: Int?

  /// Creates a place.
  package init(file: String, line: Int? = nil) {
    self.file = file
    self.line = line
  }
}
