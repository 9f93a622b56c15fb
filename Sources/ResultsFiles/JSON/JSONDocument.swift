// SPDX-License-Identifier: GPL-3.0-or-later

import CSimdJSON

/// A parsed JSON text, which alone owns the memory of the parser.
///
/// Arrays of numbers lie in memory as arrays of doubles, so that a document takes no more room
/// than its text whatever its shape.
@safe final class JSONDocument {
  /// How deep values may be nested.
  static let depthLimit = 64

  /// The path of the file.
  let path: String
  /// The line, from 1, at which the document begins in a file of several; `nil` if it is a whole
  /// file.
  let line: Int?
  /// The text, of a document that says which schema it follows: to be decoded as a whole.
  private(set) var textOfSchema: [UInt8]?
  private var tree: json_tree
  /// The last numbers that are not read any more, and still take up memory.
  private var forgotten = 0..<0

  /// Parses a text.
  ///
  /// - Throws: `ResultsFileError` with line and column if the text is not JSON.
  init(
    parsing bytes: inout [UInt8], path: String, line: Int? = nil
  ) throws(ResultsFileError) {
    self.path = path
    self.line = line
    let count = bytes.count
    bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: Int(JSON_ROOM_BEHIND)))
    var tree = unsafe json_tree()
    var offset = 0
    let failure = unsafe bytes.withUnsafeMutableBufferPointer { text in
      unsafe json_parse(text.baseAddress, count, Self.depthLimit, &tree, &offset)
    }
    unsafe self.tree = tree
    bytes.removeLast(Int(JSON_ROOM_BEHIND))
    guard failure == JSON_VALID else {
      throw JSONFailure(
        failure, offset: offset == JSON_OFFSET_UNKNOWN ? nil : offset, bytes: bytes
      ).error(path: path, line: line)
    }
    if hasSchema { textOfSchema = bytes }
  }

  /// Takes over the tree of a text; `nil` if that has no value.
  init?(tree: json_tree, path: String) {
    guard unsafe tree.node_count > 0 else { return nil }
    self.path = path
    line = nil
    unsafe self.tree = tree
  }

  /// Parses a text that is not needed any more.
  convenience init(
    parsing bytes: ArraySlice<UInt8>, path: String, line: Int? = nil
  ) throws(ResultsFileError) {
    var bytes = Array(bytes)
    try self.init(parsing: &bytes, path: path, line: line)
  }

  deinit {
    unsafe json_tree_free(&tree)
  }

  /// The value that the whole text is.
  var root: JSONValue { JSONValue(document: self, node: 0) }

  /// Whether the document says which schema it follows.
  var hasSchema: Bool {
    if case .object(let object) = root.content, case .string? = object["schema"]?.content {
      return true
    }
    return false
  }

  /// Whether JSON allows a byte between any two tokens.
  static func isWhitespace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
  }
}

// MARK: - Nodes

extension JSONDocument {
  func kind(of node: Int) -> json_kind { json_kind(unsafe tree.nodes[node].kind) }

  private func lowHalf(of node: Int) -> Int {
    Int(unsafe tree.nodes[node].payload & 0xFFFF_FFFF)
  }

  private func highHalf(of node: Int) -> Int { Int(unsafe tree.nodes[node].payload >> 32) }

  func number(at node: Int) -> Double {
    Double(bitPattern: unsafe tree.nodes[node].payload)
  }

  /// The numbers of an array of numbers.
  func withNumbers<Result>(at node: Int, _ body: (Span<Double>) -> Result) -> Result {
    let start = unsafe tree.numbers + lowHalf(of: node)
    let numbers = unsafe UnsafeBufferPointer(start: start, count: highHalf(of: node))
    return body(unsafe numbers.span)
  }

  func number(_ element: Int, of node: Int) -> Double {
    withNumbers(at: node) { $0[element] }
  }

  func string(at node: Int) -> String {
    text(offset: lowHalf(of: node), length: highHalf(of: node))
  }

  /// The name of a member.
  func name(of node: Int) -> String {
    let key = unsafe tree.keys[Int(tree.nodes[node].key)]
    return text(offset: Int(key.offset), length: Int(key.length))
  }

  private func text(offset: Int, length: Int) -> String {
    guard length > 0 else { return "" }
    let bytes = unsafe UnsafeBufferPointer(start: tree.bytes + offset, count: length)
    return unsafe String(decoding: bytes, as: UTF8.self)
  }

  /// The number of elements of an array or members of an object.
  func count(at node: Int) -> Int {
    kind(of: node) == JSON_KIND_NUMBERS ? highHalf(of: node) : lowHalf(of: node)
  }

  /// The node behind a value and all that it holds.
  func end(of node: Int) -> Int {
    switch kind(of: node) {
    case JSON_KIND_ARRAY, JSON_KIND_OBJECT, JSON_KIND_FORGOTTEN: highHalf(of: node)
    default: node + 1
    }
  }

  /// Gives back the memory of the numbers in an array or object, which is null from then on.
  func forget(_ node: Int) {
    guard kind(of: node) == JSON_KIND_ARRAY || kind(of: node) == JSON_KIND_OBJECT else { return }
    for inner in node..<end(of: node) where kind(of: inner) == JSON_KIND_NUMBERS {
      let first = lowHalf(of: inner)
      let start = first == forgotten.upperBound ? forgotten.lowerBound : first
      forgotten = start..<(first + highHalf(of: inner))
      if forgotten.count >= Self.fewestForgotten {
        unsafe json_tree_forget(&tree, forgotten.lowerBound, forgotten.count)
        forgotten = forgotten.upperBound..<forgotten.upperBound
      }
    }
    unsafe tree.nodes[node].kind = JSON_KIND_FORGOTTEN.rawValue
  }

  /// The memory of so many numbers is worth a call of the system.
  private static let fewestForgotten = 1 << 16

  /// The JSON pointer (RFC 6901) to a node.
  ///
  /// - Complexity: O(number of siblings on the way).
  func pointer(to target: Int) -> String {
    var pointer = ""
    var parent = 0
    while parent != target {
      var child = parent + 1
      var index = 0
      while end(of: child) <= target {
        child = end(of: child)
        index += 1
      }
      pointer += "/"
      pointer += kind(of: parent) == JSON_KIND_OBJECT ? escaped(name(of: child)) : "\(index)"
      parent = child
    }
    return pointer
  }

  private func escaped(_ name: String) -> String {
    String(
      name.flatMap { character -> String in
        switch character {
        case "~": "~0"
        case "/": "~1"
        default: String(character)
        }
      })
  }
}
