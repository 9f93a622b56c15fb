// SPDX-License-Identifier: GPL-3.0-or-later

import Glibc

/// The files in a folder.
enum Folder {
  /// Whether there is a folder at a path.
  static func exists(at path: String) -> Bool {
    guard let stream = unsafe opendir(path) else { return false }
    unsafe closedir(stream)
    return true
  }

  /// The paths of all files of a name below a folder, in alphabetical order.
  static func files(named name: String, below folder: String) throws(ResultsFileError) -> [String] {
    var found: [String] = []
    var pending = [(path: folder, depth: 0)]
    while let (path, depth) = pending.popLast() {
      for entry in try entries(of: path) {
        let child = path.hasSuffix("/") ? path + entry : "\(path)/\(entry)"
        if entry == name {
          found.append(child)
        } else if depth < depthLimit && exists(at: child) {
          pending.append((child, depth + 1))
        }
      }
    }
    return found.sorted()
  }

  /// How deep folders are searched, since links can make them endless.
  private static let depthLimit = 16

  /// The names of everything in a folder, in no order.
  static func entries(of folder: String) throws(ResultsFileError) -> [String] {
    guard let stream = unsafe opendir(folder) else {
      throw ResultsFileError(
        path: folder, place: .file, expected: "a folder that can be read",
        found: unsafe String(cString: strerror(errno)).lowercased())
    }
    defer { unsafe closedir(stream) }
    var entries: [String] = []
    while let entry = unsafe readdir(stream) {
      let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { name in
        unsafe String(cString: UnsafeRawPointer(name).assumingMemoryBound(to: CChar.self))
      }
      if name != "." && name != ".." { entries.append(name) }
    }
    return entries
  }
}
