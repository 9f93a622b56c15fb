// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

/// Where programs are.
enum ExecutableSearch {
  /// The path of a program: as it is if it has a slash, else from the folders of `PATH`.
  ///
  /// - Throws: ``RecordingError`` if it is not there, or cannot be run.
  static func path(of name: String, in searchPath: String) throws(RecordingError) -> String {
    let candidates =
      name.contains("/")
      ? [name]
      : searchPath.split(separator: ":", omittingEmptySubsequences: false)
        .map { $0.isEmpty ? "./\(name)" : "\($0)/\(name)" }
    var isThere = false
    for candidate in candidates {
      var status = stat()
      guard unsafe stat(candidate, &status) == 0 else { continue }
      isThere = true
      if status.st_mode & S_IFMT == S_IFREG, unsafe access(candidate, X_OK) == 0 {
        return candidate
      }
    }
    throw RecordingError(
      .unusable,
      isThere
        ? "\(quoted(name)): a program that may be executed was expected; 'chmod +x' makes it one"
        : "\(quoted(name)): a program was expected, and there is none of this name"
          + (name.contains("/") ? "" : " in PATH"))
  }
}
