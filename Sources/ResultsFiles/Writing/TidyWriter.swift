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
    var rows = RowBuffer()
    rows.add(columns.map { "\($0)" }.joined(separator: ",") + "\n")
    for entry in executions {
      let names = [entry.key.benchmark, entry.key.vm, entry.key.variant, entry.machine]
      let start = names.map(csvField).joined(separator: ",") + ",\(entry.process),"
      guard entry.execution.outcome == .completed else {
        let empty = String(repeating: ",", count: withAnalyses ? 4 : 1)
        rows.add("\(start),\(entry.execution.outcome.rawValue)\(empty)\n")
        rows.endRow(to: &output)
        continue
      }
      let beginning = Array(start.utf8)
      forEachIteration(of: entry) { iteration in
        rows.add(beginning)
        rows.addFields(of: iteration, withAnalysis: withAnalyses)
        rows.endRow(to: &output)
      }
    }
    rows.handOn(to: &output)
  }

  static func writeNDJSON(_ executions: [Execution], to output: inout some TextOutputStream) {
    var rows = RowBuffer()
    for entry in executions {
      let start = entry.jsonMembers
      guard entry.execution.outcome == .completed else {
        rows.add("\(start),\"seconds\":\(jsonString(entry.execution.outcome.rawValue))}\n")
        rows.endRow(to: &output)
        continue
      }
      let beginning = Array("\(start),\"iteration\":".utf8)
      forEachIteration(of: entry) { iteration in
        rows.add(beginning)
        rows.addMembers(of: iteration)
        rows.endRow(to: &output)
      }
    }
    rows.handOn(to: &output)
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
  fileprivate struct Iteration {
    /// The number of the iteration, from 0.
    var index: Int
    var time: Double
    /// Whether the harness regards it as warmup; `nil` if it did not say.
    var isWarmup: Bool?
    var finding: Finding?
  }

  /// What an analysis says of an iteration.
  fileprivate struct Finding {
    var isOutlier: Bool
    /// The number of its segment, from 0.
    var segment: Int
    /// Whether it belongs to the steady state.
    var isSteady: Bool
  }

  private static func forEachIteration(of entry: Execution, _ body: (Iteration) -> Void) {
    var outliers = (entry.analysis?.outliers ?? [])[...]
    var segment = 0
    let segments = entry.analysis?.segments
    let firstSteady = entry.analysis?.steadyState?.segments.lowerBound
    let warmup = entry.execution.harnessWarmupIterations
    for (index, time) in entry.execution.times.enumerated() {
      var finding: Finding?
      if let segments {
        if index == segments[segment].range.upperBound { segment += 1 }
        finding = Finding(
          isOutlier: outliers.first == index, segment: segment,
          isSteady: firstSteady.map { segment >= $0 } ?? false)
        if outliers.first == index { outliers.removeFirst() }
      }
      body(
        Iteration(
          index: index, time: time, isWarmup: warmup.map { index < $0 }, finding: finding))
    }
  }
}

extension RowBuffer {
  /// Adds the rest of a row of CSV, behind whose iteration it is.
  fileprivate mutating func addFields(of iteration: TidyWriter.Iteration, withAnalysis: Bool) {
    add(iteration.index)
    add(",")
    add(iteration.time)
    add(",")
    if let isWarmup = iteration.isWarmup { add(isWarmup) }
    if withAnalysis {
      if let finding = iteration.finding {
        add(",")
        add(finding.isOutlier)
        add(",")
        add(finding.segment)
        add(",")
        add(finding.isSteady)
      } else {
        add(",,,")
      }
    }
    add("\n")
  }

  /// Adds the rest of a JSON object, behind the name of the iteration's number.
  fileprivate mutating func addMembers(of iteration: TidyWriter.Iteration) {
    add(iteration.index)
    add(",\"seconds\":")
    add(iteration.time)
    if let isWarmup = iteration.isWarmup {
      add(",\"warmup\":")
      add(isWarmup)
    }
    if let finding = iteration.finding {
      add(",\"outlier\":")
      add(finding.isOutlier)
      add(",\"segment\":")
      add(finding.segment)
      add(",\"steady\":")
      add(finding.isSteady)
    }
    add("}\n")
  }
}
