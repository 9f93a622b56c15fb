// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Foundation
import Recording

/// The options that say where a recording goes, and what is told of it.
struct RecordedFilesArguments: ParsableArguments {
  /// How progress is shown.
  enum Progress: String, CaseIterable, ExpressibleByArgument { case auto, plain, none }

  @Option(
    name: [.customShort("o"), .customLong("results")],
    help: ArgumentHelp(
      "The results file, in Krun's JSON; .gz .bz2 .xz .zst compress (default: "
        + "BENCHMARK.krun.json, and BENCHMARK-2.krun.json where that is of another command).",
      valueName: "file"),
    completion: .file())
  var results: String?

  @Option(
    help: ArgumentHelp("The journal (default: the results file and .journal).", valueName: "file"),
    completion: .file())
  var journal: String?

  @Flag(help: "Make the results file from the journal, and run nothing.")
  var fromJournal = false

  @Flag(help: "Go on with the journal of a plan with fewer executions or benchmarks.")
  var continueChanged = false

  @Option(help: ArgumentHelp("The name of the machine, instead of its own.", valueName: "name"))
  var machine: String?

  @Flag(help: "Leave the name of the host out of the results.")
  var anonymous = false

  @Flag(help: "Ask each program for its version, by --version.")
  var versions = false

  @Option(help: ArgumentHelp("How progress is shown: auto, plain or none.", valueName: "how"))
  var progress = Progress.auto

  @Flag(name: .shortAndLong, help: "No progress, and no warnings.")
  var quiet = false

  /// Where a recording goes.
  struct Files {
    var results: String
    var journal: String
  }

  /// The files of a recording.
  ///
  /// Without a name for them, recordings of several commands under one benchmark's name get a
  /// number each, and the same command finds its own again.
  func files(for planned: PlannedRecording) -> Files {
    let stem = Self.fileName(planned.name)
    let first = named(results ?? "\(stem).krun.json")
    // A file that describes an experiment names its results, and what changed in it is told.
    guard results == nil, journal == nil, planned.plan.configuration.isEmpty else { return first }
    for number in 1...Self.mostNumber {
      let files = number == 1 ? first : named("\(stem)-\(number).krun.json")
      guard planned.plan.mayGo(toResults: files.results, journal: files.journal) else { continue }
      if number > 1, !quiet {
        Console.current.report(
          "\(first.results) is of another command; the results of this one go to \(files.results)")
      }
      return files
    }
    return first
  }

  /// The greatest number in the name of a file.
  private static let mostNumber = 10_000

  private func named(_ name: String) -> Files {
    Files(results: name, journal: journal ?? "\(name).journal")
  }

  /// A name as part of the name of a file: what could lead elsewhere is percent-encoded.
  private static func fileName(_ name: String) -> String {
    let allowed = CharacterSet.alphanumerics.union(CharacterSet(charactersIn: "-_+@, "))
    let dotted = allowed.union(CharacterSet(charactersIn: "."))
    let encoded = name.addingPercentEncoding(
      withAllowedCharacters: name.hasPrefix(".") ? allowed : dotted)
    return encoded ?? "results"
  }
}
