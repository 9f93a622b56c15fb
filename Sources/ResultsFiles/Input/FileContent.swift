// SPDX-License-Identifier: GPL-3.0-or-later

/// What a file holds, once it is decompressed: JSON, or text.
enum FileContent {
  /// One JSON text.
  case json(JSONValue)
  /// Several JSON texts, one a line.
  case jsonLines(JSONLines)
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
    if first != UInt8(ascii: "{") && first != UInt8(ascii: "[") {
      self = .text(TextContent(bytes: bytes, path: path))
    } else if JSONLines.isOneEachLine(bytes) {
      self = .jsonLines(JSONLines(bytes, path: path))
    } else {
      self = .json(try JSONDocument(parsing: bytes, path: path).root)
    }
  }
}

// MARK: - For recognition

extension FileContent {
  /// The object that a file of one JSON text is; `nil` for any other file.
  var object: JSONObject? {
    guard case .json(let document) = self, case .object(let object) = document.content
    else { return nil }
    return object
  }

  /// The object that the first, or the only, JSON text of a file is.
  var firstObject: JSONObject? {
    guard case .jsonLines(var lines) = self else { return object }
    guard let first = try? lines.next(), case .object(let object) = first.content
    else { return nil }
    return object
  }

  /// The first object in the array that a file of one JSON text is.
  var firstElement: JSONObject? {
    guard case .json(let document) = self, case .array(let array) = document.content,
      let first = array.first(where: { _ in true }), case .object(let object) = first.content
    else { return nil }
    return object
  }

  /// The text that a file is; `nil` if it is JSON.
  var text: TextContent? {
    guard case .text(let text) = self else { return nil }
    return text
  }
}

// MARK: - For reading

extension FileContent {
  /// The one JSON text that a file of a format must be.
  func document(of format: ResultsFormat, path: String) throws(ResultsFileError) -> JSONValue {
    guard case .json(let document) = self else { throw refusal(of: format, path: path) }
    return document
  }

  /// Hands each of the JSON texts that a file of a format must be made of to `body`.
  func forEachDocument(
    of format: ResultsFormat, path: String,
    _ body: (JSONValue) throws(ResultsFileError) -> Void
  ) throws(ResultsFileError) {
    switch self {
    case .json(let document): try body(document)
    case .jsonLines(var lines):
      while let document = try lines.next() { try body(document) }
    case .text: throw refusal(of: format, path: path)
    }
  }

  /// The text that a file of a format must be.
  func text(of format: ResultsFormat, path: String) throws(ResultsFileError) -> TextContent {
    guard let text else { throw refusal(of: format, path: path) }
    return text
  }

  private func refusal(of format: ResultsFormat, path: String) -> ResultsFileError {
    ResultsFileError(path: path, place: .file, expected: format.name, found: summary)
  }

  /// What a file of no known format holds, in a few words.
  var summary: String {
    switch self {
    case .json(let document):
      guard let object else { return document.summary }
      let names = object.prefix(4).map { "\"\($0.name)\"" }.joined(separator: ", ")
      return names.isEmpty ? "an empty JSON object" : "a JSON object with \(names)"
    case .jsonLines:
      return "JSON texts, one a line, of another kind"
    case .text(let text):
      return "text of another kind, which begins \(text.beginning)"
    }
  }
}
