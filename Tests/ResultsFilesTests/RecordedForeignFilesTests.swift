// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import OrderedCollections
import ResultsFiles
import TestSupport
import Testing
import WarmupStats

/// Files that other tools really wrote; the figures come from looking into them.
@Suite struct RecordedForeignFilesTests {
  struct Recorded: Sendable {
    var path: String
    var format: ResultsFormat
    /// For each key how many executions, of how many iterations, how many of which are warmup.
    var keys: [[Int?]]
    var first: Double
  }

  static let files: [Recorded] = [
    Recorded(
      path: "asv/results/bencher/a3ac55b2-existing-py3.json", format: .asv,
      keys: [[1, 15, nil], [1, 15, nil], [1, 10, nil]], first: 1.4593253129966844e-05),
    Recorded(
      path: "google-benchmark/interleaved.json", format: .googleBenchmark,
      keys: Array(repeating: [1, 20, nil], count: 4), first: 3361.391340909624 / 1e9),
    Recorded(
      path: "google-benchmark/reps20.json", format: .googleBenchmark,
      keys: Array(repeating: [1, 20, nil], count: 4), first: 3404.310928485941 / 1e9),
    Recorded(
      path: "hyperfine/params.json", format: .hyperfine,
      keys: Array(repeating: [30, 1, nil], count: 3), first: 0.002017557),
    Recorded(
      path: "hyperfine/startup.json", format: .hyperfine,
      keys: Array(repeating: [30, 1, nil], count: 4), first: 0.0017554430000000002),
    Recorded(
      path: "jmh/avgt_f3_wi5.json", format: .jmh,
      keys: Array(repeating: [3, 20, nil], count: 5), first: 2.0290613333333334 / 1e3),
    Recorded(
      path: "jmh/avgt_f3_wi5.log", format: .jmhLog,
      keys: Array(repeating: [3, 25, 5], count: 5), first: 6.9 / 1e3),
    Recorded(
      path: "jmh/sample_f2.json", format: .jmh,
      keys: Array(repeating: [2, 5, nil], count: 3), first: 0.002370871652173913),
    Recorded(
      path: "jmh/ss_f5_i300.json", format: .jmh,
      keys: Array(repeating: [5, 300, nil], count: 3), first: 15.139649 / 1e3),
    Recorded(
      path: "jmh/ss_f5_i300.log", format: .jmhLog,
      keys: Array(repeating: [5, 300, 0], count: 3), first: 15.14 / 1e3),
    Recorded(
      path: "jmh/thrpt_avgt_gcprof.json", format: .jmh,
      keys: Array(repeating: [2, 10, nil], count: 4), first: 0.00019987371314741036),
    Recorded(
      path: "pyperf/debug_single_value.json", format: .pyperf, keys: [[1, 1, 0]],
      first: 0.0001635549997445196),
    Recorded(
      path: "pyperf/fib_5procs.json", format: .pyperf, keys: [[5, 30, 10], [5, 30, 10]],
      first: 0.000267681999503111),
    Recorded(
      path: "pyperf/join.json", format: .pyperf, keys: [[4, 12, 2]], first: 0.00014417252636711453),
    Recorded(
      path: "pyperf/suite.json", format: .pyperf, keys: [[3, 23, 3], [4, 12, 2]],
      first: 4.822158691397682e-05),
    Recorded(
      path: "pyperf/timeit_3procs.json", format: .pyperf, keys: [[3, 23, 3]],
      first: 4.822158691397682e-05),
    Recorded(
      path: "pyperf/timeit_single.json", format: .pyperf, keys: [[1, 25, 5]],
      first: 4.800862841802811e-05),
    Recorded(
      path: "pytest-benchmark/with_data.json", format: .pytestBenchmark,
      keys: [[1, 2813, nil], [1, 163, nil], [1, 100, nil], [1, 175, nil]],
      first: 1.5753999832668342e-05),
    Recorded(
      path: "rebench/rb.data", format: .rebench, keys: Array(repeating: [5, 200, nil], count: 8),
      first: 5.522403 / 1e3),
    Recorded(
      path: "xctest/swift-test.log", format: .xctest, keys: [[1, 10, nil], [1, 10, nil]],
      first: 0.001143),
  ]

