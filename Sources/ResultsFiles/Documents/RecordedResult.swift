// SPDX-License-Identifier: GPL-3.0-or-later

package import WarmupStats

extension SummaryDocument {
  /// Where a result stands among others of a project.
  package struct Recorded: Codable, Sendable, Hashable {
    /// When it was measured or kept, as ISO 8601 has it; `nil` if that is not known.
    @OrNull package var date: String?
    /// The commit that was measured; `nil` if that is not known.
    @OrNull package var commit: String?
    /// What is known of the machine, such as its processor: by what it is, all that was said.
    package var environment: [String: [String]]?
  }
}

/// A result that was kept with others, such as in a baseline of the last results of a branch.
package struct RecordedResult: Sendable {
  /// What stands in the file.
  package let document: SummaryDocument
  /// What was found, machine by machine.
  package var summaries: [ExperimentSummary]

  init(_ document: SummaryDocument, summaries: [ExperimentSummary]) {
    self.document = document
    self.summaries = summaries
  }

  /// Keeps a result.
  ///
  /// - Parameters:
  ///   - summaries: what was found, all with the same options.
  ///   - version: the version of the program that keeps it.
  ///   - date: when it was measured, as ISO 8601 has it.
  ///   - commit: the commit that was measured.
  ///   - environment: what is known of the machine, by what it is.
  ///   - caption: puts a warning into a sentence, as `\.caption` of `Reports` does.
  /// - Precondition: `summaries` is not empty.
  package init(
    of summaries: [ExperimentSummary], version: String, date: String?, commit: String?,
    environment: [String: [String]], caption: (Warning) -> String
  ) {
    var document = SummaryDocument(summaries, version: version, caption: caption)
    document.recorded = .init(date: date, commit: commit, environment: environment)
    self.init(document, summaries: summaries)
  }

  /// When it was measured or kept, as the file says it.
  package var date: String? { document.recorded?.date }
  /// The commit that was measured.
  package var commit: String? { document.recorded?.commit }

  /// What is known of the machine, such as its processor: by what it is, all that was said.
  package var environment: [String: [String]] { document.recorded?.environment ?? [:] }

  /// The text of a file that holds some results, a line each.
  package static func text(of results: [RecordedResult]) -> String {
    results.map { $0.document.jsonText() }.joined()
  }
}

extension [RecordedResult] {
  /// The same, with parts of one result, as `classify --format ndjson` writes them, put together.
  ///
  /// Only what was kept with others is marked as such.
  var withoutParts: [RecordedResult] {
    guard count > 1, var document = first?.document, allSatisfy({ $0.document.recorded == nil })
    else { return self }
    document.machines = flatMap(\.document.machines)
    document.warnings = flatMap(\.document.warnings)
    return [RecordedResult(document, summaries: flatMap(\.summaries).mergedByMachine)]
  }
}

/// What a file holds for a row of results in the order of time.
package enum RecordedResults: Sendable {
  /// Measurements, still to be analyzed: one result.
  case measurements(ReadResults)
  /// Results of an earlier analysis, in the order of the file.
  case results([RecordedResult])

  /// Reads a file of either kind.
  ///
  /// - Throws: `ResultsFileError` as ``StoredResults``.
  package init(
    readingFileAt path: String, options: ReadingOptions = ReadingOptions()
  ) throws(ResultsFileError) {
    self = try ResultsFile.readRecorded(at: path, options: options)
  }
}
