// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser

/// The formats that a subcommand writes its result in.
protocol ResultFormat: RawRepresentable<String>, CaseIterable, ExpressibleByArgument, Sendable {
  /// The format of a result for which none is asked.
  static var text: Self { get }
}

/// The formats that any table is written in.
enum TableFormat: String, ResultFormat {
  case text, markdown, csv, latex, pdf, html
}

/// The formats of a classification: those of its table, our JSON, and the published tool's.
enum ClassificationFormat: String, ResultFormat {
  case text, markdown, csv, latex, pdf, html, json, ndjson
  case publishedJSON = "warmup-stats-json"
}

extension ClassificationFormat {
  /// What the name of a file in the format ends with.
  var suffix: String {
    switch self {
    case .text: "txt"
    case .markdown: "md"
    case .latex: "tex"
    case .publishedJSON: "json"
    case .csv, .pdf, .html, .json, .ndjson: rawValue
    }
  }
}

/// The formats of an inspection: those of its tables, and our JSON.
enum InspectionFormat: String, ResultFormat {
  case text, markdown, csv, latex, pdf, html, json
}

/// The formats of a study: those of its table, our JSON, and a plot.
enum StudyFormat: String, ResultFormat {
  case text, markdown, csv, latex, pdf, html, json, svg
}

/// The formats of a plan: those of its table, and our JSON.
enum PlanFormat: String, ResultFormat {
  case text, markdown, csv, latex, pdf, html, json
}

/// The formats of a comparison: those of its table, our JSON, and what services for continuous
/// benchmarking read.
enum ComparisonFormat: String, ResultFormat {
  case text, markdown, csv, latex, pdf, html, json, github, bencher
  case githubActionBenchmark = "github-action-benchmark"
}

extension ComparisonFormat {
  /// Whether a service for continuous benchmarking reads it, as a number per benchmark.
  var isOfService: Bool { self == .bencher || self == .githubActionBenchmark }
}

extension ResultFormat {
  /// The format that the suffix of a path stands for; `nil` without a path or a suffix.
  ///
  /// - Throws: `ValidationError` that lists the suffixes, if the result cannot be written in what
  ///   the suffix stands for.
  init?(suffixOf path: String?) throws(ValidationError) {
    let suffixes = KeyValuePairs(
      dictionaryLiteral: ("txt", "text"), ("md", "markdown"), ("markdown", "markdown"),
      ("csv", "csv"),
      ("tex", "latex"), ("pdf", "pdf"), ("html", "html"), ("htm", "html"), ("json", "json"),
      ("ndjson", "ndjson"), ("svg", "svg"))
    guard let suffix = OutputSuffix(of: path) else { return nil }
    let known = suffixes.filter { Self(rawValue: $0.value) != nil }
    guard
      let format = known.first(where: { $0.key == suffix.text }).flatMap({
        Self(rawValue: $0.value)
      })
    else { throw suffix.refusal(writing: known.map(\.key)) }
    self = format
  }

  /// The same format among those of any table; `nil` if it is none of them.
  var ofTable: TableFormat? { TableFormat(rawValue: rawValue) }

  /// Whether the result itself tells what readers should know; else the standard error does.
  var showsWarnings: Bool {
    !["csv", "warmup-stats-json", "bencher", "github-action-benchmark"].contains(rawValue)
  }
}
