// SPDX-License-Identifier: GPL-3.0-or-later

import Testing
import WarmupStats

@Suite struct OutlierFilterTests {
  /// A filter with a window of a tenth of the iterations, or that wide.
  private static func filter(_ window: IterationCount = .fraction(0.1)) -> OutlierFilter {
    OutlierFilter(window: window, compatibility: nil)
  }

  /// The definition, with a sort for each iteration.
  private func isOutlier(_ iteration: Int, in times: [Double], width: Int) -> Bool {
    let half = width / 2
    let first = max(0, iteration - half)
    let end = min(times.count, iteration + half)
    guard width >= 2, first > 0 || end >= width else { return false }
    let window = times[first..<end].sorted()
    func quantile(_ fraction: Double) -> Double {
      let place = fraction * Double(window.count - 1)
      let below = Int(place)
      let above = min(below + 1, window.count - 1)
      return window[below] + (place - Double(below)) * (window[above] - window[below])
    }
    let reach = 3 * (quantile(0.9) - quantile(0.1))
    return times[iteration] > quantile(0.5) + reach || times[iteration] < quantile(0.5) - reach
  }

  private func outliersBySorting(_ times: [Double], width: Int) -> [Int] {
    times.indices.filter { isOutlier($0, in: times, width: width) }
  }

  @Test(arguments: 0...45)
  func everyShortSeriesAgreesWithSorting(count: Int) {
    var series = MadeSeries(seed: UInt64(count))
    for times in [series.tied(count), series.heavyTailed(count)] {
      for width in 0...count + 3 {
        #expect(
          Self.filter(.count(width)).outliers(in: times)
            == outliersBySorting(times, width: width), "window \(width) over \(times)")
      }
    }
  }

  @Test(arguments: [(5000, 500), (5000, 37), (4097, 4097), (300, 9)])
  func longSeriesAgreeWithSorting(count: Int, width: Int) {
    var series = MadeSeries(seed: 7)
    for times in [series.tied(count), series.heavyTailed(count)] {
      let outliers = Self.filter(.count(width)).outliers(in: times)
      for iteration in stride(from: 0, to: count, by: max(1, count / 500)) {
        #expect(
          outliers.contains(iteration) == isOutlier(iteration, in: times, width: width),
          "\(iteration)")
      }
    }
  }

  @Test func aMillionIterationsAgreeWithSorting() {
    var series = MadeSeries(seed: 1)
    let times = series.heavyTailed(1_000_000)
    let outliers = Set(Self.filter().outliers(in: times))
    let some = Array(outliers).sorted().prefix(4) + [0, 50_000, 50_001, 500_000, 999_999]
    for iteration in some {
      #expect(
        outliers.contains(iteration) == isOutlier(iteration, in: times, width: 100_000),
        "\(iteration)")
    }
    #expect(!outliers.isEmpty)
  }

  /// Nine of ten values are 0 or 1 and more are 0, so that median + 3·(p90 − p10) is 3.
  @Test func aValueOnTheEdgeIsNoOutlier() {
    var times = (0..<100).map { $0 % 3 == 0 ? 1.0 : 0.0 }
    times[50] = 3
    #expect(Self.filter(.count(20)).outliers(in: times) == [])
    times[50] = 3.nextUp
    #expect(Self.filter(.count(20)).outliers(in: times) == [50])
    times[50] = (-3.0).nextDown
    #expect(Self.filter(.count(20)).outliers(in: times) == [50])
  }

  @Test func theStartIsNotJudged() {
    for iteration in 0..<60 {
      var times = [Double](repeating: 1, count: 200)
      times[iteration] = 2
      // The window of iteration 10 is the first that is whole: 0..<20.
      #expect(Self.filter().outliers(in: times) == (iteration < 10 ? [] : [iteration]))
    }
  }

  @Test func fewerThanTwentyIterationsHaveNoOutliers() {
    #expect(Self.filter().outliers(in: [1] + [Double](repeating: 1, count: 17) + [9]) == [])
    #expect(Self.filter().outliers(in: []) == [])
    #expect(Self.filter(.count(1)).outliers(in: [1, 1, 9, 1]) == [])
  }

  @Test func shiftingAndScalingChangeNothing() {
    var series = MadeSeries(seed: 3)
    // Whole numbers, and powers of two, so that no rounding comes in.
    let times = (0..<2000).map { _ in (series.heavyTailed(1)[0] * 4096).rounded() + 1 }
    let outliers = Self.filter().outliers(in: times)
    #expect(!outliers.isEmpty)
    #expect(Self.filter().outliers(in: times.map { $0 * 1024 }) == outliers)
    #expect(Self.filter().outliers(in: times.map { $0 + 4096 }) == outliers)
  }
}
