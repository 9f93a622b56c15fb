// SPDX-License-Identifier: GPL-3.0-or-later

/// Why a results file could not be read: where, what was expected, and what was found.
public struct ResultsFileError: Error, Sendable, Hashable {
  /// A place in a file.
  public enum Place: Sendable, Hashable {
    /// The file as a whole.
    case file
    /// A line and a column of it, from 1.
    case line(Int, column: Int)
    /// A line, from 1, of a file that holds several JSON texts, and a JSON pointer in the text
    /// that begins there.
    case lineAndPointer(Int, String)
    /// A JSON pointer, such as `/wallclock_times/nbody:PyPy:default-python/3/17`.
    case pointer(String)
  }

  /// The path of the file, or `-` for standard input.
  public var path: String
  /// Where in the file.
  public var place: Place
  /// What should stand there.
  public var expected: String
  /// What stands there instead.
  public var found: String
  /// Why the program that wrote the file does so, and what helps; `nil` if that is not known.
  public var advice: String?
  /// Whether only one execution is concerned, so that the rest of the file can be read without it:
  /// see ``ReadingOptions/skipsInvalid``.
  package var isSkippable = false
  /// Whether a time was rounded to nothing, which has reasons that a format knows.
  var isVanishedTime = false
  /// Whether a time is positive, and outside of the range that can be analyzed.
  var isTimeOutOfRange = false

  /// Creates an error.
  package init(path: String, place: Place, expected: String, found: String) {
    self.path = path
    self.place = place
    self.expected = expected
    self.found = found
  }

  /// That no memory is left to decompress a file.
  static func outOfMemory(path: String) -> ResultsFileError {
    ResultsFileError(
      path: path, place: .file, expected: "a file that fits into memory", found: "no memory left")
  }

  /// The same error, of one execution.
  var asSkippable: ResultsFileError {
    var error = self
    error.isSkippable = true
    return error
  }

  /// The error of one execution, with what the format knows about it.
  func explained(by format: ResultsFormat) -> ResultsFileError {
    var error = asSkippable
    if isVanishedTime { error.advice = advice ?? format.whyTimesVanish }
    if isTimeOutOfRange {
      let unit = format.unit.map { ", whose times are in \($0)" } ?? ""
      error.advice = advice ?? "the file was read as \(format.displayName)\(unit)"
    }
    return error
  }
}

extension ResultsFileError: CustomStringConvertible {
  /// One sentence for a person: file, place, what was expected and what was found.
  public var description: String {
    let location =
      switch place {
      case .file: path
      case .line(let line, let column): "\(path):\(line):\(column)"
      case .pointer(let pointer): pointer.isEmpty ? path : "\(path): at \(pointer)"
      case .lineAndPointer(let line, let pointer):
        pointer.isEmpty ? "\(path):\(line)" : "\(path):\(line): at \(pointer)"
      }
    let reason = advice.map { " (\($0))" } ?? ""
    return "\(location): expected \(expected), found \(found)\(reason)"
  }
}
