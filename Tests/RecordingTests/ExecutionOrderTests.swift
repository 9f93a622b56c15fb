// SPDX-License-Identifier: GPL-3.0-or-later

import Recording
import Testing

/// In which order executions run.
@Suite struct ExecutionOrderTests {
  private let counts = [3, 5, 0, 4]

  @Test(arguments: ExecutionOrder.allCases)
  func everyExecutionRunsOnceAndTheSameSeedGivesTheSameOrder(order: ExecutionOrder) {
    for seed in 0..<20 as Range<UInt64> {
      let rounds = order.rounds(of: counts, seed: seed)
      let all = rounds.flatMap(\.self)
      #expect(all.count == 12)
      #expect(Set(all).count == 12)
      #expect(rounds == order.rounds(of: counts, seed: seed))
      for (benchmark, count) in counts.enumerated() {
        let numbers = all.filter { $0.benchmark == benchmark }.map(\.execution)
        #expect(numbers.sorted() == Array(0..<count))
      }
    }
  }

  @Test func aRoundHasOneExecutionOfEachBenchmarkThatHasSoMany() {
    for (round, slots) in ExecutionOrder.rounds.rounds(of: counts, seed: 7).enumerated() {
      #expect(slots.allSatisfy { $0.execution == round })
      #expect(Set(slots.map(\.benchmark)) == Set(counts.indices.filter { counts[$0] > round }))
    }
  }

  @Test func moreExecutionsLeaveTheRoundsBeforeThemAsTheyWere() {
    let few = ExecutionOrder.rounds.rounds(of: [2, 2], seed: 3)
    let many = ExecutionOrder.rounds.rounds(of: [5, 5], seed: 3)
    #expect(Array(many.prefix(2)) == few)
  }

  /// Each of two benchmarks is the first in about half of the rounds: of 2000, 1000 ± 5 standard
  /// deviations of 22.
  @Test func roundsAreFair() {
    let rounds = ExecutionOrder.rounds.rounds(of: [2000, 2000], seed: 11)
    let first = rounds.count { $0[0].benchmark == 0 }
    #expect((890...1110).contains(first), "\(first)")
    let orders = Set(
      (0..<100 as Range<UInt64>).map {
        ExecutionOrder.random.rounds(of: [4, 4], seed: $0)
      })
    #expect(orders.count > 60)
  }

  @Test func sequentialIsAsListed() {
    let slots = ExecutionOrder.sequential.rounds(of: [1, 2], seed: 1)
    #expect(slots.count == 1)
    #expect(slots[0].map(\.benchmark) == [0, 1, 1])
  }
}
