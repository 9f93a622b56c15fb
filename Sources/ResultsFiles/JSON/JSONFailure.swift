// SPDX-License-Identifier: GPL-3.0-or-later

import CSimdJSON

/// Why a text is not JSON, and where.
struct JSONFailure {
  private let failure: json_failure
  private let offset: Int?
  private let bytes: [UInt8]

  init(_ failure: json_failure, offset: Int?, bytes: [UInt8]) {
    self.failure = failure
    self.offset = offset
    self.bytes = bytes
  }

  /// The error, in a file or in a text that begins at a line of it.
  func error(path: String, line: Int?) -> ResultsFileError {
    var error = error(path: path)
    if let line, case .line(let inText, let column) = error.place {
      error.place = .line(line + inText - 1, column: column)
    }
    return error
  }

  private func error(path: String) -> ResultsFileError {
    switch failure {
    case JSON_OUT_OF_MEMORY:
      return ResultsFileError(
        path: path, place: .file, expected: "a file that fits into memory", found: "a larger one")
    case JSON_INVALID_UTF8:
      let invalid = TextEncoding.firstInvalidUTF8(in: bytes)
      let byte = invalid < bytes.count ? "the byte 0x\(String(bytes[invalid], radix: 16))" : end
      return error(path: path, at: invalid, expected: "UTF-8", found: byte)
    case JSON_ENDS_EARLY:
      return error(
        path: path, at: bytes.count, expected: "the rest of the JSON text", found: end)
    case JSON_TOO_MANY_VALUES:
      return ResultsFileError(
        path: path, place: .file, expected: "a text of measurements",
        found: "so many empty or tiny values that they would fill the memory")
    case JSON_TOO_DEEP:
      return error(
        path: path, at: offset, expected: "values nested \(JSONDocument.depthLimit) deep at most",
        found: "deeper ones")
    case JSON_CONTROL_CHARACTER:
      return error(
        path: path, at: offset, expected: "strings without control characters",
        found: "one with a bare one")
    case JSON_NO_DOCUMENT:
      let start = bytes.firstIndex { !JSONDocument.isWhitespace($0) } ?? bytes.count
      return error(
        path: path, at: offset ?? start, expected: "a JSON object or array", found: token(at: start)
      )
    default:
      return error(path: path, at: offset, expected: expected, found: token(at: offset))
    }
  }

  private var expected: String {
    switch failure {
    case JSON_INVALID_NUMBER: "a number that a double can hold"
    case JSON_INVALID_STRING: "a valid string"
    case JSON_TRAILING_CONTENT: "the end of the file"
    default: "valid JSON"
    }
  }

  private let end = "the end of the file"

  private func error(
    path: String, at offset: Int?, expected: String, found: String
  ) -> ResultsFileError {
    ResultsFileError(
      path: path, place: offset.map { TextPlace.place(of: $0, in: bytes) } ?? .file,
      expected: expected, found: found)
  }

  /// What stands at an offset, up to the next comma, bracket or space.
  private func token(at offset: Int?) -> String {
    guard let offset, offset < bytes.count else { return end }
    let rest = bytes[offset...].prefix(60)
    let length = rest.dropFirst().firstIndex { ",:]}[{ \n\r\t".utf8.contains($0) } ?? rest.endIndex
    return quoted(String(decoding: bytes[offset..<length], as: UTF8.self))
  }
}
