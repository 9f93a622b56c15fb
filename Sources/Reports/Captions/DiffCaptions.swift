// SPDX-License-Identifier: GPL-3.0-or-later

import WarmupStats

/// The sentences around a table that compares two results.
enum DiffCaptions {
  /// What the columns mean, and how many benchmarks became what.
  static func legend(of diff: Diff) -> [String] {
    guard !diff.benchmarks.isEmpty else { return ["No benchmark was compared."] }
    return [
      totals(of: diff),
      """
      Before → after, medians over the process executions. \(rule(of: diff.benchmarks[0]))
      """,
      """
      Change: \(change(of: diff.benchmarks[0])), less time is negative.
      """,
      """
      Verdict: better if something is better and nothing worse, and worse likewise; different if \
      both. Below it stands why: start is the steady iteration, speed the steady performance. Time \
      to steady does not count.
      """,
    ]
  }

  /// When it says better, worse or different.
  private static func rule(of diff: BenchmarkDiff) -> String {
    guard diff.options.method.compatibility == nil else {
      return """
        Where it says better, worse or different, ranges from the 5th to the 95th percentile of \
        steady iterations and of times to steady, or intervals of steady performance, do not \
        overlap, or the shares of classes differ. They vary less where a range or an interval is \
        narrower.
        """
    }
    return """
      Where it says better, worse or different, the difference is significant: chance gives any \
      such word in this table with a probability of at most \
      \(NumberFormat.percentage(1 - diff.options.level)).
      """
  }

  private static func change(of diff: BenchmarkDiff) -> String {
    guard diff.options.method.compatibility == nil else {
      return "of the median steady performance; in brackets the least and the greatest change that "
        + "the two intervals allow"
    }
    return "of the mean steady performance; in brackets its "
      + "\(NumberFormat.percentage(diff.options.level)) interval for this benchmark alone"
  }

  private static func totals(of diff: Diff) -> String {
    let parts = DiffVerdict.allCases.compactMap { verdict in
      let count = diff.benchmarks.count { $0.shownOverall == verdict }
      return count > 0 ? "\(NumberFormat.integer(count)) \(verdict.displayName)" : nil
    }
    return "\(NumberFormat.counted(diff.benchmarks.count, "benchmark")) compared: "
      + parts.joined(separator: ", ")
      + "."
  }

  /// What was not compared: a sentence for each reason.
  static func exclusions(_ excluded: [ExcludedBenchmark]) -> [String] {
    ExcludedBenchmark.Reason.allCases.compactMap { reason in
      let names = excluded.filter { $0.reason == reason }.map(name)
      guard !names.isEmpty else { return nil }
      let which =
        reason == .notSelected
        ? NumberFormat.counted(names.count, "benchmark") : NumberFormat.list(names)
      return "not compared, \(words(for: reason)): \(which)"
    }
  }

  private static func name(of excluded: ExcludedBenchmark) -> String {
    switch (excluded.baseline?.description, excluded.candidate?.description) {
    case (let baseline?, let candidate?) where baseline != candidate: "\(baseline) → \(candidate)"
    case (let baseline?, _): baseline
    case (_, let candidate?): candidate
    case (nil, nil): ""
    }
  }

  private static func words(for reason: ExcludedBenchmark.Reason) -> String {
    switch reason {
    case .missing: "missing after"
    case .added: "added after"
    case .crashedBaseline: "no execution completed before"
    case .crashedCandidate: "no execution completed after"
    case .crashedBoth: "no execution completed before or after"
    case .noSteadyState: "no execution with a steady state on a side"
    case .severalVariants: "several variants could be meant"
    case .nothingCounted: "nothing counted on a side"
    case .notSelected: "of VMs that were not asked for"
    }
  }
}
