// SPDX-License-Identifier: GPL-3.0-or-later

import ResultsFiles
import WarmupStats

/// Times as they come, one on a line, in pieces of any length.
package struct TimeLines {
  /// Whether lines that are no times belong to the program, and are no mistakes.
  package let passesOverText: Bool
  private let unit: String
  /// The times so far, in seconds.
  package private(set) var times: [Double] = []
  /// How many lines were no times.
  package private(set) var otherLines = 0
  /// What is wrong, if anything: then nothing more is read.
  package private(set) var trouble: String?
  /// Whether there was anything at all.
  package private(set) var isEmpty = true
  private var otherText: [UInt8] = []
  private var rest: [UInt8] = []
  /// Whether the line is too long for a time, and its beginning has been given away.
  private var isSpilling = false
  private var line = 0

  /// The most times, and the most bytes of a line.
  package static let mostTimes = 100_000_000
  private static let longestLine = 4096

  /// Begins to read times without a unit in the unit of that name.
  package init(unit: String, passesOverText: Bool) {
    self.unit = unit
    self.passesOverText = passesOverText
  }

  /// Reads the next piece.
  package mutating func append(_ bytes: some Collection<UInt8>) {
    if !bytes.isEmpty { isEmpty = false }
    for byte in bytes {
      if byte == UInt8(ascii: "\n") {
        endLine(isEnded: true)
      } else {
        rest.append(byte)
        // Too long for a number: only the rest of the line is waited for.
        if rest.count > Self.longestLine { spill() }
      }
    }
  }

  /// Reads what is left of a last line without its end.
  package mutating func finish() {
    if !rest.isEmpty { endLine(isEnded: false) }
  }

  /// The bytes of lines that were no times, since the last call.
  package mutating func takeOtherText() -> [UInt8] {
    defer { otherText = [] }
    return otherText
  }

  private mutating func spill() {
    isSpilling = true
    if passesOverText { otherText += rest } else { refuse("a number", rest) }
    rest = []
  }

  private mutating func endLine(isEnded: Bool) {
    line += 1
    defer {
      rest = []
      isSpilling = false
    }
    guard trouble == nil else { return }
    if isSpilling {
      otherLines += 1
      if passesOverText { otherText += rest + [UInt8(ascii: "\n")] }
      return
    }
    var text = rest[...]
    if text.last == UInt8(ascii: "\r") { text.removeLast() }
    let words = text.split { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
      .map { String(decoding: $0, as: UTF8.self) }
    if words.isEmpty || words[0].hasPrefix("#") {
      if !words.isEmpty { otherLines += 1 }
      if passesOverText, isEnded || !rest.isEmpty { otherText += rest + [UInt8(ascii: "\n")] }
      return
    }
    guard let time = TimeText.seconds(words, unit: unit) else {
      otherLines += 1
      if passesOverText {
        otherText += rest + (isEnded ? [UInt8(ascii: "\n")] : [])
      } else {
        refuse("a number, such as 0.25 or 250 ms", rest)
      }
      return
    }
    guard ProcessExecution.possibleTimes.contains(time) else {
      return refuse("a time above 0, at most 1e9 s", rest)
    }
    guard times.count < Self.mostTimes else { return refuse("at most 10^8 times", rest) }
    times.append(time)
  }

  private mutating func refuse(_ expected: String, _ found: [UInt8]) {
    trouble =
      trouble
      ?? "line \(line) of its times: \(expected) was expected, found "
      + quoted(String(decoding: found.prefix(100), as: UTF8.self))
  }
}
