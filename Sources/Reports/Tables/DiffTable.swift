// SPDX-License-Identifier: GPL-3.0-or-later

public import WarmupStats

extension Table {
  /// What became of the benchmarks between two results: a row per benchmark, a group per VM.
  ///
  /// Rows are in the order of `BenchmarkKey`. What was not compared stands in the notes, with the
  /// reason.
  ///
  /// - Parameters:
  ///   - diff: what became of them.
  ///   - warnings: what else readers should know.
  /// - Complexity: O(m log m) for m benchmarks.
  public init(comparing diff: Diff, warnings: [Warning] = []) {
    let entries = diff.orderedBenchmarks
    let sources = DiffColumns.keys(of: entries) + DiffColumns.values(of: entries)
    self.init(
      title: "What became of warmup and steady performance",
      columns: sources.map(\.column),
      rows: Row.all(of: entries, sources),
      legend: DiffCaptions.legend(of: diff),
      notes: ((diff.warnings + warnings).map(\.caption)
        + DiffCaptions.exclusions(diff.excluded))
        .map { Note(number: nil, text: $0) })
  }
}

extension Diff {
  /// The benchmarks in the order in which tables list them.
  var orderedBenchmarks: [BenchmarkDiff] {
    benchmarks.sorted { ($0.baseline.key, $0.candidate.key) < ($1.baseline.key, $1.candidate.key) }
  }
}

/// The columns of a table that compares two results.
enum DiffColumns {
  typealias Source = ColumnSource<BenchmarkDiff>

  /// Who a row is about.
  static func keys(of entries: [BenchmarkDiff]) -> [Source] {
    func part(
      _ name: String, _ heading: String, _ part: any KeyPath<BenchmarkKey, String> & Sendable,
      role: Column.Role
    ) -> Source {
      Source(Column(name: name, heading: heading, content: .text, role: role)) {
        let (baseline, candidate) = (
          $0.baseline.key[keyPath: part], $0.candidate.key[keyPath: part]
        )
        return .text(baseline == candidate ? baseline : "\(baseline) → \(candidate)")
      }
    }
    return [
      part("vm", "VM", \.vm, role: .group),
      part("benchmark", "Benchmark", \.benchmark, role: .label),
      part("variant", "Variant", \.variant, role: .label).statedIfSame(in: entries),
    ]
  }

  /// What became of it.
  static func values(of entries: [BenchmarkDiff]) -> [Source] {
    let sides = entries.flatMap { [$0.baseline, $0.candidate] }
    let timeUnit = TimeUnit(suiting: sides.compactMap(\.timeToSteady?.median))
    let performanceUnit = TimeUnit(suiting: sides.compactMap(\.steadyPerformance?.center))
    return [
      change("class", "Class", of: .classification, dropOrder: 1) {
        .word(ClassLabel($0.consistency, $0.counts).displayName)
      },
      change(
        "steady_iteration", "Steady iteration", of: .steadyIteration, dropOrder: 3,
        difference: { shift(of: $0, unit: nil) { Double($0.iteration) } }
      ) {
        steadyIteration(of: $0)
      },
      change(
        "time_to_steady_seconds", "Time to steady", of: .timeToSteady, unit: timeUnit,
        dropOrder: 5,
        difference: { shift(of: $0, unit: timeUnit ?? .seconds, \.timeToReach) }
      ) { timeToSteady(of: $0, unit: timeUnit) },
      change(
        "steady_performance_seconds", "Steady performance", of: .steadyPerformance,
        unit: performanceUnit, dropOrder: 2,
        difference: { diff in
          diff.effect.map { effect in
            var cell = MeasuredCell(change: effect.ratio, effect.interval)
            cell.value.unit = "%"
            return cell
          }
        }
      ) { side in
        side.steadyPerformance.map {
          .number(MeasuredCell($0, unit: performanceUnit, histogram: nil).value)
        } ?? .absent
      },
      ColumnSource(
        Column(name: "change_percent", heading: "Change", content: .measured(.interval), unit: "%")
      ) { change(of: $0) },
      ColumnSource(
        Column(name: "verdict", heading: "Verdict", content: .verdict(isExplained: true))
      ) { .verdict(VerdictCell($0)) },
    ]
  }

