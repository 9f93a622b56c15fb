// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import ResultsFiles
import TestSupport
import Testing
import WarmupStats

/// Where executions may stop.
@Suite struct SteadyRuleTests {
  // MARK: - Against other answers

  private struct Answers: Decodable {
    /// By benchmark and preset, for each fork: how many iterations are warmup, or none, and how
    /// many had run.
    var benchmarks: [String: [String: [[Int?]]]]
  }

  private struct Forks: Decodable {
    var benchmark: String
    var forks: [[Double]]
  }

  private static let folder = Fixtures.shared.appending(path: "data/jmh2023")
  private static let hasForks = FileManager.default.fileExists(
    atPath: folder.appending(path: "steady_rule.json").path)

  /// The stops that another implementation finds in 400 published forks of JMH benchmarks.
  ///
  /// Traini et al. 2023, https://doi.org/10.1007/s10664-022-10247-x. An iteration repeats its
  /// operation until 100 ms are over.
  @Test(.enabled(if: Self.hasForks, "skipped: ../shared/data/jmh2023 is not beside this package"))
  func publishedForksStopWhereAnotherImplementationStopsThem() throws {
    let answers = try JSONDecoder().decode(
      Answers.self, from: Data(contentsOf: Self.folder.appending(path: "steady_rule.json")))
    var compared = 0
    for file in 0..<40 {
      let name = "\(file < 10 ? "0" : "")\(file).json.xz"
      let bytes = try FileBytes.read(
        at: Self.folder.appending(path: name).path, maximumSize: 1 << 28)
      let forks = try JSONDecoder().decode(Forks.self, from: Data(bytes))
      let expected = try #require(answers.benchmarks[forks.benchmark])
      for preset in SteadyRule.Preset.allCases {
        let rule = SteadyRule(preset)
        for (times, answer) in zip(forks.forks, try #require(expected[preset.rawValue])) {
          let stop = rule.stop(in: times, durations: times.map { (0.1 / $0).rounded(.up) * $0 })
          #expect(stop?.warmup == answer[0], "\(name) \(preset)")
          #expect((stop?.iterations ?? times.count) == answer[1], "\(name) \(preset)")
          compared += 1
        }
      }
    }
    #expect(compared == 1200)
  }

  /// The rule as it is written down, with nothing kept from one check to the next.
  private func plainStop(_ rule: SteadyRule, in times: [Double]) -> SteadyRule.Stop? {
    var clipped: [Double] = []
    for index in times.indices {
      let last = times[max(0, index - 30)...index].sorted()
      let median = last[last.count / 2]
      let reach = 3 * (last[3 * last.count / 4] - last[last.count / 4]) + 0.002 * median
      clipped.append(
        last.count < 7 ? times[index] : max(median - reach, min(times[index], median + reach)))
    }
    func mean(_ values: ArraySlice<Double>) -> Double {
      values.reduce(0, +) / Double(values.count)
    }
    func parts(_ values: ArraySlice<Double>, _ count: Int) -> [Double] {
      (0..<count).map { part in
        let start = values.startIndex + values.count * part / count
        return mean(values[start..<values.startIndex + values.count * (part + 1) / count])
      }
    }
    let quantiles = [3: 4.30, 4: 3.18, 5: 2.78, 6: 2.57, 7: 2.45, 8: 2.36, 9: 2.31, 10: 2.26]
    var check = 8
    for count in 8...max(times.count, 8) where count == check || count == times.count {
      guard count <= times.count else { return nil }
      var next = count
      while Double(next) < 1.02 * Double(count) { next += 1 }
      check = max(next, count + 1)
      var warmup = 0.0
      let total = times[..<count].reduce(0, +)
      guard total >= rule.minimumTime else { continue }
      while Int(exactly: warmup.rounded(.down))! <= count - 8 {
        let start = Int(exactly: warmup.rounded(.down))!
        let before = times[..<start].reduce(0, +)
        if total - before < max(rule.minimumTime, rule.shareOfWarmup * before) { break }
        let part = clipped[start..<count]
        let isLevel = parts(part, 4).allSatisfy {
          abs($0 / mean(part) - 1) <= rule.deviation
        }
        let batches = parts(part, part.count < 20 ? max(3, part.count / 2) : 10)
        let center = mean(batches[...])
        let variance =
          batches.reduce(0) { $0 + ($1 - center) * ($1 - center) } / Double(batches.count - 1)
        let half =
          quantiles[batches.count]! * (variance / Double(batches.count)).squareRoot() / center
        if isLevel && (total >= rule.patience || half <= rule.precision) {
          return SteadyRule.Stop(warmup: start, iterations: count)
        }
        warmup = warmup == 0 ? 1 : 1.15 * warmup + 1
      }
    }
    return nil
  }

