// SPDX-License-Identifier: GPL-3.0-or-later

/// The search that ``PELT`` makes, over all ends of a first part of the series in turn.
///
/// For an end `t` and a candidate start `s` of the last segment, the *total* is
/// `V(s, t) = F(s) + C(s, t)`, where `F` is the least cost of what comes before and `C` the cost of
/// the segment, both without the penalty's term for lengths. As splitting never raises the cost,
/// `V(s, u) ≥ V(s, t) + C(t, u)` for all later `u`. This has two uses.
///
/// *Pruning* (Killick, Fearnhead and Eckley 2012): if `V(s, t) > F(t)`, starting the last segment
/// at `t` is better than at `s`, for every end at which it may start at `t`, that is, from `t` plus
/// the minimum segment length on. Until then the candidate stays.
///
/// *Dormancy*: a candidate whose total is far above the best cannot become the best before the
/// values that follow have made up the difference. Such candidates are put into groups, each with
/// one bound on what all its members' totals have become (`bounds_absorb` says how), and are looked
/// at again only when that bound comes down to the best. Groups of like size are merged, so that
/// their number grows with the logarithm of the number of candidates, and each candidate is looked
/// at about that many times. This is what makes a series without changepoints, in which nothing is
/// ever pruned, take about `n log n` steps instead of `n²`. Every decision is made with totals,
/// never with bounds, so the result is that of looking at all candidates every time.
///
/// Most totals decide nothing: between one tidying and the next only the best is asked for. So they are
/// found with a logarithm that is only near, and exactly for those few that it cannot tell from the best.
struct PrunedSearch {
  private let objective: Objective
  private let minimumLength: Int
  private let tuning: PruningTuning
  private var optima: PartialOptima
  /// The candidates whose totals are found for every end.
  private var candidates = CandidateTable()
  /// The candidates that are left alone.
  private var groups: [DormantGroup] = []
  /// One row for each group, in the same order: what its members' totals are at least.
  private var bounds = CandidateTable()
  private var nextLabel = 0
  /// Where groups are unpacked.
  private var scratch = CandidateTable(capacity: Self.batch)

  /// The tier of candidates that fail the inequality and wait for their end.
  private static let condemned = 0
  /// Tiers 1, 2, … hold candidates at one, two, four … crowded distances from the best.
  private typealias Tiers = InlineArray<7, DormantGroup>
  /// How many members of a group are looked at together.
  private static let batch = 256

  /// Finds the best segmentation of every first part of the series.
  static func partialOptima(
    of objective: Objective, minimumSegmentLength: Int, tuning: PruningTuning = PruningTuning()
  ) -> PartialOptima {
    var search = PrunedSearch(objective, minimumSegmentLength, tuning)
    search.run()
    return search.optima
  }

  private init(_ objective: Objective, _ minimumLength: Int, _ tuning: PruningTuning) {
    self.objective = objective
    self.minimumLength = minimumLength
    self.tuning = tuning
    optima = PartialOptima(
      count: objective.values.count, perChangepoint: objective.perChangepoint)
  }

  private mutating func run() {
    let count = objective.values.count
    for end in stride(from: minimumLength, through: count, by: 1) {
      admit(start: end - minimumLength)
      let value = objective.moments(at: end - 1)
      let isTidied = end % tuning.interval == 0 && end < count
      // All totals matter where candidates are gone through, and where lengths are penalized.
      let least =
        isTidied || objective.penalty.dependsOnLengths
        ? candidates.absorb(value, objective: objective)
        : candidates.absorbNearly(value, end: end, objective: objective)
      let leastBound = bounds.absorbAsBounds(value, objective: objective)
      decide(end: end, leastTotal: least, leastBound: leastBound)
      if isTidied { tidy(end: end) }
    }
  }

  /// Makes `start` a candidate, with all values of its first possible segment but the last.
  private mutating func admit(start: Int) {
    guard optima.costs[start] < .infinity else { return }
    var moments = objective.emptyMoments(at: start)
    for index in start..<(start + minimumLength - 1) {
      moments.absorb(objective.moments(at: index))
    }
    candidates.append(fixed: optima.costs[start], moments: moments, label: start)
  }

  // MARK: The best candidate

  /// A start of the last segment, and the total it has, with the penalty's term for its length.
  private struct Best {
    var start: Int
    var total: Double
  }

