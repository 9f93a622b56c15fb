// SPDX-License-Identifier: GPL-3.0-or-later

/// Where a falling curve bends most, such as the number of changepoints over the penalty.
///
/// V. Satopää, J. Albrecht, D. Irwin and B. Raghavan, "Finding a 'kneedle' in a haystack: detecting
/// knee points in system behavior", 31st International Conference on Distributed Computing Systems
/// Workshops (2011) 166–171, https://doi.org/10.1109/ICDCSW.2011.20; with sensitivity 1, offline and
/// without smoothing, walked from the end of the curve as Traini et al. 2023 do
/// (``PublishedPenaltyPath``).
package enum Elbow {
  /// The index of the point at the bend; `nil` if there is none.
  ///
  /// The points are walked from the last to the first. Where they fall steeply from the very last
  /// one on, there is no elbow.
  package static func index(penalties: [Double], counts: [Int]) -> Int? {
    guard penalties.count > 1,
      let x = scaled(penalties.reversed()), let y = scaled(counts.reversed().map(Double.init))
    else { return nil }
    let last = x.count - 1
    // The scaled counts reach up to 1.
    let distances = zip(x, y).map { (1 - $1) - $0 }
    func isExtreme(_ point: Int, _ holds: (Double, Double) -> Bool) -> Bool {
      let neighbors = [point - 1, point + 1].filter { (0...last).contains($0) }
      return neighbors.allSatisfy { holds(distances[point], distances[$0]) }
    }
    guard let start = (0...last).first(where: { isExtreme($0, >=) }) else { return nil }
    let steps = zip(x, x.dropFirst()).reduce(0) { $0 + ($1.1 - $1.0) }
    let meanStep = abs(steps / Double(last))
    var threshold = 0.0
    var candidate = start
    for point in start..<last {
      if x[point] == 1 { return nil }
      if isExtreme(point, >=) {
        threshold = distances[point] - meanStep
        candidate = point
      }
      if isExtreme(point, <=) { threshold = 0 }
      if distances[point + 1] < threshold { return last - candidate }
    }
    return nil
  }

  /// The numbers on the scale from their least, 0, to their greatest, 1; `nil` if all are equal.
  private static func scaled(_ values: [Double]) -> [Double]? {
    guard let least = values.min(), let greatest = values.max(), least < greatest else {
      return nil
    }
    return values.map { ($0 - least) / (greatest - least) }
  }
}
