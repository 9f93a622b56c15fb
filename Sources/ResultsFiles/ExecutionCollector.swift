// SPDX-License-Identifier: GPL-3.0-or-later

import OrderedCollections
import WarmupStats

/// Collects process executions whose iterations stand one after another in a file: in lines of a
/// log, or in rows of a table.
struct ExecutionCollector {
  /// What makes up a process execution: iterations that agree in it.
  struct Process: Hashable {
    var key: BenchmarkKey
    /// The name of the machine; `nil` if the file does not say.
    var machine: String?
    var conditions = Conditions()
    /// What tells executions of the same key apart, where the file says it.
    var name = ""
  }

  /// What was read of an execution: no more than it takes, since there may be millions.
  private struct Execution {
    var times: [Double] = []
    /// How many of the times are warmup; `nil` as long as the file does not say.
    var warmup: Int?
    /// Whether iterations came that are not warmup, as far as is known.
    var hasMeasured = false
    /// The number of the last iteration, if they have numbers.
    var lastIteration: Double?
    var outcome = ProcessExecution.Outcome.completed
    /// The first thing that could not be read, if there is any.
    private(set) var errors: [ResultsFileError] = []

    /// Notes that something could not be read.
    mutating func note(_ error: ResultsFileError?) {
      if let error, errors.isEmpty { errors = [error] }
    }

    /// Adds an iteration.
    mutating func add(
      isWarmup: Bool?, number: Double?,
      error: (_ expected: String, _ found: String) -> ResultsFileError,
      _ time: () throws(ResultsFileError) -> Double
    ) throws(ResultsFileError) {
      if let last = lastIteration, let number, number <= last {
        throw error(
          "an iteration after \(JSONValue.summary(of: last))", JSONValue.summary(of: number))
      }
      guard outcome == .completed else {
        throw error("no more of an execution that \(outcome.rawValue)", "an iteration")
      }
      guard isWarmup != true || !hasMeasured else {
        throw error("no warmup behind iterations that are none", "a warmup iteration")
      }
      times.append(try time())
      lastIteration = number ?? lastIteration
      if let isWarmup { warmup = (warmup ?? 0) + (isWarmup ? 1 : 0) }
      if isWarmup != true { hasMeasured = true }
    }

    /// Adds iterations that stand behind the last one, and about which the same is known.
    mutating func add(_ more: ArraySlice<Double>, like last: AddedIteration) {
      times += more
      lastIteration = last.number ?? lastIteration
      if let isWarmup = last.isWarmup { warmup = (warmup ?? 0) + (isWarmup ? more.count : 0) }
    }
  }

  /// What is known of an iteration beside its time.
  struct AddedIteration {
    var number: Double?
    var isWarmup: Bool?
  }

  private let skipsInvalid: Bool
  private var running: OrderedDictionary<Process, Execution> = [:]
  /// The executions that ended, and what they are executions of.
  private var ended: (processes: [Process], executions: [Execution]) = ([], [])
  /// Where the execution of the last iteration is among those that are under way: the next iteration
  /// mostly belongs to it too.
  private var latest = 0
  /// The iteration that was added last, if nothing else happened since.
  private(set) var lastAdded: AddedIteration?
  /// The units of the times.
  private var units: OrderedSet<String> = []
  /// Room for the values of rows that are read together.
  var roomForValues: [Double] = []

  init(_ options: ReadingOptions) { skipsInvalid = options.skipsInvalid }

  /// Whether nothing was collected.
  var isEmpty: Bool { running.isEmpty && ended.processes.isEmpty }

  /// Whether an execution is under way.
  func isRunning(_ process: Process) -> Bool { running[process] != nil }

  /// Whether the execution that is under way has warmup iterations, and so far no other ones.
  func isWarmingUp(_ process: Process) -> Bool { running[process]?.warmup ?? 0 > 0 }

  /// Whether the execution that is under way has iterations that are not warmup.
  func hasMeasured(_ process: Process) -> Bool { running[process]?.hasMeasured ?? false }

  /// Whether the execution that is under way has iterations.
  func hasTimes(_ process: Process) -> Bool { running[process]?.times.isEmpty == false }

  /// Whether the execution that is under way has failed.
  func hasFailed(_ process: Process) -> Bool {
    running[process].map { $0.outcome != .completed } ?? false
  }

  /// Begins a new execution, after the one that may be under way.
  mutating func begin(_ process: Process) {
    lastAdded = nil
    end(process)
    running[process] = Execution()
  }

