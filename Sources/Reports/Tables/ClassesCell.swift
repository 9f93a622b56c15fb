// SPDX-License-Identifier: GPL-3.0-or-later

package import WarmupStats

/// How a benchmark behaves, and how many of its executions behave in each way.
package struct ClassesCell: Sendable, Hashable {
  /// A class label and how many executions have it.
  package struct Count: Sendable, Hashable {
    /// The class label.
    package var label: ClassLabel
    /// How many executions have it, at least 1.
    package var count: Int
  }

  /// How the benchmark behaves.
  package var overall: ClassLabel
  /// How the executions behave: the most frequent class first, then those that crashed; empty if
  /// the cell is of one class alone.
  package var counts: [Count]

  /// Creates a cell of one class alone.
  package init(_ label: ClassLabel) {
    overall = label
    counts = []
  }

  /// Collects the classes of a benchmark key's executions.
  package init(overall: Consistency?, counts: ClassificationCounts) {
    self.overall = ClassLabel(overall, counts)
    var classes: [Count] = []
    for classification in Classification.allCases where counts[classification] > 0 {
      classes.append(Count(label: ClassLabel(classification), count: counts[classification]))
    }
    if counts.singleMeasurements > 0 {
      classes.append(Count(label: .singleMeasurement, count: counts.singleMeasurements))
    }
    if classes.count > 1 {
      classes = classes.enumerated().sorted {
        ($1.element.count, $0.offset) < ($0.element.count, $1.offset)
      }.map(\.element)
    }
    if counts.crashed > 0 { classes.append(Count(label: .crashed, count: counts.crashed)) }
    self.counts = classes
  }

  /// The counts that the class of the whole does not tell already: all of them if executions
  /// differ, else only how many crashed.
  package var telling: [Count] {
    switch overall {
    case .goodInconsistent, .badInconsistent, .inconsistent: counts
    // Executions that are not of the class that the others share.
    default:
      counts.filter { [.crashed, .singleMeasurement].contains($0.label) && $0.label != overall }
    }
  }

  /// How many executions have a class.
  package func count(of label: ClassLabel) -> Int {
    counts.first { $0.label == label }?.count ?? 0
  }

  /// The counts that tell something, in words: `7 warmup, 3 flat`.
  package var tellingText: String {
    telling.map { "\($0.count) \($0.label.displayName)" }.joined(separator: ", ")
  }

  /// All that is to be told, in words: `good inconsistent (7 warmup, 3 flat)`.
  package var text: String {
    telling.isEmpty ? overall.displayName : "\(overall.displayName) (\(tellingText))"
  }
}
