// SPDX-License-Identifier: GPL-3.0-or-later

import CSimdJSON

/// The rows of a text whose fields are separated by a comma, a tab or a semicolon.
///
/// Quoting is that of RFC 4180: a quotation mark opens a field only at its start, and stands for
/// itself elsewhere. Rows pass by one at a time, and a field is read as what the reader asks for,
/// so that a file of many millions of numbers never becomes as many strings.
struct DelimitedRows {
  /// The bytes of the text.
  let bytes: [UInt8]
  private let path: String
  private let separator: UInt8
  /// How many columns of each line stand before what is read.
  private let indentation: Int
  /// How many fields of a row are kept; more are only counted.
  var mostFields = 1 << 24
  /// Where the next row begins.
  private(set) var position = 0
  /// The line at which the bytes begin.
  private var firstLine = 1
  /// The line at which the next row begins.
  private var line = 1

  init(bytes: [UInt8], path: String, separator: UInt8, indentation: Int = 0) {
    self.bytes = bytes
    self.path = path
    self.separator = separator
    self.indentation = indentation
  }

  /// The rows of further bytes of the same text, which begin in this line of it.
  ///
  /// - Throws: `ResultsFileError` if a byte belongs to no text.
  func going(on bytes: consuming [UInt8], line: Int) throws(ResultsFileError) -> DelimitedRows {
    try TextEncoding.requireText(bytes, path: path, from: line)
    var rows = DelimitedRows(bytes: bytes, path: path, separator: separator)
    rows.firstLine = line
    rows.line = line
    return rows
  }

  /// The next row that is not blank; `nil` at the end of the text.
  ///
  /// - Throws: `ResultsFileError` if a quotation is not closed, or not at the end of its field.
  mutating func next() throws(ResultsFileError) -> DelimitedRow? {
    while position < bytes.count {
      let row = try scannedRow()
      if !row.isBlank { return row }
    }
    return nil
  }

  /// The next row, which must have as many fields as `header`; an empty last one may be left over.
  mutating func next(
    below header: DelimitedRow
  ) throws(ResultsFileError) -> DelimitedRow? {
    mostFields = header.count + 1
    guard let row = try next() else { return nil }
    let hasEmptyRest = row.count == header.count + 1 && row.isEmpty(header.count)
    guard row.count == header.count || hasEmptyRest else {
      throw row.error(
        min(row.count, header.count) - (row.count < header.count ? 1 : 0),
        expected: "\(header.count) fields, as the header has"
          + (row.count > header.count ? ", and no decimal commas" : ""),
        found: "\(row.count)")
    }
    return row
  }

  /// Passes over rows of one line each, which were read.
  mutating func pass(_ rows: RowPattern.Run) {
    position += rows.length
    line += rows.count
  }

  /// Takes one row apart, in one pass over its bytes.
  private mutating func scannedRow() throws(ResultsFileError) -> DelimitedRow {
    let start = position
    let firstLine = line
    var starts: [UInt32] = [0]
    var count = 1
    var index = start
    var isAtStart = true
    while index < bytes.count, bytes[index] != UInt8(ascii: "\n") {
      let byte = bytes[index]
      if byte == separator {
        count += 1
        if count <= mostFields { starts.append(UInt32(truncatingIfNeeded: index + 1 - start)) }
        isAtStart = true
      } else if byte == UInt8(ascii: "\""), isAtStart {
        index = try endOfQuotation(openedAt: index)
        isAtStart = false
      } else if byte != UInt8(ascii: " ") {
        isAtStart = false
      }
      index += 1
    }
    guard index - start < UInt32.max else {
      throw error(expected: "rows of at most 4 GB")
    }
    position = index + 1
    line += 1
    return DelimitedRow(
      bytes: bytes, start: start, end: index, starts: starts, count: count, separator: separator,
      path: path, line: firstLine, indentation: indentation)
  }

  /// The last byte of a quotation: its closing mark, which only spaces part from the end of the
  /// field.
  private mutating func endOfQuotation(openedAt mark: Int) throws(ResultsFileError) -> Int {
    func refusal(_ expected: String, _ found: String) -> ResultsFileError {
      ResultsFileError(
        path: path, place: TextPlace.place(of: mark, in: bytes, from: firstLine),
        expected: expected, found: found)
    }
    var index = mark + 1
    while true {
      guard index < bytes.count else {
        throw refusal("a quotation mark that closes the field", "the end of the file")
      }
      if bytes[index] == UInt8(ascii: "\n") { line += 1 }
      if bytes[index] == UInt8(ascii: "\"") {
        guard index + 1 < bytes.count, bytes[index + 1] == UInt8(ascii: "\"") else { break }
        index += 1
      }
      index += 1
    }
    let rest = bytes[(index + 1)...].first { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\r") }
    guard rest == nil || rest == separator || rest == UInt8(ascii: "\n") else {
      throw refusal(
        "a field that ends with its quotation mark",
        "text behind it: a quotation mark in a field "
          + "is written twice")
    }
    return index
  }

  /// An error at the line that was read last.
  func error(expected: String) -> ResultsFileError {
    ResultsFileError(
      path: path, place: .line(max(line - 1, 1), column: 1), expected: expected,
      found: line == 1 ? "the end of the file" : "another line")
  }
}

/// A row of a text whose fields are separated.
struct DelimitedRow {
  /// How many fields the row has.
  let count: Int
  /// Whether the row has the line break that ends it; the last row of a file that was cut short
  /// has none.
  let isEnded: Bool
  /// What separates the fields.
  let separator: UInt8
  private let bytes: [UInt8]
  private let start: Int
  private let end: Int
  /// Where each field that is kept begins, from the start of the row.
  private let starts: [UInt32]
  private let path: String
  private let line: Int
  private let indentation: Int

