// SPDX-License-Identifier: GPL-3.0-or-later

import OrderedCollections
import WarmupStats

/// The data files of ReBench: tab-separated rows of measurements, between lines of metadata.
enum ReBenchReader: FormatReader {
  static let format = ResultsFormat.rebench

  static func recognizes(_ content: FileContent) -> Bool {
    content.text?.beginningLines().contains { line in
      line.text.hasPrefix("# Execution Start: ") || line.text.hasPrefix("#!rebench ")
        || line.text.hasPrefix("invocation\titeration\tvalue\t")
    } ?? false
  }

  static func read(
    _ content: FileContent, into results: inout FileResults
  ) throws(ResultsFileError) {
    var file = File(criterion: results.options.criterion ?? "total")
    for line in try content.text(of: format, path: results.source.path).lines() {
      if line.text.hasPrefix("#") {
        file.metadata.read(line)
      } else if !line.text.isEmpty {
        try file.read(line, options: results.options)
      }
    }
    results.source.ignoredMetrics = Array(file.otherCriteria)
    results.source.date = file.metadata.date
    results.source.units = file.units
    guard !file.runs.isEmpty || file.otherCriteria.isEmpty else {
      throw ResultsFileError(
        path: results.source.path, place: .file,
        expected: "values of the criterion \(quoted(file.criterion))",
        found: "only those of " + file.otherCriteria.map(quoted).joined(separator: ", "))
    }
    for (run, times) in file.runs {
      try results.add(executionOf: run.key, machine: run.machine ?? file.metadata.machine) {
        () throws(ResultsFileError) in
        if let error = times.error { throw error }
        let warmup = file.metadata.warmup[run.id].map { min($0, times.values.count) }
        return ProcessExecution(times: times.values, harnessWarmupIterations: warmup)
      }
    }
  }

  /// One invocation of a run.
  private struct Run: Hashable {
    var key: BenchmarkKey
    var machine: String?
    var id: String
    var invocation: String
  }

  fileprivate struct Times {
    var values: [Double] = []
    var lastIteration = 0
    var error: ResultsFileError?
  }

  /// What was read of a file so far.
  private struct File {
    let criterion: String
    var metadata = ReBenchMetadata()
    var runs: OrderedDictionary<Run, Times> = [:]
    var otherCriteria: OrderedSet<String> = []
    var units: [String] = []
    /// The columns of a file that has no header.
    private var columns = [
      "invocation", "iteration", "value", "unit", "criterion", "benchmark", "executor", "suite",
      "extraArgs", "cores", "inputSize", "varValue",
    ]

    init(criterion: String) { self.criterion = criterion }

    mutating func read(
      _ line: TextLine, options: ReadingOptions
    ) throws(ResultsFileError) {
      let fields = line.text.split(separator: "\t", omittingEmptySubsequences: false)
      if fields[0] == "invocation" {
        columns = fields.map(String.init)
        return
      }
      guard fields.count >= 8, fields.count <= columns.count else {
        throw line.error(
          expected: "\(columns.count) fields, separated by tabs", found: "\(fields.count)")
      }
      let row = Dictionary(zip(columns, fields)) { first, _ in first }
      guard row["criterion"].map(String.init) == criterion else {
        otherCriteria.append(row["criterion"].map(String.init) ?? "")
        return
      }
      let run = try run(row, in: line)
      do {
        try line.requireEnd()
        try runs[run, default: Times()].append(row, in: line)
        units.appendOnce(row["unit"].map(String.init) ?? "")
      } catch {
        guard options.skipsInvalid else { throw error }
        runs[run, default: Times()].error = runs[run]?.error ?? error
      }
    }

    private func run(
      _ row: [String: Substring], in line: TextLine
    ) throws(ResultsFileError) -> Run {
      func text(_ name: String) -> String { row[name].map(String.init) ?? "" }
      guard !text("benchmark").isEmpty, !text("executor").isEmpty else {
        throw line.error(expected: "the names of a benchmark and an executor", found: "none")
      }
      var parameters: [String] = []
      for name in ["extraArgs", "cores", "inputSize", "varValue", "tag"] {
        let value = text(name)
        if !value.isEmpty && !(name == "cores" && value == "1") {
          parameters.append("\(name)=\(value)")
        }
      }
      return Run(
        key: BenchmarkKey(
          benchmark: text("benchmark").with(parameters: parameters), vm: text("executor"),
          variant: text("suite")),
        machine: text("machine").isEmpty ? nil : text("machine"), id: text("runId"),
        invocation: text("invocation"))
    }
  }
}

extension ReBenchReader.Times {
  /// Adds the value of a row, which must belong to the next iteration.
  fileprivate mutating func append(
    _ row: [String: Substring], in line: TextLine
  ) throws(ResultsFileError) {
    let (number, name) = (row["iteration"] ?? "", row["unit"] ?? "")
    guard let iteration = Int(number), iteration > lastIteration else {
      throw line.error(
        at: number, expected: "an iteration after \(lastIteration)", found: quoted(String(number)))
    }
    guard let unit = TimeUnit(name) else {
      throw line.error(at: name, expected: "a unit of time", found: quoted(String(name)))
    }
    values.append(try line.time(row["value"] ?? "", in: unit))
    lastIteration = iteration
  }
}
