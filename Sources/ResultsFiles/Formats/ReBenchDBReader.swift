// SPDX-License-Identifier: GPL-3.0-or-later

import OrderedCollections
import WarmupStats

extension ResultsFormat {
  /// What ReBench sends to ReBenchDB.
  package static var rebenchDB: ResultsFormat { ReBenchDBReader.format }
}

/// The JSON that ReBench sends to ReBenchDB, in both versions of its interface.
enum ReBenchDBReader: JSONFormatReader {
  static let format = ResultsFormat(
    "rebenchdb", name: "ReBenchDB JSON", harness: "ReBench", reader: ReBenchDBReader.self)

  static func recognizes(_ text: JSONValue) -> Bool {
    guard let object = text.asObject else { return false }
    return object["data"] != nil && object["criteria"] != nil
  }

  static func read(
    _ text: JSONValue, into results: inout FileResults
  ) throws(ResultsFileError) {
    let root = try text.object()
    let machine = try root.optional("env")?.object().optional("hostName")?.string()
    results.source.date = try root.optional("startTime")?.string()
    let criteria = try root.required("criteria")
    let criterion = try Criterion(named: results.options.criterion ?? "total", in: criteria)
    results.source.ignoredMetrics = criterion.others
    results.source.units = [criterion.unitName]
    for value in try root.required("data").array() {
      let entry = try value.object()
      let run = try entry.required("runId").object()
      let benchmark = try run.required("benchmark").object()
      let key = try key(run: run, benchmark: benchmark, in: &results)
      let warmup = try benchmark.optional("runDetails")?.object().optional("warmup")?.number()
      for (invocation, times) in try invocations(entry.required("d"), criterion: criterion) {
        try results.add(executionOf: key, machine: machine) { () throws(ResultsFileError) in
          try execution(times, of: invocation, unit: criterion.unit, warmup: warmup)
        }
      }
    }
  }

  private static func key(
    run: JSONObject, benchmark: JSONObject, in results: inout FileResults
  ) throws(ResultsFileError) -> BenchmarkKey {
    var parameters: [String] = []
    for name in ["extraArgs", "cores", "inputSize", "varValue"] {
      guard let value = try run.optional(name) else { continue }
      let text = try value.scalarText()
      if !text.isEmpty && !(name == "cores" && text == "1") { parameters.append("\(name)=\(text)") }
    }
    let suite = try benchmark.required("suite").object()
    return results.key(
      try benchmark.required("name").string().with(parameters: parameters),
      vm: try suite.required("executor").object().required("name").string(),
      variant: try suite.required("name").string())
  }

  /// The values of the criterion in each invocation, in the order of the iterations.
  private static func invocations(
    _ data: JSONValue, criterion: Criterion
  ) throws(ResultsFileError) -> [(invocation: JSONValue, times: [JSONValue])] {
    var invocations: OrderedDictionary<Double, (JSONValue, [JSONValue])> = [:]
    for value in try data.array() {
      let record = try value.object()
      let number = try record.required("in").positiveCount()
      let measurements = try record.required("m")
      if let iteration = try record.optional("it") {
        // Version 1: a record for each iteration.
        let known = invocations[number]?.1.count ?? 0
        guard try iteration.positiveCount() == Double(known + 1) else {
          throw iteration.error(expected: "iteration \(known + 1)")
        }
        let time = try criterion.value(inPairs: measurements)
        invocations[number, default: (value, [])].1.append(time)
      } else {
        // Version 2: a record for each invocation.
        guard invocations[number] == nil else {
          throw value.error(
            expected: "each invocation once", found: "\(Int(number)) a second time")
        }
        invocations[number] = (value, try criterion.values(inLists: measurements))
      }
    }
    return invocations.values.map { ($0.0, $0.1) }
  }

  private static func execution(
    _ values: [JSONValue], of invocation: JSONValue, unit: TimeUnit, warmup: Double?
  ) throws(ResultsFileError) -> ProcessExecution {
    // Lists of several criteria are filled up to the same length.
    let end = values.lastIndex { !$0.isNull }.map { $0 + 1 } ?? 0
    guard end > 0 else {
      throw invocation.error(expected: "values of the criterion", found: "none")
    }
    var times: [Double] = []
    for value in values[..<end] { times.append(try value.time(in: unit)) }
    return ProcessExecution(
      times: times, harnessWarmupIterations: warmup.map { Int(min(max($0, 0), Double(end))) })
  }
}
