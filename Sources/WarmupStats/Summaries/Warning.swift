// SPDX-License-Identifier: GPL-3.0-or-later

/// Something that readers of a result should know: a doubt as a value, not as an error.
///
/// It carries facts and no sentence. `Reports` puts the facts into words.
public struct Warning: Sendable, Hashable, Codable {
  /// What a warning is about.
  public enum Kind: String, Sendable, Hashable, Codable, CaseIterable, DisplayNamed {
    /// Executions crashed or timed out, and took no part.
    case crashedExecutions = "crashed executions"
    /// The tolerance is relative, because of the kind of results, and not that of the method.
    case relativeTolerance = "relative tolerance"
    /// The tolerance is a large part of an iteration's time, so that much passes as flat.
    case coarseTolerance = "coarse tolerance"
    /// Executions without a steady state were left out of a comparison, which may mislead.
    case leftOutExecutions = "left-out executions"
    /// The tolerance has no effect, because variances, read as seconds, exceed it.
    case ineffectiveTolerance = "ineffective tolerance"
    /// The last iterations differ from the steady state.
    case lateChange = "late change"
    /// Executions were stopped when they looked steady, so that what came after is not known.
    case stoppedWhenSteady = "stopped when steady"
    /// There are too few executions, or iterations, to say much.
    case fewMeasurements = "few measurements"
    /// What the harness was told to warm up is not enough for the steady state.
    case insufficientWarmup = "insufficient warmup"
    /// The file does not hold what the analysis would need, such as warmup iterations.
    case incompleteData = "incomplete data"
    /// Parts of a file were skipped because they could not be read.
    case skippedData = "skipped data"
    /// Values of a file were turned into times of single iterations.
    case convertedData = "converted data"
    /// All times of a benchmark key are the same.
    case equalTimes = "equal times"
    /// Times are few steps of the resolution that they were recorded with.
    case coarseClock = "coarse clock"
    /// The iterations may not stand in the order in which they ran.
    case lostOrder = "lost order"
    /// The processor did not run at its nominal frequency.
    case unsteadyClock = "unsteady clock"
    /// Executions of one benchmark were measured under different conditions, or on machines that
    /// differ.
    case differentConditions = "different conditions"
    /// The same executions stand in several files.
    case repeatedData = "repeated data"
    /// Names look the same, and are not.
    case confusableNames = "confusable names"
  }

  /// What was found.
  package var fact: Fact
  /// The benchmark key that it concerns; `nil` if all of them.
  public var key: BenchmarkKey?
  /// The index, from 0, of the process execution that it concerns; `nil` if all of them.
  public var execution: Int?
  /// What may help, in the words of the program that shows the warning; `nil` from the library.
  package var advice: String?

  /// What it is about.
  public var kind: Kind { fact.kind }

  /// What a reader or writer of files states in its own words; `nil` for every other fact.
  package var message: String? {
    guard case .stated(_, let message) = fact else { return nil }
    return message
  }

  /// Creates a warning of a fact.
  package init(_ fact: Fact, key: BenchmarkKey? = nil, execution: Int? = nil) {
    self.fact = fact
    self.key = key
    self.execution = execution
  }

  /// Creates a warning that is stated in words, as by a reader of files.
  package init(
    kind: Kind, message: String, key: BenchmarkKey? = nil, execution: Int? = nil
  ) {
    self.init(.stated(kind, message), key: key, execution: execution)
  }
}
