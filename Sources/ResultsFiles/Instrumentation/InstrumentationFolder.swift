// SPDX-License-Identifier: GPL-3.0-or-later

import OrderedCollections
public import WarmupStats

/// Folders with what virtual machines recorded of their own work, as Krun writes them: a JSON file
/// for each process execution, plain or compressed, named after the benchmark key and the index of
/// the execution, such as `fasta__HotSpot__default-java__0.json.bz2`.
public enum InstrumentationFolder {
  /// Reads the files that belong to an experiment.
  ///
  /// Executions that did not complete have none. Files of other keys and executions are left aside.
  ///
  /// - Parameters:
  ///   - path: The path of the folder.
  ///   - experiment: What was measured; the index of an execution is its place behind its key.
  ///   - isWanted: Whether the execution of an index is wanted.
  ///   - maximumSize: How many bytes a file may have at most once it is decompressed.
  /// - Throws: `ResultsFileError` if the folder or a file cannot be read, if there is no file for
  ///   any execution, or if a file contradicts its format or the number of iterations.
  public static func read(
    at path: String, for experiment: Experiment,
    executions isWanted: (Int) -> Bool = { _ in true }, maximumSize: Int = 2 << 30
  ) throws(ResultsFileError) -> ReadInstrumentation {
    let names = Set(try Folder.entries(of: path))
    var read = ReadInstrumentation()
    var firstMissing: String?
    for (key, executions) in experiment.executions {
      let wanted = executions.indices.filter {
        executions[$0].outcome == .completed && isWanted($0)
      }
      var missing: [Int] = []
      for index in wanted {
        guard let name = try self.name(of: key, index, in: path, among: names) else {
          missing.append(index)
          continue
        }
        read.executions[key, default: [:]][index] = try InstrumentationFile.read(
          at: "\(path)/\(name)", times: executions[index].times, maximumSize: maximumSize)
      }
      guard let first = missing.first else { continue }
      firstMissing = firstMissing ?? stem(of: key, first)
      read.warnings.append(warning(ofMissing: missing, of: wanted.count, key: key))
    }
    if let firstMissing, read.executions.isEmpty {
      throw ResultsFileError(
        path: path, place: .file, expected: "instrumentation files such as \(firstMissing)",
        found: "none that belongs to the results")
    }
    return read
  }

  private static func stem(of key: BenchmarkKey, _ index: Int) -> String {
    "\(key.benchmark)__\(key.vm)__\(key.variant)__\(index).json"
  }

  /// The name of the only file of an execution; `nil` if there is none.
  private static func name(
    of key: BenchmarkKey, _ index: Int, in path: String, among names: Set<String>
  ) throws(ResultsFileError) -> String? {
    let found = ["", ".bz2", ".gz", ".xz", ".zst"].map { stem(of: key, index) + $0 }
      .filter(names.contains)
    guard found.count <= 1 else {
      throw ResultsFileError(
        path: path, place: .file, expected: "one file for execution \(index + 1) of \(key)",
        found: found.map(quoted).joined(separator: " and "))
    }
    return found.first
  }

  private static func warning(
    ofMissing indices: [Int], of count: Int, key: BenchmarkKey
  ) -> Warning {
    let numbers = indices.prefix(8).map { "\($0 + 1)" }.joined(separator: ", ")
    let list = indices.count > 8 ? "\(numbers), …" : numbers
    return Warning(
      kind: .incompleteData,
      message: "there is no instrumentation file of \(indices.count) of \(count) executions "
        + "(\(list), counted from 1)", key: key)
  }
}

/// What was read from a folder of instrumentation files.
public struct ReadInstrumentation: Sendable, Hashable {
  /// What the virtual machine recorded, by benchmark key and by the index of the process execution.
  public var executions: [BenchmarkKey: [Int: VMInstrumentation]]
  /// Which executions have no file.
  public var warnings: [Warning]

  /// Creates the result of reading.
  package init(
    executions: [BenchmarkKey: [Int: VMInstrumentation]] = [:], warnings: [Warning] = []
  ) {
    self.executions = executions
    self.warnings = warnings
  }
}
