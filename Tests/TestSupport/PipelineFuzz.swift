// SPDX-License-Identifier: GPL-3.0-or-later

package import Foundation
internal import OrderedCollections
internal import ResultsFiles
internal import WarmupStats

/// Files that are damaged or made up at random, through every subcommand: read, analyzed, rendered
/// and written.
///
/// Each run ends with a result in finite numbers that steers nothing, or with one sentence. A file
/// compared with itself shows no difference, and what is converted reads back as the same values.
///
/// Each input depends on the seed and its index alone, so that one can be tried again by itself.
package struct PipelineFuzz {
  /// What became of one input.
  package struct Outcome {
    /// The exit code of the command.
    package var exitCode: Int32
    /// What must not be, with the command line.
    package var complaints: [String]
  }

  private typealias Sample = (name: String, bytes: [UInt8])

  private let seed: UInt64
  private let folder: URL
  private let samples: [Sample]
  private let others: [Sample]

  /// How many sound files there are to damage.
  package var sampleCount: Int { samples.count }

  /// Finds the samples that are read as long as they are sound: damage to others is refused early.
  ///
  /// - Parameter folder: Where the inputs and results are written.
  package init(seed: UInt64, folder: URL) async throws {
    self.seed = seed
    self.folder = folder
    others =
      Self.recorded + FormatSamples.all.map { ("\($0.format.rawValue).txt", Array($0.text.utf8)) }
    var samples: [Sample] = []
    for sample in others {
      let path = folder.appending(path: sample.name).path
      try Data(sample.bytes).write(to: URL(filePath: path))
      if await CommandRun.of(["inspect", path]).exitCode == 0 { samples.append(sample) }
      try FileManager.default.removeItem(atPath: path)
    }
    self.samples = samples
  }

  /// The small files that were recorded.
  private static var recorded: [Sample] {
    let root = Fixtures.path("recorded")
    let names = FileManager.default.enumerator(atPath: root)?.compactMap { $0 as? String } ?? []
    return names.sorted().compactMap { name in
      guard
        ["json", "csv", "ndjson", "txt", "log", "data"].contains(URL(filePath: name).pathExtension),
        let data = try? Data(contentsOf: URL(filePath: "\(root)/\(name)")), data.count < 20_000
      else { return nil }
      return (URL(filePath: name).lastPathComponent, Array(data))
    }
  }

  /// Tries one input.
  package func run(_ index: Int) async throws -> Outcome {
    var mutator = Mutator(seed: seed &* 0x1_0000_0000 &+ UInt64(index))
    let (first, second) = files(index, &mutator)
    let paths = Paths(folder: folder, name: first.name)
    defer { paths.removeAll() }
    try Data(first.bytes).write(to: URL(filePath: paths.first))
    try Data(second.bytes).write(to: URL(filePath: paths.second))
    let lines = CommandLines.ofNumbers + CommandLines.ofDamage
    let choice = mutator.below(lines.count + 8)
    // What the input was stands on the disk if this process ends.
    let line =
      switch choice {
      case lines.count..<lines.count + 2: "compare --format json A A"
      case lines.count + 2..<lines.count + 4: "diff --format json A A"
      case lines.count + 4: "convert --raw --format csv A"
      case lines.count + 5: "convert --raw --format ndjson A"
      case lines.count + 6: "convert --raw --format krun A"
      case lines.count + 7: "classify --format json -o O.json A"
      default: lines[choice]
      }
    try Data("\(index): \(line)\n".utf8).write(to: URL(filePath: paths.note))
    let run = await CommandRun.of(paths.arguments(of: line))
    let holdsWords = Self.holdsWords(first.bytes) || Self.holdsWords(second.bytes)
    var complaints = paths.complaints(of: run, line, holdsWords: holdsWords)
    if run.exitCode == 0 {
      if line.hasSuffix("A A") { complaints += Self.differences(in: run.output) }
      if line.hasPrefix("convert --raw --format") {
        complaints += Self.losses(of: paths.first, as: run.output, line)
      }
      if line == "classify --format json -o O.json A" {
        let again = await CommandRun.of([
          "compare", "--format", "json", paths.written("O.json"), paths.first,
        ])
        if again.exitCode != 0 { complaints.append("not read back: \(again.errors)") }
        complaints += Self.differences(in: again.output)
      }
    }
    return Outcome(
      exitCode: run.exitCode,
      complaints: complaints.map { "input \(index), \(first.name): \(line): \($0)" })
  }

  /// A damaged or made-up file, and one beside it.
  private func files(_ index: Int, _ mutator: inout Mutator) -> (Sample, Sample) {
    let sample = samples[index % samples.count]
    let other = others[mutator.below(others.count)].bytes
    switch mutator.below(5) {
    case 0: return ((sample.name, mutator.withOtherNumbers(sample.bytes)), sample)
    case 1: return ((sample.name, mutator.withNumbersOfAnySize(sample.bytes)), sample)
    case 2, 3:
      var series = SeriesOfAnySize(seed: seed &* 0x1_0000_0000 &+ UInt64(index))
      let (first, second) = (series.executions(), series.executions())
      let kind = series.below(Self.writers.count)
      return (
        ("made-\(kind).txt", Array(Self.writers[kind](first).utf8)),
        ("made-\(kind).txt", Array(Self.writers[kind](second).utf8))
      )
    default: return ((sample.name, mutator.damaged(sample.bytes, with: other)), sample)
    }
  }

  /// Ways to write made-up executions.
  private static let writers: [@Sendable ([[Double]]) -> String] = [
    { executions in
      let lists = executions.map { "[" + $0.map { "\($0)" }.joined(separator: ",") + "]" }
      return #"{"wallclock_times": {"b:V:v": ["# + lists.joined(separator: ",") + "]}}"
    },
    { executions in
      let rows = executions.enumerated().map {
        "\($0.offset),b," + $0.element.map { "\($0)" }.joined(separator: ",") + "\n"
      }
      let length = executions.map(\.count).max() ?? 0
      return "process_exec_num,bench_name," + (0..<length).map(String.init).joined(separator: ",")
        + "\n" + rows.joined()
    },
    { executions in
      "benchmark,vm,process,iteration,seconds\n"
        + executions.enumerated().map { process, times in
          times.enumerated().map { "b,V,\(process),\($0.offset),\($0.element)\n" }.joined()
        }.joined()
    },
    { executions in
      executions.enumerated().map { process, times in
        times.enumerated().map {
          #"{"benchmark":"b","process":\#(process),"iteration":\#($0.offset),"seconds":\#($0.element)}"#
            + "\n"
        }.joined()
      }.joined()
    },
  ]

  /// Whether a file holds words that no number that is printed may be.
  private static func holdsWords(_ bytes: [UInt8]) -> Bool {
    StrangeNumbers.first(in: bytes, asWholeWord: false) != nil
  }

  /// What a comparison of a file with itself finds, and must not.
  private static func differences(in output: String) -> [String] {
    [
      "\"verdict\":\"slower\"", "\"verdict\":\"faster\"", "\"overall\":\"worse\"",
      "\"overall\":\"better\"", "\"overall\":\"different\"",
    ].filter(output.contains).map { "a file differs from itself: \($0)" }
  }

  /// What of a file is not the same once it is converted.
  private static func losses(of path: String, as written: String, _ line: String) -> [String] {
    do {
      let options = ReadingOptions(skipsInvalid: line.contains("--skip-invalid"))
      let original = try ResultsFile.read(at: [path], options: options).experiments
      let read = try ResultsFile.read(Array(written.utf8), named: "WRITTEN").experiments
      let same =
        times(of: original).sorted { $0.lexicographicallyPrecedes($1) }
        == times(of: read).sorted { $0.lexicographicallyPrecedes($1) }
      return same ? [] : ["other values once converted: \(written.prefix(300))"]
    } catch {
      return ["not read back: \(error)"]
    }
  }

  private static func times(of experiments: [Experiment]) -> [[Double]] {
    experiments.flatMap { $0.executions.values.flatMap { $0.map(\.times) } }
  }
}