  init(
    bytes: [UInt8], start: Int, end: Int, starts: [UInt32], count: Int, separator: UInt8,
    path: String, line: Int, indentation: Int
  ) {
    self.separator = separator
    self.bytes = bytes
    self.start = start
    self.end = end
    self.starts = starts
    self.count = count
    self.path = path
    self.line = line
    self.indentation = indentation
    isEnded = end < bytes.count
  }

  var isBlank: Bool { count == 1 && isEmpty(0) }

  /// Whether there is nothing in a field.
  func isEmpty(_ field: Int) -> Bool { content(field).range.isEmpty }

  /// Where a field stands, without spaces and quotation marks around it.
  private func content(_ field: Int) -> (range: Range<Int>, isQuoted: Bool) {
    func isSpace(_ index: Int) -> Bool {
      bytes[index] == 0x20 || bytes[index] == 0x0D || bytes[index] == 0x09
    }
    var first = start + Int(starts[field])
    var last = field + 1 < starts.count ? start + Int(starts[field + 1]) - 1 : end
    while first < last && isSpace(first) { first += 1 }
    while first < last && isSpace(last - 1) { last -= 1 }
    let mark = UInt8(ascii: "\"")
    guard last - first >= 2 && bytes[first] == mark && bytes[last - 1] == mark else {
      return (first..<last, false)
    }
    return (first + 1..<last - 1, true)
  }

  /// How the row is written, of which some fields may differ in other rows; `nil` if one of them is
  /// quoted, or the row has more than one line.
  func pattern(
    _ differences: [(field: Int, difference: RowPattern.Difference)]
  ) -> RowPattern? {
    guard isEnded else { return nil }
    var parts: [RowPattern.Part] = []
    for (field, difference) in differences {
      let (range, isQuoted) = content(field)
      guard !isQuoted else { return nil }
      parts.append(RowPattern.Part(difference: difference, range: range))
    }
    return RowPattern(of: bytes[start...end], differences: parts, separator: separator)
  }

  /// The texts of all fields.
  var strings: [String] { firstStrings(starts.count) }

  /// The texts of the first fields.
  func firstStrings(_ count: Int) -> [String] { starts.indices.prefix(count).map(string) }

  /// The names in the header of a table; a few columns are enough for anyone.
  func columnNames() throws(ResultsFileError) -> [String] {
    guard count <= 10_000 else {
      throw error(10_000, expected: "a header of at most 10000 columns", found: "\(count)")
    }
    return strings
  }

  /// The text of a field.
  func string(_ field: Int) -> String {
    let (range, isQuoted) = content(field)
    guard isQuoted, bytes[range].contains(UInt8(ascii: "\"")) else {
      return String(decoding: bytes[range], as: UTF8.self)
    }
    var text: [UInt8] = []
    var isSecond = false
    for byte in bytes[range] {
      isSecond = byte == UInt8(ascii: "\"") && !isSecond
      if !isSecond { text.append(byte) }
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// The number that a field is; `nil` if it is none.
  func number(_ field: Int) -> Double? { bytes.number(in: content(field).range) }

  /// Makes sure that the row was not cut short, since a number that was would be another one.
  func requireEnd() throws(ResultsFileError) {
    guard isEnded else {
      throw error(
        count, expected: "a line break at the end of the last line",
        found: "the end of the file, which may have been cut short")
    }
  }

  /// The time in seconds of a field that counts it in `unit`.
  func time(
    _ field: Int, in unit: TimeUnit, numbers: inout LocalizedNumbers
  ) throws(ResultsFileError) -> Double {
    try time(field, numbers: &numbers, converted: unit.inSeconds)
  }

  /// The time in seconds of a field that counts it in another way.
  ///
  /// Where commas do not separate fields, they may be decimal marks.
  func time(
    _ field: Int, numbers: inout LocalizedNumbers, converted convert: (Double) -> Double
  ) throws(ResultsFileError) -> Double {
    let number = try number(field, numbers: &numbers)
    let time = number.map(convert)
    guard let time, TimeRange.contains(time) else {
      var error = error(
        field, expected: TimeRange.expectation(insteadOf: time), found: quoted(string(field)))
      error.isVanishedTime = number == 0
      error.isTimeOutOfRange = TimeRange.isOutOfRange(time)
      throw error
    }
    return time
  }

  private func number(
    _ field: Int, numbers: inout LocalizedNumbers
  ) throws(ResultsFileError) -> Double? {
    guard separator == UInt8(ascii: ",") else {
      return try numbers.number(string(field)[...]) { error(field, expected: $0, found: $1) }
    }
    if let number = number(field) { return number }
    let text = string(field)
    guard DecimalMark.comma.number(text[...]) == nil else {
      throw error(
        field, expected: "a number with a decimal point and no comma", found: quoted(text))
    }
    return nil
  }

  /// An error at a field.
  func error(_ field: Int, expected: String, found: String) -> ResultsFileError {
    let offset = field < starts.count ? content(field).range.lowerBound : end
    let column = bytes[start..<offset].count { $0 & 0xC0 != 0x80 } + 1
    return ResultsFileError(
      path: path, place: .line(line, column: column + indentation), expected: expected,
      found: found)
  }
}
