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
      Compares the steady state of each benchmark in two results, or that of each VM with a \
      baseline VM, by the ratio of mean times with an interval over process executions.

      EXAMPLES:
        warmup-stats compare before.json after.json
        warmup-stats compare main=main.json.bz2 'this branch=branch.json.bz2'
        warmup-stats compare --baseline C results.json
        warmup-stats compare --fail-on slower --min-effect 2% before.json after.json

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

  @Option(help: ArgumentHelp("Compare all other VMs of the files with this one.", valueName: "vm"))
  var baseline: String?

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
  @OptionGroup(title: "Output") var output: OutputArguments
  @OptionGroup(title: "Tables") var tables: TableArguments

  @Flag(help: "Tables without benchmarks that did not change.")
  var changedOnly = false

  @Option(help: "How to write the result.")
  var format: ComparisonFormat?

  var inputPaths: [String] { compared.paths + [tables.template].compactMap(\.self) }

  func run() async throws {
    let (comparison, name, sides) = try await compare()
    let format = try output.format(format)
    if let format = format.ofTable {
      let table = Table(
        comparison: comparison, baseline: name, isAdjusted: isAdjusted, warnings: sides.warnings)
      try tables.write(changedOnly ? table.withChangesOnly() : table, as: format, to: output)
    } else {
      try output.write(text(of: comparison, name, sides, as: format))
    }
    output.tell(comparison.warnings + sides.warnings, besides: format)
    try gate.check(gate(on: comparison, sides).report)
  }

  /// A gate over many benchmarks, each judged alone, fails too often by chance.
  private var isAdjusted: Bool { (adjust ?? (gate.failOn.isEmpty ? .none : .holm)) == .holm }

  private func compare() async throws -> (Comparison, String, ComparedSides) {
    let sides: ComparedSides
    if baseline != nil {
      sides = try await compared.readTogether(reading, analysis, isQuiet: output.quiet)
    } else {
      sides = try await compared.read(reading, analysis, isQuiet: output.quiet)
    }
    if sides.lacksTimes, interval != .t || allIterations {
      let option = allIterations ? "--all-iterations" : "--interval \(interval.rawValue)"
      throw CommandTrouble.nothingToAnalyze(
        reason: "\(option) needs the time of every iteration, and a stored result has none unless "
          + "it was written with 'classify --format json --embed-data'")
    }
    var comparison = Comparison(options: options)
    for pair in sides.pairs { comparison.append(try self.comparison(of: pair, in: sides)) }
    if isAdjusted { comparison = comparison.adjustedForMultipleComparisons() }
    return (comparison, baseline ?? sides.baselineLabel, sides)
  }

  private func comparison(
    of pair: ComparedSides.Pair, in sides: ComparedSides
  ) throws -> Comparison {
    guard let baseline else {
      return pair.candidate.compared(
        to: pair.baseline, pairing: sides.pairing(of: pair), options: options)
    }
    let vms = pair.candidate.vms
    guard vms.contains(baseline), vms.count > 1 else {
      throw CommandTrouble.nothingToAnalyze(
        reason: "--baseline \(baseline) is to be compared with other VMs, and the VMs are "
          + vms.joined(separator: ", "))
    }
    var all = Comparison(options: options)
    for vm in vms where vm != baseline {
      var comparison = pair.candidate.compared(
        to: pair.baseline,
        pairing: sides.pairing(of: pair, vms: .init(baseline: baseline, candidate: vm)),
        options: options)
      comparison.excluded.removeAll { $0.reason == .notSelected }
      all.append(comparison)
    }
    return all
  }

  private func gate(on comparison: Comparison, _ sides: ComparedSides) -> ComparisonGate {
    ComparisonGate(comparison: comparison, harness: sides.pairs.first?.candidate.harness)
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

  private func text(
    of comparison: Comparison, _ name: String, _ sides: ComparedSides,
    as format: ComparisonFormat
  ) -> String {
    switch format {
    case .github: GitHubAnnotations.text(of: gate(on: comparison, sides).annotations)
    case .bencher: BencherDocument(comparison).jsonText()
    case .githubActionBenchmark: GitHubActionBenchmarkDocument(comparison).jsonText()
    case .json, .text, .markdown, .csv, .latex, .pdf, .html:
      ComparisonDocument(
        comparison, baseline: name, analysis: sides.pairs[0].candidate.options,
        isAdjusted: isAdjusted, warnings: comparison.warnings + sides.warnings,
        version: WarmupStatsCommand.version, caption: \.caption
      ).jsonText()
    }
  }
}
