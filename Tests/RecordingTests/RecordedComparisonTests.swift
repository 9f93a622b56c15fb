// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import TestSupport
import Testing

/// Two benchmarks that are the same program.
@Suite struct RecordedComparisonTests {
  /// How many experiments there are: few each day, and as many as the environment says.
  private static let experiments =
    ProcessInfo.processInfo.environment["WARMUP_STATS_AA"].flatMap { Int($0) } ?? 4
  /// How sure the intervals of `compare` are.
  private static let level = 0.99

  /// Recorded in random order, `compare` finds one slower than the other at most as often as its
  /// level allows; the bound is the mean and three standard deviations of that many.
  @Test(.enabled(if: Programs.compiler != nil, "skipped: no compiler of C"))
  func theSameProgramIsSeldomFoundSlower() throws {
    let folder = try TemporaryFolder()
    _ = try Programs.compile(
      """
      int main(void) { volatile unsigned s = 0; for (int i = 0; i < 3000000; i++) s += i; return 0; }
      """, as: "spin", in: folder)
    var alarms = 0
    var power = 0
    for number in 0..<Self.experiments {
      let name = "r\(number).json"
      let end = try RecordRun.of(
        [
          "record", "-q", "-n", "10", "--order", "random", "--seed", "\(number)", "-o", name,
          "--benchmark", "spin", "--vm", "a=./spin", "--vm", "b=./spin",
        ], in: folder)
      #expect(end.code == 0, "\(end.errors)")
      let compared = try RecordRun.of(
        ["compare", "--baseline", "a", "--fail-on", "slower", "--all-iterations", name], in: folder)
      #expect(compared.code == 0 || compared.code == 1 || compared.code == 3, "\(compared.errors)")
      if compared.code == 1 { alarms += 1 }
      if number == 0 {
        // A program that takes twice as long is found: the gate can fail.
        let slow = try RecordRun.of(
          [
            "record", "-q", "-n", "10", "-o", "slow.json", "--benchmark", "spin", "--vm",
            "a=/bin/sleep 0.02", "--vm", "b=/bin/sleep 0.4",
          ], in: folder)
        #expect(slow.code == 0)
        power = Int(
          try RecordRun.of(
            ["compare", "--baseline", "a", "--fail-on", "slower", "--all-iterations", "slow.json"],
            in: folder
          ).code)
      }
      try? FileManager.default.removeItem(atPath: folder.path(name))
      try? FileManager.default.removeItem(atPath: folder.path("\(name).journal"))
    }
    #expect(power == 1)
    let expected = Double(Self.experiments) * (1 - Self.level)
    #expect(Double(alarms) <= expected + 3 * expected.squareRoot() + 1, "\(alarms)")
    if Self.experiments > 100 { print("A/A: \(alarms) false alarms of \(Self.experiments)") }
  }
}