  private mutating func decide(end: Int, leastTotal: Double, leastBound: Double) {
    var best = bestCandidate(end: end, leastTotal: leastTotal)
    var limit = best.total + Objective.tolerance(end: end, cost: best.total)
    if leastBound <= limit {
      while let row = bounds.firstRow(withTotalAtMost: limit) {
        var newGroups = noGroups(end: end)
        // Sorting out the members of a small group can wait.
        let isSmall = groups[row].members.count <= tuning.smallCount
        wake(
          boundRow: row, end: end, best: best.total,
          distance: isSmall ? .infinity : distance, into: &newGroups)
        addGroups(newGroups, end: end)
        best = bestCandidate(end: end, leastTotal: candidates.leastTotal)
        limit = best.total + Objective.tolerance(end: end, cost: best.total)
      }
    }
    optima.record(end: end, start: best.start, total: best.total + objective.perChangepoint)
  }

  private func bestCandidate(end: Int, leastTotal: Double) -> Best {
    // The term for the length is neither negative nor more than that for all values, so that no
    // total above this can be the best.
    let ceiling = leastTotal + objective.penalty.perSegment(length: Double(end))
    let limit = ceiling + Objective.tolerance(end: end, cost: ceiling)
    guard let first = candidates.firstRow(withTotalAtMost: limit) else {
      preconditionFailure("The whole first part is always a candidate, or something better")
    }
    var best = Best(start: Int(candidates[.label, first]), total: totalWithLength(at: first))
    guard let second = candidates.firstRow(from: first + 1, withTotalAtMost: limit) else {
      return best
    }
    let rows =
      [first, second]
      + (second + 1..<candidates.count).filter { candidates[.total, $0] <= limit }
    for row in rows { best.total = min(best.total, totalWithLength(at: row)) }
    let tied = best.total + Objective.tolerance(end: end, cost: best.total)
    let starts = rows.filter { totalWithLength(at: $0) <= tied }.map { Int(candidates[.label, $0]) }
    best.start = starts.dropFirst().reduce(starts[0]) {
      optima.prefers(start: $1, to: $0) ? $1 : $0
    }
    return best
  }

  private func totalWithLength(at row: Int) -> Double {
    candidates[.total, row] + objective.penalty.perSegment(length: candidates[.count, row])
  }

  // MARK: Pruning and dormancy

  /// One empty group for each tier.
  private func noGroups(end: Int) -> Tiers { Tiers { DormantGroup(since: end, tier: $0) } }

  private mutating func addGroups(_ newGroups: Tiers, end: Int) {
    for tier in newGroups.indices where !newGroups[tier].members.isEmpty {
      let group = newGroups[tier]
      let isCondemned = tier == Self.condemned
      groups.append(group)
      bounds.append(
        fixed: group.leastTotal,
        moments: objective.emptyMoments(at: min(end, objective.values.count - 1)),
        label: nextLabel, expiry: isCondemned ? Double(end + minimumLength) : .infinity)
      let row = bounds.count - 1
      bounds[.total, row] = group.leastTotal
      bounds[.memberCount, row] = group.leastCount
      bounds[.memberSquares, row] = group.leastCount * group.leastVariance
      nextLabel += 1
    }
  }

  private mutating func removeGroup(at row: Int) -> DormantGroup {
    bounds.remove(at: row)
    groups.swapAt(row, groups.count - 1)
    return groups.removeLast()
  }

  /// Finds the totals of all members of a group, and puts each where it now belongs: those within
  /// `distance` of the best among the candidates, the others into new groups.
  private mutating func wake(
    boundRow: Int, end: Int, best: Double, distance: Double,
    into newGroups: inout Tiers
  ) {
    let values = bounds.contents(at: boundRow).moments
    let expiry = bounds[.expiry, boundRow]
    let group = removeGroup(at: boundRow)
    let pruning = pruningLimit(end: end, best: best)
    for first in stride(from: 0, to: group.members.count, by: Self.batch) {
      unpack(group, first..<min(first + Self.batch, group.members.count), expiry: expiry)
      _ = scratch.absorb(values, objective: objective)
      for row in 0..<scratch.count {
        let excess = scratch[.total, row] - best
        if excess < distance {
          candidates.append(row: row, of: scratch)
        } else if expiry == .infinity && scratch[.total, row] <= pruning {
          newGroups[Self.tier(distances: excess / tuning.crowdedDistance)].insert(
            row: row, of: scratch)
        } else if minimumLength > 1 {
          // The new group expires later than the old one would have, which does no harm.
          newGroups[Self.condemned].insert(row: row, of: scratch)
        }
      }
    }
  }

