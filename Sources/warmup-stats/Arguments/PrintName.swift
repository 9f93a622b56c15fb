// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import OrderedCollections
import ResultsFiles
import WarmupStats

/// A VM, machine or benchmark and the name that it has in print, written `old=new`.
struct PrintName: ExpressibleByArgument {
  var old: String
  var new: String

  init?(argument: String) {
    guard let sign = argument.lastIndex(of: "="), sign != argument.startIndex else { return nil }
    old = String(argument[..<sign])
    new = Self.withIndices(String(argument[argument.index(after: sign)...]))
    guard !new.isEmpty else { return nil }
  }

  /// The name with digits below the line where LaTeX writes them so: `Linux$_{4790}$` is Linux₄₇₉₀ in
  /// every format.
  static func withIndices(_ name: String) -> String {
    var written = String.UnicodeScalarView()
    var rest = name.unicodeScalars[...]
    while let scalar = rest.first {
      if let index = Self.index(at: rest) {
        written.append(contentsOf: index.digits)
        rest = rest.dropFirst(index.length)
      } else {
        written.append(scalar)
        rest.removeFirst()
      }
    }
    return String(written)
  }

  /// The digits below the line that a text begins with as LaTeX writes them, `$_{4790}$` or `$_4$`,
  /// and how long that is; `nil` if it begins otherwise.
  private static func index(
    at text: Substring.UnicodeScalarView
  ) -> (digits: [Unicode.Scalar], length: Int)? {
    for (opening, closing) in [("$_{", "}$"), ("$_", "$")] {
      guard text.starts(with: opening.unicodeScalars) else { continue }
      let inner = text.dropFirst(opening.unicodeScalars.count)
      let digits = inner.prefix { (0x30...0x39).contains($0.value) }
      guard !digits.isEmpty, inner.dropFirst(digits.count).starts(with: closing.unicodeScalars)
      else { continue }
      return (
        digits.compactMap { Unicode.Scalar($0.value - 0x30 + 0x2080) },
        opening.unicodeScalars.count + digits.count + closing.unicodeScalars.count
      )
    }
    return nil
  }
}

extension [PrintName] {
  /// The results with the names of VMs, machines and benchmarks as they are to be printed.
  ///
  /// - Throws: `CommandTrouble` for a name that nothing has, and where two keys would become one.
  func applied(to results: ReadResults) throws(CommandTrouble) -> ReadResults {
    guard !isEmpty else { return results }
    var results = results
    for index in results.experiments.indices {
      let experiment = results.experiments[index]
      results.experiments[index].machine = renamed(experiment.machine)
      results.experiments[index].executions = [:]
      for (key, executions) in experiment.executions {
        let key = renamed(key)
        guard results.experiments[index].executions[key] == nil else { throw clash(key) }
        results.experiments[index].executions[key] = executions
      }
    }
    for index in results.warnings.indices {
      results.warnings[index].key = results.warnings[index].key.map(renamed)
    }
    try check(
      results.experiments.flatMap { [$0.machine] + names(of: $0.executions.keys.map { $0 }) })
    return results
  }

  /// The same of what was found earlier.
  func applied(to summaries: [ExperimentSummary]) throws(CommandTrouble) -> [ExperimentSummary] {
    guard !isEmpty else { return summaries }
    let result = summaries.map { summary in
      var renamed = summary.mappingKeys(self.renamed)
      renamed.machine = self.renamed(summary.machine)
      return renamed
    }
    for summary in result {
      let keys = summary.benchmarks.map(\.key)
      if let key = keys.first(where: { key in keys.count { $0 == key } > 1 }) { throw clash(key) }
    }
    try check(result.flatMap { [$0.machine] + names(of: $0.benchmarks.map(\.key)) })
    return result
  }

  /// The same of other quantities.
  func applied(to quantities: [Configurations]) throws(CommandTrouble) -> [Configurations] {
    guard !isEmpty else { return quantities }
    let result = quantities.map { configurations in
      var renamed = configurations.mappingKeys(self.renamed)
      renamed.machine = self.renamed(configurations.machine)
      return renamed
    }
    try check(result.flatMap { [$0.machine] + names(of: $0.keys) })
    return result
  }

  private func renamed(_ name: String) -> String { first { $0.old == name }?.new ?? name }

  private func renamed(_ key: BenchmarkKey) -> BenchmarkKey {
    BenchmarkKey(
      benchmark: renamed(key.benchmark), vm: renamed(key.vm), variant: renamed(key.variant))
  }

  private func names(of keys: [BenchmarkKey]) -> [String] {
    keys.flatMap { [$0.benchmark, $0.vm, $0.variant] }
  }

  /// Makes sure that each name was there.
  private func check(_ names: [String]) throws(CommandTrouble) {
    let present = Set(names)
    if let unused = first(where: { !present.contains($0.new) }) {
      throw .nothingToAnalyze(
        reason: "--rename \(unused.old)=…: there is no VM, machine, variant or benchmark "
          + "\(unused.old)")
    }
  }

  private func clash(_ key: BenchmarkKey) -> CommandTrouble {
    .nothingToAnalyze(reason: "--rename makes two keys one: \(key)")
  }
}
