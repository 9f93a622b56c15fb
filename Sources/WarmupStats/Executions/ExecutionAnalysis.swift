// SPDX-License-Identifier: GPL-3.0-or-later

public import Changepoints

/// What the method finds in one completed process execution.
public struct ExecutionAnalysis: Sendable, Hashable {
  /// The iterations whose times are outliers, ascending, from 0.
  public var outliers: [Int]
  /// Those outliers that other executions of the same key have at the same iteration.
  public var commonOutliers: [Int]
  /// The segments between changepoints, over the iterations of the file, first to last.
  ///
  /// They cover every iteration once; mean and variance are of the values that are no outliers.
  public var segments: [Segment]
  /// For each segment, whether it is equivalent to the final one.
  public var equivalences: [Bool]
  /// How the execution behaves.
  public var classification: Classification
  /// When it settles and how fast it then is; `nil` exactly if it has no steady state.
  public var steadyState: SteadyState?

  /// Creates an analysis from its parts.
  package init(
    outliers: [Int], commonOutliers: [Int], segments: [Segment], equivalences: [Bool],
    classification: Classification, steadyState: SteadyState?
  ) {
    self.outliers = outliers
    self.commonOutliers = commonOutliers
    self.segments = segments
    self.equivalences = equivalences
    self.classification = classification
    self.steadyState = steadyState
  }
}

/// When an execution reaches its steady state, and how fast it then is.
///
/// See Barrett et al., OOPSLA 2017, §4.4, https://doi.org/10.1145/3133876.
public struct SteadyState: Sendable, Hashable {
  /// Which of the execution's segments are steady: a range that ends with the last.
  public var segments: Range<Int>
  /// The first steady iteration as people count, from 1.
  public var iteration: Int
  /// The time before the first steady iteration, in seconds, outliers included.
  public var timeToReach: Double
  /// The mean time of an iteration in the steady state, in seconds, without outliers.
  public var mean: Double

  /// Creates a steady state from its parts.
  package init(segments: Range<Int>, iteration: Int, timeToReach: Double, mean: Double) {
    self.segments = segments
    self.iteration = iteration
    self.timeToReach = timeToReach
    self.mean = mean
  }
}
