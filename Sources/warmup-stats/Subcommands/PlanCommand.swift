// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Reports
import ResultsFiles
import WarmupStats

/// `warmup-stats plan`: how many executions and iterations it takes.
struct PlanCommand: FormattedCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan",
    abstract: "Tell how many executions and iterations it takes to be so sure.",
    discussion: """
      From a pilot: where the variation comes from, what the present data could have shown, and \
      the cheapest experiment that knows each benchmark's steady performance to a wanted precision.

      EXAMPLES:
        warmup-stats plan --target 1% pilot.json
        warmup-stats plan --target 0.5% --level 0.95 --startup 2 pilot.json
      """)

  @OptionGroup(title: "Input") var input: InputArguments
  @OptionGroup(title: "Analysis") var analysis: AnalysisArguments

  @Option(
    help: ArgumentHelp("The wanted half-width of the interval (default: 1%).", valueName: "%"))
  var target: Effect?

  @Option(
    help: ArgumentHelp("The time to start and end a process, in seconds.", valueName: "seconds"))
  var startup = DecimalNumber(0.1)

  @OptionGroup var stopping: RuleArguments
  @OptionGroup(title: "Output") var output: OutputArguments
  @OptionGroup(title: "Tables") var tables: TableArguments

  @Option(help: "How to write the result.")
  var format: PlanFormat?

  var inputPaths: [String] { input.paths + [tables.template].compactMap(\.self) }

  mutating func validate() throws {
    try OptionBounds.check(
      "--startup", startup.value, in: 1e-9...1e6, takes: "a time from 1e-9 to 1000000 seconds")
    try OptionBounds.check(
      "--target", target?.fraction, in: 1e-5...1, takes: "a part from 0.001 % to 100 %")
  }

  func run() async throws {
    let summaries = try await input.summaries(
      analysis.withoutIntervals, needsTimes: "plan", isQuiet: output.quiet
    ).summaries
    if let rule = stopping.rule {
      guard let format = try output.format(format).ofTable else {
        throw ValidationError("--rule shows a table: text, markdown, csv, latex, pdf or html")
      }
      return try tables.write(stopping.table(of: summaries, rule), as: format, to: output)
    }
    let target = target?.fraction ?? 0.01
    let level = analysis.level?.value ?? AnalysisOptions().level
    var plans: [BenchmarkPlan] = []
    var unplanned: [BenchmarkKey] = []
    for benchmark in summaries.flatMap(\.benchmarks) {
      let plan = BenchmarkPlan(
        pilot: benchmark, startupTime: startup.value, relativeHalfWidth: target, level: level)
      if let plan { plans.append(plan) } else { unplanned.append(benchmark.key) }
    }
    let warnings = summaries.flatMap(\.warnings)
    let format = try output.format(format)
    if let format = format.ofTable {
      let table = Table(
        plans: plans, unplanned: unplanned, relativeHalfWidth: target, level: level,
        startupTime: startup.value, warnings: warnings)
      try tables.write(table, as: format, to: output)
    } else {
      let document = PlanDocument(
        plans, unplanned: unplanned, target: target, level: level,
        analysis: summaries[0].options, version: WarmupStatsCommand.version)
      try output.write(document.jsonText())
    }
    output.tell(warnings, besides: format)
  }
}
