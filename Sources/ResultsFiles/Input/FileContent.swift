// SPDX-License-Identifier: GPL-3.0-or-later

/// What a file holds, once it is decompressed: JSON documents, or text.
enum FileContent {
  /// One JSON document, or several of them, one a line.
  case json([JSONValue])
  /// Anything else.
  case text(TextContent)

  /// Takes the bytes of a file apart.
  init(bytes: consuming [UInt8], path: String) throws(ResultsFileError) {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
      bytes.removeFirst(3)
    }
    let first = bytes.first { !JSONDocument.isWhitespace($0) }
    guard let first else {
      throw ResultsFileError(
        path: path, place: .file, expected: "benchmark results", found: "an empty file")
    }
    if first == UInt8(ascii: "{") || first == UInt8(ascii: "[") {
      self = .json([try JSONDocument(parsing: bytes, path: path).root])
    } else {
      self = .text(TextContent(bytes: bytes, path: path))
    }
  }

  /// The object that a file of one JSON document is; `nil` for any other file.
  var object: JSONObject? {
    guard case .json(let documents) = self, documents.count == 1,
      case .object(let object) = documents[0].content
    else { return nil }
    return object
  }

  /// The one JSON document that a file of a format must be.
  func document(of format: ResultsFormat, path: String) throws(ResultsFileError) -> JSONValue {
    guard case .json(let documents) = self, documents.count == 1 else {
      throw ResultsFileError(path: path, place: .file, expected: format.name, found: summary)
    }
    return documents[0]
  }

  /// The text that a file of a format must be.
  func text(of format: ResultsFormat, path: String) throws(ResultsFileError) -> TextContent {
    guard case .text(let text) = self else {
      throw ResultsFileError(path: path, place: .file, expected: format.name, found: summary)
    }
    return text
  }

  /// What a file of no known format holds, in a few words.
  var summary: String {
    switch self {
    case .json(let documents):
      guard let object else {
        return documents.count == 1 ? documents[0].summary : "\(documents.count) JSON texts"
      }
      let names = object.prefix(4).map { "\"\($0.name)\"" }.joined(separator: ", ")
      return names.isEmpty ? "an empty JSON object" : "a JSON object with \(names)"
    case .text(let text):
      return "text of another kind, which begins \(text.beginning)"
    }
  }
}
