// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Foundation
import Reports
import ResultsFiles
import WarmupStats

/// The options of a baseline that lives: a file of the last results of the main branch.
struct BaselineFileArguments: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Compare with the results kept in this file, one per run, so that the spread between runs "
        + "counts.", valueName: "file"),
    completion: .file())
  var baselineFile: String?

  @Flag(
    help: "If there is no baseline file yet, say so and pass; --update-if-passed then writes it.")
  var ifPresent = false

  @Flag(help: "Add the result to the baseline file if the gate passes.")
  var updateIfPassed = false

  @Option(help: ArgumentHelp("How many results the baseline file keeps.", valueName: "count"))
  var keep = 20

  mutating func validate() throws {
    try OptionBounds.check("--keep", keep, in: 1...1000, takes: "a count from 1 to 1000")
    guard baselineFile != nil || !(ifPresent || updateIfPassed) else {
      throw ValidationError(
        "\(ifPresent ? "--if-present" : "--update-if-passed") needs --baseline-file")
    }
  }

  /// Reads the baseline file and the one result that is compared with it.
  func read(
    _ compared: ComparedFiles, _ reading: ReadingArguments, _ analysis: AnalysisArguments,
    isQuiet: Bool
  ) async throws -> ComparedSides {
    guard let path = baselineFile, compared.files.count == 1 else {
      throw ValidationError(
        "one file is compared with that of --baseline-file, not \(compared.files.count)")
    }
    let candidate = try await compared.side(
      of: LabelledFile(compared.files[0]), reading, analysis, isQuiet)
    guard let results = try results(at: path, reading) else {
      let none = ComparedSide(
        label: path, summaries: candidate.summaries.map { $0.withoutBenchmarks })
      var sides = try ComparedSides(none, candidate)
      sides.hasBaseline = false
      sides.takeBaseline([], notes: [missing(path)])
      return sides
    }
    return try sides(of: results, candidate, renamed: compared.map)
  }

  /// Adds the result to the baseline file, and drops the oldest beyond those that are kept.
  ///
  /// Called once the gate has passed.
  func update(with sides: ComparedSides) throws {
    guard let path = baselineFile, updateIfPassed else { return }
    let environment = Console.current.environment
    let now =
      environment["SOURCE_DATE_EPOCH"].flatMap(Double.init)
      .map { Date(timeIntervalSince1970: $0) } ?? Date()
    let result = RecordedResult(
      of: sides.pairs.map(\.candidate), version: WarmupStatsCommand.version,
      date: now.formatted(.iso8601), commit: CommitName.current(in: environment),
      environment: sides.candidateEnvironment, caption: \.caption)
    let kept = (sides.baselineResults + [result]).suffix(keep)
    try ResultWriter.write(RecordedResult.text(of: Array(kept)), to: path)
  }

  /// The results of the file; `nil` if there is none, and that is no trouble.
  private func results(
    at path: String, _ reading: ReadingArguments
  ) throws -> [RecordedResult]? {
    guard path != "-" else {
      throw ValidationError("--baseline-file is read and written: it cannot be the standard input")
    }
    guard FileManager.default.fileExists(atPath: path) else {
      if ifPresent { return nil }
      throw CommandTrouble.unusable(
        path: path, reason: "there is no such file; --if-present lets the first run pass")
    }
    switch try reading.readRecorded(path) {
    case .results(let results): return results
    case .measurements:
      throw CommandTrouble.unusable(
        path: path,
        reason: "it holds measurements: a baseline file holds what --update-if-passed or "
          + "'classify --format json' writes")
    }
  }

  private func sides(
    of results: [RecordedResult], _ candidate: ComparedSide, renamed: [RenamedBenchmark]
  ) throws -> ComparedSides {
    let baseline = KeptRuns(results, for: candidate)
    var sides = try ComparedSides(
      ComparedSide(
        label: "\(NumberFormat.counted(results.count, "result")) of "
          + LabelledFile(baselineFile ?? "").label,
        summaries: baseline.runs.map(\.summary), environment: baseline.environment),
      candidate, renamed: renamed)
    let runs = sides.pairs.map { pair in
      baseline.runs.first { $0.summary.machine == pair.baseline.machine }
    }
    sides.baselineResults = results
    sides.takeBaseline(runs, notes: baseline.warnings)
    return sides
  }

  private func missing(_ path: String) -> Warning {
    let next = updateIfPassed ? ", and this result is the first that \(path) keeps" : ""
    return Warning(
      kind: .incompleteData, message: "there is no baseline yet: nothing was compared\(next)")
  }
}

/// The runs of a baseline file, machine by machine, as a result is compared with them.
private struct KeptRuns {
  private(set) var runs: [BaselineRuns] = []
  /// What is known of the machines, where the result's is not among it.
  private(set) var environment: [String: [String]] = [:]
  private(set) var warnings: [Warning] = []

  /// Takes results of one machine each as runs of one baseline, whatever its machines are called.
  ///
  /// Hired machines have another name every time. Results of several machines are matched by name.
  init(_ results: [RecordedResult], for candidate: ComparedSide) {
    let all = results.map(\.summaries)
    if all.allSatisfy({ $0.count == 1 }), candidate.summaries.count == 1 {
      var summaries = all.flatMap(\.self)
      let name = candidate.summaries[0].machine
      if summaries.contains(where: { $0.machine == name }) {
        summaries[summaries.count - 1].machine = name
      }
      runs = [BaselineRuns(summaries)]
    } else {
      let names = all.flatMap { $0.map(\.machine) }.uniqued
      runs = names.map { name in
        BaselineRuns(all.flatMap(\.self).filter { $0.machine == name })
      }
    }
    for (name, values) in candidate.environment {
      let known = results.flatMap { $0.environment[name] ?? [] }.uniqued
      if !known.isEmpty, !Set(values).isSubset(of: known) { environment[name] = known }
    }
    warnings = few + otherOptions(candidate)
  }

  /// That the spread between runs is not known yet.
  private var few: [Warning] {
    let counts = runs.flatMap { runs in
      runs.summary.benchmarks.map { (key: $0.key, count: runs.count(of: $0.key)) }
    }.filter { (1..<BaselineRuns.fewestRuns).contains($0.count) }
    guard let least = counts.map(\.count).min() else { return [] }
    let names = NumberFormat.list(counts.map(\.key.description))
    return [
      Warning(
        kind: .fewMeasurements,
        message: "how much runs of the same code differ is known from \(BaselineRuns.fewestRuns) "
          + "results on, and the baseline has \(least) since the last change of some benchmarks "
          + "(\(names)): until then their runs are taken to be alike")
    ]
  }

  private func otherOptions(_ candidate: ComparedSide) -> [Warning] {
    guard let before = runs.first?.summary.options, let after = candidate.summaries.first?.options,
      before.method != after.method
    else { return [] }
    return [
      Warning(
        kind: .differentConditions,
        message:
          "the baseline was analyzed by \(before.method.name.rawValue), or with other options "
          + "of it, and the result by \(after.method.name.rawValue)")
    ]
  }
}

extension ExperimentSummary {
  /// The same, as if nothing had been measured.
  fileprivate var withoutBenchmarks: ExperimentSummary {
    ExperimentSummary(
      machine: machine, harness: harness, options: options, benchmarks: [], warnings: [])
  }
}
