// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Reports

/// A template in a file of the user's.
enum TemplateFile {
  /// The most bytes of a template.
  private static let most = 1_000_000

  /// Reads the template at `path`, or gives the built-in one if that is `nil`.
  static func read(_ path: String?, replacing name: Template.Name) throws(CommandTrouble)
    -> Template
  {
    guard let path else { return .builtIn(name) }
    let bytes: Data?
    do {
      bytes = try FileHandle(forReadingFrom: URL(filePath: path)).read(upToCount: most + 1)
    } catch {
      throw .unusable(path: path, reason: "expected a template, found no readable file")
    }
    guard bytes?.count ?? 0 <= most else {
      throw .unusable(path: path, reason: "expected a template of 1 MB at most, found a longer one")
    }
    guard let text = String(bytes: bytes ?? Data(), encoding: .utf8) else {
      throw .unusable(path: path, reason: "expected a template in UTF-8, found other bytes")
    }
    do {
      return try Template(text, replacing: name)
    } catch {
      throw .unusable(path: path, reason: "\(error)")
    }
  }
}
