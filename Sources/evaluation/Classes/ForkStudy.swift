// SPDX-License-Identifier: GPL-3.0-or-later

package import WarmupStats

/// How well classes of real executions foretell what comes next, where nobody knows the true class.
package struct ForkStudy: Sendable {
  /// How often each class occurs.
  package private(set) var classes: [Classification: Rate] = [:]
  /// How often two executions of the same benchmark have the same class.
  package private(set) var pairs = Rate()
  /// The agreement of such pairs beyond that of any two executions, in [−1, 1]: Cohen's κ.
  ///
  /// J. Cohen, "A coefficient of agreement for nominal scales", Educational and Psychological
  /// Measurement 20 (1960) 37–46, https://doi.org/10.1177/001316446002000104.
  package var pairAgreement: Double {
    let chance = classes.values.reduce(0) { $0 + $1.share * $1.share }
    return chance < 1 ? (pairs.share - chance) / (1 - chance) : 0
  }
  /// How often, of executions that are said to be steady after two thirds of their iterations, the
  /// median of the last third lies within 2 % of the median of the iterations before.
  package private(set) var steadyStays = Rate()
  /// The same of executions that are said to have no steady state.
  package private(set) var unsteadyStays = Rate()
  /// How often the median of the first tenth of an execution that is called flat differs by more
  /// than 5 % from that of the last quarter.
  package private(set) var flatThoughStartDiffers = Rate()
  /// How often executions whose iterations were put in random order are not called flat: of the
  /// last 1000 iterations, and of all.
  package private(set) var shuffled = (last: Rate(), all: Rate())

  /// The probability that a steady execution stays as it is, less that of another: 0 if the class
  /// says nothing of what comes next, 1 if it says all.
  package var foresight: Double { steadyStays.share - unsteadyStays.share }

  /// Classifies the forks of benchmarks with those options.
  ///
  /// The result does not depend on the number of cores.
  package init(
    of benchmarks: [RecordedForks], options: AnalysisOptions, seed: UInt64 = 1
  ) async {
    let forks = benchmarks.flatMap(\.forks)
    let numbered = zip(forks.indices, forks).map { (number: $0, times: $1) }
    let findings = await numbered.concurrentlyMapped(jobs: nil, progress: { _ in }) {
      Finding(of: $0.times, number: $0.number, options: options, seed: seed)
    }
    for classification in Set(findings.compactMap(\.classification)) {
      classes[classification] = Rate()
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

  private mutating func count(_ finding: Finding) {
    for classification in classes.keys {
      classes[classification]?.add(finding.classification == classification)
    }
    if finding.isSteadyEarly {
      steadyStays.add(finding.staysWithin)
    } else {
      unsteadyStays.add(finding.staysWithin)
    }
    if finding.classification == .flat { flatThoughStartDiffers.add(finding.startDiffers) }
    shuffled.last.add(finding.shuffledLast != .flat)
    shuffled.all.add(finding.shuffledAll != .flat)
  }

  /// What is found in one fork.
  private struct Finding: Sendable {
    var classification: Classification?
    var isSteadyEarly: Bool
    var staysWithin: Bool
    var startDiffers: Bool
    var shuffledLast: Classification?
    var shuffledAll: Classification?

    init(of times: [Double], number: Int, options: AnalysisOptions, seed: UInt64) {
      func analysis(_ times: some Sequence<Double>) -> ExecutionAnalysis {
        ExecutionAnalysis(analyzing: times, options: options)
      }
      var generator = Xoshiro256(seed: seed, stream: number)
      let early = times.count * 2 / 3
      let (before, after) = (times[..<early], times[early...])
      let whole = analysis(times)
      let first = analysis(before)
      classification = whole.classification
      isSteadyEarly = first.classification != .noSteadyState
      let usual =
        first.steadyState.map { before[($0.iteration - 1)...] } ?? before.suffix(early / 4)
      staysWithin = !Self.differ(after, usual, by: 0.02)
      startDiffers = Self.differ(
        times.prefix(times.count / 10), times.suffix(times.count / 4), by: 0.05)
      shuffledLast = analysis(times.suffix(1000).shuffled(using: &generator)).classification
      shuffledAll = analysis(times.shuffled(using: &generator)).classification
    }

    /// Whether the medians of some times differ by more than a part of the second.
    private static func differ(
      _ times: ArraySlice<Double>, _ others: ArraySlice<Double>, by part: Double
    ) -> Bool {
      guard let median = SortedSample(times)?.median, let other = SortedSample(others)?.median
      else { return false }
      return abs(median / other - 1) > part
    }
  }
}
