// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import ResultsFiles
import WarmupStats

/// The options that say how files are read.
struct ReadingArguments: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The format of the files, instead of what they look like.", valueName: "format"))
  var inputFormat: ResultsFormat?

  @Option(help: "The benchmark, where a file does not name it.")
  var benchmark: String?

  @Option(
    help: ArgumentHelp(
      "The unit of times, where a file does not name it, such as ms or ops/s (default: s).",
      valueName: "unit"))
  var unit: TimeUnitName?

  @Option(help: "The VM, instead of the one that files name.")
  var vm: String?

  @Option(help: "The variant (for CSV: the language), instead of the one that files name.")
  var variant: String?

  @Option(help: "The machine, instead of the one that files name.")
  var machine: String?

  @Flag(help: "Each row of a file with a row per time is a process execution of its own.")
  var eachRowIsAProcess = false

  @Option(help: "The criterion to read, where a file has several (ReBench; default: total).")
  var criterion: String?

  @Option(
    help: ArgumentHelp(
      "Iterations that the harness counts as warmup: keep or drop.", valueName: "choice"))
  var warmup = ReadingOptions.HarnessWarmup.keep

  @Option(
    help: ArgumentHelp("Only VMs that match this glob; may be given again.", valueName: "glob"))
  var onlyVms: [String] = []

  @Option(
    help: ArgumentHelp(
      "Only benchmarks that match this glob; may be given again.", valueName: "glob"))
  var onlyBenchmarks: [String] = []

  @Flag(help: "Skip executions that cannot be read, with a warning, instead of stopping.")
  var skipInvalid = false

  @Option(help: ArgumentHelp("The most that a file may hold when decompressed.", valueName: "size"))
  var maxSize = ByteCount.defaultMaximum

  mutating func validate() throws { try OptionBounds.check("--max-size", maxSize) }

  /// The options for the reader.
  var options: ReadingOptions {
    ReadingOptions(
      format: inputFormat, benchmark: benchmark, unit: unit?.name, vm: vm, variant: variant,
      machine: machine, criterion: criterion,
      selection: KeySelection(benchmarks: onlyBenchmarks, vms: onlyVms),
      harnessWarmup: warmup, eachRowIsAProcess: eachRowIsAProcess, skipsInvalid: skipInvalid,
      maximumSize: maxSize.bytes)
  }

  /// Reads files as one experiment per machine.
  ///
  /// - Throws: `ResultsFileError` for the first file that cannot be read, `CommandTrouble` if
  ///   nothing is left to analyse.
  func read(_ files: [String]) throws -> ReadResults {
    try checked(ResultsFile.read(at: files, options: options), of: files)
  }

  /// Reads each file as a machine of its own, named after the file.
  func readSeparately(_ files: [LabelledFile]) throws -> ReadResults {
    var all = ReadResults()
    for labelled in files {
      let (file, path) = (labelled.isNamed ? labelled.label : labelled.path, labelled.path)
      let results = try ResultsFile.read(at: [path], options: options)
      all.experiments += results.experiments.map { experiment in
        var experiment = experiment
        experiment.machine =
          experiment.machine.isEmpty ? file : "\(experiment.machine) (\(file))"
        return experiment
      }
      all.warnings += results.warnings
      all.sources += results.sources
    }
    return try checked(all, of: files.map(\.path))
  }

  /// Reads a file of measurements, or of what an earlier analysis found in them.
  func readStored(_ file: String) throws -> StoredResults {
    let stored = try StoredResults(readingFileAt: file, options: options)
    switch stored {
    case .measurements(let results):
      return .measurements(try checked(results, of: [file]))
    case .summaries(let summaries):
      guard summaries.contains(where: { !$0.benchmarks.isEmpty }) else { throw nothing(in: [file]) }
      return stored
    }
  }

  /// The results without machines on which nothing is left.
  private func checked(_ results: ReadResults, of files: [String]) throws(CommandTrouble)
    -> ReadResults
  {
    var results = results
    results.experiments.removeAll { $0.isEmpty }
    if results.experiments.isEmpty { throw nothing(in: files) }
    return results
  }

  private func nothing(in files: [String]) -> CommandTrouble {
    let patterns =
      onlyVms.map { "--only-vms \($0)" } + onlyBenchmarks.map { "--only-benchmarks \($0)" }
    let named = files.joined(separator: ", ")
    return .nothingToAnalyze(
      reason: patterns.isEmpty
        ? "\(named) holds no process executions"
        : "nothing in \(named) matches \(patterns.joined(separator: " "))")
  }
}

/// The files of a subcommand that takes all of them together.
struct InputArguments: ParsableArguments {
  @Argument(
    help: ArgumentHelp(
      "Results files, plain or compressed (.gz .bz2 .xz .zst); - is standard input.",
      valueName: "[label=]file"),
    completion: .file())
  var files: [String]

  @Flag(help: "Keep the results of each file apart, instead of taking files as one experiment.")
  var asSeparate = false

  @OptionGroup var reading: ReadingArguments

  /// The paths of the files.
  var paths: [String] { files.map { LabelledFile($0).path } }

  /// Reads all files.
  func read() throws -> ReadResults {
    let named = files.map(LabelledFile.init)
    return try asSeparate ? reading.readSeparately(named) : reading.read(named.map(\.path))
  }
}

/// The name of a unit of time, of time per operation or of a rate.
struct TimeUnitName: ExpressibleByArgument {
  var name: String

  init?(argument: String) {
    guard ReadingOptions.isUnit(argument) else { return nil }
    name = argument
  }
}
