// SPDX-License-Identifier: GPL-3.0-or-later

import Changepoints
import OrderedCollections
import WarmupStats

/// Writes a row, or a line, for each iteration.
enum TidyWriter {
  /// A process execution, and what else its rows say.
  struct Execution {
    var machine: String
    var key: BenchmarkKey
    /// The number of the execution among those of its key, from 0.
    var process: Int
    var execution: ProcessExecution
    /// What was found in it, if that is written.
    var analysis: ExecutionAnalysis?
  }

  static func writeCSV(
    _ executions: [Execution], withAnalyses: Bool, to output: inout some TextOutputStream
  ) {
    let columns = TidyRecord.measuredColumns + (withAnalyses ? TidyRecord.analyzedColumns : [])
    output.write(columns.map { "\($0)" }.joined(separator: ",") + "\n")
    for entry in executions {
      let names = [entry.key.benchmark, entry.key.vm, entry.key.variant, entry.machine]
      let start = names.map(csvField).joined(separator: ",") + ",\(entry.process),"
      guard entry.execution.outcome == .completed else {
        let empty = String(repeating: ",", count: withAnalyses ? 4 : 1)
        output.write("\(start),\(entry.execution.outcome.rawValue)\(empty)\n")
        continue
      }
      forEachIteration(of: entry) { iteration in
        output.write("\(start)\(iteration.index),\(iteration.time),")
        output.write(iteration.isWarmup.map { "\($0)" } ?? "")
        if withAnalyses {
          output.write(
            iteration.finding.map { ",\($0.isOutlier),\($0.segment),\($0.isSteady)" } ?? ",,,")
        }
        output.write("\n")
      }
    }
  }

  static func writeNDJSON(_ executions: [Execution], to output: inout some TextOutputStream) {
    for entry in executions {
      let start = entry.jsonMembers
      guard entry.execution.outcome == .completed else {
        output.write("\(start),\"seconds\":\(jsonString(entry.execution.outcome.rawValue))}\n")
        continue
      }
      forEachIteration(of: entry) { iteration in
        output.write("\(start),\"iteration\":\(iteration.index),\"seconds\":\(iteration.time)")
        if let isWarmup = iteration.isWarmup { output.write(",\"warmup\":\(isWarmup)") }
        if let finding = iteration.finding {
          output.write(",\"outlier\":\(finding.isOutlier),\"segment\":\(finding.segment)")
          output.write(",\"steady\":\(finding.isSteady)")
        }
        output.write("}\n")
      }
    }
  }

  /// Writes a line for each execution.
  static func writeExecutions(
    _ executions: [Execution], to output: inout some TextOutputStream
  ) {
    for entry in executions {
      output.write("\(entry.jsonMembers),\"seconds\":[")
      for (index, time) in entry.execution.times.enumerated() {
        output.write(index > 0 ? ",\(time)" : "\(time)")
      }
      output.write("]")
      if let warmup = entry.execution.harnessWarmupIterations {
        output.write(",\"warmup\":\(warmup)")
      }
      if entry.execution.outcome != .completed {
        output.write(",\"outcome\":\(jsonString(entry.execution.outcome.rawValue))")
      }
      output.write("}\n")
    }
  }
}

extension TidyWriter.Execution {
  /// The beginning of a JSON object, with the members that tell whose execution it is.
  fileprivate var jsonMembers: String {
    var start = "{\"benchmark\":\(jsonString(key.benchmark))"
    for (name, text) in [("vm", key.vm), ("variant", key.variant), ("machine", machine)]
    where !text.isEmpty {
      start += ",\"\(name)\":\(jsonString(text))"
    }
    return start + ",\"process\":\(process)"
  }
}

extension TidyWriter {
  /// What a row says of an iteration.
  private struct Iteration {
    /// The number of the iteration, from 0.
    var index: Int
    var time: Double
    /// Whether the harness regards it as warmup; `nil` if it did not say.
    var isWarmup: Bool?
    var finding: Finding?
  }

  /// What an analysis says of an iteration.
  private struct Finding {
    var isOutlier: Bool
    /// The number of its segment, from 0.
    var segment: Int
    /// Whether it belongs to the steady state.
    var isSteady: Bool
  }

  private static func forEachIteration(of entry: Execution, _ body: (Iteration) -> Void) {
    var outliers = (entry.analysis?.outliers ?? [])[...]
    var segment = 0
    let firstSteady = entry.analysis?.steadyState?.segments.lowerBound
    for (index, time) in entry.execution.times.enumerated() {
      var finding: Finding?
      if let segments = entry.analysis?.segments {
        if index == segments[segment].range.upperBound { segment += 1 }
        finding = Finding(
          isOutlier: outliers.first == index, segment: segment,
          isSteady: firstSteady.map { segment >= $0 } ?? false)
        if outliers.first == index { outliers.removeFirst() }
      }
      body(
        Iteration(
          index: index, time: time,
          isWarmup: entry.execution.harnessWarmupIterations.map { index < $0 }, finding: finding))
    }
  }
}
