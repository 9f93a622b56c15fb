// SPDX-License-Identifier: GPL-3.0-or-later

/// What the names of a column have in common, and the names without it.
///
/// In `org.example.Map.get(size=8,kind=a)` and `org.example.Set.get(size=8,kind=b)` that is
/// `org.example.` at the start and the parameter `size=8`. Names that differ stay different without
/// it.
package struct SharedNameParts {
  /// What all names begin with, up to a joint; empty if that is less than a few characters.
  package private(set) var prefix = ""
  /// The parameters that all names have at the same place.
  package private(set) var parameters: [String] = []
  /// The names without what they have in common.
  package private(set) var rests: [String]

  /// A shorter prefix is not worth a sentence that tells of it.
  private static let leastPrefix = 4

  /// Finds what some names have in common; nothing if fewer than two differ.
  ///
  /// - Complexity: O(total length).
  package init(of names: [String]) {
    rests = names
    guard let first = names.first, names.contains(where: { $0 != first }) else { return }
    dropParameters()
    dropPrefix()
  }

  /// Whether the names are shorter without it.
  var isEmpty: Bool { prefix.isEmpty && parameters.isEmpty }

  /// What readers should know of a column whose names are written without it.
  func sentence(heading: String) -> String {
    let parts =
      (prefix.isEmpty ? [] : ["begins with \"\(prefix)\""])
      + (parameters.isEmpty ? [] : ["has \(parameters.joined(separator: ", "))"])
    return "Each \(heading.lowercased()) \(parts.joined(separator: " and "))"
  }

  private mutating func dropParameters() {
    let parsed = rests.compactMap(ParameterizedName.init)
    guard parsed.count == rests.count, let first = parsed.first?.parameters,
      parsed.allSatisfy({ $0.parameters.count == first.count })
    else { return }
    let shared = first.indices.filter { index in
      parsed.allSatisfy { $0.parameters[index] == first[index] }
    }
    guard !shared.isEmpty else { return }
    parameters = shared.map { first[$0] }
    rests = parsed.map { name in
      name.text(keeping: first.indices.filter { !shared.contains($0) })
    }
  }

  private mutating func dropPrefix() {
    guard var common = rests.first?.unicodeScalars[...] else { return }
    for name in rests {
      common = common.prefix(zip(common, name.unicodeScalars).prefix { $0 == $1 }.count)
    }
    // Parameters that vary stay with the word before them, and no name ends up empty.
    let name = common.prefix { !"([{".unicodeScalars.contains($0) }
    guard let joint = name.lastIndex(where: { "./:".unicodeScalars.contains($0) }) else { return }
    let end = name.index(after: joint)
    let length = name[..<end].count
    guard length >= Self.leastPrefix, rests.allSatisfy({ $0.unicodeScalars.count > length }) else {
      return
    }
    prefix = String(name[..<end])
    rests = rests.map { String($0.unicodeScalars.dropFirst(length)) }
  }
}

/// A name with parameters in brackets at its end.
private struct ParameterizedName {
  var name: String
  var brackets: (open: Character, close: Character)
  var parameters: [String]

  init?(_ text: String) {
    guard let close = text.last, let open = "([{".first(where: { $0.closing == close }),
      let start = text.firstIndex(of: open), start != text.startIndex
    else { return nil }
    name = String(text[..<start])
    brackets = (open, close)
    parameters = text[text.index(after: start)...].dropLast()
      .split(separator: ",", omittingEmptySubsequences: false)
      .map { String($0).trimmed }
  }

  /// The name with some of its parameters; without brackets if none is kept.
  func text(keeping indices: [Int]) -> String {
    guard !indices.isEmpty else { return name }
    let kept = indices.map { parameters[$0] }.joined(separator: ",")
    return "\(name)\(brackets.open)\(kept)\(brackets.close)"
  }
}

extension Character {
  fileprivate var closing: Character {
    switch self {
    case "(": ")"
    case "[": "]"
    default: "}"
    }
  }
}

extension String {
  /// The string without spaces at its ends.
  fileprivate var trimmed: String {
    let start = drop { $0 == " " }
    return String(
      start[..<(start.lastIndex { $0 != " " }.map(start.index(after:)) ?? start.endIndex)])
  }
}
