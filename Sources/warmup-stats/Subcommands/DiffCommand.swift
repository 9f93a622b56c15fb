// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Reports
import ResultsFiles
import WarmupStats

/// `warmup-stats diff`: what became of warmup and of steady performance.
struct DiffCommand: FormattedCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract: "Tell what became of warmup and steady performance between two results.",
    discussion: """
      Compares the classification, the steady iteration and the steady performance of each \
      benchmark, and how much they vary: better, worse, different, or the same.

      EXAMPLES:
        warmup-stats diff before.json after.json
        warmup-stats diff --vms HotSpot V8 results.json
        warmup-stats diff --map nbody=n_body old.json new.json --format markdown
        warmup-stats diff --fail-on worse --fail-on missing main.json branch.json

      --fail-on worse and different heed what is beyond chance: the shares of classes, the steady \
      iteration and the steady performance, not how much they vary. Different is what became \
      better in one way and worse in another. All benchmarks share one level, so that a gate over \
      many seldom fails by chance.

      Exit codes of --fail-on: 1 worse, slower, different or without steady state, \
      3 inconclusive, 4 missing.
      """)

  @OptionGroup(title: "Input") var compared: ComparedFiles
  @OptionGroup(title: "Input") var reading: ReadingArguments
  @OptionGroup(title: "Analysis") var analysis: AnalysisArguments

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp(
      "Compare the first VM before with the second after, or both of one file.",
      valueName: "before after"))
  var vms: [String] = []

  @Option(
    help: ArgumentHelp(
      "A gate overlooks changes of performance up to this (default: none).", valueName: "%"))
  var minEffect: Effect?

  @OptionGroup(title: "Gate") var gate: GateArguments
  @OptionGroup(title: "Output") var output: OutputArguments
  @OptionGroup(title: "Tables") var tables: TableArguments

  @Flag(help: "Tables without benchmarks that did not change.")
  var changedOnly = false

  @Option(help: "How to write the result.")
  var format: ComparisonFormat?

  var inputPaths: [String] { compared.paths + [tables.template].compactMap(\.self) }

  mutating func validate() throws {
    // The option takes all that follows it, so the files too if it stands before them.
    if vms.count > 2, compared.files.isEmpty {
      compared.files = Array(vms[2...])
      vms = Array(vms[..<2])
    }
    guard vms.isEmpty || vms.count == 2 else {
      throw ValidationError("--vms takes two VMs, one before and one after")
    }
  }

  func run() async throws {
    let sides = try await compared.read(
      reading, analysis, allowsOneFile: !vms.isEmpty, isQuiet: output.quiet)
    let diffs = sides.pairs.map { pair in
      pair.candidate.difference(from: pair.baseline, pairing: pairing, options: options)
    }
    let format = try output.format(format)
    try write(Diff(joining: diffs), sides, as: format)
    output.tell(diffs.flatMap(\.warnings) + sides.warnings, besides: format)
    try gate.check(
      DiffGate(minimumEffect: minEffect?.fraction ?? 0)
        .reasons(in: Diff(joining: diffs)))
  }

  private var pairing: KeyPairing {
    KeyPairing(
      vms: vms.isEmpty ? nil : .init(baseline: vms[0], candidate: vms[1]),
      newNames: compared.newNames)
  }

  private var options: DiffOptions {
    var options = DiffOptions()
    options.compatibility = analysis.compatibility
    return options
  }

  private func write(
    _ diff: Diff, _ sides: ComparedSides, as format: ComparisonFormat
  ) throws {
    if format == .html {
      let report = Report(
        comparing: diff, baseline: sides.baselineLabel, candidate: sides.candidateLabel,
        analyses: sides.pairs.flatMap { [$0.baseline.options, $0.candidate.options] },
        warnings: sides.warnings)
      try tables.write(changedOnly ? report.withChangesOnly() : report, to: output)
      return
    }
    if let format = format.ofTable {
      let table = Table(comparing: diff, warnings: sides.warnings)
      try tables.write(changedOnly ? table.withChangesOnly() : table, as: format, to: output)
      return
    }
    switch format {
    case .github:
      let gate = DiffGate(minimumEffect: minEffect?.fraction ?? 0)
      try output.write(GitHubAnnotations.text(of: gate.annotations(of: diff)))
    case .bencher: try output.write(BencherDocument(diff).jsonText())
    case .githubActionBenchmark:
      try output.write(GitHubActionBenchmarkDocument(diff).jsonText())
    case .json, .text, .markdown, .csv, .latex, .pdf, .html:
      let document = DiffDocument(
        diff, baseline: sides.baselineLabel, candidate: sides.candidateLabel,
        analysis: sides.pairs[0].candidate.options,
        warnings: diff.warnings + sides.warnings,
        version: WarmupStatsCommand.version, caption: \.caption)
      try output.write(document.jsonText())
    }
  }
}

