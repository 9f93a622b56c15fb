// SPDX-License-Identifier: GPL-3.0-or-later

public import WarmupStats

/// How an execution, or all executions of a benchmark together, behave: what symbols stand for.
public enum Behaviour: String, Sendable, Hashable, CaseIterable {
  /// All segments are equivalent.
  case flat
  /// It starts slower than it ends.
  case warmup
  /// It starts, or is at some time, faster than it ends.
  case slowdown
  /// It does not settle.
  case noSteadyState = "no steady state"
  /// Some executions are flat, and the others warm up.
  case goodInconsistent = "good inconsistent"
  /// Executions differ, and not only between flat and warmup.
  case badInconsistent = "bad inconsistent"
  /// It left no times.
  case crashed

  /// The words for it, as they stand in running text.
  public var word: String { rawValue }

  /// What it means, as a legend has it.
  public var meaning: String {
    switch self {
    case .flat: "as fast from the first iteration to the last"
    case .warmup: "slower at first, then steady"
    case .slowdown: "faster at some time before it is steady"
    case .noSteadyState: "still changing near the end"
    case .goodInconsistent: "some executions are flat, the others warm up"
    case .badInconsistent: "the executions differ in other ways"
    case .crashed: "crashed or killed, no times"
    }
  }

  /// The behaviour of one execution.
  public init(_ classification: Classification) {
    self =
      switch classification {
      case .flat: .flat
      case .warmup: .warmup
      case .slowdown: .slowdown
      case .noSteadyState: .noSteadyState
      }
  }

  /// The behaviour of all executions together; `.crashed` if none completed.
  public init(_ consistency: Consistency?) {
    self =
      switch consistency {
      case .consistent(let classification): Behaviour(classification)
      case .goodInconsistent: .goodInconsistent
      case .badInconsistent: .badInconsistent
      case nil: .crashed
      }
  }
}

/// How the executions of a benchmark behave together, and how many behave how.
public struct Behaviours: Sendable, Hashable {
  /// How many executions behave in one way.
  public struct Count: Sendable, Hashable {
    /// How they behave.
    public var behaviour: Behaviour
    /// How many they are.
    public var count: Int
  }

  /// How they behave together.
  public var overall: Behaviour
  /// How many behave how, the most frequent first and the crashed last; never zero.
  public var counts: [Count]

  /// Creates the behaviours of executions that were counted.
  public init(overall: Consistency?, counts: ClassificationCounts) {
    self.overall = Behaviour(overall)
    let classes = Classification.allCases.map {
      Count(behaviour: Behaviour($0), count: counts[$0])
    }
    let mostFrequentFirst = classes.enumerated().sorted {
      ($1.element.count, $0.offset) < ($0.element.count, $1.offset)
    }
    self.counts =
      (mostFrequentFirst.map(\.element) + [Count(behaviour: .crashed, count: counts.crashed)])
      .filter { $0.count > 0 }
  }

  /// The counts that readers need: all where executions differ, else only those that crashed.
  public var telling: [Count] {
    switch overall {
    case .goodInconsistent, .badInconsistent: counts
    default: counts.filter { $0.behaviour == .crashed && overall != .crashed }
    }
  }

  /// How many executions behave in that way.
  public func count(of behaviour: Behaviour) -> Int {
    counts.first { $0.behaviour == behaviour }?.count ?? 0
  }

  /// The counts in words, such as `7 warmup, 3 flat`; empty if there is nothing to tell.
  public var tellingWords: String {
    telling.map { "\($0.count) \($0.behaviour.word)" }.joined(separator: ", ")
  }

  /// The behaviour in words, and the counts if they tell more.
  public var words: String {
    telling.isEmpty ? overall.word : "\(overall.word) (\(tellingWords))"
  }
}
