// SPDX-License-Identifier: GPL-3.0-or-later

import OrderedCollections
import WarmupStats

/// What is read from one file, while it is read.
struct FileResults {
  let options: ReadingOptions
  var source: ResultsSource
  /// The executions of each benchmark, in order of appearance.
  private(set) var series: [Series] = []
  /// What was found by an earlier analysis, in a file that holds that instead of measurements.
  var summaries: [ExperimentSummary] { recorded.flatMap(\.summaries) }
  /// The same, analysis by analysis.
  var recorded: [RecordedResult] = []
  private(set) var warnings: OrderedSet<Warning> = []
  /// What files say of machines, such as their processors: by machine and by what it is.
  private(set) var environment: Environment = [:]
  /// Where benchmarks stand in the source of their project.
  var places: [BenchmarkKey: SourcePlace] = [:]
  private var indices: [SeriesName: Int] = [:]
  /// What the texts before this one hold.
  private var repetitions = RepeatedExecutions()
  /// Which series this text added executions to, and how many each had before.
  private var parts: [SeriesPart] = []
  /// How many texts were begun.
  private var textCount = 0
  /// What keys are in the file, where options give them other names.
  private var originals: [BenchmarkKey: BenchmarkKey] = [:]
  /// Benchmarks without times, by the reason.
  private var unmeasured: OrderedDictionary<String, OrderedSet<String>> = [:]
  private var executionCount = 0
  private var conditionsOfKeys: Set<SeriesName> = []
  private var skipped: OrderedDictionary<BenchmarkKey, Skipped> = [:]

  /// What is said of machines: by machine, by what is said, all that was said of it.
  typealias Environment = OrderedDictionary<
    String, OrderedDictionary<String, OrderedSet<String>>
  >

  /// What was measured, where, and under which conditions.
  ///
  /// It is hashed once, since it is looked up many times.
  struct SeriesName {
    let machine: String
    let key: BenchmarkKey
    let conditions: Conditions
    private let hash: Int

    init(machine: String, key: BenchmarkKey, conditions: Conditions) {
      self.machine = machine
      self.key = key
      self.conditions = conditions
      var hasher = Hasher()
      hasher.combine(machine)
      hasher.combine(key)
      if !conditions.values.isEmpty { hasher.combine(conditions) }
      hash = hasher.finalize()
    }
  }

  /// The executions of one benchmark on one machine under the same conditions.
  struct Series {
    var name: SeriesName
    var executions: [ProcessExecution] = []
    /// The number of the text that added executions last; `nil` if none did.
    fileprivate var lastText: Int?
  }

  /// Executions of a series, from some one on.
  struct SeriesPart {
    var series: Int
    var start: Int
  }

  /// Where the executions of a benchmark are added.
  struct Place {
    fileprivate var index: Int?
    fileprivate var key: BenchmarkKey
  }

  private struct Skipped {
    var count: Int
    var first: ResultsFileError
  }

  init(path: String, format: ResultsFormat, options: ReadingOptions) {
    self.options = options
    self.source = ResultsSource(
      path: path, format: format, units: format.unit.map { [$0] } ?? [])
  }
}

extension FileResults.SeriesName: Hashable {
  static func == (left: Self, right: Self) -> Bool {
    left.hash == right.hash && left.isOf(right.machine, right.key, right.conditions)
  }

  /// Whether it is the name of these, which takes no hash.
  func isOf(_ machine: String, _ key: BenchmarkKey, _ conditions: Conditions) -> Bool {
    self.key == key && self.machine == machine && self.conditions == conditions
  }

  func hash(into hasher: inout Hasher) { hasher.combine(hash) }
}

// MARK: - Keys

extension FileResults {
  /// Whether options give keys other names than the file does.
  var renamesKeys: Bool { options.vm != nil || options.variant != nil }

  /// The key of a benchmark: its VM and its variant are those that the options name, else those
  /// that the file names.
  mutating func key(
    _ benchmark: String, vm: String? = nil, variant: String? = nil
  ) -> BenchmarkKey {
    let key = BenchmarkKey(
      benchmark: benchmark, vm: options.vm ?? vm ?? "", variant: options.variant ?? variant ?? "")
    guard renamesKeys else { return key }
    let original = BenchmarkKey(benchmark: benchmark, vm: vm ?? "", variant: variant ?? "")
    if let other = originals[key], other != original {
      warn(
        .incompleteData,
        "the names that were given put \(other) and \(original) together as \(key)")
    }
    originals[key] = original
    return key
  }

