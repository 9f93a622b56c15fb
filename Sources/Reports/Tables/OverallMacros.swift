// SPDX-License-Identifier: GPL-3.0-or-later

public import WarmupStats

/// A number with a name made of letters, for use in the text of a paper.
package struct NamedNumber: Sendable, Hashable {
  /// The name: lowercase letters only.
  package var name: String
  /// The digits of the number.
  package var text: String
  /// What the number is, in a few words.
  package var meaning: String
}

/// The numbers of the overall table, named as in the published article.
///
/// The names follow Barrett et al., OOPSLA 2017 (`bencherfivewarmuppercentage`, `totalpexecs`), so
/// that its sentences can be reused; a machine's name is spelt in letters.
public struct OverallMacros: Sendable, Hashable {
  /// The numbers: of all machines, and of each.
  package var numbers: [NamedNumber]

  /// Names every number of some summaries: of all machines, and of each.
  ///
  /// - Complexity: O(number of benchmark keys).
  public init(_ summaries: [ExperimentSummary]) {
    let all = OverallShares(machine: "", of: summaries)
    let machines = OverallShares.perMachine(summaries)
    numbers = Self.numbers(of: all, prefix: "total", subject: "all machines")
    for (index, machine) in machines.enumerated() {
      let spelt = Self.letters(of: machine.machine)
      let isTaken =
        spelt.isEmpty || spelt == "total"
        || machines[..<index].contains { Self.letters(of: $0.machine) == spelt }
      numbers += Self.numbers(
        of: machine, prefix: isTaken ? spelt + "machine" + Self.letters(of: "\(index + 1)") : spelt,
        subject: machine.machine)
    }
  }

  private static func numbers(
    of shares: OverallShares, prefix: String, subject: String
  ) -> [NamedNumber] {
    var numbers: [NamedNumber] = []
    func add(_ suffix: String, _ count: Int, _ meaning: String) {
      numbers.append(
        NamedNumber(name: prefix + suffix, text: "\(count)", meaning: "\(subject): \(meaning)"))
    }
    func add(_ suffix: String, _ share: Share, _ meaning: String) {
      add(suffix, share.count, meaning)
      guard share.total > 0 else { return }
      numbers.append(
        NamedNumber(
          name: prefix + suffix + "percentage", text: share.percentageDigits,
          meaning: "\(subject): \(meaning), in per cent"))
    }
    let isAll = prefix == "total"
    add(isAll ? "pexecs" : "totalpexecs", shares.executionTotal, "process executions")
    add(isAll ? "iterations" : "totaliterations", shares.iterations, "in-process iterations")
    for label in OverallShares.executionLabels {
      add(
        letters(of: label.displayName), shares.share(ofExecutions: label),
        "executions, \(label.displayName)")
    }
    add("classicalwarmup", shares.classicalExecutions, "executions, warmup or flat")
    add("vmbenchpairs", shares.keyTotal, "benchmark keys")
    for label in OverallShares.keyLabels {
      add(
        "vmbenchpairs" + letters(of: label.displayName), shares.share(ofKeys: label),
        "benchmark keys, \(label.displayName)")
    }
    add("vmbenchpairsclassicalwarmup", shares.classicalKeys, "keys with nothing but warmup or flat")
    add(
      "consistent", shares.share(ofKeys: .flat, .warmup, .slowdown, .noSteadyState),
      "benchmark keys, consistent")
    add("goodinconsistent", shares.share(ofKeys: .goodInconsistent), "keys, good inconsistent")
    add("badinconsistent", shares.share(ofKeys: .badInconsistent), "keys, bad inconsistent")
    return numbers
  }

  /// The letters of a name in lower case, with digits spelt; nothing else may stand in a macro.
  static func letters(of name: String) -> String {
    let digits = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
    return name.lowercased().unicodeScalars.map { scalar in
      switch scalar {
      case "a"..."z": String(scalar)
      case "0"..."9": digits[Int(scalar.value) - 48]
      default: ""
      }
    }.joined()
  }
}
