// SPDX-License-Identifier: GPL-3.0-or-later

public import WarmupStats

/// A format of results files that can be read.
///
/// Everything about a format stands in the file of its reader, below `Formats`.
public struct ResultsFormat: Sendable, DisplayNamed {
  /// The name by which an option chooses the format.
  public let rawValue: String
  /// What a person calls the format.
  public let displayName: String
  /// The name of the program that ran the benchmarks; `nil` for formats that any can write.
  public let harness: String?
  /// Whether its iterations are means over many short operations, so that a tolerance in
  /// seconds per iteration means little.
  package let isMicrobenchmark: Bool
  /// The unit that every file of the format counts in; `nil` if each says its own.
  let unit: String?
  /// Why the harness may write times of zero, and what to do about it; `nil` if it does not.
  let whyTimesVanish: String?
  /// What reads the format.
  let reader: any FormatReader.Type

  init(
    _ rawValue: String, name: String, harness: String? = nil, unit: String? = nil,
    isMicrobenchmark: Bool = false, whyTimesVanish: String? = nil,
    reader: any FormatReader.Type
  ) {
    self.rawValue = rawValue
    displayName = name
    self.harness = harness
    self.unit = unit
    self.isMicrobenchmark = isMicrobenchmark
    self.whyTimesVanish = whyTimesVanish
    self.reader = reader
  }
}

extension ResultsFormat: CaseIterable {
  /// All formats: one line each.
  public static let allCases: [ResultsFormat] = [
    .classification,
    .krun,
    .warmupStatsCSV,
    .tidyCSV,
    .tidyNDJSON,
    .executionsNDJSON,
    .jmh,
    .jmhLog,
    .hyperfine,
    .googleBenchmark,
    .pyperf,
    .pytestBenchmark,
    .criterion,
    .cargoCriterion,
    .go,
    .asv,
    .benchmarkDotNet,
    .rebench,
    .rebenchDB,
    .renaissance,
    .renaissanceCSV,
    .renaissanceLog,
    .dacapo,
    .areWeFastYet,
    .rubyBench,
    .goTestJSON,
    .xctest,
    .gradleProfiler,
    .gradleProfilerCSV,
    .android,
    .nanobench,
    .lines,
  ]

  /// The format that recognizes a file; `nil` if none does.
  ///
  /// Formats that come later in the list are not asked, which takes time where they look at lines.
  init?(recognizing content: FileContent) {
    guard let format = Self.allCases.first(where: { $0.reader.recognizes(content) }) else {
      return nil
    }
    self = format
  }

  /// The formats that recognize a file: one, or none.
  static func recognizing(_ content: FileContent) -> [ResultsFormat] {
    allCases.filter { $0.reader.recognizes(content) }
  }
}

extension ResultsFormat: RawRepresentable {
  /// The format of a name; `nil` if there is none.
  public init?(rawValue: String) {
    guard let format = Self.allCases.first(where: { $0.rawValue == rawValue }) else { return nil }
    self = format
  }
}

extension ResultsFormat: Hashable {
  /// Whether two formats are the same.
  public static func == (left: ResultsFormat, right: ResultsFormat) -> Bool {
    left.rawValue == right.rawValue
  }

  /// Hashes the name of the format.
  public func hash(into hasher: inout Hasher) { hasher.combine(rawValue) }
}
