// SPDX-License-Identifier: GPL-3.0-or-later

import CSimdJSON

/// A value in a JSON document, which knows its place in it.
struct JSONValue {
  let document: JSONDocument
  private let node: Int
  /// The index of the value in its array, if that is one of numbers only; else `nil`.
  private let element: Int?

  init(document: JSONDocument, node: Int, element: Int? = nil) {
    self.document = document
    self.node = node
    self.element = element
  }

  /// What a value can be.
  enum Content {
    case null
    case bool(Bool)
    case number(Double)
    case string(String)
    case array(JSONArray)
    case object(JSONObject)
  }

  var content: Content {
    if let element { return .number(document.number(element, of: node)) }
    switch document.kind(of: node) {
    case JSON_KIND_NULL, JSON_KIND_FORGOTTEN: return .null
    case JSON_KIND_FALSE: return .bool(false)
    case JSON_KIND_TRUE: return .bool(true)
    case JSON_KIND_NUMBER: return .number(document.number(at: node))
    case JSON_KIND_STRING: return .string(document.string(at: node))
    case JSON_KIND_OBJECT: return .object(JSONObject(document: document, node: node))
    default: return .array(JSONArray(document: document, node: node))
    }
  }

  /// Where the value stands.
  var place: ResultsFileError.Place {
    let container = document.pointer(to: node)
    let pointer = element.map { "\(container)/\($0)" } ?? container
    return document.line.map { .lineAndPointer($0, pointer) } ?? .pointer(pointer)
  }

  /// Gives back the memory of the numbers in an array or object, which is not read any more.
  func forget() { document.forget(node) }

  /// An error that says what should stand here instead.
  func error(expected: String, found: String? = nil) -> ResultsFileError {
    ResultsFileError(
      path: document.path, place: place, expected: expected, found: found ?? summary)
  }

  /// The value in a few words.
  var summary: String {
    switch content {
    case .null: "null"
    case .bool(let truth): "\(truth)"
    case .number(let number): Self.summary(of: number)
    case .string(let string): quoted(string)
    case .array(let array): array.count == 0 ? "an empty array" : "an array of \(array.count)"
    case .object(let object): object.count == 0 ? "an empty object" : "an object"
    }
  }

  /// A number as a person would write it.
  static func summary(of number: Double) -> String {
    guard number.isFinite else {
      return number.isNaN ? "NaN" : number < 0 ? "-Infinity" : "Infinity"
    }
    return Double(Int64(exactly: number) ?? 0) == number && abs(number) < 1e15
      ? "\(Int64(number))" : "\(number)"
  }
}

// MARK: - What should stand here

extension JSONValue {
  var isNull: Bool {
    if case .null = content { return true }
    return false
  }

  func object(expected: String = "an object") throws(ResultsFileError) -> JSONObject {
    guard case .object(let object) = content else { throw error(expected: expected) }
    return object
  }

  func array(expected: String = "an array") throws(ResultsFileError) -> JSONArray {
    guard case .array(let array) = content else { throw error(expected: expected) }
    return array
  }

  func string(expected: String = "a string") throws(ResultsFileError) -> String {
    guard case .string(let string) = content else { throw error(expected: expected) }
    return string
  }

  /// A string as it is, and a number as a person would write it.
  func scalarText() throws(ResultsFileError) -> String {
    switch content {
    case .string(let string): return string
    case .number(let number): return Self.summary(of: number)
    default: throw error(expected: "a string or a number")
    }
  }

  func number(expected: String = "a number") throws(ResultsFileError) -> Double {
    guard case .number(let number) = content, number.isFinite else {
      throw error(expected: expected)
    }
    return number
  }

  func bool(expected: String = "true or false") throws(ResultsFileError) -> Bool {
    guard case .bool(let truth) = content else { throw error(expected: expected) }
    return truth
  }

  /// An array of numbers, which all satisfy a condition.
  func numbers(
    expected: String = "a number", where isValid: (Double) -> Bool = { $0.isFinite }
  ) throws(ResultsFileError) -> [Double] {
    try numbers(converted: { $0 }, where: isValid) { value, _ in value.error(expected: expected) }
  }

  /// An array of numbers, each converted, which all satisfy a condition then.
  ///
  /// - Parameter error: The error of an element that does not, or that is no number (NaN).
  private func numbers(
    converted convert: (Double) -> Double, where isValid: (Double) -> Bool,
    error: (JSONValue, Double?) -> ResultsFileError
  ) throws(ResultsFileError) -> [Double] {
    let array = try array(expected: "an array of numbers")
    guard array.count > 0 else { return [] }
    guard document.kind(of: node) == JSON_KIND_NUMBERS else {
      throw error(array.firstThatIsNoNumber, nil)
    }
    let (numbers, invalid) = document.withNumbers(at: node) { span in
      var invalid: Int?
      let numbers = [Double](capacity: span.count) { numbers in
        for index in span.indices {
          let number = convert(span[index])
          if !isValid(number) && invalid == nil { invalid = index }
          numbers.append(number)
        }
      }
      return (numbers, invalid)
    }
    if let invalid {
      throw error(JSONValue(document: document, node: node, element: invalid), numbers[invalid])
    }
    return numbers
  }

  /// An array of times, in seconds, which the file counts in `unit`.
  ///
  /// - Throws: `ResultsFileError` at the first element that is no time that can be analyzed.
  func times(in unit: TimeUnit = .seconds) throws(ResultsFileError) -> [Double] {
    try times(converted: unit.inSeconds)
  }

  /// An array of times, in seconds, which the file counts in another way.
  func times(converted convert: (Double) -> Double) throws(ResultsFileError) -> [Double] {
    try numbers(converted: convert, where: TimeRange.contains) { $0.timeError($1) }
  }

  /// A time, in seconds, which the file counts in `unit`.
  func time(in unit: TimeUnit = .seconds) throws(ResultsFileError) -> Double {
    try time(converted: unit.inSeconds)
  }

  /// A time, in seconds, which the file counts in another way.
  func time(converted convert: (Double) -> Double) throws(ResultsFileError) -> Double {
    guard case .number(let number) = content else { throw timeError(nil) }
    let time = convert(number)
    guard TimeRange.contains(time) else { throw timeError(time) }
    return time
  }

  /// How long each of `count` operations took, in seconds, of which the file has the sum in
  /// `unit`.
  func time(in unit: TimeUnit, dividedBy count: Double) throws(ResultsFileError) -> Double {
    try time { unit.inSeconds($0 / count) }
  }

  /// The error of a value that is not a time, or is this one, in seconds.
  private func timeError(_ time: Double?) -> ResultsFileError {
    var error = error(expected: TimeRange.expectation(insteadOf: time))
    if case .number(let number) = content { error.isVanishedTime = number == 0 }
    error.isTimeOutOfRange = TimeRange.isOutOfRange(time)
    return error
  }

  /// The unit of time of this name.
  func timeUnit() throws(ResultsFileError) -> TimeUnit {
    guard case .string(let name) = content, let unit = TimeUnit(name) else {
      throw error(expected: "a unit of time")
    }
    return unit
  }

  /// A whole number that is not negative.
  func count() throws(ResultsFileError) -> Int {
    guard case .number(let number) = content, number >= 0, number < 1e15,
      number == number.rounded()
    else { throw error(expected: "a whole number that is not negative") }
    return Int(number)
  }

  /// A positive whole number.
  func positiveCount() throws(ResultsFileError) -> Double {
    guard case .number(let number) = content, number >= 1, number < 1e15,
      number == number.rounded()
    else { throw error(expected: "a positive whole number") }
    return number
  }
}
