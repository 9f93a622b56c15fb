// SPDX-License-Identifier: GPL-3.0-or-later

import Testing
import WarmupStats

/// Work that is divided among cores gives what one core gives, in the same order.
@Suite struct ConcurrentMapTests {
  @Test(arguments: [0, 1, 999, 1000, 1001, 2000, 12_345])
  func mapsEachElementInItsPlace(count: Int) {
    let numbers = (0..<count).map { $0 * 3 }
    #expect(numbers.concurrentlyMapped { $0 + 1 } == numbers.map { $0 + 1 })
    #expect(numbers.concurrentlyMapped(atOnce: 1) { $0 + 1 } == numbers.map { $0 + 1 })
  }

  @Test(arguments: [1, 2, 3, 7, 10, 11, .max]) func partsFollowOneAnother(size: Int) {
    let numbers = 5..<15
    let parts = numbers.concurrentlyMappedParts(of: size) { Array($0) }
    #expect(parts.flatMap(\.self) == Array(numbers))
    #expect(parts.dropLast().allSatisfy { $0.count == size })
    #expect(parts.allSatisfy { !$0.isEmpty })
  }
}