  /// The name of the benchmark of a file that does not name it: the one that the options give, else
  /// the name of the file without its ending, with a warning.
  mutating func nameOfBenchmark() throws(ResultsFileError) -> String {
    if let name = options.benchmark { return name }
    let file = source.path.split(separator: "/").last ?? ""
    let stem = file.split(separator: ".").first ?? ""
    guard source.path != "-", !stem.isEmpty else {
      throw ResultsFileError(
        path: source.path, place: .file, expected: "the name of the benchmark as an option",
        found: "none")
    }
    warn(.incompleteData, "the file does not name its benchmark: \(stem) is its own name")
    return String(stem)
  }

  /// Makes room for that many keys of the text.
  mutating func reserveCapacity(keys count: Int) {
    conditionsOfKeys.reserveCapacity(count)
    indices.reserveCapacity(count)
    series.reserveCapacity(count)
  }

  /// Whether the executions of a key are wanted.
  func wants(_ key: BenchmarkKey) -> Bool { options.selection.contains(key) }

  /// Begins another text of the file, in which each key may stand again.
  mutating func beginText() {
    conditionsOfKeys = []
    parts = []
    textCount += 1
    repetitions.noteLast()
  }

  /// Leaves out the executions of the last text that stand in texts before it too.
  mutating func endText() {
    let removed = repetitions.removeKnown(from: &series, parts)
    warnings.formUnion(
      removed.warnings(of: source.path, others: "a text before it"))
  }

  /// Makes sure that a key that may stand in a text only once under the same conditions does.
  mutating func claim(
    _ key: BenchmarkKey, conditions: Conditions = Conditions(), at value: JSONValue
  ) throws(ResultsFileError) {
    let name = SeriesName(machine: "", key: key, conditions: conditions)
    guard conditionsOfKeys.insert(name).inserted else {
      throw value.error(
        expected: "each benchmark once", found: "\(quoted(key.description)) a second time")
    }
  }

  /// The place for executions of a benchmark.
  ///
  /// The machine is the one that the options name, else the one that the file names.
  mutating func place(
    of key: BenchmarkKey, machine: String? = nil, conditions: Conditions = Conditions()
  ) -> Place {
    guard wants(key) else { return Place(index: nil, key: key) }
    let machine = options.machine ?? machine ?? ""
    // Mostly it is the one that came last.
    if series.last?.name.isOf(machine, key, conditions) == true {
      return Place(index: series.count - 1, key: key)
    }
    let name = SeriesName(machine: machine, key: key, conditions: conditions)
    if let index = indices[name] { return Place(index: index, key: key) }
    indices[name] = series.count
    series.append(Series(name: name))
    return Place(index: series.count - 1, key: key)
  }
}

// MARK: - Executions

extension FileResults {
  /// How many executions a file may have: more are no measurements, and fill the memory.
  static let mostExecutions = 2_000_000

  /// Reads an execution with `read` and adds it, unless its key is not wanted.
  ///
  /// One that cannot be read is an error, or is left out and counted, as the options say.
  mutating func add(
    executionOf key: BenchmarkKey, machine: String? = nil, conditions: Conditions = Conditions(),
    _ read: () throws(ResultsFileError) -> ProcessExecution
  ) throws(ResultsFileError) {
    try add(to: place(of: key, machine: machine, conditions: conditions), read)
  }

  /// Reads an execution with `read` and adds it to a place.
  mutating func add(
    to place: Place, _ read: () throws(ResultsFileError) -> ProcessExecution
  ) throws(ResultsFileError) {
    executionCount += 1
    guard let index = place.index else { return }
    guard executionCount <= Self.mostExecutions else {
      throw ResultsFileError(
        path: source.path, place: .file,
        expected: "at most \(Self.mostExecutions) process executions", found: "more")
    }
    if series[index].lastText != textCount {
      series[index].lastText = textCount
      parts.append(SeriesPart(series: index, start: series[index].executions.count))
    }
    do {
      series[index].executions.append(try droppingWarmup(read(), of: place.key))
    } catch {
      let error = error.explained(by: source.format)
      guard options.skipsInvalid else { throw error }
      skipped[place.key, default: Skipped(count: 0, first: error)].count += 1
    }
  }

