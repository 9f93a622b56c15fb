// SPDX-License-Identifier: GPL-3.0-or-later

import OrderedCollections
import ResultsFiles
import TestSupport
import Testing
import WarmupStats

/// What a line per process execution may say, and what it may not.
@Suite struct ExecutionsNDJSONTests {
  private func executions(_ text: String) throws -> [ProcessExecution] {
    try ResultsFile.read(Array(text.utf8), named: "FILE").experiments
      .flatMap { $0.executions.values.joined() }
  }

  @Test func isReadAndWritten() throws {
    let experiments = try ResultsFile.read(
      Array(FormatSamples.executionsNDJSON.utf8), named: "FILE"
    ).experiments
    let expected = [
      ProcessExecution(times: [12.5, 11.25, 11], harnessWarmupIterations: 1),
      ProcessExecution(times: [0.01225]), ProcessExecution(failed: .timedOut),
    ]
    #expect(
      experiments.map(\.executions) == [[BenchmarkKey(benchmark: "nbody", vm: "PyPy"): expected]])
    var text = ""
    #expect(try ResultsFile.write(experiments, as: .executionsNDJSON, to: &text).isEmpty)
    #expect(
      text == """
        {"benchmark":"nbody","vm":"PyPy","process":0,"seconds":[12.5,11.25,11.0],"warmup":1}
        {"benchmark":"nbody","vm":"PyPy","process":1,"seconds":[0.01225]}
        {"benchmark":"nbody","vm":"PyPy","process":2,"seconds":[],"outcome":"timed out"}

        """)
  }

  @Test(arguments: [
    (
      #","seconds":[]"#, "/seconds: expected at least one time, or an outcome, found an empty array"
    ),
    (
      #","seconds":[1],"outcome":"crashed""#,
      "/seconds: expected no times of an execution that crashed"
    ),
    (
      #","seconds":[1,2],"warmup":3"#,
      "/warmup: expected at most as many iterations as there are times"
    ),
    (
      #","seconds":[1],"outcome":"lost""#,
      #"/outcome: expected "completed", "crashed", "timed out", found "lost""#
    ),
    (#","seconds":[1],"unit":"ms""#, #"/unit: expected one of the members benchmark, vm"#),
    (#","seconds":[1,"2"]"#, #"/seconds/1: expected a positive time, found "2""#),
    (#","seconds":[1],"seconds":[2]"#, #"/seconds: expected each name once"#),
    (#","seconds":[1],"process":0"#, #"found process "0" of "a" a second time"#),
  ])
  func saysWhatIsWrong(members: String, expected: String) throws {
    let text =
      #"{"benchmark":"a","process":0,"seconds":[1]}"# + "\n" + #"{"benchmark":"a""# + members
      + "}\n"
    let message = try #require(try Fixtures.error(text))
    #expect(message.hasPrefix("FILE:2") && message.contains(expected), "\(message)")
  }

  @Test func executionsThatCannotBeReadAreLeftOut() throws {
    let text = """
      {"benchmark":"a","seconds":[1]}
      {"benchmark":"a","seconds":[-1]}
      {"benchmark":"a","seconds":[3]}

      """
    let read = try ResultsFile.read(
      Array(text.utf8), named: "FILE", options: ReadingOptions(skipsInvalid: true))
    #expect(read.experiments[0].executions.values.first?.map(\.times) == [[1], [3]])
    #expect(read.warnings.map(\.kind) == [.skippedData])
  }
}
