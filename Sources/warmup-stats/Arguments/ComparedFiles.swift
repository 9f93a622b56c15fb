// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Foundation
import Reports
import ResultsFiles
import WarmupStats

/// One side of a comparison, or both in one file: a file and what people are to call it.
struct LabelledFile {
  var label: String
  var path: String

  /// Reads `label=path`, or a path alone, which is then known by the file's name.
  init(_ argument: String) {
    if let equals = argument.firstIndex(of: "="), !FileManager.default.fileExists(atPath: argument)
    {
      label = String(argument[..<equals])
      path = String(argument[argument.index(after: equals)...])
    } else {
      label = argument == "-" ? "standard input" : URL(filePath: argument).lastPathComponent
      path = argument
    }
  }
}

/// Two results that are compared machine by machine.
struct ComparedSides {
  /// A machine's results on either side.
  struct Pair {
    var baseline: ExperimentSummary
    var candidate: ExperimentSummary
  }

  var baselineLabel: String
  var candidateLabel: String
  var pairs: [Pair]

  /// Matches machines: by name, or the only one on either side with the only one on the other.
  ///
  /// - Throws: `CommandTrouble` if a machine is on one side only.
  init(
    _ baseline: [ExperimentSummary], named baselineLabel: String,
    _ candidate: [ExperimentSummary], named candidateLabel: String
  ) throws(CommandTrouble) {
    self.baselineLabel = baselineLabel
    self.candidateLabel = candidateLabel
    if baseline.count == 1, candidate.count == 1 {
      pairs = [Pair(baseline: baseline[0], candidate: candidate[0])]
      return
    }
    let (left, right) = (baseline.map(\.machine), candidate.map(\.machine))
    guard Set(left) == Set(right) else {
      throw .nothingToAnalyze(
        reason: "\(baselineLabel) is of the machines \(left.joined(separator: ", ")), "
          + "\(candidateLabel) of \(right.joined(separator: ", "))")
    }
    pairs = baseline.compactMap { baseline in
      candidate.first { $0.machine == baseline.machine }.map {
        Pair(baseline: baseline, candidate: $0)
      }
    }
  }

  /// The warnings of both sides, each once.
  var warnings: [Warning] {
    // A stored result states in words what measurements give as facts.
    var seen: Set<[String?]> = []
    return pairs.flatMap { $0.baseline.warnings + $0.candidate.warnings }
      .filter { seen.insert([$0.caption, $0.key?.description]).inserted }
  }

  /// Whether an execution on either side is known from a stored result only, without its times.
  var lacksTimes: Bool {
    pairs.flatMap { $0.baseline.benchmarks + $0.candidate.benchmarks }
      .flatMap(\.executions).contains(where: \.execution.lacksTimes)
  }
}

/// The arguments that say which results are compared, and which benchmarks of them.
struct ComparedFiles: ParsableArguments {
  @Argument(
    help: ArgumentHelp(
      "Results files, or results of 'classify --format json': one before and one after the change.",
      valueName: "[label=]file"),
    completion: .file())
  var files: [String] = []

  @Option(
    help: ArgumentHelp(
      "A benchmark that has another name after; may be given again.",
      valueName: "old=new"))
  var map: [RenamedBenchmark] = []

  /// The paths of the files.
  var paths: [String] { files.map { LabelledFile($0).path } }

  /// What benchmarks before are called after.
  var newNames: [String: String] {
    Dictionary(map.map { ($0.baseline, $0.candidate) }, uniquingKeysWith: { $1 })
  }

  /// Reads the file before and the file after.
  ///
  /// - Throws: `ValidationError` unless there are two files, or one and `allowsOneFile`.
  func read(
    _ reading: ReadingArguments, _ analysis: AnalysisArguments, allowsOneFile: Bool = false,
    isQuiet: Bool
  ) async throws -> ComparedSides {
    let named = files.map(LabelledFile.init)
    guard named.count == 2 || (named.count == 1 && allowsOneFile) else {
      throw ValidationError("two files are compared, one before and one after, not \(named.count)")
    }
    let baseline = try await summaries(of: named[0], reading, analysis, isQuiet)
    guard named.count == 2 else {
      return try ComparedSides(baseline, named: named[0].label, baseline, named: named[0].label)
    }
    let candidate = try await summaries(of: named[1], reading, analysis, isQuiet)
    return try ComparedSides(baseline, named: named[0].label, candidate, named: named[1].label)
  }

  /// Reads all files as one experiment per machine, compared with itself.
  ///
  /// - Throws: `ValidationError` if there is none.
  func readTogether(
    _ reading: ReadingArguments, _ analysis: AnalysisArguments, isQuiet: Bool
  ) async throws -> ComparedSides {
    guard !files.isEmpty else { throw ValidationError("there is no file to compare VMs in") }
    let results = try reading.read(files)
    let summaries = await analysis.analyze(results, isQuiet: isQuiet)
    let label = files.joined(separator: ", ")
    return try ComparedSides(summaries, named: label, summaries, named: label)
  }

  private func summaries(
    of file: LabelledFile, _ reading: ReadingArguments, _ analysis: AnalysisArguments,
    _ isQuiet: Bool
  ) async throws -> [ExperimentSummary] {
    switch try reading.readStored(file.path) {
    case .summaries(let summaries): summaries
    case .measurements(let results): await analysis.analyze(results, isQuiet: isQuiet)
    }
  }
}

/// A benchmark's old and new name, written `old=new`.
struct RenamedBenchmark: ExpressibleByArgument {
  var baseline: String
  var candidate: String

  init?(argument: String) {
    let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, !parts.contains("") else { return nil }
    baseline = String(parts[0])
    candidate = String(parts[1])
  }
}
