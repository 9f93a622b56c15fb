// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

/// A result that is written as one JSON document.
public protocol JSONRepresentable: Encodable {}

extension JSONRepresentable {
  /// The document as JSON text, on one line that ends with a newline.
  ///
  /// Keys are sorted and numbers are the shortest that read back the same, so equal documents are
  /// equal texts.
  ///
  /// - Complexity: O(length of the text).
  public func jsonText() -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    do {
      return String(decoding: try encoder.encode(self), as: UTF8.self) + "\n"
    } catch {
      preconditionFailure("documents hold only finite numbers and text: \(error)")
    }
  }
}

extension SummaryDocument: JSONRepresentable {}
extension PublishedSummaryDocument: JSONRepresentable {}
