// SPDX-License-Identifier: GPL-3.0-or-later

/// One of the conditions under which a machine measures well, and how it is on this one.
public struct MachineCondition: Sendable, Hashable, Codable {
  /// What is known of a condition.
  public enum State: String, Sendable, Hashable, Codable {
    /// It is as it should be.
    case fine
    /// It is not as it should be.
    case doubtful
    /// The machine does not tell.
    case unknown
    /// It is neither good nor bad, and is written down.
    case noted
  }

  /// What is looked at.
  public var name: String
  /// How it is.
  public var state: State
  /// What was found, in a few words.
  public var found: String
  /// Why it matters, or the command that changes it; `nil` where nothing is to do.
  public var advice: String?
  /// Whether a strict recording is refused because of it.
  public var refuses: Bool

  /// Creates a condition.
  init(
    _ name: String, _ state: State, _ found: String, advice: String? = nil, refuses: Bool = false
  ) {
    self.name = name
    self.state = state
    self.found = found
    self.advice = state == .doubtful ? advice : nil
    self.refuses = refuses && state == .doubtful
  }
}
