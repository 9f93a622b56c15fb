// SPDX-License-Identifier: GPL-3.0-or-later

extension ReBenchDBReader {
  /// The criterion whose values are read: which it is, and in what it is measured.
  struct Criterion {
    private let index: Double
    let unit: TimeUnit
    let unitName: String
    /// The names of the other criteria.
    let others: [String]

    init(named name: String, in criteria: JSONValue) throws(ResultsFileError) {
      var index: Double?
      var unit: TimeUnit?
      var unitName = ""
      var others: [String] = []
      for value in try criteria.array() {
        let criterion = try value.object()
        let other = try criterion.required("c").string()
        guard other == name else {
          others.append(other)
          continue
        }
        guard index == nil else {
          throw value.error(expected: "each criterion once", found: "\(quoted(name)) again")
        }
        index = try criterion.required("i").number()
        unit = try criterion.required("u").timeUnit()
        unitName = try criterion.required("u").string()
      }
      guard let index, let unit else {
        throw criteria.error(
          expected: "the criterion \(quoted(name))",
          found: others.isEmpty ? "none" : "only " + others.map(quoted).joined(separator: ", "))
      }
      self.index = index
      self.unit = unit
      self.unitName = unitName
      self.others = others
    }

    /// The value in a list of pairs of a criterion and a value.
    func value(inPairs pairs: JSONValue) throws(ResultsFileError) -> JSONValue {
      var found: [JSONValue] = []
      for value in try pairs.array() {
        let pair = try value.object()
        if try pair.required("c").number() == index { found.append(try pair.required("v")) }
      }
      guard found.count == 1 else {
        throw pairs.error(expected: "one value of the criterion", found: "\(found.count)")
      }
      return found[0]
    }

    /// The values in a list of lists, one for each criterion.
    func values(inLists lists: JSONValue) throws(ResultsFileError) -> [JSONValue] {
      for (position, list) in try lists.array().enumerated() where Double(position) == index {
        return list.isNull ? [] : Array(try list.array())
      }
      throw lists.error(expected: "values of the criterion", found: "none")
    }
  }
}
