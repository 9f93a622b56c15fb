// SPDX-License-Identifier: GPL-3.0-or-later

/// What is wrong with times that someone wants to analyze.
public enum MeasurementError: Error, Sendable, Hashable, Codable {
  /// A process execution, counted from 0, has no iteration.
  case noIterations(execution: Int)
  /// An iteration of a process execution, both counted from 0, has a time in seconds that lies
  /// outside ``ProcessExecution/possibleTimes``.
  case impossibleTime(Double, iteration: Int, execution: Int)

  /// Throws unless there is a time, and all are possible.
  static func check(_ times: [Double], execution: Int = 0) throws(MeasurementError) {
    guard !times.isEmpty else { throw .noIterations(execution: execution) }
    for (iteration, time) in times.enumerated()
    where !ProcessExecution.possibleTimes.contains(time) {
      throw .impossibleTime(time, iteration: iteration, execution: execution)
    }
  }
}

extension Duration {
  /// The duration in seconds.
  var inSeconds: Double {
    Double(components.seconds) + 1e-18 * Double(components.attoseconds)
  }
}
