// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import CTerminal
import WarmupStats

/// The greatest and least values of options: what lies beyond them is a mistake, or more than the
/// arithmetic carries.
enum OptionBounds {
  /// The most iterations that an execution may have.
  static let iterations = 10_000_000
  /// Factors of log n for the changepoint penalty.
  static let penalty = 0.0...1e6
  /// Levels of confidence.
  static let level = 0.01...0.999999
  /// Tolerances in seconds.
  static let seconds = 0.0...1e9
  /// Tolerances as a part: up to 1000 %.
  static let part = 0.0...10.0

  /// Refuses a value that an option does not take.
  ///
  /// - Throws: `ValidationError` that says what the option takes, unless `value` is `nil` or lies in
  ///   `range`.
  static func check<Value: Comparable>(
    _ option: String, _ value: Value?, in range: ClosedRange<Value>, takes expectation: String
  ) throws {
    guard let value, !range.contains(value) else { return }
    throw ValidationError("\(option) takes \(expectation), not \(value)")
  }

  /// Refuses a level that no interval can have.
  static func check(_ option: String, _ level: Level?) throws {
    try check(option, level?.value, in: Self.level, takes: "a level from 0.01 to 0.999999")
  }

  /// Refuses a number of iterations beyond what an execution may have.
  static func check(_ option: String, _ count: IterationCount?) throws {
    guard case .count(let count)? = count else { return }
    try check(option, count, in: 0...iterations, takes: "at most 10000000 iterations")
  }

  /// Refuses a tolerance beyond all times.
  static func check(_ option: String, _ tolerance: Tolerance?) throws {
    switch tolerance {
    case .seconds(let value)?:
      try check(option, value, in: seconds, takes: "a time of at most 1000000000 seconds")
    case .fraction(let value)?:
      try check(option, value * 100, in: 0...1000, takes: "a part of at most 1000 %")
    case nil: break
    }
  }

  /// Refuses more bytes than the machine has.
  static func check(_ option: String, _ size: ByteCount) throws {
    let memory = max(ByteCount.defaultMaximum.bytes, Int(clamping: memory_of_machine()))
    guard size.bytes > memory else { return }
    throw ValidationError(
      "\(option) takes at most the memory of the machine, \(ByteCount(bytes: memory)), not \(size)")
  }
}

/// A number in decimal notation, such as 2, 0.5 or 1e-3.
struct DecimalNumber: ExpressibleByArgument, CustomStringConvertible {
  var value: Double

  init(_ value: Double) { self.value = value }

  init?(argument: String) {
    guard let value = Self.value(of: argument) else { return nil }
    self.value = value
  }

  var description: String { "\(value)" }

  /// The number that `text` is in decimal notation; `nil` for hexadecimal ones and for those that
  /// are not finite.
  static func value(of text: some StringProtocol) -> Double? {
    guard text.utf8.allSatisfy({ "0123456789.+-eE".utf8.contains($0) }), let value = Double(text),
      value.isFinite
    else { return nil }
    return value
  }
}
