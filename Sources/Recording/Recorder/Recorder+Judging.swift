// SPDX-License-Identifier: GPL-3.0-or-later

import CLauncher
import Foundation
import ResultsFiles
import WarmupStats

extension Recorder {
  /// What came of a program that ended.
  func judged(
    _ outcome: ProgramRun.Outcome, _ reply: launcher_reply, of benchmark: RecordedBenchmark,
    output: String?
  ) -> RecordedExecution {
    var execution = RecordedExecution(flag: .completed, times: outcome.times)
    fill(&execution, from: reply)
    execution.output = outcome.output
    execution.errorOutput = outcome.errorOutput
    execution.steadyStop = outcome.steadyStop
    execution.stopped = outcome.stopped
    execution.warnings = outcome.warnings
    if reply.left_behind > 0, reply.timed_out == 0, outcome.stopped == nil {
      execution.warnings.append("it left processes behind, which were killed")
    }
    let wasStopped = outcome.stopped != nil
    if reply.timed_out != 0 {
      execution.flag = .timedOut
    } else if !wasStopped, let failure = failure(of: reply) {
      execution.flag = .failed
      execution.warnings.append(failure)
      explainMemory(&execution)
    }
    var trouble = outcome.trouble
    if execution.flag == .completed, trouble == nil {
      trouble = takeTimes(of: outcome, benchmark, output: output, into: &execution)
    }
    if execution.flag == .completed, trouble == nil, execution.times.isEmpty,
      execution.parts.isEmpty
    {
      trouble = "no time came from it; does it hand them over as --protocol says?"
    }
    if let trouble, execution.flag == .completed {
      execution.flag = .failed
      execution.times = []
      execution.warnings.append(trouble)
    }
    let count = execution.parts.values.map(\.count).min() ?? execution.times.count
    if let asked = benchmark.iterations, execution.flag == .completed, count < asked, !wasStopped {
      execution.isShort = true
      execution.warnings.append("fewer iterations came than were asked for")
    }
    return execution
  }

  /// Why cycles of the processor are not counted; `nil` if they are.
  static var missingCounters: String? {
    let error = launcher_cycles_error()
    guard error != 0 else { return nil }
    // A machine without counters has no such file; the others are a matter of rights.
    return error == ENOENT || error == ENOTSUP || error == ENOSYS
      ? "no cycle counts: this machine does not show counters of its processors"
      : "no cycle counts: \(POSIXFailure.reason(error)); sysctl kernel.perf_event_paranoid=1 allows "
        + "them"
  }

  /// What was counted; `nil` if nothing was.
  private static func known(_ count: Int64) -> Int? { count < 0 ? nil : Int(count) }

  private func fill(_ execution: inout RecordedExecution, from reply: launcher_reply) {
    execution.wallTime = Double(reply.end - reply.start) / 1e9
    execution.userTime = Double(reply.user_time) / 1e6
    execution.systemTime = Double(reply.system_time) / 1e6
    execution.peakMemory = Int(reply.peak_memory)
    execution.minorFaults = Int(reply.minor_faults)
    execution.majorFaults = Int(reply.major_faults)
    execution.voluntarySwitches = Int(reply.voluntary_switches)
    execution.involuntarySwitches = Int(reply.involuntary_switches)
    let counters = reply.counters
    execution.cycles = Self.known(counters.0)
    execution.instructions = Self.known(counters.1)
    execution.migrations = Self.known(counters.2)
    if execution.cycles != nil { execution.countsUserModeOnly = reply.counts_user_only != 0 }
    if launcher_exited(reply.status) != 0 {
      execution.exitCode = Int(launcher_exit_code(reply.status))
    } else {
      execution.signal = Int(launcher_end_signal(reply.status))
    }
  }

  /// Why a program that ended failed; `nil` if it did not.
  private func failure(of reply: launcher_reply) -> String? {
    guard launcher_exited(reply.status) != 0 else {
      let number = launcher_end_signal(reply.status)
      let name = unsafe strsignal(number).map { unsafe String(cString: $0) } ?? ""
      return "it was ended by signal \(number) (\(name))"
    }
    let code = Int(launcher_exit_code(reply.status))
    guard code != 0, let ignored = plan.ignoredExitCodes, !ignored.contains(code) else {
      return nil
    }
    return "it ended with exit code \(code)"
  }

  /// Names the limits that a failed program may have met.
  private func explainMemory(_ execution: inout RecordedExecution) {
    let limits = [
      plan.launch.heap.map { "--heap \($0)" }, plan.launch.stack.map { "--stack \($0)" },
      plan.launch.memory.map { "--memory \($0)" },
    ].compactMap(\.self)
    guard !limits.isEmpty else { return }
    execution.warnings.append(
      "it ran under \(limits.joined(separator: " ")) bytes; a limit of data counts mapped memory too"
    )
  }

