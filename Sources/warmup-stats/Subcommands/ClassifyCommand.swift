// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Reports
import ResultsFiles
import WarmupStats

/// `warmup-stats classify`: which benchmarks warm up, when they are steady, and how fast they are.
struct ClassifyCommand: FormattedCommand {
  static let configuration = CommandConfiguration(
    commandName: "classify",
    abstract: "Tell which benchmarks warm up, when they are steady, and how fast they then are.",
    discussion: """
      Every process execution is divided into segments at its changepoints and classified: flat, \
      warmup, slowdown, or no steady state.

      EXAMPLES:
        warmup-stats classify results.json.bz2
        warmup-stats classify --tolerance 1% --only-vms 'V8*' results.json
        warmup-stats classify --vm V8 --variant javascript before.csv
        warmup-stats classify results.json -o classes.json
        warmup-stats classify part1.json part2.json -o all.md
        warmup-stats classify --output-dir classes results/
        warmup-stats classify --quantity instructions.csv
        xz -dc results.json.xz | warmup-stats classify -

      In the memory of two benchmarks, where the executions of each stand together:
        warmup-stats convert --format executions-ndjson results.json -o all.ndjson
        warmup-stats classify --stream all.ndjson | warmup-stats overall -

      To reproduce tables made with the published tool, and its summary file:
        warmup-stats classify --compatibility warmup-stats \\
          --format warmup-stats-json results.json
      """)

  @OptionGroup(title: "Input") var input: InputArguments
  @OptionGroup(title: "Analysis") var analysis: AnalysisArguments
  @OptionGroup(title: "Output") var output: OutputArguments
  @OptionGroup(title: "Tables") var tables: TableArguments

  @Option(
    help: ArgumentHelp(
      "What the steady-performance interval says: t, pooled or hierarchical (default: t; with "
        + "barrett-2017 pooled).", valueName: "kind"))
  var interval: IntervalKind?

  @Option(help: "Tables: a group per vm, or per benchmark with a row per VM.")
  var groupBy = SummaryGrouping.vm

  @Option(help: "How to write the result.")
  var format: ClassificationFormat?

  @Flag(help: "JSON: keep the time of every iteration too, so that the file can stand for them.")
  var embedData = false

  @Flag(
    help: """
      Classify values of another quantity than time, such as instructions or bytes (CSV or NDJSON \
      with a unit), as if they were times; as a table.
      """)
  var quantity = false

  @Flag(
    help: ArgumentHelp(
      "Read CSV or NDJSON sorted by benchmark, and write a line of NDJSON for each benchmark as it "
        + "comes, in the memory of two."))
  var stream = false

  @Option(
    help: ArgumentHelp(
      "Write a result for each file to this folder, named after the file (default: ndjson).",
      valueName: "folder"),
    completion: .directory)
  var outputDir: String?

  var inputPaths: [String] { input.paths + [tables.template].compactMap(\.self) }

  /// The format asked for, else that of the output's suffix, else the usual one.
  private var writtenFormat: ClassificationFormat {
    get throws {
      let usual: ClassificationFormat = stream || outputDir != nil ? .ndjson : .text
      return try format ?? ClassificationFormat(suffixOf: output.output) ?? usual
    }
  }

  func validate() throws {
    let written = try writtenFormat
    if stream, written != .ndjson {
      throw ValidationError(
        "--stream writes ndjson, a line per benchmark, and not \(written.rawValue): 'classify' shows "
          + "these lines in any format")
    }
    if quantity, written.ofTable == nil {
      throw ValidationError(
        "--quantity shows values in their unit, which tables have: give --format text, markdown, csv, "
          + "html, latex or pdf")
    }
    if outputDir != nil, output.output != nil {
      throw ValidationError("--output names one file, and --output-dir a folder: take one of them")
    }
  }

  func run() async throws {
    let format = try writtenFormat
    guard let outputDir else { return try await classify(input, to: output, as: format) }
    let folder = OutputFolder(path: outputDir, suffix: format.suffix)
    let files = try input.eachFile()
    let targets = try folder.targets(of: files.map(\.path))
    try folder.make()
    for (file, target) in zip(files, targets) {
      var (input, output) = (input, output)
      input.files = [file.argument]
      output.output = target
      try await classify(input, to: output, as: format)
    }
  }

  private func classify(
    _ input: InputArguments, to output: OutputArguments, as format: ClassificationFormat
  ) async throws {
    guard format != .ndjson else { return try await writeLines(of: input, to: output) }
    let needsTimes = embedData ? "--embed-data" : nil
    var input = input
    if quantity { input.reading.inputFormat = .quantities }
    let analyzed = try await input.summaries(
      analysis, interval: interval, needsTimes: needsTimes, isQuiet: output.quiet)
    let summaries = analyzed.summaries
    if let format = format.ofTable {
      let table = Table(
        summarizing: summaries, groupedBy: groupBy,
        counting: quantity ? try unit(of: analyzed.sources) : nil)
      try tables.write(table, as: format, to: output)
    } else if format == .publishedJSON {
      try output.write(PublishedSummaryDocument(summaries).jsonText())
    } else {
      try output.write(document(summaries))
    }
    output.tell(summaries.flatMap(\.warnings), besides: format)
  }

  /// The unit in which all files count.
  private func unit(of sources: [ResultsSource]) throws(CommandTrouble) -> String {
    let units = sources.flatMap { source in source.units.map { (source.path, $0) } }
    if let other = units.first(where: { $0.1 != units[0].1 }) {
      throw .unusable(
        path: other.0,
        reason: "expected values in \(units[0].1), as in the files before it, found \(other.1)")
    }
    return units.first?.1 ?? ""
  }

  /// Writes a line for each benchmark key as soon as it is done.
  private func writeLines(of input: InputArguments, to output: OutputArguments) async throws {
    let lines = try GrowingResult(to: output.output)
    func write(_ summary: ExperimentSummary) throws {
      lines.write(document([summary]))
      try lines.flush()
    }
    guard stream else {
      try await input.forEachSummary(
        analysis, interval: interval, needsTimes: embedData ? "--embed-data" : nil,
        isQuiet: output.quiet, write)
      return try lines.finish()
    }
    let warnings = try await input.forEachKeyOfStream { results in
      try await analysis.analyzeKeyByKey(results, interval: interval, isQuiet: true, write)
    }
    try lines.finish()
    output.tell(warnings)
  }

  private func document(_ summaries: [ExperimentSummary]) -> String {
    SummaryDocument(
      summaries, version: WarmupStatsCommand.version, embedsTimes: embedData, caption: \.caption
    ).jsonText()
  }
}

extension SummaryGrouping: ExpressibleByArgument {}
