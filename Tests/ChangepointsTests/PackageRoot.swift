// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

/// The folder that holds Package.swift.
let packageRoot: URL = {
  var folder = URL(filePath: #filePath).deletingLastPathComponent()
  while !FileManager.default.fileExists(atPath: folder.appending(path: "Package.swift").path) {
    folder.deleteLastPathComponent()
  }
  return folder
}()
