// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import WarmupStats

/// The options that let a comparison fail a build.
struct GateArguments: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Fail on this; may be given again.", valueName: "finding"))
  var failOn: [GateFinding] = []

  /// Ends the run with the exit code of what was found and asked for, telling each reason and what
  /// could not be judged.
  func check(_ report: GateReport) throws {
    guard !failOn.isEmpty else { return }
    let reasons = report.reasons.filter { reason in
      reason.isAlwaysOne || reason.findings.contains(where: failOn.contains)
    }
    for reason in reasons { Console.current.report(reason.description) }
    // Failed executions took no part in what was judged, so a gate that passes over them says so.
    let unasked = Set(GateFinding.crashes).isDisjoint(with: failOn)
    for reason in report.reasons where reason.finding == .anyCrash && unasked {
      Console.current.report("\(reason); --fail-on crashed or any-crash fails on that")
    }
    for doubt in report.doubts {
      Console.current.report(doubt.description(ofAll: report.benchmarks))
    }
    if let code = reasons.map(\.finding.exitCode).min(by: { $0.precedence < $1.precedence }) {
      throw ExitCode(code.rawValue)
    }
  }
}

/// What a gate may fail on.
enum GateFinding: String, CaseIterable, ExpressibleByArgument {
  case worse, slower, different, missing
  case noSteadyState = "no-steady-state"
  case inconclusive, crashed
  case anyCrash = "any-crash"

  /// The findings that are about executions that crashed or timed out.
  static let crashes: [GateFinding] = [.crashed, .anyCrash]

  /// The exit codes of gates.
  struct Code {
    /// The code itself.
    var rawValue: Int32
    /// Which code a run ends with that has several: the least.
    var precedence: Int
  }

  var exitCode: Code {
    switch self {
    case .worse, .slower, .different, .noSteadyState, .crashed, .anyCrash:
      Code(rawValue: 1, precedence: 0)
    case .missing: Code(rawValue: 4, precedence: 1)
    case .inconclusive: Code(rawValue: 3, precedence: 2)
    }
  }
}

/// What a gate finds in a comparison.
struct GateReport {
  /// Why the gate may fail.
  var reasons: [GateReason]
  /// What could not be judged: a doubt for each reason.
  var doubts: [GateDoubt]
  /// How many benchmarks there are, compared or not.
  var benchmarks: Int

  /// Puts together what a gate finds, and fails it whatever it was to look for if nothing was
  /// compared, or none of what was could be judged.
  ///
  /// - Parameters:
  ///   - reasons: why the gate may fail.
  ///   - doubts: what could not be judged among the benchmarks that were compared.
  ///   - compared: how many benchmarks were compared.
  ///   - canJudge: whether one of them at least has an interval.
  ///   - excluded: what was not compared.
  init(
    reasons: [GateReason], doubts: [GateDoubt], compared: Int, canJudge: Bool,
    excluded: [ExcludedBenchmark]
  ) {
    let counted = excluded.filter { $0.reason != .notSelected }
    self.reasons = reasons + excluded.compactMap(GateReason.init)
    self.doubts =
      doubts.filter { !$0.keys.isEmpty }
      + ExcludedBenchmark.Reason.allCases.compactMap { reason in
        let keys = counted.filter { $0.reason == reason }
          .compactMap { $0.baseline ?? $0.candidate }
        return keys.isEmpty ? nil : GateDoubt(why: reason.displayName, keys: keys)
      }
    benchmarks = compared + counted.count
    if compared == 0 {
      self.reasons.append(.nothingCompared)
    } else if !canJudge {
      self.reasons.append(.nothingJudged(of: compared))
    }
  }
}

extension GateReport {
  /// An annotation for each reason that some findings fail on, and the benchmark that it is about.
  func annotations(
    of findings: [GateFinding]
  ) -> [(key: BenchmarkKey?, annotation: GitHubAnnotations.Annotation)] {
    var seen: Set<BenchmarkKey> = []
    return reasons.compactMap { reason in
      guard let finding = reason.findings.first(where: findings.contains) ?? reason.always else {
        return nil
      }
      // The worst is said of each benchmark, and that first.
      if let key = reason.key, !seen.insert(key).inserted { return nil }
      return (
        reason.key,
        GitHubAnnotations.Annotation(
          severity: finding == .inconclusive ? .warning : .error,
          title: reason.key.map { "\($0) \(finding.predicate)" } ?? "benchmarks",
          text: reason.words)
      )
    }
  }
}