  /// Made series of all kinds: noise, steps, spikes, drifts.
  private func series(_ seed: UInt64) -> [Double] {
    var made = MadeSeries(seed: seed)
    let noise = [0.0, 0.001, 0.02, 0.1][made.integer(in: 0..<4)]
    var times: [Double] = []
    for _ in 0..<made.integer(in: 1..<5) {
      times += made.plateau(
        made.integer(in: 1..<150), level: 0.05 + 0.2 * made.uniform(), noise: noise * 0.05)
    }
    return times.map { made.integer(in: 0..<40) == 0 ? 3 * $0 : $0 }
  }

  @Test func theStopIsThatOfThePlainRule() {
    var stopped = 0
    for seed in 0..<60 as Range<UInt64> {
      let times = series(seed)
      for preset in SteadyRule.Preset.allCases {
        let stop = SteadyRule(preset).stop(in: times)
        #expect(stop == plainStop(SteadyRule(preset), in: times), "\(seed) \(preset)")
        if stop != nil { stopped += 1 }
      }
    }
    // Both outcomes are there.
    #expect(stopped > 40 && stopped < 160, "\(stopped)")
  }

  // MARK: - What it does

  @Test func aLevelExecutionStopsAtTheFirstCheckAfterTheMinimumTime() throws {
    let stop = try #require(SteadyRule(.balanced).stop(in: Array(repeating: 0.25, count: 400)))
    #expect(stop.warmup == 0)
    #expect(stop.iterations == 20)
  }

  @Test func warmupIsFound() throws {
    let times = MadeExecutions.times(warmingUpFor: 20, of: 200).map { $0 / 10 }
    let stop = try #require(SteadyRule(.quick).stop(in: times))
    #expect((20...35).contains(stop.warmup))
    #expect(stop.iterations < 120)
  }

  @Test(arguments: SteadyRule.Preset.allCases)
  func anExecutionThatAlwaysGetsSlowerIsNeverSteady(preset: SteadyRule.Preset) {
    let times = (0..<150).map { 0.1 * (1 + 0.04 * Double($0)) }
    #expect(SteadyRule(preset).stop(in: times) == nil)
  }

  @Test func tooShortAnExecutionIsNotJudged() {
    #expect(SteadyRule(.quick).stop(in: Array(repeating: 100, count: 7)) == nil)
    #expect(SteadyRule(.quick).stop(in: Array(repeating: 100, count: 8)) != nil)
    #expect(SteadyRule(.quick).stop(in: Array(repeating: 0.001, count: 4999)) == nil)
    #expect(SteadyRule(.quick).stop(in: []) == nil)
  }

  @Test func outliersDoNotKeepItFromStopping() {
    var times = Array(repeating: 0.1, count: 300)
    for index in stride(from: 20, to: 300, by: 25) { times[index] = 2 }
    #expect(SteadyRule(.balanced).stop(in: times).map { $0.iterations < 120 } == true)
  }

  @Test func morePatienceIsNotAskedForThanThePresetHas() throws {
    // Unrest that the precision would never allow, with quarters that are alike.
    var made = MadeSeries(seed: 1)
    let times = made.plateau(3000, level: 0.1, noise: 0.02)
    var rule = SteadyRule(.balanced)
    rule.precision = 0
    let stop = try #require(rule.stop(in: times))
    let time = times[..<stop.iterations].reduce(0, +)
    #expect(time >= rule.patience && time < 1.03 * rule.patience)
  }
}
