// SPDX-License-Identifier: GPL-3.0-or-later

/// What a build tool or a service puts before every line of a log: a level such as `[info] `, a
/// time stamp, or `> `.
///
/// Only what all lines share is a prefix. Several may stand one after another.
struct LinePrefix: Sendable, Hashable {
  /// A kind of prefix.
  private enum Part: CaseIterable {
    /// A time such as `2026-01-02T03:04:05.1234567Z `.
    case timestamp
    /// A level such as `[info] ` or `//[INFO] `.
    case level
    /// The mark of a quotation, `> `.
    case quotation
    /// The name of a service, as `docker compose` writes it: `bench-1  | `.
    case service

    /// How many bytes at the beginning of a line are such a prefix; `nil` if none are.
    func length(in line: ArraySlice<UInt8>) -> Int? {
      switch self {
      case .timestamp: LinePrefix.timestampLength(in: line)
      case .level: LinePrefix.levelLength(in: line)
      case .quotation: line.first == UInt8(ascii: ">") ? 1 : nil
      case .service: LinePrefix.serviceLength(in: line)
      }
    }
  }

  private var parts: [Part] = []

  /// No prefix.
  init() {}

  /// Finds the prefix of all lines of a text that are not blank.
  init(of bytes: [UInt8]) {
    while parts.count < 4 {
      let candidates = Part.allCases.filter { !parts.contains($0) || $0 == .quotation }
      guard let part = candidates.first(where: { isShared($0, by: bytes) }) else { return }
      parts.append(part)
    }
  }

  /// What a person calls it; `nil` without a prefix.
  var name: String? {
    guard !parts.isEmpty else { return nil }
    return parts.map { part in
      switch part {
      case .timestamp: "time stamps"
      case .level: "levels such as [info]"
      case .quotation: "\">\""
      case .service: "names of services"
      }
    }.joined(separator: " and ")
  }

  private func isShared(_ part: Part, by bytes: [UInt8]) -> Bool {
    var isThere = false
    var line = bytes[...]
    while !line.isEmpty {
      let end = line.firstIndex(of: UInt8(ascii: "\n")) ?? line.endIndex
      var text = line[..<end]
      if text.last == UInt8(ascii: "\r") { text.removeLast() }
      let rest = text.dropFirst(length(in: text))
      line = line[end...].dropFirst()
      if rest.allSatisfy({ $0 == UInt8(ascii: " ") }) { continue }
      guard part.length(in: rest) != nil else { return false }
      isThere = true
    }
    return isThere
  }

  /// How many bytes of a line are its prefix, with the space behind it.
  func length(in line: ArraySlice<UInt8>) -> Int {
    var rest = line
    for part in parts {
      guard let length = part.length(in: rest) else { break }
      rest = rest.dropFirst(length)
      if rest.first == UInt8(ascii: " ") { rest = rest.dropFirst() }
    }
    return line.count - rest.count
  }

  private static func timestampLength(in line: ArraySlice<UInt8>) -> Int? {
    let pattern = Array("0000-00-00T00:00:00".utf8)
    guard line.count > pattern.count else { return nil }
    for (byte, expected) in zip(line, pattern) {
      let matches =
        expected == UInt8(ascii: "0")
        ? byte.isDigit
        : byte == expected || (expected == UInt8(ascii: "T") && byte == UInt8(ascii: " "))
      guard matches else { return nil }
    }
    let zone = line.dropFirst(pattern.count).prefix {
      $0.isDigit || ".,:+-Z".utf8.contains($0)
    }
    let length = pattern.count + zone.count
    return length == line.count || line.dropFirst(length).first == UInt8(ascii: " ")
      ? length : nil
  }

  private static func levelLength(in line: ArraySlice<UInt8>) -> Int? {
    var rest = line
    if rest.starts(with: Array("//".utf8)) { rest = rest.dropFirst(2) }
    guard rest.first == UInt8(ascii: "["),
      let end = rest.prefix(12).firstIndex(of: UInt8(ascii: "]"))
    else { return nil }
    let word = String(decoding: rest[rest.startIndex + 1..<end], as: UTF8.self).lowercased()
    let levels = ["info", "warn", "warning", "error", "debug", "trace", "success", "fatal"]
    guard levels.contains(word.filter { $0 != " " }) else { return nil }
    return end + 1 - line.startIndex
  }

  private static func serviceLength(in line: ArraySlice<UInt8>) -> Int? {
    guard let bar = line.prefix(64).firstIndex(of: UInt8(ascii: "|")) else { return nil }
    let name = line[..<bar]
    let word = name.prefix { $0 != UInt8(ascii: " ") }
    // The names of services end with a number, as those of benchmarks in a table need not.
    let number = word.reversed().prefix { $0.isDigit }
    guard name.last == UInt8(ascii: " "), !number.isEmpty,
      [UInt8(ascii: "-"), UInt8(ascii: "_")].contains(word.dropLast(number.count).last),
      name.dropFirst(word.count).allSatisfy({ $0 == UInt8(ascii: " ") })
    else { return nil }
    return bar + 1 - line.startIndex
  }
}
