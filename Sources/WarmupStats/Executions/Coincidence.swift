// SPDX-License-Identifier: GPL-3.0-or-later

/// How much of the time that iterations take beyond the median falls into those in which something
/// else happened, such as a garbage collection, against chance.
///
/// Chance is what all circular shifts of the events give: they keep how events cluster, and how
/// times do, and part the two from one another. The shift by nothing is one of them, so that the
/// p-value is that of a randomization test; Edgington and Onghena, "Randomization Tests", 2007,
/// https://doi.org/10.1201/9781420011814.
package struct Coincidence: Sendable, Hashable {
  /// The part of the deviating time that falls into iterations with events, in 0...1.
  package let share: Double
  /// The same on average over all shifts: the part of iterations with events, in (0, 1).
  package let expectedShare: Double
  /// The part of the shifts that give at least ``share``, in (0, 1].
  package let pValue: Double

  /// So many shifts of runs are looked at; where there are more, only some of the shifts, which lie
  /// equally far apart.
  private static let mostSteps = 20_000_000

  /// Finds how much falls together; `nil` if all iterations have events or none does, or if no time
  /// deviates.
  ///
  /// - Parameters:
  ///   - times: The time of each iteration, in any unit.
  ///   - hasEvent: Whether something happened in each iteration.
  /// - Precondition: There are as many of both, and times are finite.
  /// - Complexity: O(nr) for n iterations with r runs of events, up to a limit; then less.
  package init?(of times: [Double], with hasEvent: [Bool]) {
    precondition(times.count == hasEvent.count, "a word on events for each time")
    let count = times.count
    guard let median = SortedSample(times)?.median else { return nil }
    var sums = [0.0]
    sums.reserveCapacity(2 * count + 1)
    for index in 0..<2 * count { sums.append(sums[index] + max(0, times[index % count] - median)) }
    let events = hasEvent.count { $0 }
    let total = sums[count]
    guard total > 0, events > 0, events < count else { return nil }

    let runs = Self.runs(of: hasEvent)
    func share(shiftedBy shift: Int) -> Double {
      runs.reduce(0) { $0 + sums[$1.upperBound + shift] - sums[$1.lowerBound + shift] } / total
    }
    let observed = share(shiftedBy: 0)
    let step = max(1, (count * runs.count + Self.mostSteps - 1) / Self.mostSteps)
    let shifts = stride(from: 0, to: count, by: step)
    let asGreat = shifts.count { share(shiftedBy: $0) >= observed - 1e-12 }
    self.share = min(1, observed)
    expectedShare = Double(events) / Double(count)
    pValue = Double(asGreat) / Double((count + step - 1) / step)
  }

  /// The runs of successive iterations with events.
  private static func runs(of hasEvent: [Bool]) -> [Range<Int>] {
    var runs: [Range<Int>] = []
    for (index, isEvent) in hasEvent.enumerated() where isEvent {
      if let last = runs.last, last.upperBound == index {
        runs[runs.count - 1] = last.lowerBound..<index + 1
      } else {
        runs.append(index..<index + 1)
      }
    }
    return runs
  }
}
