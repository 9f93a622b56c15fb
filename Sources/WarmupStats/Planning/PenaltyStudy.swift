// SPDX-License-Identifier: GPL-3.0-or-later

internal import Changepoints
internal import OrderedCollections
internal import RealModule

/// What is concluded from an experiment at every penalty of changepoints between two.
///
/// The segments of least cost change at finitely many penalties (`Changepoints.PenaltyPath`), and
/// the class of an execution at few of those.
public struct PenaltyStudy: Sendable, Hashable {
  /// A class, and the penalties over which an execution has it.
  public struct Conclusion: Sendable, Hashable {
    /// From where to where the penalty may lie, as factors of log n.
    public var factors: ClosedRange<Double>
    /// The class; `nil` for a single measurement.
    public var classification: Classification?
    /// The first steady iterations, from 1, over these penalties; `nil` without a steady state.
    public var steadyIterations: ClosedRange<Int>?
    /// The numbers of changepoints over these penalties.
    public var changepointCounts: ClosedRange<Int>
  }

  /// A changepoint, and penalties over which it exists.
  public struct Persistence: Sendable, Hashable {
    /// The first iteration of the segment that begins there, from 0.
    public var iteration: Int
    /// The penalties, as factors of log n.
    public var factors: ClosedRange<Double>
  }

  /// What holds for one completed process execution.
  public struct Execution: Sendable, Hashable {
    /// Its place among the executions of its key, from 0.
    public var index: Int
    /// The conclusions, by ascending penalties; neighbors have different classes.
    public var conclusions: [Conclusion]
    /// The changepoints by iteration, then by penalty.
    public var persistences: [Persistence]
    /// Where the number of changepoints over the penalties bends, as a factor of log n; `nil` if it
    /// does not.
    public var elbow: Double?
    /// How many segmentations there are.
    public var segmentations: Int
  }

  /// How the executions of a key behave together, and the penalties over which they do.
  public struct Verdict: Sendable, Hashable {
    /// From where to where the penalty may lie, as factors of log n.
    public var factors: ClosedRange<Double>
    /// How the executions behave together; `nil` if none has a class.
    public var consistency: Consistency?
  }

  /// What holds for one benchmark key.
  public struct Benchmark: Sendable, Hashable {
    /// What was measured.
    public var key: BenchmarkKey
    /// What holds for its executions together, by ascending penalties.
    public var verdicts: [Verdict]
    /// What holds for each execution that completed.
    public var executions: [Execution]

    /// What holds at a penalty, as a factor of log n; `nil` outside the range of the study.
    public func verdict(at factor: Double) -> Verdict? {
      verdicts.last { $0.factors.contains(factor) }
    }
  }

  /// The options of the analysis; their penalty is the one that is used elsewhere.
  public let options: AnalysisOptions
  /// The penalties of the study, as factors of log n.
  public let factors: ClosedRange<Double>
  /// A study for each benchmark key with a completed execution, in the order of the experiment.
  public let benchmarks: [Benchmark]
}

extension PenaltyStudy {
  /// Finds the conclusions from `experiment` at all penalties, on several cores.
  ///
  /// - Parameters:
  ///   - experiment: what was measured.
  ///   - factors: the least and the greatest penalty, as factors of log n.
  ///   - options: how the executions are analyzed; the method uses a penalty that is given, and
  ///     reproduces no other program.
  ///   - jobs: how many executions to work on at once, at least 1; `nil` uses every core.
  ///   - progress: told how many executions of how many are complete, after each of them.
  /// - Complexity: as `PenaltyPath` for each execution, and that of classifying each segmentation.
  public init(
    of experiment: Experiment, factors: ClosedRange<Double>,
    options: AnalysisOptions = AnalysisOptions(), jobs: Int? = nil,
    progress: (@Sendable (_ completed: Int, _ total: Int) -> Void)? = nil
  ) async {
    precondition(options.method.takesPenaltyPath, "the method searches at a penalty that is given")
    let executions = experiment.executions.values.flatMap(\.self)
    let found = await executions.concurrentlyMapped(
      jobs: jobs, progress: { progress?($0, executions.count) },
      { $0.hasCompleted ? ClassPath(of: $0.times, factors: factors, options: options) : nil })
    var next = 0
    let benchmarks = experiment.executions.compactMap { key, executions -> Benchmark? in
      let paths = found[next..<next + executions.count]
      next += executions.count
      let completed = paths.enumerated().compactMap { index, path in
        path.map { (index: index, path: $0) }
      }
      guard !completed.isEmpty else { return nil }
      return Benchmark(
        key: key, verdicts: Self.verdicts(of: completed.map(\.path)),
        executions: completed.map { Execution(index: $0.index, $0.path) })
    }
    self.init(options: options, factors: factors, benchmarks: benchmarks)
  }

