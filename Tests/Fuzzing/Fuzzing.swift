// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Foundation
import Synchronization
import TestSupport

/// Feeds files that are damaged or made up at random to the readers or to every subcommand, all in
/// this process, as `scripts/fuzz` and `scripts/sanitize` do.
@main
struct Fuzzing: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Looks for inputs that crash, hang, or give something wrong.",
    subcommands: [Readers.self, Pipeline.self])
}

/// Which inputs to try.
struct FuzzedInputs: ParsableArguments {
  @Option(help: "How many inputs to try.")
  var inputs: Int
  @Option(help: "Where the random numbers begin.")
  var seed: UInt64
  @Option(help: "The index of the first input.")
  var first = 0
  @Option(help: "How many seconds one input may take.")
  var patience = 60.0

  func validate() throws {
    guard inputs >= 0, first >= 0, inputs <= Int.max - first else {
      throw ValidationError("--inputs and --first must not be negative")
    }
  }

  /// Tries the inputs, and fails if there were complaints.
  func tryAll(
    _ name: String, _ run: (Int) async throws -> (kind: String, complaints: [String])
  ) async throws {
    let watch = Watch(patience: patience)
    var kinds: [String: Int] = [:]
    var complaints = 0
    for index in first..<first + inputs {
      watch.begin(index)
      let outcome = try await run(index)
      kinds[outcome.kind, default: 0] += 1
      complaints += outcome.complaints.count
      for complaint in outcome.complaints { print(complaint) }
      if (index + 1).isMultiple(of: 10_000) { print("\(name): up to input \(index)") }
      fflush(nil)
    }
    let counts = kinds.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }
    print(
      "\(name): \(inputs) inputs of seed \(seed), \(counts.joined(separator: ", ")); "
        + "\(complaints) complaints")
    guard complaints == 0 else { throw ExitCode.failure }
  }
}

/// `fuzzing readers`: the readers alone.
struct Readers: AsyncParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Damaged files of every format, read.")

  @OptionGroup var inputs: FuzzedInputs

  func run() async throws {
    let fuzz = ReaderFuzz(seed: inputs.seed)
    try await inputs.tryAll("readers") { index in
      let outcome = fuzz.run(index)
      return (outcome.isRefused ? "refused" : "read", outcome.complaints)
    }
  }
}

/// `fuzzing pipeline`: the whole command.
struct Pipeline: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Damaged and made-up files, read, analyzed, rendered and written.")

  @OptionGroup var inputs: FuzzedInputs

  func run() async throws {
    let folder = try TemporaryFolder()
    print("pipeline: the input under way is in \(folder.url.path)")
    let fuzz = try await PipelineFuzz(seed: inputs.seed, folder: folder.url)
    try await inputs.tryAll("pipeline") { index in
      let outcome = try await fuzz.run(index)
      return ("exit \(outcome.exitCode)", outcome.complaints)
    }
  }
}

/// Ends the process if an input takes too long.
private final class Watch: Sendable {
  private let current = Mutex((index: -1, start: ContinuousClock.now))

  init(patience: Double) {
    Thread.detachNewThread { [self] in
      while true {
        Thread.sleep(forTimeInterval: 1)
        let (index, start) = current.withLock { $0 }
        guard index >= 0, ContinuousClock.now - start > .seconds(patience) else { continue }
        print("input \(index) takes longer than \(patience) s")
        fflush(nil)
        _exit(1)
      }
    }
  }

  func begin(_ index: Int) { current.withLock { $0 = (index, .now) } }
}
