// SPDX-License-Identifier: GPL-3.0-or-later

import RealModule
import Testing
import WarmupStats

@Suite struct CharacteristicSumsTests {
  /// Against the mean of each value's cosine and sine; more frequencies than one block has.
  @Test(arguments: [1, 3, 4, 5, 8, 30])
  func areMeansOfCosinesAndSines(count: Int) {
    var generator = Xoshiro256(seed: 5)
    let values = (0..<count).map { _ in Double.random(in: -1...1, using: &generator) }
    var sums = CharacteristicSums(count: 1203)
    sums.add(values, step: 0.7)
    #expect(sums.reals.count == 1208)
    for index in sums.reals.indices {
      let angles = values.map { 0.7 * Double(index + 1) * $0 }
      let real = angles.reduce(0) { $0 + Double.cos($1) } / Double(count)
      let imaginary = angles.reduce(0) { $0 + Double.sin($1) } / Double(count)
      #expect(abs(sums.reals[index] - real) < 1e-12)
      #expect(abs(sums.imaginaries[index] - imaginary) < 1e-12)
    }
  }

  @Test func addUp() {
    var both = CharacteristicSums(count: 16)
    both.add([1, 2, 4], step: 0.1)
    both.add([-3], step: 0.1)
    var (first, second) = (CharacteristicSums(count: 16), CharacteristicSums(count: 16))
    first.add([1, 2, 4], step: 0.1)
    second.add([-3], step: 0.1)
    for k in 0..<16 {
      #expect(abs(both.reals[k] - first.reals[k] - second.reals[k]) < 1e-15)
      #expect(abs(both.imaginaries[k] - first.imaginaries[k] - second.imaginaries[k]) < 1e-15)
    }
  }
}
