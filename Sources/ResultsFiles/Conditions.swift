// SPDX-License-Identifier: GPL-3.0-or-later

import OrderedCollections

/// Under what a benchmark was measured, beside what its key says, such as how many threads ran it.
///
/// Executions that differ in them are different measurements of the benchmark: ``MergedResults``
/// names them apart. What a file does not say is not there.
struct Conditions: Hashable {
  /// Each condition, by its name.
  private(set) var values: OrderedDictionary<String, String> = [:]

  /// Sets a condition; one without a value is not there.
  subscript(name: String) -> String? {
    get { values[name] }
    set { values[name] = newValue }
  }

  /// What tells each of several conditions from the others, in words such as `threads=4`.
  ///
  /// Of values that are lists of words, such as the arguments of a virtual machine, only the words
  /// count that not all have.
  static func distinctions(of all: [Conditions]) -> [[String]] {
    var distinctions = [[String]](repeating: [], count: all.count)
    for name in OrderedSet(all.flatMap(\.values.keys)) where Set(all.map { $0[name] }).count > 1 {
      let words = all.map { OrderedSet(($0[name] ?? "").split(separator: " ")) }
      let common = words.dropFirst().reduce(words[0]) { $0.intersection($1) }
      for (index, words) in words.enumerated() {
        let own = words.subtracting(common).joined(separator: " ")
        if !own.isEmpty { distinctions[index].append("\(name)=\(own)") }
      }
    }
    return distinctions
  }
}
