// SPDX-License-Identifier: GPL-3.0-or-later

/// What a build tool or a service puts before every line of a log: a level such as `[info] `, a
/// time stamp, `> `, or an indentation.
///
/// Only what all lines share is a prefix. Several may stand one after another.
struct LinePrefix: Sendable, Hashable {
  /// A kind of prefix.
  private enum Part: CaseIterable {
    /// The names of a job and of its step before a time stamp, as `gh run view --log` writes them.
    case step
    /// A time such as `2026-01-02T03:04:05.1234567Z `, `[2026-01-02T03:04:05Z] ` or `[03:04:05] `.
    case timestamp
    /// The number of an output stream behind a time stamp, as GitLab writes it: `00O `.
    case stream
    /// A level such as `[info] ` or `//[INFO] `.
    case level
    /// A level without brackets, such as `INFO: ` or `WARN  - `.
    case bareLevel
    /// The mark of a quotation, `> `.
    case quotation
    /// The name of a service, as `docker compose` writes it: `bench-1  | `.
    case service

    /// How many bytes at the beginning of a line are such a prefix; `nil` if none are.
    func length(in line: ArraySlice<UInt8>) -> Int? {
      switch self {
      case .step: LinePrefix.stepLength(in: line)
      case .timestamp: LinePrefix.timestampLength(in: line)
      case .stream: LinePrefix.streamLength(in: line)
      case .level: LinePrefix.levelLength(in: line)
      case .bareLevel: LinePrefix.bareLevelLength(in: line)
      case .quotation: line.first == UInt8(ascii: ">") ? 1 : nil
      case .service: LinePrefix.serviceLength(in: line)
      }
    }
  }

  private var parts: [Part] = []
  /// How many spaces and tabs stand behind them in all lines that are not blank.
  private var indentation = 0

  /// No prefix.
  init() {}

  /// Finds the prefix of all lines of a text that are not blank.
  init(of bytes: [UInt8]) {
    // Blank lines say nothing, and there may be millions of them.
    let text = Self.withoutBlankBeginning(bytes)
    while parts.count < 4 {
      let candidates = Part.allCases.filter { part in
        part == .stream
          ? parts.last == .timestamp : !parts.contains(part) || part == .quotation
      }
      guard let part = candidates.first(where: { isShared($0, by: text) }) else { break }
      parts.append(part)
    }
    indentation = sharedIndentation(of: text)
  }

  /// A text from its first line on that is not blank.
  private static func withoutBlankBeginning(_ bytes: [UInt8]) -> ArraySlice<UInt8> {
    var start = bytes.startIndex
    for (index, byte) in bytes.enumerated() {
      if byte == UInt8(ascii: "\n") {
        start = index + 1
      } else if byte != UInt8(ascii: " "), byte != UInt8(ascii: "\r") {
        break
      }
    }
    return bytes[start...]
  }

  /// What a person calls it; `nil` without a prefix.
  var name: String? {
    let names = parts.map { part in
      switch part {
      case .step: "names of steps"
      case .timestamp: "time stamps"
      case .stream: "numbers of streams"
      case .level: "levels such as [info]"
      case .bareLevel: "levels such as INFO"
      case .quotation: "\">\""
      case .service: "names of services"
      }
    }
    let all = names + (indentation > 0 ? ["spaces"] : [])
    return all.isEmpty ? nil : all.joined(separator: " and ")
  }

  private func isShared(_ part: Part, by text: ArraySlice<UInt8>) -> Bool {
    var isThere = false
    let isShared = forEachRest(of: text) { rest in
      isThere = true
      return part.length(in: rest) != nil
    }
    return isShared && isThere
  }

