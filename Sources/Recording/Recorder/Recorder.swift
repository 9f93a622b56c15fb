// SPDX-License-Identifier: GPL-3.0-or-later

import CLauncher
import Foundation
import ResultsFiles
import WarmupStats

/// Runs the programs of a plan, and writes down what came of each before it runs the next.
public final class Recorder {
  /// Where a recording goes, and how it is called.
  public struct Settings: Sendable {
    /// The results file.
    public var results: String
    /// The journal.
    public var journal: String
    /// The version of the program that records.
    public var program: String
    /// Whether names of hosts and users are left out of the audit.
    public var isAnonymous = false
    /// Whether a plan with more executions or keys may go on with the journal.
    public var continuesChanged = false
    /// Whether the seed of the plan was asked for; a resumed recording keeps its own otherwise.
    public var hasSeed = false
    /// Whether one execution is run only.
    public var runsOne = false
    /// Whether the version of each program is asked for, by `--version`.
    public var asksVersions = false
    /// Whether the time that a shell takes to start is subtracted from whole processes.
    public var subtractsShell = false
    /// The name of the machine; `nil` for its own.
    public var machineName: String?
    /// The environment of the recorder.
    public var environment: [String: String]

    /// Creates settings.
    public init(
      results: String, journal: String, program: String, environment: [String: String]
    ) {
      self.results = results
      self.journal = journal
      self.program = program
      self.environment = environment
    }
  }

  /// How a recording ended.
  public enum Ending: Sendable, Hashable {
    /// All is recorded.
    case complete
    /// The one execution that was asked for is recorded.
    case one
    /// There was nothing left to record.
    case nothingLeft
    /// The time is over; so many executions are left.
    case outOfTime(left: Int)
    /// A signal interrupted it.
    case interrupted(signal: Int32)
    /// The machine needs a new boot before the next execution.
    case needsBoot
  }

  /// How a warning begins that the kernel gave.
  static let kernelPrefix = "kernel: "

  var plan: RecordingPlan
  let settings: Settings
  let machine: Machine
  let control: RecorderControl
  let observer: (RecordingEvent) -> Void
  private let journal: Journal
  private(set) var state: RecordedState
  var launcher: Launcher
  private var kernelLog: KernelLog?
  private var remaining = RemainingTime()
  private var baseTemperatures: [String: Double]?
  private(set) var account: UserAccount?
  var shellStart = 0.0
  private var setUp: Set<Int> = []
  private var lastWritten: Int64 = 0
  private let began = launcher_now()

  /// Opens the journal, and checks that the plan can be recorded, or goes on, on this machine.
  ///
  /// - Throws: ``RecordingError`` for whatever keeps it from that.
  public init(
    _ plan: RecordingPlan, settings: Settings, machine: Machine, control: RecorderControl,
    observer: @escaping (RecordingEvent) -> Void
  ) throws(RecordingError) {
    self.plan = plan
    self.settings = settings
    self.machine = machine
    self.control = control
    self.observer = observer
    launcher = try Launcher.take()
    // A file that is too large is an error, and not the end; programs do not inherit this.
    _ = signal(SIGXFSZ, SIG_IGN)
    journal = try Journal(at: settings.journal)
    let content = try journal.recover()
    state = RecordedState(content.records)
    account = try plan.launch.user.map { name throws(RecordingError) in
      try UserAccount(named: name)
    }
    if state.plan != nil || content.cutBytes > 0 {
      observer(.resumed(executions: state.count, cutBytes: content.cutBytes))
    }
    try checkConditions()
    try agreeOnPlan()
    kernelLog = KernelLog(of: machine)
    // The recorder keeps off the processors that are measured on.
    if let cpus = plan.launch.cpus { Self.stayOff(cpus, on: machine) }
  }

  // MARK: - Before anything runs

