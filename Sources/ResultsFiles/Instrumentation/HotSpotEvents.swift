// SPDX-License-Identifier: GPL-3.0-or-later

import WarmupStats

/// What HotSpot says after each iteration: the number of the iteration, and, since the start of the
/// process, the milliseconds of compilation, and of every garbage collector its name, its memory
/// pools, the milliseconds it took, and how often it ran.
///
/// The first iteration's share holds what came before it, since nothing tells them apart.
enum HotSpotEvents {
  static func instrumentation(
    _ events: [JSONValue]
  ) throws(ResultsFileError) -> VMInstrumentation {
    var compilation = Counter()
    var collection = Counter()
    for (index, event) in events.enumerated() {
      let fields = try event.elements(
        3, expected: "an iteration's number, milliseconds and collectors")
      guard case .number(Double(index)) = fields[0].content else {
        throw fields[0].error(expected: "\(index), the number of the iteration")
      }
      try compilation.advance(to: fields[1].milliseconds(), at: fields[1])
      var total = 0.0
      for collector in try fields[2].array(expected: "an array of garbage collectors") {
        let fields = try collector.elements(
          4, expected: "a collector's name, pools, milliseconds and count")
        _ = try fields[0].string(expected: "the name of a collector")
        _ = try fields[1].array(expected: "an array of memory pools")
        total += try fields[2].milliseconds()
        _ = try fields[3].notNegative(expected: "how often the collector ran")
      }
      try collection.advance(to: total, at: fields[2])
    }
    return VMInstrumentation(
      garbageCollection: .init(collection.steps), compilation: .init(compilation.steps))
  }

  /// A count since the start, in milliseconds.
  private struct Counter {
    /// What each iteration adds, in seconds.
    private(set) var steps: [Double] = []
    private var total = 0.0

    mutating func advance(to next: Double, at value: JSONValue) throws(ResultsFileError) {
      guard next >= total else {
        throw value.error(
          expected:
            "at least the \(JSONValue.summary(of: total)) ms of the iteration before, in all",
          found: "\(JSONValue.summary(of: next)) ms")
      }
      steps.append((next - total) / 1e3)
      total = next
    }
  }
}

extension JSONValue {
  fileprivate func milliseconds() throws(ResultsFileError) -> Double {
    try notNegative(expected: "milliseconds since the start")
  }

  /// A number that is not negative, and far less than a double can hold, so that sums are finite.
  func notNegative(expected: String) throws(ResultsFileError) -> Double {
    let number = try number(expected: expected)
    guard number >= 0, number < 1e18 else { throw error(expected: expected) }
    return number
  }
}
