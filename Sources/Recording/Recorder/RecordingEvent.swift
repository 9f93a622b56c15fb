// SPDX-License-Identifier: GPL-3.0-or-later

public import WarmupStats

/// What a recorder tells while it records.
public enum RecordingEvent: Sendable {
  /// An earlier recording goes on, of which so many executions are there.
  case resumed(executions: Int, cutBytes: Int)
  /// Something that a person should know.
  case note(String)
  /// An execution begins.
  case started(BenchmarkKey, execution: Int, of: Int?, remaining: Double?)
  /// An execution is under way; how many times have come, and the last, in seconds.
  case running(BenchmarkKey, iterations: Int, last: Double?, remaining: Double?)
  /// An execution has ended.
  case ended(BenchmarkKey, execution: Int, RecordedExecution)
  /// An execution was disturbed, and will run again.
  case discarded(BenchmarkKey, execution: Int, reason: String)
  /// The results were written.
  case written
}
