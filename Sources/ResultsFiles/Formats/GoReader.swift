// SPDX-License-Identifier: GPL-3.0-or-later

import OrderedCollections
import WarmupStats

/// What `go test -bench` prints: the lines that `-count` repeats are the iterations of a process,
/// and each package has a process of its own.
enum GoReader: FormatReader {
  static let format = ResultsFormat.go

  static func recognizes(_ content: FileContent) -> Bool {
    content.text?.beginningLines().contains { line in
      let words = line.words
      return isResult(words) && words.contains("ns/op")
    } ?? false
  }

  static func read(
    _ content: FileContent, into results: inout FileResults
  ) throws(ResultsFileError) {
    var package: String?
    var processes = OrderedDictionary<BenchmarkKey, Process>()
    var ignored: OrderedSet<String> = []
    for line in try content.text(of: format, path: results.source.path).lines() {
      if let name = line.rest(after: "pkg: ") {
        try add(processes, to: &results)
        processes = [:]
        package = String(name)
        continue
      }
      let words = line.words
      if line.text.hasPrefix("--- FAIL: Benchmark"), words.count >= 3 {
        let key = results.key(name(words[2]), variant: package)
        processes[key, default: Process()].failed = true
      } else if isResult(words) {
        let key = results.key(name(words[0]), variant: package)
        do {
          try line.requireEnd()
          let (time, others) = try value(words, in: line)
          ignored.formUnion(others)
          guard let time else { continue }
          processes[key, default: Process()].times.append(time)
        } catch {
          guard results.options.skipsInvalid else { throw error }
          processes[key, default: Process()].error = processes[key]?.error ?? error
        }
      }
    }
    try add(processes, to: &results)
    results.source.ignoredMetrics = Array(ignored)
    results.warnOfMissingWarmup()
  }

  private struct Process {
    var times: [Double] = []
    var failed = false
    var error: ResultsFileError?
  }

  /// Whether words are those of a result, such as `BenchmarkSort-8  100000  12345 ns/op`.
  private static func isResult(_ words: [Substring]) -> Bool {
    words.count >= 4 && words[0].hasPrefix("Benchmark") && Int(words[1]) != nil
  }

  private static func name(_ word: Substring) -> String {
    String(word.dropFirst("Benchmark".count))
  }

  /// The time of an operation, and the units of all else that the line says.
  private static func value(
    _ words: [Substring], in line: TextLine
  ) throws(ResultsFileError) -> (time: Double?, others: [String]) {
    var time: Double?
    var others: [String] = []
    guard words.count.isMultiple(of: 2) else {
      throw line.error(
        at: words[words.count - 1], expected: "a unit after each value", found: "none")
    }
    for index in stride(from: 2, to: words.count, by: 2) {
      guard words[index + 1] == "ns/op" else {
        others.append(String(words[index + 1]))
        continue
      }
      guard time == nil else {
        throw line.error(at: words[index], expected: "one time per operation", found: "a second")
      }
      time = try line.time(words[index], in: .nanoseconds)
    }
    return (time, others)
  }

  private static func add(
    _ processes: OrderedDictionary<BenchmarkKey, Process>, to results: inout FileResults
  ) throws(ResultsFileError) {
    for (key, process) in processes {
      try results.add(executionOf: key) { () throws(ResultsFileError) in
        if let error = process.error { throw error }
        guard !process.failed && !process.times.isEmpty else {
          return ProcessExecution(failed: .crashed)
        }
        return ProcessExecution(times: process.times)
      }
    }
  }
}
