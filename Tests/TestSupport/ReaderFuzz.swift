// SPDX-License-Identifier: GPL-3.0-or-later

internal import Foundation
internal import OrderedCollections
internal import ResultsFiles
internal import WarmupStats

/// Samples of every format, damaged at random, through the readers alone: they are refused, or hold
/// times that can be analyzed, and read back the same once they are written.
///
/// Each input depends on the seed and its index alone, so that one can be tried again by itself.
package struct ReaderFuzz {
  /// What became of one input.
  package struct Outcome {
    /// Whether the input was refused.
    package var isRefused: Bool
    /// What must not be.
    package var complaints: [String]
  }

  private let seed: UInt64
  private let samples = FormatSamples.all.map { (Array($0.text.utf8), $0.options) }

  /// Creates the inputs of a seed.
  package init(seed: UInt64) { self.seed = seed }

  /// Tries one input.
  package func run(_ index: Int) -> Outcome {
    var mutator = Mutator(seed: seed &* 0x1_0000_0000 &+ UInt64(index))
    var (sample, options) = samples[index % samples.count]
    let other = samples[mutator.below(samples.count)].0
    sample = mutator.damaged(sample, with: other)
    options.skipsInvalid = mutator.below(4) == 0
    options.harnessWarmup = mutator.below(4) == 0 ? .drop : .keep
    let windowSize = mutator.below(8) == 0 ? 1 + mutator.below(sample.count / 2 + 1) : nil
    var outcome = Outcome(isRefused: false, complaints: [])
    var whole: [Experiment]?
    do {
      let experiments = try ResultsFile.read(sample, named: "FILE", options: options).experiments
      whole = experiments
      outcome.complaints = try Self.complaints(of: experiments, isWritten: mutator.below(8) == 0)
    } catch let error as ResultsFileError {
      outcome.isRefused = true
      if error.expected.isEmpty || error.found.isEmpty { outcome.complaints = ["\(error)"] }
    } catch {
      outcome.complaints = ["\(error)"]
    }
    if let windowSize {
      options.windowSize = windowSize
      if Self.experiments(inFileOf: sample, options: options) != whole {
        outcome.complaints.append("not the same in windows of \(windowSize) bytes")
      }
    }
    outcome.complaints = outcome.complaints.map { "input \(index): \($0)" }
    return outcome
  }

  /// What a file of some bytes holds; `nil` if it is refused.
  private static func experiments(
    inFileOf bytes: [UInt8], options: ReadingOptions
  ) -> [Experiment]? {
    guard let folder = try? TemporaryFolder() else { return nil }
    let file = folder.url.appending(path: "FILE")
    guard (try? Data(bytes).write(to: file)) != nil else { return nil }
    return try? ResultsFile.read(at: [file.path], options: options).experiments
  }

  private static func complaints(
    of experiments: [Experiment], isWritten: Bool
  ) throws -> [String] {
    let times = experiments.flatMap { $0.executions.values.flatMap { $0.flatMap(\.times) } }
    guard times.allSatisfy({ (1e-12...1e9).contains($0) }) else { return ["times out of range"] }
    let names = experiments.flatMap { experiment in
      experiment.executions.keys.flatMap { [$0.benchmark, $0.vm, $0.variant, experiment.machine] }
    }
    // Text holds no NUL, and our own files name each benchmark; all executions may be left out.
    guard isWritten, !experiments.isEmpty, !names.contains(where: { $0.utf8.contains(0) }),
      experiments.allSatisfy({ $0.executions.keys.allSatisfy { !$0.benchmark.isEmpty } })
    else { return [] }
    return try [WrittenFormat.tidyCSV, .tidyNDJSON, .executionsNDJSON].compactMap { format in
      var text = ""
      _ = try ResultsFile.write(experiments, as: format, to: &text)
      let read = try ResultsFile.read(Array(text.utf8), named: "WRITTEN").experiments
      let same = read.count == experiments.count && zip(read, experiments).allSatisfy(isSame)
      return same ? nil : "not read back the same: \(text)"
    }
  }

  private static func isSame(_ read: Experiment, _ written: Experiment) -> Bool {
    read.machine == written.machine && read.executions.keys == written.executions.keys
      && zip(read.executions.values, written.executions.values).allSatisfy { read, written in
        read.map(\.times) == written.map(\.times) && read.map(\.outcome) == written.map(\.outcome)
      }
  }
}
