// SPDX-License-Identifier: GPL-3.0-or-later

/// What the machine's counters say about an execution; its times have no part in it.
package struct Disturbance {
  /// What to tell of it.
  package var warnings: [String] = []
  /// Why it is to be run again.
  package var reasons: [String] = []

  /// The part of its time that another guest may have, and for which processes may wait.
  package static let allowedSteal = 0.01
  package static let allowedPressure = 0.02
  /// For how many nanoseconds the machine may seem suspended.
  package static let allowedSuspension: Int64 = 1_000_000

  /// Judges an execution.
  ///
  /// - Parameters:
  ///   - wallTime: how long it took, in seconds.
  ///   - suspension: by how much the clock that goes on in suspension went farther, in nanoseconds.
  ///   - clockRatio: the ratio of APERF to MPERF that was asked for.
  package init(
    from before: MachineCounters, to after: MachineCounters, wallTime: Double, suspension: Int64,
    clockRatio: ClosedRange<Double>?
  ) {
    func rise(_ counter: KeyPath<MachineCounters, Int?>) -> Int {
      guard let first = before[keyPath: counter], let last = after[keyPath: counter] else {
        return 0
      }
      return max(0, last - first)
    }
    if rise(\.throttles) > 0 { reasons.append("a processor was throttled because of heat") }
    let ticks = rise(\.ticks)
    let stolen = Double(rise(\.stolenTicks)) / Double(max(ticks, 1))
    if ticks > 0, stolen > Self.allowedSteal {
      reasons.append("other guests of the host had more than 1 % of the processors (steal)")
    }
    if rise(\.quotaStops) > 0 { reasons.append("the quota of the control group was used up") }
    if suspension > Self.allowedSuspension { reasons.append("the machine was suspended") }
    if before.onlineProcessors != after.onlineProcessors {
      reasons.append("processors went on- or offline")
    }
    if before.isPluggedIn != after.isPluggedIn {
      reasons.append("the power supply was plugged in or out")
    }
    if rise(\.swappedPages) > 0 { warnings.append("memory was swapped") }
    let waited = Double(rise(\.pressure)) / 1e6
    if wallTime > 0, waited > Self.allowedPressure * wallTime {
      warnings.append("processes waited for a processor for more than 2 % of the time")
    }
    if let clockRatio { judgeClock(before, after, clockRatio) }
  }

  /// Busy processors must have run at the nominal frequency; idle ones say little.
  private mutating func judgeClock(
    _ before: MachineCounters, _ after: MachineCounters, _ allowed: ClosedRange<Double>
  ) {
    let counts = [before.aperf, before.mperf, after.aperf, after.mperf].map(\.count)
    guard Set(counts).count == 1 else { return }
    let cores = before.aperf.indices.map { core in
      (
        Double(after.aperf[core] &- before.aperf[core]),
        Double(after.mperf[core] &- before.mperf[core])
      )
    }
    let most = cores.map(\.1).max() ?? 0
    let isOff = cores.contains { actual, nominal in
      nominal > 0 && nominal >= most / 2 && !allowed.contains(actual / nominal)
    }
    if isOff { reasons.append("a processor did not run at its nominal frequency") }
  }
}
