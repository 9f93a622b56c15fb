// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Reports
import ResultsFiles
import WarmupStats

/// How verdicts are adjusted for several comparisons.
enum Adjustment: String, CaseIterable, ExpressibleByArgument {
  case none, holm
}

/// `warmup-stats compare`: how much faster or slower, and how sure.
struct CompareCommand: FormattedCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "Tell how much faster or slower benchmarks are, and how sure that is.",
    discussion: """
      Compares the steady state of each benchmark in two results, or that of several files or VMs \
      with a baseline, by the ratio of mean times with an interval over process executions. Tidy CSV \
      in another unit, such as dispatches or bytes, is compared by the ratio of means.

      EXAMPLES:
        warmup-stats compare before.json after.json
        warmup-stats compare main=main.json.bz2 'this branch=branch.json.bz2'
        warmup-stats compare --baseline C results.json
        warmup-stats compare JamVM=jam.csv DCT=dct.csv LB=lb.csv --sort LB
        warmup-stats compare --baseline JamVM dispatches.csv --format latex --width column
        warmup-stats compare --fail-on slower --min-effect 2% before.json after.json
        warmup-stats compare --baseline-file main.json --if-present --update-if-passed \
          --fail-on slower new.json

      With --fail-on the verdicts hold for all benchmarks together (Holm), so that a gate over many \
      seldom fails by chance; --adjust none judges each for itself. Slower is more than the minimum \
      effect. Worse is slower, or executions without a steady state that became more or are slower \
      at their end; different is slower or faster. --fail-on crashed counts executions that failed \
      significantly more often than in the baseline, any-crash all that did.

      Exit codes of --fail-on: 1 slower, worse, different, crashed or without steady state, \
      3 inconclusive or nothing could be judged, 4 missing or nothing was compared.
      """)

  @OptionGroup(title: "Input") var compared: ComparedFiles
  @OptionGroup(title: "Input") var reading: ReadingArguments
  @OptionGroup(title: "Analysis") var analysis: AnalysisArguments

  @OptionGroup(title: "Input") var configurations: ConfigurationArguments

  @Option(help: "Of several files or VMs: ratios, or changes in percent.")
  var values = RatioForm.ratio

  @Option(
    help: ArgumentHelp("What the interval says: t, hierarchical or pooled.", valueName: "kind"))
  var interval = IntervalKind.t

  @Option(help: ArgumentHelp("Changes up to this do not matter (default: 1%).", valueName: "%"))
  var minEffect: Effect?

  @Option(
    help: ArgumentHelp(
      "How much process executions differ, as a relative standard deviation known from elsewhere; "
        + "serves where a side has one execution.", valueName: "%"))
  var betweenExecutions: Effect?

  @Flag(help: "Compare all iterations, and not only the steady ones.")
  var allIterations = false

  @Option(
    help: ArgumentHelp(
      "Adjust the verdicts for several comparisons: none or holm (default: holm for a gate)."))
  var adjust: Adjustment?

  @OptionGroup(title: "Gate") var gate: GateArguments
  @OptionGroup(title: "Baseline file") var kept: BaselineFileArguments
  @OptionGroup(title: "Output") var output: OutputArguments
  @OptionGroup(title: "Tables") var tables: TableArguments

  @Flag(help: "Tables without benchmarks that did not change.")
  var changedOnly = false

  @Option(help: "How to write the result.")
  var format: ComparisonFormat?

  var inputPaths: [String] {
    compared.paths + [tables.template, kept.baselineFile].compactMap(\.self)
  }

  func validate() throws {
    guard kept.baselineFile == nil || configurations.baseline == nil else {
      throw ValidationError("--baseline-file and --baseline are two ways: give one of them")
    }
  }

  func run() async throws {
    let result = try await compare()
    let format = try output.format(format)
    if let format = format.ofTable {
      let tables = try self.tables(of: result)
      try self.tables.write(
        changedOnly ? tables.map { $0.withChangesOnly() } : tables, as: format, to: output)
    } else {
      try output.write(text(of: result, as: format))
    }
    output.tell(result.comparison.warnings + result.warnings, besides: format)
    if format.isOfService { output.tell(result.candidates.withoutPerformance) }
    if result.hasBaseline { try gate.check(gate(on: result).report) }
    if let sides = result.sides { try kept.update(with: sides) }
  }

  /// A gate over many benchmarks, each judged alone, fails too often by chance.
  private var isAdjusted: Bool { (adjust ?? (gate.failOn.isEmpty ? .none : .holm)) == .holm }

  /// What was compared, and what it came to.
  private struct Result {
    /// All comparisons, one after another.
    var comparison: Comparison
    /// The name of the baseline.
    var baseline: String
    var warnings: [Warning]
    var harness: String?
    /// How the executions were analyzed.
    var analysis: AnalysisOptions
    /// The benchmarks of all candidates.
    var candidates: [BenchmarkSummary]
    /// Two results; `nil` for several configurations.
    var sides: ComparedSides?
    /// Several configurations; `nil` for two results.
    var configurations: ComparedConfigurations?
    /// The comparisons on each machine, of several configurations.
    var judged: [ComparedConfigurations.Judged] = []

    /// Whether there is something to compare with; without it nothing is judged.
    var hasBaseline: Bool { sides?.hasBaseline ?? true }
  }

  private func compare() async throws -> Result {
    if kept.baselineFile != nil { return try await compareSides() }
    guard compared.files.count == 2, configurations.baseline == nil else {
      return try await compareConfigurations()
    }
    do {
      return try await compareSides()
    } catch is HoldsQuantities {
      return try await compareConfigurations()
    }
  }

  /// How executions are analyzed: services are sent the steady performance of benchmarks that were
  /// not compared, and a baseline file keeps that of all.
  private var shown: AnalysisArguments {
    let isSent = (try? output.format(format))?.isOfService ?? false
    return isSent || kept.baselineFile != nil ? analysis : analysis.withoutIntervals
  }

  private func compareSides() async throws -> Result {
    let sides =
      kept.baselineFile == nil
      ? try await compared.read(reading, shown, isQuiet: output.quiet)
      : try await kept.read(compared, reading, shown, isQuiet: output.quiet)
    try checkTimes(areKnown: !sides.lacksTimes)
    var comparison = Comparison(options: options)
    for pair in sides.pairs {
      comparison.append(self.comparison(of: pair, in: sides))
    }
    if isAdjusted { comparison = comparison.adjustedForMultipleComparisons() }
    return Result(
      comparison: comparison, baseline: sides.baselineLabel, warnings: sides.warnings,
      harness: sides.pairs.first?.candidate.harness, analysis: sides.pairs[0].candidate.options,
      candidates: sides.candidates, sides: sides)
  }

  private func comparison(
    of pair: ComparedSides.Pair, in sides: ComparedSides
  ) -> Comparison {
    let pairing = sides.pairing(of: pair)
    if let runs = pair.runs {
      return pair.candidate.compared(to: runs, pairing: pairing, options: options)
    }
    return pair.candidate.compared(to: pair.baseline, pairing: pairing, options: options)
  }

  private func compareConfigurations() async throws -> Result {
    let several = try await ComparedConfigurations.read(
      compared.files.map(LabelledFile.init), baseline: configurations.baseline,
      renamed: compared.map, reading, shown, isQuiet: output.quiet)
    try checkTimes(areKnown: !several.lacksTimes)
    let judged = several.compared(options: options, isAdjusted: isAdjusted)
    var comparison = judged[0].comparison
    for other in judged.dropFirst() { comparison.append(other.comparison) }
    var result = Result(
      comparison: comparison, baseline: several.baseline,
      warnings: (several.warnings + several.machines.flatMap(\.warnings)).uniqued, harness: nil,
      analysis: AnalysisOptions(), candidates: several.benchmarks, configurations: several,
      judged: judged)
    if case .times(let summary) = several.machines[0] {
      (result.harness, result.analysis) = (summary.harness, summary.options)
    }
    return result
  }

  private func checkTimes(areKnown: Bool) throws {
    guard !areKnown, interval != .t || allIterations else { return }
    let option = allIterations ? "--all-iterations" : "--interval \(interval.rawValue)"
    throw CommandTrouble.nothingToAnalyze(
      reason: "\(option) needs the time of every iteration, and a stored result has none unless "
        + "it was written with 'classify --format json --embed-data'")
  }

  /// A row per benchmark; of more than one configuration beside the baseline a column each.
  private func tables(of result: Result) throws -> [Table] {
    guard let several = result.configurations, several.names.count > 2 || several.unit != "s" else {
      return [
        Table(
          comparison: result.comparison, baseline: result.baseline, isAdjusted: isAdjusted,
          warnings: result.warnings)
      ]
    }
    return try result.judged.map { judged in
      Table(
        matrix: try several.matrix(of: judged.comparison, configurations, reading),
        of: judged.comparison, unit: several.unit, form: values,
        machine: result.judged.count > 1 ? judged.machine : "", warnings: result.warnings)
    }
  }

  private func gate(on result: Result) -> ComparisonGate {
    ComparisonGate(comparison: result.comparison, harness: result.harness)
  }

  private var options: ComparisonOptions {
    var options = ComparisonOptions()
    options.level = analysis.level?.value ?? options.level
    options.intervalKind = interval
    options.minimumEffect = minEffect?.fraction ?? options.minimumEffect
    options.betweenExecutions = betweenExecutions?.fraction
    if analysis.compatibility != nil { options.degreesOfFreedom = .separate }
    options.usesAllIterations = allIterations
    options.resampling = analysis.resamplingChoice
    return options
  }

  private func text(of result: Result, as format: ComparisonFormat) -> String {
    switch format {
    case .github:
      GitHubAnnotations.text(
        of: result.hasBaseline
          ? gate(on: result).annotations(
            of: gate.failOn, at: result.sides?.candidatePlaces ?? [:]) : [])
    case .bencher: BencherDocument(result.comparison, of: result.candidates).jsonText()
    case .githubActionBenchmark:
      GitHubActionBenchmarkDocument(result.comparison, of: result.candidates).jsonText()
    case .json, .text, .markdown, .csv, .latex, .pdf, .html:
      ComparisonDocument(
        result.comparison, baseline: result.baseline, analysis: result.analysis,
        isAdjusted: isAdjusted, warnings: result.comparison.warnings + result.warnings,
        unit: result.configurations?.unit ?? "s", version: WarmupStatsCommand.version,
        caption: \.caption
      ).jsonText()
    }
  }
}

extension RatioForm: ExpressibleByArgument {}
