// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import OrderedCollections
import ResultsFiles
import Testing
import WarmupStats

@Suite struct KrunReaderTests {
  @Test func readsEveryTimeOfARecordedFile() throws {
    let path = Fixtures.path("recorded/vms_small.json")
    let experiment = try ResultsFile.read(at: path)
    let json = try JSONSerialization.jsonObject(with: Data(contentsOf: URL(fileURLWithPath: path)))
    let file = try #require(json as? [String: Any])
    let expected = try #require(file["wallclock_times"] as? [String: [[Double]]])
    #expect(experiment.executions.count == 4)
    for (key, executions) in experiment.executions {
      #expect(executions.map(\.times) == expected[key.description])
      #expect(executions.allSatisfy { $0.outcome == .completed && $0.counters == nil })
    }
    let audit = try #require(file["audit"] as? [String: Any])
    let uname = try #require(audit["uname"] as? String)
    #expect(experiment.machine == String(uname.split(separator: " ")[1]))
  }

  @Test(arguments: [
    ("recorded/vms.json.bz2", 34, 10, 1000), ("recorded/vms_slow.json.bz2", 20, 10, 500),
    ("recorded/vms_before.json.bz2", 5, 10, 1000), ("recorded/vms_after.json.bz2", 5, 10, 1000),
    ("recorded/instr/hotspot_results.json.bz2", 6, 5, 1000),
    ("recorded/instr/pypy_results.json.bz2", 3, 3, 500),
  ])
  func readsRecordedFiles(name: String, keys: Int, executions: Int, iterations: Int) throws {
    let experiment = try ResultsFile.read(at: Fixtures.path(name))
    #expect(experiment.executions.count == keys)
    for values in experiment.executions.values {
      #expect(values.count == executions)
      #expect(values.allSatisfy { $0.times.count == iterations })
    }
  }

  @Test func countsKilledExecutions() throws {
    let experiment = try ResultsFile.read(at: Fixtures.path("recorded/vms_timeouts.json"))
    let key = BenchmarkKey(benchmark: "richards_like", vm: "V8", variant: "default-javascript")
    let outcomes = try #require(experiment.executions[key]).map(\.outcome)
    #expect(
      outcomes == [.completed, .timedOut, .timedOut, .completed, .timedOut, .timedOut])
  }
}
