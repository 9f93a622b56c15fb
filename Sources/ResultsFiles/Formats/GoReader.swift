// SPDX-License-Identifier: GPL-3.0-or-later

import OrderedCollections
import WarmupStats

extension ResultsFormat {
  /// What `go test -bench` prints.
  package static var go: ResultsFormat { GoReader.format }
}

/// What `go test -bench` prints: the lines that `-count` repeats are the iterations of a process,
/// and each package has a process of its own.
///
/// Go prints the name of a benchmark, then whatever the benchmark prints, then its figures: on the
/// same line or on a later one.
struct GoReader: LogFormatReader {
  static let format = ResultsFormat(
    "go", name: "Go benchmark output", harness: "Go", unit: "ns/op", isMicrobenchmark: true,
    reader: GoReader.self)

  private var package: String?
  private var conditions = Conditions()
  private var executions: ExecutionCollector
  private var ignored: OrderedSet<String> = []
  /// The benchmark whose name was printed last, and whose figures may follow.
  private var open: Announcement?
  /// The benchmarks that were named, and of which no figures came, by their names.
  private var pending: OrderedDictionary<String, Announcement> = [:]
  /// How many times the figures of each benchmark were lost.
  private var lost: OrderedDictionary<BenchmarkKey, TextLine> = [:]
  /// The benchmarks that have figures, but no times.
  private var timeless: OrderedSet<BenchmarkKey> = []
  private var timed: Set<BenchmarkKey> = []

  private struct Announcement {
    var name: Substring
    var line: TextLine
    /// Whether something else than figures followed the name on its line.
    var hasOutput: Bool
  }

  /// What lines before the benchmarks say of the machine.
  private static let environment = [
    ("cpu: ", "processor"), ("goos: ", "operating system"), ("goarch: ", "architecture"),
  ]

  init(_ options: ReadingOptions) { executions = ExecutionCollector(options) }

  static func recognizes(_ line: TextLine) -> Bool {
    let words = line.words
    guard let name = words.first, isName(name) else { return line.text.hasPrefix("goos: ") }
    let processors = name.split(separator: "-").last.flatMap { Int($0) }
    return Figures(words.dropFirst()) != nil || (processors != nil && line.text.contains("\t"))
  }

  mutating func read(
    _ line: TextLine, into results: inout FileResults
  ) throws(ResultsFileError) {
    if let name = line.rest(after: "pkg: ") {
      endPackage(&results)
      package = String(name)
      return
    }
    for (beginning, name) in Self.environment {
      if let value = line.rest(after: beginning) { return results.note(name, String(value)) }
    }
    let words = line.words
    guard let first = words.first else { return }
    if Self.isName(first) {
      try readNamed(words, in: line, into: &results)
    } else if first == "---", words.count >= 3 {
      readOutcome(words, into: &results)
    } else if first == "panic:" || first == "FAIL" || first == "fatal" {
      failOpen(&results)
    } else if let announcement = open, let figures = Figures(words[...]) {
      try add(figures, of: announcement.name, in: line, into: &results)
    }
  }

  mutating func finish(_ results: inout FileResults) throws(ResultsFileError) {
    endPackage(&results)
    try executions.add(to: &results)
    for key in timeless where !timed.contains(key) {
      results.warnOfUnmeasured(key, because: "no times in ns/op, but only other metrics")
    }
    for (key, line) in lost {
      results.warn(
        .skippedData,
        "\(key): a repetition began in line \(line.number), and its figures were not found")
    }
    results.source.ignoredMetrics = Array(ignored)
    results.warnOfMissingWarmup()
  }
}

extension GoReader {
  /// The figures of a repetition, such as `100000  12345 ns/op  32 B/op`: how many operations it
  /// had, then pairs of a value and its unit.
  private struct Figures {
    var pairs: [(value: Substring, unit: Substring)] = []

    init?(_ words: ArraySlice<Substring>) {
      guard let count = words.first, Int(count) ?? 0 > 0, words.count >= 3 else { return nil }
      var rest = words.dropFirst()
      while let value = rest.popFirst() {
        guard let unit = rest.popFirst() else { return nil }
        pairs.append((value, unit))
      }
      guard pairs.contains(where: { $0.unit.contains("/") }),
        pairs.allSatisfy({ Double($0.unit) == nil })
      else { return nil }
    }
  }

