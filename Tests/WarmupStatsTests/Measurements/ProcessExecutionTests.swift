// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import OrderedCollections
import Testing
import WarmupStats

@Suite struct ProcessExecutionTests {
  private func execution(_ times: some Sequence<Double>) throws -> ProcessExecution {
    try ProcessExecution(times: times)
  }

  private func execution(_ times: some Sequence<Duration>) throws -> ProcessExecution {
    try ProcessExecution(times: times)
  }

  @Test(arguments: [0, -1, .nan, .infinity, 1e-13, 1e10])
  func refusesAnImpossibleTimeWithItsPlace(time: Double) throws {
    let error = #expect(throws: MeasurementError.self) {
      try execution([1, 2, time, 3])
    }
    guard case .impossibleTime(let found, iteration: 2, execution: 0) = try #require(error) else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(found == time || found.isNaN && time.isNaN)
  }

  @Test(arguments: [1e-12, 1e9]) func acceptsTheEndsOfWhatIsPossible(time: Double) throws {
    #expect(try execution([time]).times == [time])
  }

  @Test func refusesNoTimesAtAll() {
    #expect(throws: MeasurementError.noIterations(execution: 0)) {
      try execution([Double]())
    }
    #expect(throws: MeasurementError.noIterations(execution: 0)) {
      try execution([Duration]())
    }
  }

  @Test func acceptsSlicesAndDurations() throws {
    let times = [9, 0.25, 0.5, 9]
    #expect(try execution(times[1...2]).times == [0.25, 0.5])
    let durations: [Duration] = [.milliseconds(250), .seconds(2) + .nanoseconds(1)]
    #expect(try execution(durations).times == [0.25, 2.000000001])
    #expect(throws: MeasurementError.impossibleTime(0, iteration: 1, execution: 0)) {
      try execution([.seconds(1), Duration.zero])
    }
  }

  @Test func anExperimentIsMadeOfArrays() throws {
    let key = BenchmarkKey(benchmark: "parse")
    #expect(key == BenchmarkKey(benchmark: "parse"))
    let experiment = try Experiment(of: key, times: [[1, 2], [3]])
    #expect(experiment.executions.count == 1)
    #expect(experiment.executions[key]?.map(\.times) == [[1, 2], [3]])
    #expect(throws: MeasurementError.impossibleTime(-1, iteration: 0, execution: 1)) {
      try Experiment(of: key, times: [[1, 2], [-1]])
    }
    #expect(throws: MeasurementError.noIterations(execution: 1)) {
      try Experiment(of: key, times: [[1, 2], []])
    }
  }

  @Test func whatIsDecodedIsCheckedToo() throws {
    func decode(_ json: String) throws -> ProcessExecution {
      try JSONDecoder().decode(ProcessExecution.self, from: Data(json.utf8))
    }
    #expect(
      try decode(#"{"times": [1, 2], "outcome": "completed"}"#)
        == execution([1, 2]))
    #expect(throws: MeasurementError.impossibleTime(-1, iteration: 1, execution: 0)) {
      try decode(#"{"times": [1, -1], "outcome": "completed"}"#)
    }
    #expect(throws: DecodingError.self) { try decode(#"{"times": [1], "outcome": "crashed"}"#) }
    #expect(try decode(#"{"times": [], "outcome": "timed out"}"#).outcome == .timedOut)
  }

  /// A slice and durations are analyzed as the array of seconds is.
  @Test func analysesOfSlicesAndDurationsAgree() {
    let milliseconds = (0..<60).map { (iteration: Int) -> Int in
      iteration < 20 ? 30 + iteration % 3 : 20 + iteration % 3
    }
    let times: [Double] = milliseconds.map { Double($0) / 1000 }
    let analysis = ExecutionAnalysis(analyzing: times)
    #expect(analysis.segments.count == 2)
    #expect(ExecutionAnalysis(analyzing: ([1] + times).dropFirst()) == analysis)
    let durations = milliseconds.map { Duration.milliseconds($0) }
    #expect(ExecutionAnalysis(analyzing: durations).classification == analysis.classification)
  }
}
