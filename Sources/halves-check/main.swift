// SPDX-License-Identifier: GPL-3.0-or-later

import ResultsFiles
import WarmupStats

/// What stops the program.
enum Usage: Error {
  case wrong
}

let arguments = CommandLine.arguments.dropFirst()
guard let splits = arguments.first.flatMap({ Int($0) }), splits > 0, arguments.count > 1 else {
  print("usage: halves-check SPLITS FILE...")
  throw Usage.wrong
}

/// A number of columns, the digits at the right.
func padded(_ text: String, to width: Int) -> String {
  String(repeating: " ", count: max(0, width - text.count)) + text
}

/// A rate as "0.3 % (100 of 33433)"; a dash if there was no case.
func words(_ rate: HalvesCheck.Rate?) -> String {
  guard let rate, rate.cases > 0 else { return "–" }
  let percent = (rate.share * 10_000).rounded() / 100
  return "\(percent) % (\(rate.alarms) of \(rate.cases))"
}

for path in arguments.dropFirst() {
  let summary = ExperimentSummary(analyzing: try ResultsFile.read(at: path))
  let check = await HalvesCheck(
    of: summary, splits: splits, kinds: IntervalKind.allCases, comparesAspects: true, seed: 1)
  print("\(path): false alarms between random halves, \(splits) splits, level 99 %")
  print(padded("per benchmark", to: 70) + padded("per file", to: 26))
  func row(_ name: String, _ alarm: HalvesCheck.Alarm) {
    let label = "  " + name + String(repeating: " ", count: max(1, 44 - name.count))
    print(
      label + padded(words(check.perBenchmark[alarm]), to: 24)
        + padded(words(check.perFile[alarm]), to: 26))
  }
  for kind in IntervalKind.allCases {
    row("compare --interval \(kind), faster or slower", .changed(kind))
    row("… --fail-on slower", .slower(kind))
    row("… --fail-on slower --adjust holm", .slowerAdjusted(kind))
  }
  row("diff --fail-on worse", .worseBeyondChance)
  row("diff, worse overall", .worseOverall)
  for aspect in BenchmarkDiff.Aspect.decisive {
    row("diff, worse \(aspect.rawValue)", .worse(aspect))
  }
}
