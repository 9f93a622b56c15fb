// SPDX-License-Identifier: GPL-3.0-or-later

public import WarmupStats

extension Report {
  /// A report of how performance changed over the results of a project: the table, with the plot of
  /// the benchmark behind each row.
  ///
  /// - Parameters:
  ///   - histories: what was found.
  ///   - results: what people call the results, in the order of time.
  ///   - warnings: what else readers should know.
  /// - Complexity: O(n log n) for n points in all.
  public init(histories: [History], results: [String], warnings: [Warning] = []) {
    let table = Table(histories: histories, results: results, warnings: warnings)
    let charts = HistoryEntry.rows(of: histories).map {
      Chart(history: $0.history, results: results)
    }
    var untitled = table
    untitled.title = ""
    self.init(title: table.title, sections: [Section(table: untitled, charts: charts)])
  }
}
