// SPDX-License-Identifier: GPL-3.0-or-later

import WarmupStats

extension ExecutionAnalysis {
  /// The class, for comparison with methods that tell more than whether there is a steady state.
  ///
  /// Under `traini-2023` a steady execution counts as flat if no segment differs, else as a warmup or
  /// a slowdown as the last one that differs was slower or faster.
  var comparableClass: Classification? {
    guard classification == .steady, let tests = ratioTests?.tests else { return classification }
    guard let last = tests.last, last.isDifferent else { return .flat }
    return last.ratio < 1 ? .warmup : .slowdown
  }
}
