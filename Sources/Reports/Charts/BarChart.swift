// SPDX-License-Identifier: GPL-3.0-or-later

internal import RealModule
package import WarmupStats

/// What a figure of bars shows: for each benchmark a bar per configuration, whole or in parts.
///
/// A chart says what is shown, never how it is written; a renderer decides that.
package struct BarChart: Sendable, Hashable {
  /// How values become lengths.
  package enum Scale: String, Sendable, Hashable {
    /// Equal differences have equal lengths, from zero on.
    case linear
    /// Equal ratios have equal lengths, from a power of ten on.
    case logarithmic
  }

  /// A bar.
  package struct Bar: Sendable, Hashable {
    /// The lengths of its parts, from below; one if it has none.
    package var parts: [Double]
    /// The interval of the whole; `nil` if there is none.
    package var range: ClosedRange<Double>?
    /// The digits of the whole.
    package var text: String

    /// The length of the whole.
    package var value: Double { parts.reduce(0, +) }
  }

  /// The bars of a benchmark, or of a mean.
  package struct Group: Sendable, Hashable {
    /// What stands below.
    package var name: String
    /// A bar per configuration; `nil` where one has none.
    package var bars: [Bar?]
    /// Whether it is a mean, which stands apart.
    package var isMean = false
  }

  /// What the chart is about, in a few words.
  package var title: String
  /// What the chart shows, for those who cannot see it.
  package var description: String
  /// The names of the configurations, from left to right in each group.
  package var bars: [String]
  /// The names of the parts, from below; empty if bars are whole.
  package var parts: [String]
  /// The groups, from left to right.
  package var groups: [Group]
  /// What the lengths measure, and in which unit.
  package var label: String
  /// How values become lengths.
  package var scale: Scale
  /// The least and the greatest value that is shown; `nil` for what shows all.
  package var range: ClosedRange<Double>?
  /// The value of the baseline, for a line, and its name; `nil` where it has bars of its own.
  package var baseline: Double?
  /// What readers should know.
  package var notes: [String]
}

/// What the bars of a figure stand for.
package enum BarValues: String, Sendable, Hashable, CaseIterable {
  /// Ratios to the baseline.
  case relative
  /// Means in their unit.
  case raw
}

extension BarChart {
  /// How several configurations compare with a baseline: bars with intervals relative to it, and
  /// geometric means apart; or bars of the means of all configurations.
  ///
  /// - Complexity: O(mk) for m benchmarks and k configurations.
  package init(
    _ matrix: ComparisonMatrix, unit: String, values: BarValues, scale: Scale, level: Double,
    title: String? = nil
  ) {
    let isRelative = values == .relative
    let format = QuantityFormat(
      unit: unit,
      suiting: matrix.rows.flatMap { row in
        [row.baseline.mean] + row.effects.compactMap { $0?.candidate.mean }
      })
    let what = unit == "s" ? "time" : unit
    let names = (isRelative ? [] : [matrix.baseline]) + matrix.configurations
    var groups = matrix.rows.map { row in
      Group(
        name: row.key.benchmark,
        bars: isRelative
          ? row.effects.map { $0.map { Bar(ratio: $0.ratio, $0.interval) } }
          : ([row.baseline] + row.effects.map { $0?.candidate }).map { side in
            side.map { Bar(mean: $0, format, level: level) }
          })
    }
    if matrix.rows.count > 1 {
      groups.append(
        Group(
          name: "geometric mean",
          bars: isRelative
            ? matrix.means.map { $0.map { Bar(ratio: $0.ratio, $0.interval) } }
            : names.indices.map { place in Self.geometricMean(of: groups, place, format) },
          isMean: true))
    }
    let measure =
      isRelative ? "\(what), relative to \(matrix.baseline)" : "\(what) (\(format.unit))"
    self.init(
      title: title ?? "",
      description: "Bars of \(measure), for \(groups.count) benchmarks and means.",
      bars: names, parts: [], groups: groups,
      label: isRelative ? measure : unit == "s" ? "time (\(format.unit))" : format.unit,
      scale: scale, range: nil, baseline: isRelative ? 1 : nil,
      notes: Self.notes(on: groups, names: names, level: level))
  }

