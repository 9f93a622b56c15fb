// SPDX-License-Identifier: GPL-3.0-or-later

public import WarmupStats

extension Table {
  /// How much faster or slower benchmarks are than a baseline: a row per benchmark, a group per VM,
  /// and the geometric mean of each VM.
  ///
  /// What was not compared stands in the notes, with the reason.
  ///
  /// - Parameters:
  ///   - comparison: what was found.
  ///   - baseline: what people call the baseline.
  ///   - isAdjusted: whether the verdicts hold together, by Holm's procedure.
  ///   - warnings: what else readers should know.
  /// - Complexity: O(m log m) for m benchmarks.
  public init(
    comparison: Comparison, baseline: String, isAdjusted: Bool = false,
    warnings: [Warning] = []
  ) {
    let entries = ComparisonEntry.rows(of: comparison)
    let sources = ComparisonColumns.keys(of: entries) + ComparisonColumns.values(of: entries)
    let words = ComparisonCaptions(
      comparison: comparison, baseline: baseline, isAdjusted: isAdjusted)
    self.init(
      title: "How much faster or slower than \(baseline)",
      columns: sources.map(\.column),
      rows: Row.all(
        of: entries, sources,
        notes: { $0.interval == .unbounded ? [Note.unbounded.number!] : [] },
        isSummary: { $0.effect == nil }),
      legend: words.legend,
      notes: (entries.contains { $0.interval == .unbounded } ? [Note.unbounded] : [])
        + words.notes.map { Note(number: nil, text: $0) }
        + warnings.map { Note(number: nil, text: $0.caption, kind: $0.kind) })
  }
}

extension Note {
  /// What an interval without ends says.
  fileprivate static let unbounded = Note(
    number: 1,
    text:
      "unbounded: the mean of the baseline cannot be told from zero, so that the data allow any "
      + "ratio")
}

/// What a row is about: a benchmark, or the geometric mean of a VM's.
enum ComparisonEntry {
  case benchmark(Comparison.Benchmark)
  case overall(Comparison.Overall)

  /// A row per benchmark, in the order of keys, and below each VM's its geometric mean.
  static func rows(of comparison: Comparison) -> [ComparisonEntry] {
    let byVM = Dictionary(grouping: comparison.benchmarks, by: \.candidate.vm)
    return byVM.sorted { $0.key < $1.key }.flatMap { vm, benchmarks in
      benchmarks.sorted { $0.candidate < $1.candidate }.map(ComparisonEntry.benchmark)
        + comparison.overall.filter { $0.vm == vm && $0.mean.benchmarks > 1 }
        .map(ComparisonEntry.overall)
    }
  }

  var effect: EffectSize? {
    if case .benchmark(let benchmark) = self { benchmark.effect } else { nil }
  }

  var ratio: Double {
    switch self {
    case .benchmark(let benchmark): benchmark.effect.ratio
    case .overall(let overall): overall.mean.ratio
    }
  }

  var interval: RatioInterval {
    switch self {
    case .benchmark(let benchmark): benchmark.effect.interval
    case .overall(let overall): overall.mean.interval
    }
  }

  /// A part of the key on both sides, and for a geometric mean the part of its VM.
  ///
  /// Of VMs that are compared with another one the variant is their own: that of the baseline is
  /// the same in every row.
  func name(of part: KeyPath<BenchmarkKey, String>) -> String {
    switch self {
    case .benchmark(let benchmark):
      let (baseline, candidate) = (
        benchmark.baseline[keyPath: part], benchmark.candidate[keyPath: part]
      )
      let isOfOtherVM = part == \.variant && benchmark.baseline.vm != benchmark.candidate.vm
      return baseline == candidate || isOfOtherVM ? candidate : "\(baseline) → \(candidate)"
    case .overall: return part == \.benchmark ? "geometric mean" : ""
    }
  }
}

/// The columns of a table of effect sizes.
enum ComparisonColumns {
  typealias Source = ColumnSource<ComparisonEntry>

  static func keys(of entries: [ComparisonEntry]) -> [Source] {
    func part(
      _ name: String, _ heading: String, _ part: any KeyPath<BenchmarkKey, String> & Sendable
    ) -> Source {
      Source(Column(name: name, heading: heading, content: .text, role: .label)) {
        .text($0.name(of: part))
      }
    }
    return [
      Source(Column(name: "vm", heading: "VM", content: .text, role: .group)) { entry in
        switch entry {
        case .benchmark(let benchmark): .text(benchmark.candidate.vm)
        case .overall(let overall): .text(overall.vm)
        }
      },
      part("benchmark", "Benchmark", \.benchmark),
      variant(of: entries, part("variant", "Variant", \.variant)),
    ]
  }

  /// The variants, stated once if all are the same; if they follow from the VM, the first to go.
  private static func variant(of entries: [ComparisonEntry], _ source: Source) -> Source {
    let compared = entries.filter { $0.effect != nil }
    var source = source.statedIfSame(in: compared)
    guard source.column.role == .label else { return source }
    let variants = Dictionary(grouping: compared) { $0.name(of: \.vm) }
      .mapValues { Set($0.map { $0.name(of: \.variant) }) }
    let followsFromVM = variants.values.allSatisfy { $0.count == 1 }
    source.column.dropOrder = followsFromVM ? Column.redundant + 2 : 6
    return source
  }

