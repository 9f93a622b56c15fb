// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser

/// A format that a table is written in.
enum OutputFormat: String, CaseIterable, ExpressibleByArgument {
  case text, markdown, csv, json
  case publishedJSON = "warmup-stats-json"

  /// Whether the result itself tells what readers should know; else the standard error does.
  var showsWarnings: Bool { self != .csv && self != .publishedJSON }

  /// The suffixes of file names that stand for the format.
  private var suffixes: [String] {
    switch self {
    case .text: ["txt"]
    case .markdown: ["md", "markdown"]
    case .csv: ["csv"]
    case .json: ["json"]
    case .publishedJSON: []
    }
  }

  /// The format that the suffix of a path stands for; `nil` without a path or a known suffix.
  init?(suffixOf path: String?) {
    guard let path, let dot = path.lastIndex(of: ".") else { return nil }
    let suffix = path[path.index(after: dot)...].lowercased()
    guard let format = Self.allCases.first(where: { $0.suffixes.contains(suffix) })
    else { return nil }
    self = format
  }
}
