// SPDX-License-Identifier: GPL-3.0-or-later

/// What a virtual machine recorded of its own work during the in-process iterations of one process
/// execution.
public struct VMInstrumentation: Sendable, Hashable, Codable {
  /// How long some work took in each iteration.
  package struct Durations: Sendable, Hashable, Codable {
    /// What durations are counted in.
    package enum Unit: Sendable, Hashable, Codable {
      /// Seconds.
      case seconds
      /// Ticks of the processor's clock, whose rate is not known.
      case clockTicks
    }

    /// A duration per iteration, not negative.
    package var values: [Double]
    /// What they are counted in.
    package var unit: Unit

    /// Creates durations.
    package init(_ values: [Double], in unit: Unit = .seconds) {
      self.values = values
      self.unit = unit
    }
  }

  /// How long garbage was collected in each iteration.
  package var garbageCollection: Durations
  /// How long code was compiled just in time in each iteration, on all threads together.
  package var compilation: Durations

  /// Creates an instrumentation from its parts.
  package init(garbageCollection: Durations, compilation: Durations) {
    self.garbageCollection = garbageCollection
    self.compilation = compilation
  }
}
