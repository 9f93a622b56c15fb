// SPDX-License-Identifier: GPL-3.0-or-later

import CKernels
internal import RealModule

/// What R's `changepoint` finds that segments cost, in its order of operations and with its
/// roundings.
///
/// A segment of k values costs k ((ln 2π + ln v) + 1), where v = (ΔQ − ΔS ΔS / k) / k comes from
/// differences of the sums of the first values and of their squares, and is 1e-11 where it is not
/// positive. Sums are accumulated with 64 bits of significand, and each is rounded to 53; logarithms
/// are right to 0.52 units in the last place; nothing is fused.
struct PublishedCosts {
  /// How many values there are.
  let count: Int
  /// Sums of the first values and of their squares, filled up to whole vectors.
  private let sums: [Double]
  private let squares: [Double]
  /// The logarithms of the lengths of segments, if each segment costs that too.
  private let logarithms: [Double]

  private static let lanes = Int(COST_LANES)
  private static let logTwoPi = Double.log(2 * Double.pi)

  #if arch(x86_64) && os(Linux)
    private typealias Sum = Float80
  #else
    private typealias Sum = ExtendedSum
  #endif

  init(_ values: [Double], addsLogOfLength: Bool = false) {
    count = values.count
    let capacity = Self.capacity(count: values.count)
    sums = Self.accumulated(values, capacity: capacity)
    squares = Self.accumulated(values.map { $0 * $0 }, capacity: capacity)
    canBeRough =
      !addsLogOfLength
      && values.allSatisfy { $0 == 0 || (0x1p-300...0x1p300).contains($0.magnitude) }
    logarithms = addsLogOfLength ? (0...values.count).map { Double.log(Double(max($0, 1))) } : []
  }

  private static func accumulated(_ values: [Double], capacity: Int) -> [Double] {
    var sums: [Double] = [0]
    sums.reserveCapacity(capacity)
    var sum = Sum()
    for value in values {
      sum.add(value)
      sums.append(sum.value)
    }
    return sums + [Double](repeating: 0, count: capacity - sums.count)
  }

  /// How many numbers a row for so many values has room for.
  static func capacity(count: Int) -> Int { (count + lanes) / lanes * lanes }

  /// Whether costs can be told roughly without finding them: all that is added to them is in
  /// `published_series`, and no value is so large or so small that squares leave the normal numbers.
  let canBeRough: Bool

  /// Hands over what the kernel needs to find costs as it goes, where they can be told roughly.
  func withSeries<T>(
    lengthTerms: [Double], _ body: (UnsafePointer<published_series>) -> T
  ) -> T {
    unsafe sums.withUnsafeBufferPointer { sums in
      unsafe squares.withUnsafeBufferPointer { squares in
        unsafe lengthTerms.withUnsafeBufferPointer { terms in
          var series = unsafe published_series(
            sums: sums.baseAddress, squares: squares.baseAddress, length_terms: terms.baseAddress,
            count: count, log_two_pi: Self.logTwoPi)
          return unsafe withUnsafePointer(to: &series, body)
        }
      }
    }
  }

  /// What the length of a segment adds to its cost for each value, from the longest segment on.
  var lengthTerms: [Double] {
    (0..<count).map { Self.logTwoPi + 1 - Double.log(Double(count - $0)) }
      + [Double](repeating: 0, count: Self.lanes)
  }

  /// Puts the costs of the segments that end at `end` into `row`, for all starts in some blocks.
  func find(
    end: Int, blocks: ArraySlice<UInt32>, into row: UnsafeMutableBufferPointer<Double>
  ) {
    unsafe blocks.withUnsafeBufferPointer {
      unsafe published_costs(
        sums, squares, $0.baseAddress, blocks.count, end, Self.logTwoPi, row.baseAddress)
    }
    guard !logarithms.isEmpty else { return }
    for block in blocks {
      let first = Int(block) * Self.lanes
      for start in first..<min(first + Self.lanes, end) {
        unsafe row[start] += logarithms[end - start]
      }
    }
  }

  /// The cost of one segment.
  func cost(_ range: Range<Int>) -> Double {
    var row = [Double](repeating: 0, count: Self.capacity(count: count))
    let block = range.lowerBound / Self.lanes
    unsafe row.withUnsafeMutableBufferPointer {
      unsafe find(end: range.upperBound, blocks: [UInt32(block)], into: $0)
    }
    return row[range.lowerBound]
  }
}

#if arch(x86_64) && os(Linux)
  extension Float80 {
    fileprivate mutating func add(_ value: Double) { self += Float80(value) }
    fileprivate var value: Double { Double(self) }
  }
#endif
