// SPDX-License-Identifier: GPL-3.0-or-later

import OrderedCollections
import WarmupStats

extension ResultsFormat {
  /// What `go test -bench -json` prints.
  package static var goTestJSON: ResultsFormat { GoTestJSONReader.format }
}

/// What `go test -bench -json` prints: the lines of ``GoReader``, in pieces and package by package.
enum GoTestJSONReader: FormatReader {
  static let format = ResultsFormat(
    "go-json", name: "Go benchmark output in JSON", harness: "Go", unit: "ns/op",
    isMicrobenchmark: true, reader: GoTestJSONReader.self)

  static func recognizes(_ content: FileContent) -> Bool {
    guard let object = content.firstText?.asObject else { return false }
    return object["Action"] != nil && (object["Package"] ?? object["ImportPath"]) != nil
  }

  static func read(
    _ content: FileContent, into results: inout FileResults
  ) throws(ResultsFileError) {
    var packages: OrderedDictionary<String, Output> = [:]
    var number = 0
    try content.forEachText(of: format) { text throws(ResultsFileError) in
      number = text.document.line ?? number + 1
      let event = try text.object()
      guard try event.required("Action").string() == "output" else { return }
      let package = try event.optional("Package")?.string() ?? ""
      packages[package, default: Output()].append(
        try event.required("Output").string(), from: number)
    }
    var reader = GoReader(results.options)
    for (package, output) in packages {
      let path = results.source.path
      if !package.isEmpty {
        try reader.read(
          TextLine(text: "pkg: \(package)", number: 1, isEnded: true, path: path), into: &results)
      }
      for line in output.lines + [output.last] where !line.text.hasPrefix("pkg: ") {
        try reader.read(
          TextLine(
            text: line.text, number: line.number, isEnded: line.isEnded, path: path),
          into: &results)
      }
    }
    try reader.finish(&results)
  }

  /// The output of a package, put together to lines.
  private struct Output {
    struct Line {
      var text = ""
      /// The line of the file in which it begins.
      var number = 1
      var isEnded = false
    }

    var lines: [Line] = []
    var last = Line()

    mutating func append(_ text: String, from number: Int) {
      for part in text.split(separator: "\n", omittingEmptySubsequences: false) {
        if last.text.isEmpty { last.number = number }
        last.text += part
        last.isEnded = true
        lines.append(last)
        last = Line()
      }
      // What follows the last line feed is the beginning of a line, or nothing.
      if var open = lines.popLast() {
        open.isEnded = false
        last = open
      }
    }
  }
}
