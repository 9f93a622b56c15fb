// SPDX-License-Identifier: GPL-3.0-or-later

import WarmupStats

/// What decided the class of an execution under the method traini-2023, in words.
struct RatioTestCaptions {
  /// What was tested.
  var findings: TrainiFindings

  /// What decided, a line each.
  var lines: [String] { [decision, choice].compactMap(\.self) }

  private var decision: String {
    guard let last = findings.tests.last, last.isDifferent else {
      return "no segment is proven to differ from the last"
    }
    let change = NumberFormat.signedPercentage(1 / last.ratio - 1, decimals: 1)
    let probability = max(last.probabilityOfLess, last.probabilityOfMore)
    return "up to iteration \(findings.lastUnsteady + 1) \(change) %, proven with "
      + NumberFormat.percentage((1000 * probability).rounded(.down) / 1000)
  }

  private var choice: String? {
    findings.penalty.map { chosen in
      let place = chosen.hasElbow ? "at the elbow" : "without an elbow"
      return "penalty \(NumberFormat.fixed(chosen.perChangepoint, decimals: 1)) \(place) of "
        + NumberFormat.counted(chosen.segmentations, "segmentation")
    }
  }
}
