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
    }
  }
}
