// SPDX-License-Identifier: GPL-3.0-or-later

package import WarmupStats

/// How ratios to a baseline are written.
package enum RatioForm: String, Sendable, Hashable, CaseIterable {
  /// As a factor, such as 0.83.
  case ratio
  /// As a change in per cent, such as −17.
  case percent
}

extension Table {
  /// How several configurations compare with one baseline: benchmarks down, configurations across,
  /// the baseline in its unit and the others as ratios to it, and the geometric means last.
  ///
  /// - Parameters:
  ///   - matrix: what was found.
  ///   - comparison: the comparison that the matrix is made of, for what is to be said of it.
  ///   - unit: the unit of the baseline, `s` for times.
  ///   - form: how ratios are written.
  ///   - machine: where it was measured; empty if it need not be said.
  ///   - warnings: what else readers should know.
  /// - Complexity: O(mk) for m benchmarks and k configurations.
  package init(
    matrix: ComparisonMatrix, of comparison: Comparison, unit: String, form: RatioForm,
    machine: String = "", warnings: [Warning] = []
  ) {
    let columns = MatrixColumns(matrix: matrix, unit: unit, form: form)
    let sources = columns.sources
    let entries = columns.entries
    let words = ComparisonCaptions(
      comparison: comparison, baseline: matrix.baseline, isAdjusted: comparison.isAdjusted,
      unit: unit)
    self.init(
      title: words.title + (machine.isEmpty ? "" : ", on \(machine)"),
      columns: sources.map(\.column),
      rows: Row.all(of: entries, sources, isSummary: \.isSummary),
      legend: words.matrixLegend(form),
      notes: words.notes.map { Note(number: nil, text: $0) }
        + warnings.map { Note(number: nil, text: $0.caption, kind: $0.kind) })
  }
}

/// The columns of a matrix.
private struct MatrixColumns {
  /// What a row is about: a benchmark, or the geometric means.
  enum Entry {
    case benchmark(ComparisonMatrix.Row)
    case means([GeometricMeanRatio?])

    var isSummary: Bool { if case .means = self { true } else { false } }
  }

  var matrix: ComparisonMatrix
  var unit: String
  var form: RatioForm

  var entries: [Entry] {
    let hasMeans = matrix.means.contains { ($0?.benchmarks ?? 0) > 1 }
    return matrix.rows.map(Entry.benchmark) + (hasMeans ? [.means(matrix.means)] : [])
  }

  var sources: [ColumnSource<Entry>] {
    [benchmark, variant, baseline]
      + matrix.configurations.indices.flatMap { [ratio($0), verdict($0)] }
  }

  private var benchmark: ColumnSource<Entry> {
    ColumnSource(Column(name: "benchmark", heading: "Benchmark", content: .text, role: .label)) {
      switch $0 {
      case .benchmark(let row): .text(row.key.benchmark)
      case .means: .text("geometric mean")
      }
    }
  }

  private var variant: ColumnSource<Entry> {
    var source = ColumnSource<Entry>(
      Column(name: "variant", heading: "Variant", content: .text, role: .label, dropOrder: 6)
    ) {
      guard case .benchmark(let row) = $0, !row.key.variant.isEmpty else { return .empty }
      return .text(row.key.variant)
    }.statedIfSame(in: entries)
    // The variant of the baseline says nothing of the others.
    let variants = Dictionary(grouping: matrix.rows, by: \.key.benchmark)
    if variants.values.allSatisfy({ $0.count == 1 }) { source.column.role = .hidden }
    return source
  }

  private var baseline: ColumnSource<Entry> {
    let format = QuantityFormat(unit: unit, suiting: matrix.rows.map(\.baseline.mean))
    let base = unit == "s" ? "seconds" : unit
    return ColumnSource(
      Column(
        name: "\(matrix.baseline)_\(base)", heading: matrix.baseline, content: .number,
        unit: format.unit)
    ) {
      guard case .benchmark(let row) = $0 else { return .empty }
      return .exact(format.numeral(row.baseline.mean))
    }
  }

  private func ratio(_ place: Int) -> ColumnSource<Entry> {
    let name = matrix.configurations[place]
    return ColumnSource(
      Column(
        name: "\(name)_\(form == .ratio ? "ratio" : "change_percent")", heading: name,
        content: .measured(.interval), unit: form == .percent ? "%" : nil)
    ) { entry in
      switch entry {
      case .benchmark(let row):
        row.effects[place].map {
          cell($0.ratio, $0.interval, verdict: VerdictCell($0))
        } ?? .empty
      case .means(let means): means[place].map { cell($0.ratio, $0.interval) } ?? .empty
      }
    }
  }

  private func cell(
    _ ratio: Double, _ interval: RatioInterval, verdict: VerdictCell? = nil
  ) -> Cell {
    var cell =
      form == .ratio
      ? MeasuredCell(ratio: ratio, interval) : MeasuredCell(change: ratio, interval)
    cell.verdict = verdict
    return .measured(cell)
  }

  /// For programs, and for what changed.
  private func verdict(_ place: Int) -> ColumnSource<Entry> {
    ColumnSource(
      Column(
        name: "\(matrix.configurations[place])_verdict", heading: "Verdict",
        content: .verdict(isExplained: false), role: .hidden)
    ) {
      guard case .benchmark(let row) = $0 else { return .empty }
      return row.effects[place].map { .verdict(VerdictCell($0)) } ?? .empty
    }
  }
}

extension MeasuredCell {
  /// A ratio, with two decimals, or three where its interval is narrower than a hundredth.
  init(ratio: Double, _ interval: RatioInterval) {
    let width = interval.range.map { $0.upperBound - $0.lowerBound }
    let decimals = max(
      width.map { $0 < 0.01 } ?? false ? 3 : 2,
      ratio < 0.1 ? NumberFormat.decimals(of: ratio, significantDigits: 2) : 0)
    func numeral(_ ratio: Double, shown: Double) -> Numeral {
      Numeral(exact: ratio, text: NumberFormat.fixed(shown, decimals: decimals))
    }
    let value = numeral(ratio, shown: ratio)
    guard let range = interval.range else {
      self.init(value: value, missing: interval)
      return
    }
    let shown = NumberFormat.distinguishable(range, decimals: decimals)
    self.init(
      value: value,
      range: .interval(
        lower: numeral(range.lowerBound, shown: shown.lowerBound),
        upper: numeral(range.upperBound, shown: shown.upperBound)))
  }
}