  /// Adds an iteration to an execution, which begins with it unless it is under way.
  ///
  /// - Parameters:
  ///   - isWarmup: Whether the harness counts the iteration as warmup; `nil` if it does not say.
  ///   - number: The number of the iteration, which must be greater than those before it.
  ///   - unit: The unit of its time, as the file names it.
  ///   - error: The error for what was expected and what was found.
  ///   - time: Reads the time, in seconds.
  mutating func add(
    to process: Process, isWarmup: Bool? = nil, number: Double? = nil, unit: String? = nil,
    error: (_ expected: String, _ found: String) -> ResultsFileError,
    _ time: () throws(ResultsFileError) -> Double
  ) throws(ResultsFileError) {
    let index = index(of: process)
    do throws(ResultsFileError) {
      try running.values[index].add(isWarmup: isWarmup, number: number, error: error, time)
      if let unit { units.append(unit) }
      lastAdded = AddedIteration(number: number, isWarmup: isWarmup)
    } catch {
      guard skipsInvalid else { throw error.asSkippable }
      running.values[index].note(error)
    }
  }

  /// Adds iterations to the execution of the last one, about which the same is known.
  ///
  /// - Parameter number: The number of the last of them, if they have numbers.
  /// - Precondition: there is a ``lastAdded``, and the numbers grow from its on.
  mutating func add(_ times: ArraySlice<Double>, number: Double?) {
    guard !times.isEmpty, var last = lastAdded else { return }
    last.number = number
    running.values[latest].add(times, like: last)
    lastAdded = last
  }

  /// Where an execution is that is under way, or begins.
  private mutating func index(of process: Process) -> Int {
    lastAdded = nil
    if latest < running.count, running.elements[latest].key == process { return latest }
    // Mostly it begins: it is looked up once, and what another one was is put back.
    let (known, index) = running.updateValue(
      Execution(), forKey: process, insertingAt: running.count)
    if let known { running.values[index] = known }
    latest = index
    return index
  }

  /// Notes that a part of an execution could not be read.
  mutating func refuse(_ process: Process, _ error: ResultsFileError) throws(ResultsFileError) {
    guard skipsInvalid else { throw error.asSkippable }
    running.values[index(of: process)].note(error)
  }

  /// Notes that an execution failed, which goes on until it is ended.
  mutating func fail(_ process: Process, _ outcome: ProcessExecution.Outcome = .crashed) {
    running.values[index(of: process)].outcome = outcome
  }

  /// Ends an execution that is under way, if one is.
  mutating func end(
    _ process: Process, _ outcome: ProcessExecution.Outcome? = nil,
    error: ResultsFileError? = nil
  ) {
    lastAdded = nil
    guard var execution = running.removeValue(forKey: process) else { return }
    execution.outcome = outcome ?? execution.outcome
    execution.note(error)
    ended.processes.append(process)
    ended.executions.append(execution)
  }

  /// Ends the executions that are under way.
  ///
  /// - Parameter error: What is wrong with executions that are still under way at the end.
  mutating func endAll(error: ((Process) -> ResultsFileError)? = nil) {
    lastAdded = nil
    if let error {
      for index in running.values.indices {
        running.values[index].note(error(running.keys[index]))
      }
    }
    if ended.processes.isEmpty {
      // In the memory that they have.
      ended = (running.keys.elements, running.values.elements)
    } else {
      ended.processes += running.keys
      ended.executions += running.values
    }
    running = [:]
  }

  /// Names the machine of the executions that do not have one.
  mutating func setMachine(_ machine: String?) {
    endAll()
    for index in ended.processes.indices where ended.processes[index].machine == nil {
      ended.processes[index].machine = machine
    }
  }

  /// Adds the executions to the results of a file.
  ///
  /// - Parameter warmup: How many of the iterations of an execution are warmup, where the
  ///   iterations do not say it themselves.
  mutating func add(
    to results: inout FileResults, warmup: (Process) -> Int? = { _ in nil }
  ) throws(ResultsFileError) {
    endAll()
    for unit in units { results.source.units.appendOnce(unit) }
    for (process, execution) in zip(ended.processes, ended.executions) {
      try results.add(
        executionOf: process.key, machine: process.machine, conditions: process.conditions
      ) { () throws(ResultsFileError) in
        if let error = execution.errors.first { throw error }
        guard execution.outcome == .completed, !execution.times.isEmpty else {
          return ProcessExecution(
            failed: execution.outcome == .completed ? .crashed : execution.outcome)
        }
        let count = execution.warmup ?? warmup(process).map { min($0, execution.times.count) }
        return ProcessExecution(times: execution.times, harnessWarmupIterations: count)
      }
    }
    ended = ([], [])
  }
}
