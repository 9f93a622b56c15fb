// SPDX-License-Identifier: GPL-3.0-or-later

/// The formats of results files that can be read.
public enum ResultsFormat: String, Sendable, Hashable, CaseIterable {
  /// The results of the benchmark runner Krun, in JSON.
  case krun
  /// The CSV files that the tool warmup_stats accepts: one row per process execution.
  case warmupStatsCSV = "warmup-stats-csv"
  /// CSV of our own: one row per iteration.
  case tidyCSV = "csv"
  /// JSON texts of our own: one line per iteration.
  case tidyNDJSON = "ndjson"
  /// What JMH writes with `-rf json`.
  case jmh
  /// What JMH prints.
  case jmhLog = "jmh-log"
  /// What hyperfine writes with `--export-json`.
  case hyperfine
  /// What Google Benchmark writes with `--benchmark_format=json`.
  case googleBenchmark = "google-benchmark"
  /// What pyperf writes with `-o`.
  case pyperf
  /// What pytest-benchmark writes with `--benchmark-json`.
  case pytestBenchmark = "pytest-benchmark"
  /// The folder `target/criterion`, or a file `sample.json` in it.
  case criterion
  /// What cargo-criterion prints with `--message-format=json`.
  case cargoCriterion = "cargo-criterion"
  /// What `go test -bench` prints.
  case go
  /// The results of airspeed velocity, recorded with `--record-samples`.
  case asv
  /// The full JSON report of BenchmarkDotNet.
  case benchmarkDotNet = "benchmarkdotnet"
  /// The data files of ReBench.
  case rebench
  /// What ReBench sends to ReBenchDB.
  case rebenchDB = "rebenchdb"
  /// What Renaissance writes with `--json`.
  case renaissance
  /// What Renaissance writes with `--csv`.
  case renaissanceCSV = "renaissance-csv"
  /// What Renaissance prints.
  case renaissanceLog = "renaissance-log"
  /// What DaCapo prints.
  case dacapo
  /// What the harnesses of Are We Fast Yet print.
  case areWeFastYet = "are-we-fast-yet"
  /// What ruby-bench writes for a benchmark, or for all of them.
  case rubyBench = "ruby-bench"
  /// What Swift's package-benchmark exports with `--format jmh`, which cannot be used.
  case packageBenchmark = "package-benchmark"

  /// What a person calls the format.
  public var name: String {
    switch self {
    case .krun: "Krun JSON"
    case .warmupStatsCSV: "warmup_stats CSV"
    case .tidyCSV: "CSV with a row per iteration"
    case .tidyNDJSON: "JSON with a line per iteration"
    case .jmh: "JMH JSON"
    case .jmhLog: "JMH output"
    case .hyperfine: "hyperfine JSON"
    case .googleBenchmark: "Google Benchmark JSON"
    case .pyperf: "pyperf JSON"
    case .pytestBenchmark: "pytest-benchmark JSON"
    case .criterion: "Criterion samples"
    case .cargoCriterion: "cargo-criterion messages"
    case .go: "Go benchmark output"
    case .asv: "asv results"
    case .benchmarkDotNet: "BenchmarkDotNet full JSON"
    case .rebench: "ReBench data"
    case .rebenchDB: "ReBenchDB JSON"
    case .renaissance: "Renaissance JSON"
    case .renaissanceCSV: "Renaissance CSV"
    case .renaissanceLog: "Renaissance output"
    case .dacapo: "DaCapo output"
    case .areWeFastYet: "Are We Fast Yet output"
    case .rubyBench: "ruby-bench JSON"
    case .packageBenchmark: "package-benchmark JSON"
    }
  }

  /// The name of the program that ran the benchmarks; `nil` for formats that any can write.
  public var harness: String? {
    switch self {
    case .warmupStatsCSV, .tidyCSV, .tidyNDJSON: nil
    case .krun: "Krun"
    case .jmh, .jmhLog: "JMH"
    case .hyperfine: "hyperfine"
    case .googleBenchmark: "Google Benchmark"
    case .pyperf: "pyperf"
    case .pytestBenchmark: "pytest-benchmark"
    case .criterion, .cargoCriterion: "Criterion"
    case .go: "Go"
    case .asv: "asv"
    case .benchmarkDotNet: "BenchmarkDotNet"
    case .rebench, .rebenchDB: "ReBench"
    case .renaissance, .renaissanceCSV, .renaissanceLog: "Renaissance"
    case .dacapo: "DaCapo"
    case .areWeFastYet: "Are We Fast Yet"
    case .rubyBench: "ruby-bench"
    case .packageBenchmark: "package-benchmark"
    }
  }

  /// The unit that every file of the format counts in; `nil` if each says its own.
  var unit: String? {
    switch self {
    case .krun, .warmupStatsCSV, .hyperfine, .pyperf, .pytestBenchmark, .asv, .rubyBench: "s"
    case .criterion, .benchmarkDotNet, .renaissance, .renaissanceCSV: "ns"
    case .go: "ns/op"
    case .tidyCSV, .tidyNDJSON, .jmh, .jmhLog, .googleBenchmark, .cargoCriterion, .rebench,
      .rebenchDB, .renaissanceLog, .dacapo, .areWeFastYet, .packageBenchmark:
      nil
    }
  }

  /// Whether its iterations are means over many short operations, so that a tolerance in
  /// seconds per iteration means little.
  public var isMicrobenchmark: Bool {
    switch self {
    case .jmh, .jmhLog, .googleBenchmark, .pyperf, .pytestBenchmark, .criterion, .cargoCriterion,
      .go, .asv, .benchmarkDotNet, .packageBenchmark:
      true
    case .krun, .warmupStatsCSV, .tidyCSV, .tidyNDJSON, .hyperfine, .rebench, .rebenchDB,
      .renaissance, .renaissanceCSV, .renaissanceLog, .dacapo, .areWeFastYet, .rubyBench:
      false
    }
  }
}
