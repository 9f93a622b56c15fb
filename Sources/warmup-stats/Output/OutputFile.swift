// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

/// A file that is written as a whole.
///
/// The new content stands beside its target until it is complete, and then takes its place, with its
/// mode and owner, so that nobody ever sees half of it. What is no regular file, such as a pipe, is
/// written to directly.
struct OutputFile {
  /// What kept a file from being written, in the words of the system.
  struct Failure: Error {
    var reason: String

    /// What the last call of the system failed for.
    static var last: Failure {
      Failure(reason: unsafe String(cString: strerror(errno)).lowercased())
    }
  }

  private let target: String

  /// The file that `path` leads to.
  init(_ path: String) {
    var status = stat()
    // The system alone knows where links such as /dev/stdout lead.
    let isRegular = unsafe stat(path, &status) != 0 || status.st_mode & S_IFMT == S_IFREG
    target = isRegular ? Self.followed(path) : path
  }

  /// Writes the file, in place of the one that is there.
  func write(_ data: Data) throws(Failure) {
    var status = stat()
    guard unsafe stat(target, &status) == 0 else {
      guard errno == ENOENT else { throw .last }
      return try replace(with: data, like: nil)
    }
    switch status.st_mode & S_IFMT {
    case S_IFREG:
      guard status.st_mode & 0o222 != 0, unsafe access(target, W_OK) == 0 else {
        throw Failure(reason: "it is read-only")
      }
      try replace(with: data, like: status)
    case S_IFDIR: throw Failure(reason: "it is a folder")
    default:
      let descriptor = unsafe open(target, O_WRONLY | O_CLOEXEC)
      try Self.finish(descriptor, data)
    }
  }

  private func replace(with data: Data, like status: stat?) throws(Failure) {
    let folder = URL(filePath: target).deletingLastPathComponent().path
    let path = "\(folder)/.warmup-stats-\(getpid())-\(UInt32.random(in: 0...(.max)))"
    var descriptor: Int32 = -1
    try Temporaries.make(at: path) { () throws(Failure) in
      descriptor = unsafe open(
        path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, status == nil ? 0o666 : 0o600)
      guard descriptor >= 0 else { throw .last }
    }
    defer { Temporaries.remove(path) }
    if let status {
      // Only some users may give a file away; its mode is its own all the same.
      _ = fchown(descriptor, status.st_uid, status.st_gid)
      _ = fchmod(descriptor, status.st_mode & 0o7777)
    }
    try Self.finish(descriptor, data)
    guard unsafe rename(path, target) == 0 else { throw .last }
  }

  /// Writes all of `data` and closes the file.
  private static func finish(_ descriptor: Int32, _ data: Data) throws(Failure) {
    guard descriptor >= 0 else { throw .last }
    do throws(Failure) {
      try write(data, to: descriptor)
    } catch {
      close(descriptor)
      throw error
    }
    guard close(descriptor) == 0 else { throw .last }
  }

  /// Writes all of `data` to an open file.
  static func write(_ data: Data, to descriptor: Int32) throws(Failure) {
    var rest = data[...]
    while !rest.isEmpty {
      let count = unsafe rest.withUnsafeBytes { bytes in
        unsafe Foundation.write(descriptor, bytes.baseAddress, bytes.count)
      }
      if count >= 0 {
        rest = rest.dropFirst(count)
      } else if errno != EINTR {
        throw .last
      }
    }
  }

  /// Where a path leads, also if the last link leads to nothing yet.
  private static func followed(_ path: String) -> String {
    var path = path
    for _ in 0..<40 {
      guard let next = try? FileManager.default.destinationOfSymbolicLink(atPath: path) else {
        break
      }
      let folder = URL(filePath: path).deletingLastPathComponent().path
      path = next.hasPrefix("/") ? next : "\(folder)/\(next)"
    }
    return path
  }
}
