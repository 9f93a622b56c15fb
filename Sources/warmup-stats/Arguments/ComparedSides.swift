// SPDX-License-Identifier: GPL-3.0-or-later

import Reports
import ResultsFiles
import WarmupStats

/// One side of a comparison: what was found in a file, and what is known of its machines.
struct ComparedSide {
  /// What people are to call it.
  var label: String
  /// What was found, machine by machine.
  var summaries: [ExperimentSummary]
  /// What the file says of its machines, such as their processors: by what it is.
  var environment: [String: [String]] = [:]
  /// Under what the benchmarks were measured, by what it is; `nil` if that is not known.
  var conditions: [String: [String]]?
  /// Where benchmarks stand in the source of their project, as far as the file says it.
  var places: [BenchmarkKey: SourcePlace] = [:]
}

/// Two results that are compared machine by machine.
struct ComparedSides {
  /// A machine's results on either side.
  struct Pair {
    var baseline: ExperimentSummary
    var candidate: ExperimentSummary
    /// The runs that the baseline is made of, if it is one of several.
    var runs: BaselineRuns?
  }

  var baselineLabel: String
  var candidateLabel: String
  var pairs: [Pair]
  /// What benchmarks before are called after.
  private(set) var newNames: [String: String] = [:]
  /// What should be known of how the sides belong together.
  private var notes: [Warning]
  /// What the candidate's file says of its machines.
  let candidateEnvironment: [String: [String]]
  /// Where the candidate's benchmarks stand in the source of their project.
  let candidatePlaces: [BenchmarkKey: SourcePlace]
  /// The results that a baseline file keeps; empty if the baseline is no such file.
  var baselineResults: [RecordedResult] = []
  /// Whether there is a baseline; a file of it may not be there yet.
  var hasBaseline = true

  /// Matches machines: by name, or the only one on either side with the only one on the other.
  ///
  /// - Parameter renamed: Benchmarks that have another name after.
  /// - Throws: `CommandTrouble` if a machine is on one side only, or if there is no benchmark of a
  ///   name that was given.
  init(
    _ baseline: ComparedSide, _ candidate: ComparedSide, renamed: [RenamedBenchmark] = []
  ) throws(CommandTrouble) {
    baselineLabel = baseline.label
    candidateLabel = candidate.label
    candidateEnvironment = candidate.environment
    candidatePlaces = candidate.places
    let (before, after) = (baseline.summaries, candidate.summaries)
    notes = Self.differences(of: baseline, candidate)
    notes += Self.differentConditions(of: baseline, candidate)
    if before.count == 1, after.count == 1 {
      pairs = [Pair(baseline: before[0], candidate: after[0])]
    } else {
      let (left, right) = (before.map(\.machine), after.map(\.machine))
      guard Set(left) == Set(right) else {
        throw .nothingToAnalyze(
          reason: "\(baselineLabel) is of the machines \(left.joined(separator: ", ")), "
            + "\(candidateLabel) of \(right.joined(separator: ", "))")
      }
      pairs = before.compactMap { before in
        after.first { $0.machine == before.machine }.map { Pair(baseline: before, candidate: $0) }
      }
    }
    let names = (
      Set(before.flatMap(\.benchmarks).map(\.key.benchmark)),
      Set(after.flatMap(\.benchmarks).map(\.key.benchmark))
    )
    for benchmark in renamed {
      let (old, new) = try benchmark.names(baseline: names.0, candidate: names.1)
      newNames[old] = new
    }
    if newNames.isEmpty { notes += pairs.compactMap { Self.advice(on: $0) } }
  }

  /// Compares with runs of a baseline, one of a pair each, and notes what should be known of them.
  mutating func takeBaseline(_ runs: [BaselineRuns?], notes: [Warning]) {
    for (index, runs) in runs.enumerated() { pairs[index].runs = runs }
    self.notes += notes
  }

  /// The warnings of both sides and of how they belong together, each once.
  var warnings: [Warning] {
    // A stored result states in words what measurements give as facts.
    var seen: Set<[String?]> = []
    return (notes + pairs.flatMap { $0.baseline.warnings + $0.candidate.warnings })
      .filter { seen.insert([$0.caption, $0.key?.description]).inserted }
  }

  /// The candidate's benchmarks, in the order of its file.
  var candidates: [BenchmarkSummary] { pairs.flatMap(\.candidate.benchmarks) }

  /// Whether an execution on either side is known from a stored result only, without its times.
  var lacksTimes: Bool {
    pairs.contains { pair in
      !pair.baseline.benchmarks.allSatisfy(\.hasTimes)
        || !pair.candidate.benchmarks.allSatisfy(\.hasTimes)
    }
  }

  /// Which keys of a machine are compared: those of two VMs that were asked for, else the same
  /// ones, else those of two versions of one VM.
  func pairing(of pair: Pair, vms: KeyPairing.VMs? = nil) -> KeyPairing {
    KeyPairing(vms: vms ?? Self.versions(of: pair), newNames: newNames)
  }
}

// MARK: - Machines