  /// The parts of a whole for all configurations, each relative to the whole of the baseline.
  ///
  /// - Complexity: O(mkp) for m benchmarks, k configurations and p parts.
  package init(
    _ experiment: QuantityExperiment, baseline: String, order: [String], benchmarks: [BenchmarkKey],
    values: BarValues, title: String? = nil
  ) {
    let names =
      order.filter(experiment.vms.contains) + experiment.vms.filter { !order.contains($0) }
    let wholes = benchmarks.compactMap { experiment.meanParts(of: $0)?.reduce(0, +) }
    let format = QuantityFormat(unit: experiment.unit, suiting: wholes)
    var missing: [String] = []
    let groups = benchmarks.compactMap { key -> Group? in
      guard let whole = experiment.meanParts(of: key)?.reduce(0, +), whole > 0 else { return nil }
      let divisor = values == .relative ? whole : format.divisor
      let bars = names.map { name -> Bar? in
        let own = experiment.key(of: name, like: key)
        guard let parts = own.flatMap({ experiment.meanParts(of: $0) }) else {
          missing.append("\(key.benchmark) of \(name)")
          return nil
        }
        let lengths = parts.map { $0 / divisor }
        return Bar(
          parts: lengths, range: nil,
          text: NumberFormat.significant(lengths.reduce(0, +), digits: 3))
      }
      return Group(name: key.benchmark, bars: bars)
    }
    let measure =
      values == .relative
      ? "\(experiment.unit), relative to \(baseline)" : format.unit
    self.init(
      title: title ?? "",
      description: "Stacked bars of \(measure), for \(groups.count) benchmarks.",
      bars: names, parts: experiment.parts.isEmpty ? [experiment.unit] : experiment.parts,
      groups: groups, label: measure, scale: .linear, range: nil,
      baseline: values == .relative ? 1 : nil,
      notes: missing.isEmpty ? [] : ["no bar, not measured: \(NumberFormat.list(missing))"])
  }

  private static func notes(on groups: [Group], names: [String], level: Double) -> [String] {
    var notes: [String] = []
    if groups.contains(where: { $0.bars.contains { $0?.range != nil } }) {
      notes.append("Whiskers: \(NumberFormat.percentage(level)) intervals.")
    }
    let missing = groups.filter { !$0.isMean }.flatMap { group in
      zip(names, group.bars).filter { $0.1 == nil }.map { "\(group.name) of \($0.0)" }
    }
    if !missing.isEmpty { notes.append("no bar, not compared: \(NumberFormat.list(missing))") }
    return notes
  }

  /// The geometric mean of the bars at a place, of the benchmarks that all have.
  private static func geometricMean(
    of groups: [Group], _ place: Int, _ format: QuantityFormat
  ) -> Bar? {
    let complete = groups.filter { !$0.bars.contains(nil) }
    guard complete.count > 1 else { return nil }
    let values = complete.compactMap { $0.bars[place]?.value }
    let mean = Double.exp(values.reduce(0) { $0 + Double.log($1) } / Double(values.count))
    return Bar(parts: [mean], range: nil, text: NumberFormat.significant(mean, digits: 3))
  }
}

extension BarChart.Bar {
  /// A ratio and its interval.
  fileprivate init(ratio: Double, _ interval: RatioInterval) {
    self.init(
      parts: [ratio], range: interval.range,
      text: ratio < 0.1
        ? NumberFormat.significant(ratio, digits: 2) : NumberFormat.fixed(ratio, decimals: 2))
  }

  /// A mean and its interval.
  fileprivate init(mean side: EffectSize.Side, _ format: QuantityFormat, level: Double) {
    let interval = side.interval(level: level).map { range in
      max(0, range.lowerBound / format.divisor)...range.upperBound / format.divisor
    }
    let value = side.mean / format.divisor
    self.init(
      parts: [value], range: interval, text: NumberFormat.significant(value, digits: 3))
  }
}
