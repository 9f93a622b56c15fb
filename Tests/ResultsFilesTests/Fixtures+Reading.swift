// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import ResultsFiles
import TestSupport

/// Texts as temporary files.
extension Fixtures {
  /// Writes bytes to a temporary file and hands its path to `body`.
  static func withFile<Result>(
    _ bytes: some Sequence<UInt8>, _ body: (String) throws -> Result
  ) throws -> Result {
    let url = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try Data(bytes).write(to: url)
    defer { try? FileManager.default.removeItem(at: url) }
    return try body(url.path)
  }

  /// Reads a text as a results file.
  static func read(
    _ text: String, options: ReadingOptions = ReadingOptions()
  ) throws -> ReadResults {
    try withFile(text.utf8) { try ResultsFile.read(at: [$0], options: options) }
  }

  /// The error of reading a text, with the name of the file replaced by `FILE`.
  static func error(
    _ text: String, options: ReadingOptions = ReadingOptions()
  ) throws -> String? {
    try withFile(text.utf8) { path -> String? in
      do {
        _ = try ResultsFile.read(at: [path], options: options)
        return nil
      } catch {
        return "\(error)".replacingOccurrences(of: path, with: "FILE")
      }
    }
  }
}
