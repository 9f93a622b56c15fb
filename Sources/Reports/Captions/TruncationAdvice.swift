// SPDX-License-Identifier: GPL-3.0-or-later

package import WarmupStats

/// What follows from a study of truncations, in a sentence or two.
package enum TruncationAdvice {
  /// The share of benchmarks whose conclusions must stay the same for a run to be long enough.
  package static let share = 0.95

  /// The advice for all benchmarks, then that for each VM if there are several; nothing if nothing
  /// was measured.
  ///
  /// - Complexity: O(number of points and benchmark keys).
  package static func sentences(on study: TruncationStudy) -> [String] {
    let vms = study.iterations.vms
    let all = advice(on: study, vm: nil).map { [$0] } ?? []
    guard vms.count > 1 else { return all }
    return all.map { "All: \($0)" }
      + vms.compactMap { vm in
        advice(on: study, vm: vm).map { vm.isEmpty ? $0 : "\(vm): \($0)" }
      }
  }

  /// The advice for the benchmarks of `vm`, or for all of them; `nil` if none was measured.
  package static func advice(on study: TruncationStudy, vm: String?) -> String? {
    guard let iterations = enough(on: study.iterations, "in-process iterations", vm) else {
      return nil
    }
    let executions = enough(on: study.executions, "process executions", vm)
    switch (iterations, executions) {
    case (.less(let less), nil): return "\(less) \(wouldHaveLed)."
    case (.all(let all), nil): return "Fewer than \(all) \(wouldNotHaveLed)."
    case (.less(let less), .less(let other)): return "\(less), or \(other), \(wouldHaveLed)."
    case (.less(let less), .all(let all)), (.all(let all), .less(let less)):
      return "\(less) \(wouldHaveLed). Fewer than \(all) would not."
    case (.all(let all), .all(let other)):
      return "Fewer than \(all), or fewer than \(other), \(wouldNotHaveLed)."
    }
  }

  /// How much measuring would have been enough.
  private enum Enough {
    /// Less than there was.
    case less(String)
    /// No less than there was.
    case all(String)
  }

  private static var wouldHaveLed: String {
    "would have led to the same conclusions for \(NumberFormat.percentage(share)) of the benchmarks"
  }

  private static var wouldNotHaveLed: String {
    "would not have led to the same conclusions for \(NumberFormat.percentage(share)) of the "
      + "benchmarks"
  }

  private static func enough(on curve: TruncationCurve, _ what: String, _ vm: String?) -> Enough? {
    let measured = curve.points.filter { curve.agreement(at: $0, vm: vm) != nil }
    guard let full = measured.last else { return nil }
    let all = "\(NumberFormat.range(full.count)) \(what)"
    guard let shortest = curve.shortestRun(keeping: share, vm: vm), shortest != full else {
      return .all(all)
    }
    return .less("\(NumberFormat.range(shortest.count)) of \(all)")
  }
}
