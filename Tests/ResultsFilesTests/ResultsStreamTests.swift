// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import OrderedCollections
import ResultsFiles
import TestSupport
import Testing
import WarmupStats

/// Files that are read benchmark by benchmark say the same as files that are read as a whole.
@Suite struct ResultsStreamTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  static let formats: [WrittenFormat] = [.tidyCSV, .tidyNDJSON, .executionsNDJSON]

  /// Executions whose files are longer than what is read at a time, with names of all kinds.
  private static let experiments: [Experiment] = ["", "m,\n\"1\""].map { machine in
    let names = ["plain", "a,b", "say \"x\"", "two\nlines\r\n", "\"\n\"", "ä\u{1F600}", " padded "]
    var generator = SplitMix64(seed: 7)
    return Experiment(
      machine: machine,
      executions: OrderedDictionary(
        uniqueKeysWithValues: names.map { name in
          let executions = (0..<4).map { index -> ProcessExecution in
            index == 2
              ? ProcessExecution(failed: .timedOut)
              : ProcessExecution(
                times: (0..<1500).map { _ in Double.random(in: 0.5...1.5, using: &generator) },
                harnessWarmupIterations: index == 0 ? nil : index)
          }
          return (BenchmarkKey(benchmark: name, vm: "V", variant: name), executions)
        }))
  }

  private func written(_ format: WrittenFormat, _ experiments: [Experiment] = experiments) throws
    -> String
  {
    var text = ""
    #expect(try ResultsFile.write(experiments, as: format, to: &text).isEmpty)
    return text
  }

  /// All that a stream holds, put together, and how many keys it handed over.
  private func streamed(
    _ paths: [String], _ options: ReadingOptions = ReadingOptions()
  ) async throws -> (experiments: [Experiment], warnings: [Warning], keys: Int) {
    let stream = ResultsStream(of: paths, options: options)
    var all: OrderedDictionary<String, Experiment> = [:]
    var warnings: [Warning] = []
    var keys = 0
    while let results = try await stream.next() {
      #expect(results.experiments.count <= 1)
      warnings += results.warnings
      for experiment in results.experiments {
        #expect(experiment.executions.count == 1)
        keys += 1
        all[experiment.machine, default: Experiment(machine: experiment.machine)].executions
          .merge(experiment.executions) { _, _ in
            Issue.record("a key was handed over twice")
            return []
          }
      }
    }
    return (Array(all.values), warnings, keys)
  }

  private func error(_ body: () async throws -> Void) async -> String {
    do {
      try await body()
      return "no error"
    } catch {
      return "\(error)"
    }
  }

  @Test(arguments: formats, ["", "\u{FEFF}"])
  func holdsWhatTheFileHolds(format: WrittenFormat, mark: String) async throws {
    let text = try written(format)
    #expect(text.utf8.count > 1 << 20)
    let path = try folder.write(mark + text, as: "file")
    let read = try await streamed([path])
    #expect(read.experiments == Self.experiments)
    #expect(read.keys == 14 && read.warnings.isEmpty)
    #expect(try ResultsFile.read(at: [path]).experiments == Self.experiments)
  }

  @Test(arguments: formats) func errorsHaveTheSamePlace(format: WrittenFormat) async throws {
    let text = try written(format)
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let index = try #require(lines.lastIndex { $0.contains("padded") && !$0.contains("timed") })
    // In CSV the name of the machine breaks the row.
    lines[format == .tidyCSV ? index + 1 : index].replace(#/(seconds":\[?|,149\d,)[0-9.]+/#) {
      "\($0.output.1)-1"
    }
    let path = try folder.write(lines.joined(separator: "\n"), as: "file")
    let whole = await error { _ = try ResultsFile.read(at: [path]) }
    #expect(whole.contains(#/file:\d{2,}/#) && whole.contains("expected a positive time"))
    #expect(await error { _ = try await streamed([path]) } == whole)
    // Without that execution both read the rest.
    let options = ReadingOptions(skipsInvalid: true)
    let read = try await streamed([path], options)
    let expected = try ResultsFile.read(at: [path], options: options)
    #expect(read.experiments == expected.experiments && read.warnings == expected.warnings)
    #expect(expected.warnings.count == 1)
  }

  @Test(arguments: formats) func aKeyThatComesBackIsAnError(format: WrittenFormat) async throws {
    func experiment(_ name: String, _ time: Double) -> Experiment {
      Experiment(executions: [BenchmarkKey(benchmark: name): [ProcessExecution(times: [time])]])
    }
    let rows = try [experiment("a", 1), experiment("b", 2), experiment("a", 3)].map {
      try written(format, [$0]).split(separator: "\n").map(String.init)
    }
    let header = format == .tidyCSV ? [rows[0][0]] : []
    func file(_ order: [Int], as name: String) throws -> String {
      let lines = header + order.map { rows[$0][header.count] }
      return try folder.write(lines.map { $0 + "\n" }.joined(), as: name)
    }
    let path = try file([0, 1, 2], as: "file")
    let message = await error { _ = try await streamed([path]) }
    let column = format == .tidyCSV ? ":1" : ""
    #expect(
      message == "\(path):\(header.count + 3)\(column): expected all executions of a benchmark one "
        + "behind the other, found \"a\" again, after others (sort by benchmark, VM, variant and "
        + "machine, or read without --stream)")
    // In another file it is one too, unless it goes on there.
    let (first, second) = (try file([0, 1], as: "first"), try file([2], as: "second"))
    #expect(await error { _ = try await streamed([first, second]) }.contains("second"))
    let (begun, goesOn) = (try file([1, 0], as: "begun"), try file([2], as: "on"))
    let read = try await streamed([begun, goesOn])
    #expect(read.experiments == (try ResultsFile.read(at: [begun, goesOn]).experiments))
    #expect(read.keys == 2)
  }

  @Test(arguments: [
    ReadingOptions(vm: "X"), ReadingOptions(machine: "M"), ReadingOptions(unit: "ms"),
    ReadingOptions(harnessWarmup: .drop), ReadingOptions(eachRowIsAProcess: true),
    ReadingOptions(selection: KeySelection(benchmarks: ["b"])), ReadingOptions(unit: "ops/s"),
    ReadingOptions(benchmark: "n"),
  ])
  func optionsAreThoseOfWholeFiles(options: ReadingOptions) async throws {
    let path = try folder.write(
      """
      Benchmark;machine;Process;value;warmup
      a;;0;1,25;true
      a;;0;1,5;false

      a;;1;1,5;
      b;m;x;2,5;
      b;m;y;crashed;
      """ + "\n", as: "rows.csv")
    let read = try await streamed([path], options)
    let expected = try ResultsFile.read(at: [path], options: options)
    #expect(read.experiments == expected.experiments && !read.experiments.isEmpty)
    #expect(Set(read.warnings) == Set(expected.warnings))
    #expect(read.warnings.count == expected.warnings.count)
  }

  @Test func whatIsNoStreamIsRefusedWithTheWayOut() async throws {
    let krun = Fixtures.recorded("vms_small.json")
    let files = [
      (krun, "found Krun JSON ('convert --format executions-ndjson' writes what --stream reads)"),
      (Fixtures.recorded("vms.json.bz2"), "found Krun JSON ('convert --format executions-ndjson'"),
      (folder.url.path, "found a folder"),
      (try folder.write("", as: "empty"), "expected benchmark results, found an empty file"),
      (try folder.write("benchmark,seconds\n", as: "header"), "at least one process execution"),
      (try folder.write("> benchmark,seconds\n> a,1\n", as: "quoted"), "rows with \">\" before"),
      (
        try folder.write(
          "{\n" + String(repeating: "  \"a\": [\n1],\n", count: 200_000), as: "json"),
        "found something else"
      ), (folder.path("none"), "no such file"),
    ]
    for (path, expected) in files {
      let message = await error { _ = try await streamed([path]) }
      #expect(message.hasPrefix("\(path): expected") && message.contains(expected), "\(message)")
    }
    let long = try folder.write(
      "benchmark,seconds\n" + String(repeating: "a", count: 3 << 20), as: "l")
    let message = await error {
      _ = try await streamed([long], ReadingOptions(maximumSize: 1 << 20))
    }
    #expect(message.contains("a line of at most 1048576 bytes"), "\(message)")
    let many = try folder.write(
      "benchmark,seconds\nb,1\n" + String(repeating: "a,1.5\n", count: 700_000), as: "m")
    let refused = await error {
      _ = try await streamed([many], ReadingOptions(maximumSize: 2 << 20))
    }
    #expect(refused.contains("expected at most 2097152 bytes of one benchmark, found more"))
  }

  @Test func lookalikesAreToldAtTheEnd() async throws {
    let path = try folder.write(
      "benchmark,seconds\ne\u{301},1\n\u{E9},1\n", as: "rows.csv")
    let stream = ResultsStream(of: [path])
    while try await stream.next() != nil {}
    #expect(await stream.warnings == (try ResultsFile.read(at: [path]).warnings))
    #expect(await stream.warnings.count == 1)
  }

  /// A file may be joined with itself only where that shows as a whole; a few equal executions of one
  /// benchmark are none.
  @Test func equalExecutionsCountAsInWholeFiles() async throws {
    let path = try folder.write(
      """
      {"benchmark":"a","process":0,"seconds":[0.123,0.124,0.125,0.126]}
      {"benchmark":"a","process":1,"seconds":[0.123,0.124,0.125,0.126]}
      {"benchmark":"b","process":0,"seconds":[0.5,0.25,0.125]}
      {"benchmark":"b","process":1,"seconds":[0.5,0.25,0.25]}
      """, as: "equal")
    let expected = try ResultsFile.read(at: [path])
    #expect(expected.experiments[0].executions.values.map(\.count) == [2, 2])
    #expect(try await streamed([path]).experiments == expected.experiments)
  }
}
