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
    let draft = try draft()
    try draft.append(data)
    try draft.finish()
  }

  /// The new content, which is still to be written.
  ///
  /// - Throws: `Failure` if the file cannot be written.
  func draft() throws(Failure) -> Draft {
    var status = stat()
    guard unsafe stat(target, &status) == 0 else {
      guard errno == ENOENT else { throw .last }
      return try Draft(replacing: target, like: nil)
    }
    switch status.st_mode & S_IFMT {
    case S_IFREG:
      guard status.st_mode & 0o222 != 0, unsafe access(target, W_OK) == 0 else {
        throw Failure(reason: "it is read-only")
      }
      return try Draft(replacing: target, like: status)
    case S_IFDIR: throw Failure(reason: "it is a folder")
    default: return try Draft(writingTo: target)
    }
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

extension OutputFile {
  /// The new content of a file, written part by part: it takes the place of the file when it is
  /// finished, and goes away when it is not.
  final class Draft {
    /// The open file; `nil` once it is closed.
    private var descriptor: Int32?
    /// Where the content stands until it is complete, and where it goes; `nil` if it is written to
    /// its place directly.
    private let move: (from: String, to: String)?

    /// A draft beside a regular file.
    fileprivate init(replacing target: String, like status: stat?) throws(Failure) {
      let folder = URL(filePath: target).deletingLastPathComponent().path
      let path = "\(folder)/.warmup-stats-\(getpid())-\(UInt32.random(in: 0...(.max)))"
      var opened: Int32 = -1
      try Temporaries.make(at: path) { () throws(Failure) in
        opened = unsafe open(
          path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, status == nil ? 0o666 : 0o600)
        guard opened >= 0 else { throw .last }
      }
      if let status {
        // Only some users may give a file away; its mode is its own all the same.
        _ = fchown(opened, status.st_uid, status.st_gid)
        _ = fchmod(opened, status.st_mode & 0o7777)
      }
      descriptor = opened
      move = (path, target)
    }

    /// What is no regular file, and is written to directly.
    fileprivate init(writingTo target: String) throws(Failure) {
      let opened = unsafe open(target, O_WRONLY | O_CLOEXEC)
      guard opened >= 0 else { throw .last }
      descriptor = opened
      move = nil
    }

    deinit {
      if let descriptor { close(descriptor) }
      if let move { Temporaries.remove(move.from) }
    }

    /// Writes a part behind those before it.
    ///
    /// - Precondition: the draft is not finished.
    func append(_ data: Data) throws(Failure) {
      guard let descriptor else { preconditionFailure("a finished file takes no more") }
      try OutputFile.write(data, to: descriptor)
    }

    /// Puts the content in its place.
    func finish() throws(Failure) {
      guard let descriptor else { return }
      self.descriptor = nil
      guard close(descriptor) == 0 else { throw .last }
      guard let move else { return }
      guard unsafe rename(move.from, move.to) == 0 else { throw .last }
    }
  }
}
