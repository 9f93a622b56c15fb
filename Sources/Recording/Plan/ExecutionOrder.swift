// SPDX-License-Identifier: GPL-3.0-or-later

import WarmupStats

/// The order in which the executions of an experiment run.
public enum ExecutionOrder: String, Sendable, Hashable, Codable, CaseIterable {
  /// Rounds with an execution of each key, shuffled, so that what drifts meets all keys alike.
  case rounds
  /// All executions shuffled.
  case random
  /// One key after another, as they are listed.
  case sequential

  /// One execution: of which benchmark of the plan, and the how manieth of it, from 0.
  public struct Slot: Sendable, Hashable, Codable {
    /// The index of the benchmark.
    public var benchmark: Int
    /// The number of its execution, from 0.
    public var execution: Int

    /// Creates a slot.
    public init(benchmark: Int, execution: Int) {
      self.benchmark = benchmark
      self.execution = execution
    }
  }

  /// All rounds of benchmarks with these numbers of executions; the same for the same seed.
  ///
  /// An order without rounds is one round.
  public func rounds(of counts: [Int], seed: UInt64) -> [[Slot]] {
    var rounds: [[Slot]] = []
    while let next = round(rounds.count, of: counts, seed: seed) { rounds.append(next) }
    return rounds
  }

  /// The round of a number, from 0; `nil` if there are not so many.
  ///
  /// More executions leave the rounds before them as they were.
  func round(_ number: Int, of counts: [Int], seed: UInt64) -> [Slot]? {
    guard number < (self == .rounds ? counts.max() ?? 0 : 1) else { return nil }
    var generator = Xoshiro256(seed: seed, stream: number)
    switch self {
    case .rounds:
      return counts.indices.filter { counts[$0] > number }
        .map { Slot(benchmark: $0, execution: number) }.shuffled(using: &generator)
    case .random: return Self.sequence(counts).shuffled(using: &generator)
    case .sequential: return Self.sequence(counts)
    }
  }

  private static func sequence(_ counts: [Int]) -> [Slot] {
    counts.enumerated().flatMap { benchmark, count in
      (0..<count).map { Slot(benchmark: benchmark, execution: $0) }
    }
  }
}
