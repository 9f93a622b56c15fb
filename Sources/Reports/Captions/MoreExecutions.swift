// SPDX-License-Identifier: GPL-3.0-or-later

/// How to measure several process executions with a harness that runs one at a time.
package enum MoreExecutions {
  /// A sentence that tells what to run instead, for the program that ran the benchmarks; `nil`
  /// stands for one that is not known.
  package static func advice(for harness: String?) -> String {
    switch harness {
    case "JMH": "run JMH with ten forks: -f 10"
    case "BenchmarkDotNet": "run BenchmarkDotNet with ten launches: --launchCount 10"
    case "pyperf": "run pyperf with ten processes: --processes 10"
    case "Krun": "let Krun run ten process executions"
    case "ReBench", "ReBenchDB": "set ReBench's invocations to 10"
    case "Go": "run 'go test -bench . -count 1' ten times; \(join)"
    case "Google Benchmark":
      "run the program ten times, with --benchmark_out for each run; \(join)"
    case "pytest-benchmark": "run pytest ten times, with --benchmark-json for each run; \(join)"
    case "Criterion": "run 'cargo bench' ten times, and keep what each run writes; \(join)"
    case "asv": "run asv with ten processes: -a processes=10; if its samples are pooled, \(join)"
    case let harness?: "run \(harness) ten times, each into a file of its own; \(join)"
    case nil: "run the benchmark ten times, each into a file of its own; \(join)"
    }
  }

  private static let join =
    "then join the files of a side: warmup-stats convert run1 run2 ... all.ndjson"
}
