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
  private var skipped: OrderedDictionary<BenchmarkKey, Skipped> = [:]

  private struct Skipped {
    var count: Int
    var first: ResultsFileError
  }

  init(path: String, format: ResultsFormat, options: ReadingOptions) {
    self.options = options
    self.source = ResultsSource(path: path, format: format)
  }

  /// Whether the executions of a key are wanted.
  func wants(_ key: BenchmarkKey) -> Bool { options.selection.contains(key) }

  /// Adds a process execution, unless its key is not wanted.
  mutating func add(_ execution: ProcessExecution, of key: BenchmarkKey, machine: String?) {
    isEmpty = false
    guard wants(key) else { return }
    let machine = machine ?? options.machine ?? ""
    experiments[machine, default: Experiment(machine: machine)]
      .executions[key, default: []].append(execution)
  }

  /// Reads an execution with `read` and adds it.
  ///
  /// One that cannot be read is an error, or is left out and counted, as the options say.
  mutating func add(
    executionOf key: BenchmarkKey, machine: String?,
    _ read: () throws(ResultsFileError) -> ProcessExecution
  ) throws(ResultsFileError) {
    isEmpty = false
    guard wants(key) else { return }
    do {
      add(try read(), of: key, machine: machine)
    } catch {
      guard options.skipsInvalid else { throw error }
      skipped[key, default: Skipped(count: 0, first: error)].count += 1
    }
  }

  mutating func warn(_ kind: Warning.Kind, _ message: String, key: BenchmarkKey? = nil) {
    warnings.append(Warning(kind: kind, message: message, key: key))
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
