// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import TestSupport
import Testing

/// Files damaged at random, through every subcommand: read, analyzed, rendered and written.
///
/// Each run ends with a result in finite numbers that steers nothing, or with one sentence.
///
/// `WARMUP_STATS_FUZZ_INPUTS` says how many inputs to try, and `WARMUP_STATS_FUZZ_SEED` which.
@Suite struct PipelineFuzzTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// What is made of a damaged file `A`, and of a sound one `B` beside it.
  static let lines = [
    "classify A", "classify --format csv A", "classify --format json A",
    "classify --format latex A",
    "classify --format html A", "classify --format markdown --skip-invalid A",
    "classify --warmup drop --interval t A", "classify --as-separate A B",
    "classify --penalty 5 --tolerance 1% A", "inspect A", "inspect --format json A",
    "compare A B", "compare --format json B A", "compare --fail-on slower A A",
    "compare --format github B A", "diff A B", "diff --format json --fail-on worse B A",
    "plan A", "plan --format json A", "truncate --draws 5 A", "truncate --draws 5 --format svg A",
    "sensitivity --vary penalty=1,30 A", "overall A", "overall --macros A", "report A",
    "plot -o P A", "plot --dependence -o P A", "convert A", "convert --format ndjson A",
    "convert --raw --format krun --skip-invalid A", "convert --format warmup-stats-csv A",
  ]

  /// Small files of every kind that was recorded, and some that are made up.
  private static let samples: [(name: String, bytes: [UInt8])] = {
    let root = Fixtures.path("recorded")
    let names = FileManager.default.enumerator(atPath: root)?.compactMap { $0 as? String } ?? []
    let recorded = names.sorted().compactMap { name -> (String, [UInt8])? in
      guard
        ["json", "csv", "ndjson", "txt", "log", "data"].contains(URL(filePath: name).pathExtension),
        let data = try? Data(contentsOf: URL(filePath: "\(root)/\(name)")), data.count < 20_000
      else { return nil }
      return (URL(filePath: name).lastPathComponent, Array(data))
    }
    return recorded + madeUp.map { ($0.name, Array($0.text.utf8)) }
  }()

  private static let madeUp: [(name: String, text: String)] = [
    (
      "krun.json",
      #"{"wallclock_times": {"a:V:v": [[1, 1.1, 0.9, 1, 1], [2, 1, 1, 1]], "b:V:v": [[], [3]]}}"#
    ),
    (
      "tidy.csv",
      "benchmark,vm,process,iteration,seconds\n"
        + (0..<60).map { "a,V,\($0 / 20),\($0 % 20),\($0 % 20 < 5 ? 2 : 1)" }
        .joined(separator: "\n") + "\n"
    ),
    (
      "tidy.ndjson",
      (0..<30).map {
        #"{"benchmark": "a", "process": \#($0 / 10), "iteration": \#($0 % 10), "seconds": 0.\#($0 + 1)}"#
      }.joined(separator: "\n") + "\n"
    ),
    ("matrix.csv", "process_exec_num,bench_name,0,1,2\n0,b,0.5,0.25,0.25\n1,b,0.5,0.25,0.25\n"),
    (
      "go.txt",
      "goos: linux\n" + (0..<6).map { "BenchmarkSort-8 100 \(1000 + $0 * 3) ns/op\n" }.joined()
    ),
  ]

  @Test func everyCommandSurvivesDamagedFiles() async throws {
    let environment = ProcessInfo.processInfo.environment
    let count = environment["WARMUP_STATS_FUZZ_INPUTS"].flatMap(Int.init) ?? 60
    var mutator = Mutator(seed: environment["WARMUP_STATS_FUZZ_SEED"].flatMap(UInt64.init) ?? 1)
    var codes: [Int32: Int] = [:]
    let samples = try await readable(Self.samples)
    #expect(samples.count > 15)
    for index in 0..<count {
      let sample = samples[index % samples.count]
      let other = Self.samples[mutator.below(Self.samples.count)].bytes
      let line = Self.lines[mutator.below(Self.lines.count)]
      let damaged = folder.path("A-\(sample.name)"), sound = folder.path("B-\(sample.name)")
      let bytes =
        mutator.below(2) == 0
        ? mutator.withOtherNumbers(sample.bytes) : mutator.damaged(sample.bytes, with: other)
      try Data(bytes).write(to: URL(filePath: damaged))
      try Data(sample.bytes).write(to: URL(filePath: sound))
      // What the last input was stands on the disk if this process ends.
      let code = try await check(line, damaged, sound, "input \(index): \(line), \(sample.name)")
      codes[code, default: 0] += 1
      for path in [damaged, sound] { try FileManager.default.removeItem(atPath: path) }
    }
    print("pipeline fuzz: \(count) inputs, by exit code \(codes.sorted { $0.key < $1.key })")
    #expect(codes[0, default: 0] > count / 20)
  }

  /// The samples that are read as long as they are sound: damage to others is refused early.
  private func readable(
    _ samples: [(name: String, bytes: [UInt8])]
  ) async throws -> [(name: String, bytes: [UInt8])] {
    var readable: [(name: String, bytes: [UInt8])] = []
    for sample in samples {
      let path = folder.path(sample.name)
      try Data(sample.bytes).write(to: URL(filePath: path))
      if await CommandRun.of(["inspect", path]).exitCode == 0 { readable.append(sample) }
      try FileManager.default.removeItem(atPath: path)
    }
    return readable
  }

  private func check(
    _ line: String, _ damaged: String, _ sound: String, _ place: String
  ) async throws -> Int32 {
    let plot = folder.path("plot.svg")
    let run = await CommandRun.of(
      line.split(separator: " ").map { word in
        word == "A" ? damaged : word == "B" ? sound : word == "P" ? plot : String(word)
      })
    #expect([0, 1, 2, 3, 4].contains(run.exitCode), "\(place): \(run.exitCode) \(run.errors)")
    if run.exitCode == 2, !line.hasPrefix("inspect") {
      #expect(run.output.isEmpty, "\(place)")
      #expect(run.errors.split(separator: "\n").count == 1, "\(place): \(run.errors)")
    }
    let isHarmless = run.errors.unicodeScalars.allSatisfy {
      $0 == "\n" || ![.control, .format].contains($0.properties.generalCategory)
    }
    #expect(isHarmless, "\(place): \(run.errors)")
    #expect(!"\n\(run.errors)".contains("\n::"), "\(place): \(run.errors)")
    return run.exitCode
  }
}
