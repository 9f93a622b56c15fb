// SPDX-License-Identifier: GPL-3.0-or-later

import CSimdJSON

/// An array in a JSON document.
struct JSONArray: Sequence {
  private let document: JSONDocument
  private let node: Int

  init(document: JSONDocument, node: Int) {
    self.document = document
    self.node = node
  }

  var count: Int { document.count(at: node) }

  func makeIterator() -> Iterator { Iterator(document: document, array: node) }

  /// The first element that is no number, of an array that is not packed.
  var firstThatIsNoNumber: JSONValue {
    for value in self {
      guard case .number = value.content else { return value }
    }
    preconditionFailure("an array that is not packed holds something that is no number")
  }

  /// Passes over the elements of an array.
  struct Iterator: IteratorProtocol {
    private let document: JSONDocument
    private let array: Int
    private let isPacked: Bool
    private var remaining: Int
    private var position: Int

    init(document: JSONDocument, array: Int) {
      self.document = document
      self.array = array
      isPacked = document.kind(of: array) == JSON_KIND_NUMBERS
      remaining = document.count(at: array)
      position = isPacked ? 0 : array + 1
    }

    mutating func next() -> JSONValue? {
      guard remaining > 0 else { return nil }
      remaining -= 1
      if isPacked {
        defer { position += 1 }
        return JSONValue(document: document, node: array, element: position)
      }
      defer { position = document.end(of: position) }
      return JSONValue(document: document, node: position)
    }
  }
}