extension GateFinding {
  /// What it says of a benchmark.
  fileprivate var predicate: String {
    switch self {
    case .worse: "is worse"
    case .slower: "is slower"
    case .different: "is different"
    case .missing: "is missing"
    case .noSteadyState: "has no steady state"
    case .inconclusive: "cannot be judged"
    case .crashed, .anyCrash: "fails more often"
    }
  }
}

/// Some benchmarks that a gate could not judge.
struct GateDoubt {
  /// Why, in a few words.
  var why: String
  /// Which benchmarks.
  var keys: [BenchmarkKey]
  /// What would help; `nil` if there is no short answer.
  var advice: String?

  func description(ofAll benchmarks: Int) -> String {
    let more = keys.count - 3
    let names = keys.prefix(3).map(\.description) + (more > 0 ? ["\(more) more"] : [])
    return "gate: could not judge \(keys.count) of \(benchmarks) "
      + "\(benchmarks == 1 ? "benchmark" : "benchmarks") (\(names.joined(separator: ", "))): \(why)"
      + (advice.map { "; \($0)" } ?? "")
  }
}

/// Why a gate fails.
struct GateReason: CustomStringConvertible {
  var finding: GateFinding
  /// The benchmark; `nil` if it is not about one.
  var key: BenchmarkKey?
  /// What was found, in a few words.
  var words: String
  /// What else it is, for gates that look for that.
  var otherFindings: [GateFinding] = []
  /// Whether it fails every gate, whatever that was to look for.
  var isAlwaysOne = false

  var findings: [GateFinding] { [finding] + otherFindings }

  /// The finding, if it fails every gate.
  fileprivate var always: GateFinding? { isAlwaysOne ? finding : nil }

  var description: String {
    "gate: " + (key.map { "\($0): " } ?? "") + words
  }

  /// That a benchmark was not compared: a failed gate if it is missing or crashed since.
  init?(_ excluded: ExcludedBenchmark) {
    guard [.missing, .crashedCandidate, .crashedBoth].contains(excluded.reason) else { return nil }
    self.init(.missing, excluded.baseline, "\(excluded.reason.displayName)")
  }

  /// That a greater share of executions fails than in the baseline: `crashed` if that is
  /// significant, and `any-crash` in any case; `nil` if no greater share does.
  ///
  /// - Parameter error: the probability with which chance alone may be called significant.
  init?(_ failures: FailureChange, error: Double) {
    guard failures.isMore else { return nil }
    let (before, after) = (failures.baseline, failures.candidate)
    let timedOut = after.timedOut > 0 ? " (\(after.timedOut) timed out)" : ""
    let words =
      "\(after.failed) of \(after.executions) executions failed\(timedOut), "
      + "\(before.failed) of \(before.executions) before"
    self.init(.anyCrash, after.key, words, also: failures.pValue <= error ? [.crashed] : [])
  }

  init(
    _ finding: GateFinding, _ key: BenchmarkKey?, _ words: String,
    also otherFindings: [GateFinding] = []
  ) {
    self.finding = finding
    self.otherFindings = otherFindings
    self.key = key
    self.words = words
  }

  /// That nothing was compared, which is never a pass.
  static let nothingCompared: GateReason = {
    var reason = GateReason(.missing, nil, "no benchmark was compared")
    reason.isAlwaysOne = true
    return reason
  }()

  /// That no benchmark has an interval, which is never a pass either.
  static func nothingJudged(of benchmarks: Int) -> GateReason {
    var reason = GateReason(
      .inconclusive, nil,
      benchmarks == 1
        ? "the benchmark could not be judged"
        : "none of the \(benchmarks) benchmarks could be judged")
    reason.isAlwaysOne = true
    return reason
  }
}
