// SPDX-License-Identifier: GPL-3.0-or-later

/// What keeps programs from being run and recorded.
public struct RecordingError: Error, Sendable, Hashable, CustomStringConvertible {
  /// What kind of trouble it is; each has an exit code of its own.
  public enum Kind: Sendable, Hashable {
    /// The configuration, the journal or a program cannot be used.
    case unusable
    /// The state of the machine does not allow it, where that was asked for.
    case refused
    /// The journal or the results could not be written.
    case notWritten
  }

  /// What kind of trouble it is.
  public var kind: Kind
  /// One sentence for a person.
  public var description: String

  /// Creates an error of a kind, with a sentence.
  public init(_ kind: Kind, _ description: String) {
    self.kind = kind
    self.description = description
  }
}
