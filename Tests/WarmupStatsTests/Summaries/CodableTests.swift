// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import ResultsFiles
import TestSupport
import Testing
import WarmupStats

/// Results can be kept, by anyone's encoder, and come back as they were.
@Suite struct CodableTests {
  private func expectReturns<Value: Codable & Equatable>(
    _ value: Value, _ comment: Comment? = nil
  ) throws {
    let data = try JSONEncoder().encode(value)
    #expect(try JSONDecoder().decode(Value.self, from: data) == value, comment)
  }

  /// A benchmark that warms up and one that has crashed once, `factor` as slow.
  private static func experiment(factor: Double = 1, only: Bool = false) -> Experiment {
    let executions = (0..<4).map { execution in
      ProcessExecution(
        times: MadeExecutions.times(warmingUpFor: 20 + execution).map {
          (factor + 0.01 * Double(execution)) * $0
        }, harnessWarmupIterations: 10)
    }
    var experiment = Experiment(
      of: BenchmarkKey(benchmark: "nbody", vm: "V8"),
      executions: executions + [ProcessExecution(failed: factor > 1 ? .timedOut : .crashed)])
    if !only {
      experiment.append(
        Experiment(
          of: BenchmarkKey(benchmark: "unsteady"),
          executions: [ProcessExecution(times: MadeExecutions.unsteady)]))
    }
    return experiment
  }

  @Test func measurementsComeBackAsTheyWere() throws {
    try expectReturns(try ResultsFile.read(at: Fixtures.recorded("vms_small.json")))
  }

