// SPDX-License-Identifier: GPL-3.0-or-later

import WarmupStats

/// What JMH prints while it runs: the only place where its warmup iterations are.
enum JMHLogReader: FormatReader {
  static let format = ResultsFormat.jmhLog

  static func recognizes(_ content: FileContent) -> Bool {
    content.text?.beginningLines().contains { line in
      line.text.hasPrefix("# JMH version:") || line.text.hasPrefix("# Run progress:")
        || line.text.hasPrefix("# Warmup Iteration ")
    } ?? false
  }

  static func read(
    _ content: FileContent, into results: inout FileResults
  ) throws(ResultsFileError) {
    var log = Log()
    for line in try content.text(of: format, path: results.source.path).lines() {
      if let version = line.rest(after: "# JMH version: ") {
        results.source.toolVersion = String(version)
      }
      try log.read(line, into: &results)
    }
    try log.endFork(into: &results)
    results.source.units = log.units
    for unit in log.rateUnits { results.warn(.convertedData, JMHScoreUnit.note(unit)) }
  }

  /// Where in the output a line stands.
  private struct Log {
    private var runtime: String?
    private var mode: String?
    private var benchmark: String?
    private var parameters: [String] = []
    private var fork: Fork?
    private(set) var units: [String] = []
    private(set) var rateUnits: [String] = []

    private struct Fork {
      var key: BenchmarkKey
      var times: [Double] = []
      var warmup = 0
      var failed = false
      var error: ResultsFileError?
    }

    mutating func read(_ line: TextLine, into results: inout FileResults) throws(ResultsFileError) {
      if let version = line.rest(after: "# VM version: ") {
        // "JDK 17.0.15, OpenJDK 64-Bit Server VM, 17.0.15+6"
        let parts = version.split(separator: ", ")
        runtime =
          parts.count >= 2 && parts[0].hasPrefix("JDK ")
          ? "\(parts[1]) \(parts[0].dropFirst(4))" : String(version)
      } else if let words = line.rest(after: "# Benchmark mode: ") {
        mode = try Self.mode(words, in: line)
      } else if let name = line.rest(after: "# Benchmark: ") {
        try endFork(into: &results)
        benchmark = String(name)
        parameters = []
      } else if let list = line.rest(after: "# Parameters: (") {
        parameters = list.prefix { $0 != ")" }.split(separator: ", ").map {
          String($0).replacing(" = ", with: "=")
        }
      } else if line.text.hasPrefix("# Fork: ") {
        try endFork(into: &results)
        guard let benchmark else {
          throw line.error(expected: "the name of the benchmark before its forks", found: "none")
        }
        let name = benchmark.with(parameters: parameters)
        fork = Fork(key: results.key(name, vm: runtime, variant: mode))
      } else if line.text.hasPrefix("# Warmup Fork: ") {
        try endFork(into: &results)
      } else if let rest = line.rest(after: "# Warmup Iteration ") {
        try readIteration(rest, of: line, isWarmup: true, results: results)
      } else if let rest = line.rest(after: "Iteration ") {
        try readIteration(rest, of: line, isWarmup: false, results: results)
      }
    }

    /// Adds the fork whose iterations were read.
    mutating func endFork(into results: inout FileResults) throws(ResultsFileError) {
      guard let fork else { return }
      self.fork = nil
      try results.add(executionOf: fork.key) { () throws(ResultsFileError) in
        if let error = fork.error { throw error }
        guard !fork.failed && fork.times.count > fork.warmup else {
          return ProcessExecution(failed: .crashed)
        }
        return ProcessExecution(times: fork.times, harnessWarmupIterations: fork.warmup)
      }
    }

    private mutating func readIteration(
      _ rest: Substring, of line: TextLine, isWarmup: Bool, results: FileResults
    ) throws(ResultsFileError) {
      // Without a fork these are iterations of one that only warms up.
      guard fork != nil, let colon = rest.firstIndex(of: ":") else { return }
      let score = rest[rest.index(after: colon)...]
      guard !score.contains("<failure>") else {
        fork?.failed = true
        return
      }
      do {
        try line.requireEnd()
        let (time, unit) = try Self.time(score, in: line)
        units.appendOnce(unit.name)
        if unit.isRate && !rateUnits.contains(unit.name) { rateUnits.append(unit.name) }
        fork?.times.append(time)
        if isWarmup { fork?.warmup += 1 }
      } catch {
        guard results.options.skipsInvalid else { throw error }
        if fork?.error == nil { fork?.error = error }
      }
    }

    /// The time of an iteration, from words such as `2.029 ms/op`, `2.0 ±(99.9%) 0.1 ops/s` or
    /// `n = 120, mean = 0.8 ms/op, p{0.00} = 0.1 ms/op`.
    private static func time(
      _ score: Substring, in line: TextLine
    ) throws(ResultsFileError) -> (Double, JMHScoreUnit) {
      var text = score.drop { $0 == " " }
      if let mark = text.firstRange(of: "(*interrupt*) ") { text = text[mark.upperBound...] }
      if let mean = text.firstRange(of: "mean = ") { text = text[mean.upperBound...] }
      let words = text.split { $0 == " " || $0 == "," }
      guard let first = words.first, let number = line.number(first) else {
        throw line.error(
          at: text, expected: "a score (one that JMH rounds away needs a smaller unit)",
          found: quoted(String(text)))
      }
      guard let unit = words.dropFirst().lazy.compactMap({ JMHScoreUnit($0) }).first else {
        throw line.error(
          at: first, expected: "a score with a unit such as ms/op", found: quoted(String(text)))
      }
      let time = unit.time(number)
      guard time > 0, time < .infinity else {
        throw line.error(at: first, expected: "a positive score", found: quoted(String(first)))
      }
      return (time, unit)
    }

    private static func mode(
      _ words: Substring, in line: TextLine
    ) throws(ResultsFileError) -> String {
      let modes = [
        "Throughput": "thrpt", "Average time": "avgt", "Sampling time": "sample",
        "Single shot invocation time": "ss",
      ]
      let name = words.prefix { $0 != "," }
      guard let mode = modes[String(name)] else {
        throw line.error(at: name, expected: "a benchmark mode", found: quoted(String(name)))
      }
      return mode
    }
  }
}
