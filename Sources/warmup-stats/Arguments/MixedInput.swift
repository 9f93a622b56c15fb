// SPDX-License-Identifier: GPL-3.0-or-later

import OrderedCollections
import ResultsFiles
import WarmupStats

extension InputArguments {
  /// The summaries of all files: of what they measured, and of what `classify` found in some before.
  ///
  /// - Parameters:
  ///   - needsTimes: What needs the time of each iteration, as people call it; `nil` if nothing does.
  ///   - interval: What the steady-performance interval is to say; `nil` for what suits the method.
  /// - Throws: `ResultsFileError` for the first file that cannot be read, `CommandTrouble` if nothing
  ///   is left to show, or if times are needed and were not kept.
  func summaries(
    _ analysis: AnalysisArguments, interval: IntervalKind? = nil, needsTimes: String? = nil,
    isQuiet: Bool
  ) async throws -> AnalyzedInput {
    try await summaries(
      of: try readMixed(analyzesAnew: analysis.isGiven || interval != nil), analysis,
      interval: interval, needsTimes: needsTimes, isQuiet: isQuiet)
  }

  /// Hands the summary of each benchmark key of all files to `body`, in their order, as soon as it
  /// is done.
  ///
  /// - Throws: As ``summaries(_:interval:needsTimes:isQuiet:)``, and what `body` throws.
  func forEachSummary(
    _ analysis: AnalysisArguments, interval: IntervalKind?, needsTimes: String?, isQuiet: Bool,
    _ body: (ExperimentSummary) throws -> Void
  ) async throws {
    let mixed = try readMixed(analyzesAnew: analysis.isGiven || interval != nil)
    guard mixed.summaries.isEmpty else {
      // What was found before is there already, and only has to be put together.
      let all = try await summaries(
        of: mixed, analysis, interval: interval, needsTimes: needsTimes, isQuiet: isQuiet)
      for var summary in all.summaries.flatMap(\.keyByKey) {
        summary.warnings = summary.warnings.advised
        try body(summary)
      }
      return
    }
    try await analysis.analyzeKeyByKey(
      mixed.measurements, interval: interval, isQuiet: isQuiet, body)
  }

  private func summaries(
    of mixed: MixedResults, _ analysis: AnalysisArguments, interval: IntervalKind?,
    needsTimes: String?, isQuiet: Bool
  ) async throws -> AnalyzedInput {
    var summaries = mixed.summaries
    if !mixed.measurements.experiments.isEmpty {
      let options = analysis.options(interval: interval, for: mixed.measurements.sources)
      let fresh = await analysis.analyze(mixed.measurements, interval: interval, isQuiet: isQuiet)
      if let stored = summaries.first, stored.options != options {
        summaries[0].warnings.insert(
          Warning(
            kind: .differentConditions,
            message: "results that were classified before were analyzed with other options than "
              + "the measurements beside them"), at: 0)
      }
      summaries = (summaries + fresh).mergedByMachine
    } else {
      summaries[0].warnings.insert(contentsOf: mixed.measurements.warnings, at: 0)
    }
    for index in summaries.indices { summaries[index].warnings = summaries[index].warnings.advised }
    if let needsTimes { try requireTimes(in: summaries, for: needsTimes) }
    return AnalyzedInput(
      summaries: summaries, measurements: mixed.measurements, sources: mixed.sources)
  }

  private func readMixed(analyzesAnew: Bool) throws -> MixedResults {
    let named = files.map(LabelledFile.init)
    if asSeparate {
      return try named.map { file in
        let label = file.isNamed ? file.label : file.path
        return try reading.readMixed([file.path], analyzesAnew: analyzesAnew).namingMachines {
          $0.isEmpty ? label : "\($0) (\(label))"
        }
      }.joined
    }
    guard named.allSatisfy(\.isNamed) else {
      return try reading.readMixed(named.map(\.path), analyzesAnew: analyzesAnew)
    }
    // Files that were given names are what these names say: machines.
    return try OrderedDictionary(grouping: named, by: \.label).map { label, files in
      try reading.readMixed(
        files.map(\.path), analyzesAnew: analyzesAnew, machine: PrintName.withIndices(label))
    }.joined
  }

  private func requireTimes(
    in summaries: [ExperimentSummary], for purpose: String
  ) throws(CommandTrouble) {
    let without = summaries.flatMap(\.benchmarks).filter { !$0.hasTimes }
    guard let first = without.first else { return }
    throw .nothingToAnalyze(
      reason: "\(purpose) needs the time of each iteration, which the result of 'classify' did not "
        + "keep for \(first.key); 'classify --embed-data' keeps it")
  }
}

/// What was found in all files that a command was given.
struct AnalyzedInput {
  /// One summary per machine.
  var summaries: [ExperimentSummary]
  /// What was analyzed now, and not before.
  var measurements: ReadResults
  /// Where they come from: one description per file, in the order of the files.
  var sources: [ResultsSource]
}

extension AnalysisArguments {
  /// Whether an option is given that changes what is found.
  var isGiven: Bool {
    method != nil || window != nil || steadyTail != nil || tolerance != nil || rawTolerance
      || penalty != nil || level != nil || compatibility != nil || resamplingChoice != .exact
  }
}

extension MixedResults {
  /// The same, with other names of machines.
  fileprivate func namingMachines(_ name: (String) -> String) -> MixedResults {
    var named = self
    for index in measurements.experiments.indices {
      named.measurements.experiments[index].machine = name(measurements.experiments[index].machine)
    }
    for index in summaries.indices {
      named.summaries[index].machine = name(summaries[index].machine)
    }
    return named
  }
}

extension [MixedResults] {
  /// All results, in order.
  fileprivate var joined: MixedResults {
    MixedResults(
      measurements: ReadResults(
        experiments: flatMap(\.measurements.experiments),
        warnings: flatMap(\.measurements.warnings), sources: flatMap(\.measurements.sources)),
      summaries: flatMap(\.summaries), sources: flatMap(\.sources))
  }
}
