// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import TestSupport
import Testing

/// The published tool's own summaries, made again by `--compatibility warmup-stats`.
@Suite struct PublishedSummaryTests {
  @Test(arguments: ["vms", "vms_slow", "vms_before", "vms_after"], ["", "_1pct"])
  func summaryIsThatOfThePublishedTool(file: String, suffix: String) async throws {
    let tolerance = suffix.isEmpty ? "0.001" : "1%"
    let run = await CommandRun.of([
      "classify", "--compatibility", "warmup-stats", "--format", "warmup-stats-json",
      "--tolerance", tolerance, Fixtures.recorded("\(file).json.bz2"),
    ])
    #expect(run.exitCode == 0)
    let reference = try #require(
      try JSONSerialization.jsonObject(
        with: Data(contentsOf: URL(filePath: Fixtures.reference("classify_\(file)\(suffix).json"))))
        as? [String: Any])
    let ours = try JSONSerialization.jsonObject(with: Data(run.output.utf8))
    let differences = Difference.between(ours, and: try #require(reference["summary"]))
    #expect(differences.isEmpty, "\(differences.prefix(5))")
  }
}

/// A place where two JSON values are not the same.
struct Difference: CustomStringConvertible {
  var path: String
  var ours: String
  var theirs: String

  var description: String { "\(path): \(ours), not \(theirs)" }

  /// The places where two JSON values differ by more than rounding.
  ///
  /// Numbers agree to 1e-12 relative, but the steady performance and its interval, which the
  /// published tool draws at random: those agree to a hundredth of the interval, or of the value
  /// where the draws are lumpy.
  static func between(_ ours: Any, and theirs: Any, at path: String = "") -> [Difference] {
    if let ours = ours as? [String: Any], let theirs = theirs as? [String: Any] {
      return Set(ours.keys).union(theirs.keys).sorted().flatMap { key in
        between(ours[key] ?? NSNull(), and: theirs[key] ?? NSNull(), at: "\(path)/\(key)")
      }
    }
    if let ours = ours as? [Any], let theirs = theirs as? [Any], ours.count == theirs.count {
      return zip(ours, theirs).enumerated().flatMap { index, pair in
        between(pair.0, and: pair.1, at: "\(path)/\(index)")
      }
    }
    if let left = ours as? Double, let right = theirs as? Double {
      let drawn = path.hasSuffix("/steady_state_time") || path.hasSuffix("/steady_state_time_ci")
      let tolerance = drawn ? 0.05 : 1e-12
      if abs(left - right) <= tolerance * max(abs(left), abs(right)) { return [] }
    } else if (ours as? NSObject) == (theirs as? NSObject) {
      return []
    }
    return [Difference(path: path, ours: "\(ours)", theirs: "\(theirs)")]
  }
}
