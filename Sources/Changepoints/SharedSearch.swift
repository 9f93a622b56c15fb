// SPDX-License-Identifier: GPL-3.0-or-later

import CKernels

/// The search for the segmentations of least penalised cost, at several penalties in one pass.
///
/// The costs of all segments are found once, since they do not depend on the penalty; then each
/// penalty takes the least of n²/2 sums, which vectors of the processor make fast. For long series
/// there is no room for the costs, and each penalty is searched by itself as ``PELT`` does.
struct SharedSearch {
  private let objective: Objective
  private let minimumLength: Int
  private let method: PELT
  private let values: [Double]
  /// The costs of segments by their end; `nil` if they are not kept.
  private let rows: CostRows?

  private static let lanes = Int(COST_LANES)

  init(of values: [Double], method: PELT, keepsCosts: Bool) {
    self.values = values
    self.method = method
    minimumLength = method.minimumSegmentLength
    // Penalties for the lengths of segments are no part of a path.
    objective = Objective(
      values: values, cost: method.cost, penalty: .manual(0), smallVariances: method.smallVariances)
    rows =
      keepsCosts && values.count <= CostRows.greatestCount ? CostRows(of: objective) : nil
  }

  /// The starts of the segments of least cost, at each penalty per changepoint.
  ///
  /// Ties are broken as by ``PELT``.
  func ranges(penalties: [Double]) -> [[Range<Int>]] {
    guard values.count >= 2 * minimumLength, let rows else {
      return penalties.map { penalty in
        var method = method
        method.penalty = .manual(penalty)
        return method.segmentation(of: values).segments.map(\.range)
      }
    }
    var runs = penalties.map {
      Run(penalty: $0, count: values.count, minimumLength: minimumLength)
    }
    for end in minimumLength...values.count {
      unsafe rows.withRow(end: end) { row in
        for index in runs.indices { unsafe runs[index].advance(to: end, row: row) }
      }
    }
    return runs.map { $0.ranges(rows) }
  }

  /// What the segments over `ranges` cost together, without any penalty.
  func unpenalized(_ ranges: [Range<Int>]) -> Segmentation {
    Segmentation(of: values, ranges: ranges, objective: objective)
  }

  /// A search at one penalty, as far as it has come.
  private struct Run {
    let penalty: Double
    let minimumLength: Int
    /// The least cost of what comes before each start, each segment but the first penalised;
    /// infinity for what may not be a start yet.
    private var best: [Double]
    /// The same for all ends.
    private var costs: [Double]

    init(penalty: Double, count: Int, minimumLength: Int) {
      self.penalty = penalty
      self.minimumLength = minimumLength
      costs = [Double](repeating: .infinity, count: count + 1)
      costs[0] = -penalty
      best = [Double](repeating: .infinity, count: (count + 2 * lanes) / lanes * lanes)
    }

    mutating func advance(to end: Int, row: UnsafeBufferPointer<Double>) {
      best[end - minimumLength] = costs[end - minimumLength]
      costs[end] = unsafe least_sum(best, row.baseAddress, row.count) + penalty
    }

    /// The segments of the best segmentation, ties broken by rule.
    func ranges(_ rows: CostRows) -> [Range<Int>] {
      var ties = Ties(self, rows)
      var ranges: [Range<Int>] = []
      var end = costs.count - 1
      while end > 0 {
        let start = ties.start(end: end)
        ranges.append(start..<end)
        end = start
      }
      return ranges.reversed()
    }

    /// The starts at which the last segment before `end` may begin, for the least cost but for
    /// rounding.
    func starts(end: Int, _ rows: CostRows) -> [Int] {
      let least = costs[end] - penalty
      let limit = least + Objective.tolerance(end: end, cost: least)
      return unsafe rows.withRow(end: end) { row in
        (0...(end - minimumLength)).filter { unsafe costs[$0] + row[$0] <= limit }
      }
    }
  }

  /// Decides between segmentations that cost the same; only ends that matter are looked at.
  private struct Ties {
    private let run: Run
    private let rows: CostRows
    private var known: [Int: (start: Int, changepoints: Int)] = [:]

    init(_ run: Run, _ rows: CostRows) {
      self.run = run
      self.rows = rows
    }

    mutating func start(end: Int) -> Int {
      var pending = [end]
      var starts: [Int: [Int]] = [:]
      while let end = pending.last {
        let tied = starts[end] ?? run.starts(end: end, rows)
        starts[end] = tied
        let unknown = tied.filter { $0 > 0 && known[$0] == nil }
        // What comes before does not matter where there is no choice, but its number of changepoints
        // may later.
        guard unknown.isEmpty else {
          pending += unknown
          continue
        }
        pending.removeLast()
        let choices = tied.map {
          (start: $0, changepoints: $0 == 0 ? 0 : (known[$0]?.changepoints ?? 0) + 1)
        }
        known[end] = choices.min { ($0.changepoints, $0.start) < ($1.changepoints, $1.start) }
      }
      guard let found = known[end] else {
        preconditionFailure("One segment over all that comes before is always allowed")
      }
      return found.start
    }
  }
}

extension CostRows {
  /// The costs of all segments of a series.
  init(of objective: Objective) {
    if case .flooredLogarithm = objective.form {
      self.init(plainly: objective)
    } else {
      self.init(withKernels: objective)
    }
  }

  private init(withKernels objective: Objective) {
    let lanes = Int(COST_LANES)
    var table = CandidateTable(capacity: objective.values.count + lanes)
    unsafe self.init(count: objective.values.count) { end, row in
      guard end > 0 else { return }
      table.append(fixed: 0, moments: objective.emptyMoments(at: end - 1), label: end - 1)
      _ = table.absorb(objective.moments(at: end - 1), objective: objective)
      unsafe table.copyTotals(to: row)
    }
  }

  /// The same one by one, for costs that the kernels do not know.
  private init(plainly objective: Objective) {
    var moments: [Moments] = []
    unsafe self.init(count: objective.values.count) { end, row in
      guard end > 0 else { return }
      moments.append(objective.emptyMoments(at: end - 1))
      let value = objective.moments(at: end - 1)
      for start in 0..<end { moments[start].absorb(value) }
      for index in row.indices {
        unsafe row[index] = index < end ? objective.cost(moments[index]) : .infinity
      }
    }
  }
}
