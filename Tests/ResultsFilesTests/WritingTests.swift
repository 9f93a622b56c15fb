// SPDX-License-Identifier: GPL-3.0-or-later

import OrderedCollections
import ResultsFiles
import TestSupport
import Testing
import WarmupStats

@Suite struct WritingTests {
  static let crashed = ProcessExecution(failed: .crashed)
  static let timedOut = ProcessExecution(failed: .timedOut)

  /// Times of all magnitudes, and some that only 17 digits tell apart.
  static let times: [Double] = [
    0.1, 1 / 3, 1e-12, 1.0000000000000002e-12, 999_999_999.999_999_9, 1, 1e9,
    0.30000000000000004, 0.1 + 0.7, 123_456_789.123_456_79, 1e-5, 4.35,
  ]

  static func text(
    _ experiments: [Experiment], as format: WrittenFormat
  ) throws -> (text: String, warnings: [Warning]) {
    var text = ""
    let warnings = try ResultsFile.write(experiments, as: format, to: &text)
    return (text, warnings)
  }

  /// The experiment as if no file had said which program ran it, as those of our own do not.
  static func withoutHarness(_ experiment: Experiment) -> Experiment {
    var experiment = experiment
    experiment.harness = nil
    return experiment
  }

  static func read(_ text: String) throws -> [Experiment] {
    try ResultsFile.read(Array(text.utf8), named: "FILE").experiments.map(withoutHarness)
  }

  /// JSON can hold every character; CSV all but one, and says so.
  @Test func aNullInANameIsKeptOrTold() throws {
    let experiment = Experiment(
      executions: [BenchmarkKey(benchmark: "a\0b", vm: "V"): [ProcessExecution(times: [1, 2])]])
    for format in [WrittenFormat.tidyNDJSON, .executionsNDJSON] {
      let (text, warnings) = try Self.text([experiment], as: format)
      #expect(try warnings.isEmpty && Self.read(text) == [experiment])
    }
    let (text, warnings) = try Self.text([experiment], as: .tidyCSV)
    #expect(!text.utf8.contains(0) && warnings.count == 1)
    #expect(warnings.first?.message?.contains("U+0000 in names") == true)
    #expect(try Self.read(text).first?.executions.keys.first?.benchmark == "a\u{FFFD}b")
  }

  @Test(arguments: [WrittenFormat.tidyCSV, .tidyNDJSON, .executionsNDJSON])
  func ownFilesKeepEverything(format: WrittenFormat) throws {
    let names = [
      "plain", "a,b", "say \"x\"", " padded ", "two\nlines\r\n", "\"\u{301},", "e\u{301}", "\u{E9}",
      ";\u{200B}", "ä\u{1F600}\t\u{1}", "1",
    ]
    let experiments = ["", "m,1"].map { machine in
      Experiment(
        machine: machine,
        executions: OrderedDictionary(
          uniqueKeysWithValues: names.map { name in
            (
              BenchmarkKey(benchmark: name, vm: machine.isEmpty ? "" : name, variant: "v"),
              [
                ProcessExecution(times: Self.times), Self.crashed,
                ProcessExecution(times: Array(Self.times.reversed()), harnessWarmupIterations: 3),
                Self.timedOut, ProcessExecution(times: [1], harnessWarmupIterations: 0),
                ProcessExecution(times: [1], harnessWarmupIterations: 1),
              ]
            )
          }))
    }
    let (text, warnings) = try Self.text(experiments, as: format)
    #expect(warnings.isEmpty)
    #expect(try Self.read(text) == experiments)
  }

  @Test func krunFilesKeepTheCounts() throws {
    let counters = ProcessorCounters(
      coreCycles: [[1, 2.5], [1e15, 1e19]], aperf: [[10, 10]], mperf: [[10, 10]])
    let experiment = Experiment(
      machine: "bencher7",
      executions: [
        BenchmarkKey(benchmark: "a \"b\"", vm: "V8", variant: "default"): [
          ProcessExecution(times: Self.times), Self.crashed, Self.timedOut,
          ProcessExecution(times: [1, 2], counters: counters),
        ],
        BenchmarkKey(benchmark: "c", vm: "V8", variant: "default"): [],
      ])
    let (text, warnings) = try Self.text([experiment], as: .krun)
    #expect(warnings.isEmpty)
    var expected = experiment
    expected.executions.removeLast()
    #expect(try Self.read(text) == [expected])
  }

