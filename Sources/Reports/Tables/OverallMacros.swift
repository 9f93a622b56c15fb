// SPDX-License-Identifier: GPL-3.0-or-later

/// A number with a name made of letters, for use in the text of a paper.
public struct NamedNumber: Sendable, Hashable {
  /// The name: lowercase letters only.
  public var name: String
  /// The digits of the number.
  public var text: String
  /// What the number is, in a few words.
  public var meaning: String
}

/// The numbers of the overall table, named as in the published article.
///
/// The names follow Barrett et al., OOPSLA 2017 (`bencherfivewarmuppercentage`, `totalpexecs`), so
/// that its sentences can be reused; a machine's name is spelt in letters.
public struct OverallMacros: Sendable, Hashable {
  /// The numbers: of all machines, and of each.
  public var numbers: [NamedNumber]

  /// Names every number of some machines' shares.
  public init(machines: [OverallShares], all: OverallShares) {
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
    for behaviour in OverallShares.executionBehaviours {
      add(
        letters(of: behaviour.word), shares.share(ofExecutions: behaviour),
        "executions, \(behaviour.word)")
    }
    add("classicalwarmup", shares.classicalExecutions, "executions, warmup or flat")
    add("vmbenchpairs", shares.keyTotal, "benchmark keys")
    for behaviour in OverallShares.keyBehaviours {
      add(
        "vmbenchpairs" + letters(of: behaviour.word), shares.share(ofKeys: behaviour),
        "benchmark keys, \(behaviour.word)")
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
