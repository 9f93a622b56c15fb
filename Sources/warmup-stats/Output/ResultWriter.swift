// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

/// Where a result goes that is made as a whole: to the standard output, or to a file.
enum ResultWriter {
  /// Writes `text` to the file at `path`, or to the standard output if that is `nil` or `-`.
  static func write(_ text: String, to path: String?) throws(CommandTrouble) {
    guard let path, path != "-" else {
      Console.current.writeOutput(text)
      return
    }
    try write(Data(text.utf8), to: path)
  }

  /// Writes `data`, which people call `kind`, to the file at `path`, as a whole.
  static func write(_ data: Data, to path: String?, named kind: String) throws(CommandTrouble) {
    guard let path else { throw .needsFile(kind: kind) }
    try write(data, to: path)
  }

  private static func write(_ data: Data, to path: String) throws(CommandTrouble) {
    do {
      try OutputFile(path).write(data)
    } catch {
      throw .notWritten(path: path, reason: error.reason)
    }
  }
}
