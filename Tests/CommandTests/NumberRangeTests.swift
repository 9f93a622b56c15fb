// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import TestSupport
import Testing

/// Every command gives an answer in finite numbers, or one sentence, for times of any size that is
/// accepted: from a picosecond to 31 years, also in one file.
///
/// `WARMUP_STATS_NUMBER_CASES` says how many files to try, and `WARMUP_STATS_FUZZ_SEED` which.
@Suite struct NumberRangeTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func everyCommandAnswersForTimesOfAnySize() async throws {
    let environment = ProcessInfo.processInfo.environment
    let count = environment["WARMUP_STATS_NUMBER_CASES"].flatMap(Int.init) ?? 8
    let seed = environment["WARMUP_STATS_FUZZ_SEED"].flatMap(UInt64.init) ?? 1
    for index in 0..<count {
      var series = SeriesOfAnySize(seed: seed &+ UInt64(index))
      let first = series.executions()
      let second = series.isEven ? series.executions() : first.map { $0.map { min($0 * 3, 1e9) } }
      let (a, b) = (try write(first, as: "a.json"), try write(second, as: "b.json"))
      // All lines are tried as the files change; each file meets some of them.
      for line in CommandLines.ofNumbers.indices
      where count == 1 || (line + index).isMultiple(of: 5) {
        if environment["WARMUP_STATS_FUZZ_SEED"] != nil {
          print("seed \(seed &+ UInt64(index)): \(CommandLines.ofNumbers[line])")
        }
        try await check(CommandLines.ofNumbers[line], a, b, "seed \(seed &+ UInt64(index))")
      }
    }
  }

  private func write(_ executions: [[Double]], as name: String) throws -> String {
    let lists = executions.map { "[" + $0.map { "\($0)" }.joined(separator: ",") + "]" }
    return try folder.write(
      #"{"wallclock_times": {"b:V:v": ["# + lists.joined(separator: ",") + "]}}", as: name)
  }

  private func check(_ line: String, _ a: String, _ b: String, _ seed: String) async throws {
    let plot = folder.path("plot.svg")
    let run = await CommandRun.of(
      line.split(separator: " ").map { word in
        word == "A" ? a : word == "B" ? b : word == "P" ? plot : String(word)
      })
    let place = "\(seed): \(line)"
    #expect([0, 1, 2, 3, 4].contains(run.exitCode), "\(place): \(run.exitCode) \(run.errors)")
    if run.exitCode == 2 {
      #expect(run.output.isEmpty, "\(place)")
      #expect(run.errors.split(separator: "\n").count == 1, "\(place): \(run.errors)")
    }
    var text = run.output + run.errors
    for name in try FileManager.default.contentsOfDirectory(atPath: folder.url.path)
    where name.hasPrefix("plot") {
      text += try String(contentsOfFile: folder.path(name), encoding: .utf8)
      try FileManager.default.removeItem(atPath: folder.path(name))
    }
    let strange = text.firstMatch(of: /(?i)\b(nan|inf|infinity)\b|∞/)
    let around = strange.map { text[..<$0.range.upperBound].suffix(60) }
    #expect(strange == nil, "\(place): \(around ?? "")")
  }
}
