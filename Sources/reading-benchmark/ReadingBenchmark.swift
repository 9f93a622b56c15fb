// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import OrderedCollections
import ResultsFiles
import WarmupStats

/// Times how long it takes to read a results file of Krun's, here and with Foundation, and prints
/// the times as JSON.
///
/// `reading-benchmark FILE REPETITIONS`.
@main struct ReadingBenchmark {
  /// What is printed, in seconds of processor time, which others on the machine do not lengthen.
  struct Report: Encodable {
    /// Of reading the file as an experiment, every time checked.
    var ours: [Double] = []
    /// Of decoding its times with `JSONDecoder`.
    var foundation: [Double] = []
    /// How many times there are, as either finds.
    var counts: [Int] = []
  }

  /// As much of a file of Krun's as has times.
  private struct Times: Decodable {
    var wallclock_times: [String: [[Double]]]
  }

  static func main() throws {
    let arguments = CommandLine.arguments
    guard arguments.count == 3, let repetitions = Int(arguments[2]), repetitions > 0 else {
      FileHandle.standardError.write(Data("usage: reading-benchmark FILE REPETITIONS\n".utf8))
      exit(64)
    }
    var report = Report()
    var counts: Set<Int> = []
    for repetition in 0..<repetitions {
      try report.ours.append(
        seconds {
          let experiment = try ResultsFile.read(at: arguments[1])
          counts.insert(
            experiment.executions.values.joined().reduce(0) { $0 + $1.times.count })
        })
      // What takes seconds is timed once.
      guard repetition == 0 else { continue }
      try report.foundation.append(
        seconds {
          let bytes = try Data(contentsOf: URL(filePath: arguments[1]))
          let decoded = try JSONDecoder().decode(Times.self, from: bytes)
          counts.insert(
            decoded.wallclock_times.values.joined().reduce(0) { $0 + $1.count })
        })
    }
    report.counts = counts.sorted()
    print(String(decoding: try JSONEncoder().encode(report), as: UTF8.self))
  }

  private static func seconds(_ body: () throws -> Void) rethrows -> Double {
    let start = clock()
    try body()
    return Double(clock() - start) / Double(CLOCKS_PER_SEC)
  }
}
