// SPDX-License-Identifier: GPL-3.0-or-later

/// The unit of a score: a time such as `ms`, a time per operation such as `ms/op` or `ns/iter`, or
/// operations in a time such as `ops/s`.
struct ScoreUnit {
  /// The unit as the file names it.
  let name: String
  /// Whether the score is a rate, of which more is better.
  let isRate: Bool
  /// Whether it is a time alone, and does not say of what.
  let isBare: Bool
  private let unit: TimeUnit

  /// Seconds.
  static let seconds = ScoreUnit(name: "s", unit: .seconds)

  private init(name: String, unit: TimeUnit) {
    self.name = name
    self.unit = unit
    isRate = false
    isBare = true
  }

  private static let rates = ["ops/", "op/", "iter/", "iters/", "it/"]
  private static let parts = ["/op", "/ops", "/iter", "/it"]

  init?(_ name: some StringProtocol) {
    self.name = String(name)
    if let unit = TimeUnit(name) {
      (self.unit, isRate, isBare) = (unit, false, true)
      return
    }
    let lowercased = name.lowercased()
    if let rate = Self.rates.first(where: lowercased.hasPrefix),
      let unit = TimeUnit(name.dropFirst(rate.count))
    {
      (self.unit, isRate, isBare) = (unit, true, false)
    } else if let part = Self.parts.first(where: lowercased.hasSuffix),
      let unit = TimeUnit(name.dropLast(part.count))
    {
      (self.unit, isRate, isBare) = (unit, false, false)
    } else {
      return nil
    }
  }

  /// The time of an operation, in seconds, that a score says.
  func time(_ score: Double) -> Double {
    isRate ? unit.secondsOfOne(atRate: score) : unit.inSeconds(score)
  }
}

extension JSONValue {
  /// The unit of scores that a string names.
  func scoreUnit() throws(ResultsFileError) -> ScoreUnit {
    guard case .string(let name) = content, let unit = ScoreUnit(name) else {
      throw error(expected: "a unit such as \"ms/op\" or \"ops/s\"")
    }
    return unit
  }

  /// The times of operations, in seconds, that an array of scores says.
  func times(in unit: ScoreUnit) throws(ResultsFileError) -> [Double] {
    try times(converted: unit.time)
  }
}
