// SPDX-License-Identifier: GPL-3.0-or-later

import TOMLKit

/// A table of a configuration file, which knows its place and what may stand in it.
///
/// TOMLKit's own decoder says of a value of a wrong type that its key was not found, so that values
/// are read by hand here.
struct ConfigurationTable {
  let file: String
  /// Where the table stands, such as `vms.node`; empty for the file itself.
  let place: String
  private let table: TOMLTable

  init(_ table: TOMLTable, at place: String, of file: String) {
    self.table = table
    self.place = place
    self.file = file
  }

  /// The names in the table, in alphabetical order.
  var names: [String] { table.keys.sorted() }

  private func path(_ name: String) -> String { place.isEmpty ? name : "\(place).\(name)" }

  /// An error that says what should stand at a name.
  func error(_ name: String, expected: String, found: String? = nil) -> RecordingError {
    let found = found ?? table[name].map(Self.summary) ?? "nothing"
    return RecordingError(
      .unusable, "\(file): \(path(name)): \(expected) was expected, found \(found)")
  }

  private static func summary(_ value: any TOMLValueConvertible) -> String {
    switch value.type {
    case .string: quoted(value.string ?? "")
    case .int: "\(value.int ?? 0)"
    case .double: "\(value.double ?? 0)"
    case .bool: "\(value.bool ?? false)"
    case .array: "a list"
    case .table: "a table"
    default: "a date or time"
    }
  }

  /// Refuses names that mean nothing, with the nearest that does.
  func allowOnly(_ known: [String]) throws(RecordingError) {
    for name in names where !known.contains(name) {
      let nearest = known.min { Self.distance(name, $0) < Self.distance(name, $1) }
      let hint =
        nearest.map { Self.distance(name, $0) <= 3 ? "; did you mean \($0)?" : "" } ?? ""
      throw RecordingError(.unusable, "\(file): \(path(name)) means nothing here\(hint)")
    }
  }

  /// How many letters must be changed to make one word of another (Levenshtein).
  static func distance(_ left: String, _ right: String) -> Int {
    let right = Array(right)
    var row = Array(0...right.count)
    for (index, letter) in left.enumerated() {
      var diagonal = row[0]
      row[0] = index + 1
      for column in right.indices {
        let cost = diagonal + (letter == right[column] ? 0 : 1)
        diagonal = row[column + 1]
        row[column + 1] = min(cost, diagonal + 1, row[column] + 1)
      }
    }
    return row[right.count]
  }

  // MARK: - Values

  /// A whole number of a range; `nil` if the name is not there.
  func count(_ name: String, in range: ClosedRange<Int>) throws(RecordingError) -> Int? {
    guard let value = table[name] else { return nil }
    guard value.type == .int, let count = value.int, range.contains(count) else {
      throw error(
        name, expected: "a whole number from \(range.lowerBound) to \(range.upperBound)")
    }
    return count
  }

  func text(_ name: String) throws(RecordingError) -> String? {
    guard let value = table[name] else { return nil }
    guard value.type == .string, let text = value.string else {
      throw error(name, expected: "a text in quotation marks")
    }
    return text
  }

  func flag(_ name: String) throws(RecordingError) -> Bool? {
    guard let value = table[name] else { return nil }
    guard value.type == .bool, let flag = value.bool else {
      throw error(name, expected: "true or false")
    }
    return flag
  }

  /// Seconds, written as a number or as a text such as `"20 min"`.
  func duration(_ name: String) throws(RecordingError) -> Double? {
    guard let value = table[name] else { return nil }
    let seconds: Double? =
      switch value.type {
      case .int: value.int.map { Double($0) }
      case .double: value.double
      case .string: Quantity.seconds(value.string ?? "")
      default: nil
      }
    guard let seconds, seconds > 0, seconds <= 1e9 else {
      throw error(name, expected: "a time such as 30 or \"20 min\"")
    }
    return seconds
  }

  /// Bytes, written as a number or as a text such as `"2 GiB"`.
  func size(_ name: String) throws(RecordingError) -> Int? {
    guard let value = table[name] else { return nil }
    let bytes: Int? =
      switch value.type {
      case .int: value.int
      case .string: Quantity.bytes(value.string ?? "")
      default: nil
      }
    guard let bytes, bytes > 0 else {
      throw error(name, expected: "a size such as \"2 GiB\"")
    }
    return bytes
  }

  /// A choice of an enumeration.
  func choice<Choice: RawRepresentable & CaseIterable>(
    _ name: String, of type: Choice.Type
  ) throws(RecordingError) -> Choice? where Choice.RawValue == String {
    guard let text = try text(name) else { return nil }
    guard let choice = Choice(rawValue: text) else {
      let all = Choice.allCases.map(\.rawValue).joined(separator: ", ")
      throw error(name, expected: "one of \(all)")
    }
    return choice
  }

  /// A list of texts.
  func texts(_ name: String) throws(RecordingError) -> [String]? {
    guard let value = table[name] else { return nil }
    guard value.type == .array, let array = value.array else {
      throw error(name, expected: "a list of texts such as [\"a\", \"b\"]")
    }
    var texts: [String] = []
    for index in 0..<array.count {
      guard array[index].type == .string, let text = array[index].string else {
        throw error(
          "\(name)[\(index)]", expected: "a text in quotation marks",
          found: Self.summary(array[index]))
      }
      texts.append(text)
    }
    return texts
  }

  /// A text, or the text that a whole number is.
  func scalar(_ name: String) throws(RecordingError) -> String? {
    guard let value = table[name] else { return nil }
    if value.type == .int, let number = value.int { return "\(number)" }
    guard value.type == .string, let text = value.string else {
      throw error(name, expected: "a whole number, or a text in quotation marks")
    }
    return text
  }

  /// A table of texts.
  func textTable(_ name: String) throws(RecordingError) -> [String: String]? {
    guard let inner = try subtable(name) else { return nil }
    var texts: [String: String] = [:]
    for name in inner.names { texts[name] = try inner.scalar(name) }
    return texts
  }

  /// A table in the table.
  func subtable(_ name: String) throws(RecordingError) -> ConfigurationTable? {
    guard let value = table[name] else { return nil }
    guard value.type == .table, let inner = value.table else {
      throw error(name, expected: "a table")
    }
    return ConfigurationTable(inner, at: path(name), of: file)
  }
}
