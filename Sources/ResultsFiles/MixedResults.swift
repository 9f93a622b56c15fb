// SPDX-License-Identifier: GPL-3.0-or-later

import OrderedCollections
public import WarmupStats

/// What several files hold together: measurements, and what earlier analyses found in others.
public struct MixedResults: Sendable {
  /// What is still to be analyzed; without experiments if all files hold what was found before.
  public var measurements: ReadResults
  /// What was found before, one summary per machine, of keys that ``measurements`` does not hold.
  public var summaries: [ExperimentSummary]
  /// Where the results come from: one description per file, in the order of the files.
  public var sources: [ResultsSource]

  /// Creates results of no files, to which others are added.
  package init(
    measurements: ReadResults = ReadResults(), summaries: [ExperimentSummary] = [],
    sources: [ResultsSource] = []
  ) {
    self.measurements = measurements
    self.summaries = summaries
    self.sources = sources
  }
}

extension ResultsFile {
  /// Reads files of measurements, and files that `classify --format json` or `ndjson` wrote.
  ///
  /// Results of different keys are put together. The executions of one key must be analyzed
  /// together: where two files hold it, it is analyzed anew, if both kept the times.
  ///
  /// - Parameters:
  ///   - paths: The paths of the files, and of folders, of which all files are read; `-` is standard
  ///     input.
  ///   - options: How to read them.
  ///   - analyzesAnew: Whether results that were found before are to be analyzed anew, for which
  ///     files must have kept the times.
  /// - Throws: `ResultsFileError` for the first file that cannot be read, and where a key stands in
  ///   two files, of which one did not keep the times.
  /// - Complexity: O(size of the files).
  public static func readMixed(
    at paths: [String], options: ReadingOptions = ReadingOptions(), analyzesAnew: Bool = false
  ) throws(ResultsFileError) -> MixedResults {
    var shards = Shards(analyzesAnew: analyzesAnew)
    for path in try files(at: paths, options: options) {
      try shards.append(readFile(at: path, options: options))
    }
    return try shards.results()
  }
}

/// The results of several files, of which some hold what was found before.
private struct Shards {
  /// Whether everything is to be analyzed anew.
  let analyzesAnew: Bool
  private var measured = MergedResults()
  private var found: [Found] = []
  private var sources: [ResultsSource] = []
  private var options: ReadingOptions?

  /// What was found before about one machine, and the file that tells it.
  private struct Found {
    var summary: ExperimentSummary
    var source: ResultsSource
  }

  /// A benchmark key on a machine.
  private struct Place: Hashable {
    var machine: String
    var key: BenchmarkKey
  }

  init(analyzesAnew: Bool) { self.analyzesAnew = analyzesAnew }

  mutating func append(_ file: consuming FileResults) throws(ResultsFileError) {
    sources.append(file.source)
    options = file.options
    if file.summaries.isEmpty {
      measured.append(file)
    } else if analyzesAnew {
      measured.append(try file.withMeasurements())
    } else {
      let source = file.source
      found += file.summaries.map { Found(summary: $0, source: source) }
    }
  }

  mutating func results() throws(ResultsFileError) -> MixedResults {
    try moveSharedKeys()
    var summaries = found.map(\.summary).filter { !$0.benchmarks.isEmpty }.mergedByMachine
    if !summaries.isEmpty { summaries[0].warnings.insert(contentsOf: differences, at: 0) }
    return MixedResults(
      measurements: measured.results, summaries: summaries, sources: sources)
  }