  /// How many spaces and tabs all lines share that are not blank.
  private func sharedIndentation(of text: ArraySlice<UInt8>) -> Int {
    var shared: ArraySlice<UInt8>?
    _ = forEachRest(of: text) { rest in
      let spaces = rest.prefix { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
      let common = shared.map { zip($0, spaces).prefix { $0 == $1 }.count } ?? spaces.count
      shared = spaces.prefix(common)
      return common > 0
    }
    return shared?.count ?? 0
  }

  /// Hands what stands behind the parts in each line that is not blank to `body`, until it returns
  /// `false`; returns whether it never did.
  private func forEachRest(
    of lines: ArraySlice<UInt8>, _ body: (ArraySlice<UInt8>) -> Bool
  ) -> Bool {
    var line = lines
    while !line.isEmpty {
      let end = line.firstIndex(of: UInt8(ascii: "\n")) ?? line.endIndex
      var text = line[..<end]
      if text.last == UInt8(ascii: "\r") { text.removeLast() }
      let rest = text.dropFirst(length(in: text))
      line = line[end...].dropFirst()
      if rest.allSatisfy({ $0 == UInt8(ascii: " ") }) { continue }
      guard body(rest) else { return false }
    }
    return true
  }

  /// How many bytes of a line are its prefix, with the space behind it.
  func length(in line: ArraySlice<UInt8>) -> Int {
    var rest = line
    for part in parts {
      guard let length = part.length(in: rest) else { break }
      rest = rest.dropFirst(length)
      if rest.first == UInt8(ascii: " ") { rest = rest.dropFirst() }
    }
    let spaces = rest.prefix(indentation).prefix {
      $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t")
    }
    return line.count - rest.count + spaces.count
  }

  private static func stepLength(in line: ArraySlice<UInt8>) -> Int? {
    var rest = line
    for _ in 1...2 {
      guard let tab = rest.prefix(200).firstIndex(of: UInt8(ascii: "\t")), tab > rest.startIndex
      else { return nil }
      rest = rest[(tab + 1)...]
    }
    return timestampLength(in: rest) == nil ? nil : line.count - rest.count
  }

  private static func timestampLength(in line: ArraySlice<UInt8>) -> Int? {
    var rest = line
    // A service may begin its first line with a mark of UTF-8.
    if rest.starts(with: [0xEF, 0xBB, 0xBF]) { rest = rest.dropFirst(3) }
    let isBracketed = rest.first == UInt8(ascii: "[")
    if isBracketed { rest = rest.dropFirst() }
    if let date = length(of: "0000-00-00T", in: rest) { rest = rest.dropFirst(date) }
    guard let time = length(of: "00:00:00", in: rest) else { return nil }
    rest = rest.dropFirst(time)
    rest = rest.drop { $0.isDigit || ".,:+-Z".utf8.contains($0) }
    if isBracketed {
      guard rest.first == UInt8(ascii: "]") else { return nil }
      rest = rest.dropFirst()
    }
    return rest.isEmpty || rest.first == UInt8(ascii: " ") ? line.count - rest.count : nil
  }

  /// The length of a pattern at the beginning of a line, in which 0 stands for any digit and T for
  /// a space as well; `nil` if the line begins otherwise.
  private static func length(of pattern: String, in line: ArraySlice<UInt8>) -> Int? {
    guard line.count >= pattern.utf8.count else { return nil }
    for (byte, expected) in zip(line, pattern.utf8) {
      let matches =
        expected == UInt8(ascii: "0")
        ? byte.isDigit
        : byte == expected || (expected == UInt8(ascii: "T") && byte == UInt8(ascii: " "))
      guard matches else { return nil }
    }
    return pattern.utf8.count
  }

  private static func streamLength(in line: ArraySlice<UInt8>) -> Int? {
    let word = Array(line.prefix(4))
    guard word.count >= 3, word[..<2].allSatisfy({ "0123456789abcdef".utf8.contains($0) }),
      word[2] == UInt8(ascii: "O") || word[2] == UInt8(ascii: "E")
    else { return nil }
    guard word.count == 4 else { return 3 }
    // A plus says that the line goes on the one before it, which only long ones do.
    return word[3] == UInt8(ascii: " ") ? 3 : nil
  }

  private static func bareLevelLength(in line: ArraySlice<UInt8>) -> Int? {
    let word = line.prefix { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) }
    let levels = ["INFO", "WARN", "WARNING", "ERROR", "DEBUG", "TRACE", "FATAL"]
    guard levels.contains(String(decoding: word, as: UTF8.self)) else { return nil }
    var rest = line.dropFirst(word.count)
    if rest.first == UInt8(ascii: ":") { rest = rest.dropFirst() }
    guard rest.isEmpty || rest.first == UInt8(ascii: " ") else { return nil }
    let dash = rest.drop { $0 == UInt8(ascii: " ") }
    if dash.starts(with: Array("- ".utf8)) || Array(dash) == [UInt8(ascii: "-")] {
      rest = dash.dropFirst()
    }
    return line.count - rest.count
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
