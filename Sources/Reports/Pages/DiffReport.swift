// SPDX-License-Identifier: GPL-3.0-or-later

public import WarmupStats

extension Report {
  /// A report of what became of benchmarks between two results, with the run sequences of both
  /// behind each row.
  ///
  /// - Parameters:
  ///   - diff: what became of them.
  ///   - baseline: what people call the result before.
  ///   - candidate: what people call the result after.
  ///   - analyses: the options with which the results were analyzed.
  ///   - warnings: what else readers should know.
  /// - Complexity: O(n log n) for n iterations in all.
  public init(
    comparing diff: Diff, baseline: String, candidate: String,
    analyses: [AnalysisOptions], warnings: [Warning] = []
  ) {
    let table = Table(comparing: diff, warnings: warnings)
    let method = MethodText(analyses)
    let charts = diff.orderedBenchmarks.map {
      Chart(runSequencesOf: $0, options: analyses.first)
    }
    var untitled = table
    untitled.title = ""
    let hasRuns = charts.contains { !$0.panels.isEmpty }
    self.init(
      title: table.title,
      facts: [Fact(name: "Before", value: baseline), Fact(name: "After", value: candidate)],
      sections: [Section(table: untitled, charts: hasRuns ? charts : [])],
      method: method.paragraphs, options: method.options)
  }
}

extension Chart {
  /// The run sequences of a benchmark before and after, an execution of the one above one of the
  /// other, with a shared y axis; of a stored result without times there are none.
  init(runSequencesOf diff: BenchmarkDiff, options: AnalysisOptions?) {
    let sides = [("before", diff.baseline), ("after", diff.candidate)]
    let runs = sides.flatMap { side, summary in
      summary.executions.enumerated().compactMap { index, execution -> (String, RunSequence)? in
        RunSequence(of: execution, index: index, options: options).map { (side, $0) }
      }
    }
    let scale = RunSequenceScale(of: runs.map(\.1))
    let key = diff.candidate.key
    self.init(
      title: "\(key)",
      description: "Run-sequence plots of \(runs.count) process executions of \(key), those before "
        + "and after in turn.",
      panels: runs.enumerated().sorted {
        ($0.element.1.index, $0.offset) < ($1.element.1.index, $1.offset)
      }.map { run in
        var panel = run.element.1.panel(on: scale)
        panel.title = "\(run.element.0), \(panel.title)"
        return panel
      })
  }
}
