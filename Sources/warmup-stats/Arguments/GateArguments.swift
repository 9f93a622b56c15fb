// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import WarmupStats

/// The options that let a comparison fail a build.
struct GateArguments: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Fail on this; may be given again.", valueName: "finding"))
  var failOn: [GateFinding] = []

  /// Ends the run with the exit code of what was found and asked for, telling each reason.
  func check(_ reasons: [GateReason]) throws {
    guard !failOn.isEmpty else { return }
    let reasons = reasons.filter { reason in
      reason.isAlwaysOne || reason.findings.contains(where: failOn.contains)
    }
    for reason in reasons { Console.current.report(reason.description) }
    if let code = reasons.map(\.finding.exitCode).min(by: { $0.precedence < $1.precedence }) {
      throw ExitCode(code.rawValue)
    }
  }
}

/// What a gate may fail on.
enum GateFinding: String, CaseIterable, ExpressibleByArgument {
  case worse, slower, different, missing
  case noSteadyState = "no-steady-state"
  case inconclusive

  /// The exit codes of gates.
  struct Code {
    /// The code itself.
    var rawValue: Int32
    /// Which code a run ends with that has several: the least.
    var precedence: Int
  }

  var exitCode: Code {
    switch self {
    case .worse, .slower, .different, .noSteadyState: Code(rawValue: 1, precedence: 0)
    case .missing: Code(rawValue: 4, precedence: 1)
    case .inconclusive: Code(rawValue: 3, precedence: 2)
    }
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

  var description: String {
    "gate: " + (key.map { "\($0): " } ?? "") + words
  }

  /// That a benchmark was not compared: a failed gate if it is missing or crashed since.
  init?(_ excluded: ExcludedBenchmark) {
    guard [.missing, .crashedCandidate, .crashedBoth].contains(excluded.reason) else { return nil }
    self.init(.missing, excluded.baseline, "\(excluded.reason.rawValue)")
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
}
