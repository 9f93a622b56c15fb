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
struct CompareCommand: AsyncParsableCommand {
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

  @Option(help: "How to write the result.")
  var format: ComparisonFormat?

  func run() async throws {
    let (effects, name, sides) = try await compare()
    let format = output.format(format)
    if let format = format.ofTable {
      let table = Table(
        effects: effects, baseline: name, isAdjusted: isAdjusted, warnings: sides.warnings)
      try tables.write(table, as: format, to: output)
    } else {
      try output.write(text(of: effects, name, sides, as: format))
    }
    output.tell(sides.warnings, besides: format)
    try gate.check(ComparisonGate.reasons(in: effects))
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
    var effects = Comparison(benchmarks: [], overall: [], excluded: [], options: options)
    for pair in sides.pairs { effects.append(try self.effects(of: pair)) }
    if isAdjusted { effects = effects.adjustedForMultipleComparisons() }
    return (effects, baseline ?? sides.labelBefore, sides)
  }

  private func effects(of pair: ComparedSides.Pair) throws -> Comparison {
    guard let baseline else {
      return pair.after.effects(
        relativeTo: pair.before, pairing: KeyPairing(newNames: compared.newNames),
        options: options)
    }
    let vms = pair.after.vms
    guard vms.contains(baseline), vms.count > 1 else {
      throw CommandTrouble.nothingToAnalyze(
        reason: "--baseline \(baseline) is to be compared with other VMs, and the VMs are "
          + vms.joined(separator: ", "))
    }
    var all = Comparison(benchmarks: [], overall: [], excluded: [], options: options)
    for vm in vms where vm != baseline {
      var effects = pair.after.effects(
        relativeTo: pair.before,
        pairing: KeyPairing(vms: .init(before: baseline, after: vm), newNames: compared.newNames),
        options: options)
      effects.excluded.removeAll { $0.reason == .notSelected }
      all.append(effects)
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
    of effects: Comparison, _ name: String, _ sides: ComparedSides,
    as format: ComparisonFormat
  ) -> String {
    switch format {
    case .github: GitHubAnnotations.text(of: ComparisonGate.annotations(of: effects))
    case .bencher: BencherDocument(effects).jsonText()
    case .githubActionBenchmark: GitHubActionBenchmarkDocument(effects).jsonText()
    case .json, .text, .markdown, .csv, .latex, .pdf, .html:
      ComparisonDocument(
        effects, baseline: name, analysis: sides.pairs[0].after.options,
        isAdjusted: isAdjusted, warnings: sides.warnings,
        version: WarmupStatsCommand.version
      ).jsonText()
    }
  }
}

/// The least change of interest, written as 1% or 0.01.
struct Effect: ExpressibleByArgument {
  var fraction: Double

  init?(argument: String) {
    guard case .fraction(let fraction)? = Tolerance(argument: argument) else {
      guard let fraction = Double(argument), (0..<1).contains(fraction) else { return nil }
      self.fraction = fraction
      return
    }
    self.fraction = fraction
  }
}

/// What a gate looks for in effect sizes.
enum ComparisonGate {
  static func reasons(in effects: Comparison) -> [GateReason] {
    var reasons = effects.benchmarks.compactMap { benchmark -> GateReason? in
      let words = words(for: benchmark.effect)
      return switch benchmark.effect.verdict {
      case .slower: GateReason(.slower, benchmark.new, words, also: [.worse, .different])
      case .inconclusive: GateReason(.inconclusive, benchmark.new, words)
      case .faster: GateReason(.different, benchmark.new, words)
      case .equivalent: nil
      }
    }
    reasons += effects.benchmarks.filter { $0.effect.new.withoutSteadyState > 0 }.map {
      GateReason(
        .noSteadyState, $0.new,
        "\($0.effect.new.withoutSteadyState) executions have no steady state")
    }
    reasons += effects.excluded.filter { $0.reason == .noSteadyState }.map {
      GateReason(.noSteadyState, $0.after, "no execution has a steady state")
    }
    reasons += effects.excluded.compactMap(GateReason.init)
    return effects.benchmarks.isEmpty ? reasons + [.nothingCompared] : reasons
  }

  /// A line for each benchmark that is slower or cannot be judged.
  static func annotations(of effects: Comparison) -> [GitHubAnnotations.Annotation] {
    effects.benchmarks.compactMap { benchmark in
      switch benchmark.effect.verdict {
      case .slower:
        .init(
          severity: .error, title: "\(benchmark.new) is slower", text: words(for: benchmark.effect))
      case .inconclusive:
        .init(
          severity: .warning, title: "\(benchmark.new) cannot be judged",
          text: words(for: benchmark.effect))
      case .faster:
        .init(
          severity: .notice, title: "\(benchmark.new) is faster",
          text: words(for: benchmark.effect))
      case .equivalent: nil
      }
    }
      + reasons(in: effects).filter { $0.finding == .missing }.map {
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
