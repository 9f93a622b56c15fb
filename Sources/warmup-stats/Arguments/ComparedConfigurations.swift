// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import OrderedCollections
import Reports
import ResultsFiles
import WarmupStats

/// The options that say what several configurations are compared with, and in which order they
/// stand.
struct ConfigurationArguments: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Compare all other files, or all other VMs, with the one of this name (default: the first).",
      valueName: "name"))
  var baseline: String?

  @Option(
    help: ArgumentHelp(
      "Of several files or VMs: the order in which they stand, such as LB,DCT; others follow.",
      valueName: "names"))
  var order: String?

  @Option(
    help: ArgumentHelp(
      "Of several files or VMs: sort benchmarks by the ratio of this one, by name, or by the mean "
        + "in another file (default: the order of the file).", valueName: "by"))
  var sort: String?

  /// The names that are given an order, if any.
  var orderedNames: [String] { order.map { $0.split(separator: ",").map(String.init) } ?? [] }
}

/// What was measured of several configurations: files, or the VMs of the files together.
struct ComparedConfigurations {
  /// The name of the one that the others are compared with.
  var baseline: String
  /// What was measured, machine by machine.
  var machines: [Configurations]
  /// What readers should know of the files.
  var warnings: [Warning] = []
  /// The names of benchmarks in the baseline that have others elsewhere.
  var newNames: [String: String] = [:]

  /// The unit of what was measured; `s` for times.
  var unit: String { machines.first?.unit ?? "s" }
  /// The names of all configurations.
  var names: [String] { machines.flatMap(\.names).uniqued }

  /// The benchmarks of which times were measured.
  var benchmarks: [BenchmarkSummary] {
    machines.flatMap { configurations in
      guard case .times(let summary) = configurations else { return [BenchmarkSummary]() }
      return summary.benchmarks
    }
  }

  /// Whether the times of an execution are not known, as in stored results.
  var lacksTimes: Bool {
    machines.contains { configurations in
      guard case .times(let summary) = configurations else { return false }
      return !summary.benchmarks.allSatisfy(\.hasTimes)
    }
  }
}

// MARK: - Reading

extension ComparedConfigurations {
  /// Reads files: each is a configuration, unless there is one, or the baseline is not among them;
  /// then their VMs are.
  ///
  /// - Throws: `CommandTrouble` if there is nothing to compare with the baseline.
  static func read(
    _ files: [LabelledFile], baseline: String?, renamed: [RenamedBenchmark] = [],
    _ reading: ReadingArguments, _ analysis: AnalysisArguments, isQuiet: Bool
  ) async throws -> ComparedConfigurations {
    guard !files.isEmpty else {
      throw ValidationError("a file of several VMs is compared, or several files; none is given")
    }
    let labels = files.map(\.label)
    let areFiles = files.count > 1 && (baseline.map(labels.contains) ?? true)
    var result =
      areFiles
      ? try await apart(files, reading, analysis, isQuiet)
      : try await together(files, reading, analysis, isQuiet)
    let names = result.names
    result.baseline = baseline ?? names.first ?? ""
    guard names.contains(result.baseline), names.count > 1 else {
      let what = areFiles ? "files" : "VMs"
      throw CommandTrouble.nothingToAnalyze(
        reason: "\(result.baseline.isEmpty ? "the first" : result.baseline) is to be compared with "
          + "other \(what), and the \(what) are \(names.joined(separator: ", "))")
    }
    try result.rename(renamed)
    return result
  }

  private static func contents(
    of file: LabelledFile, _ reading: ReadingArguments, _ analysis: AnalysisArguments,
    _ isQuiet: Bool
  ) async throws -> [Configurations] {
    switch try reading.readStored(file.path) {
    case .summaries(let summaries): summaries.map(Configurations.times)
    case .quantities(let quantities):
      try reading.rename.applied(to: quantities.map { .quantity($0.experiment) })
    case .measurements(let results):
      await analysis.analyze(results, isQuiet: isQuiet).map(Configurations.times)
    }
  }

  /// The files as one experiment, whose VMs are the configurations.
  private static func together(
    _ files: [LabelledFile], _ reading: ReadingArguments, _ analysis: AnalysisArguments,
    _ isQuiet: Bool
  ) async throws -> ComparedConfigurations {
    let first = try await contents(of: files[0], reading, analysis, isQuiet)
    guard files.count > 1 else { return ComparedConfigurations(baseline: "", machines: first) }
    if case .times? = first.first {
      let results = try reading.read(files.map(\.path))
      let summaries = await analysis.analyze(results, isQuiet: isQuiet)
      return ComparedConfigurations(baseline: "", machines: summaries.map(Configurations.times))
    }
    var result = ComparedConfigurations(baseline: "", machines: first)
    for file in files.dropFirst() {
      try result.append(try await contents(of: file, reading, analysis, isQuiet), of: file)
    }
    return result
  }

  /// Each file as a configuration that has its name.
  private static func apart(
    _ files: [LabelledFile], _ reading: ReadingArguments, _ analysis: AnalysisArguments,
    _ isQuiet: Bool
  ) async throws -> ComparedConfigurations {
    let labels = files.map(\.label)
    if let label = labels.first(where: { label in labels.count { $0 == label } > 1 }) {
      throw ValidationError(
        "two files are called \(label): give each a name of its own, as in first=\(label)")
    }
    var result = ComparedConfigurations(baseline: "", machines: [])
    var machineNames: [String] = []
    for file in files {
      let contents = try await contents(of: file, reading, analysis, isQuiet).map { contents in
        let hasSeveral = contents.names.count > 1
        return contents.mappingKeys { key in
          BenchmarkKey(
            benchmark: key.benchmark, vm: file.label,
            variant: hasSeveral
              ? [key.vm, key.variant].filter { !$0.isEmpty }.joined(separator: " ") : key.variant)
        }
      }
      machineNames += contents.map(\.machine)
      try result.append(contents, of: file)
    }
    let named = machineNames.filter { !$0.isEmpty }.uniqued
    if result.machines.count == 1, named.count > 1 {
      result.machines[0].machine = ""
      result.warnings.append(
        Warning(
          kind: .differentConditions,
          message: "the files were measured on different machines: "
            + named.joined(separator: ", ")))
    }
    return result
  }

