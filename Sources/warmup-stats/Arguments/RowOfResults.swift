// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Foundation
import ResultsFiles
import WarmupStats

/// A result among others of a project, in the order of time.
struct DatedResult {
  /// What people are to call it.
  var label: String
  /// The file that it stands in.
  var path: String
  /// When it was measured, as the file or its name says it.
  var date: String?
  /// The commit that was measured, as the file or its name says it.
  var commit: String?
  /// What was found.
  var summary: ExperimentSummary

  /// When it was measured, as a number that grows with time; `nil` if that is not known.
  var moment: Date? { date.flatMap(ResultMoment.init(in:))?.date }
}

/// Some results of a project, in the order of time.
struct RowOfResults {
  /// The results, first to last.
  private(set) var results: [DatedResult] = []
  /// Whether the order is that of dates; else it is the order in which the files were given.
  private(set) var isDated = false
  /// The machines of the results, each once, in the order of time; those of unknown name left out.
  var machines: [String] {
    var seen: Set<String> = []
    return results.map(\.summary.machine).filter { !$0.isEmpty && seen.insert($0).inserted }
  }

  /// Reads files, each of which holds measurements, or what `classify --format json` wrote, or a
  /// baseline of several results.
  init(
    reading files: [LabelledFile], _ reading: ReadingArguments, _ analysis: AnalysisArguments,
    isQuiet: Bool
  ) async throws {
    for file in files {
      switch try reading.readRecorded(file.path) {
      case .measurements(let read):
        let summaries = await analysis.analyze(read, isQuiet: isQuiet)
        try append(
          summaries, of: file, date: read.sources.lazy.compactMap(\.date).first, commit: nil)
      case .results(let recorded):
        for (index, result) in recorded.enumerated() {
          var file = file
          if recorded.count > 1 { file.label += " (\(index + 1))" }
          try append(result.summaries, of: file, date: result.date, commit: result.commit)
        }
      }
    }
    let moments = results.map(\.moment)
    guard moments.count > 1, !moments.contains(nil) else { return }
    isDated = true
    let order = results.indices.sorted {
      (moments[$0]!, $0) < (moments[$1]!, $1)
    }
    results = order.map { results[$0] }
  }

  private mutating func append(
    _ summaries: [ExperimentSummary], of file: LabelledFile, date: String?, commit: String?
  ) throws(CommandTrouble) {
    guard let summary = summaries.first, summaries.count == 1 else {
      throw .nothingToAnalyze(
        reason: "a result of a history is of one machine, and \(file.path) is of "
          + summaries.map(\.machine).joined(separator: ", "))
    }
    let name = URL(filePath: file.path).lastPathComponent
    let commit = commit ?? CommitName.first(in: name)
    let date = date ?? ResultMoment(in: name)?.text
    results.append(
      DatedResult(
        label: file.isNamed ? file.label : commit.map { String($0.prefix(8)) } ?? file.label,
        path: file.path, date: date, commit: commit, summary: summary))
  }
}

/// A date, and perhaps a time of day, somewhere in a text.
struct ResultMoment {
  /// The moment, in universal time where the text names no zone.
  var date: Date
  /// The moment as ISO 8601 has it.
  var text: String { date.formatted(.iso8601) }

  /// Finds the first date in a text, such as that of `2026-05-01T10:00:00Z`, `20260501-1000` or
  /// `bench-2026-05-01.json`; `nil` if there is none.
  init?(in text: String) {
    let pattern =
      /(?:^|[^0-9])((?:19|20)[0-9]{2})-?([01][0-9])-?([0-3][0-9])(?:[T _.-]?([0-2][0-9])[:.-]?([0-5][0-9])(?:[:.-]?([0-5][0-9]))?)?(?:\.[0-9]+)? ?(?:Z|([+-])([0-9]{2}):?([0-9]{2}))?(?![0-9])/
    guard let match = text.firstMatch(of: pattern)?.output else { return nil }
    func number(_ part: Substring?) -> Int { part.flatMap { Int($0) } ?? 0 }
    var parts = DateComponents(
      timeZone: .gmt, year: number(match.1), month: number(match.2), day: number(match.3),
      hour: number(match.4), minute: number(match.5), second: number(match.6))
    parts.calendar = Calendar(identifier: .gregorian)
    guard parts.isValidDate, let date = parts.date else { return nil }
    let offset = 60 * (60 * number(match.8) + number(match.9))
    self.date = date - TimeInterval(match.7 == "-" ? -offset : offset)
  }
}

/// The name of a commit: seven to forty hexadecimal digits.
enum CommitName {
  /// The first in a text, such as the name of a file; `nil` if there is none.
  ///
  /// A word of digits alone is taken for a number, and one of letters alone for a word.
  static func first(in text: String) -> String? {
    text.split { !$0.isASCII || !($0.isLetter || $0.isNumber) }.map(String.init).first { word in
      (7...40).contains(word.count) && word.allSatisfy { "0123456789abcdef".contains($0) }
        && word.contains(where: \.isNumber) && word.contains(where: \.isLetter)
    }
  }

  /// The commit that a run of a service for continuous integration is about, as its environment
  /// says it; `nil` elsewhere.
  static func current(in environment: [String: String]) -> String? {
    let names = [
      "GITHUB_SHA", "CI_COMMIT_SHA", "BUILDKITE_COMMIT", "CIRCLE_SHA1", "GIT_COMMIT",
      "BUILD_SOURCEVERSION",
    ]
    return names.lazy.compactMap { environment[$0] }.first { !$0.isEmpty }
  }
}
