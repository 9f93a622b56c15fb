// SPDX-License-Identifier: GPL-3.0-or-later

package import WarmupStats

/// Compares random halves of the executions of each benchmark: nothing differs between them but
/// chance, so each difference that is found is a false alarm.
package struct FalseAlarmStudy: Sendable {
  /// A verdict that is a false alarm between halves.
  package enum Alarm: Sendable, Hashable {
    /// That `compare` with intervals of that kind finds it faster or slower.
    case changed(IntervalKind)
    /// That `compare` finds it slower, on which `--fail-on slower` fails.
    case slower(IntervalKind)
    /// The same with the verdicts of all benchmarks adjusted by Holm's procedure.
    case slowerAdjusted(IntervalKind)
    /// That it is worse by the published verdicts.
    case worseOverall
    /// That `diff` finds it worse significantly, on which `--fail-on worse` fails.
    case worseSignificantly
    /// That `diff` finds it better or worse significantly.
    case changedSignificantly
  }

  /// The rates where each pair of halves of a benchmark is a case.
  ///
  /// Pairs that cannot be compared, because a half has no steady state, are none.
  package private(set) var perBenchmark: [Alarm: Rate] = [:]
  /// The rates where a case is one pair of halves of each benchmark, as a gate sees the results
  /// of two runs: it fails if any benchmark raises the alarm.
  package private(set) var perFile: [Alarm: Rate] = [:]

  /// Splits the executions of each benchmark of `summary` that has at least four, `splits` times.
  ///
  /// Benchmarks are split on several cores; the result is the same on any number of them.
  ///
  /// - Parameters:
  ///   - summary: what is split.
  ///   - splits: how often.
  ///   - kinds: the kinds of interval to try.
  ///   - comparesAspects: whether halves are also compared as `diff` does.
  ///   - seed: the seed of the shuffling.
  package init(
    of summary: ExperimentSummary, splits: Int, kinds: [IntervalKind], comparesAspects: Bool,
    seed: UInt64
  ) async {
    let benchmarks = summary.benchmarks.enumerated().filter { $1.executions.count >= 4 }
    let outcomes = await benchmarks.concurrentlyMapped(jobs: nil, progress: { _ in }) {
      index, benchmark in
      var halves = RandomHalves(
        of: benchmark, options: summary.options, kinds: kinds, comparesAspects: comparesAspects)
      var generator = Xoshiro256(seed: seed, stream: index)
      return (0..<splits).map { _ in halves.outcome(using: &generator) }
    }
    for split in 0..<splits { count(outcomes.map { $0[split] }, kinds) }
  }

  /// Counts what became of one pair of halves of each benchmark.
  private mutating func count(_ outcomes: [RandomHalves.Outcome], _ kinds: [IntervalKind]) {
    var raised: [Alarm: Bool] = [:]
    for (alarm, isRaised) in outcomes.flatMap(\.alarms) {
      perBenchmark[alarm, default: Rate()].add(isRaised)
      raised[alarm] = isRaised || raised[alarm, default: false]
    }
    for kind in kinds {
      let compared = outcomes.compactMap { outcome in
        outcome.effects[kind].map { (outcome, $0) }
      }
      let adjusted = compared.map(\.1).adjustedForMultipleComparisons()
      raised[.slowerAdjusted(kind)] = zip(compared, adjusted).contains { $0.0.isSlower($1) }
    }
    if raised[.worseSignificantly] != nil {
      let verdicts = outcomes.map { $0.significantVerdict(familySize: outcomes.count) }
      raised[.worseSignificantly] = verdicts.contains(.worse)
      raised[.changedSignificantly] = verdicts.contains { $0 == .worse || $0 == .better }
    }
    for (alarm, isRaised) in raised { perFile[alarm, default: Rate()].add(isRaised) }
  }
}

extension FalseAlarmStudy {
  /// How often a difference was found in a file of that name, next to how often it may.
  package func figures(of name: String) -> [Figure] {
    let gates: [(name: String, alarm: Alarm)] = [
      ("compare --fail-on slower", .slowerAdjusted(.t)),
      ("diff --fail-on worse", .worseSignificantly),
      ("diff, better or worse", .changedSignificantly),
    ]
    let verdicts =
      IntervalKind.allCases.map {
        (name: "compare --interval \($0), faster or slower", alarm: Alarm.changed($0))
      } + [
        (name: "diff, better or worse", alarm: .changedSignificantly),
        (name: "diff, worse by the published verdicts", alarm: .worseOverall),
      ]
    return figures("\(name): halves, a benchmark", verdicts, perBenchmark)
      + figures("\(name): halves, the file", gates, perFile)
  }

  private func figures(
    _ name: String, _ alarms: [(name: String, alarm: Alarm)], _ rates: [Alarm: Rate]
  ) -> [Figure] {
    alarms.map { alarm in
      Figure(
        "\(name): \(alarm.name)", rates[alarm.alarm, default: Rate()],
        alarm.alarm.keepsItsLevel ? .atMost(0.01) : .noted("not promised"))
    }
  }
}

extension FalseAlarmStudy.Alarm {
  /// Whether it may be raised in one of a hundred cases at most.
  ///
  /// Resampling few executions, and the published verdicts, do not promise that.
  fileprivate var keepsItsLevel: Bool {
    switch self {
    case .changed(let kind), .slower(let kind), .slowerAdjusted(let kind): kind == .t
    case .worseOverall: false
    case .worseSignificantly, .changedSignificantly: true
    }
  }
}
