// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Rendering
import Reports
import ResultsFiles
import WarmupStats

/// An option whose influence is studied.
enum StudiedOption: String, CaseIterable, ExpressibleByArgument {
  case tolerance, penalty, window
  case steadyTail = "steady-tail"
}

/// `warmup-stats sensitivity`: how much the classes depend on the options.
struct SensitivityCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sensitivity",
    abstract: "Tell how many executions change class as the options vary.",
    discussion: """
      Without --vary, all options are varied in turn over values around their defaults.

      EXAMPLES:
        warmup-stats sensitivity results.json.bz2
        warmup-stats sensitivity --vary tolerance --values 0.1ms,1ms,1%,5% results.json
        warmup-stats sensitivity --vary penalty --values 5,10,15,20,30 results.json
      """)

  @OptionGroup(title: "Input") var input: InputArguments
  @OptionGroup(title: "Analysis") var analysis: AnalysisArguments

  @Option(help: ArgumentHelp("The option to vary; may be given again.", valueName: "option"))
  var vary: [StudiedOption] = []

  @Option(
    help: ArgumentHelp("The values to try, for one --vary.", valueName: "value,value,…"))
  var values: String?

  @OptionGroup(title: "Output") var output: OutputArguments
  @OptionGroup(title: "Tables") var tables: TableArguments

  @Option(help: "How to write the result.")
  var format: StudyFormat?

  mutating func validate() throws {
    guard values != nil else { return }
    guard vary.count == 1 else { throw ValidationError("--values needs one --vary") }
    _ = try settings()
  }

  func run() async throws {
    let results = try input.read()
    let progress = ProgressReport(isQuiet: output.quiet)
    let study = await SensitivityStudy(
      of: try results.onlyExperiment(), varying: try settings(),
      options: analysis.options(for: results.sources), jobs: analysis.jobs,
      progress: { progress.update(completed: $0, total: $1) })
    progress.finish()
    let format = output.format(format)
    if let format = format.ofTable {
      try tables.write(Table(sensitivity: study), as: format, to: output)
    } else if format == .svg {
      try output.write(SVGRenderer().render(Chart(sensitivity: study)))
    } else {
      try output.write(SensitivityDocument(study, version: WarmupStatsCommand.version).jsonText())
    }
  }

  private func settings() throws -> [AnalysisSetting] {
    let options = vary.isEmpty ? StudiedOption.allCases : vary
    guard let values else { return options.flatMap(\.usualSettings) }
    return try values.split(separator: ",").map { value in
      guard let setting = options[0].setting(String(value)) else {
        throw ValidationError("--\(options[0].rawValue) cannot be \(value)")
      }
      return setting
    }
  }
}

extension StudiedOption {
  fileprivate var usualSettings: [AnalysisSetting] {
    switch self {
    case .tolerance: AnalysisSetting.tolerances
    case .penalty: AnalysisSetting.penaltyFactors
    case .window: AnalysisSetting.windows
    case .steadyTail: AnalysisSetting.steadyTails
    }
  }

  fileprivate func setting(_ argument: String) -> AnalysisSetting? {
    switch self {
    case .tolerance: Tolerance(argument: argument).map(AnalysisSetting.tolerance)
    case .penalty:
      Double(argument).flatMap { $0 >= 0 && $0.isFinite ? .penaltyFactor($0) : nil }
    case .window: IterationCount(argument: argument).map(AnalysisSetting.window)
    case .steadyTail: IterationCount(argument: argument).map(AnalysisSetting.steadyTail)
    }
  }
}
