// SPDX-License-Identifier: GPL-3.0-or-later

import WarmupStats

let rounds = CommandLine.arguments.dropFirst().first.flatMap { Int($0) } ?? 2000
let seed = CommandLine.arguments.dropFirst(2).first.flatMap { UInt64($0) } ?? 1

print("How many intervals held the truth, in percent; seed \(seed)")
print("executions  nominal  covered  ± error   interval")
/// A fraction in percent, to a tenth.
func percent(_ fraction: Double) -> Double { (1000 * fraction).rounded() / 10 }

for executions in [3, 5, 10, 30] {
  for level in [0.95, 0.99] {
    for interval in CoverageSimulation.Interval.allCases {
      var generator = Xoshiro256(seed: seed)
      let simulation = CoverageSimulation(executions: executions, iterations: 20, level: level)
      // A geometric mean takes eight sides and thousands of draws.
      let share = interval == .geometricMean ? max(1, rounds / 10) : rounds
      let covered = simulation.coverage(of: interval, rounds: share, using: &generator)
      let error = (level * (1 - level) / Double(share)).squareRoot()
      let columns = [Double(executions), 100 * level, percent(covered), percent(error)]
      print(columns.map { "\($0)" }.joined(separator: "\t"), interval.rawValue, separator: "\t")
    }
  }
}
