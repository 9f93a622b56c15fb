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
      let prefix =
        isTaken ? spelt + "machine" + Self.letters(of: "\(index + 1)") : spelt
      numbers += Self.numbers(of: machine, prefix: prefix, subject: machine.machine)
      numbers += Self.overallShares(of: machine, prefix: prefix, subject: machine.machine)
    }
    numbers += Self.overallShares(of: all, prefix: "total", subject: "all machines")
    if machines.count > 1 { numbers += Self.ranges(over: machines) }
  }

  /// The shares of executions that have each class, in per cent, as the text of a paper names them:
  /// `\linuxOverallFlat`.
  private static func overallShares(
    of shares: OverallShares, prefix: String, subject: String
  ) -> [NamedNumber] {
    classes.compactMap { name, words, share in
      let share = share(shares)
      guard share.total > 0 else { return nil }
      return NamedNumber(
        name: "\(prefix)Overall\(name)", text: share.percentageDigits,
        meaning: "\(subject): executions, \(words), in per cent")
    }
  }

  /// The classes that the text of a paper speaks of, and the shares of executions that have them.
  private static let classes:
    [(name: String, words: String, share: @Sendable (OverallShares) -> Share)] =
      OverallShares.executionLabels.map { label in
        let words = label.displayName.split(separator: " ")
        return (
          words.map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined(), label.displayName,
          { $0.share(ofExecutions: label) }
        )
      } + [("Classical", "warmup or flat", \.classicalExecutions)]

  /// The least and the greatest share over machines: of executions, and of benchmark keys.
  private static func ranges(over machines: [OverallShares]) -> [NamedNumber] {
    func range(_ name: String, _ meaning: String, _ shares: [Share]) -> NamedNumber? {
      let known = shares.filter { $0.total > 0 }
      let sorted = known.sorted { $0.count * $1.total < $1.count * $0.total }
      guard let least = sorted.first, let greatest = sorted.last else { return nil }
      let (lower, upper) = (least.percentageDigits, greatest.percentageDigits)
      return NamedNumber(
        name: name,
        text: lower == upper ? "\(lower)\u{2009}%" : "\(lower)\u{2009}%–\(upper)\u{2009}%",
        meaning: "\(meaning), from the least machine to the greatest")
    }
    return classes.compactMap { name, words, share in
      range("rangeOverall\(name)", "executions, \(words)", machines.map(share))
    }
      + [
        range(
          "rangePairsClassical", "benchmark keys with nothing but warmup or flat",
          machines.map(\.classicalKeys)),
        range(
          "rangePairsConsistent", "benchmark keys, consistent",
          machines.map { $0.share(ofKeys: .flat, .warmup, .slowdown, .noSteadyState) }),
      ].compactMap(\.self)
  }

  private static func numbers(
    of shares: OverallShares, prefix: String, subject: String
  ) -> [NamedNumber] {
    var numbers: [NamedNumber] = []
    func add(_ suffix: String, _ count: Int, _ meaning: String) {
      numbers.append(
        NamedNumber(
          name: prefix + suffix, text: NumberFormat.integer(count),
          meaning: "\(subject): \(meaning)"))
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
    func isTold(_ label: ClassLabel, _ counts: [ClassLabel: Int]) -> Bool {
      ![.steady, .inconsistent].contains(label) || counts[label, default: 0] > 0
    }
    for label in OverallShares.executionLabels where isTold(label, shares.executions) {
      add(
        letters(of: label.displayName), shares.share(ofExecutions: label),
        "executions, \(label.displayName)")
    }
    add("classicalwarmup", shares.classicalExecutions, "executions, warmup or flat")
    add("vmbenchpairs", shares.keyTotal, "benchmark keys")
    if isAll {
      add(
        "triples", shares.keyTotal, "triples of a machine, a VM and a benchmark (in a variant)")
      add(
        "triplesclassicalwarmup", shares.classicalKeys,
        "triples with nothing but warmup or flat")
    }
    for label in OverallShares.keyLabels where isTold(label, shares.keys) {
      add(
        "vmbenchpairs" + letters(of: label.displayName), shares.share(ofKeys: label),
        "benchmark keys, \(label.displayName)")
    }
    add("vmbenchpairsclassicalwarmup", shares.classicalKeys, "keys with nothing but warmup or flat")
    add(
      "consistent", shares.share(ofKeys: .flat, .warmup, .slowdown, .noSteadyState, .steady),
      "benchmark keys, consistent")
    add("goodinconsistent", shares.share(ofKeys: .goodInconsistent), "keys, good inconsistent")
    add("badinconsistent", shares.share(ofKeys: .badInconsistent), "keys, bad inconsistent")
    return numbers
  }

  /// The letters of a name in lower case, with digits spelt; nothing else may stand in a macro.
  ///
  /// What is written as an index below the line is left out: Linux₄₇₉₀ is `linux`.
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
