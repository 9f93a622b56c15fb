// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import OrderedCollections
import TestSupport
import Testing
import WarmupStats

/// Recordings that are killed, interrupted, refused or out of room, and go on.
@Suite(.serialized) struct ResumedRecordingTests {
  private let folder: TemporaryFolder
  private let mark = UUID().uuidString

  init() throws {
    folder = try TemporaryFolder()
    _ = try Programs.script("sleep 0.02; echo 0.01; echo 0.02\n", as: "bench", in: folder)
  }

  /// Waits here and now: a task that sleeps may be woken late, when the recording is over.
  private func pause(milliseconds: Int) {
    Thread.sleep(forTimeInterval: Double(milliseconds) / 1000)
  }

  /// An experiment of three keys with three executions each.
  private func words(_ results: String, _ more: [String] = []) -> [String] {
    [
      "record", "--progress", "plain", "-n", "3", "-i", "2", "--seed", "7", "-o", results,
      "--env", "MARK=\(mark)", "--benchmark", "x", "--vm", "a=./bench", "--vm", "b=./bench",
      "--vm", "c=./bench",
    ] + more
  }

  /// The keys and numbers of the executions that ended, in the order of the journal.
  private func order(_ results: String) throws -> [String] {
    let text = try String(contentsOfFile: folder.path("\(results).journal"), encoding: .utf8)
    return text.split(separator: "\n").compactMap { line in
      guard let place = line.firstRange(of: "{\"end\":"),
        let start = line[place.upperBound...].firstRange(of: "\"execution\":"),
        let data = String(line[place.lowerBound...]).data(using: .utf8),
        let root = try? JSONSerialization.jsonObject(with: data) as? [String: Any],
        let end = root["end"] as? [String: Any], let first = end["_0"] as? [String: Any]
      else { return nil }
      _ = start
      return "\(first["key"] ?? "") \(first["execution"] ?? "")"
    }
  }

  private func expectComplete(_ results: String, like other: String) throws {
    let found = try folder.experiment(results).executions
    let expected = try folder.experiment(other).executions
    #expect(found.keys.sorted() == expected.keys.sorted())
    for (key, executions) in found {
      #expect(executions.map(\.times) == expected[key]?.map(\.times))
      #expect(executions.allSatisfy { $0.outcome == .completed })
    }
    #expect(try order(results).sorted() == order(other).sorted())
  }

  /// The process that starts programs for a recorder.
  private func children(of process: Int32, named name: String? = nil) -> [Int32] {
    let all = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
    return all.compactMap(Int32.init).filter { number in
      guard let stat = try? String(contentsOfFile: "/proc/\(number)/stat", encoding: .utf8),
        let close = stat.lastIndex(of: ")")
      else { return false }
      let parent = stat[stat.index(close, offsetBy: 2)...].split(separator: " ")[1]
      return Int32(parent) == process
    }
  }

  private func waitUntilGone() throws {
    for _ in 0..<200 where !folder.leftProcesses(marked: mark).isEmpty {
      pause(milliseconds: 20)
    }
    #expect(folder.leftProcesses(marked: mark).isEmpty)
  }

  /// How many kills there are: few each day, and as many as the environment says.
  private static let kills =
    ProcessInfo.processInfo.environment["WARMUP_STATS_KILLS"].flatMap { Int($0) } ?? 9