  /// How executions behave together, wherever one of them changes class.
  private static func verdicts(of paths: [ClassPath]) -> [Verdict] {
    let steps = Set(paths.flatMap { $0.points.map(\.factors.lowerBound) }).sorted()
    let ends = steps.dropFirst() + [paths[0].points.last?.factors.upperBound ?? steps[0]]
    var verdicts: [Verdict] = []
    for (low, high) in zip(steps, ends) {
      let consistency = Consistency(paths.compactMap { $0.point(at: low)?.classification })
      if let last = verdicts.last, last.consistency == consistency {
        verdicts[verdicts.count - 1].factors = last.factors.lowerBound...high
      } else {
        verdicts.append(Verdict(factors: low...high, consistency: consistency))
      }
    }
    return verdicts
  }
}

extension PenaltyStudy.Execution {
  fileprivate init(index: Int, _ path: ClassPath) {
    var conclusions: [PenaltyStudy.Conclusion] = []
    for point in path.points {
      let next = PenaltyStudy.Conclusion(
        factors: point.factors, classification: point.classification,
        steadyIterations: point.steadyIteration.map { $0...$0 },
        changepointCounts: point.changepoints.count...point.changepoints.count)
      if let last = conclusions.last, last.classification == next.classification {
        conclusions[conclusions.count - 1] = last.joined(next)
      } else {
        conclusions.append(next)
      }
    }
    self.init(
      index: index, conclusions: conclusions, persistences: Self.persistences(in: path),
      elbow: path.elbow, segmentations: path.points.count)
  }

  /// Where each changepoint exists over penalties that follow one another.
  private static func persistences(in path: ClassPath) -> [PenaltyStudy.Persistence] {
    var open: [Int: ClosedRange<Double>] = [:]
    var found: [PenaltyStudy.Persistence] = []
    for point in path.points {
      let present = Set(point.changepoints)
      for (iteration, factors) in open where !present.contains(iteration) {
        found.append(PenaltyStudy.Persistence(iteration: iteration, factors: factors))
        open[iteration] = nil
      }
      for iteration in present {
        let low = open[iteration]?.lowerBound ?? point.factors.lowerBound
        open[iteration] = low...point.factors.upperBound
      }
    }
    found += open.map { PenaltyStudy.Persistence(iteration: $0.key, factors: $0.value) }
    return found.sorted {
      ($0.iteration, $0.factors.lowerBound) < ($1.iteration, $1.factors.lowerBound)
    }
  }
}

extension PenaltyStudy.Conclusion {
  /// This conclusion and the next, which has the same class.
  fileprivate func joined(_ next: PenaltyStudy.Conclusion) -> PenaltyStudy.Conclusion {
    func hull(_ first: ClosedRange<Int>, _ second: ClosedRange<Int>) -> ClosedRange<Int> {
      min(first.lowerBound, second.lowerBound)...max(first.upperBound, second.upperBound)
    }
    var joined = self
    joined.factors = factors.lowerBound...next.factors.upperBound
    joined.changepointCounts = hull(changepointCounts, next.changepointCounts)
    if let own = steadyIterations, let other = next.steadyIterations {
      joined.steadyIterations = hull(own, other)
    }
    return joined
  }
}
