// SPDX-License-Identifier: GPL-3.0-or-later

import OrderedCollections
import WarmupStats

/// Writes the results of one VM in one variant as warmup_stats reads them.
enum WarmupStatsCSVWriter {
  static func write(
    _ experiments: [Experiment], to output: inout some TextOutputStream
  ) throws(WritingError) {
    let experiment = try ResultsFile.only(experiments, in: .warmupStatsCSV)
    guard Set(experiment.executions.keys.map { [$0.vm, $0.variant] }).count <= 1 else {
      throw .severalVariants(.warmupStatsCSV)
    }
    let width = experiment.executions.values.joined().map(\.times.count).max() ?? 0
    let header = ["process_exec_num", "bench_name"] + (0..<width).map(\.description)
    output.write(header.joined(separator: ",") + "\n")
    for (key, executions) in experiment.executions {
      for (index, execution) in executions.enumerated() {
        let times =
          execution.outcome == .completed ? execution.times.map(\.description) : ["crash"]
        let row = ["\(index)", csvField(key.benchmark)] + times
        output.write(row.joined(separator: ",") + "\n")
      }
    }
  }
}
