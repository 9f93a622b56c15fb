// SPDX-License-Identifier: GPL-3.0-or-later

import Changepoints
import Foundation
import OrderedCollections
import ResultsFiles
import TestSupport
import Testing
import WarmupStats

/// Every execution that another implementation of the method `ratio` has classified.
@Suite struct RatioReferenceTests {
  @Test(arguments: ["vms_small.json", "vms.json.bz2", "vms_slow.json.bz2"])
  func recordedExecutionsAreClassifiedAlike(recording: String) throws {
    let answers = try #require(Self.answers.files["recorded/\(recording)"])
    let experiment = try ResultsFile.read(
      at: Fixtures.recorded(recording))
    #expect(experiment.executions.count == answers.count)
    for (key, executions) in experiment.executions {
      let expected = try #require(answers[key.description])
      #expect(executions.count == expected.count)
      for (index, (execution, answer)) in zip(executions, expected).enumerated() {
        compare(execution.times, with: answer, name: "\(key) \(index)")
      }
    }
  }

  @Test(
    .enabled(if: Self.hasForks, "skipped: ../shared/data/jmh2023 is not beside this package"),
    arguments: 0..<12)
  func forksOfJMHAreClassifiedAlike(file: Int) throws {
    let name = "jmh2023/\(file < 10 ? "0" : "")\(file).json.xz"
    let answers = try #require(Self.answers.files[name])
    let bytes = try FileBytes.read(
      at: Self.forks.appending(path: "../\(name)").path, maximumSize: 1 << 28)
    let benchmark = try JSONDecoder().decode(Forks.self, from: Data(bytes))
    let expected = try #require(answers[benchmark.benchmark])
    #expect(benchmark.forks.count == expected.count)
    for (index, (times, answer)) in zip(benchmark.forks, expected).enumerated() {
      compare(times, with: answer, name: "\(name) \(index)")
    }
  }

  private func compare(_ times: [Double], with answer: Answer, name: String) {
    let found = ExecutionAnalysis(
      analyzing: times, options: AnalysisOptions(method: .ratio()))
    #expect(times.count == answer.iterations, "\(name)")
    #expect(found.outliers == answer.outliers, "\(name)")
    #expect(found.segments.map(\.range) == answer.segments.map { $0.start..<$0.end }, "\(name)")
    #expect(found.classification?.rawValue == answer.classification, "\(name)")
    #expect(found.steadyState.map { $0.iteration - 1 } == answer.steadyStart, "\(name)")
    guard let evidence = found.evidence, evidence.segments.count == answer.segments.count else {
      Issue.record("no evidence for \(name)")
      return
    }
    #expect(evidence.reference == answer.reference, "\(name)")
    #expect(isClose(evidence.autocorrelationTime, answer.tau), "\(name)")
    #expect(isClose(evidence.zLimit, answer.zLimit), "\(name)")
    for (segment, expected) in zip(evidence.segments, answer.segments) {
      #expect(segment.isDifferent == expected.different, "\(name)")
      #expect(isClose(segment.median, expected.median), "\(name)")
      #expect(isClose(segment.z, expected.z), "\(name) \(String(describing: segment.z))")
      #expect(isClose(segment.ownZ, expected.zOwn), "\(name) \(String(describing: segment.ownZ))")
    }
  }

  private func isClose(_ found: Double?, _ expected: Double?) -> Bool {
    guard let found, let expected else { return found == nil && expected == nil }
    return abs(found - expected) <= 1e-6 * abs(expected)
  }

  private struct Answer: Decodable {
    struct Segment: Decodable {
      var start: Int
      var end: Int
      var median: Double
      var z: Double?
      var zOwn: Double?
      var different: Bool

      enum CodingKeys: String, CodingKey {
        case start, end, median, z, different
        case zOwn = "z_own"
      }
    }
    var outliers: [Int]
    var tau: Double
    var reference: Int
    var zLimit: Double
    var segments: [Segment]
    var classification: String
    /// The first steady iteration, from 0.
    var steadyStart: Int?
    var iterations: Int

    enum CodingKeys: String, CodingKey {
      case outliers, tau, reference, segments, classification, iterations
      case zLimit = "z_limit"
      case steadyStart = "steady_start"
    }
  }

  private struct Answers: Decodable {
    /// By file and benchmark.
    var files: [String: [String: [Answer]]]
  }

  private static let answers: Answers = {
    guard
      let bytes = try? FileBytes.read(
        at: Fixtures.reference("ratio_reference.json.xz"), maximumSize: 1 << 28),
      let answers = try? JSONDecoder().decode(Answers.self, from: Data(bytes))
    else { return Answers(files: [:]) }
    return answers
  }()

  private struct Forks: Decodable {
    var benchmark: String
    var forks: [[Double]]
  }

  private static let forks = Fixtures.shared.appending(path: "data/jmh2023")
  private static var hasForks: Bool { FileManager.default.fileExists(atPath: forks.path) }
}
