// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Foundation

/// Paths that stand in a file or on standard input, one a line or each ended by NUL.
enum FileList {
  /// The paths of a list.
  ///
  /// - Parameter path: The path of the list, or `-` for standard input.
  /// - Throws: `ValidationError` if the list cannot be read or names no file.
  static func paths(in path: String) throws(ValidationError) -> [String] {
    let handle = path == "-" ? FileHandle.standardInput : FileHandle(forReadingAtPath: path)
    guard let handle, let data = try? handle.readToEnd() ?? Data(),
      let text = String(validating: data, as: UTF8.self)
    else { throw ValidationError("--files-from \(path): expected a list of files, found none") }
    let separator: Unicode.Scalar = text.unicodeScalars.contains("\0") ? "\0" : "\n"
    let paths = text.unicodeScalars.split(separator: separator).map {
      String($0.last == "\r" ? $0.dropLast() : $0)
    }.filter { !$0.isEmpty }
    guard !paths.isEmpty else {
      throw ValidationError("--files-from \(path): expected a path a line, found no path")
    }
    return paths
  }
}
