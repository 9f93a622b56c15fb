// SPDX-License-Identifier: GPL-3.0-or-later

import Changepoints
import WarmupStats

/// What decided the class of an execution under the method ratio, in words.
struct EvidenceCaptions {
  /// What was found.
  var analysis: ExecutionAnalysis
  /// What was weighed.
  var evidence: RatioFindings
  /// The difference that had to be exceeded, as a fraction.
  var tolerance: Double

  /// `nil` if another method was used.
  init?(_ analysis: ExecutionAnalysis, tolerance: Double?) {
    guard let evidence = analysis.evidence, let tolerance else { return nil }
    self.analysis = analysis
    self.evidence = evidence
    self.tolerance = tolerance
  }

  /// More differences than that are counted.
  private static let differencesShown = 3

  /// The segments that are different, first to last.
  var differences: [Int] {
    evidence.segments.indices.filter { evidence.segments[$0].isDifferent }
  }

  /// By how much a segment differs from the reference, with its sign: `+3.1 %`.
  func change(of segment: Int) -> String {
    let ratio = analysis.segments[segment].mean / analysis.segments[evidence.reference].mean
    let isLarge = (ratio - 1).magnitude >= 1
    return NumberFormat.signedPercentage(ratio - 1, decimals: isLarge ? 0 : 1) + " %"
  }

  /// Whether a segment differs, and is too short to end the steady state.
  func isBurst(_ segment: Int) -> Bool {
    guard let steady = analysis.steadyState else { return false }
    return evidence.segments[segment].isDifferent
      && analysis.segments[segment].range.lowerBound >= steady.iteration - 1
  }

  /// What decided, a line each.
  var lines: [String] {
    let limit = NumberFormat.percentage(tolerance)
    let proven = differences.filter { !isBurst($0) }
    let bursts = differences.filter(isBurst)
    var lines: [String] = []
    if !proven.isEmpty {
      lines.append("\(list(proven)), proven beyond \(limit)")
    } else if analysis.classification == .flat || analysis.classification == .tooFewIterations {
      lines.append(nothingProven(beyond: limit))
    }
    if !bursts.isEmpty {
      let iterations = bursts.reduce(0) { $0 + analysis.segments[$1].range.count }
      lines.append(
        "\(NumberFormat.counted(bursts.count, "burst")) of "
          + "\(NumberFormat.counted(iterations, "iteration")) let pass: \(list(bursts))")
    }
    return lines
  }

  /// The least difference that would have been proven, where none was.
  private func nothingProven(beyond limit: String) -> String {
    let nothing = "no difference beyond \(limit) proven"
    guard let least = evidence.leastProvableDifference, least.isFinite else { return nothing }
    // Rounded up, so that what is promised holds.
    let percentage = NumberFormat.fixed((least * 1000).rounded(.up) / 10, decimals: 1)
    return "\(nothing); a lasting one of \(percentage) % would have been"
  }

  private func list(_ segments: [Int]) -> String {
    let shown = segments.prefix(Self.differencesShown).map { segment in
      let range = analysis.segments[segment].range
      let iterations =
        range.count == 1
        ? "iteration \(range.upperBound)"
        : "iterations \(range.lowerBound + 1)–\(range.upperBound)"
      return "\(iterations) \(change(of: segment))"
    }
    let more = segments.count - shown.count
    return shown.joined(separator: ", ") + (more > 0 ? " and \(more) more" : "")
  }
}
