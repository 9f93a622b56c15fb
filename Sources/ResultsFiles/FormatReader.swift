// SPDX-License-Identifier: GPL-3.0-or-later

/// One format of results files: what it is, how a file of it is recognized, and how it is read.
///
/// A new format is one file with a type that conforms to ``JSONFormatReader``, ``LogFormatReader``
/// or ``TableFormatReader``, and one line in ``ResultsFormat/allCases``.
protocol FormatReader: SendableMetatype {
  /// What is known about the format without a file.
  static var format: ResultsFormat { get }

  /// Whether a file is of this format. At most one format recognizes a file.
  static func recognizes(_ content: FileContent) -> Bool

  /// Reads a file of this format.
  static func read(
    _ content: FileContent, into results: inout FileResults
  ) throws(ResultsFileError)

  /// Whether a folder is one that the harness writes, to be read as a whole.
  static func recognizes(folder: String) throws(ResultsFileError) -> Bool

  /// Reads a folder that is recognized.
  static func read(
    folder: String, into results: inout FileResults
  ) throws(ResultsFileError)
}

extension FormatReader {
  static func recognizes(folder: String) throws(ResultsFileError) -> Bool { false }

  static func read(
    folder: String, into results: inout FileResults
  ) throws(ResultsFileError) {
    preconditionFailure("no folder is recognized")
  }
}

/// A format of one JSON text, or of several that follow one another in a file.
protocol JSONFormatReader: FormatReader {
  /// Whether a JSON text is of this format.
  static func recognizes(_ text: JSONValue) -> Bool

  /// Reads one of the JSON texts of a file.
  static func read(_ text: JSONValue, into results: inout FileResults) throws(ResultsFileError)
}

extension JSONFormatReader {
  static func recognizes(_ content: FileContent) -> Bool {
    content.firstText.map { recognizes($0) } ?? false
  }

  static func read(
    _ content: FileContent, into results: inout FileResults
  ) throws(ResultsFileError) {
    try content.forEachText(of: format) { text throws(ResultsFileError) in
      results.beginText()
      try read(text, into: &results)
      results.endText()
    }
  }
}

/// A format of lines, each of which is read as it comes.
protocol LogFormatReader: FormatReader {
  /// Creates what reads the lines of one file.
  init(_ options: ReadingOptions)

  /// Whether a line stands in files of this format only.
  static func recognizes(_ line: TextLine) -> Bool

  /// Reads the next line.
  mutating func read(
    _ line: TextLine, into results: inout FileResults
  ) throws(ResultsFileError)

  /// Adds what was read to the results, behind the last line.
  mutating func finish(_ results: inout FileResults) throws(ResultsFileError)
}

extension LogFormatReader {
  static func recognizes(_ content: FileContent) -> Bool {
    content.text?.beginningLines().contains { recognizes($0) } ?? false
  }

  static func read(
    _ content: FileContent, into results: inout FileResults
  ) throws(ResultsFileError) {
    var reader = Self(results.options)
    for line in try content.text(of: format).lines() { try reader.read(line, into: &results) }
    try reader.finish(&results)
  }
}

/// A format of rows of fields below a header.
protocol TableFormatReader: FormatReader {
  /// The characters that may separate fields.
  static var separators: [UInt8] { get }

  /// Whether a header is that of this format.
  static func recognizes(header: [String]) -> Bool

  /// Reads the rows below the header.
  static func read(
    _ rows: inout DelimitedRows, header: DelimitedRow, into results: inout FileResults
  ) throws(ResultsFileError)
}

extension TableFormatReader {
  static var separators: [UInt8] { Array(",;\t".utf8) }

  static func recognizes(_ content: FileContent) -> Bool {
    guard let text = content.text else { return false }
    return separator(of: text) != nil
  }

  /// The separator by which the first row is a header of this format.
  private static func separator(of text: TextContent) -> UInt8? {
    separators.first { recognizes(header: text.header(separatedBy: $0)) }
  }

  static func read(
    _ content: FileContent, into results: inout FileResults
  ) throws(ResultsFileError) {
    var (rows, header) = try table(in: content.text(of: format))
    try read(&rows, header: header, into: &results)
  }

  /// The rows of a text, and the header above them.
  static func table(
    in text: TextContent
  ) throws(ResultsFileError) -> (rows: DelimitedRows, header: DelimitedRow) {
    var rows = text.rows(separatedBy: separator(of: text) ?? separators[0])
    guard let header = try rows.next() else { throw rows.error(expected: "a header") }
    return (rows, header)
  }
}
