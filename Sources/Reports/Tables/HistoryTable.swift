// SPDX-License-Identifier: GPL-3.0-or-later

public import WarmupStats

extension Table {
  /// How performance changed over the results of a project: a row per change, or one for a benchmark
  /// that did not change.
  ///
  /// - Parameters:
  ///   - histories: what was found.
  ///   - results: what people call the results, in the order of time.
  ///   - warnings: what else readers should know.
  /// - Precondition: there is a name for each result of the histories.
  /// - Complexity: O(number of points).
  public init(histories: [History], results: [String], warnings: [Warning] = []) {
    let entries = HistoryEntry.rows(of: histories)
    let sources = HistoryColumns.sources(of: entries, results: results)
    let words = HistoryCaptions(histories: histories, results: results)
    self.init(
      title: "How performance changed over \(NumberFormat.counted(results.count, "result"))",
      columns: sources.map(\.column),
      rows: Row.all(of: entries, sources),
      legend: words.legend,
      notes: words.notes.map { Note(number: nil, text: $0) }
        + warnings.map { Note(number: nil, text: $0.caption, kind: $0.kind) })
  }
}

/// What a row is about: a change of a benchmark, or a benchmark without any.
struct HistoryEntry {
  var history: History
  /// The change, from 0; `nil` if there is none.
  var index: Int?

  /// The rows of some histories, in the order of keys.
  static func rows(of histories: [History]) -> [HistoryEntry] {
    histories.sorted { $0.key < $1.key }.flatMap { history in
      history.changes.isEmpty
        ? [HistoryEntry(history: history)]
        : history.changes.indices.map { HistoryEntry(history: history, index: $0) }
    }
  }

  var change: HistoryChange? { index.map { history.changes[$0] } }

  /// The level after the change, or the only one, in seconds.
  var mean: Double { history.levels[index.map { $0 + 1 } ?? 0].mean }

  /// Which result a point is.
  func result(of point: Int) -> Int { history.points[point].result }
}

/// The columns of a table of histories.
private enum HistoryColumns {
  typealias Source = ColumnSource<HistoryEntry>

  static func sources(of entries: [HistoryEntry], results: [String]) -> [Source] {
    keys(of: entries) + [
      Source(Column(name: "since", heading: "Since", content: .text)) { entry in
        entry.change.map { .text(results[entry.result(of: $0.point)]) } ?? .empty
      },
      Source(
        Column(name: "perhaps_since", heading: "Perhaps since", content: .text, dropOrder: 4)
      ) { entry in
        guard let places = entry.change?.possiblePoints, places.count > 1 else { return .empty }
        let ends = [places.lowerBound, places.upperBound].map { results[entry.result(of: $0)] }
        return .text(ends.joined(separator: " … "))
      },
      Source(
        Column(
          name: "change_percent", heading: "Change", content: .measured(.interval), unit: "%")
      ) { entry in
        entry.change.map { .measured(MeasuredCell(change: $0.ratio, .bounded($0.interval))) }
          ?? .empty
      },
      time(of: entries),
      Source(
        Column(
          name: "spread_percent", heading: "Spread", content: .number, unit: "%", dropOrder: 5)
      ) { entry in
        entry.history.spread.map {
          .exact(Numeral(exact: 100 * $0, text: NumberFormat.fixed(100 * $0, decimals: 1)))
        } ?? .empty
      },
      Source(Column(name: "results", heading: "Results", content: .number, dropOrder: 6)) {
        .count($0.history.points.count)
      },
      Source(Column(name: "verdict", heading: "Verdict", content: .verdict(isExplained: false))) {
        .verdict(VerdictCell($0.change))
      },
      Source(
        Column(
          name: "history", heading: "History", content: .measured(.sparkline),
          dropOrder: Column.redundant)
      ) { entry in
        guard (entry.index ?? 0) == 0 else { return .empty }
        return .measured(MeasuredCell(Sparkline(of: entry.history)))
      },
    ]
  }

  private static func keys(of entries: [HistoryEntry]) -> [Source] {
    [
      Source(Column(name: "vm", heading: "VM", content: .text, role: .group)) {
        .text($0.history.key.vm)
      },
      Source(Column(name: "benchmark", heading: "Benchmark", content: .text, role: .label)) {
        .text($0.history.key.benchmark)
      },
      Source(Column(name: "variant", heading: "Variant", content: .text, role: .label)) {
        .text($0.history.key.variant)
      }.statedIfSame(in: entries),
    ]
  }

  private static func time(of entries: [HistoryEntry]) -> Source {
    let unit = TimeUnit(suiting: entries.map(\.mean))
    return Source(
      Column(name: "level_seconds", heading: "Level", content: .number, unit: unit?.symbol)
    ) { entry in
      let chosen = unit ?? TimeUnit(for: entry.mean)
      return .exact(
        Numeral(
          exact: entry.mean,
          text: NumberFormat.significant(entry.mean * chosen.perSecond, digits: 4),
          unit: unit == nil ? chosen.symbol : nil))
    }
  }
}

extension VerdictCell {
  /// What became of the performance; `nil` is that it did not change.
  fileprivate init(_ change: HistoryChange?) {
    guard let direction = change?.direction else {
      self.init(word: "no change", tone: .neutral)
      return
    }
    self.init(word: direction.displayName, tone: direction == .slower ? .worse : .better)
  }
}

extension Sparkline {
  /// The means of the results, without those that are set aside.
  fileprivate init(of history: History) {
    let kept = history.points.indices.filter { !history.points[$0].isSetAside }
    self.init(
      of: kept.map { history.points[$0].mean },
      marked: history.changes.compactMap { change in kept.firstIndex(of: change.point) })
  }
}
