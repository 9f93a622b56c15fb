// SPDX-License-Identifier: GPL-3.0-or-later

public import WarmupStats

extension Inspection {
  /// Looks at what one file holds, without analyzing it.
  ///
  /// - Parameters:
  ///   - path: the path of the file, or `-` for standard input.
  ///   - reading: how to read it.
  ///   - options: how its executions would be analyzed.
  /// - Throws: `ResultsFileError` as ``ResultsFile/read(at:options:)-(String,_)``.
  /// - Complexity: O(n log n) for n iterations.
  public init(
    ofFileAt path: String, reading: ReadingOptions = ReadingOptions(),
    options: AnalysisOptions = AnalysisOptions()
  ) throws(ResultsFileError) {
    let results = try ResultsFile.read(at: [path], options: reading)
    let source = results.sources.first
    var details = source?.details ?? []
    if let ignored = source?.ignoredMetrics, !ignored.isEmpty {
      details.append(Detail(name: "Not read", value: ignored.joined(separator: ", ")))
    }
    self.init(
      path: path, format: source?.format.displayName ?? "", harness: source?.format.harness,
      toolVersion: source?.toolVersion, date: source?.date, units: source?.units ?? [],
      details: details, experiments: results.experiments, warnings: results.warnings,
      options: options)
  }
}
