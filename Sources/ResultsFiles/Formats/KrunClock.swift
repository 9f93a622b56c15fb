// SPDX-License-Identifier: GPL-3.0-or-later

import WarmupStats

/// Whether the processor ran at its nominal frequency during the executions of one key.
///
/// The register APERF counts cycles at the actual frequency and MPERF at the nominal one, both only
/// while a core is awake, so that their ratio is 1 where Krun has its way: no turbo mode, no
/// throttling (Barrett et al. 2017, doi:10.1145/3133876).
struct KrunClock {
  /// How far the ratio may be from 1: short iterations scatter by about one per cent.
  static let tolerance = 0.03
  /// The part of the iterations of an execution that may be farther off, as single ones are that
  /// were interrupted.
  static let allowedShare = 0.01

  /// An execution whose clock was off.
  private struct Suspect {
    var execution: Int
    var slow: Double
    var fast: Double
  }

  private var suspects: [Suspect] = []
  private var count = 0

  /// Looks at an execution.
  mutating func examine(_ execution: ProcessExecution, index: Int) {
    count += 1
    guard let counters = execution.counters else { return }
    let ratios = Self.ratios(counters, iterations: execution.times.count)
    guard !ratios.isEmpty else { return }
    func share(_ isOff: (Double) -> Bool) -> Double {
      Double(ratios.count(where: isOff)) / Double(ratios.count)
    }
    let suspect = Suspect(
      execution: index, slow: share { $0 < 1 - Self.tolerance },
      fast: share { $0 > 1 + Self.tolerance })
    if max(suspect.slow, suspect.fast) > Self.allowedShare { suspects.append(suspect) }
  }

  /// The ratio of each iteration on the core that worked most in it, since a core that only wakes
  /// up for moments says little.
  private static func ratios(_ counters: ProcessorCounters, iterations: Int) -> [Double] {
    let cores = zip(counters.aperf, counters.mperf)
    return (0..<iterations).compactMap { iteration in
      let counts = cores.map { (aperf: $0[iteration], mperf: $1[iteration]) }
      guard let busiest = counts.max(by: { $0.mperf < $1.mperf }), busiest.mperf > 0 else {
        return nil
      }
      return busiest.aperf / busiest.mperf
    }
  }

  /// What to tell, if anything, as one sentence.
  var message: String? {
    guard !suspects.isEmpty else { return nil }
    let numbers = suspects.prefix(5).map { "\($0.execution)" }.joined(separator: ", ")
    let list = suspects.count > 5 ? "\(numbers), …" : numbers
    let slow = suspects.map(\.slow).max() ?? 0
    let fast = suspects.map(\.fast).max() ?? 0
    let findings = [
      slow > Self.allowedShare ? "below it (throttled?) in up to \(percent(slow))" : nil,
      fast > Self.allowedShare ? "above it (turbo mode?) in up to \(percent(fast))" : nil,
    ]
    return "the processor did not run at its nominal frequency in \(suspects.count) of \(count) "
      + "executions (\(list)): \(findings.compactMap(\.self).joined(separator: ", ")) of the "
      + "iterations"
  }

  private func percent(_ share: Double) -> String {
    "\(Int((share * 100).rounded(.up))) %"
  }
}
