// SPDX-License-Identifier: GPL-3.0-or-later

import CKernels
import RealModule
import Testing

/// The kernels, against the same arithmetic written plainly: the results are the same to the last
/// bit, whichever processor the kernel in use was compiled for.
@Suite struct KernelTests {
  static func logarithm(_ x: Double) -> Double {
    let rootHalf: UInt64 = 0x3FE6_A09E_667F_3BCD
    let biased = (x.bitPattern &- rootHalf &+ (1023 << 52)) >> 52
    let exponent = Double(Int(biased) - 1023)
    let significand = Double(bitPattern: x.bitPattern &- ((biased &- 1023) << 52))
    let f = significand - 1
    let s = f / (f + 2)
    let z = s * s
    let low = (0x1.5555555555592p-2 + 0x1.999999997fdb7p-3 * z)
    let middle = (0x1.24924941f12a5p-3 + 0x1.c71c520959e0cp-4 * z) * (z * z)
    let next = 0x1.74663ee8ec253p-4 + 0x1.39a1baadd8b9ap-4 * z
    let top = next + 0x1.2f0563cb7eb4ep-4 * (z * z)
    let p = (low + middle) + top * ((z * z) * (z * z))
    let ln2 = (high: 0x1.62e42fefa38p-1, low: 0x1.ef35793c7673p-45)
    return exponent * ln2.high + ((s + s) + ((s + s) * z * p + exponent * ln2.low))
  }

  /// A table of random rows, as the kernels want it.
  static func table(rows: Int, capacity: Int, using generator: inout SplitMix) -> [Double] {
    var table = [Double](repeating: 0, count: 8 * capacity)
    for row in 0..<capacity {
      table[row] = row < rows ? 100 * generator.normal() : .infinity
      table[capacity + row] = Double(Int.random(in: 1...1000, using: &generator))
      table[2 * capacity + row] = 1 + generator.normal()
      table[3 * capacity + row] = 0.1 * generator.normal()
      table[4 * capacity + row] = generator.uniform() < 0.1 ? 0 : 10 * generator.uniform()
      table[6 * capacity + row] = Double(Int.random(in: 2...100, using: &generator))
      table[7 * capacity + row] = 3 * generator.uniform()
    }
    return table
  }

  @Test func logarithms() {
    var generator = SplitMix(seed: 10)
    var inputs: [Double] = [1, 2, 0.5, .leastNormalMagnitude, .greatestFiniteMagnitude]
    inputs += [(1.0).nextUp, (1.0).nextDown, (0.5).squareRoot(), (0.5).squareRoot().nextDown]
    inputs += (0..<4000).map { _ in Double.exp(200 * generator.normal() / 2) }
    inputs += (0..<4000).map { _ in 1 + 1e-3 * generator.normal() }
    for start in stride(from: 0, to: inputs.count - 7, by: 8) {
      let values = Array(inputs[start..<start + 8])
      var results = values
      unsafe candidate_logarithms(&results)
      for (value, result) in zip(values, results) {
        #expect(result == Self.logarithm(value))
        let expected = Double.log(value)
        #expect(abs(result - expected) <= 2 * max(expected.ulp, result.ulp))
      }
    }
  }

  @Test(arguments: [0.0, 2.5], [1, 7, 8, 13, 64])
  func candidates(_ factor: Double, _ rows: Int) {
    var generator = SplitMix(seed: 11)
    for _ in 0..<50 {
      let capacity = 64
      var table = Self.table(rows: rows, capacity: capacity, using: &generator)
      let before = table
      let values = candidate_moments(
        count: Double(Int.random(in: 1...50, using: &generator)), shift: 1 + generator.normal(),
        offset: 0.1 * generator.normal(), squares: generator.uniform())
      let cost = candidate_cost(added: 1e-3, factor: factor)
      let least = unsafe candidates_absorb(&table, capacity, rows, values, cost)
      let totals = (0..<rows).map { row in
        let old = (0..<8).map { before[$0 * capacity + row] }
        let count = old[1] + values.count
        let difference = (values.shift - old[2]) + (values.offset - old[3])
        let step = difference * (values.count * (1 / count))
        let squares = old[4] + (values.squares + difference * old[1] * step)
        #expect(table[capacity + row] == count)
        #expect(table[3 * capacity + row] == old[3] + step)
        #expect(table[4 * capacity + row] == squares)
        let segment =
          factor == 0 ? Self.logarithm(squares * (1 / count) + 1e-3) * count : factor * squares
        return segment + old[0]
      }
      #expect((0..<rows).map { table[5 * capacity + $0] } == totals)
      #expect(least == totals.min())
      let limit = totals[Int.random(in: 0..<rows, using: &generator)]
      let from = Int.random(in: 0..<rows, using: &generator)
      let found = unsafe candidates_find(table, capacity, rows, from, limit)
      #expect(found == (from..<rows).first { totals[$0] <= limit } ?? rows)
    }
  }

