// SPDX-License-Identifier: GPL-3.0-or-later

/// What every program that is measured runs under.
public struct LaunchConditions: Sendable, Hashable, Codable {
  /// The most memory of its data, in bytes; `nil` for no limit.
  ///
  /// It counts mapped memory too.
  public var heap: Int?
  /// The most memory of its stack, in bytes; `nil` for no other limit than there is.
  public var stack: Int?
  /// The most memory of all its addresses, in bytes; `nil` for no limit.
  public var memory: Int?
  /// The processors that it may run on; `nil` for all.
  public var cpus: [Int]?
  /// Its niceness, from -20 to 19; `nil` for that of the recorder.
  public var niceness: Int?
  /// The name of the user that it runs as; `nil` for that of the recorder.
  public var user: String?
  /// Whether the system places its memory at random, which is part of how executions differ.
  public var randomizesLayout = true
  /// Whether it gets the recorder's environment, and not a clean one.
  public var keepsEnvironment = false
  /// Variables of the environment for all programs.
  public var environment: [String: String] = [:]
  /// Whether the environment is padded at random, so that no single layout of the stack decides.
  public var padsEnvironment = true
  /// The file that is its standard input; `nil` for nothing.
  public var input: String?
  /// Where its other output goes.
  public var output = ProgramOutput.kept
  /// The signal that asks it to stop.
  public var stopSignal: Int32 = 15
  /// How many seconds lie between that signal and the one that kills.
  public var grace = 2.0

  /// Creates the conditions of a program that is measured as it comes.
  public init() {}
}

/// Where a program's output goes that is not its times.
public enum ProgramOutput: Sendable, Hashable, Codable {
  /// Its beginning and end into the journal.
  case kept
  /// Nowhere.
  case discarded
  /// To the standard error of the recorder.
  case inherited
  /// To the end of a file.
  case file(String)
}
