// SPDX-License-Identifier: GPL-3.0-or-later

import CKernels

/// R's search for changepoints, at several penalties in one pass over the series.
///
/// All segments' costs are kept where there is room for them, since they do not depend on the
/// penalty; where there is not, each search finds those of its own candidates.
struct PublishedSearch {
  /// What a search finds: starts of segments, and the penalised cost.
  struct Result {
    var ranges: [Range<Int>]
    var cost: Double
  }

  private let costs: PublishedCosts
  /// The costs of segments by their end, a row for each; empty if they are not kept.
  private let rows: CostRows?

  /// Prepares searches in a series; costs are kept if that is asked for and there is room.
  init(_ costs: PublishedCosts, keepsCosts: Bool) {
    self.costs = costs
    guard keepsCosts, costs.count <= CostRows.greatestCount else {
      rows = nil
      return
    }
    var row = [Double](repeating: 0, count: PublishedCosts.capacity(count: costs.count))
    var blocks: [UInt32] = []
    rows = CostRows(count: costs.count) { end, storage in
      while blocks.count * Int(COST_LANES) < end { blocks.append(UInt32(blocks.count)) }
      costs.find(end: end, blocks: blocks, into: &row)
      storage.append(contentsOf: row[..<(blocks.count * Int(COST_LANES))])
    }
  }

  /// Searches at each penalty.
  ///
  /// Fewer than four values, which R refuses, are one segment.
  func results(penalties: [Double]) -> [Result] {
    let count = costs.count
    guard count >= 4 else {
      let range = 0..<count
      let result = Result(
        ranges: count > 0 ? [range] : [], cost: count > 0 ? costs.cost(range) : 0)
      return penalties.map { _ in result }
    }
    var runs = penalties.map { Run(penalty: $0, costs: costs) }
    if let rows {
      for end in 4...count {
        unsafe rows.withRow(end: end) { row in
          for index in runs.indices { unsafe runs[index].advance(to: end, row: row) }
        }
      }
    } else {
      var row = [Double](repeating: 0, count: PublishedCosts.capacity(count: count))
      for end in 4...count {
        for index in runs.indices {
          costs.find(end: end, blocks: runs[index].blocks, into: &row)
          unsafe row.withUnsafeBufferPointer { row in
            unsafe runs[index].advance(to: end, row: row)
          }
        }
      }
    }
    return runs.map(\.result)
  }

  /// A search at one penalty, as far as it has come.
  private struct Run {
    private let penalty: Double
    /// The least cost of what comes before each candidate, and infinity for what is none.
    private var best: [Double]
    /// The blocks of starts in which there are candidates, ascending.
    private(set) var blocks: [UInt32] = [0]
    private var lastStarts: [Int32]
    /// The least costs up to the last end, and up to the one before.
    private var cost: Double
    private var previous: Double

    init(penalty: Double, costs: PublishedCosts) {
      self.penalty = penalty
      let capacity = PublishedCosts.capacity(count: costs.count)
      best = [Double](repeating: .infinity, count: capacity)
      lastStarts = [Int32](repeating: 0, count: costs.count + 1)
      best[0] = -penalty
      best[2] = costs.cost(0..<2)
      cost = costs.cost(0..<3)
      previous = best[2]
    }

    mutating func advance(to end: Int, row: UnsafeBufferPointer<Double>) {
      let step = unsafe published_search_step(
        &best, row.baseAddress, penalty, &blocks, blocks.count)
      blocks.removeLast(blocks.count - step.blocks)
      (previous, cost) = (cost, step.least)
      lastStarts[end] = Int32(step.start)
      // What ends one value earlier is a candidate from the next end on.
      best[end - 1] = previous
      let block = (end - 1) / Int(COST_LANES)
      if blocks.last != UInt32(block) { blocks.append(UInt32(block)) }
    }

    var result: Result {
      var ranges: [Range<Int>] = []
      var end = lastStarts.count - 1
      while end > 0 {
        let start = Int(lastStarts[end])
        ranges.append(start..<end)
        end = start
      }
      return Result(ranges: ranges.reversed(), cost: cost)
    }
  }
}
