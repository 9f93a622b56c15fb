// SPDX-License-Identifier: GPL-3.0-or-later

/// What a file holds, once it is decompressed: JSON, or text.
struct FileContent {
  private enum Kind {
    /// One JSON text.
    case json(JSONValue)
    /// Several JSON texts.
    case jsonTexts(JSONTexts)
    /// Anything else.
    case text(TextContent)
  }

  private let kind: Kind
  /// The path of the file.
  let path: String
  /// How its characters are written.
  let encoding: TextEncoding

  /// Reads a file, and takes it apart.
  init(fileAt path: String, options: ReadingOptions) throws(ResultsFileError) {
    if let document = JSONPieces.document(inFileAt: path, options: options) {
      self.init(document)
    } else {
      let bytes = try FileBytes.read(at: path, maximumSize: options.maximumSize)
      try self.init(bytes: bytes, path: path)
    }
  }

  private init(_ document: JSONDocument) {
    kind = .json(document.root)
    path = document.path
    encoding = .utf8
  }

  /// Takes the bytes of a file apart.
  init(bytes given: consuming [UInt8], path: String) throws(ResultsFileError) {
    var bytes = given
    self.path = path
    try BinaryFile.refuse(bytes, path: path)
    encoding = TextEncoding(of: bytes)
    try encoding.decode(&bytes, path: path)
    guard let first = bytes.firstIndex(where: { !JSONDocument.isWhitespace($0) }) else {
      throw ResultsFileError(
        path: path, place: .file, expected: "benchmark results", found: "an empty file")
    }
    guard Self.canBeJSON(bytes[first...]) else {
      kind = .text(try TextContent(bytes: bytes, path: path))
      return
    }
    if let texts = JSONTexts(linewise: bytes, path: path) {
      kind = .jsonTexts(texts)
      return
    }
    do throws(ResultsFileError) {
      kind = .json(try JSONDocument(parsing: &bytes, path: path).root)
    } catch {
      guard let texts = JSONTexts(concatenated: bytes, path: path) else { throw error }
      kind = .jsonTexts(texts)
    }
  }

  /// Whether bytes begin as a JSON object or array does: with a bracket, and something that can
  /// stand in it.
  static func canBeJSON(_ bytes: ArraySlice<UInt8>) -> Bool {
    let rest = bytes.dropFirst().drop(while: JSONDocument.isWhitespace)
    switch bytes.first {
    case UInt8(ascii: "{"):
      return rest.first.map { $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "}") } ?? true
    case UInt8(ascii: "["):
      guard let next = rest.first, !"[]{\"".utf8.contains(next) else { return true }
      let word = rest.prefix(40).prefix {
        !",]".utf8.contains($0) && !JSONDocument.isWhitespace($0)
      }
      let end = rest.dropFirst(word.count).drop(while: JSONDocument.isWhitespace).first
      let text = String(decoding: word, as: UTF8.self)
      return [nil, UInt8(ascii: ","), UInt8(ascii: "]")].contains(end)
        && (["true", "false", "null", "NaN", "Infinity", "-Infinity"].contains(text)
          || DecimalMark.point.number(text[...]) != nil || (next.isDigit && word.count < 2))
    default: return false
    }
  }
}

// MARK: - For recognition

extension FileContent {
  /// The JSON text, or the first of several; `nil` if the file is not JSON.
  var firstText: JSONValue? {
    switch kind {
    case .json(let text): text
    case .jsonTexts(var texts): try? texts.next()
    case .text: nil
    }
  }

  /// The text that a file is; `nil` if it is JSON.
  var text: TextContent? {
    guard case .text(let text) = kind else { return nil }
    return text
  }
}

extension JSONValue {
  /// The object that a value is; `nil` if it is none.
  var asObject: JSONObject? {
    guard case .object(let object) = content else { return nil }
    return object
  }

  /// The array that a value is; `nil` if it is none.
  var asArray: JSONArray? {
    guard case .array(let array) = content else { return nil }
    return array
  }

  /// The first object in the array that a value is; `nil` if there is none.
  var firstElement: JSONObject? { asArray?.first { _ in true }?.asObject }
}

// MARK: - For reading

extension FileContent {
  /// The one JSON text that a file of a format must be.
  func document(of format: ResultsFormat) throws(ResultsFileError) -> JSONValue {
    guard case .json(let document) = kind else { throw refusal(of: format) }
    return document
  }

  /// Hands each of the JSON texts that a file of a format must be made of to `body`.
  func forEachText(
    of format: ResultsFormat, _ body: (JSONValue) throws(ResultsFileError) -> Void
  ) throws(ResultsFileError) {
    switch kind {
    case .json(let document): try body(document)
    case .jsonTexts(var texts):
      while let document = try texts.next() { try body(document) }
    case .text: throw refusal(of: format)
    }
  }

  /// The JSON texts of a file that has several; `nil` for other files.
  var lines: JSONTexts? {
    guard case .jsonTexts(let texts) = kind else { return nil }
    return texts
  }

  /// The text that a file of a format must be.
  func text(of format: ResultsFormat) throws(ResultsFileError) -> TextContent {
    guard let text else { throw refusal(of: format) }
    return text
  }

  private func refusal(of format: ResultsFormat) -> ResultsFileError {
    ResultsFileError(path: path, place: .file, expected: format.displayName, found: summary)
  }

  /// What is unusual about how the file is written.
  var details: [Inspection.Detail] {
    var details: [Inspection.Detail] = []
    if encoding != .utf8 {
      details.append(Inspection.Detail(name: "Encoding", value: encoding.rawValue))
    }
    if let prefix = text?.prefix.name {
      details.append(Inspection.Detail(name: "Before each line", value: prefix))
    }
    return details
  }

  /// What a file of no known format holds, in a few words.
  var summary: String {
    switch kind {
    case .json(let document):
      guard let object = document.asObject else { return document.summary }
      let names = object.prefix(4).map { quoted($0.name) }.joined(separator: ", ")
      return names.isEmpty ? "an empty JSON object" : "a JSON object with \(names)"
    case .jsonTexts:
      return "several JSON texts of another kind"
    case .text(let text):
      return "text of another kind, which begins \(text.beginning)"
    }
  }
}
