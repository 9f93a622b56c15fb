// SPDX-License-Identifier: GPL-3.0-or-later

import OrderedCollections
import WarmupStats

/// Finds executions that stand twice in a file, or in several, because a file was given twice or was
/// copied, or a log was joined with itself.
///
/// They are equal to the last bit, which measurements of so many digits never are by chance.
struct RepeatedExecutions {
  /// Whether whatever a file holds is looked at together.
  ///
  /// Of a part alone nobody can tell whether the file was joined with itself.
  private let seesWholeFiles: Bool
  private var seen: [FileResults.SeriesName: Set<[Double]>] = [:]
  /// The executions of the last text, which are noted as seen once another comes.
  private var last: (series: [FileResults.Series], parts: [FileResults.SeriesPart]) = ([], [])

  init(seesWholeFiles: Bool = true) { self.seesWholeFiles = seesWholeFiles }

  /// How many executions were removed.
  struct Removed {
    /// Those that texts before the one that was looked at hold.
    var ofOthers = 0
    /// Those that the text itself holds before them.
    var ofItself = 0
  }

  /// The series of a file without the executions that it or files before it hold already, and a
  /// warning for each kind of them.
  mutating func removingThose(
    of file: borrowing FileResults
  ) -> (series: [FileResults.Series], warnings: [Warning]) {
    var series = file.series
    let removed = removeKnown(
      from: &series, series.indices.map { FileResults.SeriesPart(series: $0, start: 0) })
    return (series, removed.warnings(of: file.source.path, others: "a file before it"))
  }

  /// Removes executions that are known, and notes the other ones.
  ///
  /// - Parameter parts: Which series to look at, and from which execution on.
  /// - Complexity: O(number of iterations looked at).
  mutating func removeKnown(
    from series: inout [FileResults.Series], _ parts: [FileResults.SeriesPart]
  ) -> Removed {
    noteLast()
    // What is removed is the same as what stays, or was seen before.
    defer { last = (series, parts) }
    let mayRepeat = parts.map { Self.mayRepeat(series[$0.series].executions[$0.start...]) }
    guard mayRepeat.contains(true) || !seen.isEmpty else { return Removed() }
    let known = parts.map { seen[series[$0.series].name] ?? [] }
    let times = parts.map { Self.times(of: series[$0.series].executions[$0.start...]) }
    let repeated = zip(times, mayRepeat).map { $1 ? Self.repeated($0) : [:] }
    let isCopy = Self.isCopy(times, of: known)
    let isDoubled = seesWholeFiles && Self.isDoubled(times, repeated)
    var removed = Removed()
    for (position, part) in parts.enumerated() {
      let (known, repeated) = (known[position], repeated[position])
      guard !known.isEmpty || !repeated.isEmpty else { continue }
      var met: Set<[Double]> = []
      let kept = series[part.series].executions[part.start...].filter { execution in
        let times = execution.times
        if known.contains(times), isCopy || Self.isUnmistakable(times) {
          removed.ofOthers += 1
          return false
        }
        guard repeated[times] != nil, !met.insert(times).inserted,
          isDoubled || Self.isUnmistakable(times)
        else { return true }
        removed.ofItself += 1
        return false
      }
      if kept.count < series[part.series].executions.count - part.start {
        series[part.series].executions.replaceSubrange(part.start..., with: kept)
      }
    }
    return removed
  }

  /// Notes the executions of the last text as seen, since another text begins.
  mutating func noteLast() {
    for part in last.parts {
      let series = last.series[part.series]
      seen[series.name, default: []].formUnion(Self.times(of: series.executions[part.start...]))
    }
    last = ([], [])
  }

  /// The times of the executions that left any.
  private static func times(of executions: ArraySlice<ProcessExecution>) -> [[Double]] {
    executions.map(\.times).filter { !$0.isEmpty }
  }

  /// Those of some executions that come more than once, and how often.
  private static func repeated(_ times: [[Double]]) -> [[Double]: Int] {
    Dictionary(times.lazy.map { ($0, 1) }, uniquingKeysWith: +).filter { $0.value > 1 }
  }

  /// Whether two executions begin with the same time, as those do that have the same times.
  private static func mayRepeat(_ executions: ArraySlice<ProcessExecution>) -> Bool {
    guard executions.count > 8 else {
      return executions.indices.contains { index in
        guard let first = executions[index].times.first else { return false }
        return executions[..<index].contains { $0.times.first == first }
      }
    }
    var firsts: Set<Double> = []
    return !executions.allSatisfy { execution in
      execution.times.first.map { firsts.insert($0).inserted } ?? true
    }
  }

  /// Whether all executions are known and hold several different times.
  private static func isCopy(_ times: [[[Double]]], of known: [Set<[Double]>]) -> Bool {
    guard zip(times, known).allSatisfy({ $0.allSatisfy($1.contains) }) else { return false }
    return Set(Set(times.joined()).prefix(1000).flatMap { $0.prefix(1000) }).count >= 3
  }

  /// Whether the executions of every series are the same ones over and over in the same order, as in
  /// a log that was joined with itself, and their times have several digits.
  private static func isDoubled(_ times: [[[Double]]], _ repeated: [[[Double]: Int]]) -> Bool {
    guard zip(times, repeated).allSatisfy(isDoubled) else { return false }
    return digits(of: repeated.lazy.flatMap(\.keys).prefix(100).flatMap { $0.prefix(100) }) >= 4
  }

  private static func isDoubled(_ times: [[Double]], _ repeated: [[Double]: Int]) -> Bool {
    guard !repeated.isEmpty, repeated.values.reduce(0, +) == times.count else { return false }
    // Each of the executions comes as often as the others, so that there is one length to try.
    let period = repeated.count
    return times.count.isMultiple(of: period) && zip(times, times.dropFirst(period)).allSatisfy(==)
  }

  /// Whether times have so many digits that no others are the same by chance.
  private static func isUnmistakable(_ times: [Double]) -> Bool {
    digits(of: times.prefix(100)) >= 9
  }

  /// How many digits of different times are left to chance.
  ///
  /// The first two digits of a time are about the same in all executions. Those from the seventh on
  /// may come from a division, such as that of a rate, and count nothing.
  private static func digits(of times: some Sequence<Double>) -> Int {
    Set(times).reduce(0) { $0 + max(0, min(significantDigits($1), 6) - 2) }
  }

  private static func significantDigits(_ time: Double) -> Int {
    let text = time.description.prefix { $0 != "e" }
    return text.drop { $0 == "0" || $0 == "." }.count { $0.isNumber }
  }
}

extension RepeatedExecutions.Removed {
  /// A warning for each kind of executions that were removed from a text.
  func warnings(of text: String, others: String) -> [Warning] {
    var warnings: [Warning] = []
    if ofOthers > 0 {
      warnings.append(
        Warning(
          kind: .repeatedData,
          message: "executions in \(text) are the same to the last digit as those of \(others), "
            + "and count once (\(ofOthers)): was a file given twice, or copied?"))
    }
    if ofItself > 0 {
      warnings.append(
        Warning(
          kind: .repeatedData,
          message:
            "executions in \(text) are the same to the last digit as others in it, and count "
            + "once (\(ofItself)): was it written twice, or joined with itself?"))
    }
    return warnings
  }
}
