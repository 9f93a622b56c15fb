// SPDX-License-Identifier: GPL-3.0-or-later

import TestSupport
import Testing
import WarmupStats

@Suite struct CoincidenceTests {
  /// All shifts, written out.
  private static func plain(_ times: [Double], _ events: [Bool]) -> (Double, Double) {
    let sorted = times.sorted()
    let middle = sorted.count / 2
    let median =
      sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
    let excess = times.map { max(0, $0 - median) }
    let total = excess.reduce(0, +)
    let shares = times.indices.map { shift in
      times.indices.reduce(0) { sum, index in
        events[index] ? sum + excess[(index + shift) % times.count] : sum
      } / total
    }
    return (
      shares[0], Double(shares.count { $0 >= shares[0] - 1e-12 }) / Double(times.count)
    )
  }

  @Test(arguments: 1...20)
  func isWhatAllShiftsSay(seed: UInt64) throws {
    var generator = SplitMix64(seed: seed)
    let count = Int.random(in: 5...60, using: &generator)
    let times = (0..<count).map { _ in Double(Int.random(in: 1...9, using: &generator)) }
    let events = (0..<count).map { _ in Int.random(in: 0...3, using: &generator) == 0 }
    guard let found = Coincidence(of: times, with: events) else { return }
    let (share, pValue) = Self.plain(times, events)
    #expect(abs(found.share - share) < 1e-12)
    #expect(found.pValue == pValue)
    #expect(found.expectedShare == Double(events.count { $0 }) / Double(count))
  }

  @Test func whatHappensTogetherIsFound() throws {
    var generator = SplitMix64(seed: 1)
    let events = (0..<400).map { $0 % 37 == 5 }
    let times = events.map { ($0 ? 1.5 : 1) + Double.random(in: 0...0.01, using: &generator) }
    let found = try #require(Coincidence(of: times, with: events))
    #expect(found.share > 0.8)
    #expect(found.pValue < 0.05)
  }

  /// Where events come at random, p-values of at most a twentieth come in about a twentieth.
  @Test func chanceIsSeldomTakenForMore() {
    var generator = SplitMix64(seed: 7)
    let alarms = (0..<400).count { _ in
      let events = (0..<200).map { _ in Int.random(in: 0...9, using: &generator) == 0 }
      let times = (0..<200).map { _ in Double.random(in: 1...2, using: &generator) }
      return Coincidence(of: times, with: events).map { $0.pValue <= 0.05 } ?? false
    }
    #expect((6...36).contains(alarms))
  }

  @Test func nothingIsSaidWhereThereIsNothingToSay() {
    #expect(Coincidence(of: [], with: []) == nil)
    #expect(Coincidence(of: [1, 1, 1], with: [true, false, false]) == nil)
    #expect(Coincidence(of: [1, 2, 3], with: [true, true, true]) == nil)
    #expect(Coincidence(of: [1, 2, 3], with: [false, false, false]) == nil)
  }
}
