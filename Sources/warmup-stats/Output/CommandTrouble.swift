// SPDX-License-Identifier: GPL-3.0-or-later

/// What keeps a run from its result, other than the contents of a results file.
enum CommandTrouble: Error, CustomStringConvertible {
  /// The result could not be written to a path.
  case notWritten(path: String, reason: String)
  /// A result of that kind cannot go to the standard output.
  case needsFile(kind: String)
  /// A file other than a results file cannot be used.
  case unusable(path: String, reason: String)
  /// A program that is needed is not installed.
  case missingProgram(String, package: String)
  /// A program that was run failed.
  case programFailed(String, reason: String)
  /// Nothing is left to analyze.
  case nothingToAnalyze(reason: String)
  /// The result does not fit on its page.
  case doesNotFit(reason: String)

  /// The exit code of a run that met trouble, in a file or elsewhere.
  static let exitCode: Int32 = 2

  /// One sentence for a person.
  var description: String {
    switch self {
    case .notWritten(let path, let reason): "\(path): could not be written: \(reason)"
    case .needsFile(let kind): "\(kind) is not for the terminal; name a file with --output"
    case .unusable(let path, let reason): "\(path): \(reason)"
    case .missingProgram(let program, let package):
      "\(program) is needed for this and is not installed; on Debian it is in the package \(package)"
    case .programFailed(let program, let reason): "\(program) failed: \(reason)"
    case .nothingToAnalyze(let reason): "there is nothing to analyze: \(reason)"
    case .doesNotFit(let reason): reason
    }
  }
}
