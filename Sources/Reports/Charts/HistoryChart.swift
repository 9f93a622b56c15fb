// SPDX-License-Identifier: GPL-3.0-or-later

public import WarmupStats

extension Chart {
  /// The performance of a benchmark over the results of a project, with its levels and where they
  /// changed.
  ///
  /// - Parameters:
  ///   - history: what was found.
  ///   - results: what people call the results, in the order of time.
  /// - Precondition: there is a name for each result of the history.
  /// - Complexity: O(n log n) for n points.
  public init(history: History, results: [String]) {
    let changes = history.changes.map {
      HistoryCaptions.sentence(for: $0, of: history, results: results)
    }
    self.init(
      title: "\(history.key)",
      description: "Time of a steady iteration over \(history.points.count) results, with "
        + (changes.isEmpty ? "no change." : "changes \(changes.joined(separator: "; "))."),
      panels: [HistoryPanel(history: history, results: results).panel(notes: changes)])
  }
}

/// The panel of a history.
private struct HistoryPanel {
  var history: History
  var results: [String]

  private var unit: TimeUnit { TimeUnit(for: history.levels[0].mean) }

  /// Where a point stands from left to right: at its result, counted from 1.
  private func x(_ point: Int) -> Double { Double(history.points[point].result + 1) }

  private func y(_ mean: Double) -> Double { mean * unit.perSecond }

  func panel(notes: [String]) -> Panel {
    let points = history.points.indices.map { Point(x: x($0), y: y(history.points[$0].mean)) }
    let kept = points.indices.filter { !history.points[$0].isSetAside }
    let (ordinary, levels) = (kept.map { points[$0].y }, history.levels.map { y($0.mean) })
    return Panel(
      title: "\(history.key)", x: axis,
      y: Axis(
        label: "steady iteration (\(unit.symbol))",
        range: .init(showing: points.map(\.y), ordinary: ordinary, mustHold: levels)),
      marks: places
        + [Mark(.line(kept.map { points[$0] }), .measurement)]
        + [Mark(.dots(points.indices.filter { !kept.contains($0) }.map { points[$0] }), .setAside)]
        .filter { $0.shape != .dots([]) }
        + levelMarks,
      notes: notes)
  }

  /// The results, by what people call them.
  private var axis: Axis {
    var axis = Axis(label: "result", iterations: results.count, ticks: 6)
    let step = max(1, (results.count + 4) / 5)
    axis.ticks = stride(from: 0, to: results.count, by: step).map {
      Axis.Tick(value: Double($0 + 1), text: results[$0])
    }
    return axis
  }

  private var places: [Mark] {
    history.changes.map { change in
      Mark(
        .span(
          x(change.possiblePoints.lowerBound) - 0.5...x(change.possiblePoints.upperBound) + 0.5),
        .changePlace)
    }
  }

  private var levelMarks: [Mark] {
    history.levels.enumerated().flatMap { index, level -> [Mark] in
      let range = x(level.points.lowerBound) - 0.4...x(level.points.upperBound - 1) + 0.4
      let change = index > 0 ? history.changes[index - 1] : nil
      let style: MarkStyle = change?.direction == .slower ? .slowerLevel : .level
      let line = Mark(.level(range, height: y(level.mean)), style)
      guard let change else { return [line] }
      let text = NumberFormat.signedPercentage(change.ratio - 1, decimals: 1) + " %"
      return [line, Mark(.caption(text, above: range, height: y(level.mean)), style)]
    }
  }
}
