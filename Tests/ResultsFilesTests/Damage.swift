// SPDX-License-Identifier: GPL-3.0-or-later

import OrderedCollections
import ResultsFiles
import Testing
import WarmupStats

/// Ways to damage a sample of a results file, and what must not come of it.
enum Damage {
  /// What stands in for a JSON value to make it one of the wrong type, or out of range.
  static let wrongValues = [
    "null", "true", "\"x\"", "-1", "0", "1e999", "1e300", "1e-300", "NaN",
    "-Infinity", "[]", "{}", "[[true]]",
  ]

  /// Where the values of a JSON text stand, innermost and outermost ones alike.
  static func values(in json: [UInt8]) -> [Range<Int>] {
    var values: [Range<Int>] = []
    var opened: [Int] = []
    var index = 0
    while index < json.count {
      let start = index
      switch json[index] {
      case UInt8(ascii: "["), UInt8(ascii: "{"):
        opened.append(index)
        index += 1
      case UInt8(ascii: "]"), UInt8(ascii: "}"):
        index += 1
        values.append(opened.removeLast()..<index)
      case UInt8(ascii: "\""):
        index += 1
        while json[index] != UInt8(ascii: "\"") {
          index += json[index] == UInt8(ascii: "\\") ? 2 : 1
        }
        index += 1
        let next = json[index...].first { $0 != UInt8(ascii: " ") }
        if next != UInt8(ascii: ":") { values.append(start..<index) }
      case UInt8(ascii: ","), UInt8(ascii: ":"), UInt8(ascii: " "), UInt8(ascii: "\n"):
        index += 1
      default:
        while !",:]} \n".utf8.contains(json[index]) { index += 1 }
        values.append(start..<index)
      }
    }
    return values
  }

  /// Where the words of a text stand.
  static func words(in text: [UInt8]) -> [Range<Int>] {
    var words: [Range<Int>] = []
    var start: Int?
    for index in 0...text.count {
      let ends = index == text.count || ",;:=()\t \n\r".utf8.contains(text[index])
      if ends, let begun = start {
        words.append(begun..<index)
        start = nil
      } else if !ends && start == nil {
        start = index
      }
    }
    return words
  }

  /// Reads damaged bytes; `nil` if they are refused, as they should be.
  static func read(_ bytes: [UInt8], options: ReadingOptions = ReadingOptions()) -> ReadResults? {
    do {
      return try ResultsFile.read(bytes, named: "FILE", options: options)
    } catch {
      #expect(!error.expected.isEmpty && !error.found.isEmpty)
      return nil
    }
  }

  /// Whether all times come from the undamaged sample; in one of JSON, also in its order.
  ///
  /// A line of text that is damaged may no longer part what comes before it from what comes after.
  ///
  /// - Parameter hidden: Times that the sample holds but that are not read, as of failures.
  static func holdsOnlyTimes(
    of sample: ReadResults, _ damaged: ReadResults, isJSON: Bool, hidden: [Double]
  ) -> Bool {
    let originals = allTimes(of: sample) + hidden.map { [$0] }
    guard isJSON else {
      return allTimes(of: damaged).joined().allSatisfy(Set(originals.joined()).contains)
    }
    return allTimes(of: damaged).allSatisfy { times in
      originals.contains { isSubsequence(times, of: $0) }
    }
  }

  static func allTimes(of results: ReadResults) -> [[Double]] {
    results.experiments.flatMap { $0.executions.values.flatMap { $0.map(\.times) } }
  }

  private static func isSubsequence(_ part: [Double], of whole: [Double]) -> Bool {
    var remaining = part[...]
    for value in whole where value == remaining.first { remaining = remaining.dropFirst() }
    return remaining.isEmpty
  }

  /// Cuts a sample short at every byte: none may crash or give a time that the sample lacks.
  static func truncateEverywhere(
    _ sample: String, options: ReadingOptions = ReadingOptions(), isJSON: Bool
  ) throws {
    let bytes = Array(sample.utf8)
    let whole = try ResultsFile.read(bytes, named: "FILE", options: options)
    let end = bytes.lastIndex { !" \n".utf8.contains($0) } ?? 0
    for count in 0..<bytes.count {
      guard let results = read(Array(bytes[..<count]), options: options) else { continue }
      let isSame = holdsOnlyTimes(of: whole, results, isJSON: isJSON, hidden: [])
      #expect(isSame, "cut after \(count) bytes")
      if isJSON { #expect(count > end, "cut after \(count) bytes") }
    }
  }

  /// Puts wrong values in the place of each value of a JSON sample in turn.
  static func replaceEveryValue(
    of sample: String, options: ReadingOptions = ReadingOptions(), hidden: [Double] = []
  ) throws {
    try replace(
      values(in: Array(sample.utf8)), of: sample, by: wrongValues, options: options, isJSON: true,
      hidden: hidden)
  }

  /// Puts wrong words in the place of each word of a text sample in turn.
  static func replaceEveryWord(
    of sample: String, options: ReadingOptions = ReadingOptions()
  ) throws {
    try replace(
      words(in: Array(sample.utf8)), of: sample,
      by: ["x", "", "-1", "0", "nan", "inf", "1e999", "1e300", "1e-300", "0x1p3", "\"", "1.2.3"],
      options: options,
      isJSON: false, hidden: [])
  }

  private static func replace(
    _ places: [Range<Int>], of sample: String, by replacements: [String],
    options: ReadingOptions, isJSON: Bool, hidden: [Double]
  ) throws {
    let bytes = Array(sample.utf8)
    let whole = try ResultsFile.read(bytes, named: "FILE", options: options)
    #expect(!allTimes(of: whole).isEmpty)
    for place in places {
      for replacement in replacements {
        let damaged = bytes[..<place.lowerBound] + replacement.utf8 + bytes[place.upperBound...]
        guard let results = read(Array(damaged), options: options) else { continue }
        let replaced = String(decoding: bytes[place], as: UTF8.self)
        let isSame = holdsOnlyTimes(of: whole, results, isJSON: isJSON, hidden: hidden)
        #expect(
          isSame,
          "\(replacement) for \(replaced.prefix(60)) at \(place.lowerBound)")
      }
    }
  }
}