/// What a gate looks for in a comparison.
struct DiffGate {
  /// Changes of steady performance up to this fraction do not fail a gate.
  var minimumEffect: Double

  func reasons(in diff: Diff) -> [GateReason] {
    let reasons =
      diff.benchmarks.flatMap(reasons) + diff.excluded.compactMap(GateReason.init)
    return diff.benchmarks.isEmpty ? reasons + [.nothingCompared] : reasons
  }

  private func reasons(in diff: BenchmarkDiff) -> [GateReason] {
    let key = diff.candidate.key
    var reasons: [GateReason] = []
    switch diff.overallBeyondChance(overlooking: minimumEffect) {
    case .worse: reasons.append(GateReason(.worse, key, words(diff)))
    case .different: reasons.append(GateReason(.different, key, words(diff)))
    case .notComparable: reasons.append(GateReason(.inconclusive, key, "cannot be compared"))
    case .same where diff[beyondChance: .steadyPerformance] == .notComparable:
      reasons.append(
        GateReason(.inconclusive, key, "too few executions to tell the steady performance"))
    case .better, .same: break
    }
    if diff[beyondChance: .steadyPerformance, overlooking: minimumEffect] == .worse {
      let change = diff.performanceChange.map {
        " by " + NumberFormat.fixed(100 * $0.fraction, decimals: 1) + " %"
      }
      reasons.append(GateReason(.slower, key, "slower" + (change ?? "")))
    }
    if diff.candidate.counts.noSteadyState > 0 {
      reasons.append(
        GateReason(
          .noSteadyState, key,
          "\(diff.candidate.counts.noSteadyState) executions have no steady state"))
    }
    return reasons
  }

  /// A line for each benchmark that became worse, different or better.
  func annotations(of diff: Diff) -> [GitHubAnnotations.Annotation] {
    diff.benchmarks.compactMap { benchmark in
      let key = benchmark.candidate.key
      let size = abs(benchmark.performanceChange?.fraction ?? 0)
      return switch benchmark.overallBeyondChance(overlooking: minimumEffect) {
      case .worse:
        .init(severity: .error, title: "\(key) is worse", text: words(benchmark), size: size)
      case .different:
        .init(severity: .warning, title: "\(key) is different", text: words(benchmark), size: size)
      case .better:
        .init(severity: .notice, title: "\(key) is better", text: words(benchmark), size: size)
      case .same, .notComparable: nil
      }
    }
      + diff.excluded.compactMap(GateReason.init).map {
        .init(severity: .error, title: $0.key?.description ?? "", text: $0.words)
      }
  }

  /// What became better, worse or different beyond chance: "steady performance worse".
  private func words(_ diff: BenchmarkDiff) -> String {
    BenchmarkDiff.Aspect.decisive.compactMap { aspect in
      let verdict = diff[beyondChance: aspect, overlooking: minimumEffect]
      return [.better, .worse, .different].contains(verdict)
        ? "\(aspect.rawValue) \(verdict.rawValue)" : nil
    }.joined(separator: ", ")
  }
}
