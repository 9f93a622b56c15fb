// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

/// Where the package's files are.
enum PackageFiles {
  static let root: URL = {
    var folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    while !FileManager.default.fileExists(atPath: folder.appending(path: "Package.swift").path) {
      folder.deleteLastPathComponent()
    }
    return folder
  }()

  static func path(_ name: String) -> String { root.appending(path: name).path }

  static func data(_ name: String) throws -> Data {
    try Data(contentsOf: root.appending(path: name))
  }
}