extension ComparedSides {
  /// That the sides were measured on different machines.
  private static func differences(of baseline: ComparedSide, _ candidate: ComparedSide) -> [Warning]
  {
    var differences: [String] = []
    let machines = [baseline, candidate].map { $0.summaries.map(\.machine).filter { !$0.isEmpty } }
    if !machines[0].isEmpty, !machines[1].isEmpty, Set(machines[0]) != Set(machines[1]) {
      differences.append(
        "\(machines[0].joined(separator: ", ")) (before) and "
          + "\(machines[1].joined(separator: ", ")) (after)")
    }
    for (name, before) in baseline.environment.sorted(by: { $0.key < $1.key }) {
      guard let after = candidate.environment[name], Set(before) != Set(after) else { continue }
      differences.append(
        "the \(name) is \(before.joined(separator: ", ")) before and "
          + "\(after.joined(separator: ", ")) after")
    }
    guard !differences.isEmpty else { return [] }
    return [
      Warning(
        kind: .differentConditions,
        message: "the sides were measured on different machines: "
          + differences.joined(separator: "; "))
    ]
  }
}

// MARK: - Conditions

extension ComparedSides {
  /// That the benchmarks of the sides were measured under different conditions.
  private static func differentConditions(
    of baseline: ComparedSide, _ candidate: ComparedSide
  ) -> [Warning] {
    guard let before = baseline.conditions, let after = candidate.conditions else { return [] }
    func words(_ values: [String]) -> String {
      values.map { $0.isEmpty ? "none" : String($0.prefix(200)) }.joined(separator: ", ")
    }
    let differences = Set(before.keys).union(after.keys).sorted().compactMap { name -> String? in
      let (left, right) = (before[name] ?? [""], after[name] ?? [""])
      guard Set(left) != Set(right) else { return nil }
      return "\(name) \(words(left)) before and \(words(right)) after"
    }
    guard !differences.isEmpty else { return [] }
    return [
      Warning(
        kind: .differentConditions,
        message: "the sides were measured under different conditions: "
          + differences.joined(separator: "; "))
    ]
  }
}

// MARK: - Keys

extension ComparedSides {
  /// The VMs of two sides that differ in the version of their only VM.
  private static func versions(of pair: Pair) -> KeyPairing.VMs? {
    let (before, after) = (pair.baseline.vms, pair.candidate.vms)
    guard before.count == 1, after.count == 1, before[0] != after[0],
      name(of: before[0]) == name(of: after[0]), !name(of: before[0]).isEmpty
    else { return nil }
    return KeyPairing.VMs(baseline: before[0], candidate: after[0])
  }

  /// The name of a VM without its version.
  private static func name(of vm: String) -> Substring {
    let words = vm.split(separator: " ")
    // A number may belong to the name, as in "OpenJDK 64-Bit Server VM".
    let end = words.lastIndex { $0.first?.isNumber != true }.map { $0 + 1 } ?? 0
    return end == 0
      ? vm.prefix { !$0.isNumber } : vm[..<words[end - 1].endIndex]
  }

  /// What keeps the keys of two sides from being compared, and what helps; or that versions of one
  /// VM are compared.
  private static func advice(on pair: Pair) -> Warning? {
    let (before, after) = (
      pair.baseline.benchmarks.map(\.key), pair.candidate.benchmarks.map(\.key)
    )
    guard !before.isEmpty, !after.isEmpty, Set(before).isDisjoint(with: after) else { return nil }
    if let versions = versions(of: pair) {
      return Warning(
        kind: .differentConditions,
        message: "the VM is not the same: \(versions.baseline) \u{2192} \(versions.candidate)")
    }
    func agree(without part: WritableKeyPath<BenchmarkKey, String>) -> Bool {
      func rest(_ keys: [BenchmarkKey]) -> Set<BenchmarkKey> {
        Set(
          keys.map { key in
            var key = key
            key[keyPath: part] = ""
            return key
          })
      }
      return !rest(before).isDisjoint(with: rest(after))
    }
    let (left, right) = (before[0], after[0])
    let reason: String
    if agree(without: \.vm) {
      reason =
        "their VMs differ (\(left.vm); \(right.vm)): 'diff --vms' compares two VMs, and --vm "
        + "gives both sides the same one"
    } else if agree(without: \.variant) {
      reason =
        "their variants differ (\(left.variant); \(right.variant)): --variant gives both "
        + "sides the same one"
    } else if agree(without: \.benchmark) {
      reason =
        "their names differ (\(left.benchmark); \(right.benchmark)): --map old=new says which "
        + "are the same"
    } else {
      reason =
        "more than one part of the keys differs (\(left); \(right)): --vm and --variant give "
        + "both sides the same, and --map old=new says which benchmarks are the same"
    }
    return Warning(kind: .differentConditions, message: "no benchmark is on both sides: \(reason)")
  }
}

extension [BenchmarkSummary] {
  /// That benchmarks have no performance that a service could be sent.
  var withoutPerformance: [Warning] {
    filter { $0.steadyMean == nil }.map {
      Warning(
        kind: .incompleteData,
        message: "left out of the result: it has no steady performance", key: $0.key)
    }
  }
}
