// SPDX-License-Identifier: GPL-3.0-or-later

/// What Swift's package-benchmark exports in the manner of JMH.
///
/// Its raw data are the values of a histogram, sorted: the order in which they were measured,
/// and so any change over time, is lost.
enum PackageBenchmark {
  /// Whether an entry of such an export is not one of JMH: it is named after the package, and its
  /// unit is not that of one operation.
  static func isExport(_ entry: JSONObject) -> Bool {
    guard case .string(let name)? = entry["benchmark"]?.content,
      name.hasPrefix("package.benchmark.")
    else { return false }
    guard case .string(let unit)? = entry["primaryMetric"]?.asObject?["scoreUnit"]?.content else {
      return true
    }
    return !unit.hasSuffix("/op")
  }
}
