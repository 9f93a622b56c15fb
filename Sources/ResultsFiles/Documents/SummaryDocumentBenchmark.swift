// SPDX-License-Identifier: GPL-3.0-or-later

import Changepoints
import WarmupStats

extension SummaryDocument {
  /// How one benchmark key behaves.
  package struct Benchmark: Codable, Sendable, Hashable {
    /// The name of the benchmark.
    package var benchmark: String
    /// The name of the VM.
    package var vm: String
    /// The name of the variant.
    package var variant: String
    /// How the completed executions behave together; `nil` if none has a class.
    @OrNull package var classification: String?
    /// How many executions have each classification, under its name, and how many crashed.
    package var counts: [String: Int]
    /// How many executions have a steady state; `nil` in documents that do not say.
    @OrNull package var steadyExecutions: Int?
    /// The first steady iteration, from 1, over those; `nil` if they are too few for the method, and
    /// if all are flat.
    @OrNull package var steadyIteration: Range?
    /// The time before it, in seconds; `nil` likewise.
    @OrNull package var timeToSteady: Range?
    /// The time of a steady iteration, in seconds; `nil` if too few executions have a steady state
    /// for the method and for the interval.
    @OrNull package var steadyPerformance: Interval?
    /// The mean over executions of the mean times of their steady iterations, in seconds; `nil` if
    /// too few executions have a steady state for the method.
    @OrNull package var steadyMean: Double?
    /// Whether the warmup that the harness was told to make is enough; `nil` if it is not known.
    @OrNull package var harnessWarmup: HarnessWarmup?
    /// The process executions, in the order of the files.
    package var executions: [Execution]

    init(_ summary: BenchmarkSummary, embedsTimes: Bool) {
      benchmark = summary.key.benchmark
      vm = summary.key.vm
      variant = summary.key.variant
      classification = summary.consistency?.rawValue
      counts = summary.counts.byName
      steadyExecutions = summary.steadyExecutions
      steadyIteration = summary.steadyIteration.map(Range.init)
      timeToSteady = summary.timeToSteady.map(Range.init)
      steadyPerformance = summary.steadyPerformance.map(Interval.init)
      steadyMean = summary.steadyMean
      let verdict = summary.harnessWarmup
      harnessWarmup = verdict.map(HarnessWarmup.init)
      executions = summary.executions.enumerated().map { index, analyzed in
        Execution(
          index: index, analyzed, warmup: verdict?.executions.first { $0.index == index },
          embedsTimes: embedsTimes)
      }
    }
  }

  /// The median and the 5th and 95th percentiles over executions.
  package struct Range: Codable, Sendable, Hashable {
    /// The median.
    package var median: Double
    /// The 5th percentile.
    package var lower: Double
    /// The 95th percentile.
    package var upper: Double

    init(_ spread: Spread) {
      median = spread.median
      lower = spread.lower
      upper = spread.upper
    }
  }

  /// A time, in seconds, and the interval it is believed to lie in.
  package struct Interval: Codable, Sendable, Hashable {
    /// The value that the interval is about; `nil` in what older versions wrote.
    package var center: Double?
    /// The same: the key that older versions read.
    package var median: Double
    /// The lower end of the interval.
    package var lower: Double
    /// The upper end of the interval.
    package var upper: Double
    /// The mean distance of the ends from the center.
    package var halfWidth: Double
    /// The level of the interval.
    package var level: Double

    init(_ estimate: Estimate) {
      center = estimate.center
      median = estimate.center
      lower = estimate.lower
      upper = estimate.upper
      halfWidth = estimate.halfWidth
      level = estimate.level
    }
  }

