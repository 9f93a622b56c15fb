// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import OrderedCollections
import ResultsFiles
import TestSupport
import Testing
import WarmupStats

/// Logs made with the line forms of JMH give back what they were made of.
@Suite struct JMHLogTests {
  @Test(arguments: 0..<200)
  func readsBackWhatWentIn(seed: UInt64) throws {
    var log = MadeLog(seed: seed)
    let (text, expected) = log.make()
    let experiment = try #require(try Fixtures.read(text).experiments.first)
    for (key, executions) in expected {
      let read = try #require(experiment.executions[key], "\(key) of\n\(text)")
      try #require(read.count == executions.count)
      for (read, made) in zip(read, executions) {
        #expect(read.outcome == made.outcome && read.times.count == made.times.count)
        #expect(read.harnessWarmupIterations == made.harnessWarmupIterations)
        for (time, expected) in zip(read.times, made.times) {
          #expect(abs(time / expected - 1) < 1e-12, "\(time) for \(expected) in\n\(text)")
        }
      }
    }
    #expect(experiment.executions.count == expected.count)
  }

  @Test(arguments: [
    "<failure>\n\njava.lang.IllegalStateException: oh", "<forked VM failed with exit code 134>",
  ])
  func countsForksThatFailed(failure: String) throws {
    let log = """
      # JMH version: 1.37
      # Benchmark mode: Average time, time/op
      # Benchmark: a.B.run
      # Fork: 1 of 2
      # Warmup Iteration   1: 2.5 ms/op
      Iteration   1: \(failure)
      # Fork: 2 of 2
      # Warmup Iteration   1: 2.5 ms/op
      Iteration   1: 1.5 ms/op

      """
    let executions = try #require(try Fixtures.read(log).experiments[0].executions.values.first)
    #expect(executions.map(\.outcome) == [.crashed, .completed])
  }

  @Test func decimalCommasAndPrefixesAreShown() throws {
    let log =
      "# JMH version: 1.37\n# Benchmark mode: Average time, time/op\n# Benchmark: a.B.run\n"
      + "# Fork: 1 of 1\n"
    let text = (log + "Iteration   1: 1,5 ms/op\n").split(separator: "\n")
      .map { "[info] \($0)\n" }.joined()
    let details = try Fixtures.read(text).sources[0].details.map(\.value)
    #expect(details == ["comma", "levels such as [info]"])
  }

  @Test func saysWhichIterationHasNoScore() throws {
    func log(_ iteration: String) -> String {
      "# Benchmark mode: Average time, time/op\n# Benchmark: a.B.run\n# Fork: 1 of 1\n"
        + "# Warmup Iteration   1: 2.5 ms/op\nIteration   1: \(iteration)\nIteration   2: 1.5 ms/op\n"
    }
    #expect(
      try Fixtures.error(log("hello\nworld"))
        == "FILE:5:16: expected a score, on this line or alone on a later one, found \"hello\"")
    #expect(
      try Fixtures.error(log("\u{2248} 10\u{207B}\u{2077} ms/op"))
        == "FILE:5:16: expected a score, on this line or alone on a later one, found \"\u{2248} "
        + "10\u{207B}\u{2077} ms/op\" (JMH rounds small scores away; a smaller unit keeps their "
        + "digits: -tu ns)")
    #expect(
      try Fixtures.error(log("3.0 ms/op\n4.0 ms/op"))
        == "FILE:6:1: expected one score of an iteration, found a second one")
    #expect(
      try Fixtures.error(log("3,0 ms/op"))
        == "FILE:5:16: expected the same decimal mark in all numbers, found a decimal "
        + "comma after a decimal point")
  }
}

/// A log of JMH, made at random: its locale, interrupts, what the program under test prints,
/// profilers and forks that fail.
private struct MadeLog {
  private var generator: Xoshiro256
  private var usesComma = false
  private var isRate = false
  private var text = ""

  init(seed: UInt64) { generator = Xoshiro256(seed: seed) }

  private mutating func chance(_ part: Double) -> Bool {
    Double.random(in: 0..<1, using: &generator) < part
  }

