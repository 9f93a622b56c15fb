// SPDX-License-Identifier: GPL-3.0-or-later

internal import Changepoints
internal import RealModule

/// The class of one execution at every penalty between two.
struct ClassPath: Sendable {
  /// A segmentation, and what follows from it.
  struct Point: Sendable {
    /// The penalties at which it costs the least, as factors of log n.
    var factors: ClosedRange<Double>
    var classification: Classification?
    /// The first steady iteration, from 1; `nil` without a steady state.
    var steadyIteration: Int?
    /// The first iterations of segments but the first.
    var changepoints: [Int]
  }

  /// The segmentations by ascending penalties; at least one, and their ranges meet.
  let points: [Point]
  /// Where the number of changepoints over the penalties bends; `nil` if it does not.
  let elbow: Double?

  /// Finds the outliers of `times`, all segmentations of what is left, and their classes.
  init(of times: [Double], factors: ClosedRange<Double>, options: AnalysisOptions) {
    let (series, ascending) = OutlierFilter(window: options.window, compatibility: nil)
      .filter(times)
    let logCount = Double.log(Double(max(series.values.count, 1)))
    let path = PenaltyPath(
      of: series.values,
      penalties: factors.lowerBound * logCount...factors.upperBound * logCount)
    // Of one value the logarithm is 0, and any factor means the same.
    func factor(_ penalty: Double) -> Double {
      logCount > 0
        ? min(factors.upperBound, max(factors.lowerBound, penalty / logCount))
        : factors.lowerBound
    }
    let last = path.entries.count - 1
    points = path.entries.enumerated().map { index, entry in
      let execution = SegmentedExecution(
        series: series, ascending: ascending,
        segments: series.segmentsOfIterations(entry.segmentation.segments))
      let classified = options.method.classify(execution, steadyTail: options.steadyTail)
      let high = index == last ? factors.upperBound : factor(entry.penalties.upperBound)
      let steady = execution.segments[classified.firstSteady].range.lowerBound + 1
      return Point(
        factors: factor(entry.penalties.lowerBound)...high,
        classification: classified.classification,
        steadyIteration: classified.classification == .noSteadyState ? nil : steady,
        changepoints: execution.segments.dropFirst().map(\.range.lowerBound))
    }
    elbow = path.elbow.map { factor(path.entries[$0].penalties.lowerBound) }
  }

  /// What holds at a penalty; `nil` outside the range of the path.
  func point(at factor: Double) -> Point? { points.last { $0.factors.contains(factor) } }
}

extension ClassPath {
  /// Finds the path from the least to the greatest of the penalties among some settings; `nil` if
  /// there are not two, or the method does not take them.
  init?(of times: [Double], varying settings: [AnalysisSetting], options: AnalysisOptions) {
    let factors = settings.compactMap { setting -> Double? in
      if case .penaltyFactor(let factor) = setting { factor } else { nil }
    }
    guard let low = factors.min(), let high = factors.max(), low < high,
      options.method.takesPenaltyPath
    else { return nil }
    self.init(of: times, factors: low...high, options: options)
  }

  /// The penalties around one over which the class is what it is there; `nil` outside the path.
  func unchanged(around factor: Double) -> ClosedRange<Double>? {
    guard let middle = points.lastIndex(where: { $0.factors.contains(factor) }) else { return nil }
    let known = points[middle].classification
    var (first, last) = (middle, middle)
    while first > 0, points[first - 1].classification == known { first -= 1 }
    while last + 1 < points.count, points[last + 1].classification == known { last += 1 }
    return points[first].factors.lowerBound...points[last].factors.upperBound
  }
}

extension Method {
  /// Whether segments are those of least cost at a penalty that is given.
  package var takesPenaltyPath: Bool { usesGivenPenalty && compatibility == nil }
}
