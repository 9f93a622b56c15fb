// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Recording
import Reports
import WarmupStats

/// Tells on the standard error how far a recording is.
final class RecordingProgress {
  private let console = Console.current
  private let isQuiet: Bool
  /// Whether a line is drawn again and again, and whether each execution has a line of its own.
  private let redraws: Bool
  private let isPlain: Bool
  private var isDrawn = false
  /// How many executions were warned of, by what was said.
  private var warnings: [(text: String, count: Int)] = []

  init(
    _ kind: RecordedFilesArguments.Progress, isQuiet: Bool, benchmarks: [RecordedBenchmark]
  ) {
    self.isQuiet = isQuiet
    let isTerminal = console.errorIsTerminal && console.environment["TERM"] != "dumb"
    redraws = !isQuiet && kind == .auto && isTerminal
    isPlain = !isQuiet && (kind == .plain || kind == .auto && !isTerminal)
  }

  /// Takes in what a recorder tells.
  func tell(_ event: RecordingEvent) {
    switch event {
    case .resumed(let executions, let cutBytes):
      let cut = cutBytes > 0 ? "; \(cutBytes) unfinished bytes of its journal were cut off" : ""
      report("an earlier recording goes on: \(executions) executions are there\(cut)")
    case .note(let text): report("warning: \(text)")
    case .started(let key, let execution, let total, let remaining):
      draw("\(key) \(count(execution, of: total))\(eta(remaining))")
    case .running(let key, let iterations, let last, let remaining):
      let time = last.map { ", the last \(shown($0))" } ?? ""
      draw("\(key): \(iterations) iterations\(time)\(eta(remaining))")
    case .ended(let key, let execution, let recorded):
      remember(recorded.warnings + [recorded.disturbance].compactMap(\.self))
      if isPlain { report(line(key, execution, recorded)) }
    case .discarded(let key, let execution, let reason):
      remember(["it ran again: \(reason)"])
      if isPlain { report("\(key) \(execution + 1) runs again: \(reason)") }
    case .written: break
    }
  }

  private func line(
    _ key: BenchmarkKey, _ execution: Int, _ recorded: RecordedExecution
  ) -> String {
    let state =
      switch recorded.flag {
      case .completed: ""
      case .failed: " failed"
      case .timedOut: " took too long"
      }
    let iterations = recorded.times.count > 1 ? ", \(recorded.times.count) iterations" : ""
    let reason = recorded.flag == .failed ? recorded.warnings.last.map { ": \($0)" } ?? "" : ""
    return "\(key) \(execution + 1): \(shown(recorded.wallTime))\(iterations)\(state)\(reason)"
  }

  private func count(_ execution: Int, of total: Int?) -> String {
    total.map { "\(execution + 1) of \($0)" } ?? "\(execution + 1)"
  }

  private func shown(_ seconds: Double) -> String { Table.duration(seconds) }

  private func eta(_ seconds: Double?) -> String {
    seconds.map { ", about \(shown($0)) left" } ?? ", time left known after the first round"
  }

  private func remember(_ texts: [String]) {
    for text in Set(texts) {
      if let index = warnings.firstIndex(where: { $0.text == text }) {
        warnings[index].count += 1
      } else if warnings.count < 50 {
        warnings.append((text, 1))
      }
    }
  }

  private func report(_ text: String) {
    guard !isQuiet else { return }
    clear()
    console.report(text)
  }

  private func draw(_ text: String) {
    guard redraws else { return }
    let count = warnings.reduce(0) { $0 + $1.count }
    let line = (text + (count > 0 ? ", warnings: \(count)" : "")).escapedForTerminal
    console.writeError("\r\u{1B}[K" + line.prefix((console.width ?? 80) - 1))
    isDrawn = true
  }

  private func clear() {
    if isDrawn { console.writeError("\r\u{1B}[K") }
    isDrawn = false
  }

  /// Takes the line away, and says once what was wrong with how many executions.
  func finish() {
    clear()
    guard !isQuiet else { return }
    for (text, count) in warnings {
      console.report("warning: \(NumberFormat.counted(count, "execution")): \(text)")
    }
  }
}