  private func checkConditions() throws(RecordingError) {
    let conditions = machine.conditions(cpus: plan.launch.cpus)
    let refusing = conditions.filter(\.refuses)
    if plan.isStrict, let first = refusing.first {
      throw RecordingError(
        .refused,
        "--strict: \(first.name) is \(first.found)"
          + (first.advice.map { "; change it with: \($0)" } ?? "")
          + (refusing.count > 1 ? " (and \(refusing.count - 1) more; see --check)" : ""))
    }
    for condition in conditions where condition.state == .doubtful {
      observer(.note("\(condition.name): \(condition.found)"))
    }
    if let summary = conditions.summaryOfUnknown(isVirtual: machine.isVirtual) {
      observer(.note(summary))
    }
    if let missing = Self.missingCounters { observer(.note(missing)) }
    if geteuid() == 0, plan.launch.user == nil {
      observer(.note("programs run as root; --user NAME runs them as another user"))
    }
  }

  /// Goes on with the plan of the journal, or writes down this one.
  private func agreeOnPlan() throws(RecordingError) {
    let identity = MachineIdentity(of: machine)
    if let old = state.plan {
      if !settings.hasSeed { plan.seed = old.plan.seed }
      let others = identity.differences(from: old.machine)
      if let first = others.first {
        throw RecordingError(
          .unusable,
          "\(journal.path): its executions ran on another machine: \(first); name another journal")
      }
      if plan.isStrict, old.boot != machine.boot, !plan.needsFreshBoot {
        throw RecordingError(
          .refused, "--strict: the machine was started anew since the first execution")
      }
      if old.plan.seed != plan.seed {
        throw RecordingError(
          .unusable, "\(journal.path): its seed is \(old.plan.seed), not \(plan.seed)")
      }
      let differences = plan.differences(
        from: old.plan, allowsMore: settings.continuesChanged)
      if !differences.isEmpty {
        throw RecordingError(
          .unusable,
          "\(journal.path): another experiment was recorded there: "
            + differences.prefix(5).joined(separator: "; ")
            + "; name another file with -o"
            + (settings.continuesChanged
              ? "" : ", or go on with --continue-changed where only more is asked for"))
      }
      if old.plan == plan { return }
    }
    var audit = machine.audit(named: settings.isAnonymous ? "anonymous" : settings.machineName)
    audit["cycle_counts"] = Self.missingCounters ?? "counted"
    try auditPrograms(into: &audit)
    let record = JournalRecord.Plan(
      version: 1, program: settings.program,
      configurationHash: Checksum.sha256(Array(plan.configuration.utf8)), plan: plan,
      machine: identity, boot: machine.boot, audit: audit)
    try append(.plan(record), syncs: true)
  }

  /// Pins this process to processors that are not measured on, if there are others.
  private static func stayOff(_ cpus: [Int], on machine: Machine) {
    let all = machine.text("/sys/devices/system/cpu/online").flatMap { Machine.cpuList($0) } ?? []
    let others = all.filter { !cpus.contains($0) }
    guard !others.isEmpty else { return }
    var mask = [UInt8](repeating: 0, count: Int(LAUNCHER_CPU_BYTES))
    for cpu in others where cpu / 8 < mask.count { mask[cpu / 8] |= 1 << UInt8(cpu % 8) }
    _ = unsafe launcher_pin(mask)
  }

  func append(_ record: JournalRecord, syncs: Bool) throws(RecordingError) {
    try journal.append(record, syncs: syncs)
    state.apply(record)
  }

  // MARK: - All executions

  /// Records what is left.
  ///
  /// - Throws: ``RecordingError`` if a program cannot be run at all, or nothing can be written.
  public func record() throws(RecordingError) -> Ending {
    let ending = try control.watchingSuspension { () throws(RecordingError) in
      try recordAll()
    }
    try writeResults()
    return ending
  }

