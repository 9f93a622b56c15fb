// SPDX-License-Identifier: GPL-3.0-or-later

/// The unit of a score of JMH: a time per operation, or operations in a time.
struct JMHScoreUnit {
  let name: String
  /// Whether the score is a rate, of which more is better.
  let isRate: Bool
  private let unit: TimeUnit

  init?(_ name: some StringProtocol) {
    self.name = String(name)
    if name.hasPrefix("ops/"), let unit = TimeUnit(name.dropFirst(4)) {
      self.unit = unit
      isRate = true
    } else if name.hasSuffix("/op"), let unit = TimeUnit(name.dropLast(3)) {
      self.unit = unit
      isRate = false
    } else {
      return nil
    }
  }

  /// The unit that a JSON string names.
  init(_ value: JSONValue) throws(ResultsFileError) {
    guard case .string(let name) = value.content, let unit = JMHScoreUnit(name) else {
      throw value.error(expected: "a unit such as \"ms/op\" or \"ops/s\"")
    }
    self = unit
  }

  /// The time of an operation, in seconds, that a score says.
  func time(_ score: Double) -> Double {
    isRate ? unit.secondsOfOne(atRate: score) : unit.inSeconds(score)
  }

  /// The times of operations, in seconds, that an array of scores says.
  func times(_ scores: JSONValue) throws(ResultsFileError) -> [Double] {
    try scores.numbers(
      expected: "a positive score", converted: time, where: { $0 > 0 && $0 < .infinity })
  }

  /// What readers should know of scores in a unit that is a rate.
  static func note(_ unit: String) -> String {
    "scores in \(unit), of which more is better, were turned into seconds per operation"
  }
}
