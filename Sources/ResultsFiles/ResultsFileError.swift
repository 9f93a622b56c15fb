// SPDX-License-Identifier: GPL-3.0-or-later

/// Why a results file could not be read: where, what was expected, and what was found.
public struct ResultsFileError: Error, Sendable, Hashable {
  /// A place in a file.
  public enum Place: Sendable, Hashable {
    /// The file as a whole.
    case file
    /// A line and a column of it, from 1.
    case line(Int, column: Int)
    /// A line, from 1, of a file that holds a JSON text a line, and a JSON pointer in it.
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

  /// Creates an error.
  public init(path: String, place: Place, expected: String, found: String) {
    self.path = path
    self.place = place
    self.expected = expected
    self.found = found
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
    return "\(location): expected \(expected), found \(found)"
  }
}
