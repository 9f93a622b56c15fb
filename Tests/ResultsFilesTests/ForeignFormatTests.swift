// SPDX-License-Identifier: GPL-3.0-or-later

import OrderedCollections
import ResultsFiles
import TestSupport
import Testing
import WarmupStats

/// What is read from the sample of each format of other tools.
@Suite struct ForeignFormatTests {
  /// The one experiment in a sample.
  static func read(
    _ text: String, options: ReadingOptions = ReadingOptions()
  ) throws -> (experiment: Experiment, results: ReadResults) {
    let results = try ResultsFile.read(Array(text.utf8), named: "FILE", options: options)
    return (try #require(results.experiments.first), results)
  }

  static func key(_ benchmark: String, _ vm: String = "", _ variant: String = "") -> BenchmarkKey {
    BenchmarkKey(benchmark: benchmark, vm: vm, variant: variant)
  }

  static let crashed = ProcessExecution(failed: .crashed)

  @Test func jmh() throws {
    let (experiment, results) = try Self.read(FormatSamples.jmh)
    let java = "OpenJDK 64-Bit Server VM 21"
    #expect(
      experiment.executions == [
        Self.key("org.x.Bench.parse(size=100)", java, "thrpt"): [
          ProcessExecution(times: [1 / 2e3, 1 / 4e3, 1 / 8e3], omittedWarmupIterations: 5),
          ProcessExecution(times: [1 / 5e3], omittedWarmupIterations: 5),
        ],
        Self.key("org.x.Bench.parse", "", "sample"): [
          ProcessExecution(times: [12.5 / 1e6, 40 / 1e6], omittedWarmupIterations: 0)
        ],
      ])
    #expect(results.warnings.map(\.kind) == [.incompleteData, .convertedData, .convertedData])
    #expect(results.sources.map(\.ignoredMetrics) == [["gc.count"]])
    #expect(results.sources.map(\.isMicrobenchmark) == [true])
  }

