// SPDX-License-Identifier: GPL-3.0-or-later

internal import Changepoints

extension MeanOfExecutions {
  /// The mean over executions of the means of their values, and how well it is known; `nil` if there
  /// are fewer than two executions.
  ///
  /// A value that was recorded with resolution q carries a variance of q²/12, and a mean of m values
  /// a variance of q²/(12 m). So means that are equal to the last digit are not known for certain.
  ///
  /// - Precondition: each execution has a value, and all are finite.
  /// - Complexity: O(n log n) for n values.
  init?(ofExecutions executions: [[[Double]]]) {
    var values: [Double] = []
    values.reserveCapacity(executions.joined().reduce(0) { $0 + $1.count })
    for segment in executions.joined() { values += segment }
    values.sortAscending()
    let resolution = SmallVarianceTreatment.resolution(ofAscending: values)
    self.init(
      means: executions.map { $0.joined().accurateMean },
      clockVariances: executions.map { segments in
        resolution * resolution / (12 * Double(segments.reduce(0) { $0 + $1.count }))
      })
  }
}
