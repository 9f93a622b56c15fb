// SPDX-License-Identifier: GPL-3.0-or-later

import CSimdJSON

/// The rows of a text whose fields are separated by a comma, a tab or a semicolon.
///
/// Quoting is that of RFC 4180. Rows pass by one at a time, and a field is read as what the
/// reader asks for, so that a file of many millions of numbers never becomes as many strings.
struct DelimitedRows {
  private let bytes: [UInt8]
  private let path: String
  private let separator: UInt8
  private var position = 0
  /// The line at which the last row begins.
  private var line = 0
  private var linesOfLastRow = 1

  init(bytes: [UInt8], path: String, separator: Character) {
    self.bytes = bytes
    self.path = path
    self.separator = separator.asciiValue ?? UInt8(ascii: ",")
  }

  /// The next row that is not blank; `nil` at the end of the text.
  mutating func next() -> DelimitedRow? {
    while position < bytes.count {
      line += linesOfLastRow
      linesOfLastRow = 1
      var end = endOfLine(from: position)
      var isQuoted = opensOrEndsQuotation(position..<end)
      // A line break within quotation marks does not end the row.
      while end < bytes.count, isQuoted {
        let start = end
        end = endOfLine(from: start + 1)
        isQuoted = !opensOrEndsQuotation(start..<end)
        linesOfLastRow += 1
      }
      let row = DelimitedRow(
        bytes: bytes, start: position, end: end, separator: separator, path: path, line: line)
      position = end + 1
      if !row.isBlank { return row }
    }
    return nil
  }

  private func endOfLine(from start: Int) -> Int {
    bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
  }

  private func opensOrEndsQuotation(_ range: Range<Int>) -> Bool {
    !bytes[range].count { $0 == UInt8(ascii: "\"") }.isMultiple(of: 2)
  }

  /// An error at the line that was read last.
  func error(expected: String) -> ResultsFileError {
    ResultsFileError(
      path: path, place: .line(max(line, 1), column: 1), expected: expected,
      found: line == 0 ? "the end of the file" : "another line")
  }
}

/// A row of a text whose fields are separated.
struct DelimitedRow {
  /// Whether the row has the line break that ends it; the last row of a file that was cut short
  /// has none.
  let isEnded: Bool
  /// Where each field stands in the text, without spaces and quotation marks around it.
  let fields: [Range<Int>]
  private let bytes: [UInt8]
  private let start: Int
  private let path: String
  private let line: Int

  init(
    bytes: [UInt8], start: Int, end: Int, separator: UInt8, path: String, line: Int
  ) {
    self.bytes = bytes
    self.start = start
    self.path = path
    self.line = line
    isEnded = end < bytes.count
    fields = Self.fields(of: bytes, in: start..<end, separator: separator)
  }

  var isBlank: Bool { fields.count == 1 && fields[0].isEmpty }

  private static func fields(
    of bytes: [UInt8], in row: Range<Int>, separator: UInt8
  ) -> [Range<Int>] {
    var fields: [Range<Int>] = []
    var start = row.lowerBound
    var quoted = false
    for index in row {
      if bytes[index] == UInt8(ascii: "\"") {
        quoted.toggle()
      } else if bytes[index] == separator && !quoted {
        fields.append(trimmed(start..<index, of: bytes))
        start = index + 1
      }
    }
    fields.append(trimmed(start..<row.upperBound, of: bytes))
    return fields
  }

  private static func trimmed(_ range: Range<Int>, of bytes: [UInt8]) -> Range<Int> {
    func isSpace(_ index: Int) -> Bool {
      bytes[index] == 0x20 || bytes[index] == 0x0D || bytes[index] == 0x09
    }
    var (start, end) = (range.lowerBound, range.upperBound)
    while start < end && isSpace(start) { start += 1 }
    while start < end && isSpace(end - 1) { end -= 1 }
    let mark = UInt8(ascii: "\"")
    if end - start >= 2 && bytes[start] == mark && bytes[end - 1] == mark {
      return start + 1..<end - 1
    }
    return start..<end
  }

  /// The texts of all fields.
  var strings: [String] { fields.indices.map(string) }

  /// The text of a field.
  func string(_ field: Int) -> String {
    let text = String(decoding: bytes[fields[field]], as: UTF8.self)
    guard bytes[fields[field]].contains(UInt8(ascii: "\"")) else { return text }
    return text.replacing("\"\"", with: "\"")
  }

  /// The number that a field is; `nil` if it is none.
  func number(_ field: Int) -> Double? {
    bytes.number(in: fields[field])
  }

  /// Makes sure that the row was not cut short, since a number that was would be another one.
  func requireEnd() throws(ResultsFileError) {
    guard isEnded else {
      throw error(
        fields.count, expected: "a line break at the end of the last line",
        found: "the end of the file, which may have been cut short")
    }
  }

  /// The time in seconds of a field that counts it in `unit`.
  func time(_ field: Int, in unit: TimeUnit = .seconds) throws(ResultsFileError) -> Double {
    guard let time = number(field).map(unit.inSeconds), time > 0, time < .infinity else {
      throw error(field, expected: "a positive time", found: quoted(string(field)))
    }
    return time
  }

  /// An error at a field.
  func error(_ field: Int, expected: String, found: String) -> ResultsFileError {
    let offset =
      field < fields.count ? fields[field].lowerBound : fields[fields.count - 1].upperBound
    let column = bytes[start..<offset].count { $0 & 0xC0 != 0x80 } + 1
    return ResultsFileError(
      path: path, place: .line(line, column: column), expected: expected, found: found)
  }
}

extension [UInt8] {
  /// The decimal number that a range of the bytes is; `nil` if it is none, or too large.
  func number(in range: Range<Int>) -> Double? {
    var number = 0.0
    let isNumber = unsafe withUnsafeBytes { bytes in
      let text = unsafe bytes.baseAddress.map {
        unsafe ($0 + range.lowerBound).assumingMemoryBound(to: CChar.self)
      }
      return unsafe decimal_parse(text, range.count, &number) != 0
    }
    return isNumber ? number : nil
  }
}
