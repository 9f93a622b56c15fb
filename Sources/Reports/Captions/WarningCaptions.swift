// SPDX-License-Identifier: GPL-3.0-or-later

public import WarmupStats

extension Warning {
  /// What a reader should know, as one sentence, with the advice of the program that shows it.
  public var caption: String {
    let sentence = fact.caption.withoutEndlessWords
    return advice.map { "\(sentence); \($0)" } ?? sentence
  }
}

extension Warning.Fact {
  /// The fact as one sentence.
  fileprivate var caption: String {
    switch self {
    case .stated(_, let message): message
    case .failed(let crashed, let timedOut, let executions):
      "\(failures(crashed, timedOut)) of \(NumberFormat.counted(executions, "process execution"))"
    case .leftOut(let failures): leftOut(failures)
    case .relativeTolerance(let fraction, let format): relativeTolerance(fraction, format)
    case .coarseTolerance(let seconds, let benchmarks): coarseTolerance(seconds, benchmarks)
    case .ineffectiveTolerance(let seconds, let executions, let benchmarks):
      "the variance, read as seconds, is more than the tolerance of \(seconds) s in "
        + "\(NumberFormat.counted(executions, "execution")) of \(benchmarks.caption), where the tolerance has no "
        + "effect"
    case .lateChange(let executions, let greatest, let benchmarks):
      lateChange(executions, greatest, benchmarks)
    case .stoppedWhenSteady(let executions, let benchmarks):
      "\(NumberFormat.counted(executions, "execution")) of \(benchmarks.caption) stopped when it "
        + "looked steady: slowdowns after that cannot be seen"
    case .singleExecution(let benchmarks):
      "one steady process execution of \(benchmarks.caption) cannot show how executions differ, and "
        + "gives no interval"
    case .fewExecutions(let completed, let enough, let benchmarks):
      fewExecutions(completed, enough, benchmarks)
    case .fewExecutionsForIntervals(let completed, let enough):
      fewExecutionsForIntervals(completed, enough)
    case .fewExecutionsToCompare(let some, let all, let enough):
      fewExecutionsToCompare(some, all, enough)
    case .doubtfulSelection(let selection): doubtfulSelection(selection)
    case .singleIteration: "a process execution of one iteration has nothing to warm up in"
    case .tooShortForChangepoints(let enough):
      "in fewer than \(enough) iterations no changepoint can be found"
    case .tooShortForWindow(let iterations, let benchmarks):
      tooShortForWindow(iterations, benchmarks)
    case .insufficientWarmup(let warmup): warmup.caption
    case .equalTimes: "all times are the same"
    case .coarseClock(let steps): coarseClock(steps)
    case .sortedTimes(let executions): sortedTimes(executions)
    case .differentOptions:
      "the two results were analyzed with different options, which may be all that they differ in"
    case .unknownBenchmark(let name, let side):
      "no benchmark of the result \(side.caption) is called \(name)"
    case .unknownVM(let name, let side): "no VM of the result \(side.caption) is called \(name)"
    }
  }

  private func failures(_ crashed: Int, _ timedOut: Int) -> String {
    [(crashed, "crashed"), (timedOut, "timed out")].filter { $0.0 > 0 }
      .map { "\($0.0) \($0.1)" }.joined(separator: " and ")
  }

  private func doubtfulSelection(_ selection: Selection) -> String {
    let (before, after) = (selection.baseline, selection.candidate)
    let end = selection.lastQuarter.map { quarter in
      "; over the last quarter of all executions the mean time changed by "
        + NumberFormat.signedPercentage(quarter.ratio - 1) + " %" + brackets(quarter.interval)
    }
    return "\(before.leftOut) of \(before.completed) executions before and \(after.leftOut) of "
      + "\(after.completed) after have no steady state and were left out, so that the others may "
      + "mislead\(end ?? "")"
  }

  private func brackets(_ interval: RatioInterval) -> String {
    guard let range = interval.range else { return "" }
    let ends = [range.lowerBound, range.upperBound].map { NumberFormat.signedPercentage($0 - 1) }
    return " [\(ends[0]), \(ends[1])]"
  }

  private func leftOut(_ all: [Warning.Failures]) -> String {
    let (crashed, timedOut) = (
      all.reduce(0) { $0 + $1.crashed }, all.reduce(0) { $0 + $1.timedOut }
    )
    return "process executions that did not complete take no part; "
      + "\(failures(crashed, timedOut)): "
      + list(all.map { "\($0.key) (\($0.crashed + $0.timedOut) of \($0.executions))" })
  }

  private func relativeTolerance(_ fraction: Double, _ format: String) -> String {
    "\(format) holds means of many short operations, so differences up to "
      + "\(NumberFormat.percentage(fraction)) do not matter here"
  }

  private func coarseTolerance(_ seconds: Double, _ benchmarks: Warning.Benchmarks) -> String {
    "the tolerance of \(seconds) s is more than 5 % of the median iteration of "
      + "\(benchmarks.caption), where such differences pass as equal"
  }