  @Test(arguments: [Method.ratio(), .barrett2017(), .warmupStats])
  func resultsComeBackAsTheyWere(method: Method) async throws {
    let options = AnalysisOptions(method: method)
    let (before, after) = (
      ExperimentSummary(analyzing: Self.experiment(), options: options),
      ExperimentSummary(analyzing: Self.experiment(factor: 1.2, only: true), options: options)
    )
    try expectReturns(before)
    let comparison = after.compared(to: before).adjustedForMultipleComparisons()
    #expect(!comparison.benchmarks.isEmpty && !comparison.excluded.isEmpty)
    try expectReturns(comparison)
    let diff = after.difference(from: before)
    #expect(!diff.benchmarks.isEmpty && !diff.excluded.isEmpty)
    try expectReturns(diff)
    let plan = BenchmarkPlan(
      pilot: before.benchmarks[0], startupTime: 1, relativeHalfWidth: 0.001, level: 0.99)
    try expectReturns(try #require(plan))
    var truncation = TruncationOptions()
    truncation.draws = 10
    let study = await TruncationStudy(
      truncating: Self.experiment(), analysis: options, options: truncation)
    #expect(!study.iterations.points.isEmpty)
    try expectReturns(study)
  }

  @Test func recordedAndStoredResultsComeBackAsTheyWere() throws {
    let recorded = try ResultsFile.read(at: Fixtures.recorded("vms_small.json"))
    try expectReturns(ExperimentSummary(analyzing: recorded))
    guard
      case .summaries(let stored) = try StoredResults(
        readingFileAt: Fixtures.path("golden/classify.json"))
    else {
      Issue.record("no stored result was read")
      return
    }
    #expect(stored.contains { !$0.benchmarks.isEmpty })
    try expectReturns(stored)
  }

  /// JSON has no infinity, which a ratio without any spread has.
  @Test func infiniteEvidenceComesBack() throws {
    for z in [Double.infinity, -.infinity, 2.5, nil] {
      try expectReturns(
        RatioFindings.Segment(median: 1, z: z, ownZ: z.map { -$0 }, isDifferent: true))
    }
  }

  @Test func everyWarningComesBack() throws {
    let key = BenchmarkKey(benchmark: "nbody", vm: "V8")
    let some = Warning.Benchmarks([key], of: 3)
    let facts: [Warning.Fact] = [
      .stated(.lostOrder, "as a reader says"), .failed(crashed: 1, timedOut: 2, executions: 5),
      .leftOut([.init(key: key, crashed: 1, timedOut: 0, executions: 2)]),
      .relativeTolerance(fraction: 0.01, format: "JMH"), .coarseTolerance(seconds: 0.001, some),
      .ineffectiveTolerance(seconds: 0.001, executions: 2, some),
      .lateChange(
        executions: 1,
        greatest: .init(key: key, execution: 0, change: LateChange(iterations: 3, fraction: 0.2)),
        some),
      .fewExecutions(completed: 2...4, enough: 10, some), .singleIteration,
      .tooShortForWindow(iterations: 5, nil), .tooShortForWindow(iterations: 5, some),
      .unknownVM("V9", .candidate), .sortedTimes(executions: [0, 2]),
    ]
    for fact in facts { try expectReturns(Warning(fact, key: key, execution: 1), "\(fact)") }
  }

  @Test func descriptionsHaveWhatMatters() throws {
    let estimate = Estimate(center: 0.0201234567, lower: 0.019, upper: 0.0213, level: 0.99)
    #expect(estimate.description == "0.0201235 (0.019…0.0213, 99%)")
    #expect(Spread(median: 11, lower: 2, upper: 1e-20).description == "11 (2…1e-20)")
    let key = BenchmarkKey(benchmark: "nbody", vm: "HotSpot")
    let times = (0..<3).map { (execution: Int) -> [Double] in
      (0..<60).map { (iteration: Int) -> Double in
        let wobble = 1e-5 * Double((iteration + execution) % 3)
        return iteration < 20 ? 0.03 + wobble : 0.02 + wobble
      }
    }
    let experiment = try Experiment(of: key, times: times)
    let description = ExperimentSummary(analyzing: experiment).description
    #expect(description.hasPrefix("nbody:HotSpot: warmup, steadyIteration 21 (21…21), "))
    #expect(description.contains("steadyPerformance 0.02001"))
    let crashed = BenchmarkSummary(analyzing: [ProcessExecution(failed: .crashed)], of: key)
    #expect(crashed.description == "nbody:HotSpot: crashed")
  }

  /// One value of what was encoded is replaced, and contradicts the others.
  @Test(arguments: [
    ("counts.flat", "7"), ("consistency", "\"flat\""), ("consistency", "\"no class\""),
    ("steadyPerformance.level", "1"), ("steadyPerformance.lower", "9"),
    ("steadyIteration.median", "1000"), ("executions.0.analysis.outliers", "[60]"),
    ("executions.0.analysis.outliers", "[3, 2]"), ("executions.0.analysis.commonOutliers", "[1]"),
    ("executions.0.analysis.equivalences", "[]"), ("executions.0.analysis.segments", "[]"),
    ("executions.0.analysis.segments.0.range", "[0, 3]"),
    ("executions.0.analysis.evidence.segments", "[]"),
    ("executions.0.analysis.steadyState.segments", "[0, 9]"),
    ("executions.0.analysis.steadyState.values.segments", "[[0, 61]]"),
    ("executions.0.analysis.steadyState.values.outliers", "[70]"),
    ("executions.0.analysis", "null"), ("executions.4.analysis", "{}"),
    ("executions.0.source.measured._0.times.2", "-1"),
    ("executions.0.source.measured._0.times", "[1, 1]"),
  ])
  func contradictionsAreRefused(path: String, value: String) throws {
    let summary = try #require(
      ExperimentSummary(analyzing: Self.experiment()).benchmarks.first)
    let encoded = try JSONSerialization.jsonObject(with: JSONEncoder().encode(summary))
    let replacement = try JSONSerialization.jsonObject(
      with: Data(value.utf8), options: .fragmentsAllowed)
    func data(_ value: Any) throws -> Data { try JSONSerialization.data(withJSONObject: value) }
    #expect(try JSONDecoder().decode(BenchmarkSummary.self, from: data(encoded)) == summary)
    let damaged = Self.replacing(path.split(separator: ".")[...], in: encoded, by: replacement)
    #expect(throws: (any Error).self) {
      try JSONDecoder().decode(BenchmarkSummary.self, from: data(damaged))
    }
  }

  @Test func aCurveHasAnAgreementForEachKey() throws {
    let point = #"{"count":[1,1],"fraction":1,"agreements":[]}"#
    func curve(_ keys: String) throws -> TruncationCurve {
      try JSONDecoder().decode(
        TruncationCurve.self, from: Data("{\"keys\":[\(keys)],\"points\":[\(point)]}".utf8))
    }
    #expect(try curve("").points.count == 1)
    #expect(throws: DecodingError.self) {
      try curve(#"{"benchmark":"b","vm":"","variant":""}"#)
    }
  }

  /// A JSON value with another at the end of a path of keys and indices.
  private static func replacing(
    _ path: ArraySlice<Substring>, in value: Any, by replacement: Any
  ) -> Any {
    guard let step = path.first else { return replacement }
    if let index = Int(step), var array = value as? [Any] {
      array[index] = replacing(path.dropFirst(), in: array[index], by: replacement)
      return array
    }
    guard var object = value as? [String: Any] else { return value }
    object[String(step)] = replacing(
      path.dropFirst(), in: object[String(step)] ?? [String: Any](), by: replacement)
    return object
  }
}
