// SPDX-License-Identifier: GPL-3.0-or-later

public import ArgumentParser
public import Recording
public import ResultsFiles
public import WarmupStats

/// The two ways to find an interval by resampling.
enum ResamplingMethod: String, CaseIterable, ExpressibleByArgument {
  case exact
  case monteCarlo = "monte-carlo"
}

/// A level of confidence, written as 0.99 or 99%.
struct Level: ExpressibleByArgument {
  var value: Double

  init?(argument: String) {
    guard let value = number(argument, dividedByHundredIfPercent: true), value > 0, value < 1
    else { return nil }
    self.value = value
  }
}

/// A change of interest as a part of the time, written as 1% or 0.01; at least 0 and below 1.
struct Effect: ExpressibleByArgument {
  var fraction: Double

  init?(argument: String) {
    guard
      let value = DecimalNumber.value(
        of: argument.hasSuffix("%") ? argument.dropLast() : argument[...])
    else { return nil }
    let fraction = argument.hasSuffix("%") ? value / 100 : value
    guard fraction >= 0, fraction < 1 else { return nil }
    self.fraction = fraction
  }
}

/// A size in bytes, written as a number with or without K, M or G (powers of 1024).
struct ByteCount: ExpressibleByArgument, CustomStringConvertible {
  var bytes: Int

  static let defaultMaximum = ByteCount(bytes: ReadingOptions.defaultMaximumSize)

  init(bytes: Int) { self.bytes = bytes }

  init?(argument: String) {
    let units: [(suffix: String, factor: Int)] = [
      ("GiB", 1 << 30), ("MiB", 1 << 20), ("KiB", 1 << 10),
      ("G", 1 << 30), ("M", 1 << 20), ("K", 1 << 10), ("", 1),
    ]
    for unit in units where argument.hasSuffix(unit.suffix) {
      let (bytes, overflows) = (Int(argument.dropLast(unit.suffix.count)) ?? 0)
        .multipliedReportingOverflow(by: unit.factor)
      guard bytes > 0, !overflows else { return nil }
      self.bytes = bytes
      return
    }
    return nil
  }

  var description: String {
    bytes % (1 << 30) == 0 ? "\(bytes >> 30)G" : "\(bytes)"
  }
}

extension IterationCount: ExpressibleByArgument {
  /// Reads "200" as a count and "10%" as a part of the iterations.
  public init?(argument: String) {
    if let count = Int(argument), count >= 0 {
      self = .count(count)
    } else if argument.hasSuffix("%"),
      let fraction = number(argument, dividedByHundredIfPercent: true), (0...1).contains(fraction)
    {
      self = .fraction(fraction)
    } else {
      return nil
    }
  }
}

extension Tolerance: ExpressibleByArgument {
  /// Reads "0.001", "1ms", "1us" or "1ns" as a time and "1%" as a fraction.
  public init?(argument: String) {
    if argument.hasSuffix("%") {
      guard let fraction = number(argument, dividedByHundredIfPercent: true), fraction >= 0
      else { return nil }
      self = .fraction(fraction)
      return
    }
    let units: [(suffix: String, perSecond: Double)] = [
      ("ms", 1e3), ("us", 1e6), ("µs", 1e6), ("ns", 1e9), ("s", 1), ("", 1),
    ]
    for unit in units where argument.hasSuffix(unit.suffix) {
      guard let value = DecimalNumber.value(of: argument.dropLast(unit.suffix.count)), value >= 0
      else { return nil }
      self = .seconds(value / unit.perSecond)
      return
    }
    return nil
  }
}

extension Compatibility: ExpressibleByArgument {}
extension Method.Name: ExpressibleByArgument {}
extension WrittenFormat: ExpressibleByArgument {}
extension IntervalKind: ExpressibleByArgument {}
extension ReadingOptions.HarnessWarmup: ExpressibleByArgument {}
extension ResultsFormat: ExpressibleByArgument {}
extension Runner: ExpressibleByArgument {}
extension ExecutionOrder: ExpressibleByArgument {}

extension TimesProtocol: ExpressibleByArgument {
  /// Reads the name of a protocol.
  public init?(argument: String) { self.init(rawValue: argument) }
}

/// The number that `text` is, or a hundredth of it if a percent sign follows.
private func number(_ text: String, dividedByHundredIfPercent: Bool) -> Double? {
  guard text.hasSuffix("%") else { return DecimalNumber.value(of: text) }
  return DecimalNumber.value(of: text.dropLast()).map { $0 / 100 }
}
