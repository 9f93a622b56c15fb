// SPDX-License-Identifier: GPL-3.0-or-later

package import WarmupStats

/// How results are found, in plain words, and the options that were used.
package struct MethodText: Sendable, Hashable {
  /// The steps of the method, a paragraph each.
  package var paragraphs: [String]
  /// The options, with their values.
  package var options: [Fact]

  /// Explains the method with the options of some summaries.
  package init(_ options: [AnalysisOptions]) {
    let distinct = options.reduce(into: [AnalysisOptions]()) { all, next in
      if !all.contains(next) { all.append(next) }
    }
    let names = Method.Name.allCases.filter { name in
      distinct.contains { $0.method.name == name }
    }
    let usual = names.contains { $0 != .traini2023 } ? Self.segmentsByOptions : []
    let published = names.contains(.traini2023) ? Self.segmentsOfTraini : []
    paragraphs =
      [Self.beginning] + usual + published + names.flatMap(Self.paragraphs)
      + (usual.isEmpty ? [] : Self.ending)
    self.options = distinct.flatMap(Self.facts)
  }

  private static let beginning = """
    A process execution runs the same benchmark many times over; each repetition is an in-process \
    iteration, and its wall-clock time is measured. The method tells from these times alone when an \
    execution has warmed up, if ever it does.
    """

  private static let segmentsByOptions = [
    """
    Outliers. An iteration much slower or faster than those around it (farther from the median of a \
    window than three times the distance between the window's 10th and 90th percentiles) is set \
    aside. An outlier that other executions have at the same iteration is called common.
    """,
    """
    Segments. The remaining times are divided where their mean or variance changes (PELT: the \
    division that fits best, where each further changepoint has its price).
    """,
  ]

  /// How segments become classes and numbers by a method.
  private static func paragraphs(of method: Method.Name) -> [String] {
    switch method {
    case .ratio: ofRatio
    case .barrett2017: ofBarrett2017
    case .traini2023: ofTraini2023
    }
  }

  private static let ofRatio = [
    """
    Classes (ratio). Segments are compared with the reference, the one that is typical of the last \
    quarter. A segment is different if its mean is proven to differ by more than the tolerance, with \
    99 % for all segments together, where successive iterations count for less the more they depend \
    on one another; and if its median differs too, or its mean by twice the tolerance in spite of its \
    own spread. The steady state begins with the first segment that is not different and after which \
    differing segments (bursts) are short: 5 % of the iterations in all, and never the greater part. \
    If the first iteration is steady, the execution is flat. If all that differs before it is slower, \
    it is a warmup; if something is faster, a slowdown. If nothing is steady by the last quarter, \
    there is no steady state. Flat means that no difference is proven, not that there is none; fewer \
    than 20 iterations are too few to say so.
    """,
    """
    Numbers (ratio). The steady iteration is counted from 1, and the time to steady is the sum of all \
    times before it. The steady performance is the mean time of an iteration from then on, bursts \
    included and outliers left out; its interval is of the mean over executions. All three are over \
    the executions that have a steady state.
    """,
  ]

  private static let ofBarrett2017 = [
    """
    Classes (barrett-2017). Segments are compared with the last one. If all are equivalent to it, the \
    execution is flat. If an earlier segment differs and is slower, it is a warmup; if one is faster, \
    a slowdown. If the times still change near the end, there is no steady state.
    """,
    """
    Numbers (barrett-2017). The steady iteration is the first of those that stay equivalent to the \
    last segment, counted from 1, and the time to steady is the sum of all times before it. The \
    steady performance is the mean time of an iteration from then on, with an interval found by \
    resampling. If an execution has no steady state, all three are left out.
    """,
  ]

  private static let segmentsOfTraini = [
    """
    Outliers (traini-2023). An iteration is set aside if in any window of 200 successive iterations it \
    is farther from the median than three times the distance between the window's 1st and 99th \
    percentiles. Outliers are left out of the search for changepoints alone, not of means.
    """,
    """
    Segments (traini-2023). R's changepoint 2.2 divides the times, at penalties from 4 to 100 000 · log n \
    (CROPS), and the penalty is taken at which the number of changepoints over the penalty bends \
    (Kneedle); where nothing bends, 15 · log n. The search and its roundings are R's.
    """,
  ]

  private static let ofTraini2023 = [
    """
    Classes (traini-2023). Segments are compared with the last one, from the last but one towards the \
    first. A segment differs if the 95 % bootstrap interval of the ratio of the two means lies beyond \
    the tolerance, computed as for infinitely many resamples. The first that differs is the last \
    unsteady one; if it ends before the steady tail, the execution has a steady state. Whether \
    it was slower or faster before plays no part. A benchmark of whose executions some have a \
    steady state and others have not is inconsistent.
    """,
    """
    Numbers (traini-2023). The steady iteration is counted from 1, and is 2 where nothing differs, for \
    the very first iteration is never steady; the authors' number of it, counted from 0, is that of \
    the iteration before, so less by 2. The time to steady is the sum of all times before it. The \
    steady performance is the mean time of an iteration from then on, outliers included.
    """,
    """
    The method is that of Traini, Cortellessa, Di Pompeo and Tucci, "Towards effective assessment of \
    steady state performance in Java software: are we there yet?", Empirical Software Engineering \
    2023, https://doi.org/10.1007/s10664-022-10247-x.
    """,
  ]

  private static let ending = [
    """
    A benchmark whose executions are partly flat and partly warmups is good inconsistent; any other \
    mixture is bad inconsistent.
    """,
    """
    Outliers, segments and classes are those of Barrett, Bolz-Tereick, Killick, Mount and Tratt, \
    "Virtual Machine Warmup Blows Hot and Cold", OOPSLA 2017, https://doi.org/10.1145/3133876; the \
    method ratio judges the segments in another way.
    """,
  ]

  private static func facts(_ options: AnalysisOptions) -> [Fact] {
    let tolerance: String =
      switch options.method.tolerance {
      case .seconds(let seconds): time(seconds)
      case .fraction(let fraction):
        NumberFormat.percentage(fraction)
          + (options.method.name == .barrett2017 ? " of the fastest segment's mean" : "")
      }
    let resampling: String =
      switch options.resampling {
      case .exact: "computed exactly, as for infinitely many resamples"
      case .monteCarlo(let resamples, let seed):
        "\(NumberFormat.integer(resamples)) resamples, seed \(seed)"
      }
    let interval =
      switch options.intervalKind {
      case .pooled: "resampled means of single executions, pooled"
      case .t: "the mean over executions, by Student's t"
      case .hierarchical: "the mean over executions, by resampling them"
      }
    var facts = [
      Fact(name: "Method", value: options.method.name.displayName),
      Fact(name: "Outlier window", value: count(options.window)),
      Fact(
        name: "Common outlier",
        value: "with at least \(options.commonOutlierThreshold) more at its iteration"),
      Fact(name: "Steady tail", value: count(options.steadyTail)),
      Fact(
        name: "Tolerance",
        value: tolerance
          + (options.method.usesRawTolerance ? ", without the last segment's variance" : "")
      ),
      Fact(
        name: "Penalty per changepoint",
        value: options.method.usesGivenPenalty
          ? "\(NumberFormat.shortest(options.penaltyFactor)) · log n"
          : "at the elbow of the path of penalties, for each execution by itself"),
      Fact(name: "Level of intervals", value: NumberFormat.percentage(options.level)),
      Fact(name: "Interval of", value: interval),
      Fact(name: "Resampling", value: resampling),
    ]
    if let compatibility = options.method.compatibility {
      facts.append(Fact(name: "Compatible with", value: compatibility.displayName))
    }
    return facts
  }

  private static func count(_ count: IterationCount) -> String {
    switch count {
    case .count(let count): "\(NumberFormat.integer(count)) iterations"
    case .fraction(let fraction): "\(NumberFormat.percentage(fraction)) of the iterations"
    }
  }

  private static func time(_ seconds: Double) -> String {
    let unit = TimeUnit(for: seconds)
    return "\(NumberFormat.shortest(seconds * unit.perSecond)) \(unit.symbol)"
  }
}