  // MARK: - Times

  /// Takes the times that are there only once a program has ended; returns what is wrong with them.
  private func takeTimes(
    of outcome: ProgramRun.Outcome, _ benchmark: RecordedBenchmark, output: String?,
    into execution: inout RecordedExecution
  ) -> String? {
    switch benchmark.times {
    case .process:
      let time = processTime(execution.wallTime, of: benchmark)
      guard ProcessExecution.possibleTimes.contains(time) else {
        return "it took no longer than its shell to start, so that nothing is left of its time"
      }
      execution.times = [time]
      return nil
    case .lines, .memory: return nil
    case .krun:
      switch RunnerTimes.read(outcome.wholeOutput) {
      case .failure(let error): return error.description
      case .success(let values):
        execution.times = values.times
        execution.counters = values.counters
        return nil
      }
    case .reader(let format):
      return take(outcome.wholeOutput, named: "its output", as: format, benchmark, &execution)
    case .file(let path):
      let path = output ?? path
      do {
        let bytes = try FileBytes.read(at: path, maximumSize: 1 << 30)
        return take(bytes, named: path, as: nil, benchmark, &execution)
      } catch {
        return error.description
      }
    }
  }

  /// Takes times in a format that the library reads.
  private func take(
    _ bytes: [UInt8], named name: String, as format: ResultsFormat?,
    _ benchmark: RecordedBenchmark, _ execution: inout RecordedExecution
  ) -> String? {
    let results: ReadResults
    do {
      results = try ResultsFile.read(
        bytes, named: name,
        options: ReadingOptions(format: format, benchmark: benchmark.key.benchmark))
    } catch {
      return error.description
    }
    var parts: [String: [Double]] = [:]
    for (key, executions) in results.experiments.flatMap({ $0.executions.map { ($0, $1) } }) {
      guard executions.count == 1, parts[key.benchmark] == nil else {
        return "\(name): one execution of \(key) was expected, found \(executions.count); let the "
          + "harness start no processes of its own"
      }
      guard executions[0].outcome == .completed else { return "\(name): \(key) failed" }
      parts[key.benchmark] = executions[0].times
    }
    if parts.count == 1, let only = parts[benchmark.key.benchmark] {
      execution.times = only
    } else {
      execution.parts = parts
    }
    return nil
  }

  // MARK: - Audit of programs

  /// Adds what is known of the programs.
  func auditPrograms(into audit: inout [String: String]) throws(RecordingError) {
    for benchmark in plan.benchmarks {
      let words = benchmark.words(execution: 0, output: "{output}")
      let path = try ExecutableSearch.path(
        of: words[0], in: settings.environment["PATH"] ?? "/usr/bin:/bin")
      let name = benchmark.key.description
      audit["command: \(name)"] = words.joined(separator: " ")
      audit["environment: \(name)"] = auditedEnvironment(of: benchmark)
      if audit["sha256: \(path)"] == nil, let bytes = try? Data(contentsOf: URL(filePath: path)),
        bytes.count < 1 << 30
      {
        audit["sha256: \(path)"] = Checksum.sha256(Array(bytes))
      }
      guard settings.asksVersions, audit["version: \(path)"] == nil else { continue }
      let outcome = try runPlainly([path, "--version"], timeout: 2)
      let said = outcome?.output ?? outcome?.errorOutput
      audit["version: \(path)"] = said.map { String($0.prefix { !$0.isNewline }) } ?? "not told"
    }
  }

  /// The environment that all executions of a benchmark have in common, a line for each variable.
  ///
  /// Of an environment that was kept whole the names are written down, and the values only of what
  /// was given: others may be secrets. Names of users are left out where that was asked for.
  private func auditedEnvironment(of benchmark: RecordedBenchmark) -> String {
    var conditions = plan.launch
    conditions.padsEnvironment = false
    var environment = ProgramEnvironment.make(
      for: conditions, benchmark.environment, own: settings.environment, account: account,
      seed: plan.seed, stream: 0)
    if settings.isAnonymous {
      for name in ["HOME", "USER", "LOGNAME"] where !isGiven(name, benchmark) {
        environment[name] = nil
      }
    }
    return environment.sorted { $0.key < $1.key }
      .map { name, value in
        !conditions.keepsEnvironment || isGiven(name, benchmark) ? "\(name)=\(value)" : name
      }
      .joined(separator: "\n")
  }

  private func isGiven(_ name: String, _ benchmark: RecordedBenchmark) -> Bool {
    plan.launch.environment[name] != nil || benchmark.environment[name] != nil
  }
}