  private func recordAll() throws(RecordingError) -> Ending {
    if plan.benchmarks.contains(where: { $0.shell != nil }) { try measureShells() }
    var isNew = false
    var number = 0
    while let round = plan.order.round(number, of: currentCounts, seed: plan.seed) {
      var queue = round.filter { state.execution($0, of: plan) == nil }[...]
      while let slot = queue.popFirst() {
        if let signal = control.signal { return .interrupted(signal: signal) }
        if plan.needsFreshBoot, hasRunInThisBoot { return .needsBoot }
        if isOutOfTime(for: slot) { return .outOfTime(left: outstanding.reduce(0, +)) }
        isNew = true
        let isRecorded = try attempt(slot, remaining: remaining.estimate(of: outstanding))
        if let signal = control.signal { return .interrupted(signal: signal) }
        if !isRecorded { queue.append(slot) }
        if isRecorded, settings.runsOne { return .one }
        try writeResultsNowAndThen()
      }
      number += 1
    }
    for benchmark in plan.benchmarks.indices { try tearDown(benchmark) }
    guard isNew else { return .nothingLeft }
    if !state.isDone { try append(.done, syncs: true) }
    return .complete
  }

  /// How many executions each benchmark has; one that says no number needs its least time.
  private var currentCounts: [Int] {
    plan.benchmarks.map { benchmark in
      guard benchmark.executions == nil else { return benchmark.totalExecutions }
      let all = state.ended[benchmark.key.description] ?? [:]
      let measured = all.values.filter { !$0.isWarmup }
      let time = measured.reduce(0) { $0 + $1.wallTime }
      let isEnough =
        time >= RecordedBenchmark.leastTime || measured.contains { $0.flag != .completed }
      let count = max(
        RecordedBenchmark.leastExecutions, measured.count + (isEnough ? 0 : 1))
      return min(count, Self.mostExecutions) + benchmark.warmupExecutions
    }
  }

  /// How many executions of each benchmark are left.
  private var outstanding: [Int] {
    zip(plan.benchmarks, currentCounts).map { benchmark, count in
      count - (state.ended[benchmark.key.description]?.count ?? 0)
    }
  }

  /// The most executions of a benchmark that says no number.
  private static let mostExecutions = 10_000

  private var hasRunInThisBoot: Bool {
    let boot = machine.boot
    return boot != nil && state.ended.values.contains { $0.values.contains { $0.boot == boot } }
  }

  private func isOutOfTime(for slot: ExecutionOrder.Slot) -> Bool {
    guard let limit = plan.totalTime else { return false }
    let elapsed = Double(launcher_now() - began) / 1e9
    return elapsed + (remaining.estimate(of: slot.benchmark) ?? 0) > limit
  }

  /// How many nanoseconds lie between two results files at least: each is written anew.
  private static let writingInterval: Int64 = 2_000_000_000

  private func writeResultsNowAndThen() throws(RecordingError) {
    if launcher_now() - lastWritten > Self.writingInterval { try writeResults() }
  }

  /// Writes the results as far as they are known.
  func writeResults() throws(RecordingError) {
    guard state.count > 0 else { return }
    try RecordedResults(state, of: plan).write(to: settings.results)
    lastWritten = launcher_now()
    observer(.written)
  }

  // MARK: - One execution

