// SPDX-License-Identifier: GPL-3.0-or-later

import OrderedCollections
import WarmupStats

/// Finds executions that several files hold, because a file was given twice or was copied.
///
/// They are equal to the last bit, which measurements of so many digits never are by chance.
struct RepeatedExecutions {
  private var seen: [FileResults.SeriesName: Set<[Double]>] = [:]

  /// The series of a file without the executions that files before it hold, and a warning if there
  /// are some.
  mutating func removingThose(
    of file: borrowing FileResults
  ) -> (series: [FileResults.Series], warning: Warning?) {
    var series = file.series
    let removed = removeKnown(from: &series, from: series.indices.map { ($0, 0) })
    guard removed > 0 else { return (series, nil) }
    return (
      series,
      Warning(
        kind: .repeatedData,
        message: "\(counted(removed, "execution")) in \(file.source.path) are the same to the last "
          + "digit as executions of a file before it, and count once: was a file given twice, or "
          + "copied?")
    )
  }

  /// Removes executions that are known, and notes the other ones.
  ///
  /// - Parameter parts: Which series to look at, and from which execution on.
  /// - Returns: How many were removed.
  /// - Complexity: O(number of iterations looked at).
  mutating func removeKnown(
    from series: inout [FileResults.Series], from parts: [(series: Int, start: Int)]
  ) -> Int {
    let isCopy = parts.allSatisfy { part in
      let known = seen[series[part.series].name]
      return series[part.series].executions[part.start...].allSatisfy {
        $0.times.isEmpty || known?.contains($0.times) ?? false
      }
    }
    var different: Set<Double> = []
    for part in parts where different.count < 3 {
      for execution in series[part.series].executions[part.start...] where different.count < 3 {
        different.formUnion(execution.times.prefix(1000))
      }
    }
    let isTelling = isCopy && different.count >= 3
    var removed = 0
    for (index, start) in parts {
      let known = seen[series[index].name] ?? []
      let kept = series[index].executions[start...].filter { execution in
        !(known.contains(execution.times) && (isTelling || Self.isUnmistakable(execution.times)))
      }
      removed += series[index].executions.count - start - kept.count
      series[index].executions.replaceSubrange(start..., with: kept)
      seen[series[index].name, default: []].formUnion(
        kept.lazy.map(\.times).filter { !$0.isEmpty })
    }
    return removed
  }

  /// Whether times have so many digits that no others are the same by chance.
  private static func isUnmistakable(_ times: [Double]) -> Bool {
    let digits = Set(times.prefix(100)).reduce(0) { $0 + significantDigits($1) }
    return digits >= 20
  }

  private static func significantDigits(_ time: Double) -> Int {
    let text = time.description.prefix { $0 != "e" }
    return text.drop { $0 == "0" || $0 == "." }.count { $0.isNumber }
  }
}
