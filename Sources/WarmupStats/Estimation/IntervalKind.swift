// SPDX-License-Identifier: GPL-3.0-or-later

/// What the interval of steady performance, or of a ratio of two, is to say.
public enum IntervalKind: String, Sendable, Hashable, Codable, CaseIterable, DisplayNamed {
  /// Where the resampled means of single executions lie: the published interval of Barrett et al.,
  /// OOPSLA 2017, https://doi.org/10.1145/3133876.
  ///
  /// It is the spread of a mixture over the executions, and does not shrink with more of them.
  case pooled
  /// Where the mean over executions lies, from the executions' means by Student's t; for ratios,
  /// Fieller's interval.
  ///
  /// Kalibera and Jones, ISMM 2013, https://doi.org/10.1145/2464157.2464160. It shrinks with more
  /// executions, and covers what it states even with few.
  case t
  /// Where the mean over executions lies, by resampling executions and then their values.
  ///
  /// It shrinks with more executions, but covers too little with few: a nominal 95 % are about 78 %
  /// for 3 executions, 91 % for 10 and 94 % for 30, where executions differ by much more than their
  /// iterations explain.
  case hierarchical

  /// Below so many executions the resampled intervals of a mean cover too little to rely on.
  public static let fewExecutions = 10

  /// So many executions it takes for an interval.
  var fewestExecutions: Int { self == .pooled ? 1 : 2 }
}

extension Estimate {
  /// The steady performance of some executions, in the unit of their values, with an interval of
  /// that kind; `nil` if there are too few executions for it.
  ///
  /// One execution is enough for `pooled`, two for the others. The value that the interval is about
  /// is the mean over executions for `t`, the distribution's median for the others.
  ///
  /// - Parameters:
  ///   - executions: for each execution, the values of each steady segment.
  ///   - kind: what the interval is to say.
  ///   - level: the level of the interval, in (0, 1).
  ///   - resampling: how a resampled interval is found.
  /// - Precondition: each execution has a value, all are finite, and `level` lies in (0, 1).
  public init?(
    ofExecutions executions: [[[Double]]], kind: IntervalKind, level: Double,
    resampling: Resampling = .exact
  ) {
    switch kind {
    case .pooled, .hierarchical:
      guard
        let distribution = ResampledMeanDistribution(
          of: executions, kind: kind, resampling: resampling)
      else { return nil }
      self.init(of: distribution, level: level)
    case .t:
      guard let mean = MeanOfExecutions(ofExecutions: executions) else { return nil }
      self = mean.estimate(level: level)
    }
  }
}

extension ResampledMeanDistribution {
  /// The distribution that an interval of that kind is read from; `nil` if there are too few
  /// executions for it, and for `t`, which is not read from one.
  init?(
    of executions: [[[Double]]], kind: IntervalKind, resampling: Resampling, firstStream: Int = 0
  ) {
    switch (kind, resampling) {
    case (.t, _):
      return nil
    case (.pooled, .exact):
      guard !executions.isEmpty else { return nil }
      self.init(pooling: executions)
    case (.pooled, .monteCarlo(let resamples, let seed)):
      guard !executions.isEmpty else { return nil }
      let share = max(1, (resamples + executions.count - 1) / executions.count)
      self.init(
        mixing: executions.enumerated().map { index, execution in
          var generator = Xoshiro256(seed: seed, stream: firstStream + index)
          return ResampledMeanDistribution(drawing: share, from: execution, using: &generator)
        })
    case (.hierarchical, .exact):
      guard executions.count > 1 else { return nil }
      self.init(resamplingExecutions: executions)
    case (.hierarchical, .monteCarlo(let resamples, let seed)):
      guard executions.count > 1 else { return nil }
      var generator = Xoshiro256(seed: seed, stream: firstStream)
      self.init(drawing: resamples, fromExecutions: executions, using: &generator)
    }
  }
}
