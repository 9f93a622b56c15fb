// SPDX-License-Identifier: GPL-3.0-or-later

internal import RealModule

/// All segmentations of least penalised cost between two penalties.
///
/// As the penalty grows, the best segmentation changes only at finitely many penalties, and each
/// change takes changepoints away. With the number of changepoints `m` and the cost `Q` of the
/// segments without penalty, the best segmentation at a penalty β has the least `Q + mβ`; so the
/// segmentations of the path are the vertices of the lower convex hull of all (m, Q), and each is
/// the best between the slopes of the hull beside it:
///
///     let path = PenaltyPath(of: times, penalties: 4 * log(n)...100 * log(n))
///     for entry in path.entries {
///       print(entry.penalties, entry.changepointCount)
///     }
///
/// Searches are made where the lines of two neighbours cross: either a new segmentation is better
/// there, or nothing lies between the two. What the searches have in common is found once: up to
/// 8192 values the costs of all segments are kept, and the searches of a round go over them
/// together. The one segment that is left at large penalties needs no search.
///
/// Unlike that of R (`PublishedPenaltyPath`) the path is exact: its penalties ascend, and each
/// segmentation is the one that ``PELT`` finds anywhere inside its range. A segmentation is left out
/// if it is best at a single penalty only, where it ties with two others.
///
/// K. Haynes, I. A. Eckley and P. Fearnhead, "Computationally efficient changepoint detection for a
/// range of penalties", Journal of Computational and Graphical Statistics 26 (2017) 134–143,
/// https://doi.org/10.1080/10618600.2015.1116445.
public struct PenaltyPath: Sendable, Hashable {
  /// One of the segmentations.
  public struct Entry: Sendable, Hashable {
    /// The penalties per changepoint at which it costs the least.
    public var penalties: ClosedRange<Double>
    /// The segmentation; its cost is that of the segments, without any penalty.
    public var segmentation: Segmentation

    /// How many changepoints it has.
    public var changepointCount: Int { max(segmentation.segments.count - 1, 0) }
    /// What its segments cost together, without any penalty.
    public var unpenalizedCost: Double { segmentation.cost }
  }

  /// The segmentations by ascending penalties; there is at least one, and their ranges meet.
  public let entries: [Entry]
  /// How many penalties were searched.
  public let searchCount: Int

  /// Finds the path of `values`, which are finite, over a range of penalties per changepoint.
  ///
  /// - Parameters:
  ///   - values: the series.
  ///   - penalties: the least and the greatest penalty; not negative and finite.
  ///   - method: the cost, the least length of segments and the treatment of small variances; its
  ///     penalty is not used.
  /// - Complexity: O(n²) time for n values up to 8192, and as much for each two segmentations of the
  ///   path at a tenth of the price, in 4n² bytes; beyond, that of two searches with ``PELT`` for
  ///   each segmentation.
  public init(
    of values: [Double], penalties: ClosedRange<Double>, method: PELT = PELT()
  ) {
    self.init(of: values, penalties: penalties, method: method, keepsCosts: true)
  }

  /// The same with or without keeping the costs of all segments, to which the result is indifferent.
  package init(
    of values: [Double], penalties: ClosedRange<Double>, method: PELT, keepsCosts: Bool
  ) {
    precondition(
      penalties.lowerBound >= 0 && penalties.upperBound.isFinite,
      "penalties are finite and not negative")
    var hull = Hull(
      SharedSearch(of: values, method: method, keepsCosts: keepsCosts), penalties)
    hull.complete()
    entries = hull.entries
    searchCount = hull.searchCount
  }

  /// The segmentation at a penalty, as ``PELT`` finds it; `nil` outside the range of the path.
  ///
  /// Where two cost the same, it is the one with fewer changepoints.
  ///
  /// - Complexity: O(number of entries).
  public func entry(at penalty: Double) -> Entry? {
    entries.last { $0.penalties.contains(penalty) }
  }

  /// The index of the entry at the elbow of the numbers of changepoints over the penalties; `nil` if
  /// there is none.
  ///
  /// Each entry stands at the least penalty of its range. The elbow is a habit, not a proof that the
  /// penalty is right. V. Satopää, J. Albrecht, D. Irwin and B. Raghavan, "Finding a 'kneedle' in a
  /// haystack", ICDCSW 2011, https://doi.org/10.1109/ICDCSW.2011.20.
  ///
  /// - Complexity: O(number of entries).
  public var elbow: Int? {
    Elbow.index(
      penalties: entries.map(\.penalties.lowerBound), counts: entries.map(\.changepointCount))
  }
}

extension PenaltyPath {
  /// The lower convex hull of numbers of changepoints and costs, as far as it is known.
  private struct Hull {
    private let search: SharedSearch
    private let penalties: ClosedRange<Double>
    /// Vertices with ever fewer changepoints.
    private var vertices: [Segmentation] = []
    /// For each vertex but the last, whether nothing lies between it and the next.
    private var isEdge: [Bool] = []
    private(set) var searchCount = 0

    init(_ search: SharedSearch, _ penalties: ClosedRange<Double>) {
      self.search = search
      self.penalties = penalties
    }

    mutating func complete() {
      vertices = found(at: [penalties.lowerBound])
      // The whole series in one segment is the best at large penalties.
      let end = vertices[0].segments.last?.range.upperBound ?? 0
      guard vertices[0].segments.count > 1 else { return }
      vertices.append(search.unpenalized([0..<end]))
      isEdge = [false]
      while isEdge.contains(false) { refine() }
    }

    private mutating func found(at penalties: [Double]) -> [Segmentation] {
      searchCount += penalties.count
      return search.ranges(penalties: penalties).map { search.unpenalized($0) }
    }

    /// The penalty at which the vertex at `index` costs as much as the next.
    private func crossing(_ index: Int) -> Double {
      let (more, fewer) = (vertices[index], vertices[index + 1])
      return (fewer.cost - more.cost) / Double(more.segments.count - fewer.segments.count)
    }

    /// Searches once between all neighbours between which there may be something.
    private mutating func refine() {
      let open = isEdge.indices.filter {
        !isEdge[$0] && vertices[$0].segments.count - vertices[$0 + 1].segments.count > 1
      }
      // Beyond the greatest penalty nothing is looked for.
      let tried = open.map { min(crossing($0), penalties.upperBound) }
      let results = Dictionary(uniqueKeysWithValues: zip(open, found(at: tried)))
      var newVertices: [Segmentation] = []
      var newEdges: [Bool] = []
      for index in isEdge.indices {
        newVertices.append(vertices[index])
        let between = vertices[index + 1].segments.count + 1..<vertices[index].segments.count
        if let result = results[index], between.contains(result.segments.count) {
          newVertices.append(result)
          newEdges += [false, false]
        } else {
          newEdges.append(true)
        }
      }
      vertices = newVertices + vertices.suffix(1)
      isEdge = newEdges
    }

    var entries: [Entry] {
      var entries: [Entry] = []
      var low = penalties.lowerBound
      for index in vertices.indices {
        let isLast = index == vertices.count - 1
        let high = isLast ? penalties.upperBound : min(crossing(index), penalties.upperBound)
        // Rounding may leave a vertex on the edge beside it.
        if low < high || entries.isEmpty {
          entries.append(Entry(penalties: low...max(low, high), segmentation: vertices[index]))
          low = max(low, high)
        }
      }
      return entries
    }
  }
}
