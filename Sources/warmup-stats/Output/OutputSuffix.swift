// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser

/// The suffix of the file that a result goes to, which chooses the format.
struct OutputSuffix {
  /// The part of the file's name behind its last full stop, in lower case.
  var text: String

  /// The suffix of `path`; `nil` for standard output and for a name without one.
  init?(of path: String?) {
    guard let path, path != "-", let name = path.split(separator: "/").last,
      let stop = name.lastIndex(of: "."), stop > name.startIndex
    else { return nil }
    text = name[name.index(after: stop)...].lowercased()
  }

  /// That nothing is written in a file of that suffix.
  ///
  /// - Parameters:
  ///   - known: the suffixes of what can be written.
  ///   - hasFormat: whether the subcommand has an option for the format.
  func refusal(writing known: [String], hasFormat: Bool = true) -> ValidationError {
    ValidationError(
      "--output takes a file that ends in .\(known.joined(separator: ", .")), not in .\(text)"
        + (hasFormat ? "; --format chooses the format whatever the name is" : ""))
  }
}
