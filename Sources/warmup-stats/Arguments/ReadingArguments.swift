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

  @Option(
    help: ArgumentHelp(
      "The name in print of a VM, machine, variant or benchmark, such as linux1='Linux$_{4790}$'; "
        + "may be given again.", valueName: "old=new"))
  var rename: [PrintName] = []

  @Flag(help: "Each row of a file with a row per time is a process execution of its own.")
  var eachRowIsAProcess = false

  @Option(help: "The criterion to read, where a file has several (ReBench; default: total).")
  var criterion: String?

  @Option(
    help: ArgumentHelp(
      "Iterations that the harness counts as warmup: keep or drop; for configuration, what to run.",
      valueName: "choice"))
  var warmup = WarmupArgument.harness(.keep)

  @Option(
    help: ArgumentHelp("Only VMs that match this glob; may be given again.", valueName: "glob"))
  var onlyVms: [String] = []

  @Option(
    help: ArgumentHelp(
      "Only benchmarks that match this glob; may be given again.", valueName: "glob"))
  var onlyBenchmarks: [String] = []

  @Flag(help: "Skip executions that cannot be read, with a warning, instead of stopping.")
  var skipInvalid = false

  @Option(
    help: ArgumentHelp(
      "The most that a file may hold when decompressed (default: 2G; rows on disk: what memory holds).",
      valueName: "size"))
  var maxSize: ByteCount?

  mutating func validate() throws {
    if let maxSize { try OptionBounds.check("--max-size", maxSize) }
  }

  /// The options for the reader.
  ///
  /// - Throws: `ValidationError` if iterations are given where those of the file are meant.
  func options() throws -> ReadingOptions {
    guard case .harness(let harnessWarmup) = warmup else {
      throw ValidationError("--warmup takes keep or drop, and iterations only for configuration")
    }
    return ReadingOptions(
      format: inputFormat, benchmark: benchmark, unit: unit?.name, vm: vm, variant: variant,
      machine: machine, criterion: criterion,
      selection: KeySelection(benchmarks: onlyBenchmarks, vms: onlyVms),
      harnessWarmup: harnessWarmup, eachRowIsAProcess: eachRowIsAProcess, skipsInvalid: skipInvalid,
      maximumSize: maxSize?.bytes)
  }

  /// Reads files as one experiment per machine.
  ///
  /// - Throws: `ResultsFileError` for the first file that cannot be read, `CommandTrouble` if
  ///   nothing is left to analyze.
  func read(_ files: [String]) throws -> ReadResults {
    try checked(ResultsFile.read(at: files, options: options()), of: files)
  }

  /// Reads files of measurements, and of what `classify` found before, together.
  ///
  /// - Parameter machine: The machine that they are of; `nil` for those that files name.
  /// - Throws: `ResultsFileError` for the first file that cannot be read, `CommandTrouble` if
  ///   nothing is left to show.
  func readMixed(
    _ files: [String], analyzesAnew: Bool, machine: String? = nil
  ) throws -> MixedResults {
    var options = try options()
    options.machine = machine ?? options.machine
    var mixed = try ResultsFile.readMixed(at: files, options: options, analyzesAnew: analyzesAnew)
    if let machine = options.machine {
      for index in mixed.summaries.indices { mixed.summaries[index].machine = machine }
    }
    mixed.measurements.experiments.removeAll { $0.isEmpty }
    guard !mixed.measurements.experiments.isEmpty || !mixed.summaries.isEmpty else {
      throw nothing(in: files)
    }
    if !mixed.measurements.experiments.isEmpty {
      mixed.measurements = try rename.applied(to: mixed.measurements)
    }
    if !mixed.summaries.isEmpty { mixed.summaries = try rename.applied(to: mixed.summaries) }
    return mixed
  }

  /// Reads each file as a machine of its own, named after the file.
  func readSeparately(_ files: [LabelledFile]) throws -> ReadResults {
    var all = ReadResults()
    for labelled in files {
      let (file, path) = (labelled.isNamed ? labelled.label : labelled.path, labelled.path)
      let results = try ResultsFile.read(at: [path], options: options())
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

  /// Reads files as those of machines that have the names of the files; files of one name are of one
  /// machine.
  func readMachines(_ files: [LabelledFile]) throws -> ReadResults {
    var all = ReadResults()
    for (label, files) in Dictionary(grouping: files.enumerated(), by: \.element.label)
      .sorted(by: { $0.value[0].offset < $1.value[0].offset })
    {
      var options = try options()
      options.machine = PrintName.withIndices(label)
      let results = try ResultsFile.read(at: files.map(\.element.path), options: options)
      all.experiments += results.experiments
      all.warnings += results.warnings
      all.sources += results.sources
    }
    return try checked(all, of: files.map(\.path))
  }

  /// Reads a file of measurements, or of what an earlier analysis found in them.
  func readStored(_ file: String) throws -> StoredResults {
    let stored = try StoredResults(readingFileAt: file, options: options())
    switch stored {
    case .measurements(let results):
      return .measurements(try checked(results, of: [file]))
    case .quantities(let quantities):
      guard !quantities.isEmpty else { throw nothing(in: [file]) }
      return stored
    case .summaries(let summaries):
      guard summaries.contains(where: { !$0.benchmarks.isEmpty }) else { throw nothing(in: [file]) }
      return .summaries(try rename.applied(to: summaries))
    }
  }

  /// Reads a file of measurements, or of the results of earlier analyses in the order of time.
  func readRecorded(_ file: String) throws -> RecordedResults {
    let recorded = try RecordedResults(readingFileAt: file, options: options())
    switch recorded {
    case .measurements(let results):
      return .measurements(try checked(results, of: [file]))
    case .results(let results):
      guard results.flatMap(\.summaries).contains(where: { !$0.benchmarks.isEmpty }) else {
        throw nothing(in: [file])
      }
      return recorded
    }
  }

  /// The results without machines on which nothing is left.
  private func checked(_ results: ReadResults, of files: [String]) throws(CommandTrouble)
    -> ReadResults
  {
    var results = results
    results.experiments.removeAll { $0.isEmpty }
    if results.experiments.isEmpty { throw nothing(in: files) }
    return try rename.applied(to: results)
  }

  /// That nothing is left of files to analyze.
  func nothing(in files: [String]) -> CommandTrouble {
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
      "Results files, plain or compressed (.gz .bz2 .xz .zst), and folders of them; - is standard "
        + "input.",
      valueName: "[label=]file"),
    completion: .file())
  var files: [String] = []

  @Option(
    help: ArgumentHelp(
      "Read the paths of further files from this one, a path a line or ended by NUL; - is standard "
        + "input.", valueName: "file"),
    completion: .file())
  var filesFrom: String?

  @Flag(help: "Keep the results of each file apart, instead of taking files as one experiment.")
  var asSeparate = false

  @OptionGroup var reading: ReadingArguments

  mutating func validate() throws {
    if let filesFrom { files += try FileList.paths(in: filesFrom) }
    guard !files.isEmpty else {
      throw ValidationError("Missing expected argument '<[label=]file> ...'")
    }
  }

  /// The paths of the files.
  var paths: [String] { files.map { LabelledFile($0).path } }

  /// All files, in place of the folders that hold them.
  func eachFile() throws -> [LabelledFile] {
    try files.map(LabelledFile.init).flatMap { file in
      try ResultsFile.files(at: [file.path], options: reading.options()).map { path in
        var file = file
        file.path = path
        return file
      }
    }
  }

  /// Reads all files.
  func read() throws -> ReadResults {
    let named = files.map(LabelledFile.init)
    // Files that were given names are what these names say: machines.
    if !asSeparate, named.allSatisfy(\.isNamed) { return try reading.readMachines(named) }
    return try asSeparate ? reading.readSeparately(named) : reading.read(named.map(\.path))
  }
}

/// What `--warmup` says: what becomes of the harness's warmup, or how long one is.
enum WarmupArgument: ExpressibleByArgument {
  case harness(ReadingOptions.HarnessWarmup)
  case configured(RunPhase)

  init?(argument: String) {
    if let choice = ReadingOptions.HarnessWarmup(argument: argument) {
      self = .harness(choice)
    } else if let phase = RunPhase(argument: argument) {
      self = .configured(phase)
    } else {
      return nil
    }
  }

  var defaultValueDescription: String { ReadingOptions.HarnessWarmup.keep.rawValue }
}

/// The name of a unit of time, of time per operation or of a rate.
struct TimeUnitName: ExpressibleByArgument {
  var name: String

  init?(argument: String) {
    guard ReadingOptions.isUnit(argument) else { return nil }
    name = argument
  }
}
