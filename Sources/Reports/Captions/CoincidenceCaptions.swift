// SPDX-License-Identifier: GPL-3.0-or-later

import WarmupStats

extension Coincidence {
  /// What it comes to, in a sentence about some kind of event.
  package func sentence(on event: String) -> String {
    let (observed, expected) = (percent(share), percent(expectedShare))
    let p =
      pValue < 0.001 ? "p < 0.001" : "p = \(NumberFormat.significant(pValue, digits: 2))"
    return
      "\(event): \(observed) % of the time beyond the median falls into iterations with it, by "
      + "chance \(expected) % (\(p))"
  }

  private func percent(_ share: Double) -> String { NumberFormat.fixed(100 * share, decimals: 0) }
}
