// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Reports
import ResultsFiles
import WarmupStats

/// `warmup-stats inspect`: what files are and hold, before any analysis.
struct InspectCommand: FormattedCommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect",
    abstract: "Tell what results files are, what they hold, and what is suspicious about it.",
    discussion: """
      Nothing is analyzed. A file that cannot be read is said to be so, and the others are \
      inspected; the exit code is then 2.

      EXAMPLES:
        warmup-stats inspect results.json.bz2
        warmup-stats inspect --format json *.json
        warmup-stats inspect results.data -o results.html
      """)

  @OptionGroup(title: "Input") var input: InspectedFiles
  @OptionGroup(title: "Output") var output: OutputArguments
  @OptionGroup(title: "Tables") var tables: TableArguments

  @Option(help: "How to write the result.")
  var format: InspectionFormat?

  var inputPaths: [String] { input.paths + [tables.template].compactMap(\.self) }

  func run() async throws {
    let (inspections, refusals) = try input.inspect()
    for refusal in refusals { Console.current.report(refusal) }
    let format = try output.format(format)
    if !inspections.isEmpty { try write(inspections, as: format) }
    if !refusals.isEmpty { throw ExitCode(CommandTrouble.exitCode) }
  }

  private func write(_ inspections: [Inspection], as format: InspectionFormat) throws {
    guard let tableFormat = format.ofTable else {
      try output.write(
        InspectionDocument(
          inspections, version: WarmupStatsCommand.version, caption: \.caption
        ).jsonText())
      return
    }
    let overview = Table(overviewOf: inspections)
    let benchmarks = Table(inspecting: inspections)
    // CSV has room for one table, and the rows of this one name their files.
    let shown = tableFormat == .csv ? [benchmarks] : [overview, benchmarks]
    try tables.write(shown, as: tableFormat, to: output)
    output.tell(inspections.flatMap(\.warnings), besides: format)
  }
}

/// The files that are inspected, each for itself.
struct InspectedFiles: ParsableArguments {
  @Argument(
    help: "Results files, plain or compressed (.gz .bz2 .xz .zst); - is standard input.",
    completion: .file())
  var files: [String]

  @OptionGroup var reading: ReadingArguments

  /// The paths of the files.
  var paths: [String] { files.map { LabelledFile($0).path } }

  /// Inspects each file, and says which cannot be read.
  ///
  /// - Throws: `ValidationError` for options that say how files are read, and cannot.
  func inspect() throws -> (inspections: [Inspection], refusals: [ResultsFileError]) {
    let options = try reading.options()
    var inspections: [Inspection] = []
    var refusals: [ResultsFileError] = []
    for file in files {
      do throws(ResultsFileError) {
        inspections.append(
          try Inspection(ofFileAt: LabelledFile(file).path, reading: options))
      } catch {
        refusals.append(error)
      }
    }
    return (inspections, refusals)
  }
}
