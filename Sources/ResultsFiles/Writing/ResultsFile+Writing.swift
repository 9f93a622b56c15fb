// SPDX-License-Identifier: GPL-3.0-or-later

import OrderedCollections
public import WarmupStats

extension ResultsFile {
  /// Writes results in a format, so that reading them gives exactly the same times.
  ///
  /// Each time is written with as few digits as tell it from all other doubles.
  ///
  /// - Returns: Warnings of what the format has no place for.
  /// - Throws: `WritingError` if the format cannot hold the results.
  /// - Complexity: O(number of iterations).
  public static func write(
    _ experiments: [Experiment], as format: WrittenFormat, to output: inout some TextOutputStream
  ) throws(WritingError) -> [Warning] {
    switch format {
    case .tidyCSV:
      TidyWriter.writeCSV(tidyExecutions(of: experiments), withAnalyses: false, to: &output)
    case .tidyNDJSON: TidyWriter.writeNDJSON(tidyExecutions(of: experiments), to: &output)
    case .executionsNDJSON:
      TidyWriter.writeExecutions(tidyExecutions(of: experiments), to: &output)
    case .krun: try KrunWriter.write(experiments, to: &output)
    case .warmupStatsCSV: try WarmupStatsCSVWriter.write(experiments, to: &output)
    }
    return losses(of: experiments, in: format)
  }

  /// Writes results in a tidy format with what was found in them, for other programs to draw.
  ///
  /// Each iteration has the columns or members that ``write(_:as:to:)`` gives it, and three more:
  /// `outlier`, whether its time is one; `segment`, the number of its segment, from 0; `steady`,
  /// whether it belongs to the steady state. Reading passes over them.
  ///
  /// - Parameters:
  ///   - summaries: what was found, with all times.
  ///   - format: how to write it; what is not tidy has no place for what was found, which it leaves
  ///     out.
  ///   - output: where to write it.
  /// - Returns: Warnings of what the format has no place for.
  /// - Throws: `WritingError` if the format cannot hold the results.
  /// - Precondition: the summaries have the times of their executions.
  /// - Complexity: O(number of iterations).
  public static func write(
    _ summaries: [ExperimentSummary], as format: WrittenFormat,
    to output: inout some TextOutputStream
  ) throws(WritingError) -> [Warning] {
    let experiments = summaries.map(\.experiment)
    switch format {
    case .tidyCSV:
      TidyWriter.writeCSV(tidyExecutions(of: summaries), withAnalyses: true, to: &output)
    case .tidyNDJSON: TidyWriter.writeNDJSON(tidyExecutions(of: summaries), to: &output)
    case .executionsNDJSON, .krun, .warmupStatsCSV:
      return try write(experiments, as: format, to: &output)
    }
    return losses(of: experiments, in: format)
  }

  private static func tidyExecutions(of experiments: [Experiment]) -> [TidyWriter.Execution] {
    experiments.flatMap { experiment in
      experiment.executions.flatMap { key, executions in
        executions.enumerated().map { index, execution in
          TidyWriter.Execution(
            machine: experiment.machine, key: key, process: index, execution: execution)
        }
      }
    }
  }

  private static func tidyExecutions(of summaries: [ExperimentSummary]) -> [TidyWriter.Execution] {
    summaries.flatMap { summary in
      summary.benchmarks.flatMap { benchmark in
        benchmark.executions.enumerated().compactMap { index, analyzed in
          analyzed.execution.map {
            TidyWriter.Execution(
              machine: summary.machine, key: benchmark.key, process: index, execution: $0,
              analysis: analyzed.analysis)
          }
        }
      }
    }
  }

  private static func losses(of experiments: [Experiment], in format: WrittenFormat) -> [Warning] {
    let executions = experiments.lazy.flatMap { $0.executions.values.joined() }
    var lost: [String] = []
    if format != .krun && executions.contains(where: { $0.counters != nil }) {
      lost.append("the counts of the processor")
    }
    if [.krun, .warmupStatsCSV].contains(format)
      && executions.contains(where: { $0.harnessWarmupIterations != nil })
    {
      lost.append("which iterations the harness regards as warmup")
    }
    if executions.contains(where: { $0.omittedWarmupIterations ?? 0 > 0 }) {
      lost.append("how many warmup iterations the harness left out")
    }
    if format == .krun && experiments.contains(where: { !KrunWriter.canWrite(machine: $0.machine) })
    {
      lost.append("a machine whose name is more than one word")
    }
    if format == .warmupStatsCSV {
      lost.append("the VM, the variant and the machine")
      if executions.contains(where: { $0.outcome == .timedOut }) {
        lost.append("whether an execution crashed or timed out")
      }
    }
    if [.tidyCSV, .warmupStatsCSV].contains(format), experiments.contains(where: \.holdsNull) {
      lost.append("the character U+0000 in names, for which U+FFFD stands")
    }
    return lost.map {
      Warning(kind: .incompleteData, message: "\(format.displayName) has no place for \($0)")
    }
  }

  /// The one experiment that a format has room for; an empty one if there is none.
  static func only(
    _ experiments: [Experiment], in format: WrittenFormat
  ) throws(WritingError) -> Experiment {
    guard experiments.count <= 1 else {
      throw .severalMachines(experiments.map(\.machine), format)
    }
    return experiments.first ?? Experiment()
  }
}

extension Experiment {
  /// Whether a name holds the character that texts end with in memory.
  fileprivate var holdsNull: Bool {
    ([machine] + executions.keys.flatMap { [$0.benchmark, $0.vm, $0.variant] })
      .contains { $0.utf8.contains(0) }
  }
}