  /// Moves what several files hold to the measurements.
  private mutating func moveSharedKeys() throws(ResultsFileError) {
    guard !found.isEmpty else { return }
    var holders: OrderedDictionary<Place, [String]> = [:]
    for experiment in measured.results.experiments {
      for key in experiment.executions.keys {
        holders[Place(machine: experiment.machine, key: key)] = ["a file of measurements"]
      }
    }
    for file in found {
      for benchmark in file.summary.benchmarks {
        let place = Place(machine: file.summary.machine, key: benchmark.key)
        holders[place, default: []].append(file.source.path)
      }
    }
    let shared = holders.filter { $0.value.count > 1 }
    guard !shared.isEmpty else { return }
    for index in found.indices {
      let machine = found[index].summary.machine
      func isShared(_ benchmark: BenchmarkSummary) -> Bool {
        shared[Place(machine: machine, key: benchmark.key)] != nil
      }
      let moved = found[index].summary.benchmarks.filter(isShared)
      guard let options, !moved.isEmpty else { continue }
      found[index].summary.benchmarks.removeAll(where: isShared)
      var file = FileResults(
        path: found[index].source.path, format: ClassificationReader.format, options: options)
      for benchmark in moved {
        guard benchmark.hasTimes else {
          let holders = shared[Place(machine: machine, key: benchmark.key)] ?? []
          throw Self.isTold(twice: benchmark.key, in: found[index].source.path, holders)
        }
        try file.add(measurementsOf: benchmark, machine: machine)
      }
      measured.append(file)
    }
  }

  private static func isTold(
    twice key: BenchmarkKey, in path: String, _ holders: [String]
  ) -> ResultsFileError {
    let other = holders.first { $0 != path } ?? path
    var error = ResultsFileError(
      path: path, place: .file, expected: "benchmarks that no other file holds",
      found:
        "\(quoted(key.description)), which \(other == path ? "it holds twice" : "\(other) holds too")"
    )
    error.advice =
      "the executions of a benchmark are analyzed together: classify all of its measurements at "
      + "once, or keep the times with 'classify --embed-data'"
    return error
  }

  /// That what is put together was not found in the same way.
  private var differences: [Warning] {
    guard let first = found.first else { return [] }
    var warnings: OrderedSet<Warning> = []
    for file in found.dropFirst() {
      if file.summary.options != first.summary.options {
        warnings.append(
          Warning(
            kind: .differentConditions,
            message: "\(file.source.path) was analyzed with other options than "
              + first.source.path))
      }
      if let version = file.source.toolVersion, let other = first.source.toolVersion,
        version != other
      {
        warnings.append(
          Warning(
            kind: .differentConditions,
            message: "\(file.source.path) was written by version \(version), and "
              + "\(first.source.path) by version \(other)"))
      }
    }
    return Array(warnings)
  }
}

extension BenchmarkSummary {
  /// Whether the times of all executions are at hand, so that they can be analyzed anew.
  ///
  /// - Complexity: O(number of executions).
  package var hasTimes: Bool { executions.indices.allSatisfy { executions[$0].isMeasured } }
}

extension FileResults {
  /// The measurements that were embedded in results, in place of what was found in them.
  ///
  /// - Throws: `ResultsFileError` if they were not embedded.
  func withMeasurements() throws(ResultsFileError) -> FileResults {
    var file = FileResults(path: source.path, format: source.format, options: options)
    file.source = source
    for summary in summaries {
      for benchmark in summary.benchmarks {
        guard benchmark.hasTimes else { throw Self.hasNoTimes(source.path) }
        try file.add(measurementsOf: benchmark, machine: summary.machine)
      }
    }
    return file
  }

  fileprivate mutating func add(
    measurementsOf benchmark: BenchmarkSummary, machine: String
  ) throws(ResultsFileError) {
    for execution in benchmark.executions.compactMap(\.execution) {
      try add(executionOf: benchmark.key, machine: machine) { () throws(ResultsFileError) in
        execution
      }
    }
  }

  private static func hasNoTimes(_ path: String) -> ResultsFileError {
    var error = ResultsFileError(
      path: path, place: .file, expected: "the times of iterations",
      found: "what 'classify' found in them")
    error.advice = "'classify --embed-data' keeps the times in its result"
    return error
  }
}