  /// Whether a word is the name of a benchmark, such as `BenchmarkSort/n=10-8`.
  private static func isName(_ word: Substring) -> Bool {
    guard word.hasPrefix("Benchmark"), word.last != ":" else { return false }
    return word.dropFirst("Benchmark".count).first?.isLowercase != true
  }

  private func process(
    _ name: Substring, _ results: inout FileResults
  ) -> ExecutionCollector.Process {
    ExecutionCollector.Process(
      key: results.key(String(name.dropFirst("Benchmark".count)), variant: package),
      conditions: conditions)
  }

  private mutating func readNamed(
    _ words: [Substring], in line: TextLine, into results: inout FileResults
  ) throws(ResultsFileError) {
    loseOpen(unlessAnnouncing: words[0], &results)
    if let figures = Figures(words.dropFirst()) {
      return try add(figures, of: words[0], in: line, into: &results)
    }
    // A line of figures in which one is missing is damaged, and not output of the benchmark.
    if words.count >= 3, Int(words[1]) != nil, words.contains("ns/op") {
      return try executions.refuse(
        process(words[0], &results),
        line.error(
          at: words[words.count - 1], expected: "a unit after each value", found: "none"))
    }
    let announcement = Announcement(name: words[0], line: line, hasOutput: words.count > 1)
    open = announcement
    pending[String(words[0])] = announcement
  }

  /// Adds the figures of a repetition.
  private mutating func add(
    _ figures: Figures, of name: Substring, in line: TextLine, into results: inout FileResults
  ) throws(ResultsFileError) {
    resolve(name)
    open = nil
    let process = process(name, &results)
    let times = figures.pairs.filter { $0.unit == "ns/op" }
    for pair in figures.pairs where pair.unit != "ns/op" { ignored.append(String(pair.unit)) }
    guard let time = times.first else {
      timeless.append(process.key)
      return
    }
    timed.insert(process.key)
    try executions.add(
      to: process, error: { line.error(expected: $0, found: $1) }
    ) { () throws(ResultsFileError) in
      try line.requireEnd()
      guard times.count == 1 else {
        throw line.error(
          at: times[1].value, expected: "one time per operation", found: "a second")
      }
      return try line.time(time.value, in: .nanoseconds)
    }
  }

  /// Reads a line such as `--- FAIL: BenchmarkBad-8`.
  private mutating func readOutcome(_ words: [Substring], into results: inout FileResults) {
    guard Self.isName(words[2]) else { return }
    switch words[1] {
    case "FAIL:": executions.fail(process(words[2], &results))
    case "SKIP:": break
    // What a benchmark logged stands behind its figures, and may also come instead of them.
    default: return
    }
    resolve(words[2])
    if open?.name == words[2] { open = nil }
  }

  /// Takes a benchmark, and those that it is a part of, from the ones that wait for figures.
  private mutating func resolve(_ name: Substring) {
    pending[String(name)] = nil
    var base = name
    if let dash = base.lastIndex(of: "-"), Int(base[base.index(after: dash)...]) != nil {
      base = base[..<dash]
    }
    while true {
      if pending[String(base)]?.hasOutput == false { pending[String(base)] = nil }
      guard let slash = base.lastIndex(of: "/") else { return }
      base = base[..<slash]
    }
  }

  /// Notes that the figures of the benchmark that was named last did not come, unless `-v` only
  /// announced it or one that the next is a part of.
  private mutating func loseOpen(
    unlessAnnouncing next: Substring, _ results: inout FileResults
  ) {
    guard let announcement = open else { return }
    open = nil
    let name = announcement.name
    let isAnnounced =
      !announcement.hasOutput && next.hasPrefix(name)
      && [nil, "-", "/"].contains(next.dropFirst(name.count).first)
    guard !isAnnounced else { return }
    pending[String(name)] = nil
    lost[process(name, &results).key] = announcement.line
  }

  /// Counts the benchmark that was named last as failed: the process ended before its figures.
  private mutating func failOpen(_ results: inout FileResults) {
    guard let announcement = open else { return }
    open = nil
    resolve(announcement.name)
    executions.fail(process(announcement.name, &results))
  }

  private mutating func endPackage(_ results: inout FileResults) {
    loseOpen(unlessAnnouncing: "", &results)
    for announcement in pending.values {
      lost[process(announcement.name, &results).key] = announcement.line
    }
    pending = [:]
    executions.endAll()
  }
}
