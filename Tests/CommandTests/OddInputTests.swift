// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import ResultsFiles
import TestSupport
import Testing
import WarmupStats

/// Inputs at the edge of what people have: the right answer, or one sentence and exit code 2.
@Suite struct OddInputTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  /// The benchmarks that `classify` finds in Krun results with these executions of one key.
  private func benchmarks(
    executions: [[Double]], method: Method.Name = .ratio
  ) async throws -> [SummaryDocument.Benchmark] {
    let lists = executions.map { "[" + $0.map { "\($0)" }.joined(separator: ",") + "]" }
    let file = try folder.write(
      #"{"wallclock_times": {"b:V:v": ["# + lists.joined(separator: ",") + "]}}", as: "odd.json")
    let run = await CommandRun.of([
      "classify", "--method", method.rawValue, "--format", "json", file,
    ])
    try #require(run.exitCode == 0, "\(run.errors)")
    return try JSONDecoder().decode(SummaryDocument.self, from: Data(run.output.utf8))
      .machines.flatMap(\.benchmarks)
  }

  @Test(arguments: [1, 2, 3])
  func fewIterationsAreOneSegmentAndFlatAsPublished(iterations: Int) async throws {
    let times = [0.25, 0.5, 0.125].prefix(iterations)
    let published = try #require(
      try await benchmarks(executions: [Array(times)], method: .barrett2017).first)
    #expect(published.classification == "flat")
    let benchmark = try #require(try await benchmarks(executions: [Array(times)]).first)
    #expect(benchmark.classification == (iterations == 1 ? nil : "too few iterations"))
    #expect(benchmark.counts["single measurement"] == (iterations == 1 ? 1 : 0))
    #expect(benchmark.steadyPerformance == nil)
    #expect(benchmark.steadyMean == times.reduce(0, +) / Double(iterations))
    #expect(benchmark.executions.first?.segments.count == 1)
    #expect(benchmark.executions.first?.segments.first?.end == iterations)
  }

  @Test func equalTimesAreFlatAndNotKnownForCertain() async throws {
    let times = Array(repeating: 0.1001, count: 200)
    for method in Method.Name.allCases {
      let benchmark = try #require(
        try await benchmarks(executions: [times, times], method: method).first)
      #expect(benchmark.classification == (method == .traini2023 ? "steady state" : "flat"))
      let performance = try #require(benchmark.steadyPerformance)
      #expect(abs(performance.median - 0.1001) < 1e-12)
      #expect(performance.center == performance.median)
      switch method {
      // The clock may have hidden a millionth of the time in every iteration.
      case .ratio, .traini2023:
        #expect(performance.halfWidth > 1e-9 && performance.halfWidth < 1e-6)
      case .barrett2017: #expect(performance.halfWidth < 1e-12)
      }
    }
  }

  /// Nor does an interval read as if it had no width, wherever it is shown.
  @Test(arguments: [
    "compare A A", "compare --format markdown A A", "compare --format latex A A",
    "compare --interval hierarchical A A", "compare --interval pooled A A",
    "compare --all-iterations A A", "compare --values percent a=A b=A c=A", "compare a=A b=A c=A",
    "diff A A", "diff --format markdown A A", "plan A",
  ])
  func equalTimesDoNotReadAsCertain(line: String) async throws {
    let rows = (0..<10).flatMap { process in
      (0..<30).map { "b,\(process),\($0),0.25" }
    }
    let folder = try TemporaryFolder()
    let file = try folder.write(
      (["benchmark,process,iteration,seconds"] + rows + [""]).joined(separator: "\n"), as: "a.csv")
    let words = line.split(separator: " ").map { word in
      word == "A" ? file : word.hasSuffix("=A") ? word.dropLast() + file : String(word)
    }
    let run = await CommandRun.of(words)
    #expect(run.exitCode == 0, "\(run.errors)")
    let text = run.output.replacing("\\[", with: "[").replacing("\\]", with: "]")
    for interval in text.matches(of: /\[([−0-9.]+)(?:, |–)([−+0-9.]+)\]/) {
      #expect(interval.output.1 != interval.output.2, "\(text)")
    }
    #expect(!text.contains(/± 0(\.0+)?( |\n|$)/), "\(text)")
    #expect(!text.contains("× faster") && !text.contains("× slower"))
    #expect(text.contains(line.hasPrefix("plan") ? "0.0000" : "0."))
  }

  @Test func manyExecutionsAreAllCounted() async throws {
    let executions = (0..<10_000).map { index in
      (0..<4).map { 0.5 + Double((index + $0) % 7) / 1000 }
    }
    let benchmark = try #require(try await benchmarks(executions: executions).first)
    #expect(benchmark.counts["too few iterations"] == 10_000)
    #expect(benchmark.executions.count == 10_000)
  }

  @Test func everyCrashedExecutionLeavesTheKeyInTheTable() async throws {
    let benchmark = try #require(try await benchmarks(executions: [[], []]).first)
    #expect(benchmark.classification == nil)
    #expect(benchmark.counts["crashed"] == 2)
  }

  @Test(arguments: [
    ("empty.json", ""),
    ("nothing.json", "{}"),
    ("no-keys.json", #"{"wallclock_times": {}}"#),
    ("not-a-number.json", #"{"wallclock_times": {"b:V:v": [[0.5, NaN]]}}"#),
    ("text.json", #"{"wallclock_times": {"b:V:v": [[0.5, "0.5"]]}}"#),
    ("zero.json", #"{"wallclock_times": {"b:V:v": [[0.5, 0.0]]}}"#),
    ("negative.json", #"{"wallclock_times": {"b:V:v": [[0.5, -1]]}}"#),
    ("huge.json", #"{"wallclock_times": {"b:V:v": [[0.5, 1e999]]}}"#),
    ("cut.json", #"{"wallclock_times": {"b:V:v": [[0.5, 0.4"#),
    ("key.json", #"{"wallclock_times": {"b": [[0.5]]}}"#),
    ("prose.txt", "Dear reader, these are no results."),
    ("header.csv", "process_exec_num,bench_name,0,1\n0,b,0.5,oops\n"),
  ])
  func badFilesAreOneSentence(name: String, text: String) async throws {
    let file = try folder.write(text, as: name)
    let run = await CommandRun.of(["classify", file])
    #expect(run.exitCode == 2)
    #expect(run.output.isEmpty)
    #expect(run.errors.split(separator: "\n").count == 1, "\(run.errors)")
    #expect(run.errors.contains(name))
  }

  @Test func truncatedCompressionIsSaid() async throws {
    let whole = try Data(contentsOf: URL(filePath: Fixtures.recorded("vms_before.json.bz2")))
    let file = folder.url.appending(path: "cut.json.bz2")
    try whole.prefix(whole.count / 2).write(to: file)
    let run = await CommandRun.of(["classify", file.path])
    #expect(run.exitCode == 2)
    #expect(run.output.isEmpty)
    #expect(run.errors.split(separator: "\n").count == 1, "\(run.errors)")
  }

  @Test func directoriesAndMissingFilesAreSaid() async {
    for path in [folder.url.path, folder.path("missing.json")] {
      let run = await CommandRun.of(["classify", path])
      #expect(run.exitCode == 2)
      #expect(run.errors.split(separator: "\n").count == 1, "\(run.errors)")
    }
  }

  @Test func sizesOverTheMaximumAreRefused() async {
    let run = await CommandRun.of([
      "classify", "--max-size", "100K", Fixtures.recorded("vms_before.json.bz2"),
    ])
    #expect(run.exitCode == 2)
    #expect(run.errors.split(separator: "\n").count == 1, "\(run.errors)")
  }

  @Test func invalidExecutionsAreSkippedAndCountedOnRequest() async throws {
    let file = try folder.write(
      #"{"wallclock_times": {"b:V:v": [[0.5, 0.5, 0.5], [0.5, "x"], [0.5, 0.5]]}}"#, as: "one.json")
    let run = await CommandRun.of(["classify", "--skip-invalid", "--format", "json", file])
    #expect(run.exitCode == 0)
    let document = try JSONDecoder().decode(SummaryDocument.self, from: Data(run.output.utf8))
    #expect(document.machines.first?.benchmarks.first?.counts["too few iterations"] == 2)
    #expect(document.warnings.contains { $0.kind == "skipped data" })
  }
}