  /// Runs an execution; returns whether it counts, or is to be run again.
  private func attempt(
    _ slot: ExecutionOrder.Slot, remaining left: Double?
  ) throws(RecordingError) -> Bool {
    let began = launcher_now()
    let benchmark = plan.benchmarks[slot.benchmark]
    let name = benchmark.key.description
    let tries = state.discarded[name]?[slot.execution] ?? 0
    let start = JournalRecord.Start(key: name, execution: slot.execution, attempt: tries + 1)
    try checkRoom()
    let total = benchmark.executions == nil ? nil : benchmark.totalExecutions
    observer(.started(benchmark.key, execution: slot.execution, of: total, remaining: left))
    var execution: RecordedExecution
    var reasons: [String] = []
    if let trouble = try prepare(slot.benchmark) {
      // What was interrupted is not recorded.
      if control.signal != nil { return false }
      execution = RecordedExecution(flag: .failed, times: [])
      execution.warnings = [trouble]
    } else {
      try awaitTemperature()
      if let seconds = plan.settlingTime {
        sync()
        Thread.sleep(forTimeInterval: seconds)
      }
      try append(.start(start), syncs: false)
      guard let found = try run(slot, start, reasons: &reasons, remaining: left) else {
        return false
      }
      execution = found
    }
    execution.attempt = tries + 1
    execution.isWarmup = slot.execution < benchmark.warmupExecutions
    remaining.add(Double(launcher_now() - began) / 1e9, of: slot.benchmark)
    if !reasons.isEmpty, execution.flag == .completed {
      let reason = reasons.joined(separator: "; ")
      if tries < plan.retries {
        try append(.discard(start, reason: reason), syncs: true)
        observer(.discarded(benchmark.key, execution: slot.execution, reason: reason))
        return false
      }
      execution.disturbance = reason
    }
    try appendEnd(.end(start, execution))
    observer(.ended(benchmark.key, execution: slot.execution, execution))
    if let words = plan.hooks.conclude, let trouble = try hook(words, "conclude") {
      observer(.note(trouble))
    }
    return true
  }

  /// Writes an execution down; where there is no room, tries once more.
  private func appendEnd(_ record: JournalRecord) throws(RecordingError) {
    do throws(RecordingError) {
      try append(record, syncs: true)
    } catch {
      Thread.sleep(forTimeInterval: 1)
      do throws(RecordingError) {
        try append(record, syncs: true)
      } catch {
        throw RecordingError(
          .notWritten,
          "\(error); make room and give the same command again: only the last execution is lost")
      }
    }
  }

  private func checkRoom() throws(RecordingError) {
    guard let free = journal.freeBytes, free < 10 * journal.averageSize else { return }
    throw RecordingError(
      .notWritten,
      "\(journal.path): \(free) bytes are free, and ten executions may need "
        + "\(10 * journal.averageSize); make room and give the same command again")
  }

  private func run(
    _ slot: ExecutionOrder.Slot, _ start: JournalRecord.Start, reasons: inout [String],
    remaining left: Double?
  ) throws(RecordingError) -> RecordedExecution? {
    let benchmark = plan.benchmarks[slot.benchmark]
    let output = try outputPath(of: benchmark)
    defer { if let output, output.isTemporary { unsafe unlink(output.path) } }
    let request = try request(for: slot, output: output?.path)
    var run = try ProgramRun(
      ProgramRun.Settings(
        times: benchmark.times, unit: benchmark.unit,
        capacity: max(1, min(benchmark.iterations ?? 1_000_000, TimeLines.mostTimes)),
        rule: benchmark.times.isLive ? plan.steadyRule : nil, longestTime: plan.longestTime,
        output: plan.launch.output, input: plan.launch.input),
      launcher: launcher, control: control)
    _ = kernelLog?.newWarnings()
    let registers = plan.clockRatio == nil ? nil : plan.launch.cpus ?? machine.allCPUs
    let before = MachineCounters(of: machine, registersOf: registers)
    let date = Date.now
    let key = benchmark.key
    let tell = observer
    let outcome = try run.run(
      request,
      onChunk: { times throws(RecordingError) in
        try append(.chunk(start, times), syncs: false)
      },
      onTick: plan.isStrict
        ? nil : { tell(.running(key, iterations: $0, last: $1, remaining: left)) })
    let after = MachineCounters(of: machine, registersOf: registers)
    switch outcome.ending {
    case .refused(let reason):
      throw RecordingError(.unusable, "\(key): \(reason)")
    case .launcherLost(let process):
      if let process { _ = launcher_kill_session(process) }
      launcher = try Launcher.take()
      try append(.discard(start, reason: "the launcher was killed"), syncs: true)
      return nil
    case .suspended:
      try append(.discard(start, reason: "the recorder was suspended"), syncs: true)
      return nil
    case .interrupted: return nil
    case .ended(let reply):
      var execution = judged(outcome, reply, of: benchmark, output: output?.path)
      execution.start = date.ISO8601Format()
      execution.before = before
      execution.after = after
      execution.boot = machine.boot
      execution.command = request.words
      execution.parameters = benchmark.parameters
      judgeMachine(before, after, reply, &execution, slot, &reasons)
      return execution
    }
  }

