// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Foundation
import OrderedCollections
import ResultsFiles
import WarmupStats

/// `warmup-stats convert`: results in another format.
struct ConvertCommand: ReadingCommand {
  static let configuration = CommandConfiguration(
    commandName: "convert",
    abstract:
      "Write results in another format: tidy CSV or NDJSON, a line per execution, Krun JSON, "
      + "warmup_stats CSV.",
    discussion: """
      Every time is written so that it reads back as the same number. What the other format has \
      no place for is said. Tidy files also say of each iteration whether it is an outlier, in \
      which segment it lies, and whether it is steady: all that a data frame needs.

      The last of several files is the one to write, as with cp, unless --output names it; it \
      must not exist yet.

      EXAMPLES:
        warmup-stats convert results.json.bz2 results.csv
        warmup-stats convert --format krun jmh.json -o krun.json
        warmup-stats convert --raw --format ndjson results.json | head
        warmup-stats convert --format executions-ndjson results.json -o all.ndjson
        warmup-stats convert --stream --format executions-ndjson sorted.csv -o all.ndjson
      """)

  @OptionGroup(title: "Input") var input: InputArguments
  @OptionGroup(title: "Analysis") var analysis: AnalysisArguments
  @OptionGroup(title: "Output") var output: OutputArguments

  @Option(help: "The format to write; without it, that of the output's suffix, else csv.")
  var format: WrittenFormat?

  @Flag(help: "Tidy formats: only what was measured, not what the analysis finds in it.")
  var raw = false

  @Flag(
    help: ArgumentHelp(
      "Read CSV or NDJSON sorted by benchmark, and write ndjson or executions-ndjson as it comes, in "
        + "the memory of two benchmarks."))
  var stream = false

  var inputPaths: [String] { output.output == nil ? input.paths.dropLast() : input.paths }

  mutating func run() async throws {
    let target = try takeTarget()
    let format = try format ?? WrittenFormat(suffixOf: target)
    guard !stream else { return try await writeStream(as: format, to: target) }
    let results = try input.read()
    var result = try GrowingResult(to: target)
    let warnings = try await write(results, as: format, to: &result, isQuiet: output.quiet)
    try result.finish()
    output.tell(warnings + forgotten(of: results.sources, in: format))
  }

  /// Writes what was read, and returns what there is to say of it.
  private func write(
    _ results: ReadResults, as format: WrittenFormat, to result: inout GrowingResult, isQuiet: Bool
  ) async throws -> [Warning] {
    guard format.isTidy && !raw else {
      return try results.warnings
        + ResultsFile.write(results.experiments, as: format, to: &result)
    }
    let summaries = await analysis.analyze(results, interval: .t, isQuiet: isQuiet)
    return try summaries.flatMap(\.warnings)
      + ResultsFile.write(summaries, as: format, to: &result)
  }

  private func writeStream(as format: WrittenFormat, to target: String?) async throws {
    guard [.tidyNDJSON, .executionsNDJSON].contains(format) else {
      throw ValidationError(
        "--stream writes ndjson or executions-ndjson, and not \(format.rawValue), which has to be "
          + "written as a whole")
    }
    var result = try GrowingResult(to: target)
    var warnings: OrderedSet<Warning> = []
    warnings.formUnion(
      try await input.forEachKeyOfStream { read in
        warnings.formUnion(try await write(read, as: format, to: &result, isQuiet: true))
        try result.flush()
      })
    try result.finish()
    output.tell(Array(warnings))
  }

  /// That whoever reads the result does not see the kind of benchmark it comes from.
  private func forgotten(of sources: [ResultsSource], in format: WrittenFormat) -> [Warning] {
    guard let source = sources.first(where: \.isMicrobenchmark) else { return [] }
    return [
      Warning(
        kind: .incompleteData,
        message: "\(format.displayName) does not tell the means of many short operations that "
          + "\(source.format.displayName) holds from single iterations: with --method barrett-2017 add "
          + "--tolerance 1%")
    ]
  }

  /// Where the result goes, which is no longer among the files to read.
  private mutating func takeTarget() throws -> String? {
    guard output.output == nil, input.files.count > 1 else { return output.output }
    let target = input.files.removeLast()
    guard target == "-" || !FileManager.default.fileExists(atPath: target) else {
      throw CommandTrouble.unusable(
        path: target,
        reason: "expected the name of a new file to write, found one that exists; "
          + "--output \(target) replaces it")
    }
    return target
  }
}

extension WrittenFormat {
  /// The format that a file's name asks for; tidy CSV if it has no suffix.
  ///
  /// - Throws: `ValidationError` if its suffix is that of another kind of file.
  fileprivate init(suffixOf path: String?) throws(ValidationError) {
    guard let suffix = OutputSuffix(of: path) else {
      self = .tidyCSV
      return
    }
    switch suffix.text {
    case "csv": self = .tidyCSV
    case "ndjson", "jsonl": self = .tidyNDJSON
    case "json": self = .krun
    default: throw suffix.refusal(writing: ["csv", "ndjson", "jsonl", "json"])
    }
  }
}
