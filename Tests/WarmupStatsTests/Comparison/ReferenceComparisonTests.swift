// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import ResultsFiles
import TestSupport
import Testing
import WarmupStats

/// The comparison of `vms_before` with `vms_after` against what numpy finds:
/// `scripts/reference/compare_vms.py`.
@Suite struct ReferenceComparisonTests {
  struct Reference: Decodable {
    struct Side: Decodable {
      var executions: Int
      var mean: Double
      var lower: Double
      var upper: Double
      var iterations: Int
      /// Of executions, then of iterations.
      var biasedVariances: [Double]
      var unbiasedVariances: [Double]
    }

    /// A quantile of many draws.
    struct Drawn: Decodable {
      var value: Double
      var standardError: Double
    }

    struct Quantiles: Decodable {
      var lower: Drawn
      var median: Drawn
      var upper: Drawn
    }

    /// Fieller's interval with the degrees of freedom of both sides together, and the clock's part.
    struct Welch: Decodable {
      var lower: Double
      var upper: Double
      var pValue: Double
    }

    struct Benchmark: Decodable {
      var baseline: Side
      var candidate: Side
      var ratio: Double
      var fieller: [Double]
      var welch: Welch
      var hierarchical: Quantiles

      enum CodingKeys: String, CodingKey {
        case baseline = "old"
        case candidate = "new"
        case ratio, fieller, welch, hierarchical
      }
    }

    struct GeometricMean: Decodable {
      var ratio: Double
      var interval: [Double]
    }

    var level: Double
    var resamples: Int
    var benchmarks: [String: Benchmark]
    var geometricMean: GeometricMean
  }

  static func reference() throws -> Reference {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return try decoder.decode(
      Reference.self, from: Fixtures.data("reference/compare_vms.json"))
  }

  static func summary(_ name: String) throws -> ExperimentSummary {
    ExperimentSummary(
      analyzing: try ResultsFile.read(
        at: Fixtures.recorded("\(name).json.bz2")), options: AnalysisOptions(method: .barrett2017())
    )
  }

  /// Whether two numbers agree to 1e-9 of the latter.
  private func agree(_ found: Double, _ expected: Double) -> Bool {
    abs(found - expected) <= 1e-9 * abs(expected)
  }

  private func expectAgreement(_ summary: BenchmarkSummary, _ side: Reference.Side) throws {
    let times = summary.executions.compactMap(\.steadyTimes)
    #expect(times.count == side.executions)
    let estimate = try #require(Estimate(ofExecutions: times, kind: .t, level: 0.99))
    #expect(agree(estimate.center, side.mean))
    #expect(agree(estimate.lower, side.lower))
    #expect(agree(estimate.upper, side.upper))
    let steady = times.map { Array($0.joined()) }
    let sample = try #require(
      NestedSample(trimming: steady.map { Array($0.suffix(side.iterations)) }))
    #expect(sample.repetitions == [side.executions, side.iterations])
    for (level, index) in zip(sample.levels, 0...) {
      #expect(agree(try #require(level.biased), side.biasedVariances[index]))
      #expect(agree(try #require(level.unbiased), side.unbiasedVariances[index]))
    }
  }

  /// What can be written as a formula, and the geometric mean.
  @Test func closedFormsAgree() throws {
    let reference = try Self.reference()
    let (baseline, candidate) = (try Self.summary("vms_before"), try Self.summary("vms_after"))
    #expect(reference.benchmarks.count == baseline.benchmarks.count)
    for baseline in baseline.benchmarks {
      let expected = try #require(reference.benchmarks[baseline.key.description])
      let candidate = try #require(candidate[baseline.key])
      try expectAgreement(baseline, expected.baseline)
      try expectAgreement(candidate, expected.candidate)
      let effect = try #require(
        EffectSize(of: candidate, to: baseline, options: ComparisonOptions()))
      #expect(agree(effect.ratio, expected.ratio))
      let range = try #require(effect.interval.range)
      #expect(agree(range.lowerBound, expected.welch.lower))
      #expect(agree(range.upperBound, expected.welch.upper))
      #expect(agree(try #require(effect.pValue), expected.welch.pValue))
      var published = ComparisonOptions()
      published.degreesOfFreedom = .separate
      let wider = try #require(
        EffectSize(of: candidate, to: baseline, options: published)?.interval.range)
      #expect(agree(wider.lowerBound, expected.fieller[0]))
      #expect(agree(wider.upperBound, expected.fieller[1]))
    }
    let overall = try #require(candidate.compared(to: baseline).overall.first)
    #expect(agree(overall.mean.ratio, reference.geometricMean.ratio))
    let interval = try #require(overall.mean.interval.range)
    #expect(agree(interval.lowerBound, reference.geometricMean.interval[0]))
    #expect(agree(interval.upperBound, reference.geometricMean.interval[1]))
  }

  /// The computed distribution against a million draws, whose quantiles have an error of their own.
  @Test(.timeLimit(.minutes(5))) func exactResamplingAgreesWithDraws() throws {
    let reference = try Self.reference()
    #expect(reference.resamples >= 1_000_000)
    var options = ComparisonOptions()
    options.intervalKind = .hierarchical
    options.level = reference.level
    let (baseline, candidate) = (try Self.summary("vms_before"), try Self.summary("vms_after"))
    for baseline in baseline.benchmarks {
      let expected = try #require(reference.benchmarks[baseline.key.description]).hierarchical
      let candidate = try #require(candidate[baseline.key])
      let effect = try #require(EffectSize(of: candidate, to: baseline, options: options))
      let range = try #require(effect.interval.range)
      let halfWidth = (expected.upper.value - expected.lower.value) / 2
      for (found, drawn) in [
        (range.lowerBound, expected.lower), (range.upperBound, expected.upper),
      ] {
        // The draws do not resolve a thousandth of the half-width everywhere.
        let allowed = max(1e-3 * halfWidth, 4 * drawn.standardError)
        #expect(allowed < 0.02 * halfWidth)
        #expect(abs(found - drawn.value) <= allowed, "\(baseline.key)")
      }
    }
  }
}
