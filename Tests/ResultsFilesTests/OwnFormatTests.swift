// SPDX-License-Identifier: GPL-3.0-or-later

import OrderedCollections
import ResultsFiles
import TestSupport
import Testing
import WarmupStats

/// What is read from files of our own formats, down to the smallest.
@Suite struct OwnFormatTests {
  private typealias Samples = ForeignFormatTests

  @Test(
    arguments: [
      ("Benchmark,Seconds\na,2\na,1\n", [2, 1]), ("time\n2\n1\n", [2, 1]),
      ("benchmark;value;unit\na;2,5;ms\na;1;ms\n", [0.0025, 0.001]),
      ("benchmark\ttime_ms\na\t2500\n", [2.5]), ("name,ms\n", nil),
      ("benchmark,ms\na,4\n", [0.004]),
      ("benchmark,value,unit\na,2,h\na,4,ops/s\na,8,ns/iter\n", [7200, 0.25, 8e-9]),
      ("0.25\n0.5\n", [0.25, 0.5]), ("# t\n0,25\n\n0,5\n", [0.25, 0.5]), ("0.25\nx\n", nil),
      ("benchmark,value\na,\"1,5\"\n", nil), ("benchmark,size,value\na,1,2\n", nil),
    ] as [(String, [Double]?)])
  func smallFilesAreReadOrRefused(text: String, times: [Double]?) throws {
    let results = try? Fixtures.read(text)
    #expect(results?.experiments.first?.executions.values.first?.map(\.times) == times.map { [$0] })
  }

  @Test func optionsSayWhatSmallFilesDoNot() throws {
    let options = ReadingOptions(benchmark: "b", unit: "ms", eachRowIsAProcess: true)
    for text in ["2\n1\n", "value\n2\n1\n", "time\n2\n1\n"] {
      #expect(
        try Samples.read(text, options: options).experiment.executions == [
          Samples.key("b"): [ProcessExecution(times: [0.002]), ProcessExecution(times: [0.001])]
        ])
    }
  }

  @Test func tidyFiles() throws {
    let (_, csv) = try Samples.read(FormatSamples.tidyCSV)
    let nbody = Samples.key("nbody", "PyPy", "default")
    #expect(csv.experiments.map(\.machine) == ["m1", "m2"])
    #expect(
      csv.experiments[0].executions == [
        nbody: [
          ProcessExecution(times: [12.5 / 1e3, 11.25 / 1e3], harnessWarmupIterations: 1),
          ProcessExecution(times: [10.5 / 1e3], harnessWarmupIterations: 1), Samples.crashed,
        ]
      ])
    #expect(csv.experiments[1].executions == [nbody: [ProcessExecution(times: [0.25])]])
    let (ndjson, _) = try Samples.read(FormatSamples.tidyNDJSON)
    #expect(
      ndjson.executions == [
        Samples.key("nbody", "PyPy"): [
          ProcessExecution(times: [12.5 / 1e3, 11.25 / 1e3], harnessWarmupIterations: 1),
          ProcessExecution(failed: .timedOut),
        ]
      ])
  }

  @Test func tidyFilesMayCountInSeconds() throws {
    let expected: OrderedDictionary = [Samples.key("a"): [ProcessExecution(times: [2, 1])]]
    let (csv, _) = try Samples.read("seconds,benchmark,steady\n2,a,false\n1,a,true\n")
    #expect(csv.executions == expected)
    let (ndjson, _) = try Samples.read(
      #"""
      {"benchmark":"a","seconds":2,"segment":0}
      {"benchmark":"a","seconds":1,"outlier":true}

      """#)
    #expect(ndjson.executions == expected)
    #expect(
      try Fixtures.error("benchmark,seconds,unit\na,1,s\n")
        == "FILE:1:19: expected either \"seconds\" or \"value\" and \"unit\", found both")
    #expect(
      try Fixtures.error(#"{"benchmark":"a","seconds":1,"value":1}"#)
        == "FILE: at /seconds: expected either \"seconds\" or \"value\" and \"unit\", found both")
  }

  @Test(arguments: [
    ("a,1,,2\na,0,,2", "FILE:3:6: expected an iteration after 1, found 0"),
    ("a,1,x,2", "FILE:2:5: expected true or false, found \"x\""),
    ("a,1.5,,2", "FILE:2:3: expected the number of an iteration, found \"1.5\""),
    (",1,,2", "FILE:2:1: expected the name of a benchmark, found none"),
    ("a,1,,", "FILE:2:6: expected a positive time, found none"),
    (
      "a,1,false,1\na,2,true,1",
      "FILE:3:10: expected no warmup behind iterations that are none, found a warmup iteration"
    ),
    (
      "a,1,,crashed\na,2,,1",
      "FILE:3:6: expected no more of an execution that crashed, found an iteration"
    ),
  ])
  func tidyCSVSaysWhatIsWrong(rows: String, message: String) throws {
    #expect(try Fixtures.error("benchmark,iteration,warmup,value\n\(rows)\n") == message)
  }
}