  private func droppingWarmup(
    _ execution: ProcessExecution, of key: BenchmarkKey
  ) throws(ResultsFileError) -> ProcessExecution {
    guard options.harnessWarmup == .drop, let count = execution.harnessWarmupIterations, count > 0
    else { return execution }
    guard count < execution.times.count else {
      throw ResultsFileError(
        path: source.path, place: .file, expected: "iterations of \(key) after its warmup",
        found: "none")
    }
    return execution.dropping(count)
  }
}

extension ProcessExecution {
  /// The execution without its first iterations.
  fileprivate func dropping(_ count: Int) -> ProcessExecution {
    func rest(_ cores: [[Double]]) -> [[Double]] { cores.map { Array($0.dropFirst(count)) } }
    return ProcessExecution(
      times: Array(times.dropFirst(count)), harnessWarmupIterations: 0,
      omittedWarmupIterations: (omittedWarmupIterations ?? 0) + count,
      counters: counters.map {
        ProcessorCounters(
          coreCycles: rest($0.coreCycles), aperf: rest($0.aperf), mperf: rest($0.mperf))
      })
  }
}

// MARK: - What readers should know

extension FileResults {
  /// Warns; the same thing once a file.
  mutating func warn(_ kind: Warning.Kind, _ message: String, key: BenchmarkKey? = nil) {
    warnings.append(Warning(kind: kind, message: message, key: key))
  }

  /// Warns, once a file, that its format keeps no warmup.
  mutating func warnOfMissingWarmup() {
    warn(
      .incompleteData,
      "\(source.format.displayName) holds no warmup iterations: \"flat\" here only means that nothing "
        + "changed during the measurement")
  }

  /// Warns that scores of a unit that is a rate were turned into times, if it is one.
  mutating func warnOfConversion(from unit: ScoreUnit) {
    guard unit.isRate else { return }
    warn(
      .convertedData,
      "scores in \(unit.name), of which more is better, were turned into seconds per operation")
  }

  /// Warns that a benchmark stands in the file, but has no times.
  mutating func warnOfUnmeasured(_ key: BenchmarkKey, because reason: String) {
    guard wants(key) else { return }
    unmeasured[reason, default: []].append(key.description)
  }

  /// Notes what the file says of a machine.
  mutating func note(_ name: String, _ value: String?, machine: String? = nil) {
    guard let value, !value.isEmpty else { return }
    environment[options.machine ?? machine ?? "", default: [:]][name, default: []].append(value)
  }

  /// Notes that the numbers of the file have a decimal comma, if they do.
  ///
  /// - Parameter isCertain: Whether the format groups no digits, so that a comma can be nothing else.
  mutating func noteDecimalMark(of numbers: LocalizedNumbers, isCertain: Bool = true) {
    guard numbers.useComma else { return }
    if !isCertain {
      warn(.convertedData, "numbers have decimal commas: 1,234 is read as 1.234")
    }
    source.details.append(Inspection.Detail(name: "Decimal mark", value: "comma"))
  }

  /// Tells of what was skipped, once the whole file is read.
  ///
  /// - Throws: `ResultsFileError` if there was nothing to read.
  mutating func finish() throws(ResultsFileError) {
    for (reason, names) in unmeasured {
      let list = names.prefix(10).joined(separator: ", ")
      let rest = names.count > 10 ? " and \(names.count - 10) more" : ""
      warn(.skippedData, "\(list)\(rest) left out: \(reason)")
    }
    unmeasured = [:]
    guard executionCount > 0 || !summaries.isEmpty else {
      throw ResultsFileError(
        path: source.path, place: .file, expected: "at least one process execution",
        found: warnings.first { $0.kind == .skippedData }?.message.map { "none: \($0)" } ?? "none")
    }
    for (key, skipped) in skipped {
      let each = skipped.count == 1 ? "it" : "the first"
      warn(
        .skippedData,
        "skipped \(counted(skipped.count, "execution")) of \(key); \(each): \(skipped.first)",
        key: key)
    }
    skipped = [:]
  }
}

extension [String] {
  /// Adds a name, unless it is there.
  mutating func appendOnce(_ name: String) {
    if !contains(name) { append(name) }
  }
}
