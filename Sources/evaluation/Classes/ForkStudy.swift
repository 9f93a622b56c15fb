// SPDX-License-Identifier: GPL-3.0-or-later

package import WarmupStats

/// How well classes of real executions foretell what comes next, where nobody knows the true class.
package struct ForkStudy: Sendable {
  /// What is compared of some times, which pauses move or not.
  package enum Center: String, Sendable, CaseIterable {
    case median
    case mean

    fileprivate func of(_ times: ArraySlice<Double>) -> Double? {
      switch self {
      case .median: SortedSample(times)?.median
      case .mean: times.isEmpty ? nil : times.reduce(0, +) / Double(times.count)
      }
    }
  }

  /// How often each class occurs.
  package private(set) var classes: [Classification: Rate] = [:]
  /// How often two executions of the same benchmark have the same class.
  package private(set) var pairs = Rate()
  /// How often executions that are said to be steady after two thirds of their iterations stay within
  /// 2 % in the last third.
  package private(set) var steadyStays: [Center: Rate] = [:]
  /// The same of executions that are said to have no steady state.
  package private(set) var unsteadyStays: [Center: Rate] = [:]
  /// How often the start of an execution that is called flat differs by more than 5 %.
  ///
  /// The start is the first tenth of the iterations, as wide as the window in which outliers are
  /// judged, and it is compared with the last quarter, which must be steady.
  package private(set) var flatThoughStartDiffers: [Center: Rate] = [:]
  /// How often executions whose iterations were put in random order are not called flat: of the
  /// last 1000 iterations, and of all.
  package private(set) var shuffled = (last: Rate(), all: Rate())

  /// Classifies the forks of benchmarks with those options.
  ///
  /// The result does not depend on the number of cores.
  package init(of benchmarks: [RecordedForks], options: AnalysisOptions, seed: UInt64) async {
    let forks = benchmarks.flatMap(\.forks)
    let numbered = zip(forks.indices, forks).map { (number: $0, times: $1) }
    let findings = await numbered.concurrentlyMapped(jobs: nil, progress: { _ in }) {
      Finding(of: $0.times, number: $0.number, options: options, seed: seed)
    }
    for finding in findings { count(finding) }
    var start = 0
    for benchmark in benchmarks {
      let own = findings[start..<start + benchmark.forks.count].map(\.classification)
      start += benchmark.forks.count
      for (index, first) in own.enumerated() {
        for second in own[(index + 1)...] { pairs.add(first == second) }
      }
    }
  }

  /// The agreement of pairs of executions of a benchmark beyond that of any two executions, in
  /// [−1, 1]: Cohen's κ.
  ///
  /// J. Cohen, "A coefficient of agreement for nominal scales", Educational and Psychological
  /// Measurement 20 (1960) 37–46, https://doi.org/10.1177/001316446002000104.
  package var pairAgreement: Double {
    let chance = classes.values.reduce(0) { $0 + $1.share * $1.share }
    return chance < 1 ? (pairs.share - chance) / (1 - chance) : 0
  }

  /// The probability that a steady execution stays as it is, less that of another: 0 if the class
  /// says nothing of what comes next, 1 if it says all.
  package func foresight(_ center: Center) -> Double {
    steadyStays[center, default: Rate()].share - unsteadyStays[center, default: Rate()].share
  }

  /// What was measured, next to what is wanted.
  package var figures: [Figure] {
    Classification.published.map { classification in
      Figure(
        "forks: \(classification.rawValue)", classes[classification, default: Rate()],
        classification == .noSteadyState ? .within(0.07...0.16) : .noted(""))
    } + [
      Figure(
        "forks: same class as another of the benchmark, beyond chance (κ)",
        [.init(share: pairAgreement)], .atLeast(0.5))
    ]
      + Center.allCases.map {
        Figure(
          "forks: stays within 2 % if steady, less if not (J, by \($0.rawValue)s)",
          [.init(share: foresight($0))], .atLeast(0.25))
      }
      + Center.allCases.map {
        Figure(
          "forks: of flat ones, start off by more than 5 % (by \($0.rawValue)s)",
          flatThoughStartDiffers[$0, default: Rate()], .atMost(0.05))
      } + [
        Figure("forks: last 1000 in random order, not called flat", shuffled.last, .atMost(0.025)),
        Figure("forks: all in random order, not called flat", shuffled.all, .atMost(0.025)),
      ]
  }

  private mutating func count(_ finding: Finding) {
    for classification in Classification.allCases {
      classes[classification, default: Rate()].add(finding.classification == classification)
    }
    for center in Center.allCases {
      let stays = finding.staysWithin.contains(center)
      if finding.isSteadyEarly {
        steadyStays[center, default: Rate()].add(stays)
      } else {
        unsteadyStays[center, default: Rate()].add(stays)
      }
      if finding.classification == .flat {
        flatThoughStartDiffers[center, default: Rate()].add(finding.startDiffers.contains(center))
      }
    }
    shuffled.last.add(finding.shuffledLast != .flat)
    shuffled.all.add(finding.shuffledAll != .flat)
  }

  /// What is found in one fork.
  private struct Finding: Sendable {
    var classification: Classification?
    var isSteadyEarly: Bool
    /// By what the last third stays within 2 % of the steady state before it.
    var staysWithin: Set<Center>
    /// By what the start differs by more than 5 %.
    var startDiffers: Set<Center>
    var shuffledLast: Classification?
    var shuffledAll: Classification?

    init(of times: [Double], number: Int, options: AnalysisOptions, seed: UInt64) {
      func analysis(_ times: some Sequence<Double>) -> ExecutionAnalysis {
        ExecutionAnalysis(analyzing: times, options: options)
      }
      var generator = Xoshiro256(seed: seed, stream: number)
      let early = times.count * 2 / 3
      let (before, after) = (times[..<early], times[early...])
      let first = analysis(before)
      classification = analysis(times).comparableClass
      isSteadyEarly = first.classification != .noSteadyState
      let usual =
        first.steadyState.map { before[($0.iteration - 1)...] } ?? before.suffix(early / 4)
      let (start, end) = (times.prefix(times.count / 10), times.suffix(times.count / 4))
      staysWithin = Set(Center.allCases.filter { !Self.differ(after, usual, by: 0.02, $0) })
      startDiffers = Set(Center.allCases.filter { Self.differ(start, end, by: 0.05, $0) })
      shuffledLast = analysis(times.suffix(1000).shuffled(using: &generator)).comparableClass
      shuffledAll = analysis(times.shuffled(using: &generator)).comparableClass
    }

    /// Whether the centers of some times differ by more than a part of the second.
    private static func differ(
      _ times: ArraySlice<Double>, _ others: ArraySlice<Double>, by part: Double, _ center: Center
    ) -> Bool {
      guard let one = center.of(times), let other = center.of(others) else { return false }
      return abs(one / other - 1) > part
    }
  }
}
