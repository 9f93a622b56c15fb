// SPDX-License-Identifier: GPL-3.0-or-later

import WarmupStats

/// What DaCapo prints: warmup iterations, and at last the one that counts.
enum DaCapoReader: FormatReader {
  static let format = ResultsFormat.dacapo

  static func recognizes(_ content: FileContent) -> Bool {
    content.text?.beginningLines().contains { $0.text.hasPrefix("===== DaCapo ") } ?? false
  }

  static func read(
    _ content: FileContent, into results: inout FileResults
  ) throws(ResultsFileError) {
    var executions = LoggedExecutions()
    for line in try content.text(of: format, path: results.source.path).lines() {
      // "===== DaCapo 23.11-chopin lusearch completed warmup 1 in 2345 msec ====="
      let words = line.words
      guard words.count >= 6, words[0] == "=====", words[1] == "DaCapo" else { continue }
      let key = results.key(String(words[3]))
      switch words[4] {
      case "starting":
        results.source.toolVersion = String(words[2])
        if !executions.isRunning(key) { executions.begin(key) }
      case "completed", "PASSED":
        executions.units.appendOnce("msec")
        try executions.add(
          { () throws(ResultsFileError) in try time(in: words, of: line) }, to: key,
          isWarmup: words[4] == "completed", skipsInvalid: results.options.skipsInvalid)
        if words[4] == "PASSED" { executions.end(key) }
      case "FAILED":
        if !executions.isRunning(key) { executions.begin(key) }
        executions.end(key, .crashed)
      default: continue
      }
    }
    let path = results.source.path
    executions.endAll { key in
      ResultsFileError(
        path: path, place: .file,
        expected: "a line that says whether \(key) has passed", found: "the end of the file")
    }
    try executions.add(to: &results)
  }

  /// The time in the words "in 2345 msec".
  private static func time(
    in words: [Substring], of line: TextLine
  ) throws(ResultsFileError) -> Double {
    try line.requireEnd()
    guard let position = words.firstIndex(of: "in"), position + 2 < words.count,
      let unit = TimeUnit(words[position + 2])
    else { throw line.error(expected: "a time and its unit", found: quoted(line.text)) }
    return try line.time(words[position + 1], in: unit)
  }
}
