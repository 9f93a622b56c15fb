// SPDX-License-Identifier: GPL-3.0-or-later

/// When ``PELT`` leaves candidates alone for a while; the result does not depend on it.
package struct PruningTuning: Sendable {
  /// How far from the best a candidate must be, on the scale of the cost, to become dormant.
  ///
  /// A split of a stretch without changes typically gains 2 to 8.
  package var distance = 8.0
  /// The same where more than ``crowd`` candidates are awake; at most as far.
  ///
  /// In a slow drift, thousands of changepoints are nearly as good as the best.
  package var crowdedDistance = 1.0
  /// How many candidates are looked at for every end before more become dormant.
  package var crowd = 256
  /// How many values a candidate's segment must have to become dormant.
  package var age = 8.0
  /// After how many ends candidates are gone through.
  package var interval = 24
  /// Up to how many members of a group stay awake whenever its bound has reached the best.
  package var smallCount = 32

  /// Creates the tuning that was measured to be fastest.
  package init() {}
}