  /// Kills the recorder, the process that starts programs, or the program, at random moments; what
  /// is recorded in the end is what an uninterrupted run records, and no process is left.
  @Test func nothingIsLostByKills() throws {
    #expect(try RecordRun.of(words("whole.json"), in: folder).code == 0)
    var generator = SplitMix64(seed: 20_260_101)
    var inTheMiddle = 0
    var kills = 0
    while kills < Self.kills {
      let results = "r\(kills).json"
      var isKilled = true
      while isKilled, kills < Self.kills {
        let run = try RecordRun(words(results), in: folder)
        pause(until: Int.random(in: 0..<9, using: &generator), of: results, in: run)
        pause(milliseconds: Int.random(in: 0..<20, using: &generator))
        if try killPart(kills % 3, of: run.process) { inTheMiddle += 1 }
        kills += 1
        let end = try run.end()
        #expect([0, 6, -9].contains(end.code), "\(end.code) \(end.errors)")
        isKilled = end.code == -9
        try waitUntilGone()
      }
      let end = try RecordRun.of(words(results), in: folder)
      // A program that was killed counts as one that crashed, since nothing says who did it.
      #expect(end.code == 0 || end.code == 6, "\(end.errors)")
      if end.code == 0 { try expectComplete(results, like: "whole.json") }
      let ended = try order(results)
      #expect(ended.count == 9 && Set(ended).count == 9, "\(ended)")
    }
    #expect(inTheMiddle * 2 > kills)
  }

  /// Waits until so many executions stand in the journal, or the run is over.
  private func pause(until count: Int, of results: String, in run: RecordRun) {
    while run.process.isRunning, ((try? order(results)) ?? []).count < count {
      pause(milliseconds: 2)
    }
  }

  /// Kills the recorder (0), the process that starts programs (1), or the program (2), as far as
  /// there is one; returns whether the recorder was at work.
  private func killPart(_ part: Int, of recorder: Process) throws -> Bool {
    guard recorder.isRunning else { return false }
    let number = recorder.processIdentifier
    let starter = part > 0 ? children(of: number).first : nil
    let program = part > 1 ? starter.flatMap { children(of: $0).first } : nil
    kill(program ?? starter ?? number, SIGKILL)
    return true
  }

  /// A journal that is cut anywhere leads to the same experiment.
  @Test func aJournalThatWasCutGoesOn() throws {
    #expect(try RecordRun.of(words("whole.json"), in: folder).code == 0)
    let journal = try Data(contentsOf: folder.url.appending(path: "whole.json.journal"))
    for part in [0.0, 0.31, 0.62, 0.97] {
      let name = "cut\(part).json"
      let length = Int(exactly: (part * Double(journal.count)).rounded()) ?? 0
      try journal.prefix(length).write(to: folder.url.appending(path: "\(name).journal"))
      let end = try RecordRun.of(words(name), in: folder)
      #expect(end.code == 0, "\(end.errors)")
      try expectComplete(name, like: "whole.json")
    }
  }

  @Test(arguments: [(SIGINT, 130), (SIGTERM, 143)] as [(Int32, Int32)])
  func anInterruptionFinishesWritingAndTheSameCommandGoesOn(
    signal: Int32, code: Int32
  ) throws {
    let run = try RecordRun(words("r.json", ["--prepare", "/bin/sleep 0.1"]), in: folder)
    pause(milliseconds: 700)
    kill(run.process.processIdentifier, signal)
    let end = try run.end()
    #expect(end.code == code, "\(end.errors)")
    #expect(end.errors.contains("resumes"))
    try waitUntilGone()
    let more = try RecordRun.of(words("r.json", ["--prepare", "/bin/sleep 0.1"]), in: folder)
    #expect(more.code == 0 && more.errors.contains("goes on"))
    #expect(try order("r.json").count == 9)
  }

