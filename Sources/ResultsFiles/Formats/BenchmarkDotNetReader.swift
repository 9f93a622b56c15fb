// SPDX-License-Identifier: GPL-3.0-or-later

import OrderedCollections
import WarmupStats

extension ResultsFormat {
  /// The full JSON report of BenchmarkDotNet.
  package static var benchmarkDotNet: ResultsFormat { BenchmarkDotNetReader.format }
}

/// The full JSON of BenchmarkDotNet, which alone of its reports holds every measurement.
enum BenchmarkDotNetReader: JSONFormatReader {
  static let format = ResultsFormat(
    "benchmarkdotnet", name: "BenchmarkDotNet full JSON", harness: "BenchmarkDotNet", unit: "ns",
    isMicrobenchmark: true, reader: BenchmarkDotNetReader.self)

  static func recognizes(_ text: JSONValue) -> Bool {
    text.asObject?["HostEnvironmentInfo"] != nil
  }

  static func read(
    _ text: JSONValue, into results: inout FileResults
  ) throws(ResultsFileError) {
    let root = try text.object()
    let environment = try root.required("HostEnvironmentInfo").object()
    results.source.toolVersion = try environment.optional("BenchmarkDotNetVersion")?.string()
    let runtime = try environment.optional("RuntimeVersion")?.string()
    results.note("processor", try environment.optional("ProcessorName")?.string())
    var hadWarmup = true
    for value in try root.required("Benchmarks").array() {
      let benchmark = try value.object()
      let job = try Job(of: benchmark)
      let key = results.key(
        try name(of: benchmark), vm: job?.runtime ?? runtime, variant: job?.name)
      try results.claim(key, at: value)
      guard let measurements = try benchmark.optional("Measurements") else {
        throw value.error(
          expected: "a member \"Measurements\", which only the full JSON report has",
          found: "none")
      }
      let launches = try launches(measurements)
      if launches.isEmpty {
        // A benchmark that failed outright.
        try results.add(executionOf: key) { () throws(ResultsFileError) in
          ProcessExecution(failed: .crashed)
        }
      }
      for launch in launches.values {
        hadWarmup = hadWarmup && !launch.warmup.isEmpty
        try results.add(executionOf: key) { () throws(ResultsFileError) in
          try execution(launch, at: measurements)
        }
      }
    }
    if !hadWarmup { results.warnOfMissingWarmup() }
  }

  private static func name(of benchmark: JSONObject) throws(ResultsFileError) -> String {
    if let name = try benchmark.optional("FullName") { return try name.string() }
    let parts = [
      try benchmark.optional("Namespace")?.string(), try benchmark.optional("Type")?.string(),
      try benchmark.required("Method").string(),
    ]
    let parameters = try benchmark.optional("Parameters")?.string() ?? ""
    return parts.compactMap(\.self).joined(separator: ".")
      .with(parameters: parameters.isEmpty ? [] : [parameters])
  }

  /// The job in a display name such as `Bench.Sort: Job-XYZABC(Runtime=.NET 8.0) [N=10]`.
  private struct Job {
    /// Its own runtime, which may be another than that of the program that measured.
    var runtime: String?
    /// What else it is: the name that it was given, and its settings.
    ///
    /// A generated name is left out, since it is another one each time.
    var name = ""

    init?(of benchmark: JSONObject) throws(ResultsFileError) {
      let display = try benchmark.optional("DisplayInfo")?.string()
      guard let display, let colon = display.firstRange(of: ": ") else { return nil }
      let rest = display[colon.upperBound...]
      let job = rest.firstRange(of: " [").map { rest[..<$0.lowerBound] } ?? rest
      let given = job.prefix { $0 != "(" }
      var settings: [Substring] = []
      for setting in job.dropFirst(given.count + 1).dropLast().split(separator: ", ") {
        if setting.hasPrefix("Runtime=") {
          runtime = String(setting.dropFirst("Runtime=".count))
        } else {
          settings.append(setting)
        }
      }
      let list = settings.joined(separator: ", ")
      if given.hasPrefix("Job-") || given == "DefaultJob" {
        name = list
      } else {
        name = list.isEmpty ? String(given) : "\(given)(\(list))"
      }
    }
  }

  /// The measurements of a process that count, in their order.
  private struct Launch {
    var warmup: [JSONObject] = []
    var actual: [JSONObject] = []
  }

  private static func launches(
    _ measurements: JSONValue
  ) throws(ResultsFileError) -> OrderedDictionary<Double, Launch> {
    var launches: OrderedDictionary<Double, Launch> = [:]
    for value in try measurements.array() {
      let measurement = try value.object()
      let launch = try measurement.required("LaunchIndex").positiveCount()
      let mode = try measurement.required("IterationMode").string()
      let stage = try measurement.optional("IterationStage")?.string()
      switch (mode, stage) {
      // Before 0.11.4 a mode was also what now is a stage.
      case ("Workload", "Warmup"), ("MainWarmup", _):
        launches[launch, default: Launch()].warmup.append(measurement)
      case ("Workload", "Actual"), ("MainTarget", _):
        launches[launch, default: Launch()].actual.append(measurement)
      default:
        launches[launch, default: Launch()] = launches[launch] ?? Launch()
      }
    }
    return launches
  }

  private static func execution(
    _ launch: Launch, at measurements: JSONValue
  ) throws(ResultsFileError) -> ProcessExecution {
    guard !launch.actual.isEmpty else {
      throw measurements.error(expected: "actual measurements of each launch", found: "none")
    }
    var times: [Double] = []
    for measurement in launch.warmup + launch.actual {
      let operations = try measurement.required("Operations").positiveCount()
      let total = try measurement.required("Nanoseconds")
      times.append(try total.time(in: .nanoseconds, dividedBy: operations))
    }
    return ProcessExecution(times: times, harnessWarmupIterations: launch.warmup.count)
  }
}