  @Test(arguments: files)
  func reads(file: Recorded) throws {
    let results = try ResultsFile.read(at: [Fixtures.path("recorded/foreign/\(file.path)")])
    let experiment = try #require(results.experiments.first)
    #expect(results.experiments.count == 1)
    #expect(results.sources.map(\.format) == [file.format])
    #expect(experiment.executions.count == file.keys.count)
    for (executions, expected) in zip(experiment.executions.values, file.keys) {
      #expect(executions.count == expected[0])
      for execution in executions {
        #expect(execution.times.count == expected[1])
        #expect(execution.harnessWarmupIterations == expected[2])
        #expect(execution.outcome == .completed)
      }
    }
    #expect(experiment.executions.values.first?.first?.times.first == file.first)
  }

  @Test func theLogOfJMHAgreesWithItsJSON() throws {
    let json = try ResultsFile.read(at: Fixtures.path("recorded/foreign/jmh/avgt_f3_wi5.json"))
    let log = try ResultsFile.read(at: Fixtures.path("recorded/foreign/jmh/avgt_f3_wi5.log"))
    #expect(json.executions.keys == log.executions.keys)
    for (key, executions) in json.executions {
      for (exact, printed) in zip(executions, try #require(log.executions[key])) {
        // JMH prints three digits behind the point, of milliseconds or microseconds.
        for (time, rounded) in zip(exact.times, printed.times.dropFirst(5)) {
          #expect(abs(time - rounded) <= 0.501e-6)
        }
      }
    }
  }

  @Test func countsTheFailuresOfHyperfine() throws {
    let path = Fixtures.path("recorded/foreign/hyperfine/failing.json")
    let experiment = try ResultsFile.read(at: path)
    let outcomes = experiment.executions.values.map { $0.map(\.outcome) }
    #expect(
      outcomes == [
        Array(repeating: .completed, count: 5), Array(repeating: .crashed, count: 5),
      ])
  }

  @Test(arguments: [
    (
      "google-benchmark/aggregates_only.json",
      "at /benchmarks: expected single repetitions, found only what sums them up"
    ),
    (
      "pytest-benchmark/stats_only.json",
      "at /benchmarks/0/stats: expected the data of each round, which --benchmark-save-data keeps, "
        + "found none"
    ),
    (
      "asv/results/benchmarks.json",
      "expected a result of asv, in a folder named after the machine, found the list of benchmarks "
        + "of asv, which has no results"
    ),
    (
      "hyperfine/startup.csv",
      "expected the JSON of hyperfine (--export-json), found the CSV of hyperfine, which has no "
        + "single times"
    ),
    (
      "hyperfine/startup.md",
      "expected the JSON of hyperfine (--export-json), found the table of hyperfine, which has no "
        + "single times"
    ),
    (
      "jmh/ss.csv",
      "expected the iterations of JMH: its JSON (-rf json), or what it prints, found the CSV of "
        + "JMH, which has one score per benchmark"
    ),
    (
      "google-benchmark/reps5.csv",
      "expected the JSON of Google Benchmark (--benchmark_format=json), found the CSV of Google "
        + "Benchmark"
    ),
    (
      "google-benchmark/reps20.console.txt",
      "expected the JSON of Google Benchmark (--benchmark_format=json), found what Google Benchmark "
        + "prints"
    ),
  ])
  func refusesFilesWithoutIterations(path: String, message: String) {
    let path = Fixtures.path("recorded/foreign/\(path)")
    let error = #expect(throws: ResultsFileError.self) { try ResultsFile.read(at: path) }
    #expect(error?.description == "\(path): \(message)")
  }

  @Test func readsAFolderOfCriterion() throws {
    let root = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: root) }
    for (name, time) in [("sort/quick", 1250), ("parse", 3000)] {
      for (kind, factor) in [("new", 1), ("base", 2)] {
        let folder = root.appending(path: "\(name)/\(kind)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try Data("{\"full_id\":\"\(name)\"}".utf8).write(
          to: folder.appending(path: "benchmark.json"))
        let sample = "{\"sampling_mode\":\"Flat\",\"iters\":[10],\"times\":[\(time * factor)]}"
        try Data(sample.utf8).write(to: folder.appending(path: "sample.json"))
      }
    }
    let results = try ResultsFile.read(at: [root.path])
    func key(_ name: String) -> BenchmarkKey { BenchmarkKey(benchmark: name) }
    #expect(
      results.experiments == [
        Experiment(
          harness: "Criterion",
          executions: [
            key("parse"): [ProcessExecution(times: [300 / 1e9])],
            key("sort/quick"): [ProcessExecution(times: [125 / 1e9])],
          ])
      ])
    #expect(results.warnings.map(\.kind) == [.incompleteData])
    let base = try ResultsFile.read(at: root.appending(path: "parse/base/sample.json").path)
    #expect(base.executions == [key("parse"): [ProcessExecution(times: [600 / 1e9])]])
  }
}