  /// The state of a process, such as T for one that is stopped.
  private func state(of process: Int32) -> Character? {
    let stat = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8)
    return stat?.split(separator: ")").last?.first { !$0.isWhitespace }
  }

  private func wait(for process: Int32, until isReached: (Character?) -> Bool) -> Bool {
    for _ in 0..<500 {
      if isReached(state(of: process)) { return true }
      pause(milliseconds: 10)
    }
    return false
  }

  @Test func aSuspensionStopsTheProgramTooAndTheExecutionRunsAgain() throws {
    // Long enough the first time for a busy machine to suspend it.
    _ = try Programs.script(
      "[ -e begun ] || { : > begun; sleep 5; }\necho 1; echo 2\n", as: "long", in: folder)
    // What a busy machine disturbs would else be a third attempt.
    let run = try RecordRun(
      ["record", "-n", "1", "-i", "2", "--retries", "0", "-o", "r.json", "--", "./long"],
      in: folder)
    let recorder = run.process.processIdentifier
    for _ in 0..<1000 where !FileManager.default.fileExists(atPath: folder.path("begun")) {
      pause(milliseconds: 5)
    }
    let program = children(of: recorder).first.flatMap { children(of: $0).first }
    let measured = try #require(program)
    kill(recorder, SIGTSTP)
    #expect(wait(for: recorder) { $0 == "T" })
    #expect(wait(for: measured) { $0 == "T" || $0 == nil })
    kill(recorder, SIGCONT)
    let end = try run.end()
    #expect(end.code == 0, "\(end.errors)")
    #expect(try folder.record("r.json").first?["attempt"] as? Int == 2)
    #expect(try folder.experiment("r.json").executions.values.first?.map(\.times) == [[1, 2]])
  }

  @Test func oneExecutionAtATime() throws {
    // What the machine disturbs would else be taken again later, at another point of the order.
    let never = ["--retries", "0"]
    for number in 1...9 {
      #expect(try RecordRun.of(words("r.json", never + ["--one"]), in: folder).code == 0)
      #expect(try order("r.json").count == number)
    }
    #expect(try RecordRun.of(words("r.json", never + ["--one"]), in: folder).code == 9)
    #expect(try RecordRun.of(words("w.json", never), in: folder).code == 0)
    #expect(try order("r.json") == order("w.json"))
  }

  @Test func anotherExperimentIsRefusedAndMoreOfItIsNot() throws {
    #expect(try RecordRun.of(words("r.json"), in: folder).code == 0)
    let before = try Data(contentsOf: folder.url.appending(path: "r.json"))
    for (more, reason) in [
      (["-n", "4"], "there were 3 executions"), (["-i", "3"], "number of iterations"),
      (["--seed", "8"], "its seed is 7"), (["--vm", "d=./bench"], "is new"),
      (["--nice", "3"], "what programs run under"),
    ] {
      let end = try RecordRun.of(words("r.json", more), in: folder)
      #expect(end.code == 2 && end.errors.contains(reason), "\(more) \(end.errors)")
    }
    #expect(try Data(contentsOf: folder.url.appending(path: "r.json")) == before)
    let more = ["-n", "4", "--vm", "d=./bench", "--continue-changed"]
    #expect(try RecordRun.of(words("r.json", more), in: folder).code == 0)
    let counts = try folder.experiment("r.json").executions.values.map(\.count)
    #expect(counts == [4, 4, 4, 4])
  }

  /// Without -o, another command under the same name of a benchmark gets a number, and each command
  /// finds its own results again; nothing is ever replaced.
  @Test func commandsOfOneNameGetFilesOfTheirOwn() throws {
    for number in 1...3 {
      _ = try Programs.script("exit 0\n", as: "\(number)/run", in: folder)
    }
    func record(_ words: [String]) throws -> RecordRun.End {
      try RecordRun.of(["record", "--progress", "none", "-n", "2", "--"] + words, in: folder)
    }
    let names = ["run.krun.json", "run-2.krun.json", "run-3.krun.json"]
    for (number, name) in zip(1..., names) {
      let end = try record(["\(number)/run"])
      #expect(end.code == 0 && end.errors.contains("the results are in \(name)"), "\(end.errors)")
      #expect(end.errors.contains("is of another command") == (number > 1))
    }
    let before = try names.map { try Data(contentsOf: folder.url.appending(path: $0)) }
    let again = try record(["2/run"])
    #expect(again.code == 0 && again.errors.contains("the results are in run-2.krun.json"))
    #expect(try names.map { try Data(contentsOf: folder.url.appending(path: $0)) } == before)
    // Other words are another command, and results without a journal are somebody's.
    try folder.put("mine", as: "run-4.krun.json")
    let other = try record(["1/run", "x"])
    #expect(other.errors.contains("the results are in run-5.krun.json"), "\(other.errors)")
    #expect(try String(contentsOfFile: folder.path("run-4.krun.json"), encoding: .utf8) == "mine")
    // More executions of a command are the same recording, and said to be more.
    let more = try RecordRun.of(["record", "-q", "-n", "3", "--", "2/run"], in: folder)
    #expect(more.code == 2 && more.errors.contains("run-2.krun.json.journal"), "\(more.errors)")
  }

  @Test func anotherMachineIsRefused() throws {
    let root = folder.path("root")
    func make(_ processor: String) throws {
      try folder.put("processor : 0\nmodel name : \(processor)\n", as: "root/proc/cpuinfo")
    }
    try make("A")
    let more = ["--machine-root", root]
    #expect(try RecordRun.of(words("r.json", more), in: folder).code == 0)
    try make("B")
    let end = try RecordRun.of(words("r.json", more), in: folder)
    #expect(end.code == 2 && end.errors.contains("another machine: the processor was A"))
  }

  @Test func resultsCanAlwaysBeMadeAnew() throws {
    for name in ["r.json", "r.json.bz2", "r.json.gz", "r.json.xz", "r.json.zst"] {
      #expect(try RecordRun.of(words(name), in: folder).code == 0)
      let first = try Data(contentsOf: folder.url.appending(path: name))
      try FileManager.default.removeItem(atPath: folder.path(name))
      let end = try RecordRun.of(words(name, ["--from-journal"]), in: folder)
      #expect(end.code == 0 && end.output.contains("Warmup"), "\(end.errors)")
      #expect(try Data(contentsOf: folder.url.appending(path: name)) == first)
      try expectComplete(name, like: name)
    }
  }

  // MARK: - Disturbances and conditions

  /// A counter of throttles that rises while a program runs.
  @Test func aDisturbedExecutionRunsAgain() throws {
    try folder.put("0", as: "root/sys/devices/system/cpu/cpu0/thermal_throttle/core_throttle_count")
    let count = folder.path("root/sys/devices/system/cpu/cpu0/thermal_throttle/core_throttle_count")
    let program = try Programs.script(
      "read n < '\(count)'; if [ $n -lt 2 ]; then echo $((n+1)) > '\(count)'; fi; echo 1\n",
      as: "hot", in: folder)
    let end = try RecordRun.of(
      [
        "record", "--machine-root", folder.path("root"), "-n", "1", "-i", "1", "-o", "r.json", "--",
        program,
      ], in: folder)
    #expect(end.code == 0)
    #expect(
      end.errors.contains("2 executions: it ran again: a processor was throttled"), "\(end.errors)")
    let execution = try #require(try folder.record("r.json").first)
    #expect(execution["attempt"] as? Int == 3)
    #expect(execution["disturbance"] == nil)
    // Where it is always disturbed, it is kept after its retries, and marked.
    try folder.put("echo $(( $(cat '\(count)') + 1 )) > '\(count)'; echo 1\n", as: "always")
    let kept = try RecordRun.of(
      [
        "record", "--machine-root", folder.path("root"), "-n", "1", "-i", "1", "--retries", "1",
        "-o", "k.json", "--", "/bin/sh", "always",
      ], in: folder)
    #expect(kept.code == 0)
    let last = try #require(try folder.record("k.json").first)
    #expect(last["attempt"] as? Int == 2 && last["flag"] as? String == "C")
    #expect((last["disturbance"] as? String)?.contains("throttled") == true)
  }

  @Test func aStrictRecordingIsRefusedWithTheCommandThatHelps() throws {
    try folder.put("0", as: "root/sys/devices/system/cpu/intel_pstate/no_turbo")
    let end = try RecordRun.of(
      words("r.json", ["--strict", "--machine-root", folder.path("root")]), in: folder)
    #expect(end.code == 7)
    #expect(end.errors.contains("turbo mode is on") && end.errors.contains("no_turbo"))
    #expect(try order("r.json").isEmpty)
  }

  // MARK: - Room and rights

  @Test func aFullDiskEndsWithWhatThereIsAndGoesOn() throws {
    // A limit of 4 blocks of 512 bytes on each file: neither the plan nor anything else fits.
    let none = try RecordRun.of(
      words("n.json"), in: folder, through: #"ulimit -f 4; trap '' XFSZ; exec "$0" "$@""#)
    #expect(none.code == 8, "\(none.errors)")
    // One of 10 KiB holds the plan and some executions.
    let some = try RecordRun.of(
      words("s.json"), in: folder, through: #"ulimit -f 20; trap '' XFSZ; exec "$0" "$@""#)
    #expect(some.code == 8 && some.errors.contains("cannot be written"), "\(some.errors)")
    let before = try order("s.json")
    #expect(before.count < 9)
    #expect(try RecordRun.of(words("s.json"), in: folder).code == 0)
    #expect(try Array(order("s.json").prefix(before.count)) == before)
    #expect(try order("s.json").count == 9)
  }

  /// A file system of 16 KiB, where it may be mounted.
  @Test(.enabled(if: geteuid() == 0, "skipped: only root mounts"))
  func aFullFileSystemEndsWithWhatThereIs() throws {
    let disk = folder.path("disk")
    try FileManager.default.createDirectory(atPath: disk, withIntermediateDirectories: true)
    guard
      (try? Programs.run("/bin/mount", ["-t", "tmpfs", "-o", "size=16k", "none", disk])) != nil
    else { return }
    defer { try? Programs.run("/bin/umount", ["-l", disk]) }
    let end = try RecordRun.of(words("disk/r.json"), in: folder)
    #expect(end.code == 8, "\(end.errors)")
    #expect(end.errors.contains("make room"), "\(end.errors)")
  }

  /// A file system of 64 KiB that fills up on the way: what is there is whole, and with more room the
  /// same command goes on.
  @Test(.enabled(if: geteuid() == 0, "skipped: only root mounts"))
  func aFileSystemThatFillsUpKeepsWhatItHas() throws {
    let disk = folder.path("disk")
    try FileManager.default.createDirectory(atPath: disk, withIntermediateDirectories: true)
    guard
      (try? Programs.run("/bin/mount", ["-t", "tmpfs", "-o", "size=64k", "none", disk])) != nil
    else { return }
    defer { try? Programs.run("/bin/umount", ["-l", disk]) }
    // Each execution says as much as fills the disk before the last of them.
    _ = try Programs.script(
      "echo 0.01; echo 0.02; head -c 9000 /dev/zero | tr '\\0' x\n", as: "bench", in: folder)
    let end = try RecordRun.of(words("disk/r.json"), in: folder)
    #expect(end.code == 8, "\(end.errors)")
    let before = try order("disk/r.json")
    #expect((1..<9).contains(before.count), "\(before)")
    try Programs.run("/bin/mount", ["-o", "remount,size=10m", disk])
    #expect(try RecordRun.of(words("disk/r.json"), in: folder).code == 0)
    #expect(try Array(order("disk/r.json").prefix(before.count)) == before)
    #expect(try order("disk/r.json").count == 9)
  }

  @Test func aFolderThatIsOnlyReadIsOneSentence() throws {
    let path = folder.path("read-only")
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    // Root may write into any folder but one of a file system that nobody may write to.
    if geteuid() == 0 {
      guard (try? Programs.run("/bin/mount", ["-t", "tmpfs", "-o", "ro", "none", path])) != nil
      else { return }
    } else {
      try FileManager.default.setAttributes([.posixPermissions: 0o555], ofItemAtPath: path)
    }
    defer { if geteuid() == 0 { try? Programs.run("/bin/umount", ["-l", path]) } }
    let end = try RecordRun.of(words("read-only/r.json", ["-q"]), in: folder)
    #expect(end.code == 2, "\(end.errors)")
    #expect(end.errors.contains("read-only/r.json.journal: the journal cannot be opened"))
    #expect(end.errors.split(separator: "\n").count == 1, "\(end.errors)")
  }

  /// A machine that shows nothing below /sys: everything works, and one line says what is not seen.
  @Test(.enabled(if: geteuid() == 0, "skipped: only root mounts"))
  func aMachineWithoutSysIsRecordedOn() throws {
    let end = try RecordRun.of(
      words("r.json"), in: folder,
      through: #"exec unshare -m sh -c 'mount -t tmpfs none /sys && exec "$0" "$@"' "$0" "$@""#)
    #expect(end.code == 0, "\(end.errors)")
    #expect(end.errors.split(separator: "\n").count { $0.contains("cannot be seen here") } == 1)
    #expect(try folder.record("r.json").count == 9)
    let check = try RecordRun.of(
      ["record", "--check"], in: folder,
      through: #"exec unshare -m sh -c 'mount -t tmpfs none /sys && exec "$0" "$@"' "$0" "$@""#)
    for name in ["frequency governor", "turbo mode", "threads per core (SMT)"] {
      let line = check.output.split(separator: "\n").first { $0.hasPrefix(name) }
      #expect(line?.contains("unknown") == true, "\(check.output)")
    }
  }

  @Test func aSecondRecorderAndAFolderWithoutRights() throws {
    let first = try RecordRun(words("r.json"), in: folder)
    for _ in 0..<200 where !FileManager.default.fileExists(atPath: folder.path("r.json.journal")) {
      pause(milliseconds: 5)
    }
    let second = try RecordRun.of(words("r.json"), in: folder)
    #expect(second.code == 2 && second.errors.contains("another recorder"), "\(second.errors)")
    #expect(try first.end().code == 0)
    let missing = try RecordRun.of(words("no/such/folder/r.json"), in: folder)
    #expect(missing.code == 2 && missing.errors.contains("cannot be opened"), "\(missing.errors)")
  }

  @Test func anExperimentOfAFileIsRecorded() throws {
    try folder.put(
      """
      executions = 2
      iterations = 2
      seed = 3
      [vms.a]
      command = ["./bench"]
      [vms.b]
      command = ["./bench", "{parameter}"]
      [benchmarks]
      x = 1
      y = "two"
      """, as: "e.toml")
    let end = try RecordRun.of(["record", "e.toml"], in: folder)
    #expect(end.code == 0, "\(end.errors)")
    let experiment = try folder.experiment("e.krun.json")
    #expect(experiment.executions.count == 4)
    let text = try String(contentsOfFile: folder.path("e.krun.json"), encoding: .utf8)
    #expect(text.contains("\"config\":\"executions = 2\\n"))
    for key in [
      "wallclock_times", "core_cycle_counts", "aperf_counts", "mperf_counts", "pexec_flags",
      "eta_estimates", "audit", "config", "error_flag", "record",
    ] { #expect(text.contains("\"\(key)\":"), "\(key)") }
    let plan = try RecordRun.of(["record", "--dry-run", "e.toml"], in: folder)
    #expect(plan.code == 0 && plan.output.contains("round 2: "))
    // Another command for what has data is refused, more executions are not where that is asked for.
    let old = try String(contentsOfFile: folder.path("e.toml"), encoding: .utf8)
    try folder.put(old.replacing("[\"./bench\"]", with: "[\"./bench\", \"-x\"]"), as: "e.toml")
    for more in [[], ["--continue-changed"]] {
      let changed = try RecordRun.of(["record", "-q"] + more + ["e.toml"], in: folder)
      #expect(changed.code == 2, "\(changed.errors)")
      #expect(changed.errors.contains("the command was \"./bench\", and is \"./bench -x\""))
    }
    try folder.put(old.replacing("executions = 2", with: "executions = 3"), as: "e.toml")
    #expect(try RecordRun.of(["record", "-q", "e.toml"], in: folder).code == 2)
    let more = try RecordRun.of(["record", "-q", "--continue-changed", "e.toml"], in: folder)
    #expect(more.code == 0, "\(more.errors)")
    #expect(try folder.record("e.krun.json").count == 12)
  }
}
