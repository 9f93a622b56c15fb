// SPDX-License-Identifier: GPL-3.0-or-later

package import Foundation

/// Where the package's files are.
package enum Fixtures {
  /// The folder that holds `Package.swift`.
  package static let packageRoot: URL = {
    var folder = URL(filePath: #filePath).deletingLastPathComponent()
    while !FileManager.default.fileExists(atPath: folder.appending(path: "Package.swift").path) {
      folder.deleteLastPathComponent()
    }
    return folder
  }()

  /// The folder beside the package whose data are not part of it, and may be missing.
  package static let shared = packageRoot.appending(path: "../shared").standardizedFileURL

  /// The path of a file in `fixtures`.
  package static func path(_ name: String) -> String {
    packageRoot.appending(path: "fixtures/\(name)").path
  }

  /// The path of a file in `fixtures/recorded`.
  package static func recorded(_ name: String) -> String { path("recorded/\(name)") }

  /// The path of a file in `fixtures/reference`.
  package static func reference(_ name: String) -> String { path("reference/\(name)") }

  /// The content of a file in `fixtures`.
  package static func data(_ name: String) throws -> Data {
    try Data(contentsOf: URL(filePath: path(name)))
  }

  /// The content of a file in `fixtures`.
  package static func bytes(_ name: String) throws -> [UInt8] { Array(try data(name)) }
}