  /// Totals that may be the least are those of the kernel above; others are near.
  @Test(arguments: [0.0, 2.5], [1, 7, 8, 13, 64])
  func nearbyCandidates(_ factor: Double, _ rows: Int) {
    var generator = SplitMix(seed: 13)
    var exactTotals = 0
    for round in 0..<50 {
      let capacity = 64
      var table = Self.table(rows: rows, capacity: capacity, using: &generator)
      // Some that are tied but for rounding, and some that a near logarithm cannot tell apart.
      for row in 1..<max(rows, 2) where row < rows && generator.uniform() < 0.3 {
        for column in 1...4 { table[column * capacity + row] = table[column * capacity] }
        table[row] = table[0] + (generator.uniform() < 0.5 ? 0 : 1e-10 * generator.normal())
      }
      var exact = table
      let values = candidate_moments(
        count: 1, shift: 1 + generator.normal(), offset: 0, squares: 0)
      let cost = candidate_cost(added: 1e-3, factor: factor)
      let margin = round.isMultiple(of: 2) ? 1e-6 : 1
      let least = unsafe candidates_absorb_nearly(&table, capacity, rows, values, cost, margin)
      let leastOfAll = unsafe candidates_absorb(&exact, capacity, rows, values, cost)
      #expect(least == leastOfAll)
      for row in 0..<rows {
        for column in 0...4 {
          #expect(table[column * capacity + row] == exact[column * capacity + row])
        }
        let (near, total) = (table[5 * capacity + row], exact[5 * capacity + row])
        let error = 2e-10 * exact[capacity + row]
        #expect(abs(near - total) <= error)
        if total <= least + margin - error { #expect(near == total) }
        if near == total { exactTotals += 1 }
      }
    }
    #expect(exactTotals >= 50)
    if factor == 0, rows == 64 { #expect(exactTotals < 50 * rows / 2) }
  }

  /// The bound against its definition: no segment with at least the member's count and variance
  /// gains less when the values are added.
  @Test func bounds() {
    var generator = SplitMix(seed: 12)
    func h(_ count: Double, _ squares: Double) -> Double {
      count * Double.log(squares / count + 1e-3)
    }
    for _ in 0..<200 {
      var table = Self.table(rows: 8, capacity: 8, using: &generator)
      for row in 0..<8 where generator.uniform() < 0.3 {
        for column in 1...4 { table[column * 8 + row] = 0 }
      }
      let before = table
      let value = 1 + generator.normal()
      let values = candidate_moments(count: 1, shift: value, offset: 0, squares: 0)
      let cost = candidate_cost(added: 1e-3, factor: 0)
      let least = unsafe bounds_absorb(&table, 8, 8, values, cost)
      #expect(least == table[40..<48].min())
      for row in 0..<8 {
        let (count, squares) = (table[8 + row], table[32 + row])
        let (memberCount, memberSquares) = (before[48 + row], before[56 + row])
        let bound = table[40 + row] - before[row]
        for _ in 0..<20 {
          let longer = memberCount + Double(Int.random(in: 0...100, using: &generator))
          let more = longer * (memberSquares / memberCount + 3 * generator.uniform())
          let gain = h(longer + count, more + squares) - h(longer, more)
          #expect(bound <= gain + 1e-9)
        }
        // It is never worse than that of splitting, but for a logarithm that is only near, and attained
        // if the variances agree.
        #expect(bound >= h(count, squares) - 1e-9 - 3e-10 * count)
      }
    }
  }
}
