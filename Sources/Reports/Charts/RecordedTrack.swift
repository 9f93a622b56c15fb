// SPDX-License-Identifier: GPL-3.0-or-later

package import WarmupStats

/// Something recorded beside the times, one number per in-process iteration, such as the time spent
/// in garbage collection.
package struct RecordedTrack: Sendable, Hashable {
  /// What was recorded, and in which unit.
  package var label: String
  /// A number per iteration, for each source of them, such as a core.
  package var series: [[Double]]
  /// What happens where numbers are not 0, in a few words; `nil` if nothing does.
  package var event: String?

  /// Creates a track.
  package init(label: String, series: [[Double]], event: String? = nil) {
    self.label = label
    self.series = series
    self.event = event
  }

  /// How much of the deviating time of an execution falls together with what happens, in a sentence;
  /// `nil` if that cannot be said.
  func coincidence(with times: [Double]) -> String? {
    guard let event, let values = series.first, values.count == times.count else { return nil }
    return Coincidence(of: times, with: values.map { $0 > 0 })?.sentence(on: event)
  }
}

extension RecordedTrack {
  /// What virtual machines recorded of their work in some executions, by the index of the execution:
  /// garbage collection, then compilation, each in the same unit for all.
  ///
  /// - Complexity: O(n) for n iterations in all.
  package static func tracks(of executions: [Int: VMInstrumentation]) -> [Int: [RecordedTrack]] {
    let collection = DurationLabels(
      "garbage collection", executions.values.map(\.garbageCollection))
    let compilation = DurationLabels("JIT compilation", executions.values.map(\.compilation))
    return executions.mapValues {
      [collection.track(of: $0.garbageCollection), compilation.track(of: $0.compilation)]
    }
  }

  /// The core cycles of an execution, in millions.
  static func coreCycles(of counters: ProcessorCounters) -> RecordedTrack {
    RecordedTrack(
      label: "core cycles (millions)",
      series: counters.coreCycles.map { $0.map { $0 / 1e6 } })
  }
}

/// How durations of one kind of work are written.
private struct DurationLabels {
  private let name: String
  private let unit: TimeUnit

  /// - Parameter all: all durations that are to share their unit.
  init(_ name: String, _ all: [VMInstrumentation.Durations]) {
    self.name = name
    let greatest = all.filter { $0.unit == .seconds }.flatMap(\.values).max() ?? 0
    unit = greatest > 0 ? TimeUnit(for: greatest) : .milliseconds
  }

  func track(of durations: VMInstrumentation.Durations) -> RecordedTrack {
    switch durations.unit {
    case .seconds:
      RecordedTrack(
        label: "\(name) (\(unit.symbol))", series: [durations.values.map { $0 * unit.perSecond }],
        event: name)
    case .clockTicks:
      RecordedTrack(
        label: "\(name) (million clock ticks)", series: [durations.values.map { $0 / 1e6 }],
        event: name)
    }
  }
}
