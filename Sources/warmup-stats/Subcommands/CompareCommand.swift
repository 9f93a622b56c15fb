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

      With --fail-on the verdicts hold together (Holm), so that a gate over many benchmarks seldom \
      fails by chance; --adjust none judges each for itself. Worse is slower here, and different is \
      slower or faster.

      Exit codes of --fail-on: 1 slower, worse, different or without steady state, \
      3 inconclusive, 4 missing.
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
    output.tell(sides.warnings, besides: format)
    try gate.check(ComparisonGate.reasons(in: comparison))
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
    var comparison = Comparison(benchmarks: [], overall: [], excluded: [], options: options)
    for pair in sides.pairs { comparison.append(try self.comparison(of: pair)) }
    if isAdjusted { comparison = comparison.adjustedForMultipleComparisons() }
    return (comparison, baseline ?? sides.baselineLabel, sides)
  }

  private func comparison(of pair: ComparedSides.Pair) throws -> Comparison {
    guard let baseline else {
      return pair.candidate.compared(
        to: pair.baseline, pairing: KeyPairing(newNames: compared.newNames),
        options: options)
    }
    let vms = pair.candidate.vms
    guard vms.contains(baseline), vms.count > 1 else {
      throw CommandTrouble.nothingToAnalyze(
        reason: "--baseline \(baseline) is to be compared with other VMs, and the VMs are "
          + vms.joined(separator: ", "))
    }
    var all = Comparison(benchmarks: [], overall: [], excluded: [], options: options)
    for vm in vms where vm != baseline {
      var comparison = pair.candidate.compared(
        to: pair.baseline,
        pairing: KeyPairing(
          vms: .init(baseline: baseline, candidate: vm), newNames: compared.newNames),
        options: options)
      comparison.excluded.removeAll { $0.reason == .notSelected }
      all.append(comparison)
    }
    return all
  }

  private var options: ComparisonOptions {
    var options = ComparisonOptions()
    options.level = analysis.level?.value ?? options.level
    options.intervalKind = interval
    options.minimumEffect = minEffect?.fraction ?? options.minimumEffect
    options.usesAllIterations = allIterations
    options.resampling = analysis.resamplingChoice
    return options
  }

  private func text(
    of comparison: Comparison, _ name: String, _ sides: ComparedSides,
    as format: ComparisonFormat
  ) -> String {
    switch format {
    case .github: GitHubAnnotations.text(of: ComparisonGate.annotations(of: comparison))
    case .bencher: BencherDocument(comparison).jsonText()
    case .githubActionBenchmark: GitHubActionBenchmarkDocument(comparison).jsonText()
    case .json, .text, .markdown, .csv, .latex, .pdf, .html:
      ComparisonDocument(
        comparison, baseline: name, analysis: sides.pairs[0].candidate.options,
        isAdjusted: isAdjusted, warnings: sides.warnings,
        version: WarmupStatsCommand.version, caption: \.caption
      ).jsonText()
    }
  }
}

/// The least change of interest, written as 1% or 0.01.
struct Effect: ExpressibleByArgument {
  var fraction: Double

  init?(argument: String) {
    guard case .fraction(let fraction)? = Tolerance(argument: argument),
      OptionBounds.part.contains(fraction)
    else {
      guard let fraction = DecimalNumber.value(of: argument), (0..<1).contains(fraction) else {
        return nil
      }
      self.fraction = fraction
      return
    }
    self.fraction = fraction
  }
}

/// What a gate looks for in effect sizes.
enum ComparisonGate {
  static func reasons(in comparison: Comparison) -> [GateReason] {
    var reasons = comparison.benchmarks.compactMap { benchmark -> GateReason? in
      let words = words(for: benchmark.effect)
      return switch benchmark.effect.verdict {
      case .slower: GateReason(.slower, benchmark.candidate, words, also: [.worse, .different])
      case .inconclusive: GateReason(.inconclusive, benchmark.candidate, words)
      case .faster: GateReason(.different, benchmark.candidate, words)
      case .equivalent: nil
      }
    }
    reasons += comparison.benchmarks.filter { $0.effect.candidate.withoutSteadyState > 0 }.map {
      GateReason(
        .noSteadyState, $0.candidate,
        "\($0.effect.candidate.withoutSteadyState) executions have no steady state")
    }
    reasons += comparison.excluded.filter { $0.reason == .noSteadyState }.map {
      GateReason(.noSteadyState, $0.candidate, "no execution has a steady state")
    }
    reasons += comparison.excluded.compactMap(GateReason.init)
    return comparison.benchmarks.isEmpty ? reasons + [.nothingCompared] : reasons
  }

  /// A line for each benchmark that is slower or cannot be judged.
  static func annotations(of comparison: Comparison) -> [GitHubAnnotations.Annotation] {
    comparison.benchmarks.compactMap { benchmark in
      switch benchmark.effect.verdict {
      case .slower:
        .init(
          severity: .error, title: "\(benchmark.candidate) is slower",
          text: words(for: benchmark.effect), size: abs(benchmark.effect.percentChange))
      case .inconclusive:
        .init(
          severity: .warning, title: "\(benchmark.candidate) cannot be judged",
          text: words(for: benchmark.effect), size: abs(benchmark.effect.percentChange))
      case .faster:
        .init(
          severity: .notice, title: "\(benchmark.candidate) is faster",
          text: words(for: benchmark.effect), size: abs(benchmark.effect.percentChange))
      case .equivalent: nil
      }
    }
      + reasons(in: comparison).filter { $0.finding == .missing }.map {
        .init(
          severity: .error, title: "\($0.key.map(\.description) ?? "benchmarks")", text: $0.words)
      }
  }

  private static func words(for effect: EffectSize) -> String {
    let change = NumberFormat.fixed(effect.percentChange, decimals: 1)
    guard let range = effect.interval.range else {
      return "\(effect.verdict.rawValue), \(change) % time, without an interval"
    }
    let ends = [range.lowerBound, range.upperBound]
      .map { NumberFormat.fixed(100 * ($0 - 1), decimals: 1) }
    return "\(effect.verdict.rawValue), \(change) % time "
      + "(\(NumberFormat.percentage(effect.options.level)) interval: \(ends[0]) % to \(ends[1]) %)"
  }
}
