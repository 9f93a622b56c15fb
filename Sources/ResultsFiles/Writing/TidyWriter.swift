// SPDX-License-Identifier: GPL-3.0-or-later

import OrderedCollections
import WarmupStats

/// Writes a row, or a line, for each iteration.
enum TidyWriter {
  static func writeCSV(_ experiments: [Experiment], to output: inout some TextOutputStream) {
    output.write(TidyRecord.columns.joined(separator: ",") + "\n")
    forEachExecution(of: experiments) { machine, key, process, execution in
      let names = [key.benchmark, key.vm, key.variant, machine].map(csvField)
      let start = names.joined(separator: ",") + ",\(process),"
      guard execution.outcome == .completed else {
        output.write("\(start),\(execution.outcome.rawValue),,\n")
        return
      }
      for (iteration, time) in execution.times.enumerated() {
        let warmup = execution.isWarmup(iteration).map { "\($0)" } ?? ""
        output.write("\(start)\(iteration),\(time),s,\(warmup)\n")
      }
    }
  }

  static func writeNDJSON(_ experiments: [Experiment], to output: inout some TextOutputStream) {
    forEachExecution(of: experiments) { machine, key, process, execution in
      var start = "{\"benchmark\":\(jsonString(key.benchmark))"
      for (name, text) in [("vm", key.vm), ("variant", key.variant), ("machine", machine)]
      where !text.isEmpty {
        start += ",\"\(name)\":\(jsonString(text))"
      }
      start += ",\"process\":\(process)"
      guard execution.outcome == .completed else {
        output.write("\(start),\"value\":\(jsonString(execution.outcome.rawValue))}\n")
        return
      }
      for (iteration, time) in execution.times.enumerated() {
        let warmup = execution.isWarmup(iteration).map { ",\"warmup\":\($0)" } ?? ""
        output.write(
          "\(start),\"iteration\":\(iteration),\"value\":\(time),\"unit\":\"s\"\(warmup)}\n")
      }
    }
  }

  private static func forEachExecution(
    of experiments: [Experiment],
    _ body: (_ machine: String, BenchmarkKey, _ process: Int, ProcessExecution) -> Void
  ) {
    for experiment in experiments {
      for (key, executions) in experiment.executions {
        for (process, execution) in executions.enumerated() {
          body(experiment.machine, key, process, execution)
        }
      }
    }
  }
}

extension ProcessExecution {
  /// Whether the harness regards an iteration as warmup; `nil` if it did not say.
  fileprivate func isWarmup(_ iteration: Int) -> Bool? {
    harnessWarmupIterations.map { iteration < $0 }
  }
}
