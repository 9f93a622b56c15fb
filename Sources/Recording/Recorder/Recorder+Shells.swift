// SPDX-License-Identifier: GPL-3.0-or-later

import CLauncher

extension Recorder {
  private static let shellRuns = 20

  /// Measures how long the shells take to start: the median of twenty empty commands.
  func measureShells() throws(RecordingError) {
    for shell in Set(plan.benchmarks.compactMap(\.shell)).sorted() {
      var times: [Double] = []
      for _ in 0..<Self.shellRuns {
        guard let outcome = try runPlainly([shell, "-c", ""], timeout: 10),
          case .ended(let reply) = outcome.ending
        else { continue }
        times.append(Double(reply.end - reply.start) / 1e9)
      }
      guard !times.isEmpty else { continue }
      let median = times.sorted()[times.count / 2]
      shellStart = max(shellStart, median)
      let milliseconds = (median * 1e5).rounded() / 100
      observer(
        .note(
          "\(shell) takes \(milliseconds) ms to start, which is "
            + (settings.subtractsShell ? "subtracted" : "part of each time")))
    }
  }

  /// The time of a whole process, without its shell's where that is asked for.
  func processTime(_ wallTime: Double, of benchmark: RecordedBenchmark) -> Double {
    settings.subtractsShell && benchmark.shell != nil ? wallTime - shellStart : wallTime
  }
}
