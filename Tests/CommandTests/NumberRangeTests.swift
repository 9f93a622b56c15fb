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

  /// What is made of each file, `A` and `B`.
  static let lines = [
    "classify A", "classify --format csv A", "classify --format json A",
    "classify --format latex A", "classify --format html A", "classify --format markdown A",
    "classify --interval t --format csv A", "classify --interval hierarchical --format json A",
    "classify --tolerance 1% --format csv A", "classify --tolerance 1000% --penalty 0 A",
    "classify --window 100% --steady-tail 0 --format json A",
    "classify --level 0.999999 --format json A", "classify --penalty 1e6 --level 0.01 A",
    "classify --resampling monte-carlo --resamples 100 --format json A",
    "classify --compatibility warmup-stats --format warmup-stats-json A",
    "inspect A", "inspect --format json A", "inspect --format csv A",
    "compare A B", "compare --format json A B", "compare --format csv A B",
    "compare --format github A B", "compare --interval hierarchical --format json A B",
    "compare --interval pooled --level 0.999999 --format csv A B",
    "compare --all-iterations --fail-on slower --fail-on inconclusive A B",
    "compare --min-effect 99% A B", "compare --min-effect 0% --level 0.01 --format json A A",
    "diff A B", "diff --format json A B", "diff --format html --fail-on different A B",
    "plan A", "plan --format json A", "plan --target 0.001% --startup 1e6 --format csv A",
    "plan --target 99% --startup 1e-9 --level 0.999999 --format json A",
    "truncate --draws 20 A", "truncate --draws 20 --format json A",
    "truncate --draws 20 --format svg A",
    "sensitivity --vary penalty=0,1e6 --vary tolerance=0%,1000% --format json A",
    "sensitivity --vary penalty=1..1e6 A",
    "sensitivity --method barrett-2017 --vary tolerance=1ns..1000s A",
    "overall A", "overall --format csv A", "overall --macros A",
    "report A", "plot --per-page 1 -o P A", "plot --dependence -o P A",
    "convert --format csv A", "convert --format ndjson A", "convert --format krun A",
    "convert --raw --format csv A",
  ]

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
      for line in Self.lines.indices where count == 1 || (line + index).isMultiple(of: 5) {
        if environment["WARMUP_STATS_FUZZ_SEED"] != nil {
          print("seed \(seed &+ UInt64(index)): \(Self.lines[line])")
        }
        try await check(Self.lines[line], a, b, "seed \(seed &+ UInt64(index))")
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

/// Made-up times within the accepted range, of the shapes that arithmetic stumbles over.
private struct SeriesOfAnySize {
  private var generator: SplitMix64

  init(seed: UInt64) { generator = SplitMix64(seed: seed) }

  var isEven: Bool { mutating get { generator.next().isMultiple(of: 2) } }

  private mutating func below(_ bound: Int) -> Int { Int.random(in: 0..<bound, using: &generator) }

  /// A time anywhere between the limits, each factor of ten as likely as the other.
  private mutating func time() -> Double {
    clamp(pow(10, Double.random(in: -12...9, using: &generator)))
  }

  private func clamp(_ time: Double) -> Double { min(max(time, 1e-12), 1e9) }

  mutating func executions() -> [[Double]] {
    let length = [1, 2, 3, 3, 5, 8, 19, 20, 40, 120][below(10)]
    let (shape, base, other) = (below(12), time(), time())
    return (0..<1 + below(4)).map { _ in
      let count = max(1, below(8) == 0 ? length - 1 : length)
      return (0..<count).map { value(shape, base, other, $0, of: count) }
    }
  }

  private mutating func value(
    _ shape: Int, _ base: Double, _ other: Double, _ index: Int, of count: Int
  ) -> Double {
    let noise = Double.random(in: -1...1, using: &generator)
    return switch shape {
    case 0: base
    case 1: [1e-12, 1e9][below(2)]
    case 2: clamp(index < count / 2 ? base : other)
    case 3: clamp(index.isMultiple(of: 2) ? base : base.nextUp)
    case 4: clamp(base + Double(below(3)) * base.ulp)
    case 5: time()
    case 6: clamp(base * (1 + 0.01 * noise))
    case 7: index == count - 1 ? 1e9 : 1e-12
    case 8: clamp(base * pow(10, Double(index - count / 2) / 8))
    case 9: clamp((index < count / 3 ? base * 2 : base) * (1 + 0.05 * noise))
    case 10: index == 0 ? clamp(other) : base
    default: clamp(1e9 * (1 - abs(noise) * 1e-15))
    }
  }
}
