// SPDX-License-Identifier: GPL-3.0-or-later

/// What keeps a run from its result, other than the contents of a results file.
enum CommandTrouble: Error, CustomStringConvertible {
  /// The result could not be written to a path.
  case notWritten(path: String, reason: String)
  /// Nothing is left to analyse.
  case nothingToAnalyze(reason: String)

  /// The exit code of a run that met trouble, in a file or elsewhere.
  static let exitCode: Int32 = 2

  /// One sentence for a person.
  var description: String {
    switch self {
    case .notWritten(let path, let reason): "\(path): could not be written: \(reason)"
    case .nothingToAnalyze(let reason): "there is nothing to analyse: \(reason)"
    }
  }
}
