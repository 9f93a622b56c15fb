// SPDX-License-Identifier: GPL-3.0-or-later

/// One format of results files.
protocol FormatReader {
  /// The format.
  static var format: ResultsFormat { get }

  /// Whether a file is of this format. At most one format recognises a file.
  static func recognizes(_ content: FileContent) -> Bool

  /// Reads a file of this format.
  static func read(
    _ content: FileContent, into results: inout FileResults
  ) throws(ResultsFileError)
}

extension ResultsFormat {
  /// What reads the format.
  var reader: any FormatReader.Type {
    switch self {
    case .krun: KrunReader.self
    case .warmupStatsCSV: WarmupStatsCSVReader.self
    case .tidyCSV: TidyCSVReader.self
    case .tidyNDJSON: TidyNDJSONReader.self
    case .jmh: JMHReader.self
    case .jmhLog: JMHLogReader.self
    case .hyperfine: HyperfineReader.self
    case .googleBenchmark: GoogleBenchmarkReader.self
    case .pyperf: PyperfReader.self
    case .pytestBenchmark: PytestBenchmarkReader.self
    case .criterion: CriterionReader.self
    case .cargoCriterion: CargoCriterionReader.self
    case .go: GoReader.self
    case .asv: ASVReader.self
    case .benchmarkDotNet: BenchmarkDotNetReader.self
    case .rebench: ReBenchReader.self
    case .rebenchDB: ReBenchDBReader.self
    case .renaissance: RenaissanceReader.self
    case .renaissanceCSV: RenaissanceCSVReader.self
    case .renaissanceLog: RenaissanceLogReader.self
    case .dacapo: DaCapoReader.self
    case .areWeFastYet: AreWeFastYetReader.self
    case .rubyBench: RubyBenchReader.self
    case .packageBenchmark: PackageBenchmarkReader.self
    }
  }

  /// The formats that recognise a file: one, or none.
  static func recognizing(_ content: FileContent) -> [ResultsFormat] {
    allCases.filter { $0.reader.recognizes(content) }
  }
}
