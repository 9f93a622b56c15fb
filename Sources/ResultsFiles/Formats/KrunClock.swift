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
    var cores: Set<Int>
  }

  private var suspects: [Suspect] = []
  private var count = 0

  /// Looks at an execution.
  mutating func examine(_ execution: ProcessExecution, index: Int) {
    count += 1
    guard let counters = execution.counters else { return }
    let ratios = Self.ratios(counters, iterations: execution.times.count)
    guard !ratios.isEmpty else { return }
    var cores: Set<Int> = []
    func share(_ isOff: (Double) -> Bool) -> Double {
      let off = ratios.map { $0.filter { isOff($0.ratio) }.map(\.core) }.filter { !$0.isEmpty }
      let share = Double(off.count) / Double(ratios.count)
      if share > Self.allowedShare { cores.formUnion(off.joined()) }
      return share
    }
    let slow = share { $0 < 1 - Self.tolerance }
    let fast = share { $0 > 1 + Self.tolerance }
    if !cores.isEmpty {
      suspects.append(Suspect(execution: index, slow: slow, fast: fast, cores: cores))
    }
  }

  /// For each iteration the ratios of the cores that worked at least half as long as the one that
  /// worked most, since a core that only wakes up for moments says little.
  private static func ratios(
    _ counters: ProcessorCounters, iterations: Int
  ) -> [[(core: Int, ratio: Double)]] {
    let cores = Array(zip(counters.aperf, counters.mperf))
    return (0..<iterations).compactMap { iteration in
      let most = cores.map { $0.1[iteration] }.max() ?? 0
      guard most > 0 else { return nil }
      return cores.enumerated().filter { $0.element.1[iteration] >= most / 2 }
        .map { ($0.offset, $0.element.0[iteration] / $0.element.1[iteration]) }
    }
  }

  /// What to tell, if anything, as one sentence, with executions counted from 1, and cores from 0
  /// as operating systems do.
  var message: String? {
    guard !suspects.isEmpty else { return nil }
    let numbers = suspects.prefix(5).map { "\($0.execution + 1)" }.joined(separator: ", ")
    let list = suspects.count > 5 ? "\(numbers), …" : numbers
    let slow = suspects.map(\.slow).max() ?? 0
    let fast = suspects.map(\.fast).max() ?? 0
    let findings = [
      slow > Self.allowedShare ? "below it (throttled?) in up to \(percent(slow))" : nil,
      fast > Self.allowedShare ? "above it (turbo mode?) in up to \(percent(fast))" : nil,
    ]
    let cores = Set(suspects.flatMap(\.cores)).sorted().map(String.init)
    return "the processor did not run at its nominal frequency in \(suspects.count) of \(count) "
      + "executions (\(list)): \(findings.compactMap(\.self).joined(separator: ", ")) of the "
      + "iterations, on core\(cores.count == 1 ? "" : "s") \(cores.joined(separator: ", "))"
  }

  private func percent(_ share: Double) -> String {
    "\(Int((share * 100).rounded(.up))) %"
  }
}
