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
      benchmark, and how much they vary: better, worse or different where that is significant, \
      else the same.

      EXAMPLES:
        warmup-stats diff before.json after.json
        warmup-stats diff --vms HotSpot V8 results.json
        warmup-stats diff --map nbody=n_body old.json new.json --format markdown
        warmup-stats diff --fail-on worse --fail-on missing main.json branch.json

      Different is what became better in one way and worse in another. All benchmarks are one \
      family of comparisons, so that a gate over many seldom fails by chance. --fail-on crashed \
      counts executions that failed significantly more often than before, any-crash all that did.

      Exit codes of --fail-on: 1 worse, slower, different, crashed or without steady state, \
      3 inconclusive or nothing could be judged, 4 missing or nothing was compared.
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
      "Changes of performance up to this are not significant (default: none).", valueName: "%"))
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
      pair.candidate.difference(
        from: pair.baseline, pairing: sides.pairing(of: pair, vms: comparedVMs), options: options)
    }
    let format = try output.format(format)
    try write(Diff(joining: diffs), sides, as: format)
    output.tell(diffs.flatMap(\.warnings) + sides.warnings, besides: format)
    if format.isOfService { output.tell(sides.candidates.withoutPerformance) }
    try gate.check(self.gate(on: Diff(joining: diffs), sides).report)
  }

  private var comparedVMs: KeyPairing.VMs? {
    vms.isEmpty ? nil : KeyPairing.VMs(baseline: vms[0], candidate: vms[1])
  }

  private var options: DiffOptions {
    var options = DiffOptions()
    options.level = analysis.level?.value ?? options.level
    options.minimumEffect = minEffect?.fraction ?? options.minimumEffect
    return options
  }

  private func gate(on diff: Diff, _ sides: ComparedSides) -> DiffGate {
    DiffGate(diff: diff, harness: sides.pairs.first?.candidate.harness)
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
      let annotations = self.gate(on: diff, sides)
        .annotations(of: gate.failOn, at: sides.candidatePlaces)
      try output.write(GitHubAnnotations.text(of: annotations))
    case .bencher: try output.write(BencherDocument(sides.candidates).jsonText())
    case .githubActionBenchmark:
      try output.write(GitHubActionBenchmarkDocument(diff, of: sides.candidates).jsonText())
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
