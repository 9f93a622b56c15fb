// SPDX-License-Identifier: GPL-3.0-or-later

import ResultsFiles
import Testing
import WarmupStats

@Suite struct KrunClockTests {
  /// The warnings of a file whose executions have these ratios of APERF and MPERF in each
  /// iteration, on the busier of two cores.
  static func messages(ratios: [[Double]]) throws -> [String] {
    func array(_ values: [String]) -> String { "[\(values.joined(separator: ","))]" }
    // The core that sleeps always seems to be throttled.
    let times = ratios.map { array($0.map { _ in "1" }) }
    let aperf = ratios.map {
      array([array($0.map { _ in "1" }), array($0.map { "\($0 * 1000)" })])
    }
    let mperf = ratios.map { array([array($0.map { _ in "9" }), array($0.map { _ in "1000" })]) }
    let text = """
      {"wallclock_times":{"a:b:c":\(array(times))},"aperf_counts":{"a:b:c":\(array(aperf))},
       "mperf_counts":{"a:b:c":\(array(mperf))}}
      """
    let results = try ResultsFile.read(Array(text.utf8), named: "FILE")
    #expect(results.warnings.allSatisfy { $0.kind == .unsteadyClock && $0.key != nil })
    return results.warnings.compactMap(\.message)
  }

  @Test func aSteadyClockIsNotMentioned() throws {
    let steady = Array(repeating: 1.01, count: 150)
    #expect(try Self.messages(ratios: [steady, steady]).isEmpty)
    // One iteration in 150 may have been interrupted.
    #expect(try Self.messages(ratios: [steady + [0.5]]).isEmpty)
  }

  @Test func throttlingAndTurboAreTold() throws {
    let steady = Array(repeating: 1.0, count: 90)
    let throttled = steady + Array(repeating: 0.8, count: 10)
    let turbo = Array(repeating: 1.2, count: 100)
    let start = "the processor did not run at its nominal frequency in "
    #expect(
      try Self.messages(ratios: [steady, throttled]) == [
        start
          + "1 of 2 executions (2): below it (throttled?) in up to 10 % of the iterations, on core 1"
      ])
    #expect(
      try Self.messages(ratios: [turbo, throttled, steady]) == [
        start + "2 of 3 executions (1, 2): below it (throttled?) in up to 10 %, above it (turbo "
          + "mode?) in up to 100 % of the iterations, on core 1"
      ])
  }

  @Test func everyBusyCoreIsJudged() throws {
    // Core 0 is always busy and steady; core 2, busy for a part of the time, is throttled then.
    let text = """
      {"wallclock_times":{"a:b:c":[[1,1,1,1]]},
       "aperf_counts":{"a:b:c":[[[100,100,100,100],[5,5,5,5],[60,60,1,60]]]},
       "mperf_counts":{"a:b:c":[[[100,100,100,100],[9,9,9,9],[80,60,9,80]]]}}
      """
    let results = try ResultsFile.read(Array(text.utf8), named: "FILE")
    #expect(
      results.warnings.map(\.message) == [
        "the processor did not run at its nominal frequency in 1 of 1 executions (1): below it "
          + "(throttled?) in up to 50 % of the iterations, on core 2"
      ])
  }
}
