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
  /// Whether the label was given.
  let isNamed: Bool

  /// Reads `label=path`, or a path alone, which is then known by the file's name.
  ///
  /// Either may hold the sign itself, as long as there is such a file.
  init(_ argument: String) {
    let exists = Self.exists
    let signs = exists(argument) ? [] : argument.indices.filter { argument[$0] == "=" }
    let splits = signs.map { sign in
      (label: String(argument[..<sign]), path: String(argument[argument.index(after: sign)...]))
    }
    if let split = splits.first(where: { exists($0.path) }) ?? splits.first {
      (label, path) = split
      isNamed = true
    } else {
      label = argument == "-" ? "standard input" : URL(filePath: argument).lastPathComponent
      path = argument
      isNamed = false
    }
  }
}

extension LabelledFile {
  /// The argument that stands for it.
  var argument: String { isNamed ? "\(label)=\(path)" : path }

  /// Whether there is a file or folder.
  static func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }
}

/// The arguments that say which results are compared, and which benchmarks of them.
struct ComparedFiles: ParsableArguments {
  @Argument(
    help: ArgumentHelp(
      "Results files, or results of 'classify --format json': one before and one after the change; "
        + "'compare' takes more.",
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
    let baseline = try await side(of: named[0], reading, analysis, isQuiet)
    let candidate =
      named.count == 2 ? try await side(of: named[1], reading, analysis, isQuiet) : baseline
    return try ComparedSides(baseline, candidate, renamed: map)
  }

  /// Reads one of the files.
  func side(
    of file: LabelledFile, _ reading: ReadingArguments, _ analysis: AnalysisArguments,
    _ isQuiet: Bool
  ) async throws -> ComparedSide {
    switch try reading.readStored(file.path) {
    case .quantities: throw HoldsQuantities()
    case .summaries(let summaries):
      return ComparedSide(label: file.label, summaries: summaries)
    case .measurements(let results):
      return ComparedSide(
        label: file.label, summaries: await analysis.analyze(results, isQuiet: isQuiet),
        environment: results.environment, conditions: results.conditions, places: results.places)
    }
  }
}

/// That a file holds another quantity than time.
struct HoldsQuantities: Error, CustomStringConvertible {
  var description: String {
    "the file holds values of another quantity than time, which only 'compare' and 'plot --kind bars' "
      + "read"
  }
}

/// A benchmark's old and new name, written `old=new`.
struct RenamedBenchmark: ExpressibleByArgument {
  private let argument: String

  init?(argument: String) {
    guard argument.dropFirst().dropLast().contains("=") else { return nil }
    self.argument = argument
  }

  /// The two names: of all ways to split the argument, since names may hold the sign themselves, the
  /// one by which there are such benchmarks.
  ///
  /// - Throws: `CommandTrouble` if there is no such way, or more than one.
  func names(
    baseline: Set<String>, candidate: Set<String>
  ) throws(CommandTrouble) -> (old: String, new: String) {
    let splits = argument.indices.dropFirst().filter { argument[$0] == "=" }.map { sign in
      (old: String(argument[..<sign]), new: String(argument[argument.index(after: sign)...]))
    }
    let possible = splits.filter { baseline.contains($0.old) && candidate.contains($0.new) }
    if possible.count == 1 {
      guard possible[0].old != possible[0].new else {
        throw .nothingToAnalyze(
          reason: "--map \(argument) gives a benchmark the name that it has already")
      }
      return possible[0]
    }
    guard possible.isEmpty else {
      throw .nothingToAnalyze(
        reason: "--map \(argument) can be read in \(possible.count) ways, by which there are such "
          + "benchmarks")
    }
    if let half = splits.first(where: { baseline.contains($0.old) }) {
      throw .nothingToAnalyze(
        reason: "--map \(argument): there is no benchmark \"\(half.new)\" after")
    }
    throw .nothingToAnalyze(
      reason: "--map \(argument): there is no benchmark \"\(splits.first?.old ?? argument)\" before"
    )
  }
}
