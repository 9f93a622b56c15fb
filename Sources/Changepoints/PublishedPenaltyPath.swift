// SPDX-License-Identifier: GPL-3.0-or-later

internal import RealModule

/// The path of penalties that R's package `changepoint` finds (CROPS), to the last digit, and the
/// segmentation that is taken from it at the elbow.
///
/// The method of Traini and others (2023) uses it, with version 2.2 of the package.
/// It is for those who must match results published with it; ``PenaltyPath`` is exact. R's search
/// is not (``PublishedPELT``), so that the path has oddities: its penalties do not always ascend,
/// and some lie below the least one that was asked for. The penalty at the elbow is one at which
/// two segmentations cost the same but for rounding, and which of them comes out is decided by the
/// last digits.
///
/// K. Haynes, I. A. Eckley and P. Fearnhead, "Computationally efficient changepoint detection for a
/// range of penalties", Journal of Computational and Graphical Statistics 26 (2017) 134–143,
/// https://doi.org/10.1080/10618600.2015.1116445; L. Traini, V. Cortellessa, D. Di Pompeo and
/// M. Tucci, "Towards effective assessment of steady state performance in Java software: are we
/// there yet?", Empirical Software Engineering 28 (2023), https://doi.org/10.1007/s10664-022-10247-x.
package struct PublishedPenaltyPath: Sendable, Hashable {
  /// One of the segmentations.
  package struct Entry: Sendable, Hashable {
    /// The penalty at which it costs as much as the entry before it; for the first the least that was
    /// tried, which mixed-up pairs can bring below 4 ln n.
    package var penalty: Double
    /// How many changepoints it has.
    package var changepointCount: Int
    /// What its segments cost together, without any penalty.
    package var unpenalizedCost: Double
  }

  /// The segmentations, from the most changepoints to the fewest.
  package let entries: [Entry]
  /// How many penalties were tried.
  package let searchCount: Int
  /// The index of the entry at the elbow; `nil` if there is none.
  package let elbow: Int?
  /// The penalty that was chosen: the elbow's, and 15 ln n if there is none.
  package let penalty: Double
  /// What R finds at that penalty.
  package let segmentation: Segmentation

  /// Where the path begins and ends, and the penalty without an elbow, as factors of ln n.
  static let leastFactor = 4.0
  static let greatestFactor = 100_000.0
  static let factorWithoutElbow = 15.0

  /// Finds the path of `values`, which are finite.
  ///
  /// Fewer than four values, which R refuses, are one segment.
  ///
  /// - Complexity: O(n²) for n values, and as ``PublishedPELT`` for each penalty that is tried. Up
  ///   to 8192 values the costs of all segments are kept, in 4n² bytes.
  package init(of values: [Double]) {
    let logCount = Double.log(Double(max(values.count, 1)))
    let search = PublishedSearch(PublishedCosts(values), keepsCosts: true)
    var trials = Trials()
    var next = [Self.leastFactor * logCount, Self.greatestFactor * logCount]
    while !next.isEmpty {
      trials.add(next, search.results(penalties: next))
      next = trials.proposals
    }
    entries = trials.entries
    searchCount = trials.count
    elbow = Elbow.index(
      penalties: entries.map(\.penalty), counts: entries.map(\.changepointCount))
    switch (elbow, entries.count) {
    case (_, 1): penalty = entries[0].penalty
    case (let elbow?, _): penalty = entries[elbow].penalty
    case (nil, _): penalty = Self.factorWithoutElbow * logCount
    }
    segmentation = Segmentation(of: values, search.results(penalties: [penalty])[0])
  }

  /// What was tried: three lists, each sorted by itself, as R does it.
  private struct Trials {
    private var penalties: [Double] = []
    /// How many segments there are, descending.
    private var segmentCounts: [Int] = []
    private var costs: [Double] = []

    var count: Int { costs.count }

    mutating func add(_ newPenalties: [Double], _ results: [PublishedSearch.Result]) {
      penalties = Set(penalties + newPenalties).sorted()
      for (penalty, result) in zip(newPenalties, results) {
        let segments = max(result.ranges.count, 1)
        segmentCounts.append(segments)
        costs.append(result.cost - Double(segments - 1) * penalty)
      }
      segmentCounts.sort(by: >)
      costs.sort()
    }

    /// The penalties to try next: where two neighbors cost the same, if entries may lie between.
    var proposals: [Double] {
      let places = penalties.indices.dropLast()
      return places.filter { segmentCounts[$0] - segmentCounts[$0 + 1] > 1 }
        .map { place in
          let gap = Double(segmentCounts[place] - segmentCounts[place + 1])
          return (costs[place + 1] - costs[place]) * (1 / gap)
        }
        .filter { !isTested($0) }
    }

    /// Whether the nearest penalty that was tried is the same, as R's `all.equal` has it.
    private func isTested(_ penalty: Double) -> Bool {
      let nearest = penalties.min { abs($0 - penalty) < abs($1 - penalty) }
      guard let nearest else { return false }
      let tolerance = 1.5e-8
      // Relative to the penalty, unless that is nothing: mixed-up pairs can cost the same.
      let scale = penalty > tolerance ? penalty : 1
      return abs(penalty - nearest) / scale < tolerance
    }

    var entries: [Entry] {
      let distinct = segmentCounts.indices.filter {
        $0 == 0 || segmentCounts[$0] != segmentCounts[$0 - 1]
      }
      return distinct.enumerated().map { place, index in
        var penalty = penalties[0]
        if place > 0 {
          let before = distinct[place - 1]
          penalty =
            (costs[before] - costs[index]) / Double(segmentCounts[index] - segmentCounts[before])
        }
        return Entry(
          penalty: penalty, changepointCount: segmentCounts[index] - 1,
          unpenalizedCost: costs[index])
      }
    }
  }
}
