// SPDX-License-Identifier: GPL-3.0-or-later

/// Candidates that were too far from the best to be looked at for a while.
struct DormantGroup {
  /// A candidate: where its segment starts, and the moments from there to the group's `since`.
  struct Member {
    var start: Int
    var offset: Double
    var squares: Double
  }

  private(set) var members: [Member] = []
  /// The end up to which the members' moments reach.
  let since: Int
  /// How far from the best the members were then, as ``PrunedSearch`` ranks it.
  let tier: Int
  /// The least total of a member at `since`.
  private(set) var leastTotal = Double.infinity
  /// The least number of values of a member's segment then.
  private(set) var leastCount = Double.infinity
  /// The least variance of a member's segment then.
  private(set) var leastVariance = Double.infinity

  /// Room for so many members is taken at once.
  private static let usualCount = 32

  init(since: Int, tier: Int) {
    self.since = since
    self.tier = tier
  }

  /// Takes in a row of candidates, whose total is that at `since`.
  mutating func insert(row: Int, of table: CandidateTable) {
    let (start, total, moments) = table.contents(at: row)
    if members.isEmpty { members.reserveCapacity(Self.usualCount) }
    members.append(Member(start: start, offset: moments.offset, squares: moments.squares))
    leastTotal = min(leastTotal, total)
    leastCount = min(leastCount, moments.count)
    leastVariance = min(leastVariance, moments.squares / moments.count)
  }
}