  private func lateChange(
    _ executions: Int, _ greatest: Warning.LateExecution, _ benchmarks: Warning.Benchmarks
  ) -> String {
    let change = greatest.change
    let last = change.iterations == 1 ? "iteration is" : "\(change.iterations) iterations are"
    let words =
      "the last \(last) \(NumberFormat.fixed(100 * abs(change.fraction), decimals: 1)) % "
      + "\(change.fraction < 0 ? "faster" : "slower") than its steady state"
    let name = "execution \(greatest.execution + 1) of \(greatest.key)"
    return executions == 1
      ? "\(name): \(words)"
      : "\(executions) executions of \(benchmarks.together) change at their end; the most in \(name): "
        + words
  }

  private func fewExecutions(
    _ completed: ClosedRange<Int>, _ enough: Int, _ benchmarks: Warning.Benchmarks
  ) -> String {
    let fewest = completed.lowerBound
    // What one execution in ten does is absent from each of the others.
    let unseen = (0..<fewest).reduce(100.0) { part, _ in part * 0.9 }
    let count =
      completed.count == 1
      ? NumberFormat.counted(fewest, "process execution")
      : "\(fewest) to \(completed.upperBound) process executions"
    return "only \(count) of \(benchmarks.caption) completed: with \(fewest), what one execution "
      + "in ten does goes unseen with a probability of \(NumberFormat.fixed(unseen, decimals: 0)) "
      + "%; measure \(enough) or more to see how executions differ"
  }

  private func fewExecutionsForIntervals(_ completed: Int, _ enough: Int) -> String {
    completed == 1
      ? "one process execution cannot show how executions differ, and gives no interval for their "
        + "mean"
      : "with fewer than \(enough) process executions intervals cover too little"
  }

  private func fewExecutionsToCompare(_ some: Int, _ all: Int, _ enough: Int) -> String {
    "\(some) of \(NumberFormat.counted(all, "benchmark")) have so few executions on a side that "
      + "steady iterations may differ by chance, and gates pass over them; \(enough) on each side are "
      + "enough"
  }

  private func tooShortForWindow(_ iterations: Int, _ benchmarks: Warning.Benchmarks?) -> String {
    guard let benchmarks else {
      return "executions of \(iterations) iterations are too short for the window that outliers "
        + "are judged in"
    }
    return "process executions of \(benchmarks.caption) are too short for the window that outliers "
      + "are judged in (the shortest has \(NumberFormat.counted(iterations, "iteration"))): none of "
      + "their times is taken for an outlier"
  }

  private func coarseClock(_ steps: Double) -> String {
    let count = NumberFormat.fixed(steps, decimals: 0)
    let difference = steps < 1 ? 100 : (100 / steps).rounded(.up)
    return "a median iteration is \(count) \(count == "1" ? "step" : "steps") of the resolution of "
      + "its times, too few to tell differences of \(NumberFormat.fixed(difference, decimals: 0)) %"
  }

  private func sortedTimes(_ executions: [Int]) -> String {
    let which =
      executions.count == 1
      ? "execution \(executions[0] + 1)" : NumberFormat.counted(executions.count, "execution")
    return "the times of \(which) are sorted by size: the order in which they were taken "
      + "may be lost"
  }
}

extension Warning.Side {
  fileprivate var caption: String { self == .baseline ? "before" : "after" }
}

extension Warning.Benchmarks {
  /// Their names as long as there are few, else how many of all they are; for what is true of each.
  fileprivate var caption: String { (keys.count <= namesShown ? "" : "each of ") + together }

  /// The same for what is true of all of them together.
  fileprivate var together: String {
    if keys.count <= namesShown { return list(keys.map(\.description)) }
    return keys.count == total
      ? "\(total) benchmarks" : "\(keys.count) of the \(total) benchmarks"
  }
}

extension Warning.InsufficientWarmup {
  fileprivate var caption: String {
    "\(harness ?? "the harness") \(configuration); \(finding)"
  }

  private var configuration: String {
    guard configured.upperBound > 0 else { return "is configured not to warm up" }
    let count =
      configured.count == 1
      ? NumberFormat.counted(configured.upperBound, "iteration")
      : "\(configured.lowerBound) to \(configured.upperBound) iterations"
    return "is configured to warm up for \(count)"
      + (isOmitted ? ", which take no part here" : "")
  }

  /// How many executions needed more, and how many never became steady.
  private var finding: String {
    let place = benchmarks.map { " of \($0.caption)" } ?? ""
    let all = NumberFormat.counted(executions, "execution") + place
    guard let longest else { return "\(neverSteady) of \(all) never became steady" }
    let name =
      "execution \(longest.execution + 1)"
      + (longest.isOneOfSeveralKeys ? " of \(longest.key)" : "")
    let isConfigured = configured.upperBound > 0
    return "\(tooShort) of \(all) needed \(isConfigured ? "more" : "to") (\(name) needed "
      + (isConfigured ? "\(longest.needed)" : NumberFormat.counted(longest.needed, "iteration"))
      + (tooShort > 1 ? ", the most)" : ")")
      + (neverSteady > 0 ? ", and \(neverSteady) never became steady" : "")
  }
}

private let namesShown = 3

/// The first of the names, and how many more there are.
private func list(_ names: [String]) -> String {
  let more = names.count - namesShown
  let parts = names.prefix(namesShown) + (more > 0 ? ["\(more) more"] : [])
  guard let last = parts.last, parts.count > 1 else { return parts.joined() }
  return parts.dropLast().joined(separator: ", ") + " and " + last
}
