// SPDX-License-Identifier: GPL-3.0-or-later

import CKernels
import Changepoints
import RealModule
import Testing

/// Numbers sorted by their digits, against the standard library's order.
@Suite struct SortingTests {
  /// What numbers to sort are like.
  enum Kind: CaseIterable {
    case close, wide, tied, signs, ascending, descending, special

    func number(_ index: Int, using generator: inout SplitMix) -> Double {
      switch self {
      case .close: 1 + 1e-3 * generator.normal()
      case .wide: Double.exp(600 * (generator.uniform() - 0.5)) * (generator.normal() < 0 ? -1 : 1)
      case .tied: Double(Int.random(in: -3...3, using: &generator)) / 8
      case .signs: generator.normal()
      case .ascending: Double(index)
      case .descending: -Double(index)
      case .special:
        [0, -0.0, .infinity, -.infinity, .leastNonzeroMagnitude, -.leastNonzeroMagnitude, 1, -1][
          Int.random(in: 0..<8, using: &generator)]
      }
    }
  }

  @Test(arguments: Kind.allCases, [0, 1, 2, 63, 64, 65, 500, 5000])
  func standardOrder(_ kind: Kind, _ count: Int) {
    var generator = SplitMix(seed: 2700)
    let numbers = (0..<count).map { kind.number($0, using: &generator) }
    let order = numbers.indices.sorted { (numbers[$0], $0) < (numbers[$1], $1) }
    let expected = order.map { numbers[$0] }
    #expect(numbers.ascending().map(\.bitPattern) == expected.map(\.bitPattern))

    var keyed = numbers.indices.map {
      keyed_number(key: numbers[$0], payload: UInt64(truncatingIfNeeded: $0))
    }
    var scratch = keyed
    unsafe sort_keyed_numbers(&keyed, &scratch, count)
    #expect(keyed.map(\.key.bitPattern) == expected.map(\.bitPattern))
    #expect(keyed.map(\.payload) == order.map { UInt64(truncatingIfNeeded: $0) })
  }
}
