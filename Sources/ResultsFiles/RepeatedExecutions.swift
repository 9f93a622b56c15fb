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
    var removed = 0
    let isCopy = holdsAll(of: series)
    for index in series.indices {
      let known = seen[series[index].name] ?? []
      let before = series[index].executions.count
      series[index].executions.removeAll { execution in
        known.contains(execution.times) && (isCopy || Self.isUnmistakable(execution.times))
      }
      removed += before - series[index].executions.count
      for execution in series[index].executions where !execution.times.isEmpty {
        seen[series[index].name, default: []].insert(execution.times)
      }
    }
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

  /// Whether a file holds nothing but what is known, and at least a few different times.
  private func holdsAll(of series: [FileResults.Series]) -> Bool {
    let completed = series.flatMap { series in
      series.executions.lazy.filter { !$0.times.isEmpty }.map { (series.name, $0.times) }
    }
    return Set(completed.flatMap(\.1).prefix(1000)).count >= 3
      && completed.allSatisfy { seen[$0.0]?.contains($0.1) ?? false }
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
