// SPDX-License-Identifier: GPL-3.0-or-later

/// A parameter of commands, and the values that it takes one after another.
public struct ParameterValues: Sendable, Hashable {
  /// The name, which stands in braces in commands.
  public let name: String
  /// The values, at least one.
  public let values: [String]

  /// Reads `NAME=1,2,4`, `NAME=1..8` or `NAME=1..8..2`.
  ///
  /// - Throws: ``RecordingError`` for anything else.
  public init(_ text: String) throws(RecordingError) {
    let trouble = RecordingError(
      .unusable,
      "\(quoted(text)): a parameter such as size=1,2,4 or size=1..8..2 was expected")
    guard let equals = text.firstIndex(of: "=") else { throw trouble }
    name = String(text[..<equals])
    let list = text[text.index(after: equals)...]
    guard !name.isEmpty, !list.isEmpty,
      name.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "_" || $0 == "-" })
    else { throw trouble }
    if list.contains("..") {
      guard let range = Self.range(list) else { throw trouble }
      values = range
    } else {
      values = list.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    guard !values.isEmpty, values.count <= 10_000, !values.contains("") else { throw trouble }
  }

  private static func range(_ text: Substring) -> [String]? {
    var parts: [Int] = []
    var rest = text
    while let dots = rest.firstRange(of: "..") {
      guard let number = Int(rest[..<dots.lowerBound]) else { return nil }
      parts.append(number)
      rest = rest[dots.upperBound...]
    }
    guard let last = Int(rest), parts.count == 1 || parts.count == 2 else { return nil }
    parts.append(last)
    let step = parts.count == 3 ? parts[2] : 1
    guard step > 0, parts[0] <= parts[1], (parts[1] - parts[0]) / step < 10_000 else { return nil }
    return stride(from: parts[0], through: parts[1], by: step).map(String.init)
  }
}
