// SPDX-License-Identifier: GPL-3.0-or-later

/// The JSON that Swift's package-benchmark exports in the manner of JMH, which is refused.
///
/// Its raw data are the values of a histogram, sorted: the order in which they were measured,
/// and so any change over time, is lost.
enum PackageBenchmarkReader: FormatReader {
  static let format = ResultsFormat.packageBenchmark

  static func recognizes(_ content: FileContent) -> Bool {
    guard let first = content.firstElement, first["primaryMetric"] != nil else { return false }
    return first["jmhVersion"] == nil && first["jvm"] == nil
  }

  static func read(
    _ content: FileContent, into results: inout FileResults
  ) throws(ResultsFileError) {
    throw ResultsFileError(
      path: results.source.path, place: .file,
      expected: "iterations in the order in which they ran",
      found: "the sorted values of package-benchmark, whose order is lost")
  }
}
