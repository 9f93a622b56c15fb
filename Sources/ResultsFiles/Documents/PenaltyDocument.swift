// SPDX-License-Identifier: GPL-3.0-or-later

package import WarmupStats

/// What `penalties --format json` writes, in the schema `warmup-stats-penalties/1`: what is concluded
/// at all penalties between two.
package struct PenaltyDocument: Encodable, Sendable, JSONRepresentable {
  struct Factors: Encodable {
    var from: Double
    var to: Double

    init(_ range: ClosedRange<Double>) { (from, to) = (range.lowerBound, range.upperBound) }
  }

  struct Counts: Encodable {
    var least: Int
    var greatest: Int

    init(_ range: ClosedRange<Int>) { (least, greatest) = (range.lowerBound, range.upperBound) }
  }

  struct Verdict: Encodable {
    var penalties: Factors
    @OrNull var classification: String?
  }

  struct Conclusion: Encodable {
    var penalties: Factors
    @OrNull var classification: String?
    @OrNull var steadyIteration: Counts?
    var changepoints: Counts
  }

  struct Changepoint: Encodable {
    var iteration: Int
    var penalties: Factors
  }

  struct Execution: Encodable {
    var index: Int
    var segmentations: Int
    @OrNull var elbow: Double?
    var conclusions: [Conclusion]
    var changepoints: [Changepoint]

    init(_ execution: PenaltyStudy.Execution) {
      index = execution.index
      segmentations = execution.segmentations
      elbow = execution.elbow
      conclusions = execution.conclusions.map {
        Conclusion(
          penalties: Factors($0.factors), classification: $0.classification?.rawValue,
          steadyIteration: $0.steadyIterations.map(Counts.init),
          changepoints: Counts($0.changepointCounts))
      }
      changepoints = execution.persistences.map {
        Changepoint(iteration: $0.iteration, penalties: Factors($0.factors))
      }
    }
  }

  struct Benchmark: Encodable {
    var benchmark: String
    var vm: String
    var variant: String
    var verdicts: [Verdict]
    var executions: [Execution]

    init(_ benchmark: PenaltyStudy.Benchmark) {
      self.benchmark = benchmark.key.benchmark
      vm = benchmark.key.vm
      variant = benchmark.key.variant
      verdicts = benchmark.verdicts.map {
        Verdict(penalties: Factors($0.factors), classification: $0.consistency?.rawValue)
      }
      executions = benchmark.executions.map(Execution.init)
    }
  }

  var schema = "warmup-stats-penalties/1"
  var tool: SummaryDocument.Tool
  var options: SummaryDocument.Options
  var penalties: Factors
  var benchmarks: [Benchmark]

  /// Creates the document of a study, written by that version of the program.
  package init(_ study: PenaltyStudy, version: String) {
    tool = SummaryDocument.Tool(name: "warmup-stats", version: version)
    options = SummaryDocument.Options(study.options)
    penalties = Factors(study.factors)
    benchmarks = study.benchmarks.map(Benchmark.init)
  }
}
