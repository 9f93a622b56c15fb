// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import OrderedCollections
import ResultsFiles
import TestSupport
import Testing
import WarmupStats

@Suite struct WarmupStatsCSVReaderTests {
  @Test func readsRowsOfAnyLength() throws {
    let results = try Fixtures.read(FormatSamples.warmupStatsCSV.replacing("\n", with: "\r\n"))
    func key(_ name: String) -> BenchmarkKey { BenchmarkKey(benchmark: name) }
    #expect(
      results.experiments == [
        Experiment(executions: [
          key("fannkuch"): [
            ProcessExecution(times: [0.51, 0.32, 0.31]), ProcessExecution(failed: .crashed),
            ProcessExecution(times: [0.5, 0.25]),
          ],
          key("n, body"): [ProcessExecution(times: [0.001, 25])],
        ])
      ])
    #expect(results.sources.map(\.format) == [.warmupStatsCSV])
  }

  @Test func takesVMAndVariantFromTheOptions() throws {
    let options = ReadingOptions(vm: "V8", variant: "default-javascript", machine: "m")
    let results = try Fixtures.read(FormatSamples.warmupStatsCSV, options: options)
    let keys = results.experiments.flatMap(\.executions.keys).map(\.description)
    #expect(keys == ["fannkuch:V8:default-javascript", "n, body:V8:default-javascript"])
    #expect(results.experiments.map(\.machine) == ["m"])
  }

  @Test(arguments: [
    ("0,a,x", "FILE:2:5: expected a positive time, found \"x\""),
    ("0,a,1,nan", "FILE:2:7: expected a positive time, found \"nan\""),
    ("0,a,1,, 2", "FILE:2:7: expected a positive time, found \"\""),
    ("0,ä,1,0x1p3", "FILE:2:7: expected a positive time, found \"0x1p3\""),
    ("0,a,1e999", "FILE:2:5: expected a positive time, found \"1e999\""),
    ("0,a,-1", "FILE:2:5: expected a positive time, found \"-1\""),
    ("0,a", "FILE:2:4: expected a time in seconds, or \"crash\", found no times"),
    ("0,a,crash,1", "FILE:2:5: expected a positive time, found \"crash\""),
    ("0", "FILE:2:2: expected the name of a benchmark, found the end of the line"),
    ("0,,1", "FILE:2:3: expected the name of a benchmark, found \"\""),
  ])
  func saysWhatIsWrong(row: String, message: String) throws {
    #expect(try Fixtures.error("process_exec_num,bench_name,0,1,2\n\(row)\n") == message)
  }

  @Test func refusesALastLineThatMayBeCutShort() throws {
    let text = "process_exec_num,bench_name,0,1\n0,a,0.51,0.32\n1,a,0.51,0.3"
    #expect(
      try Fixtures.error(text)
        == "FILE:3:13: expected a line break at the end of the last line, found the end of the "
        + "file, which may have been cut short")
    let skipping = try Fixtures.read(text, options: ReadingOptions(skipsInvalid: true))
    #expect(Damage.allTimes(of: skipping) == [[0.51, 0.32]])
    #expect(skipping.warnings.map(\.kind) == [.skippedData])
  }

  @Test func survivesEveryDamage() throws {
    try Damage.truncateEverywhere(FormatSamples.warmupStatsCSV, isJSON: false)
    try Damage.replaceEveryWord(
      of: FormatSamples.warmupStatsCSV.replacing("0, \"n, body\"", with: "0, nbody"))
  }

  @Test(arguments: ["before.csv", "after.csv", "after_budget.csv"])
  func readsRecordedFiles(name: String) throws {
    let path = Fixtures.path("recorded/\(name)")
    var expected: [String: [[Double]]] = [:]
    for line in try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").dropFirst()
    {
      let fields = line.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
      expected[fields[1], default: []].append(fields[2...].compactMap(Double.init))
    }
    let experiment = try ResultsFile.read(at: path)
    #expect(experiment.executions.count == expected.count)
    for (key, executions) in experiment.executions {
      #expect(executions.map(\.times) == expected[key.benchmark])
    }
  }
}