  private func judgeMachine(
    _ before: MachineCounters, _ after: MachineCounters, _ reply: launcher_reply,
    _ execution: inout RecordedExecution, _ slot: ExecutionOrder.Slot, _ reasons: inout [String]
  ) {
    let suspension =
      (reply.end_boot - reply.start_boot) - (reply.end_monotonic - reply.start_monotonic)
    let disturbance = Disturbance(
      from: before, to: after, wallTime: execution.wallTime, suspension: suspension,
      clockRatio: plan.clockRatio)
    execution.warnings += disturbance.warnings
    reasons += disturbance.reasons
    for (text, isSerious) in kernelLog?.newWarnings() ?? [] {
      execution.warnings.append(Self.kernelPrefix + text)
      if isSerious { reasons.append("the kernel warned: \(text)") }
    }
    // The first execution may have to read its program from the disk.
    if slot.execution > 0, execution.majorFaults > 0 {
      execution.warnings.append("pages had to be read from the disk")
    }
    if let first = before.memoryKills, let last = after.memoryKills, last > first,
      execution.signal == Int(SIGKILL), execution.flag == .failed
    {
      execution.warnings.append("it was killed by the OOM killer, since memory ran out")
    }
  }

  // MARK: - What a program gets

  /// Where a program writes its results, and whether the file goes with the execution.
  private func outputPath(
    of benchmark: RecordedBenchmark
  ) throws(RecordingError) -> (path: String, isTemporary: Bool)? {
    let isFresh = benchmark.command.contains { $0.contains("{output}") }
    if case .file(let path) = benchmark.times, !path.contains("{output}") {
      guard !FileManager.default.fileExists(atPath: path) else {
        throw RecordingError(
          .unusable,
          "\(path): a file that the program makes was expected, and it is there already; remove it, "
            + "or let the command name {output}")
      }
      return (path, true)
    }
    guard isFresh else { return nil }
    let folder = settings.environment["TMPDIR"] ?? "/tmp"
    let name = "warmup-stats-\(getpid())-\(UInt64.random(in: 0...(.max)))"
    return ("\(folder)/\(name).out", true)
  }

  private func request(
    for slot: ExecutionOrder.Slot, output: String?
  ) throws(RecordingError) -> LaunchRequest {
    let benchmark = plan.benchmarks[slot.benchmark]
    let words = benchmark.words(execution: slot.execution, output: output)
    var variables = benchmark.environment
    variables["WARMUP_STATS_EXECUTION"] = "\(slot.execution)"
    variables["WARMUP_STATS_ITERATIONS"] = benchmark.iterations.map(String.init)
    if benchmark.times.isLive { variables["WARMUP_STATS_FD"] = "3" }
    if benchmark.times.isLive, plan.steadyRule != nil { variables["WARMUP_STATS_STOP_FD"] = "4" }
    if benchmark.times == .memory { variables["WARMUP_STATS_MEMORY"] = "5" }
    let environment = ProgramEnvironment.make(
      for: plan.launch, variables, own: settings.environment, account: account, seed: plan.seed,
      stream: 1 << 40 + slot.benchmark << 20 + slot.execution)
    return LaunchRequest(
      program: try ExecutableSearch.path(
        of: words[0], in: settings.environment["PATH"] ?? "/usr/bin:/bin"),
      words: words, environment: environment, conditions: plan.launch, account: account,
      timeout: benchmark.timeout, descriptors: [])
  }

