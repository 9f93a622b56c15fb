// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import ResultsFiles

/// Paths of the package's fixtures, and texts as temporary files.
enum Fixtures {
  static let root: String = {
    var folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    while !FileManager.default.fileExists(atPath: folder.appending(path: "Package.swift").path) {
      folder.deleteLastPathComponent()
    }
    return folder.appending(path: "fixtures").path
  }()

  static func path(_ name: String) -> String { "\(root)/\(name)" }

  static func bytes(_ name: String) throws -> [UInt8] {
    Array(try Data(contentsOf: URL(fileURLWithPath: path(name))))
  }

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
