// SPDX-License-Identifier: GPL-3.0-or-later

extension Segmentation {
  /// The segments of `values` over `ranges`, and what they cost together.
  init(of values: [Double], ranges: [Range<Int>], objective: Objective) {
    var cost = Double(max(ranges.count - 1, 0)) * objective.perChangepoint
    cost += Double(values.count) * objective.omittedPerValue
    for range in ranges {
      var moments = objective.emptyMoments(at: range.lowerBound)
      for index in range { moments.absorb(objective.moments(at: index)) }
      cost += objective.cost(moments)
      cost += objective.penalty.perSegment(length: Double(range.count))
    }
    self.init(segments: ranges.map { Segment(of: values, range: $0) }, cost: cost)
  }
}

extension Segment {
  /// The segment of `values` over `range`, which is not empty.
  package init(of values: [Double], range: Range<Int>) {
    let count = Double(range.count)
    let (shift, offset) = Self.mean(of: values, range: range)
    var squares = 0.0
    var remainder = 0.0
    for index in range {
      let deviation = (values[index] - shift) - offset
      squares += deviation * deviation
      remainder += deviation
    }
    // What the rounded mean leaves over is taken off again.
    let variance = max(0, (squares - remainder * remainder / count) / count)
    self.init(range: range, mean: shift + offset, variance: variance)
  }

  /// The mean of the values over `range`, which may be empty, in two parts.
  ///
  /// The first is one of the values: deviations from it are exact where they are small, however far
  /// from zero the values lie.
  static func mean(of values: [Double], range: Range<Int>) -> (shift: Double, offset: Double) {
    guard let first = range.first else { return (0, 0) }
    let shift = values[first]
    var sum = 0.0
    var lost = 0.0
    for index in range {
      // Neumaier's compensated sum: the second term keeps what each addition rounds away.
      let deviation = values[index] - shift
      let next = sum + deviation
      lost += abs(sum) >= abs(deviation) ? (sum - next) + deviation : (deviation - next) + sum
      sum = next
    }
    return (shift, (sum + lost) / Double(range.count))
  }
}
