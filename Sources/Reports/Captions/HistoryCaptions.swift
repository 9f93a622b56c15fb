// SPDX-License-Identifier: GPL-3.0-or-later

import WarmupStats

/// What a table of histories says in sentences.
struct HistoryCaptions {
  /// The histories, in the order of the table.
  var histories: [History]
  /// What people call the results, in the order of time.
  var results: [String]

  /// A change, as one would say it: `since 4f2a: +6.1 % [4.0, 8.2]`.
  ///
  static func sentence(for change: HistoryChange, of history: History, results: [String]) -> String
  {
    let interval = MeasuredCell(change: change.ratio, .bounded(change.interval))
    let ends = interval.range.ends.map { "[\($0.lower.text), \($0.upper.text)]" } ?? ""
    return "since \(results[history.points[change.point].result]): "
      + "\(interval.value.text) % \(ends)"
  }

  /// What the numbers mean.
  var legend: [String] {
    guard let options = histories.first?.options else { return [] }
    return [
      """
      Change: of the mean time of a steady iteration from one level to the next, with its \
      \(NumberFormat.percentage(options.level)) interval. Since: the first result at the new level; \
      perhaps since: the results that it may be, at the same level of confidence.
      """,
      """
      A level is a stretch of results whose performance did not change, as far as the spread \
      between results can tell. Of benchmarks that never changed at most \
      \(NumberFormat.percentage(options.falseAlarmRate)) show a change by chance.
      """,
    ]
  }

  /// What readers should know of single benchmarks.
  var notes: [String] {
    short + setAside + dependent
  }

  /// Fewer results than this never show a change, however large it is.
  static let fewestResults = 8

  private var short: [String] {
    let short = histories.filter { $0.points.count < Self.fewestResults }
    guard !short.isEmpty else { return [] }
    return [
      "fewer than \(Self.fewestResults) results do not tell a change from chance: "
        + NumberFormat.list(short.map(\.key.description))
    ]
  }

  private var setAside: [String] {
    histories.filter { !$0.setAside.isEmpty }.map { history in
      let names = history.setAside.map { results[$0.result] }
      return "\(history.key): set aside, as far from the results beside it: "
        + NumberFormat.list(names)
    }
  }

  private var dependent: [String] {
    histories.compactMap { history in
      history.dependence.map {
        "\(history.key): each result depends on the one before (correlation "
          + "\(NumberFormat.fixed($0, decimals: 1))), so that some of its changes may be slow drifts"
      }
    }
  }
}
