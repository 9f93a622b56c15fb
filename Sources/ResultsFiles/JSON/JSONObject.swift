// SPDX-License-Identifier: GPL-3.0-or-later

/// An object in a JSON document.
struct JSONObject: Sequence {
  private let document: JSONDocument
  private let node: Int

  init(document: JSONDocument, node: Int) {
    self.document = document
    self.node = node
  }

  /// A name and its value.
  struct Member {
    var name: String
    var value: JSONValue
  }

  var count: Int { document.count(at: node) }

  func makeIterator() -> Iterator { Iterator(document: document, object: node) }

  /// Passes over the members of an object.
  struct Iterator: IteratorProtocol {
    private let document: JSONDocument
    private var remaining: Int
    private var position: Int

    init(document: JSONDocument, object: Int) {
      self.document = document
      remaining = document.count(at: object)
      position = object + 1
    }

    mutating func next() -> Member? {
      guard remaining > 0 else { return nil }
      remaining -= 1
      defer { position = document.end(of: position) }
      return Member(
        name: document.name(of: position),
        value: JSONValue(document: document, node: position))
    }
  }

  /// The value of a member; `nil` if there is none of that name.
  ///
  /// - Complexity: O(number of members).
  subscript(name: String) -> JSONValue? { first { $0.name == name }?.value }

  /// The value of a member, unless there is none of that name or it is null.
  func optional(_ name: String) throws(ResultsFileError) -> JSONValue? {
    guard let value = try member(name), !value.isNull else { return nil }
    return value
  }

  /// The value of a member that must be there.
  func required(_ name: String) throws(ResultsFileError) -> JSONValue {
    guard let value = try member(name) else {
      throw JSONValue(document: document, node: node)
        .error(expected: "a member \(quoted(name))", found: "none")
    }
    return value
  }

  /// The value of a member, or, if there is none, of another one that must be there then.
  func required(_ name: String, or other: String) throws(ResultsFileError) -> JSONValue {
    if let value = try optional(name) { return value }
    return try required(other)
  }

  /// The value of a member, of which there must not be two, null or not; `nil` if there is none.
  func member(_ name: String) throws(ResultsFileError) -> JSONValue? {
    var value: JSONValue?
    for member in self where member.name == name {
      guard value == nil else { throw Self.repeated(member) }
      value = member.value
    }
    return value
  }

  private static func repeated(_ member: Member) -> ResultsFileError {
    member.value.error(
      expected: "each name once", found: "\(quoted(member.name)) a second time")
  }

  /// All members, each name once.
  func membersOnce() throws(ResultsFileError) -> [Member] {
    var names: Set<String> = []
    var members: [Member] = []
    names.reserveCapacity(count)
    members.reserveCapacity(count)
    for member in self {
      guard names.insert(member.name).inserted else { throw Self.repeated(member) }
      members.append(member)
    }
    return members
  }
}
