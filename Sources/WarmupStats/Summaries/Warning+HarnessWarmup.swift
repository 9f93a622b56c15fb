// SPDX-License-Identifier: GPL-3.0-or-later

extension Warning {
  /// That executions needed more warmup than the harness was told to make, or never settled.
  static func insufficientWarmup(_ benchmarks: [BenchmarkSummary], harness: String?) -> Warning? {
    let judged = benchmarks.compactMap { benchmark in
      benchmark.harnessWarmup.map { (benchmark: benchmark, verdict: $0) }
    }
    let failing = judged.filter { !$0.verdict.suffices }
    guard !failing.isEmpty else { return nil }
    let verdicts = failing.map(\.verdict)
    let told = verdicts.map(\.told)
    let (least, most) = (
      told.map(\.lowerBound).min() ?? 0, told.map(\.upperBound).max() ?? 0
    )
    let total = verdicts.reduce(0) { $0 + $1.executions.count }
    let place = judged.count == 1 ? "" : " of " + part(failing.map(\.benchmark), of: benchmarks)
    return Warning(
      kind: .insufficientWarmup,
      message: "\(harness ?? "the harness") \(toldWords(least...most, verdicts)); "
        + findings(failing, of: "\(counted(total, "execution"))\(place)", told: most),
      key: only(failing.map(\.benchmark)))
  }

  /// What the harness was told, as in "was told to warm up for 5 iterations".
  private static func toldWords(
    _ told: ClosedRange<Int>, _ verdicts: [HarnessWarmupVerdict]
  ) -> String {
    guard told.upperBound > 0 else { return "was told not to warm up" }
    let count =
      told.count == 1
      ? counted(told.upperBound, "iteration")
      : "\(told.lowerBound) to \(told.upperBound) iterations"
    let omitted = verdicts.contains(where: \.isOmitted) ? ", which take no part here" : ""
    return "was told to warm up for \(count)\(omitted)"
  }

  /// How many of `executions` needed more, and how many never settled.
  private static func findings(
    _ failing: [(benchmark: BenchmarkSummary, verdict: HarnessWarmupVerdict)],
    of executions: String, told: Int
  ) -> String {
    let tooShort = failing.flatMap { entry in
      entry.verdict.tooShort.map { (key: entry.benchmark.key, execution: $0) }
    }
    let unsteady = failing.reduce(0) { $0 + $1.verdict.neverSteady.count }
    let longest = tooShort.max { $0.execution.needed ?? 0 < $1.execution.needed ?? 0 }
    guard let longest, let needed = longest.execution.needed else {
      return "\(unsteady) of \(executions) never became steady"
    }
    let name =
      "execution \(longest.execution.index + 1)"
      + (failing.count > 1 ? " of \(longest.key)" : "")
    return "\(tooShort.count) of \(executions) needed \(told > 0 ? "more" : "to") (\(name) needed "
      + (told > 0 ? "\(needed)" : counted(needed, "iteration"))
      + (tooShort.count > 1 ? ", the most)" : ")")
      + (unsteady > 0 ? ", and \(unsteady) never became steady" : "")
  }
}