  mutating func make() -> (String, OrderedDictionary<BenchmarkKey, [ProcessExecution]>) {
    usesComma = chance(0.5)
    let unit = ["ms/op", "us/op", "ops/s", "ns/op"].randomElement(using: &generator) ?? ""
    isRate = unit.hasPrefix("ops")
    let mode = isRate ? "thrpt" : "avgt"
    text = "# JMH version: 1.37\n# VM version: JDK 17.0.5, OpenJDK 64-Bit Server VM, 17.0.5+8\n"
    text += "# VM options: <none>\n# Threads: 1 thread, will synchronize iterations\n"
    var expected: OrderedDictionary<BenchmarkKey, [ProcessExecution]> = [:]
    for index in 0...Int.random(in: 0...2, using: &generator) {
      let name = "a.B.run\(index)"
      text += "# Benchmark mode: "
      text += isRate ? "Throughput, ops/time\n" : "Average time, time/op\n"
      text += "# Benchmark: \(name)\n\n"
      let key = BenchmarkKey(
        benchmark: name, vm: "OpenJDK 64-Bit Server VM 17.0.5", variant: mode)
      expected[key] = (1...3).map { fork(of: $0, unit: unit) }
      text +=
        "\nResult \"\(name)\":\n  \(number(2.5)) ±(\(number(99.9))%) \(number(0.1)) \(unit) [Average]\n\n"
    }
    text += "# Run complete. Total time: 00:00:08\n\nBenchmark  Mode  Cnt  Score  Error  Units\n"
    return (text, expected)
  }

  private mutating func fork(of number: Int, unit: String) -> ProcessExecution {
    text += "# Run progress: \(self.number(33.3))% complete, ETA 00:00:08\n# Fork: \(number) of 3\n"
    let warmup = Int.random(in: 0...4, using: &generator)
    let measured = Int.random(in: 1...5, using: &generator)
    var times: [Double] = []
    let failing = chance(0.1) ? Int.random(in: 0..<warmup + measured, using: &generator) : -1
    for index in 0..<warmup + measured {
      let isWarmup = index < warmup
      text += isWarmup ? "# Warmup Iteration \(index + 1): " : "Iteration \(index + 1 - warmup): "
      guard index != failing else {
        text += "<failure>\n\njava.lang.RuntimeException: 1.5 ms/op\n\tat a.B.run(B.java:5)\n\n"
        return ProcessExecution(failed: .crashed)
      }
      let score = (Double.random(in: 0.5..<2000, using: &generator) * 1000).rounded() / 1000
      iteration(score, unit: unit, isWarmup: isWarmup)
      times.append(seconds(score, unit))
    }
    return ProcessExecution(times: times, harnessWarmupIterations: warmup)
  }

  private mutating func iteration(_ score: Double, unit: String, isWarmup: Bool) {
    for _ in 0..<3 where chance(0.1) { text += "(*interrupt*) " }
    if chance(0.2) {
      text +=
        ["loading 3 things", "24 objects", "", "done in 3.000 ms/op", "Jan 02, 2026 3:04:05"]
        .randomElement(using: &generator) ?? ""
      text += "\n"
      if chance(0.5) { text += "WARNING: no native code\n   7.5 ms/op\n" }
    }
    text += number(score)
    if chance(0.3) { text += " ±(\(number(99.9))%) \(number(0.5))" }
    text += " \(unit)\n"
    if !isWarmup && chance(0.2) {
      text += "                 ·gc.alloc.rate:      \(number(815.5)) MB/sec\n"
      text += "                 ·stack:              <delayed till summary>\n\n"
    }
  }

  private func number(_ value: Double) -> String {
    let text = String(format: "%.3f", value)
    return usesComma ? text.replacing(".", with: ",") : text
  }

  private func seconds(_ score: Double, _ unit: String) -> Double {
    switch unit {
    case "ms/op": score / 1e3
    case "us/op": score / 1e6
    case "ns/op": score / 1e9
    default: 1 / score
    }
  }
}