  /// One process execution.
  package struct Execution: Codable, Sendable, Hashable {
    /// Its place among the executions of its key, from 0.
    package var index: Int
    /// How many in-process iterations it ran; 0 if it crashed.
    package var iterations: Int
    /// Whether it crashed or timed out.
    package var crashed: Bool
    /// How it failed: `crashed` or `timed out`; `nil` if it completed.
    package var outcome: String?
    /// How it behaves; `nil` if it crashed, and for a single measurement.
    @OrNull package var classification: String?
    /// The iterations that are outliers, from 0.
    package var outliers: [Int]
    /// Those that other executions of the key share.
    package var commonOutliers: [Int]
    /// The segments between changepoints, first to last.
    package var segments: [SegmentEntry]
    /// The first steady iteration, from 1; `nil` without a steady state.
    @OrNull package var steadyIteration: Int?
    /// The time before it, in seconds; `nil` without a steady state.
    @OrNull package var timeToSteady: Double?
    /// The mean time of a steady iteration, in seconds; `nil` without a steady state.
    @OrNull package var steadyMean: Double?
    /// The variance that the resolution of the clock adds to that mean, in seconds squared; `nil`
    /// without a steady state.
    @OrNull package var steadyClockVariance: Double?
    /// How many successive iterations say as much as one independent measurement; `nil` for methods
    /// other than `ratio`, as all that follows up to the harness's warmup.
    @OrNull package var autocorrelationTime: Double?
    /// The index of the segment that the others are compared with.
    @OrNull package var reference: Int?
    /// How many standard errors are a proof.
    @OrNull package var zLimit: Double?
    /// The least difference, as a fraction, that would have been proven between the iterations
    /// before the steady tail and those in it.
    @OrNull package var leastProvableDifference: Double?
    /// What the method `traini-2023` tested; `nil` for other methods.
    package var ratioTests: RatioTests?
    /// What the harness was told to warm up, and whether it was enough; `nil` if it is not known.
    @OrNull package var harnessWarmup: ExecutionWarmup?
    /// The time of each iteration, in seconds; `nil` if the document does not embed them.
    package var times: [Double]?

    init(
      index: Int, _ analyzed: AnalyzedExecution, warmup: HarnessWarmupVerdict.Execution?,
      embedsTimes: Bool
    ) {
      let analysis = analyzed.analysis
      self.index = index
      iterations = analyzed.iterationCount
      crashed = analyzed.outcome != .completed
      outcome = crashed ? analyzed.outcome.rawValue : nil
      classification = analysis?.classification?.rawValue
      outliers = analysis?.outliers ?? []
      commonOutliers = analysis?.commonOutliers ?? []
      segments =
        analysis.map { analysis in
          analysis.segments.indices.map { SegmentEntry(of: analysis, at: $0) }
        } ?? []
      autocorrelationTime = analysis?.evidence?.autocorrelationTime
      reference = analysis?.evidence?.reference
      zLimit = analysis?.evidence?.zLimit
      leastProvableDifference = analysis?.evidence?.leastProvableDifference
      ratioTests = analysis?.ratioTests.map(RatioTests.init)
      steadyIteration = analysis?.steadyState?.iteration
      timeToSteady = analysis?.steadyState?.timeToReach
      steadyMean = analysis?.steadyState?.mean
      steadyClockVariance = analysis?.steadyState?.clockVariance
      harnessWarmup = warmup.map { ExecutionWarmup($0, of: analyzed) }
      times = embedsTimes ? analyzed.execution?.times : nil
    }
  }

  /// A stretch of iterations between two changepoints.
  package struct SegmentEntry: Codable, Sendable, Hashable {
    /// The first iteration of the segment, from 0.
    package var start: Int
    /// One past its last iteration.
    package var end: Int
    /// The mean time, in seconds, without outliers.
    package var mean: Double
    /// The maximum-likelihood variance, in seconds squared, without outliers.
    package var variance: Double
    /// Whether the segment is equivalent to the one that it is compared with.
    package var equivalent: Bool
    /// The median time, in seconds, without outliers; `nil` for methods other than `ratio`, as all
    /// that follows.
    @OrNull package var median: Double?
    /// By how many standard errors the segment differs by more than the tolerance; `nil` for the
    /// reference, and if infinite.
    @OrNull package var z: Double?
    /// The same for twice the tolerance, where the segment's own spread counts; `nil` likewise.
    @OrNull package var zOwn: Double?
    /// Whether the segment is proven to differ from the reference.
    @OrNull package var different: Bool?

    init(of analysis: ExecutionAnalysis, at index: Int) {
      let segment = analysis.segments[index]
      let evidence = analysis.evidence?.segments[index]
      start = segment.range.lowerBound
      end = segment.range.upperBound
      mean = segment.mean
      variance = segment.variance
      equivalent = analysis.equivalences[index]
      median = evidence?.median
      z = evidence?.z.flatMap { $0.isFinite ? $0 : nil }
      zOwn = evidence?.ownZ.flatMap { $0.isFinite ? $0 : nil }
      different = evidence?.isDifferent
    }
  }
}
