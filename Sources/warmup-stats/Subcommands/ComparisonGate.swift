// SPDX-License-Identifier: GPL-3.0-or-later

import Reports
import WarmupStats

/// What a gate of `compare` looks for.
struct ComparisonGate {
  var comparison: Comparison
  /// The program that ran the benchmarks; `nil` if it is not known.
  var harness: String?

  var report: GateReport {
    GateReport(
      reasons: verdicts + selections + withoutSteadyState + failures, doubts: doubts,
      compared: comparison.benchmarks.count,
      canJudge: comparison.benchmarks.contains { $0.effect.interval.range != nil },
      excluded: comparison.excluded)
  }

  private var verdicts: [GateReason] {
    comparison.benchmarks.compactMap { benchmark in
      let words = Self.words(for: benchmark.effect)
      return switch benchmark.effect.verdict {
      case .slower: GateReason(.slower, benchmark.candidate, words, also: [.worse, .different])
      case .inconclusive: GateReason(.inconclusive, benchmark.candidate, words)
      case .faster: GateReason(.different, benchmark.candidate, words)
      case .equivalent: nil
      }
    }
  }

  /// The benchmarks that are worse for the executions that no interval counts.
  private var selections: [GateReason] {
    let all =
      comparison.benchmarks.map { ($0.candidate, $0.effect.selection) }
      + comparison.excluded.compactMap { excluded in
        excluded.candidate.map { ($0, excluded.selection) }
      }
    return all.compactMap { key, selection in
      guard let selection, selection.isWorse else { return nil }
      let (before, after) = (selection.baseline, selection.candidate)
      let end = selection.lastQuarter.map {
        ", and the last quarters of all executions changed by "
          + NumberFormat.fixed(100 * ($0.ratio - 1), decimals: 1) + " % time"
      }
      return GateReason(
        .worse, key,
        "\(after.leftOut) of \(after.completed) executions have no steady state, "
          + "\(before.leftOut) of \(before.completed) before\(end ?? "")")
    }
  }

  private var withoutSteadyState: [GateReason] {
    comparison.benchmarks.filter { $0.effect.candidate.withoutSteadyState > 0 }.map {
      GateReason(
        .noSteadyState, $0.candidate,
        "\($0.effect.candidate.withoutSteadyState) executions have no steady state")
    }
      + comparison.excluded.filter { $0.reason == .noSteadyState }.map {
        GateReason(.noSteadyState, $0.candidate, "no execution has a steady state")
      }
  }

  private var failures: [GateReason] {
    comparison.failures.compactMap { GateReason($0, error: 1 - comparison.options.level) }
  }

  /// The benchmarks without a verdict, by the reason.
  private var doubts: [GateDoubt] {
    let undecided = comparison.benchmarks.filter { $0.effect.verdict == .inconclusive }
    func keys(_ isOne: (EffectSize) -> Bool) -> [BenchmarkKey] {
      undecided.filter { isOne($0.effect) }.map(\.candidate)
    }
    return [
      GateDoubt(
        why: "one process execution on a side does not show how executions differ",
        keys: keys { $0.interval == .singleExecution },
        advice: MoreExecutions.advice(for: harness)),
      GateDoubt(
        why: "the baseline's mean cannot be told from 0", keys: keys { $0.interval == .unbounded }),
      GateDoubt(
        why: "too many executions without a steady state were left out",
        keys: keys { $0.interval.range != nil && $0.selection?.isDoubtful == true }),
      GateDoubt(
        why: "the interval is too wide to tell",
        keys: keys { $0.interval.range != nil && $0.selection?.isDoubtful != true }),
    ]
  }

  /// A line for each reason to fail that was asked for, and one for each benchmark that is faster.
  ///
  /// - Parameters:
  ///   - findings: what the gate fails on; slower and missing benchmarks if it is empty.
  ///   - places: where benchmarks stand in the source.
  func annotations(
    of findings: [GateFinding], at places: [BenchmarkKey: SourcePlace]
  ) -> [GitHubAnnotations.Annotation] {
    let changes = Dictionary(
      comparison.benchmarks.map { ($0.candidate, abs($0.effect.percentChange)) },
      uniquingKeysWith: { first, _ in first })
    let faster = comparison.benchmarks.filter { $0.effect.verdict == .faster }.map { benchmark in
      GitHubAnnotations.Annotation(
        severity: .notice, title: "\(benchmark.candidate) is faster",
        text: Self.words(for: benchmark.effect), place: places[benchmark.candidate],
        size: changes[benchmark.candidate] ?? 0)
    }
    return report.annotations(of: findings.isEmpty ? [.slower, .missing] : findings).map {
      var annotation = $0.annotation
      annotation.place = $0.key.flatMap { places[$0] }
      annotation.size = $0.key.flatMap { changes[$0] } ?? 0
      return annotation
    } + faster
  }

  private static func words(for effect: EffectSize) -> String {
    let change = NumberFormat.fixed(effect.percentChange, decimals: 1)
    let verdict = [effect.verdict.displayName, effect.uncertainChange].compactMap(\.self)
      .joined(separator: ", ")
    guard let range = effect.interval.range else {
      return "\(effect.verdict.displayName), \(change) % time, without an interval"
    }
    let ends = [range.lowerBound, range.upperBound]
      .map { NumberFormat.fixed(100 * ($0 - 1), decimals: 1) }
    return "\(verdict), \(change) % time "
      + "(\(NumberFormat.percentage(effect.options.level)) interval: \(ends[0]) % to \(ends[1]) %)"
  }
}