  /// Puts what another file holds behind: machine by machine, or the only one behind the only one.
  private mutating func append(_ contents: [Configurations], of file: LabelledFile) throws {
    guard !machines.isEmpty else {
      machines = contents
      return
    }
    let areSingle = machines.count == 1 && contents.count == 1
    guard areSingle || Set(machines.map(\.machine)) == Set(contents.map(\.machine)) else {
      throw CommandTrouble.nothingToAnalyze(
        reason: "\(file.label) is of the machines "
          + "\(contents.map(\.machine).joined(separator: ", ")), the files before it of "
          + machines.map(\.machine).joined(separator: ", "))
    }
    for index in machines.indices {
      guard
        let other = contents.first(where: { areSingle || $0.machine == machines[index].machine })
      else { continue }
      guard machines[index].append(other) else {
        throw CommandTrouble.nothingToAnalyze(
          reason:
            "\(file.label) holds another quantity, or other parts of it, than the files before "
            + "it: \(other.unit), not \(machines[index].unit)")
      }
    }
  }

  private mutating func rename(_ renamed: [RenamedBenchmark]) throws(CommandTrouble) {
    func benchmarks(isBaseline: Bool) -> Set<String> {
      Set(
        machines.flatMap(\.keys).filter { ($0.vm == baseline) == isBaseline }.map(\.benchmark))
    }
    for benchmark in renamed {
      let (old, new) = try benchmark.names(
        baseline: benchmarks(isBaseline: true), candidate: benchmarks(isBaseline: false))
      newNames[old] = new
    }
  }
}

// MARK: - Comparing

extension ComparedConfigurations {
  /// A comparison on one machine.
  struct Judged {
    var machine: String
    var comparison: Comparison
  }

  /// Compares all configurations with the baseline, on each machine.
  ///
  /// - Parameter isAdjusted: Whether all verdicts, on all machines, are one family of comparisons.
  func compared(options: ComparisonOptions, isAdjusted: Bool) -> [Judged] {
    let judged = machines.map { configurations in
      Judged(
        machine: configurations.machine,
        comparison: configurations.compared(to: baseline, newNames: newNames, options: options))
    }
    guard isAdjusted else { return judged }
    let adjusted = judged.map(\.comparison).adjustedForMultipleComparisons()
    return zip(judged, adjusted).map { Judged(machine: $0.machine, comparison: $1) }
  }

  /// The matrix of a comparison, in the order that is asked for.
  ///
  /// - Throws: `CommandTrouble` if there is nothing of the name to sort by.
  func matrix(
    of comparison: Comparison, _ arguments: ConfigurationArguments, _ reading: ReadingArguments
  ) throws -> ComparisonMatrix {
    let names = arguments.orderedNames
    let benchmarks = comparison.benchmarks.map(\.baseline.benchmark)
    if let unknown = names.first(where: { !self.names.contains($0) && !benchmarks.contains($0) }) {
      throw CommandTrouble.nothingToAnalyze(
        reason: "--order: there is no file, VM or benchmark \(unknown)")
    }
    var matrix = ComparisonMatrix(comparison, baseline: baseline).ordered(by: names)
    if names.contains(where: benchmarks.contains) {
      matrix = matrix.sorted { row in names.firstIndex(of: row.key.benchmark).map(Double.init) }
    }
    guard let sort = arguments.sort else { return matrix }
    if let place = matrix.configurations.firstIndex(of: sort) {
      return matrix.sorted { $0.effects[place]?.ratio }
    }
    if sort == baseline { return matrix.sorted { $0.baseline.mean } }
    if sort == "name" {
      let ranks = matrix.rows.map(\.key.benchmark).sorted()
      return matrix.sorted { row in ranks.firstIndex(of: row.key.benchmark).map(Double.init) }
    }
    let values = try Self.means(in: sort, reading)
    return matrix.sorted { values[$0.key.benchmark] }
  }

  /// The mean of each benchmark in a file, over all of its configurations.
  private static func means(
    in path: String, _ reading: ReadingArguments
  ) throws -> [String: Double] {
    guard LabelledFile.exists(path) else {
      throw CommandTrouble.nothingToAnalyze(
        reason: "--sort takes name, one of the files or VMs, or another file, and there is no "
          + path)
    }
    var values: [String: [Double]] = [:]
    switch try reading.readStored(path) {
    case .quantities(let quantities):
      for (key, executions) in quantities.flatMap({ $0.experiment.executions.elements }) {
        values[key.benchmark, default: []] += executions.map(\.total)
      }
    case .measurements(let results):
      for (key, executions) in results.experiments.flatMap({ $0.executions.elements }) {
        values[key.benchmark, default: []] += executions.flatMap(\.times)
      }
    case .summaries(let summaries):
      for benchmark in summaries.flatMap(\.benchmarks) {
        values[benchmark.key.benchmark, default: []] += [benchmark.steadyMean].compactMap(\.self)
      }
    }
    return values.compactMapValues { values in
      values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
    }
  }
}
