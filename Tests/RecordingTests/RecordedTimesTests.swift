// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import OrderedCollections
import Recording
import ResultsFiles
import TestSupport
import Testing
import WarmupStats

/// Times that programs hand over, by every protocol, and the runners.
@Suite struct RecordedTimesTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func record(_ options: [String], _ words: [String]) throws -> RecordRun.End {
    try RecordRun.of(
      ["record", "-q", "-o", "r.json"] + options + ["--"] + words, in: folder)
  }

  private func times() throws -> [[Double]] {
    try folder.experiment("r.json").executions.values.first?.map(\.times) ?? []
  }

  private func script(_ text: String) throws -> String {
    try Programs.script(text, as: "bench", in: folder)
  }

  private func firstWarnings() throws -> [String] {
    try folder.record("r.json").first?["warnings"] as? [String] ?? []
  }

  // MARK: - Protocols

  @Test func linesComeFromTheOutputOrDescriptorThree() throws {
    var end = try record(
      ["-n", "2", "-i", "3"],
      [try script("echo hello; echo 1; echo '2 ms'; echo nan; echo 1,5; printf 3\n")])
    #expect(end.code == 0, "\(end.errors)")
    #expect(try times() == [[1, 0.002, 3], [1, 0.002, 3]])
    #expect(try folder.record("r.json").first?["output"] as? String == "hello\nnan\n1,5\n")
    try? FileManager.default.removeItem(atPath: folder.path("r.json.journal"))
    end = try record(
      ["-n", "1", "-i", "2", "--unit", "ms"],
      [
        try script(
          "echo 7; echo 1 >&3; echo 2 >&$WARMUP_STATS_FD; test $WARMUP_STATS_ITERATIONS = 2\n")
      ])
    #expect(end.code == 0, "\(end.errors)")
    #expect(try times() == [[0.001, 0.002]])
  }

  @Test(arguments: [
    ("echo 1; echo 0\n", "line 2 of its times: a time above 0"),
    ("echo 1 >&3; echo nan >&3\n", "line 2 of its times: a number"),
    ("echo 1 >&3; printf '1\\0' >&3\n", "line 2 of its times: a number"),
    ("echo 1,5 >&3\n", "line 1 of its times: a number"),
    ("exec 3>&-\n", "no time came from it"),
    ("echo 1\nexit 3\n", "it ended with exit code 3"),
  ])
  func mistakesAreToldAndNothingIsGuessed(text: String, warning: String) throws {
    let end = try record(["-n", "1", "--protocol", "lines"], [try script(text)])
    #expect(end.code == 6)
    #expect(try times() == [[]])
    let found = try firstWarnings()
    #expect(found.contains { $0.hasPrefix(warning) }, "\(found)")
  }

  @Test func fewerIterationsThanAskedForAreKeptAndTold() throws {
    #expect(try record(["-n", "1", "-i", "5"], [try script("echo 1; echo 2\n")]).code == 0)
    #expect(try times() == [[1, 2]])
    #expect(try folder.record("r.json").first?["is_short"] as? Bool == true)
  }

  /// A million lines where there is time, and a tenth of it each day.
  @Test func manyLinesAreTaken() throws {
    let count = Programs.isLong ? 1_000_000 : 100_000
    let end = try record(
      ["-n", "1", "--protocol", "lines"],
      [try script("awk 'BEGIN { for (i = 0; i < \(count); i++) print 0.5 }'\n")])
    #expect(end.code == 0, "\(end.errors)")
    #expect(try folder.record("r.json").count == 1)
    let text = try Data(contentsOf: folder.url.appending(path: "r.json"))
    #expect(text.count > 4 * count)
  }

  @Test func krunsRunnersGetKrunsArguments() throws {
    let end = try record(
      ["-n", "1", "-i", "4", "--protocol", "krun", "--benchmark", "nbody"],
      [
        try script(
          """
          echo "{\\"wallclock_times\\":[$2,0.5],\\"core_cycle_counts\\":[[7,8]],\\"aperf_counts\\":[],\\"mperf_counts\\":[]}"
          test "$1 $3 $4" = "nbody 0 0"
          """)
      ])
    #expect(end.code == 0, "\(end.errors)")
    #expect(try times() == [[4, 0.5]])
    let execution = try folder.experiment("r.json").executions.values.first?.first
    #expect(execution?.counters?.coreCycles == [[7, 8]])
  }

  @Test func aHarnessesOwnOutputIsRead() throws {
    let end = try record(
      ["-n", "2", "--protocol", "are-we-fast-yet", "--vm", "SOM"],
      [
        try script(
          "echo 'Bounce: iterations=1 runtime: 1234us'; echo 'Bounce: iterations=1 runtime: 1100us'\n"
        )
      ])
    #expect(end.code == 0, "\(end.errors)")
    #expect(
      try folder.experiment("r.json").executions.keys.map(\.description) == ["Bounce:SOM:default"])
    #expect(try times() == [[0.001234, 0.0011], [0.001234, 0.0011]])
  }

  @Test func aFileThatAProgramWritesIsRead() throws {
    let hyperfine = #"{"results":[{"command":"x","times":[0.5],"exit_codes":[0]}]}"#
    let end = try record(
      ["-n", "2", "--protocol", "file={output}", "--benchmark", "b"],
      [try script("test -e \"$1\" && exit 9; echo '\(hyperfine)' > $1\n"), "{output}"])
    #expect(end.code == 0, "\(end.errors)")
    #expect(try times() == [[0.5], [0.5]])
    try folder.put(hyperfine, as: "there.json")
    let refused = try RecordRun.of(
      [
        "record", "-q", "-n", "1", "-o", "f.json", "--protocol", "file=there.json", "--",
        "/bin/true",
      ],
      in: folder)
    #expect(
      refused.code == 2 && refused.errors.contains("it is there already"), "\(refused.errors)")
  }

  // MARK: - Runners

  private static let benchmarks: [Runner: (file: String, text: String)] = [
    .python: ("bench.py", "def run_iter(n):\n  sum(range(n))\n"),
    .node: (
      "bench.js", "exports.run_iter = n => { let s = 0; for (let i = 0; i < n; i++) s += i; };\n"
    ),
    .java: (
      "Bench.java",
      "class Bench { int s; void run_iter(int n) { for (int i = 0; i < n; i++) s += i; } }\n"
    ),
    .ruby: ("bench.rb", "def run_iter(n)\n  (0...n).sum\nend\n"),
    .lua: ("bench.lua", "function run_iter(n) local s = 0 for i = 1, n do s = s + i end end\n"),
    .c: (
      "bench.c",
      "int run_iter(int n) { volatile int s = 0; for (int i = 0; i < n; i++) s += i; return s; }\n"
    ),
    .swift: (
      "bench.swift",
      "var s = 0\nfunc run_iter(_ n: Int) { for i in 0..<n { s = (s &* 31) ^ i } }\n"
    ),
  ]

  /// Languages whose programs are needed for their runner.
  private static let programs: [Runner: [String]] = [
    .python: ["python3"], .node: ["node"], .java: ["javac", "java"], .ruby: ["ruby"],
    .lua: ["lua5.4"], .c: ["cc"], .swift: ["swiftc"],
  ]

  private static func isInstalled(_ runner: Runner) -> Bool {
    programs[runner]?.allSatisfy { Programs.path(of: $0) != nil } ?? false
  }

  /// The command that runs a benchmark with its runner in the folder.
  private func command(for runner: Runner) throws -> [String] {
    try folder.put(runner.text, as: runner.fileName)
    let benchmark = try #require(Self.benchmarks[runner])
    try folder.put(benchmark.text, as: benchmark.file)
    switch runner {
    case .python: return ["python3", "runner.py", "bench.py"]
    case .node: return ["node", "runner.js", "bench.js"]
    case .java:
      try Programs.run(
        Programs.path(of: "javac") ?? "", ["Runner.java", "Bench.java"], in: folder.url)
      return ["java", "-cp", ".", "Runner", "Bench"]
    case .ruby: return ["ruby", "runner.rb", "bench.rb"]
    case .lua: return ["lua5.4", "runner.lua", "bench.lua"]
    case .c:
      try Programs.run(
        Programs.compiler ?? "",
        ["-O2", "-Wall", "-Wextra", "-Werror", "runner.c", "bench.c", "-o", "b"],
        in: folder.url)
      return ["./b"]
    case .swift:
      try Programs.run(
        Programs.path(of: "swiftc") ?? "", ["-O", "runner.swift", "bench.swift", "-o", "b"],
        in: folder.url)
      return ["./b"]
    }
  }

  /// Each runner hands over as many times as it is asked for, by both ways, and stops when it is
  /// told; Lua does so only where it has shared memory.
  @Test(arguments: Runner.allCases.filter(isInstalled))
  func runnersHandOverTimesAndStop(runner: Runner) throws {
    let command = try command(for: runner)
    for times in ["lines", "memory"] {
      let name = "\(times).json"
      let end = try RecordRun.of(
        ["record", "-q", "-n", "1", "-i", "40", "--protocol", times, "-o", name, "--"] + command
          + ["2000"], in: folder)
      let found = try folder.experiment(name).executions.values.first?.map(\.times) ?? []
      #expect(end.code == 0, "\(end.errors)")
      #expect(found.map(\.count) == [40], "\(runner) \(times)")
      #expect(found.joined().allSatisfy { $0 > 0 && $0 < 10 })
      if runner != .lua || times == "memory" { try expectStop(runner, times, command) }
    }
  }

  /// Iterations are too short to look steady: it is the longest time that ends the execution.
  private func expectStop(_ runner: Runner, _ times: String, _ command: [String]) throws {
    let name = "\(times)-stopped.json"
    let end = try RecordRun.of(
      [
        "record", "-q", "-n", "1", "--until", "steady", "--max-time", "0.05", "--protocol", times,
        "-o", name, "--",
      ] + command + ["2000"], in: folder)
    let execution = try #require(try folder.record(name).first)
    #expect(end.code == 0, "\(end.errors)")
    #expect(execution["stopped"] as? String == "not steady", "\(runner) \(times)")
    // By itself, and not because of a signal.
    #expect(execution["exit_code"] as? Int == 0, "\(runner) \(times): \(execution)")
    let sum = try folder.experiment(name).executions.values.first?.first?.times.reduce(0, +)
    #expect(try #require(sum) >= 0.05)
  }

  @Test func everyRunnerSaysThatItMayBeKept() {
    for runner in Runner.allCases {
      #expect(runner.text.contains("SPDX-License-Identifier: 0BSD"))
      #expect(runner.text.contains("run_iter"))
    }
  }

  /// The experiment in fixtures, whose recorder was killed twice, is whole.
  @Test func theExperimentInFixturesIsWhole() throws {
    let experiment = try ResultsFile.read(at: Fixtures.path("experiment/results.json.bz2"))
    #expect(experiment.executions.count == 6)
    for executions in experiment.executions.values {
      #expect(executions.map(\.times.count) == Array(repeating: 200, count: 10))
    }
  }

  // MARK: - Stopping when it looks steady

  /// A program whose times are made: the rule goes by what they say and not by the clock.
  @Test func anExecutionStopsWhenItLooksSteady() throws {
    let program = try script(
      """
      i=0
      while [ $i -lt 4000 ]; do
        if [ $i -lt 12 ]; then echo 0.4 >&3; else echo 0.2 >&3; fi
        i=$((i+1)); [ $((i % 20)) = 0 ] && sleep 0.1
      done
      """)
    let end = try record(["-n", "2", "--until", "steady:quick", "--protocol", "lines"], [program])
    #expect(end.code == 0, "\(end.errors)")
    let experiment = try folder.experiment("r.json")
    for (execution, recorded) in zip(
      try #require(experiment.executions.values.first), try folder.record("r.json"))
    {
      let stop = try #require(execution.steadyStop)
      #expect(SteadyRule(.quick).stop(in: execution.times) == stop)
      #expect(execution.times.count >= stop.iterations && execution.times.count < 4000)
      #expect(recorded["stopped"] as? String == "steady")
    }
    let table = try RecordRun.of(["classify", "r.json"], in: folder)
    #expect(table.output.contains("stopped when it looked steady"))
    for command in ["overall", "truncate"] {
      let refused = try RecordRun.of([command, "r.json"], in: folder)
      #expect(refused.code == 2 && refused.errors.contains("--allow-stopped"), "\(refused.errors)")
    }
    #expect(try RecordRun.of(["overall", "--allow-stopped", "r.json"], in: folder).code == 0)
    let rule = try RecordRun.of(
      ["truncate", "--allow-stopped", "--rule", "steady:quick", "r.json"], in: folder)
    #expect(rule.code == 0 && rule.output.contains("2 of 2"), "\(rule.output)\(rule.errors)")
  }

  @Test func aRuleNeedsTimesWhileTheProgramRuns() throws {
    let end = try record(["-n", "1", "--until", "steady"], ["/bin/true"])
    #expect(end.code == 64 && end.errors.contains("--protocol lines or memory"))
  }
}
