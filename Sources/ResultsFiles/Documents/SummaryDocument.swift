// SPDX-License-Identifier: GPL-3.0-or-later

public import WarmupStats

/// What `classify --format json` writes: the summaries of one or more machines, in the schema
/// `warmup-stats/1`.
///
/// Within a schema keys may be added, and none is removed or changes its meaning. Times are in
/// seconds; `start` and `end` of a segment are half-open from 0, in iterations of the file;
/// `steadyIteration` counts from 1, as people do.
public struct SummaryDocument: Codable, Sendable, Hashable {
  /// The name and version of the schema.
  package static let schemaName = "warmup-stats/1"

  /// The name and version of the schema that the document follows.
  package var schema: String
  /// Where the result stands among others that it is kept with; `nil` of one that stands alone.
  package var recorded: Recorded?
  /// The program that wrote the document.
  package var tool: Tool
  /// The options that the analysis used.
  package var options: Options
  /// What was found, machine by machine.
  package var machines: [Machine]
  /// What readers of the results should know.
  package var warnings: [WarningEntry]

  /// Creates the document for the summaries of one or more machines.
  ///
  /// - Parameters:
  ///   - summaries: the summaries, all made with the same options.
  ///   - version: the version of the program that writes the document.
  ///   - embedsTimes: whether to keep the time of each iteration too, so that the document can
  ///     stand for the results file.
  ///   - caption: puts a warning into a sentence, as `\.caption` of `Reports` does.
  /// - Precondition: `summaries` is not empty.
  /// - Complexity: O(number of outliers and segments).
  public init(
    _ summaries: [ExperimentSummary], version: String, embedsTimes: Bool = false,
    caption: (Warning) -> String
  ) {
    precondition(!summaries.isEmpty, "a document holds at least one summary")
    schema = Self.schemaName
    tool = Tool(name: "warmup-stats", version: version)
    options = Options(summaries[0].options)
    machines = summaries.map { Machine($0, embedsTimes: embedsTimes) }
    warnings = summaries.flatMap(\.warnings).map { WarningEntry($0, caption: caption) }
  }

  /// A program.
  package struct Tool: Codable, Sendable, Hashable {
    /// Its name.
    package var name: String
    /// Its version.
    package var version: String
  }

  /// One machine and its benchmarks.
  package struct Machine: Codable, Sendable, Hashable {
    /// The name of the machine; empty where no file gives it.
    package var name: String
    /// The program that ran the benchmarks; `nil` where it is not known.
    @OrNull package var harness: String?
    /// What was found, benchmark key by benchmark key.
    package var benchmarks: [Benchmark]

    init(_ summary: ExperimentSummary, embedsTimes: Bool) {
      name = summary.machine
      harness = summary.harness
      benchmarks = summary.benchmarks.map { Benchmark($0, embedsTimes: embedsTimes) }
    }
  }

  /// A warning, with the key and the index, from 0, of the execution that it concerns.
  package struct WarningEntry: Codable, Sendable, Hashable {
    /// What the warning is about, as a fixed word.
    package var kind: String
    /// What a reader should know, as one sentence.
    package var message: String
    /// The benchmark that it concerns; `nil` if all.
    @OrNull package var benchmark: String?
    /// The VM that it concerns; `nil` if all.
    @OrNull package var vm: String?
    /// The variant that it concerns; `nil` if all.
    @OrNull package var variant: String?
    /// The index, from 0, of the execution that it concerns; `nil` if all.
    @OrNull package var execution: Int?

    init(_ warning: Warning, caption: (Warning) -> String) {
      kind = warning.kind.rawValue
      message = caption(warning)
      benchmark = warning.key?.benchmark
      vm = warning.key?.vm
      variant = warning.key?.variant
      execution = warning.execution
    }
  }
}
