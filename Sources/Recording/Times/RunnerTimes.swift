// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
package import WarmupStats

/// What Krun's iteration runners print at their end.
package struct RunnerTimes: Decodable {
  private var wallclockTimes: [Double]
  private var coreCycles: [[Double]]?
  private var aperf: [[Double]]?
  private var mperf: [[Double]]?

  private enum CodingKeys: String, CodingKey {
    case wallclockTimes = "wallclock_times"
    case coreCycles = "core_cycle_counts"
    case aperf = "aperf_counts"
    case mperf = "mperf_counts"
  }

  /// The times, in seconds, and what the processor counted.
  package struct Values {
    package var times: [Double]
    package var counters: ProcessorCounters?
  }

  /// Reads what a runner printed; a sentence if it cannot be used.
  package static func read(_ output: [UInt8]) -> Result<Values, RecordingError> {
    let decoded: RunnerTimes
    do {
      decoded = try JSONDecoder().decode(RunnerTimes.self, from: Data(output))
    } catch {
      let found = quoted(String(decoding: output.prefix(60), as: UTF8.self))
      return .failure(
        RecordingError(
          .unusable,
          "its output: a JSON object with wallclock_times was expected, found \(found)"))
    }
    return decoded.values
  }

  private var values: Result<Values, RecordingError> {
    func refusal(_ sentence: String) -> Result<Values, RecordingError> {
      .failure(RecordingError(.unusable, sentence))
    }
    if let place = wallclockTimes.firstIndex(where: {
      !ProcessExecution.possibleTimes.contains($0)
    }) {
      return refusal(
        "its output: /wallclock_times/\(place): a time above 0 was expected, found "
          + "\(wallclockTimes[place])")
    }
    let count = wallclockTimes.count
    for (name, cores) in [
      ("core_cycle_counts", coreCycles), ("aperf_counts", aperf), ("mperf_counts", mperf),
    ] {
      for (core, counts) in (cores ?? []).enumerated() where counts.count != count {
        return refusal(
          "its output: /\(name)/\(core): \(count) counts were expected, one for each time, found "
            + "\(counts.count)")
      }
    }
    let counters = ProcessorCounters(
      coreCycles: coreCycles ?? [], aperf: aperf ?? [], mperf: mperf ?? [])
    return .success(
      Values(
        times: wallclockTimes, counters: counters == ProcessorCounters() ? nil : counters))
  }
}
