// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import ResultsFiles
import WarmupStats

/// The options that say what to read, and how.
struct InputArguments: ParsableArguments {
  @Argument(
    help: "Results files, plain or compressed (.gz .bz2 .xz .zst); - is standard input.",
    completion: .file())
  var files: [String]

  @Option(
    help: ArgumentHelp(
      "The format of the files, instead of what they look like.", valueName: "format"))
  var inputFormat: ResultsFormat?

  @Option(help: "The VM, where a file does not name it.")
  var vm: String?

  @Option(help: "The variant (for CSV: the language), where a file does not name it.")
  var variant: String?

  @Option(help: "The machine, where a file does not name it.")
  var machine: String?

  @Option(
    help: ArgumentHelp("Only VMs that match this glob; may be given again.", valueName: "glob"))
  var onlyVms: [String] = []

  @Option(
    help: ArgumentHelp(
      "Only benchmarks that match this glob; may be given again.", valueName: "glob"))
  var onlyBenchmarks: [String] = []

  @Flag(help: "Keep the results of each file apart, instead of taking files as one experiment.")
  var asSeparate = false

  @Flag(help: "Skip executions that cannot be read, with a warning, instead of stopping.")
  var skipInvalid = false

  @Option(help: ArgumentHelp("The most that a file may hold when decompressed.", valueName: "size"))
  var maxSize = ByteCount.defaultMaximum

  /// Reads all files.
  ///
  /// - Throws: `ResultsFileError` for the first file that cannot be read, `CommandTrouble` if
  ///   nothing is left to analyse.
  func read() throws -> ReadResults {
    var results = try asSeparate ? readSeparately() : ResultsFile.read(at: files, options: options)
    results.experiments.removeAll { $0.isEmpty }
    guard !results.experiments.isEmpty else {
      throw CommandTrouble.nothingToAnalyze(reason: reasonForNothing)
    }
    return results
  }

  /// The options for the reader.
  private var options: ReadingOptions {
    ReadingOptions(
      format: inputFormat, vm: vm, variant: variant, machine: machine,
      selection: KeySelection(benchmarks: onlyBenchmarks, vms: onlyVms),
      skipsInvalid: skipInvalid, maximumSize: maxSize.bytes)
  }

  /// Reads each file as a machine of its own, named after the file where that is needed.
  private func readSeparately() throws -> ReadResults {
    var all = ReadResults()
    for file in files {
      let results = try ResultsFile.read(at: [file], options: options)
      all.experiments += results.experiments.map { experiment in
        var experiment = experiment
        experiment.machine =
          experiment.machine.isEmpty ? file : "\(experiment.machine) (\(file))"
        return experiment
      }
      all.warnings += results.warnings
      all.sources += results.sources
    }
    return all
  }

  private var reasonForNothing: String {
    let patterns =
      onlyVms.map { "--only-vms \($0)" } + onlyBenchmarks.map { "--only-benchmarks \($0)" }
    let named = files.joined(separator: ", ")
    return patterns.isEmpty
      ? "\(named) holds no process executions"
      : "nothing in \(named) matches \(patterns.joined(separator: " "))"
  }
}
