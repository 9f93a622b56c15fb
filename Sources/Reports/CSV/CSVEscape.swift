// SPDX-License-Identifier: GPL-3.0-or-later

extension String {
  /// The string as one field of a CSV record, in quotes where RFC 4180 demands them.
  ///
  /// Text that a spreadsheet would take for a formula (it starts with `=`, `+`, `-`, `@`, a tab
  /// or a carriage return) gets an apostrophe in front, as OWASP's "CSV Injection" advises.
  package var escapedForCSV: String {
    var field = self
    if let first = unicodeScalars.first, "=+-@\t\r\n＝＋－＠".unicodeScalars.contains(first) {
      field = "'" + field
    }
    let needsQuotes =
      field.unicodeScalars.contains { "\",\r\n".unicodeScalars.contains($0) }
      || field.first == " " || field.last == " "
    guard needsQuotes else { return field }
    let quoted = field.unicodeScalars.map { $0 == "\"" ? "\"\"" : String($0) }
    return "\"" + quoted.joined() + "\""
  }
}
