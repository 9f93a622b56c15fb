// SPDX-License-Identifier: GPL-3.0-or-later

import ResultsFiles
import Testing
import WarmupStats

@Suite struct TimeResolutionTests {
  /// Times around 2 ms with a spread of 10 %, as a clock of that step shows them.
  private func times(step: Double, count: Int, around middle: Double = 0.002, seed: UInt64 = 7)
    -> [Double]
  {
    var generator = Xoshiro256(seed: seed)
    return (0..<count).map { _ in
      let time = middle * (1 + 0.1 * Double.random(in: 0..<1, using: &generator))
      return (time / step).rounded() * step
    }
  }

  @Test(arguments: [1e-9, 1e-8, 1e-7, 1e-6, 1e-5, 1.0 / 24e6, 1e-9 / 3, 1e-6 / 128, 69.841e-9])
  func theStepOfAClockIsFound(step: Double) throws {
    for count in [40, 400, 4000] {
      let resolution = try #require(TimeResolution(of: times(step: step, count: count)))
      #expect(abs(resolution.step / step - 1) < 1e-6)
      #expect(resolution.distinctTimes <= count)
      #expect(resolution.deviation < 0.001)
    }
  }

  @Test func noiseOfATwentiethOfTheStepIsAllowed() throws {
    var generator = Xoshiro256(seed: 3)
    let noisy = times(step: 1e-9, count: 2000).map {
      $0 + Double.random(in: -2e-11..<2e-11, using: &generator)
    }
    let resolution = try #require(TimeResolution(of: noisy))
    #expect(abs(resolution.step - 1e-9) < 1e-15)
    #expect(resolution.deviation > 0.01 && resolution.deviation <= 0.05)
  }

  @Test func timesWithoutAStepShowNone() {
    for seed in UInt64(1)...20 {
      var generator = Xoshiro256(seed: seed)
      let times = (0..<200).map { _ in Double.random(in: 0.001..<0.002, using: &generator) }
      #expect(TimeResolution(of: times) == nil)
      #expect(TimeResolution(of: times.map { 1 / ($0 * 1e9).rounded() }) == nil)
    }
  }

  @Test func fewOrEqualTimesShowNone() {
    #expect(TimeResolution(of: []) == nil)
    #expect(TimeResolution(of: [0.001, 0.002, 0.003, 0.004]) == nil)
    #expect(TimeResolution(of: Array(repeating: 0.001, count: 100)) == nil)
  }

  @Test func onlyMultiplesCountNotDistancesAlone() throws {
    // All distances are multiples of 2 ns, but the times are odd numbers of nanoseconds.
    let odd = (0..<50).map { Double(1_000_001 + 2 * ($0 * $0 % 97)) / 1e9 }
    #expect(try #require(TimeResolution(of: odd)).step == 1e-9)
  }

  @Test func timesThatClusterShowNone() {
    // Warmups, and phases of other factors, with noise of one per cent.
    for factors in [[2.0, 1], [3, 2, 1], [1, 2, 3, 4, 5, 6]] {
      for seed in UInt64(1)...10 {
        var generator = Xoshiro256(seed: seed)
        let times = factors.flatMap { factor in
          (0..<300).map { _ in 0.1 * factor * Double.random(in: 0.99..<1.01, using: &generator) }
        }
        #expect(TimeResolution(of: times) == nil)
      }
    }
  }

  @Test func timesOutOfRangeShowNone() {
    let subnormal = (1...20).map { Double($0) * Double.leastNonzeroMagnitude }
    #expect(TimeResolution(of: subnormal) == nil)
    #expect(TimeResolution(of: subnormal.map { $0 / Double.leastNonzeroMagnitude * 1e300 }) == nil)
  }

  @Test func fewerTimesLeaveMoreDoubt() throws {
    let few = try #require(TimeResolution(of: [3e-6, 4e-6, 7e-6, 8e-6, 11e-6]))
    #expect(few.step == 1e-6)
    // Were the clock finer, five times would all be multiples of a microsecond less often.
    #expect(few.doubt == 1.0 / 16)
    let many = try #require(TimeResolution(of: times(step: 1e-9, count: 2000)))
    #expect(many.doubt < 1e-100)
  }
}
