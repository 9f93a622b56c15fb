// SPDX-License-Identifier: GPL-3.0-or-later

extension Warning {
  /// That executions needed more warmup than was configured, or never settled.
  static func insufficientWarmup(_ benchmarks: [BenchmarkSummary], harness: String?) -> Warning? {
    let judged = benchmarks.indices.compactMap { index in
      benchmarks[index].harnessWarmup.map { (index: index, verdict: $0) }
    }
    let failing = judged.filter { !$0.verdict.suffices }
    guard !failing.isEmpty else { return nil }
    let verdicts = failing.map(\.verdict)
    let configured = verdicts.map(\.told)
    let (least, most) = (
      configured.map(\.lowerBound).min() ?? 0, configured.map(\.upperBound).max() ?? 0
    )
    let tooShort = failing.flatMap { entry in
      entry.verdict.tooShort.map { (key: benchmarks[entry.index].key, execution: $0) }
    }
    let longest = tooShort.max { $0.execution.needed ?? 0 < $1.execution.needed ?? 0 }
    return Warning(
      .insufficientWarmup(
        InsufficientWarmup(
          harness: harness, configured: least...most,
          isOmitted: verdicts.contains(where: \.isOmitted),
          executions: verdicts.reduce(0) { $0 + $1.executions.count },
          benchmarks: judged.count == 1 ? nil : part(failing.map(\.index), of: benchmarks),
          tooShort: tooShort.count,
          neverSteady: verdicts.reduce(0) { $0 + $1.neverSteady.count },
          longest: longest.flatMap { key, execution in
            execution.needed.map {
              InsufficientWarmup.Longest(
                key: key, execution: execution.index, needed: $0,
                isOneOfSeveralKeys: failing.count > 1)
            }
          })),
      key: only(failing.map(\.index), of: benchmarks))
  }
}
