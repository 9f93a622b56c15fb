// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import OrderedCollections
import WarmupStats

/// Names that a person cannot tell apart: the same characters, composed in different ways, or with
/// marks that do not show.
enum LookalikeNames {
  /// A warning for each of the first ten pairs of keys whose names look the same, and one that
  /// counts the rest.
  ///
  /// - Complexity: O(number of bytes in the names).
  static func warnings(of experiments: [Experiment]) -> [Warning] {
    experiments.flatMap { experiment -> [Warning] in
      var looks: [String: BenchmarkKey] = [:]
      var warnings: [Warning] = []
      guard experiment.executions.keys.contains(where: { !isPlain($0) }) else { return [] }
      for key in experiment.executions.keys {
        let look = look(of: key.description)
        guard let other = looks[look] else {
          looks[look] = key
          continue
        }
        warnings.append(
          Warning(
            kind: .confusableNames,
            message: "two benchmarks look the same, and are spelled differently in Unicode: "
              + "\(spelled(other.description)) and \(spelled(key.description))"))
      }
      guard warnings.count > 10 else { return warnings }
      let rest = Warning(
        kind: .confusableNames,
        message: "\(counted(warnings.count - 10, "more pair")) of benchmarks look the same")
      return warnings.prefix(10) + [rest]
    }
  }

  private static func isPlain(_ key: BenchmarkKey) -> Bool {
    isPlain(key.benchmark) && isPlain(key.vm) && isPlain(key.variant)
  }

  private static func isPlain(_ name: String) -> Bool { name.utf8.allSatisfy { $0 < 0x80 } }

  /// What shows of a name.
  private static func look(of name: String) -> String {
    guard !isPlain(name) else { return name }
    var shown = String.UnicodeScalarView()
    for scalar in name.precomposedStringWithCompatibilityMapping.unicodeScalars
    where !scalar.properties.isDefaultIgnorableCodePoint { shown.append(scalar) }
    return String(shown)
  }

  /// A name with what is not ASCII written as numbers.
  private static func spelled(_ name: String) -> String {
    let scalars = name.unicodeScalars.prefix(60).map { scalar in
      scalar.isASCII ? String(scalar) : "\\u{\(String(scalar.value, radix: 16))}"
    }
    return quoted(scalars.joined())
  }
}