  static func values(of entries: [ComparisonEntry]) -> [Source] {
    let sides = entries.compactMap(\.effect).flatMap { [$0.baseline.mean, $0.candidate.mean] }
    let unit = TimeUnit(suiting: sides)
    let greatest = max(1, entries.map(\.ratio).max() ?? 1)
    return [
      time("old_seconds", "Baseline", \.baseline, unit),
      time("new_seconds", "Candidate", \.candidate, unit),
      Source(Column(name: "speedup", heading: "Speed", content: .measured(.interval))) {
        .measured(MeasuredCell(speedup: $0.ratio, $0.interval))
      },
      Source(
        Column(
          name: "change_percent", heading: "Change", content: .measured(.interval), unit: "%",
          dropOrder: 2)
      ) { .measured(MeasuredCell(change: $0.ratio, $0.interval)) },
      Source(
        Column(name: "verdict", heading: "Verdict", content: .verdict(isExplained: false))
      ) { $0.effect.map { .verdict(VerdictCell($0)) } ?? .empty },
      Source(
        Column(
          name: "time_relative_to_baseline", heading: "Of the baseline", content: .measured(.bar),
          dropOrder: Column.redundant + 1)
      ) { .measured(MeasuredCell(Bar(ratio: $0.ratio, greatest: greatest))) },
    ]
  }

  private static func time(
    _ name: String, _ heading: String, _ side: any KeyPath<EffectSize, EffectSize.Side> & Sendable,
    _ unit: TimeUnit?
  ) -> Source {
    Source(
      Column(
        name: name, heading: heading, content: .number, unit: unit?.symbol,
        dropOrder: 3)
    ) { entry in
      guard let mean = entry.effect?[keyPath: side].mean else { return .empty }
      let chosen = unit ?? TimeUnit(for: mean)
      return .exact(
        Numeral(
          exact: mean, text: NumberFormat.significant(mean * chosen.perSecond, digits: 4),
          unit: unit == nil ? chosen.symbol : nil))
    }
  }
}

extension MeasuredCell {
  /// How many times faster or slower, in words, from the ratio of new to old mean times.
  ///
  /// The exact numbers are speeds relative to the baseline; the words keep to factors above 1.
  package init(speedup ratio: Double, _ interval: RatioInterval) {
    let decimals = Self.decimals(of: interval.range.map { $0.upperBound - $0.lowerBound })
    func text(_ factor: Double) -> String { NumberFormat.fixed(factor, decimals: decimals) }
    // What rounds to 1 is "as fast", and its interval one of speeds.
    let isEqual = text(max(ratio, 1 / ratio)) == text(1)
    let isSpeed = ratio <= 1 || isEqual
    let value = Numeral(
      exact: 1 / ratio,
      text: text(isSpeed ? 1 / ratio : ratio)
        + "× \(isEqual ? "as fast" : isSpeed ? "faster" : "slower")")
    guard let range = interval.range else {
      self.init(value: value, missing: interval)
      return
    }
    // Times that cannot be told from 0 set no limit to how much faster they are.
    guard range.lowerBound > 0, (1 / range.lowerBound).isFinite else {
      self.init(value: value, missing: .unbounded)
      return
    }
    let factors = isSpeed ? 1 / range.upperBound...1 / range.lowerBound : range
    let shown = NumberFormat.distinguishable(factors, decimals: decimals)
    self.init(
      value: value,
      range: .interval(
        lower: Numeral(exact: 1 / range.upperBound, text: text(shown.lowerBound)),
        upper: Numeral(exact: 1 / range.lowerBound, text: text(shown.upperBound))))
  }

  /// The change of the mean time in per cent, from the ratio of new to old.
  init(change ratio: Double, _ interval: RatioInterval) {
    // Without decimals if the time at least doubles or may do so.
    let greatest = max(ratio, interval.range?.upperBound ?? ratio)
    let decimals = greatest >= 2 ? 0 : 1
    func numeral(_ ratio: Double, shown percent: Double) -> Numeral {
      Numeral(
        exact: 100 * (ratio - 1),
        text: NumberFormat.signedPercentage(percent / 100, decimals: decimals))
    }
    let value = numeral(ratio, shown: 100 * (ratio - 1))
    guard let range = interval.range else {
      self.init(value: value, missing: interval)
      return
    }
    // Fieller's interval may hold ratios below 0, which times do not have.
    let least = max(0, range.lowerBound)
    let shown = NumberFormat.distinguishable(
      100 * (least - 1)...100 * (max(least, range.upperBound) - 1), decimals: decimals)
    self.init(
      value: value,
      range: .interval(
        lower: numeral(least, shown: shown.lowerBound),
        upper: numeral(range.upperBound, shown: shown.upperBound)))
  }

  /// A number without an interval.
  init(value: Numeral, missing interval: RatioInterval) {
    self.init(value: value, range: interval == .unbounded ? .unbounded : .unknown)
  }

  /// Two decimals, or three where the interval is narrower than a hundredth.
  private static func decimals(of width: Double?) -> Int {
    width.map { $0 < 0.01 } ?? false ? 3 : 2
  }
}
