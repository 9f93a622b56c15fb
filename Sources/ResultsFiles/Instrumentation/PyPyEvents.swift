// SPDX-License-Identifier: GPL-3.0-or-later

import WarmupStats

/// What PyPy logs in each iteration: a tree of sections, each with its name, its start and end in
/// ticks of the processor's clock, and the sections in it.
struct PyPyEvents {
  /// The ticks of garbage collection in each iteration.
  private var collection: [Double] = []
  /// When the first section in each iteration starts, in ticks; `nil` if there is none.
  private var firstStarts: [Double?] = []

  init(_ events: [JSONValue]) throws(ResultsFileError) {
    for event in events {
      let root = try event.elements(4, expected: Section.parts)
      guard case .string("root") = root[0].content else {
        throw root[0].error(expected: "\"root\", the name of an iteration's tree")
      }
      for end in root[1...2] where !end.isNull { throw end.error(expected: "null") }
      let sections = try Section.all(in: root[3])
      collection.append(sections.reduce(0) { $0 + $1.collection })
      firstStarts.append(sections.first?.start)
    }
  }

  /// What it comes to.
  ///
  /// - Parameters:
  ///   - value: the seconds of compilation in each iteration.
  ///   - times: how long each iteration took, in seconds.
  func instrumentation(
    compilation value: JSONValue, times: [Double]
  ) throws(ResultsFileError) -> VMInstrumentation {
    let compilation = try value.numbers(
      expected: "seconds, 0 or more", where: { $0 >= 0 && $0 < .infinity })
    guard compilation.count == times.count else {
      throw value.error(
        expected: "one element for each of the \(times.count) iterations",
        found: "\(compilation.count)")
    }
    let collection: VMInstrumentation.Durations =
      if let rate = ticksPerSecond(times) { .init(self.collection.map { $0 / rate }) } else {
        .init(self.collection, in: .clockTicks)
      }
    return VMInstrumentation(garbageCollection: collection, compilation: .init(compilation))
  }

  /// How fast the clock ticks, which no file says; `nil` if the execution cannot tell to 2 %.
  ///
  /// Two sections in different iterations are as far apart as the iterations from the one to the
  /// other took, but for at most the length of the first or of the last. The first iteration is left
  /// out, as its tree holds what came before. What a harness does between iterations is taken for
  /// a part of them, so the rate is too high by its share, and durations too short.
  private func ticksPerSecond(_ times: [Double]) -> Double? {
    let known = firstStarts.indices.dropFirst().filter { firstStarts[$0] != nil }
    guard let first = known.first, let last = known.last, first < last,
      let start = firstStarts[first], let end = firstStarts[last], start < end
    else { return nil }
    let seconds = times[first..<last].reduce(0, +)
    guard max(times[first], times[last]) <= 0.02 * seconds else { return nil }
    return (end - start) / seconds
  }

  /// A part of what PyPy did, with the parts in it.
  private struct Section {
    /// In ticks.
    var start: Double
    /// The ticks of garbage collection in it.
    var collection: Double

    static let parts = "a section's name, start, end and sections"

    static func all(in value: JSONValue) throws(ResultsFileError) -> [Section] {
      var sections: [Section] = []
      for section in try value.array(expected: "an array of sections") {
        sections.append(try Section(section))
      }
      return sections
    }

    init(_ value: JSONValue) throws(ResultsFileError) {
      let fields = try value.elements(4, expected: Self.parts)
      let name = try fields[0].string(expected: "the name of a section")
      start = try fields[1].notNegative(expected: "the start of a section, in ticks")
      let end = try fields[2].notNegative(expected: "the end of a section, in ticks")
      guard end >= start else {
        throw fields[2].error(expected: "an end that is not before the start, \(fields[1].summary)")
      }
      let inner = try Self.all(in: fields[3])
      // What is in a collection is a part of it already.
      let isCollection = name.hasPrefix("gc-minor") || name.hasPrefix("gc-collect")
      collection = isCollection ? end - start : inner.reduce(0) { $0 + $1.collection }
    }
  }
}
