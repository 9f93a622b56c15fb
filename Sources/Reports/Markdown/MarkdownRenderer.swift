// SPDX-License-Identifier: GPL-3.0-or-later

/// Writes tables in GitHub-flavoured Markdown, such as a comment on a pull request.
///
/// Where a table has verdicts, what changed comes first, the worst at the top, and the rest can be
/// opened below. Notes of one kind are one note, with their number.
public struct MarkdownRenderer: Sendable, Hashable {
  /// How many bytes the text may have; `nil` if there is no limit.
  ///
  /// Rows that are too many are counted and left out. GitHub refuses comments of more than 65,536
  /// characters.
  public var byteLimit: Int?

  /// Creates a renderer.
  public init(byteLimit: Int? = 60_000) {
    self.byteLimit = byteLimit
  }

  /// The table as a heading, a Markdown table per group, and the words that explain them.
  ///
  /// - Complexity: O(size of the table).
  public func render(_ table: Table) -> String {
    render([table])
  }

  /// Tables, one after another, which share the limit.
  ///
  /// - Complexity: O(size of the tables).
  public func render(_ tables: [Table]) -> String {
    var room = (byteLimit ?? .max) - 1
    var texts: [String] = []
    for (index, table) in tables.enumerated() {
      // Each table has its part of what the ones before it left.
      let document = MarkdownDocument(table, room: room / (tables.count - index))
      texts.append(document.text)
      room -= document.text.utf8.count + 1
    }
    return texts.joined(separator: "\n")
  }
}
