// SPDX-License-Identifier: GPL-3.0-or-later

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The files in a folder.
enum Folder {
  /// Whether there is a folder at a path.
  static func exists(at path: String) -> Bool {
    guard let stream = unsafe opendir(path) else { return false }
    unsafe closedir(stream)
    return true
  }

  /// The paths of all files of a name below a folder, in alphabetical order; without a name, of all
  /// that are not hidden.
  ///
  /// Links to folders are not followed, so that each folder is searched once, and none outside of it.
  static func files(
    named name: String? = nil, below folder: String
  ) throws(ResultsFileError) -> [String] {
    var found: [String] = []
    var pending = [folder]
    var count = 0
    while let path = pending.popLast() {
      for entry in try entries(of: path) where name != nil || !entry.hasPrefix(".") {
        count += 1
        guard count <= mostEntries else {
          throw ResultsFileError(
            path: folder, place: .file,
            expected: "a folder of results, with at most \(mostEntries) files and folders below it",
            found: "more")
        }
        let child = path.hasSuffix("/") ? path + entry : "\(path)/\(entry)"
        switch kind(of: child) {
        case S_IFDIR: pending.append(child)
        case S_IFREG where name == nil || entry == name: found.append(child)
        case S_IFLNK where name == nil && !exists(at: child): found.append(child)
        default: continue
        }
      }
    }
    return found.sorted()
  }

  /// How many files and folders are looked at: Criterion writes ten or so for each benchmark.
  private static let mostEntries = 200_000

  /// What stands at a path, as the system's bits for it; `nil` if nothing does.
  private static func kind(of path: String) -> mode_t? {
    var status = stat()
    return unsafe lstat(path, &status) == 0 ? status.st_mode & S_IFMT : nil
  }

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
