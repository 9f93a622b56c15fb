// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import ResultsFiles

/// The option for what virtual machines recorded of their own work.
struct InstrumentationArguments: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Show garbage collection and JIT compilation, from this folder of Krun's.",
      discussion: """
        One file per execution, such as fasta__HotSpot__default-java__0.json.bz2. The first \
        iteration's share holds what HotSpot did before it.
        """, valueName: "folder"),
    completion: .directory)
  var instrumentation: String?

  /// Reads what was recorded beside some results; nothing if it is not asked for.
  ///
  /// - Parameters:
  ///   - results: the results, of one file.
  ///   - reading: how they were read.
  ///   - isWanted: whether the execution of an index, from 0, is wanted.
  func read(
    for results: ReadResults, _ reading: ReadingArguments,
    executions isWanted: (Int) -> Bool = { _ in true }
  ) throws -> ReadInstrumentation {
    guard let instrumentation else { return ReadInstrumentation() }
    guard results.sources.count == 1, results.experiments.count == 1 else {
      throw ValidationError("--instrumentation belongs to one results file, of one machine")
    }
    // What is skipped would shift the numbers of the executions behind it.
    guard !reading.skipInvalid else {
      throw ValidationError("--instrumentation needs all executions, so not --skip-invalid")
    }
    return try InstrumentationFolder.read(
      at: instrumentation, for: results.experiments[0], executions: isWanted,
      maximumSize: (reading.maxSize ?? .defaultMaximum).bytes)
  }
}
