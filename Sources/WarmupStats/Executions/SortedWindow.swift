// SPDX-License-Identifier: GPL-3.0-or-later

internal import CKernels
internal import Changepoints

/// A window that slides over a series and always knows the quantiles of the values inside it.
///
/// The series is sorted once, so that each position has a rank, and the window is a ``RankSet``.
/// A cursor follows each wanted quantile: a value that enters or leaves moves it by at most one
/// member, so that sliding the window over n values takes O(n log n), whatever its width.
struct SortedWindow {
  /// The values of the whole series, ascending.
  private let sorted: [Double]
  /// The place of each position's value in `sorted`; equal values keep their order.
  private let ranks: [Int32]
  private var members: RankSet
  private var count = 0
  private var cursors: InlineArray<3, QuantileCursor>
  private let interpolation: Interpolation

  /// How a quantile between two values is rounded; in exact numbers all are the same.
  ///
  /// Where a coarse clock puts a time on the very edge of a band, the last digit decides.
  enum Interpolation: Sendable {
    /// From the lower value.
    case fromLower
    /// Both neighbours weighed, as the published tool of Barrett et al. does.
    case weighted
    /// From the nearer value, as numpy does.
    case fromNearest
  }

  /// Creates an empty window over `values`, none of them NaN, for the quantiles `fractions`.
  init(
    over values: [Double], fractions: InlineArray<3, Double>, interpolation: Interpolation
  ) {
    var ranked = values.indices.map {
      keyed_number(key: values[$0], payload: UInt64(truncatingIfNeeded: $0))
    }
    ranked.sortByKeys()
    var ranks = [Int32](repeating: 0, count: values.count)
    for (rank, entry) in ranked.enumerated() { ranks[Int(entry.payload)] = Int32(rank) }
    self.sorted = ranked.map(\.key)
    self.ranks = ranks
    self.members = RankSet(capacity: values.count)
    self.interpolation = interpolation
    self.cursors = InlineArray { QuantileCursor(fraction: fractions[$0]) }
  }

  /// All values of the series in ascending order, but those at `positions`.
  ///
  /// - Complexity: O(n + k log k) for n values and k positions.
  func ascending(without positions: [Int]) -> [Double] {
    guard !positions.isEmpty else { return sorted }
    var values: [Double] = []
    values.reserveCapacity(sorted.count - positions.count)
    var next = 0
    for rank in positions.map({ Int(ranks[$0]) }).sorted() + [sorted.count] {
      values += sorted[next..<rank]
      next = rank + 1
    }
    return values
  }

  /// Lets the value at `position` of the series enter the window.
  mutating func insert(_ position: Int) {
    let rank = Int(ranks[position])
    members.insert(rank)
    for index in cursors.indices {
      if count == 0 {
        cursors[index].rank = rank
        cursors[index].place = 0
      } else if rank < cursors[index].rank {
        cursors[index].place += 1
      }
    }
    count += 1
  }

  /// Lets the value at `position` of the series, which is inside, leave the window.
  mutating func remove(_ position: Int) {
    let rank = Int(ranks[position])
    members.remove(rank)
    count -= 1
    for index in cursors.indices {
      if rank < cursors[index].rank {
        cursors[index].place -= 1
      } else if rank == cursors[index].rank {
        cursors[index].leave(members)
      }
    }
  }

  /// The quantile that was asked for at `index`, by linear interpolation between the values
  /// around place fraction·(count − 1); the window is not empty.
  mutating func quantile(_ index: Int) -> Double {
    cursors[index].aim(among: count)
    let aim = cursors[index].aim
    cursors[index].move(to: aim.below, in: members)
    let lower = sorted[cursors[index].rank]
    let weight = aim.weight
    guard weight > 0, let next = members.successor(of: cursors[index].rank) else { return lower }
    let upper = sorted[next]
    switch interpolation {
    case .fromLower: return lower + weight * (upper - lower)
    case .weighted: return lower * (Double(aim.below + 1) - aim.place) + upper * weight
    case .fromNearest:
      let distance = upper - lower
      return weight < 0.5 ? lower + distance * weight : upper - distance * (1 - weight)
    }
  }

  /// The mean of the two middle values, or the one in the middle, with the cursor at `index`; the
  /// window is not empty.
  mutating func middle(_ index: Int) -> Double {
    cursors[index].move(to: (count - 1) / 2, in: members)
    let lower = sorted[cursors[index].rank]
    guard count.isMultiple(of: 2), let next = members.successor(of: cursors[index].rank) else {
      return lower
    }
    return (lower + sorted[next]) / 2
  }
}

/// A member of a window, near the quantile `fraction`.
private struct QuantileCursor {
  let fraction: Double
  /// The rank of the member.
  var rank = 0
  /// How many members of the window are smaller.
  var place = 0
  /// Where the quantile lies among as many members as there were last.
  private(set) var aim = Aim(fraction: 0, count: 1)

  /// A place among some members in order, from 0.
  struct Aim {
    let count: Int
    let place: Double
    /// The place of the member at it or below it, and how far it is from there to the next.
    let below: Int
    let weight: Double

    init(fraction: Double, count: Int) {
      self.count = count
      place = fraction * Double(count - 1)
      below = Int(clamped: place)
      weight = place - Double(below)
    }
  }

  init(fraction: Double) { self.fraction = fraction }

  /// Finds where the quantile lies among `count` members, as which a window mostly keeps.
  mutating func aim(among count: Int) {
    if aim.count != count { aim = Aim(fraction: fraction, count: count) }
  }

  /// Goes to a neighbour, because the member under the cursor has just left `members`.
  mutating func leave(_ members: RankSet) {
    if let next = members.successor(of: rank) {
      rank = next
    } else if let previous = members.predecessor(of: rank) {
      rank = previous
      place -= 1
    }
  }

  /// Goes to the member with `target` smaller ones.
  mutating func move(to target: Int, in members: RankSet) {
    while place < target, let next = members.successor(of: rank) {
      rank = next
      place += 1
    }
    while place > target, let previous = members.predecessor(of: rank) {
      rank = previous
      place -= 1
    }
  }
}
