// SPDX-License-Identifier: GPL-3.0-or-later

import OrderedCollections
import WarmupStats

/// What is read from one file, while it is read.
struct FileResults {
  let options: ReadingOptions
  var source: ResultsSource
  /// The experiments by machine, in order of appearance.
  private(set) var experiments: OrderedDictionary<String, Experiment> = [:]
  private(set) var warnings: [Warning] = []
  private var isEmpty = true
  private var keys: Set<BenchmarkKey> = []
  private var skipped: OrderedDictionary<BenchmarkKey, Skipped> = [:]

  private struct Skipped {
    var count: Int
    var first: ResultsFileError
  }

  init(path: String, format: ResultsFormat, options: ReadingOptions) {
    self.options = options
    self.source = ResultsSource(
      path: path, format: format, units: format.unit.map { [$0] } ?? [])
  }

  /// The key of a benchmark in a format whose keys have no VM and no variant of their own: those
  /// that the options name, else those that the file says otherwise.
  func key(_ benchmark: String, vm: String? = nil, variant: String? = nil) -> BenchmarkKey {
    BenchmarkKey(
      benchmark: benchmark, vm: options.vm ?? vm ?? "", variant: options.variant ?? variant ?? "")
  }

  /// Makes sure that a key that may stand in the file only once does.
  mutating func claim(_ key: BenchmarkKey, at value: JSONValue) throws(ResultsFileError) {
    guard keys.insert(key).inserted else {
      throw value.error(
        expected: "each benchmark once", found: "\(quoted(key.description)) a second time")
    }
  }

  /// Whether the executions of a key are wanted.
  func wants(_ key: BenchmarkKey) -> Bool { options.selection.contains(key) }

  /// Reads an execution with `read` and adds it, unless its key is not wanted.
  ///
  /// One that cannot be read is an error, or is left out and counted, as the options say.
  mutating func add(
    executionOf key: BenchmarkKey, machine: String? = nil,
    _ read: () throws(ResultsFileError) -> ProcessExecution
  ) throws(ResultsFileError) {
    isEmpty = false
    guard wants(key) else { return }
    do {
      let execution = try droppingWarmup(read(), of: key)
      let machine = machine ?? options.machine ?? ""
      experiments[machine, default: Experiment(machine: machine)]
        .executions[key, default: []].append(execution)
    } catch {
      guard options.skipsInvalid else { throw error }
      skipped[key, default: Skipped(count: 0, first: error)].count += 1
    }
  }

  private func droppingWarmup(
    _ execution: ProcessExecution, of key: BenchmarkKey
  ) throws(ResultsFileError) -> ProcessExecution {
    guard options.harnessWarmup == .drop, let count = execution.harnessWarmupIterations, count > 0
    else { return execution }
    guard count < execution.times.count else {
      throw ResultsFileError(
        path: source.path, place: .file, expected: "iterations of \(key) after its warmup",
        found: "none")
    }
    return execution.dropping(count)
  }

  mutating func warn(_ kind: Warning.Kind, _ message: String, key: BenchmarkKey? = nil) {
    warnings.append(Warning(kind: kind, message: message, key: key))
  }

  /// Warns, once a file, that its format keeps no warmup.
  mutating func warnOfMissingWarmup() {
    warn(
      .incompleteData,
      "\(source.format.name) holds no warmup iterations: \"flat\" here only means that nothing "
        + "changed during the measurement")
  }

  /// Tells of what was skipped, once the whole file is read.
  ///
  /// - Throws: `ResultsFileError` if there was nothing to read.
  mutating func finish() throws(ResultsFileError) {
    guard !isEmpty else {
      throw ResultsFileError(
        path: source.path, place: .file, expected: "at least one process execution",
        found: "none")
    }
    for (key, skipped) in skipped {
      let executions = skipped.count == 1 ? "1 execution" : "\(skipped.count) executions"
      let each = skipped.count == 1 ? "it" : "the first"
      warn(.skippedData, "skipped \(executions) of \(key); \(each): \(skipped.first)", key: key)
    }
    skipped = [:]
  }
}

extension ProcessExecution {
  /// The execution without its first iterations.
  fileprivate func dropping(_ count: Int) -> ProcessExecution {
    func rest(_ cores: [[Double]]) -> [[Double]] { cores.map { Array($0.dropFirst(count)) } }
    return ProcessExecution(
      times: Array(times.dropFirst(count)), harnessWarmupIterations: 0,
      omittedWarmupIterations: (omittedWarmupIterations ?? 0) + count,
      counters: counters.map {
        ProcessorCounters(
          coreCycles: rest($0.coreCycles), aperf: rest($0.aperf), mperf: rest($0.mperf))
      })
  }
}

extension [String] {
  /// Adds a name, unless it is there.
  mutating func appendOnce(_ name: String) {
    if !contains(name) { append(name) }
  }
}