  private mutating func unpack(_ group: DormantGroup, _ range: Range<Int>, expiry: Double) {
    let (objective, costs) = (objective, optima.costs)
    scratch.refill(range.count, expiry: expiry) { row in
      let member = group.members[range.lowerBound + row]
      var moments = objective.emptyMoments(at: member.start)
      moments.count = Double(group.since - member.start)
      moments.offset = member.offset
      moments.squares = member.squares
      return (costs[member.start], moments, member.start)
    }
  }

  /// The total above which a candidate fails the inequality at `end`.
  private func pruningLimit(end: Int, best: Double) -> Double {
    let cost = best + objective.perChangepoint
    return cost + Objective.tolerance(end: end, cost: cost)
  }

  /// How far from the best candidates become dormant now.
  private var distance: Double {
    candidates.count > tuning.crowd ? tuning.crowdedDistance : tuning.distance
  }

  /// Where among the groups a candidate so far above the best belongs.
  private static func tier(distances: Double) -> Int {
    min(1 + Int(distances.exponent), Tiers.count - 1)
  }

  /// Prunes, puts candidates far from the best into groups, and merges groups of like size.
  private mutating func tidy(end: Int) {
    let best = optima.costs[end] - objective.perChangepoint
    var newGroups = noGroups(end: end)
    sortOutCandidates(end: end, best: best, into: &newGroups)
    pruneGroups(end: end, best: best)
    mergeGroups(end: end, best: best, into: &newGroups)
    addGroups(newGroups, end: end)
  }

  private mutating func sortOutCandidates(
    end: Int, best: Double, into newGroups: inout Tiers
  ) {
    let pruning = pruningLimit(end: end, best: best)
    let (next, farewell) = (Double(end + 1), Double(end + minimumLength))
    // Somewhat farther than those that stay awake, lest they go to and fro.
    let (tuning, distance) = (tuning, distance)
    candidates.filter { row, table in
      let total = table[.total, row]
      if total > pruning { table[.expiry, row] = min(table[.expiry, row], farewell) }
      if table[.expiry, row] < .infinity { return table[.expiry, row] > next }
      let excess = total - best
      guard excess >= 1.5 * distance, table[.count, row] >= tuning.age else { return true }
      newGroups[Self.tier(distances: excess / tuning.crowdedDistance)].insert(row: row, of: table)
      return false
    }
  }

  private mutating func pruneGroups(end: Int, best: Double) {
    let pruning = pruningLimit(end: end, best: best)
    let (next, farewell) = (Double(end + 1), Double(end + minimumLength))
    for row in (0..<bounds.count).reversed() {
      if bounds[.total, row] > pruning {
        bounds[.expiry, row] = min(bounds[.expiry, row], farewell)
      }
      if bounds[.expiry, row] <= next { _ = removeGroup(at: row) }
    }
  }

  /// Wakes those groups that are no larger than twice what they are merged with.
  private mutating func mergeGroups(
    end: Int, best: Double, into newGroups: inout Tiers
  ) {
    // A group that is about to be pruned is left alone.
    let sizes = (0..<bounds.count)
      .filter { bounds[.expiry, $0] == .infinity }
      .map { (tier: groups[$0].tier, size: groups[$0].members.count, label: bounds[.label, $0]) }
      .sorted { ($0.tier, $0.size, $0.label) < ($1.tier, $1.size, $1.label) }
    for (index, group) in sizes.enumerated() {
      let isBeforeLike =
        index + 1 < sizes.count && sizes[index + 1].tier == group.tier
        && sizes[index + 1].size <= 2 * group.size
      guard isBeforeLike || group.size <= 2 * newGroups[group.tier].members.count else { continue }
      guard let row = (0..<bounds.count).first(where: { bounds[.label, $0] == group.label })
      else { continue }
      wake(
        boundRow: row, end: end, best: best, distance: distance, into: &newGroups)
    }
  }
}
