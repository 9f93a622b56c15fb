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
    var blocks: [UInt32] = []
    unsafe rows = CostRows(count: costs.count) { end, row in
      while blocks.count * Int(COST_LANES) < end { blocks.append(UInt32(blocks.count)) }
      unsafe costs.find(end: end, blocks: blocks[...], into: row)
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
    let runs = penalties.map { Run(penalty: $0, costs: costs) }
    if let rows {
      for ends in tiles {
        unsafe rows.withRows(ends: ends) { rows, offsets in
          for run in runs { unsafe run.advance(through: ends, rows: rows, offsets: offsets) }
        }
      }
    } else {
      unsafe withUnsafeTemporaryAllocation(
        of: Double.self, capacity: PublishedCosts.capacity(count: count)
      ) { row in
        if costs.canBeRough {
          unsafe runRoughly(runs, totals: row)
        } else {
          unsafe runExactly(runs, row: row)
        }
      }
    }
    return runs.map { $0.result(self) }
  }

  /// Takes searches to the end one by one, with R's roundings only where they decide something.
  private func runRoughly(_ runs: [Run], totals: UnsafeMutableBufferPointer<Double>) {
    unsafe costs.withSeries(lengthTerms: costs.lengthTerms) { series in
      for run in runs {
        unsafe run.advance(through: 4...costs.count, series: series, totals: totals)
      }
    }
  }

  /// Takes searches to the end side by side, with all costs of their candidates.
  private func runExactly(_ runs: [Run], row: UnsafeMutableBufferPointer<Double>) {
    for end in 4...costs.count {
      for run in runs {
        unsafe costs.find(end: end, blocks: run.candidates, into: row)
        unsafe run.advance(through: end...end, rows: UnsafePointer(row.baseAddress), offsets: [0])
      }
    }
  }

  /// The ends, in parts whose rows stay at hand while all searches go through them.
  private var tiles: [ClosedRange<Int>] {
    let numbersAtHand = 1 << 15
    var tiles: [ClosedRange<Int>] = []
    var end = 4
    while end <= costs.count {
      let last = min(end + numbersAtHand / end, costs.count)
      tiles.append(end...last)
      end = last + 1
    }
    return tiles
  }

  /// The costs of segments from the starts in some blocks to an end; others may stand there too.
  private func withRow<T>(
    end: Int, blocks: ArraySlice<UInt32>, _ body: (UnsafeBufferPointer<Double>) -> T
  ) -> T {
    if let rows { return unsafe rows.withRow(end: end, body) }
    return unsafe withUnsafeTemporaryAllocation(
      of: Double.self, capacity: PublishedCosts.capacity(count: costs.count)
    ) { row in
      unsafe costs.find(end: end, blocks: blocks, into: row)
      return unsafe body(UnsafeBufferPointer(row))
    }
  }

  /// A search at one penalty, as far as it has come.
  private final class Run {
    private var state: published_search
    /// The least cost of what comes before each candidate, and NaN for what is none.
    private let best: AlignedNumbers
    /// The least costs of all ends, for as far as they can be a start.
    private var starts: [Double]
    /// The last end at which each start was a candidate.
    private var lastEnds: [Int32]
    /// The blocks of starts in which there are candidates, ascending; room for all.
    private var blocks: [UInt32]
    /// The first of these blocks at each end.
    private var firstBlocks: [UInt32]

    init(penalty: Double, costs: PublishedCosts) {
      let capacity = PublishedCosts.capacity(count: costs.count)
      let first = costs.cost(0..<2)
      state = published_search(
        penalty: penalty, cost: costs.cost(0..<3), previous: first, block_count: 1)
      starts = [Double](repeating: .nan, count: capacity)
      (starts[0], starts[2]) = (-penalty, first)
      best = AlignedNumbers(count: capacity)
      _ = unsafe best.numbers.initialize(fromContentsOf: starts)
      lastEnds = [Int32](repeating: .max, count: capacity)
      blocks = [UInt32](repeating: 0, count: capacity / Int(COST_LANES) + 1)
      firstBlocks = [UInt32](repeating: 0, count: costs.count + 1)
    }

    /// The blocks of starts in which there are candidates.
    var candidates: ArraySlice<UInt32> { blocks.prefix(state.block_count) }

    /// Goes on over some ends, whose rows begin at the given offsets.
    func advance(
      through ends: ClosedRange<Int>, rows: UnsafePointer<Double>?, offsets: [Int]
    ) {
      unsafe published_search_advance(
        &state, best.numbers.baseAddress, &starts, &lastEnds, &blocks, &firstBlocks, rows, offsets,
        ends.lowerBound,
        ends.upperBound)
    }

    /// Goes on over some ends, without rows; `totals` has room for a number for each start.
    func advance(
      through ends: ClosedRange<Int>, series: UnsafePointer<published_series>,
      totals: UnsafeMutableBufferPointer<Double>
    ) {
      unsafe published_search_run(
        &state, series, best.numbers.baseAddress, &starts, &lastEnds, &blocks, &firstBlocks,
        totals.baseAddress, ends.lowerBound, ends.upperBound)
    }

    /// What was found, once the last end is reached.
    func result(_ search: PublishedSearch) -> Result {
      var ranges: [Range<Int>] = []
      var (end, cost) = (search.costs.count, state.cost)
      while end > 0 {
        let start = self.start(end: end, cost: cost, search)
        ranges.append(start..<end)
        (end, cost) = (start, starts[start])
      }
      return Result(ranges: ranges.reversed(), cost: state.cost)
    }

    /// The first start at which the last segment before `end` can begin, for the least cost.
    private func start(end: Int, cost: Double, _ search: PublishedSearch) -> Int {
      // A segment has two values at least, and 0 and 2 are the only candidates before the end 5.
      guard end > 3 else { return 0 }
      let lanes = Int(COST_LANES)
      let lastBlock = (end - 2) / lanes
      let blocks = firstBlocks[end]...UInt32(lastBlock)
      let found: Int? = unsafe search.withRow(end: end, blocks: ArraySlice(blocks)) { row in
        for start in Int(blocks.lowerBound) * lanes...end - 2 where lastEnds[start] >= end {
          // NaN, at 1, is no candidate.
          if unsafe (starts[start] + row[start]) + state.penalty == cost { return start }
        }
        return nil
      }
      guard let found else { preconditionFailure("The least cost is that of a candidate") }
      return found
    }
  }
}