  private static func change(
    _ name: String, _ heading: String, of aspect: BenchmarkDiff.Aspect,
    unit: TimeUnit? = nil, dropOrder: Int,
    difference: @escaping @Sendable (BenchmarkDiff) -> MeasuredCell? = { _ in nil },
    _ state: @escaping @Sendable (BenchmarkSummary) -> ChangeCell.State
  ) -> Source {
    Source(
      Column(
        name: name, heading: heading, content: .change, unit: unit?.symbol,
        dropOrder: dropOrder)
    ) {
      .change(
        ChangeCell(
          baseline: state($0.baseline), candidate: state($0.candidate), verdict: $0[shown: aspect],
          difference: difference($0),
          classes: aspect == .classification
            ? [$0.baseline, $0.candidate].map {
              ClassesCell(overall: $0.consistency, counts: $0.counts)
            } : nil))
    }
  }

  /// By how much a number of steady states became greater, with its interval by the rank sum test.
  private static func shift(
    of diff: BenchmarkDiff, unit: TimeUnit?, _ number: (SteadyState) -> Double
  ) -> MeasuredCell? {
    let sides = [diff.baseline, diff.candidate].map { side in
      side.executions.compactMap(\.analysis?.steadyState).map(number)
    }
    guard diff.options.method.compatibility == nil,
      let estimate = ShiftEstimate(from: sides[0], to: sides[1], level: diff.options.level)
    else { return nil }
    let factor = unit?.perSecond ?? 1
    func numeral(_ value: Double) -> Numeral {
      let digits = NumberFormat.decimals(of: value * factor, significantDigits: 2)
      let text = NumberFormat.fixed(
        value * factor, decimals: max(0, min(digits, unit == nil ? 1 : 3)))
      return Numeral(exact: value, text: value > 0 ? "+" + text : text)
    }
    return MeasuredCell(
      value: numeral(estimate.shift),
      range: estimate.interval.map {
        .interval(lower: numeral($0.lowerBound), upper: numeral($0.upperBound))
      } ?? .unknown)
  }

  /// The change of the mean steady time; where another program is reproduced, that of the median.
  private static func change(of diff: BenchmarkDiff) -> Cell {
    guard diff.options.method.compatibility == nil else {
      return diff.performanceChange.map { .measured(MeasuredCell($0)) } ?? .empty
    }
    return diff.effect.map { .measured(MeasuredCell(change: $0.ratio, $0.interval)) } ?? .empty
  }

  /// The median; 1 if all executions are flat, as comparisons count it.
  private static func steadyIteration(of side: BenchmarkSummary) -> ChangeCell.State {
    guard side.steadyPerformance != nil else { return .absent }
    let spread = side.steadyIteration ?? Spread(median: 1, lower: 1, upper: 1)
    return .number(MeasuredCell(iterations: spread, histogram: nil).value)
  }

  /// The median; 0 if all executions are flat, as comparisons count it.
  private static func timeToSteady(of side: BenchmarkSummary, unit: TimeUnit?)
    -> ChangeCell.State
  {
    guard side.steadyPerformance != nil else { return .absent }
    guard let spread = side.timeToSteady else { return .number(Numeral(exact: 0, text: "0")) }
    return .number(MeasuredCell(times: spread, unit: unit, histogram: nil).value)
  }
}

extension MeasuredCell {
  /// A change in per cent, with a sign and one decimal; without decimals if the time at least
  /// doubles or may do so.
  init(_ change: PerformanceChange) {
    let isLarge = [change.fraction, change.lower, change.upper].contains { abs($0) >= 1 }
    func numeral(_ fraction: Double) -> Numeral {
      Numeral(
        exact: 100 * fraction,
        text: NumberFormat.signedPercentage(fraction, decimals: isLarge ? 0 : 1))
    }
    self.init(
      value: numeral(change.fraction),
      range: .interval(lower: numeral(change.lower), upper: numeral(change.upper)))
  }
}

extension NumberFormat {
  /// The digits of a fraction in per cent, with some decimals and its sign; zero has none.
  static func signedPercentage(_ fraction: Double, decimals: Int = 1) -> String {
    let digits = fixed(100 * fraction, decimals: decimals)
    return fraction > 0 && digits != fixed(0, decimals: decimals) ? "+" + digits : digits
  }
}
