// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Reports

/// A template in a file of the user's.
enum TemplateFile {
  /// Reads the template at `path`, or gives the built-in one if that is `nil`.
  static func read(_ path: String?, replacing name: Template.Name) throws(CommandTrouble)
    -> Template
  {
    guard let path else { return .builtIn(name) }
    let text: String
    do {
      text = try String(contentsOf: URL(filePath: path), encoding: .utf8)
    } catch {
      throw .unusable(path: path, reason: "expected a template, found no readable file")
    }
    do {
      return try Template(text, replacing: name)
    } catch {
      throw .unusable(path: path, reason: "\(error)")
    }
  }
}
