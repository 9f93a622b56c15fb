// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import OrderedCollections
import TestSupport
import Testing
import WarmupStats

/// Programs of all kinds, well and badly behaved, recorded by the program itself.
@Suite struct RecordedProgramTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// Records without running again what a busy machine disturbs.
  private func record(
    _ options: [String], _ words: [String], environment: [String: String] = [:]
  ) throws -> RecordRun.End {
    try RecordRun.of(
      ["record", "-q", "-o", "r.json", "--retries", "0"] + options + ["--"] + words, in: folder,
      environment: environment)
  }

  private func script(_ text: String) throws -> String {
    try Programs.script(text, as: "bench", in: folder)
  }

  /// The warnings of the first execution.
  private func warnings() throws -> [String] {
    try folder.record("r.json").first?["warnings"] as? [String] ?? []
  }

  // MARK: - Whole processes

  @Test func aProgramBecomesATableInOneLine() throws {
    let end = try RecordRun.of(
      ["record", "-n", "10", "--", try script("sleep 0.02\n"), "--size", "100"], in: folder)
    #expect(end.code == 0, "\(end.errors)")
    #expect(end.output.contains("single measurement"))
    let experiment = try folder.experiment("bench.krun.json")
    let key = try #require(experiment.executions.keys.first)
    #expect(key.description == "bench:bench:default")
    let times = experiment.executions[key]?.map(\.times) ?? []
    #expect(times.count == 10)
    #expect(times.allSatisfy { $0.count == 1 && $0[0] > 0.02 })
    let again = try RecordRun.of(
      ["classify", "--format", "csv", "bench.krun.json"], in: folder)
    #expect(again.code == 0 && again.output.contains("bench"))
  }

  @Test func aSmallProgramSeemsSmall() throws {
    #expect(try record(["-n", "1"], ["/bin/true"]).code == 0)
    let memory = try folder.record("r.json").first?["peak_memory"] as? Int ?? .max
    #expect(memory < 12 << 20, "\(memory)")
  }

  @Test func warmupExecutionsAreSetAsideWithTheirTimes() throws {
    #expect(try record(["-n", "3", "--warmup", "2"], ["/bin/true"]).code == 0)
    #expect(try folder.experiment("r.json").executions.values.first?.count == 3)
    let text = try String(contentsOfFile: folder.path("r.json"), encoding: .utf8)
    #expect(text.split(separator: "\"is_warmup\":true").count == 3)
  }

  /// The examples of README, as they stand there.
  @Test(
    .enabled(
      if: ["node", "python3"].allSatisfy { Programs.path(of: $0) != nil },
      "skipped: no node or python3"))
  func theExamplesOfREADMERun() throws {
    let readme = try String(
      contentsOf: Fixtures.packageRoot.appending(path: "README.md"), encoding: .utf8)
    let section = try #require(readme.split(separator: "## From a program to a table").last)
    let blocks = section.split(separator: "\n## ")[0].split(separator: "```sh\n").dropFirst()
      .map { $0.split(separator: "```")[0] }
    #expect(blocks.count == 2)
    _ = try script("sleep 0.01\n")
    try folder.put("for (let i = 0; i < 2000; i++) console.log(0.2);\n", as: "bench.js")
    try folder.put("for (let i = 0; i < 2000; i++) console.log(0.2);\n", as: "b.js")
    try folder.put("def run_iter(n):\n  pass\n", as: "bench.py")
    try folder.put("for i in range(2000): print(0.2, flush=True)\n", as: "b.py")
    try folder.put(
      """
      executions = 2
      [vms.sh]
      command = ["./bench"]
      [benchmarks]
      x = 1
      """, as: "experiment.toml")
    try folder.put("set -e\n" + blocks.joined(), as: "examples")
    let path = URL(filePath: RecordRun.program).deletingLastPathComponent().path
    let all = ProcessInfo.processInfo.environment["PATH"] ?? ""
    let end = try RecordRun.of(
      [], in: folder, environment: ["PATH": "\(path):\(all)"], through: "sh -e examples")
    #expect(end.code == 0, "\(end.errors)")
    for name in ["bench.json", "bench.html", "runner.py", "experiment.krun.json"] {
      #expect(FileManager.default.fileExists(atPath: folder.path(name)), "\(name)")
    }
  }

  // MARK: - Failures

  @Test func anExitCodeIsAFailureUnlessItIsIgnored() throws {
    let program = try script("exit 3\n")
    let end = try record(["-n", "2"], [program])
    #expect(end.code == 6)
    #expect(
      try folder.experiment("r.json").executions.values.first?.map(\.outcome)
        == [.crashed, .crashed])
    #expect(try warnings().contains("it ended with exit code 3"))
    for (codes, code) in [("3", 0), ("all", 0), ("4", 6)] as [(String, Int32)] {
      let name = "\(codes).json"
      let end = try RecordRun.of(
        ["record", "-q", "-n", "1", "-o", name, "--ignore-failure", codes, "--", program],
        in: folder)
      #expect(end.code == code, "\(codes)")
    }
  }

  @Test func aSignalIsAFailure() throws {
    let end = try record(["-n", "1"], [try script("kill -SEGV $$\n")])
    #expect(end.code == 6)
    #expect(try warnings().contains { $0.hasPrefix("it was ended by signal 11") })
  }

  @Test func whatCannotBeRunIsOneSentence() throws {
    try folder.put("#!/no/such/interpreter\n", as: "wrong")
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o755], ofItemAtPath: folder.path("wrong"))
    try folder.put("x", as: "plain")
    for (program, reason) in [
      ("./missing", "there is none"), ("no-such-program-anywhere", "in PATH"),
      ("./plain", "chmod +x"), ("./wrong", "No such file"), ("/", "may be executed"),
    ] {
      let end = try record(["-n", "1"], [program])
      #expect(end.code == 2, "\(program)")
      #expect(end.errors.contains(reason), "\(program): \(end.errors)")
      #expect(end.errors.split(separator: "\n").count == 1, "\(end.errors)")
      #expect(!FileManager.default.fileExists(atPath: folder.path("r.json")))
      try? FileManager.default.removeItem(atPath: folder.path("r.json.journal"))
    }
  }

  @Test(
    .enabled(if: Programs.path(of: "python3") != nil, "skipped: no python3"))
  func aLimitOfMemoryIsNamed() throws {
    try folder.put("x = bytearray(400 << 20)\n", as: "large.py")
    let end = try record(["-n", "1", "--memory", "100M"], ["python3", "large.py"])
    #expect(end.code == 6)
    #expect(try warnings().contains { $0.contains("--memory 104857600") })
    let fine = try RecordRun.of(
      ["record", "-q", "-n", "1", "-o", "f.json", "--memory", "2G", "--", "python3", "large.py"],
      in: folder)
    #expect(fine.code == 0)
  }

  // MARK: - Time-outs and what is left behind

  /// A program that ignores requests to end, and one that gets away into a session of its own.
  @Test(arguments: [
    "trap '' TERM\nsleep 600 &\nwhile :; do sleep 1; done\n",
    "setsid sleep 600 &\n(sleep 600 & sleep 600) &\nsleep 600\n",
  ])
  func aTimeOutLeavesNoProcess(text: String) throws {
    let mark = UUID().uuidString
    let end = try record(
      ["-n", "1", "--timeout", "300ms", "--env", "MARK=\(mark)"], [try script(text)])
    #expect(end.code == 6)
    #expect(try folder.experiment("r.json").executions.values.first?.map(\.outcome) == [.timedOut])
    #expect(folder.leftProcesses(marked: mark).isEmpty)
  }

  @Test func whatAProgramLeavesBehindIsKilledAndTold() throws {
    let mark = UUID().uuidString
    let end = try record(
      ["-n", "2", "--env", "MARK=\(mark)"], [try script("sleep 600 &\nsetsid sleep 600 &\n")])
    #expect(end.code == 0)
    #expect(try warnings().contains("it left processes behind, which were killed"))
    #expect(folder.leftProcesses(marked: mark).isEmpty)
    let tidy = try RecordRun.of(
      ["record", "-q", "-n", "1", "-o", "t.json", "--", "/bin/true"], in: folder)
    #expect(tidy.code == 0)
    #expect(try folder.record("t.json").first.map { "\($0)".contains("left processes") } == false)
  }

  @Test func theEnvironmentIsCleanAndTold() throws {
    let program = try script("env\n")
    let end = try record(
      ["-n", "1", "--env", "A=1 2", "--no-env-padding"], [program],
      environment: ["SECRET": "1", "TZ": "UTC"])
    #expect(end.code == 0)
    let output = try folder.record("r.json").first?["output"] as? String ?? ""
    let names = Set(output.split(separator: "\n").map { $0.prefix { $0 != "=" } })
    #expect(names.isSuperset(of: ["PATH", "LANG", "A", "TZ", "WARMUP_STATS_EXECUTION"]))
    #expect(!names.contains("SECRET"))
    #expect(output.contains("A=1 2\n"))
    // The audit has the whole of it, but for what differs between executions.
    let audited = try auditedEnvironment("r.json")
    #expect(audited.contains("A=1 2") && audited.contains("TZ=UTC"), "\(audited)")
    #expect(Set(audited.map { $0.prefix { $0 != "=" } }).isSubset(of: names))
    // Of what was kept it has the names, since values may be secret, and not who somebody is.
    let kept = try RecordRun.of(
      [
        "record", "-q", "-n", "1", "-o", "k.json", "--keep-env", "--anonymous", "--env", "A=3",
        "--",
        program,
      ], in: folder, environment: ["SECRET": "hidden", "HOME": "/home/somebody"])
    #expect(kept.code == 0)
    let keptNames = try auditedEnvironment("k.json")
    #expect(
      keptNames.contains("SECRET") && keptNames.contains("A=3") && !keptNames.contains("HOME"))
    #expect(!keptNames.contains { $0.contains("hidden") || $0.contains("somebody") })
  }

  private func auditedEnvironment(_ name: String) throws -> [String] {
    let data = try Data(contentsOf: folder.url.appending(path: name))
    let root = try JSONSerialization.jsonObject(with: data) as? [String: Any]
    let audit = try #require(root?["audit"] as? [String: String])
    let value = try #require(audit.first { $0.key.hasPrefix("environment: ") }?.value)
    return value.split(separator: "\n").map(String.init)
  }

  @Test func aTimeThatIsOverBeforeAnythingRanIsNoFailure() throws {
    let end = try record(["-n", "2", "--total-time", "1us"], ["/bin/true"])
    #expect(end.code == 0, "\(end.errors)")
    #expect(end.output.isEmpty && end.errors.contains("2 executions left"), "\(end.errors)")
    #expect(try record(["-n", "2"], ["/bin/true"]).code == 0)
    #expect(try folder.record("r.json").count == 2)
  }

  @Test(.enabled(if: Programs.canChangeUser, "skipped: only root changes users"))
  func anotherUserHasNoWayBack() throws {
    let program = try script("id -u; id -G; cat /proc/self/status | grep NoNewPrivs\n")
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o755], ofItemAtPath: folder.url.path)
    let end = try record(["-n", "1", "--user", "nobody"], [program])
    #expect(end.code == 0, "\(end.errors)")
    let output = try folder.record("r.json").first?["output"] as? String ?? ""
    let expected = unsafe getpwnam("nobody").pointee.pw_uid
    #expect(output.hasPrefix("\(expected)\n"), "\(output)")
    #expect(output.contains("NoNewPrivs:\t1"))
    for (user, reason) in [("root", "without special rights"), ("no-such", "existing user")] {
      let refused = try RecordRun.of(
        ["record", "-q", "-n", "1", "-o", "u.json", "--user", user, "--", program], in: folder)
      #expect(refused.code == 2 && refused.errors.contains(reason), "\(refused.errors)")
    }
  }

  @Test func processorsAndNicenessAreSet() throws {
    let end = try record(
      ["-n", "1", "--cpus", "0", "--nice", "5", "--stack", "4M", "--aslr", "off"],
      [
        try script(
          "grep Cpus_allowed_list /proc/self/status; nice; ulimit -s; cat /proc/self/personality; ls -l /proc/self/fd | wc -l\n"
        )
      ])
    #expect(end.code == 0, "\(end.errors)")
    let output = try folder.record("r.json").first?["output"] as? String ?? ""
    let lines = output.split(separator: "\n")
    #expect(lines.count == 5, "\(output)")
    #expect(lines.first?.hasSuffix("\t0") == true)
    #expect(lines.dropFirst().first == "5" && lines.dropFirst(2).first == "4096")
    #expect(lines.dropFirst(3).first == "00040000")
    // The heading, three standard descriptors, and the folder itself.
    #expect(lines.last.flatMap { Int($0) } == 5, "\(output)")
    let negative = try RecordRun.of(
      ["record", "-q", "-o", "n.json", "--nice", "-21", "--", "/bin/true"], in: folder)
    #expect(negative.code == 64 && negative.errors.contains("a number from -20 to 19"))
    let refused = try RecordRun.of(
      ["record", "-q", "-n", "1", "-o", "n.json", "--cpus", "900", "--", "/bin/true"], in: folder)
    #expect(refused.code == 2)
    #expect(refused.errors.contains("cannot run on processors 900"), "\(refused.errors)")
  }

  // MARK: - Shells, parameters, hooks

  @Test func aShellRunsOnlyWhereItIsAskedFor() throws {
    let refused = try RecordRun.of(
      ["record", "-q", "--vm", "a=echo x | cat", "--benchmark", "b"], in: folder)
    #expect(refused.code == 2 && refused.errors.contains("--shell"))
    let end = try RecordRun.of(
      [
        "record", "-n", "1", "-o", "r.json", "--shell", "--vm", "a=echo x | tr x y", "--benchmark",
        "b",
      ],
      in: folder)
    #expect(end.code == 0, "\(end.errors)")
    #expect(end.errors.contains("ms to start"))
    #expect(try folder.record("r.json").first?["output"] as? String == "y\n")
    let subtracted = try RecordRun.of(
      [
        "record", "-q", "-n", "5", "-o", "s.json", "--shell", "--subtract-shell", "--vm",
        "a=exec sleep 0.1", "--benchmark", "b",
      ], in: folder)
    #expect(subtracted.code == 0)
    let walls = try folder.record("s.json").compactMap { $0["wall_time"] as? Double }
    let times = try #require(try folder.experiment("s.json").executions.values.first).map(
      \.times[0])
    let differences = zip(walls, times).map { $0 - $1 }
    #expect(differences.allSatisfy { $0 > 0 && abs($0 - differences[0]) < 1e-9 })
  }

  @Test func parametersMakeVariants() throws {
    let end = try record(
      ["-n", "1", "--param", "n=1..3", "--param", "m=a,b"],
      [try script("echo $*\n"), "{n}-{m}", "{x}"])
    #expect(end.code == 0, "\(end.errors)")
    let keys = try folder.experiment("r.json").executions.keys.map(\.variant).sorted()
    #expect(keys == ["n=1,m=a", "n=1,m=b", "n=2,m=a", "n=2,m=b", "n=3,m=a", "n=3,m=b"])
    let outputs = try folder.record("r.json").compactMap { $0["output"] as? String }
    #expect(Set(outputs) == Set((1...3).flatMap { ["\($0)-a {x}\n", "\($0)-b {x}\n"] }))
  }

  @Test func hooksRunAroundExecutions() throws {
    let hook = try Programs.script("echo $1 >> log\n", as: "hook", in: folder)
    let end = try record(
      ["-n", "2"]
        + ["setup", "prepare", "conclude", "cleanup"].flatMap { ["--\($0)", "\(hook) \($0)"] },
      [try script("echo run >> log\n")])
    #expect(end.code == 0, "\(end.errors)")
    let log = try String(contentsOfFile: folder.path("log"), encoding: .utf8)
    #expect(
      log.split(separator: "\n").joined(separator: " ")
        == "setup prepare run conclude prepare run conclude cleanup")
    let failing = try RecordRun.of(
      ["record", "-q", "-n", "1", "-o", "h.json", "--prepare", "/bin/false", "--", "./bench"],
      in: folder)
    #expect(failing.code == 6)
    let record = try folder.record("h.json")
    #expect("\(record)".contains("prepare: "))
  }
}
