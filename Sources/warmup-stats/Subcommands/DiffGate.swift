// SPDX-License-Identifier: GPL-3.0-or-later

import Reports
import WarmupStats

/// What a gate of `diff` looks for.
struct DiffGate {
  var diff: Diff
  /// The program that ran the benchmarks; `nil` if it is not known.
  var harness: String?

  var report: GateReport {
    GateReport(
      reasons: diff.benchmarks.flatMap(reasons) + failures, doubts: doubts,
      compared: diff.benchmarks.count,
      canJudge: diff.benchmarks.contains { $0[significant: .steadyPerformance] != .notComparable },
      excluded: diff.excluded)
  }

  private func reasons(in diff: BenchmarkDiff) -> [GateReason] {
    let key = diff.candidate.key
    var reasons: [GateReason] = []
    switch diff.significantOverall {
    case .worse: reasons.append(GateReason(.worse, key, words(diff)))
    case .different: reasons.append(GateReason(.different, key, words(diff)))
    case .notComparable: reasons.append(GateReason(.inconclusive, key, "cannot be compared"))
    case .same where diff[significant: .steadyPerformance] == .notComparable:
      reasons.append(
        GateReason(.inconclusive, key, "too few executions to tell the steady performance"))
    case .better, .same: break
    }
    if diff[significant: .steadyPerformance] == .worse {
      let change = diff.effect.map {
        " by " + NumberFormat.fixed($0.percentChange, decimals: 1) + " %"
      }
      reasons.append(GateReason(.slower, key, "slower" + (change ?? "")))
    }
    if diff.candidate.counts.noSteadyState > 0 {
      reasons.append(
        GateReason(
          .noSteadyState, key,
          "\(diff.candidate.counts.noSteadyState) executions have no steady state"))
    }
    return reasons
  }

  /// Failures, all benchmarks sharing one level.
  private var failures: [GateReason] {
    let level = diff.benchmarks.first?.options.level ?? DiffOptions().level
    let error = (1 - level) / Double(max(1, diff.failures.count))
    return diff.failures.compactMap { GateReason($0, error: error) }
  }

  /// The benchmarks whose steady performance could not be judged, by the reason.
  private var doubts: [GateDoubt] {
    let undecided = diff.benchmarks.filter {
      $0[significant: .steadyPerformance] == .notComparable
    }
    func keys(_ isOne: (BenchmarkDiff) -> Bool) -> [BenchmarkKey] {
      undecided.filter(isOne).map(\.candidate.key)
    }
    return [
      GateDoubt(
        why: "one process execution on a side does not show how executions differ",
        keys: keys { $0.effect?.interval == .singleExecution },
        advice: MoreExecutions.advice(for: harness)),
      GateDoubt(
        why: "a side has no execution with a steady state", keys: keys { $0.effect == nil }),
    ]
  }

  /// A line for each reason to fail that was asked for, and one for each benchmark that is better.
  ///
  /// - Parameters:
  ///   - findings: what the gate fails on; what is worse, different or missing if it is empty.
  ///   - places: where benchmarks stand in the source.
  func annotations(
    of findings: [GateFinding], at places: [BenchmarkKey: SourcePlace]
  ) -> [GitHubAnnotations.Annotation] {
    let changes = Dictionary(
      diff.benchmarks.map { ($0.candidate.key, abs($0.effect?.percentChange ?? 0)) },
      uniquingKeysWith: { first, _ in first })
    let better = diff.benchmarks.filter { $0.significantOverall == .better }.map { benchmark in
      let key = benchmark.candidate.key
      return GitHubAnnotations.Annotation(
        severity: .notice, title: "\(key) is better", text: words(benchmark), place: places[key],
        size: changes[key] ?? 0)
    }
    return report.annotations(
      of: findings.isEmpty ? [.worse, .different, .missing] : findings
    ).map {
      var annotation = $0.annotation
      annotation.place = $0.key.flatMap { places[$0] }
      annotation.size = $0.key.flatMap { changes[$0] } ?? 0
      return annotation
    } + better
  }

  /// What became better, worse or different significantly: "steady performance worse".
  private func words(_ diff: BenchmarkDiff) -> String {
    BenchmarkDiff.Aspect.decisive.compactMap { aspect in
      let verdict = diff[significant: aspect]
      return [.better, .worse, .different].contains(verdict)
        ? "\(aspect.displayName) \(verdict.displayName)" : nil
    }.joined(separator: ", ")
  }
}