  // MARK: - Around an execution

  /// Runs what comes before an execution; returns why it cannot run, or `nil`.
  private func prepare(_ benchmark: Int) throws(RecordingError) -> String? {
    if setUp.insert(benchmark).inserted, let words = plan.hooks.setup,
      let trouble = try hook(words, "setup")
    {
      setUp.remove(benchmark)
      return trouble
    }
    guard let words = plan.hooks.prepare else { return nil }
    return try hook(words, "prepare")
  }

  private func tearDown(_ benchmark: Int) throws(RecordingError) {
    guard setUp.contains(benchmark), let words = plan.hooks.cleanup else { return }
    if let trouble = try hook(words, "cleanup") { observer(.note(trouble)) }
  }

  /// Runs a command that is not measured; returns what is wrong with it, or `nil`.
  private func hook(_ words: [String], _ name: String) throws(RecordingError) -> String? {
    guard let outcome = try runPlainly(words, timeout: nil) else { return "\(name): interrupted" }
    guard case .ended(let reply) = outcome.ending else {
      if case .refused(let reason) = outcome.ending { return "\(name): \(reason)" }
      return "\(name): interrupted"
    }
    guard launcher_exited(reply.status) != 0, launcher_exit_code(reply.status) == 0 else {
      let said = (outcome.errorOutput ?? outcome.output).map { ": \($0.prefix(200).trimmed)" } ?? ""
      return "\(name): \(quoted(words.joined(separator: " "))) failed\(said)"
    }
    return nil
  }

  /// Runs a command in the recorder's environment.
  func runPlainly(
    _ words: [String], timeout: Double?
  ) throws(RecordingError) -> ProgramRun.Outcome? {
    var conditions = LaunchConditions()
    conditions.keepsEnvironment = true
    conditions.padsEnvironment = false
    let request = LaunchRequest(
      program: try ExecutableSearch.path(
        of: words[0], in: settings.environment["PATH"] ?? "/usr/bin:/bin"),
      words: words, environment: settings.environment, conditions: conditions, account: nil,
      timeout: timeout, descriptors: [])
    var run = try ProgramRun(
      ProgramRun.Settings(
        times: .process, unit: "s", capacity: 1, rule: nil, longestTime: 0, output: .kept,
        input: nil),
      launcher: launcher, control: control)
    let outcome = try run.run(request, onChunk: { _ in }, onTick: nil)
    if case .launcherLost = outcome.ending {
      launcher = try Launcher.take()
      return nil
    }
    return outcome
  }

  /// How far temperatures may be from those before the first execution, in °C, and for how many
  /// seconds of the clock that is waited for.
  private static let allowedWarmth = 3.0
  private static let longestWait = 600.0

  /// Waits until the machine is about as warm as before the first execution.
  private func awaitTemperature() throws(RecordingError) {
    let start = launcher_now()
    while true {
      let now = MachineCounters(of: machine).temperatures
      guard let base = baseTemperatures else {
        baseTemperatures = now
        return
      }
      let differences = base.compactMap { name, value in now[name].map { $0 - value } }
      guard let worst = differences.max(by: { abs($0) < abs($1) }),
        abs(worst) > Self.allowedWarmth, control.signal == nil
      else { return }
      if Double(launcher_now() - start) / 1e9 > Self.longestWait {
        let text = "the temperature differs by \(worst) °C from the first after ten minutes"
        if plan.isStrict { throw RecordingError(.refused, "--strict: \(text)") }
        observer(.note(text))
        return
      }
      if worst > 0 {
        Thread.sleep(forTimeInterval: 1)
      } else {
        // Too cold: work for a second.
        let end = launcher_now() + 1_000_000_000
        while launcher_now() < end {}
      }
    }
  }
}

extension Machine {
  /// The numbers of all processors.
  var allCPUs: [Int] { cpuFolders.compactMap { Int($0.split(separator: "cpu").last ?? "") } }
}
