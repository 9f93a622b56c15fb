// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Reports
import ResultsFiles
import TestSupport
import Testing
import WarmupStats

/// Whether the warmup that a harness was told to make was enough, as people are told.
@Suite struct HarnessWarmupCommandTests {
  private func document(_ arguments: [String]) async throws -> SummaryDocument {
    let run = await CommandRun.of(["classify", "--format", "json"] + arguments)
    try #require(run.exitCode == 0, "\(run.errors)")
    return try JSONDecoder().decode(SummaryDocument.self, from: Data(run.output.utf8))
  }

  /// A ReBench file with two invocations, told to warm up for so many iterations.
  private func rebench(told: Int) -> String {
    let rows = [1: 8, 2: 20].sorted { $0.key < $1.key }.flatMap { invocation, warmup in
      (1...60).map {
        let time = ($0 <= warmup ? 20 : 10) + Double($0 % 3) * 0.001
        return "\(invocation)\t\($0)\t\(time)\tms\ttotal\tB\tV\ts\t\t1\t\t\t\t\t0"
      }
    }
    return """
      # Execution Start: 2026-05-01T10:00:00
      invocation\titeration\tvalue\tunit\tcriterion\tbenchmark\texecutor\tsuite\textraArgs\tcores\tinputSize\tvarValue\ttag\tmachine\trunId
      # benchmark: 0={"name":"B","runDetails":{"warmup":\(told)}}
      # run_id: 0={"benchmark_id":0}
      \(rows.joined(separator: "\n"))

      """
  }

  @Test func tooShortAWarmupIsAFootnote() async throws {
    let folder = try TemporaryFolder()
    let file = try folder.write(rebench(told: 10), as: "results.data")
    let expected =
      "ReBench is configured to warm up for 10 iterations; 1 of 2 executions needed more (execution 2 "
      + "needed 20)"
    let text = await CommandRun.of(["classify", file], width: 160)
    #expect(text.output.replacing(/\s+/, with: " ").contains(expected))
    let document = try await document([file])
    #expect(document.machines[0].harness == "ReBench")
    let warning = try #require(document.warnings.first { $0.kind == "insufficient warmup" })
    #expect(warning.message == expected)
    #expect(warning.benchmark == "B")
    let benchmark = document.machines[0].benchmarks[0]
    let verdict = try #require(benchmark.harnessWarmup)
    #expect(verdict.least == 10 && verdict.greatest == 10)
    #expect(verdict.enough == 1 && verdict.tooShort == 1 && verdict.neverSteady == 0)
    #expect(benchmark.executions.map(\.harnessWarmup?.needed) == [8, 20])
    #expect(benchmark.executions.map(\.harnessWarmup?.enough) == [true, false])
  }

  @Test func enoughIsSaidInTheReportAndNowhereElse() async throws {
    let folder = try TemporaryFolder()
    let file = try folder.write(rebench(told: 20), as: "results.data")
    let document = try await document([file])
    #expect(!document.warnings.contains { $0.kind == "insufficient warmup" })
    #expect(document.machines[0].benchmarks[0].harnessWarmup?.enough == 2)
    let report = await CommandRun.of(["report", file])
    #expect(
      report.output.contains(
        "The configured warmup of 20 iterations (ReBench) was enough in all 2 process "
          + "executions."))
  }

  @Test func droppedWarmupStillCounts() async throws {
    let folder = try TemporaryFolder()
    let file = try folder.write(rebench(told: 10), as: "results.data")
    let executions = try await document(["--warmup", "drop", file])
      .machines[0].benchmarks[0].executions
    #expect(executions.map(\.harnessWarmup?.omitted) == [10, 10])
    #expect(executions.map(\.harnessWarmup?.needed) == [10, 20])
    #expect(executions.map(\.harnessWarmup?.enough) == [true, false])
  }

  @Test(arguments: [[], ["--embed-data"]])
  func storedResultsKeepTheVerdict(options: [String]) async throws {
    let folder = try TemporaryFolder()
    let file = try folder.write(rebench(told: 10), as: "results.data")
    let classified = await CommandRun.of(["classify", "--format", "json", file] + options)
    let path = try folder.write(classified.output, as: "stored.json")
    guard case .summaries(let summaries) = try StoredResults(readingFileAt: path) else {
      Issue.record("a stored result is no measurement")
      return
    }
    let verdict = try #require(summaries[0].benchmarks[0].harnessWarmup)
    #expect(summaries[0].harness == "ReBench")
    #expect(verdict.executions.map(\.told) == [10, 10])
    #expect(verdict.executions.map(\.needed) == [8, 20])
    #expect(summaries[0].warnings.contains { $0.kind == .insufficientWarmup })
    let again = SummaryDocument(summaries, version: "0", caption: \.caption)
    #expect(again.machines[0].benchmarks[0].harnessWarmup?.tooShort == 1)
  }

  @Test func resultsStoredBeforeThisWasKnownAreRead() async throws {
    let folder = try TemporaryFolder()
    let classified = await CommandRun.of([
      "classify", "--format", "json", Fixtures.recorded("vms_small.json"),
    ])
    let old = classified.output.replacing("\"harnessWarmup\":null,", with: "")
      .replacing("\"harness\":\"Krun\",", with: "")
    #expect(old.count < classified.output.count)
    let path = try folder.write(old, as: "stored.json")
    #expect(throws: Never.self) { try StoredResults(readingFileAt: path) }
  }

  /// What the harness was told, by each recorded file that says so.
  @Test(arguments: [
    ("jmh/avgt_f3_wi5.log", "JMH", 5), ("jmh/avgt_f3_wi5.json", "JMH", 5),
    ("pyperf/fib_5procs.json", "pyperf", 10), ("pyperf/timeit_single.json", "pyperf", 5),
    ("pytest-benchmark/with_data.json", "pytest-benchmark", 0),
  ])
  func recordedFilesSayWhatTheyWereTold(file: String, harness: String, told: Int) async throws {
    let machine = try await document([Fixtures.recorded("foreign/\(file)")]).machines[0]
    #expect(machine.harness == harness)
    let verdicts = machine.benchmarks.compactMap(\.harnessWarmup)
    #expect(verdicts.count == machine.benchmarks.count)
    #expect(verdicts.allSatisfy { $0.least == told && $0.greatest == told })
  }
}