/// Where the files of one input are.
private struct Paths {
  let folder: URL
  let first: String
  let second: String
  let note: String

  init(folder: URL, name: String) {
    self.folder = folder
    first = folder.appending(path: "A-\(name)").path
    second = folder.appending(path: "B-\(name)").path
    note = folder.appending(path: "INPUT").path
  }

  func written(_ name: String) -> String { folder.appending(path: name).path }

  func arguments(of line: String) -> [String] {
    line.split(separator: " ").map { word in
      switch word {
      case "A": first
      case "B": second
      case "P": written("O.svg")
      case _ where word.hasPrefix("O."): written(String(word))
      default: String(word)
      }
    }
  }

  /// The files that a run wrote.
  var results: [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.filter { $0.hasPrefix("O") }.map(written)
  }

  func removeAll() {
    for path in results + [first, second, note] {
      try? FileManager.default.removeItem(atPath: path)
    }
  }

  /// What is wrong with how a run ended and what it said.
  func complaints(of run: CommandRun, _ line: String, holdsWords: Bool) -> [String] {
    var complaints: [String] = []
    if ![0, 1, 2, 3, 4].contains(run.exitCode) {
      complaints.append("exit code \(run.exitCode): \(run.errors)")
    }
    if run.exitCode == 2, !line.hasPrefix("inspect") {
      // What a stream wrote of benchmarks before stays.
      if !run.output.isEmpty, !line.contains("--stream") {
        complaints.append("a result beside an error")
      }
      if !results.isEmpty { complaints.append("a file beside an error") }
      if run.errors.split(separator: "\n").count != 1 {
        complaints.append("no single sentence: \(run.errors)")
      }
    }
    let isHarmless = run.errors.unicodeScalars.allSatisfy {
      $0 == "\n" || ($0.value >= 0x20 && $0.value < 0x7F)
        || ![.control, .format].contains($0.properties.generalCategory)
    }
    if !isHarmless || "\n\(run.errors)".contains("\n::") {
      complaints.append("messages that steer: \(run.errors)")
    }
    guard !holdsWords else { return complaints }
    let texts =
      [run.output] + results.compactMap { try? String(contentsOfFile: $0, encoding: .utf8) }
    for text in texts.map({ Array($0.utf8) }) {
      if let place = StrangeNumbers.first(in: text, asWholeWord: true) {
        let around = text[max(0, place - 40)..<min(text.count, place + 20)]
        complaints.append("no number: \(String(decoding: around, as: UTF8.self))")
      }
    }
    return complaints
  }
}

/// Words that no number is printed as.
private enum StrangeNumbers {
  private static let words = ["nan", "inf", "infinity", "\u{221E}"].map { Array($0.utf8) }

  /// Where the first of them begins, in letters of either case.
  static func first(in text: [UInt8], asWholeWord: Bool) -> Int? {
    func isLetter(_ index: Int) -> Bool {
      text.indices.contains(index) && (97...122).contains(text[index] | 0x20)
    }
    return text.indices.first { index in
      // Few bytes are worth a closer look.
      guard [0x6E, 0x4E, 0x69, 0x49, 0xE2].contains(text[index]) else { return false }
      return words.contains { word in
        let end = index + word.count
        guard end <= text.count else { return false }
        for (offset, byte) in word.enumerated() {
          let other = text[index + offset]
          guard other == byte || (byte < 0x80 && other | 0x20 == byte) else { return false }
        }
        return !asWholeWord || !(isLetter(index - 1) || isLetter(end))
      }
    }
  }
}
