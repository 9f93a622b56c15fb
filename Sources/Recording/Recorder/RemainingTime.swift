// SPDX-License-Identifier: GPL-3.0-or-later

/// How long the executions that are left will take, by how long the last ones took.
package struct RemainingTime {
  /// The times of the last attempts of each benchmark, with what was waited for before them.
  private var last: [Int: [Double]] = [:]

  /// How many attempts count.
  private static let count = 5

  /// Begins without any attempt.
  package init() {}

  /// Adds an attempt that took so many seconds.
  package mutating func add(_ seconds: Double, of benchmark: Int) {
    last[benchmark, default: []] = Array(
      (last[benchmark, default: []] + [seconds]).suffix(Self.count))
  }

  /// How long an execution of a benchmark takes; `nil` if none has run.
  package func estimate(of benchmark: Int) -> Double? {
    guard let times = last[benchmark], !times.isEmpty else { return nil }
    return times.reduce(0, +) / Double(times.count)
  }

  /// How long so many executions of each benchmark take; `nil` if one of them has not run yet.
  package func estimate(of counts: [Int]) -> Double? {
    var sum = 0.0
    for (benchmark, count) in counts.enumerated() where count > 0 {
      guard let one = estimate(of: benchmark) else { return nil }
      sum += one * Double(count)
    }
    return sum
  }
}
