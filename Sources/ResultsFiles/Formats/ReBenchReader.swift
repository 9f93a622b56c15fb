// SPDX-License-Identifier: GPL-3.0-or-later

import OrderedCollections
import WarmupStats

extension ResultsFormat {
  /// The data files of ReBench.
  package static var rebench: ResultsFormat { ReBenchReader.format }
}

/// The data files of ReBench: tab-separated rows of measurements, between lines of metadata.
struct ReBenchReader: LogFormatReader {
  static let format = ResultsFormat(
    "rebench", name: "ReBench data", harness: "ReBench", reader: ReBenchReader.self)

  private let criterion: String
  private var metadata = ReBenchMetadata()
  private var executions: ExecutionCollector
  private var otherCriteria: OrderedSet<String> = []
  /// The benchmarks of which there is at least one value of any criterion, and those of which there
  /// is one of the criterion that is read.
  private var benchmarks: (all: OrderedSet<BenchmarkKey>, read: Set<BenchmarkKey>) = ([], [])
  /// The columns of a file that has no header.
  private var columns = [
    "invocation", "iteration", "value", "unit", "criterion", "benchmark", "executor", "suite",
    "extraArgs", "cores", "inputSize", "varValue",
  ]
  /// The columns of 2016 behind the time stamp, when invocations and iterations had no numbers.
  private static let oldColumns = [
    "value", "unit", "criterion", "benchmark", "executor", "suite", "extraArgs", "warmup", "cores",
    "inputSize", "varValue",
  ]
  private var isOld = false

  init(_ options: ReadingOptions) {
    criterion = options.criterion ?? "total"
    executions = ExecutionCollector(options)
  }

  static func recognizes(_ line: TextLine) -> Bool {
    line.text.hasPrefix("# Execution Start: ") || line.text.hasPrefix("#!rebench ")
      || line.text.hasPrefix("invocation\titeration\tvalue\t")
  }

  mutating func read(
    _ line: TextLine, into results: inout FileResults
  ) throws(ResultsFileError) {
    if line.text.hasPrefix("#") {
      metadata.read(line)
    } else if !line.text.isEmpty {
      try readRow(line, into: &results)
    }
  }

  mutating func finish(_ results: inout FileResults) throws(ResultsFileError) {
    results.source.ignoredMetrics = Array(otherCriteria)
    results.source.date = metadata.date
    results.note("processor", metadata.processor, machine: metadata.machine)
    guard !executions.isEmpty || otherCriteria.isEmpty else {
      throw ResultsFileError(
        path: results.source.path, place: .file,
        expected: "values of the criterion \(quoted(criterion))",
        found: "only those of " + otherCriteria.map(quoted).joined(separator: ", "))
    }
    for key in benchmarks.all.subtracting(benchmarks.read) {
      results.warnOfUnmeasured(key, because: "no values of the criterion \(criterion)")
    }
    if isOld {
      results.warn(
        .incompleteData,
        "ReBench of 2016 did not write which process made a measurement: those of "
          + "a run are taken for one process execution")
    }
    executions.setMachine(metadata.machine)
    let warmup = metadata.warmup
    try executions.add(to: &results) { warmup[Self.run(of: $0)] }
  }

  private mutating func readRow(
    _ line: TextLine, into results: inout FileResults
  ) throws(ResultsFileError) {
    var fields = line.text.split(separator: "\t", omittingEmptySubsequences: false)
    if fields[0] == "invocation" {
      columns = fields.map(String.init)
      return
    }
    var names = columns
    if fields[0].hasPrefix("[") {
      isOld = true
      fields.removeFirst()
      names = Self.oldColumns
    }
    guard fields.count >= 6, fields.count <= names.count else {
      throw line.error(
        expected: "\(names.count) fields, separated by tabs", found: "\(fields.count)")
    }
    let row = Dictionary(zip(names, fields)) { first, _ in first }
    let process = try process(of: row, in: line, results: &results)
    benchmarks.all.append(process.key)
    guard row["criterion"].map(String.init) == criterion else {
      otherCriteria.append(row["criterion"].map(String.init) ?? "")
      return
    }
    benchmarks.read.insert(process.key)
    try executions.add(
      to: process, number: isOld ? nil : Self.iteration(row, in: line),
      unit: row["unit"].map(String.init),
      error: { line.error(at: row["iteration"] ?? "", expected: $0, found: $1) }
    ) { () throws(ResultsFileError) in
      try line.requireEnd()
      let name = row["unit"] ?? ""
      guard let unit = TimeUnit(name) else {
        throw line.error(at: name, expected: "a unit of time", found: quoted(String(name)))
      }
      return try line.time(row["value"] ?? "", in: unit)
    }
  }

  private static func iteration(
    _ row: [String: Substring], in line: TextLine
  ) throws(ResultsFileError) -> Double {
    let number = row["iteration"] ?? ""
    guard let iteration = Int(number), iteration > 0 else {
      throw line.error(
        at: number, expected: "the number of an iteration", found: quoted(String(number)))
    }
    return Double(iteration)
  }

  /// The execution that a row belongs to; its name is that of the run and of the invocation.
  private func process(
    of row: [String: Substring], in line: TextLine, results: inout FileResults
  ) throws(ResultsFileError) -> ExecutionCollector.Process {
    func text(_ name: String) -> String { row[name].map(String.init) ?? "" }
    guard !text("benchmark").isEmpty, !text("executor").isEmpty else {
      throw line.error(expected: "the names of a benchmark and an executor", found: "none")
    }
    var parameters: [String] = []
    var conditions = Conditions()
    for name in ["extraArgs", "cores", "inputSize", "varValue", "tag"] {
      let value = text(name)
      guard !value.isEmpty && !(name == "cores" && value == "1") else { continue }
      if isOld { conditions[name] = value } else { parameters.append("\(name)=\(value)") }
    }
    return ExecutionCollector.Process(
      key: results.key(
        text("benchmark").with(parameters: parameters), vm: text("executor"),
        variant: text("suite")),
      machine: text("machine").isEmpty ? nil : text("machine"), conditions: conditions,
      name: text("runId") + "\t" + text("invocation"))
  }

  private static func run(of process: ExecutionCollector.Process) -> String {
    String(process.name.prefix { $0 != "\t" })
  }
}