  @Test func warmupStatsCSVKeepsTheTimes() throws {
    let executions = [
      ProcessExecution(times: Self.times), ProcessExecution(times: [1]), Self.crashed,
    ]
    func experiment(vm: String) -> Experiment {
      Experiment(executions: [
        BenchmarkKey(benchmark: "a, b", vm: vm, variant: vm): executions,
        BenchmarkKey(benchmark: "c", vm: vm, variant: vm): executions,
      ])
    }
    let (text, warnings) = try Self.text([experiment(vm: "V8")], as: .warmupStatsCSV)
    #expect(
      warnings.map(\.message) == [
        "warmup_stats CSV has no place for the VM, the variant and the machine"
      ])
    #expect(try Self.read(text) == [experiment(vm: "")])
  }

  @Test(arguments: ["vms_small.json", "vms_timeouts.json", "instr/pypy_results.json.bz2"])
  func recordedFilesSurviveEveryFormat(name: String) throws {
    let experiment = Self.withoutHarness(
      try ResultsFile.read(at: Fixtures.path("recorded/\(name)")))
    for format in [WrittenFormat.tidyCSV, .tidyNDJSON, .executionsNDJSON, .krun] {
      #expect(try Self.read(Self.text([experiment], as: format).text) == [experiment])
    }
  }

  @Test(arguments: [WrittenFormat.tidyCSV, .tidyNDJSON])
  func tidyFilesSayWhatWasFound(format: WrittenFormat) throws {
    var times = (0..<200).map { index -> Double in
      let base: Double = index < 50 ? 2 : 1
      return base + Double(index % 3) / 1e3
    }
    times[120] = 9
    let summary = ExperimentSummary(
      analyzing: Experiment(
        machine: "m",
        executions: [
          BenchmarkKey(benchmark: "a", vm: "b", variant: "c"): [
            Self.crashed, ProcessExecution(times: times, harnessWarmupIterations: 2),
          ]
        ]))
    var text = ""
    #expect(try ResultsFile.write([summary], as: format, to: &text).isEmpty)
    #expect(try Self.read(text) == [summary.experiment])
    let rows = text.split(separator: "\n")
    func row(_ iteration: Int) -> String { String(rows[iteration + (format == .tidyCSV ? 2 : 1)]) }
    switch format {
    case .tidyCSV:
      #expect(
        rows[0]
          == "benchmark,vm,variant,machine,process,iteration,seconds,warmup,outlier,segment,steady")
      #expect(rows[1] == "a,b,c,m,0,,crashed,,,,")
      #expect(row(0) == "a,b,c,m,1,0,2.0,true,false,0,false")
      #expect(row(49) == "a,b,c,m,1,49,2.001,false,false,0,false")
      #expect(row(50) == "a,b,c,m,1,50,1.002,false,false,1,true")
      #expect(row(120) == "a,b,c,m,1,120,9.0,false,true,1,true")
    default:
      #expect(rows[0].hasSuffix("\"process\":0,\"seconds\":\"crashed\"}"))
      #expect(
        row(120).hasSuffix(
          "\"iteration\":120,\"seconds\":9.0,\"warmup\":false,\"outlier\":true,\"segment\":1,"
            + "\"steady\":true}"))
    }
  }

  @Test func saysWhatAFormatCannotHold() throws {
    let key = BenchmarkKey(benchmark: "t.py::test", vm: "V8", variant: "")
    let warm = ProcessExecution(times: [1, 2], harnessWarmupIterations: 1)
    let good = Experiment(
      machine: "two words",
      executions: [BenchmarkKey(benchmark: "a", vm: "b", variant: "c"): [warm, Self.timedOut]])
    #expect(throws: WritingError.severalMachines(["two words", ""], .krun)) {
      try Self.text([good, Experiment()], as: .krun)
    }
    #expect(throws: WritingError.unwritableKey(key, .krun)) {
      try Self.text([Experiment(executions: [key: [warm]])], as: .krun)
    }
    #expect(throws: WritingError.severalVariants(.warmupStatsCSV)) {
      var both = good
      both.executions[key] = [warm]
      return try Self.text([both], as: .warmupStatsCSV)
    }
    #expect(
      WritingError.unwritableKey(key, .krun).description
        == "Krun JSON needs keys of a benchmark, a VM and a variant, each without a colon, not "
        + "\"t.py::test:V8\"")
    let krun = try Self.text([good], as: .krun).warnings.map(\.message)
    #expect(
      krun == [
        "Krun JSON has no place for which iterations the harness regards as warmup",
        "Krun JSON has no place for a machine whose name is more than one word",
      ])
    #expect(try Self.text([good], as: .warmupStatsCSV).warnings.count == 3)
  }
}
