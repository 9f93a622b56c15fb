// SPDX-License-Identifier: GPL-3.0-or-later

import WarmupStats

/// What Krun wrote about the process executions of one key beside their times.
struct KrunExecutions {
  private let flags: [JSONValue]?
  private let coreCycles: [JSONValue]?
  private let aperf: [JSONValue]?
  private let mperf: [JSONValue]?
  private let records: [JSONValue]?

  init(
    named name: String, count: Int, in columns: KrunReader.Columns
  ) throws(ResultsFileError) {
    func values(_ column: [String: JSONValue]) throws(ResultsFileError) -> [JSONValue]? {
      guard let value = column[name], !value.isNull else { return nil }
      let array = try value.array()
      guard array.count == count else {
        throw value.error(
          expected: "one element for each of the \(count) process executions",
          found: "\(array.count)")
      }
      return Array(array)
    }
    flags = try values(columns.flags)
    coreCycles = try values(columns.coreCycles)
    aperf = try values(columns.aperf)
    mperf = try values(columns.mperf)
    records = try values(columns.records)
  }

  /// Whether an execution never ran: what Krun's manifests call outstanding (O) or skipped (S).
  func neverRan(_ index: Int, times value: JSONValue) throws(ResultsFileError) -> Bool {
    guard case .string(let letter)? = flags?[index].content, letter == "O" || letter == "S" else {
      return false
    }
    let times = try value.array(expected: "an array of numbers")
    guard times.count == 0 else {
      throw value.error(
        expected: "no times, since the execution is flagged as one that never ran",
        found: "\(times.count)")
    }
    return true
  }

  /// The execution of an index, whose times are given.
  func execution(
    _ index: Int, times value: JSONValue
  ) throws(ResultsFileError) -> ProcessExecution {
    let times = try value.times()
    let outcome = try flags.map { flags throws(ResultsFileError) in
      try Self.outcome(flags[index])
    }
    guard let outcome, outcome != .completed else {
      guard !times.isEmpty else { return ProcessExecution(failed: .crashed) }
      var execution = ProcessExecution(
        times: times, counters: try counters(index, count: times.count))
      execution.steadyStop = try steadyStop(index, count: times.count)
      return execution
    }
    guard times.isEmpty else {
      throw value.error(
        expected: "no times, since the execution is flagged as \(outcome.rawValue)",
        found: "\(times.count)")
    }
    return ProcessExecution(failed: outcome)
  }

  /// Where a rule stopped an execution that our own recorder ran.
  private func steadyStop(_ index: Int, count: Int) throws(ResultsFileError) -> SteadyRule.Stop? {
    guard let record = try records?[index].object(), let stopped = try record.optional("stopped"),
      !stopped.isNull, try stopped.string() == "steady",
      let stop = try record.optional("steady_stop")
    else { return nil }
    let place = try stop.object()
    let warmup = try place.required("warmup").count()
    let iterations = try place.required("iterations").count()
    guard warmup < iterations, iterations <= count else {
      throw stop.error(expected: "a stop among the \(count) iterations")
    }
    return SteadyRule.Stop(warmup: warmup, iterations: iterations)
  }

  private static func outcome(
    _ flag: JSONValue
  ) throws(ResultsFileError) -> ProcessExecution.Outcome {
    guard case .string(let letter) = flag.content,
      let outcome: ProcessExecution.Outcome =
        ["C": .completed, "E": .crashed, "T": .timedOut][letter]
    else { throw flag.error(expected: "\"C\", \"E\", \"T\", \"O\" or \"S\"") }
    return outcome
  }

  private func counters(
    _ index: Int, count: Int
  ) throws(ResultsFileError) -> ProcessorCounters? {
    func perCore(_ column: [JSONValue]?) throws(ResultsFileError) -> [[Double]] {
      guard let value = column?[index], !value.isNull else { return [] }
      var cores: [[Double]] = []
      for core in try value.array(expected: "an array of cores") {
        let counts = try core.numbers(
          expected: "a count", where: { $0 >= 0 && $0 < .infinity })
        guard counts.count == count else {
          throw core.error(
            expected: "one count for each of the \(count) iterations", found: "\(counts.count)")
        }
        cores.append(counts)
      }
      return cores
    }
    let counters = ProcessorCounters(
      coreCycles: try perCore(coreCycles), aperf: try perCore(aperf), mperf: try perCore(mperf))
    let cores = (counters.aperf.count, counters.mperf.count)
    if cores.0 > 0, cores.1 > 0, cores.0 != cores.1, let value = mperf?[index] {
      throw value.error(
        expected: "counts of as many cores as APERF has, \(cores.0)", found: "\(cores.1)")
    }
    return counters == ProcessorCounters() ? nil : counters
  }
}
