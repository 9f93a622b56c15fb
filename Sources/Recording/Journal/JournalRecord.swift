// SPDX-License-Identifier: GPL-3.0-or-later

/// One line of a journal.
package enum JournalRecord: Sendable, Hashable, Codable {
  /// What is to be recorded from here on; a later one takes the place of an earlier.
  case plan(Plan)
  /// An execution begins.
  case start(Start)
  /// Times of an execution that is under way.
  case chunk(Start, [Double])
  /// An execution has ended.
  case end(Start, RecordedExecution)
  /// An attempt is set aside, and is run again.
  case discard(Start, reason: String)
  /// All is recorded.
  case done

  package struct Plan: Sendable, Hashable, Codable {
    /// The version of the journal's form.
    package var version: Int
    /// The version of the program.
    package var program: String
    /// The SHA-256 of the configuration file.
    package var configurationHash: String
    package var plan: RecordingPlan
    package var machine: MachineIdentity
    package var boot: String?
    /// What is known of the machine, for Krun's `audit`.
    package var audit: [String: String]
  }

  /// Which execution, and the how manieth attempt at it, from 1.
  package struct Start: Sendable, Hashable, Codable {
    /// The key of the benchmark, as Krun writes it.
    package var key: String
    /// The number of the execution, from 0; those that are set aside as warmup come first.
    package var execution: Int
    package var attempt: Int

    /// Creates it from its parts.
    package init(key: String, execution: Int, attempt: Int) {
      self.key = key
      self.execution = execution
      self.attempt = attempt
    }
  }
}