  @Test func jmhLog() throws {
    let (experiment, results) = try Self.read(FormatSamples.jmhLog)
    let java = "OpenJDK 64-Bit Server VM 21"
    #expect(
      experiment.executions == [
        Self.key("org.x.Bench.parse(size=100, kind=a b)", java, "avgt"): [
          ProcessExecution(
            times: [6.9 / 1e3, 5 / 1e3, 2.5 / 1e3, 2.25 / 1e3], harnessWarmupIterations: 2),
          Self.crashed,
        ],
        Self.key("org.x.Bench.print", java, "sample"): [
          ProcessExecution(times: [800 / 1e6], harnessWarmupIterations: 0)
        ],
      ])
    #expect(results.sources.map(\.toolVersion) == ["1.37"])
  }

  @Test func hyperfine() throws {
    let (experiment, results) = try Self.read(FormatSamples.hyperfine)
    #expect(
      experiment.executions == [
        Self.key("node a.js"): [
          ProcessExecution(times: [0.407]), Self.crashed, Self.crashed,
          ProcessExecution(times: [0.5]),
        ],
        Self.key("node b.js"): [ProcessExecution(times: [0.25])],
        Self.key("again(n=1)"): [ProcessExecution(times: [0.125])],
        Self.key("again(n=2)"): [ProcessExecution(times: [0.5])],
      ])
    #expect(results.warnings.map(\.kind) == [.incompleteData])
  }

  @Test func googleBenchmark() throws {
    let (experiment, results) = try Self.read(FormatSamples.googleBenchmark)
    #expect(
      experiment.executions == [
        Self.key("BM_sort/1024"): [ProcessExecution(times: [15 / 1e6, 12.5 / 1e6])],
        Self.key("BM_old"): [ProcessExecution(times: [250 / 1e9])],
      ])
    #expect(experiment.machine == "h")
    #expect(
      results.warnings.map(\.message).first == "1 of 3 repetitions failed; the first: \"oh\"")
  }

  @Test func pyperf() throws {
    let (experiment, _) = try Self.read(FormatSamples.pyperf)
    let python = "cpython 3.13.0"
    #expect(
      experiment.executions == [
        Self.key("inner", python): [
          ProcessExecution(times: [0.011, 0.0101, 0.01, 0.0125], harnessWarmupIterations: 1)
        ],
        Self.key("own", python): [ProcessExecution(times: [0.5], harnessWarmupIterations: 0)],
        Self.key("json_dumps", python): [ProcessExecution(times: [1], harnessWarmupIterations: 0)],
      ])
    #expect(experiment.machine == "h")
  }

  @Test func pytestBenchmark() throws {
    let (experiment, results) = try Self.read(FormatSamples.pytestBenchmark)
    let key = Self.key("tests/t.py::test_sort[10]", "CPython 3.12")
    #expect(experiment.executions == [key: [ProcessExecution(times: [1e-5, 1.1e-5, 2e-5])]])
    #expect(results.warnings.map(\.kind) == [.incompleteData])
    let cold = FormatSamples.pytestBenchmark.replacing("100000", with: "false")
    #expect(try Self.read(cold).results.warnings.isEmpty)
  }

  @Test func criterion() throws {
    let options = ReadingOptions(benchmark: "quick")
    let expected = [
      Self.key("quick"): [ProcessExecution(times: [125 / 1e9, 125 / 1e9, 50 / 1e9])]
    ]
    let (experiment, _) = try Self.read(FormatSamples.criterion, options: options)
    #expect(Dictionary(uniqueKeysWithValues: experiment.executions.map { $0 }) == expected)
    let old = "[[10.0,20.0,40.0],[1250.0,2500.0,2000.0]]"
    #expect(try Self.read(old, options: options).experiment == experiment)
  }

  @Test func cargoCriterion() throws {
    let (experiment, _) = try Self.read(FormatSamples.cargoCriterion)
    #expect(
      experiment.executions == [
        Self.key("sort/quick/1024"): [ProcessExecution(times: [125 / 1e9, 125 / 1e9])]
      ])
    let wrong = FormatSamples.cargoCriterion.replacing("[10,20]", with: "[10,0]")
    #expect(
      try Fixtures.error("{\"reason\":\"x\"}\n" + wrong)
        == "FILE:2: at /iteration_count/1: expected a positive whole number, found 0")
  }

  @Test func go() throws {
    let (experiment, results) = try Self.read(FormatSamples.go)
    let package = "example.com/p"
    #expect(
      experiment.executions == [
        Self.key("Sort/n=1024-8", "", package): [
          ProcessExecution(times: [12345 / 1e9, 0.25 / 1e9]),
          ProcessExecution(times: [12500 / 1e9]),
        ],
        Self.key("Parse-8", "", package): [ProcessExecution(times: [1_000_000 / 1e9])],
        Self.key("Bad-8", "", package): [Self.crashed],
      ])
    #expect(results.sources.map(\.ignoredMetrics) == [["B/op", "allocs/op", "MB/s"]])
  }

  @Test func asv() throws {
    let (experiment, results) = try Self.read(FormatSamples.asv)
    #expect(
      experiment.executions == [
        Self.key("b.time_sort(10, 'a')", "3.12"): [ProcessExecution(times: [0.0012, 0.00125])],
        Self.key("b.time_sort(10, 'b')", "3.12"): [Self.crashed],
        Self.key("b.time_sort(20, 'b')", "3.12"): [ProcessExecution(times: [0.5])],
      ])
    #expect(experiment.machine == "m")
    #expect(results.sources.map(\.ignoredMetrics) == [["b.track_it"]])
  }

  @Test func benchmarkDotNet() throws {
    let (experiment, results) = try Self.read(FormatSamples.benchmarkDotNet)
    let net = ".NET 9.0"
    #expect(
      experiment.executions == [
        Self.key("N.Bench.Sort(N: 1024)", net): [
          ProcessExecution(
            times: [325 / 1e9, 300 / 1e9], harnessWarmupIterations: 1),
          ProcessExecution(times: [200 / 1e9], harnessWarmupIterations: 0),
        ],
        Self.key("Bench.Old", net): [
          ProcessExecution(times: [500 / 1e9, 400 / 1e9], harnessWarmupIterations: 1)
        ],
      ])
    #expect(results.warnings.map(\.kind) == [.incompleteData])
  }

  @Test func rebench() throws {
    let (_, results) = try Self.read(FormatSamples.rebench)
    #expect(results.experiments.map(\.machine) == ["h", "other"])
    #expect(
      results.experiments[0].executions == [
        Self.key("Bounce", "SOM", "macro"): [
          ProcessExecution(times: [12.5 / 1e3, 11.25 / 1e3], harnessWarmupIterations: 1),
          ProcessExecution(times: [10.5 / 1e3], harnessWarmupIterations: 1),
        ]
      ])
    #expect(
      results.experiments[1].executions == [
        Self.key("List(extraArgs=-O 2, cores=4, inputSize=10, varValue=v, tag=t)", "SOM", "macro"):
          [
            ProcessExecution(times: [2500 / 1e6])
          ]
      ])
    #expect(results.sources.map(\.ignoredMetrics) == [["memory"]])
  }

  @Test func rebenchWithoutHeaderAndWithOtherCriteria() throws {
    let old = """
      # Execution Start: 2015-05-01T10:00:00
      1\t1\t12.5\tms\ttotal\tBounce\tSOM\tmacro\t\t1\t\t
      1\t1\t3.5\tms\tgc\tBounce\tSOM\tmacro\t\t1\t\t

      """
    let key = Self.key("Bounce", "SOM", "macro")
    #expect(try Self.read(old).experiment.executions[key]?.map(\.times) == [[12.5 / 1e3]])
    let gc = try Self.read(old, options: ReadingOptions(criterion: "gc"))
    #expect(gc.experiment.executions[key]?.map(\.times) == [[3.5 / 1e3]])
    #expect(gc.results.sources.map(\.ignoredMetrics) == [["total"]])
    let error = #expect(throws: ResultsFileError.self) {
      try Self.read(old, options: ReadingOptions(criterion: "cpu"))
    }
    #expect(
      error?.description == "FILE: expected values of the criterion \"cpu\", found only those of "
        + "\"total\", \"gc\"")
    #expect(
      try Fixtures.error(old + "1\t1\t12.5\tms\ttotal\tBounce\tSOM\tmacro\t\t1\t\t\n")
        == "FILE:4:3: expected an iteration after 1, found 1")
  }

  @Test func rebenchDB() throws {
    let key = Self.key("Bounce(extraArgs=-x)", "SOM", "macro")
    let (second, results) = try Self.read(FormatSamples.rebenchDB2)
    #expect(
      second.executions == [
        key: [
          ProcessExecution(times: [12.5 / 1e3, 11.25 / 1e3], harnessWarmupIterations: 1),
          ProcessExecution(times: [10.5 / 1e3], harnessWarmupIterations: 1),
        ]
      ])
    #expect(second.machine == "h")
    #expect(results.sources.map(\.ignoredMetrics) == [["MaxRSS"]])
    let (first, _) = try Self.read(FormatSamples.rebenchDB1)
    #expect(
      first.executions == [
        Self.key("Bounce(cores=2, inputSize=10)", "SOM", "macro"): [
          ProcessExecution(times: [12.5 / 1e6, 11.25 / 1e6]), ProcessExecution(times: [10.5 / 1e6]),
        ]
      ])
    try Damage.truncateEverywhere(FormatSamples.rebenchDB1, isJSON: true)
    try Damage.replaceEveryValue(of: FormatSamples.rebenchDB1)
  }

  @Test func renaissance() throws {
    let java = "OpenJDK 64-Bit Server VM 21"
    let times = [388_123_000 / 1e9, 201_000_000 / 1e9]
    let (new, results) = try Self.read(FormatSamples.renaissance)
    #expect(
      new.executions == [
        Self.key("scrabble", java): [ProcessExecution(times: times)],
        Self.key("dotty", java): [Self.crashed],
      ])
    #expect(results.sources.map(\.toolVersion) == ["0.16.1"])
    let old = """
      {"format_version":2,"results":{"scrabble":[
        {"nanos":388123000,"unixts.before":1,"unixts.after":2},{"nanos":201000000}]}}
      """
    let (experiment, _) = try Self.read(old)
    #expect(experiment.executions == [Self.key("scrabble"): [ProcessExecution(times: times)]])
    try Damage.replaceEveryValue(of: old)
  }

  @Test func renaissanceCSV() throws {
    let (experiment, _) = try Self.read(FormatSamples.renaissanceCSV)
    #expect(
      experiment.executions == [
        Self.key("scrabble"): [
          ProcessExecution(times: [388_123_000 / 1e9, 201_000_000 / 1e9]),
          ProcessExecution(times: [0.25]),
        ]
      ])
  }

  @Test func renaissanceLog() throws {
    let (experiment, _) = try Self.read(FormatSamples.renaissanceLog)
    #expect(
      experiment.executions == [
        Self.key("scrabble"): [
          ProcessExecution(times: [388.125 / 1e3, 201.5 / 1e3]),
          ProcessExecution(times: [300.5 / 1e3]),
        ]
      ])
    let old = """
      ====== scrabble (jdk-streams), warmup iteration 0 completed (400 ms) ======
      ====== scrabble (jdk-streams), warmup iteration 1 completed (300 ms) ======
      ====== scrabble (jdk-streams), iteration 0 completed (250 ms) ======

      """
    let execution = ProcessExecution(times: [0.4, 0.3, 0.25], harnessWarmupIterations: 2)
    #expect(try Self.read(old).experiment.executions == [Self.key("scrabble"): [execution]])
  }

  @Test func dacapo() throws {
    let (experiment, results) = try Self.read(FormatSamples.dacapo)
    #expect(
      experiment.executions == [
        Self.key("lusearch"): [
          ProcessExecution(times: [2.345, 1.234], harnessWarmupIterations: 1),
          ProcessExecution(times: [1.5], harnessWarmupIterations: 0),
        ],
        Self.key("fop"): [Self.crashed],
      ])
    #expect(results.sources.map(\.toolVersion) == ["23.11-chopin"])
    let lines = FormatSamples.dacapo.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(
      try Fixtures.error(lines[..<4].joined(separator: "\n") + "\n")
        == "FILE: expected a line that says whether lusearch has passed, found the end of the file")
  }

  @Test func areWeFastYet() throws {
    let (experiment, _) = try Self.read(FormatSamples.areWeFastYet)
    #expect(
      experiment.executions == [
        Self.key("Bounce"): [
          ProcessExecution(times: [1234 / 1e6, 1100 / 1e6]), ProcessExecution(times: [1.5 / 1e3]),
        ]
      ])
  }

  @Test func rubyBench() throws {
    let options = ReadingOptions(benchmark: "nbody")
    let (one, _) = try Self.read(FormatSamples.rubyBench, options: options)
    let execution = ProcessExecution(
      times: [0.31, 0.12, 0.101, 0.125], harnessWarmupIterations: 2)
    #expect(
      one.executions == [Self.key("nbody", "ruby 3.5.0dev", "+YJIT +PRISM"): [execution]])
    #expect(
      try Self.read(FormatSamples.rubyBench).experiment.executions.keys.first?.benchmark == "FILE")
    let all = """
      {"metadata":{"interp":"ruby 3.5.0 (x)","yjit":"ruby 3.5.0 +YJIT"},
       "raw_data":{"interp":{"nbody":{"warmup":[0.5],"bench":[0.25],"rss":1}},
                   "yjit":{"nbody":{"warmup":[],"bench":[0.125]}}}}
      """
    let (both, _) = try Self.read(all)
    #expect(
      both.executions == [
        Self.key("nbody", "ruby 3.5.0", "interp"): [
          ProcessExecution(times: [0.5, 0.25], harnessWarmupIterations: 1)
        ],
        Self.key("nbody", "ruby 3.5.0", "yjit"): [
          ProcessExecution(times: [0.125], harnessWarmupIterations: 0)
        ],
      ])
    try Damage.replaceEveryValue(of: all)
  }

  @Test func goTestJSON() throws {
    let (experiment, _) = try Self.read(FormatSamples.goTestJSON)
    #expect(
      experiment.executions == [
        Self.key("A-8", "", "example.com/p"): [ProcessExecution(times: [100.5 / 1e9])],
        Self.key("B-8", "", "example.com/q"): [ProcessExecution(times: [200.5 / 1e9])],
      ])
    let wrong = FormatSamples.goTestJSON.replacing("100.5", with: "-1")
    #expect(
      try Fixtures.error(wrong) == "FILE:3:27: expected a positive time, found \"-1\"")
  }

  @Test func xctest() throws {
    let (experiment, results) = try Self.read(FormatSamples.xctest)
    #expect(
      experiment.executions == [
        Self.key("SumTests.testSum"): [ProcessExecution(times: [0.001143, 0.001183, 0.005221])],
        Self.key("SumTests.testText", "", "LibTests"): [
          ProcessExecution(times: [0.001922, 0.001790])
        ],
      ])
    #expect(results.sources.map(\.ignoredMetrics) == [["CPU Time, s"]])
    // A test whose times spread fails, and was measured all the same.
    let failed = FormatSamples.xctest.replacing("testSum' passed", with: "testSum' failed")
    let kept = try Self.read(failed)
    #expect(kept.experiment == experiment)
    #expect(
      kept.results.warnings.compactMap(\.message) == [
        "SumTests.testSum failed after its times were measured, which are kept"
      ])
    let other = "Test Case 'OtherTests.testNothing' failed (0.1 seconds)\n"
    #expect(try Self.read(other + FormatSamples.xctest).experiment == experiment)
  }

  /// As Xcode 16 prints it: other metrics in parentheses, and what else it says of each.
  @Test func xctestOfXcode() throws {
    func line(_ test: String, _ metric: String, _ values: String, _ id: String) -> String {
      "/p/T.swift:5: Test Case '-[Lib.ScrollTests \(test)]' measured [\(metric)] average: 0.001, "
        + "relative standard deviation: 3.802%, values: [\(values)], performanceMetricID:\(id), "
        + "baselineName: \"\", baselineAverage: , polarity: prefers smaller, "
        + "maxPercentRegression: 10.000%, maxPercentRelativeStandardDeviation: 10.000%, "
        + "maxRegression: 0.000, maxStandardDeviation: 0.000\n"
    }
    let log =
      line(
        "testList", "Clock Monotonic Time, s", "0.001145, 0.001175", "com.apple.dt.XCTMetric_Clock")
      + line("testList", "Hitch Time Ratio (Scroll), ms per s", "4.000000, 5.000000", "x")
      + line("testLaunch", "Duration (AppLaunch), s", "1.250000, 1.125000", "x")
    let (experiment, results) = try Self.read(log)
    #expect(
      experiment.executions == [
        Self.key("ScrollTests.testList", "", "Lib"): [
          ProcessExecution(times: [0.001145, 0.001175])
        ]
      ])
    #expect(
      results.warnings.compactMap(\.message) == [
        "ScrollTests.testLaunch:Lib left out: no times, but only other metrics"
      ])
  }

  @Test func gradleProfiler() throws {
    let (json, results) = try Self.read(FormatSamples.gradleProfiler)
    let assemble = Self.key("Assemble", "Gradle 8.0")
    #expect(
      json.executions == [
        assemble: [ProcessExecution(times: [2.5005, 1.25025], harnessWarmupIterations: 1)]
      ])
    #expect(results.sources.map(\.ignoredMetrics) == [["garbage collection time"]])
    let (wide, _) = try Self.read(FormatSamples.gradleProfilerCSV)
    #expect(
      wide.executions == [
        assemble: [ProcessExecution(times: [2.5, 1.2505, 1.2], harnessWarmupIterations: 1)],
        Self.key("Test", "Gradle 8.1"): [
          ProcessExecution(times: [3.5, 3], harnessWarmupIterations: 1)
        ],
      ])
    let (long, _) = try Self.read(FormatSamples.gradleProfilerLongCSV)
    #expect(
      long.executions == [
        assemble: [ProcessExecution(times: [2.5, 1.25], harnessWarmupIterations: 1)],
        Self.key("Test", "Gradle 8.0"): [ProcessExecution(times: [3], harnessWarmupIterations: 0)],
      ])
    let gc = ReadingOptions(criterion: "garbage collection time")
    #expect(
      try Self.read(FormatSamples.gradleProfilerCSV, options: gc).experiment.executions == [
        assemble: [ProcessExecution(times: [0.015, 0.014, 0.013], harnessWarmupIterations: 1)]
      ])
    #expect(
      try Fixtures.error("scenario,a,a\nvalue,execution,task start\nmeasured build #1,\n")
        == "FILE:3:19: expected 3 fields; the JSON and the long CSV of Gradle Profiler can have "
        + "scenarios with different numbers of builds, found 2")
  }

  @Test func android() throws {
    let (experiment, results) = try Self.read(FormatSamples.android)
    #expect(
      experiment.executions == [
        Self.key("scroll(n=10)", "", "a.B"): [
          ProcessExecution(times: [12 / 1e9, 10 / 1e9, 11 / 1e9])
        ]
      ])
    #expect(results.sources.map(\.ignoredMetrics) == [["allocationCount"]])
  }

  @Test func nanobench() throws {
    let (experiment, _) = try Self.read(FormatSamples.nanobench)
    #expect(
      experiment.executions == [
        Self.key("quick", "", "sorting"): [ProcessExecution(times: [2.5e-08, 2e-08])]
      ])
    let totals = """
      {"results":[{"title":"benchmark","name":"a","totalTime":3e-06,
       "measurements":[{"iterations":10,"elapsed":2e-06},{"iterations":10,"elapsed":1e-06}]}]}
      """
    #expect(
      try Self.read(totals).experiment.executions
        == [Self.key("a"): [ProcessExecution(times: [2e-06 / 10, 1e-06 / 10])]])
  }

  @Test func earlierLayouts() throws {
    let krun = """
      {"audit":{"uname":"Linux host1 4.9"},"config":"","reboots":1,"eta_estimates":{},
       "data":{"nbody:CPython:default-python":[[0.5,0.4],[0.5,0.25]]}}
      """
    let (old, _) = try Self.read(krun)
    #expect(old.machine == "host1")
    #expect(
      old.executions == [
        Self.key("nbody", "CPython", "default-python"): [
          ProcessExecution(times: [0.5, 0.4]), ProcessExecution(times: [0.5, 0.25]),
        ]
      ])
    let rebench = """
      #!rebench -d rebench.conf all
      [2016-01-02T03:04:05]\t3500\tms\ttotal\tBench1\tVM1\tsuite1\t1000\t0\t1\t\t100
      [2016-01-02T03:04:05]\t3250\tms\ttotal\tBench1\tVM1\tsuite1\t1000\t0\t1\t\t100
      [2016-01-02T03:04:05]\t250\tms\ttotal\tBench1\tVM1\tsuite1\t10\t0\t1\t\t100

      """
    #expect(
      try Self.read(rebench).experiment.executions == [
        Self.key("Bench1(extraArgs=1000)", "VM1", "suite1"): [
          ProcessExecution(times: [3.5, 3.25])
        ],
        Self.key("Bench1(extraArgs=10)", "VM1", "suite1"): [ProcessExecution(times: [0.25])],
      ])
    let shots = """
      [{"jmhVersion":"0.5","benchmark":"a.B","mode":"ss","primaryMetric":{"scoreUnit":"us",
        "rawData":[[100100.0]]}}]
      """
    #expect(
      try Self.read(shots).experiment.executions == [
        Self.key("a.B", "", "ss"): [ProcessExecution(times: [0.1001])]
      ])
    #expect(
      try Fixtures.error(shots.replacing("\"ss\"", with: "\"avgt\""))
        == "FILE: at /0/primaryMetric/scoreUnit: expected a unit such as \"ms/op\" or \"ops/s\", "
        + "found \"us\"")
  }

  @Test func optionsNameWhatFilesDoNot() throws {
    let options = ReadingOptions(vm: "New", variant: "Fast", machine: "mine")
    let (experiment, _) = try Self.read(FormatSamples.dacapo, options: options)
    #expect(experiment.machine == "mine")
    #expect(experiment.executions.keys.first == Self.key("lusearch", "New", "Fast"))
    let error = #expect(throws: ResultsFileError.self) {
      // Both modes of the benchmark would become one key.
      let text = FormatSamples.jmh.replacing("\"params\":{\"size\":\"100\"},", with: "")
      return try Self.read(text, options: options)
    }
    #expect(error?.description.contains("expected each benchmark once") == true)
  }
}
