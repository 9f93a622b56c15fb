// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

/// Files that are there as a whole, or not at all.
enum FileWriting {
  /// Writes all bytes; returns why that was refused, or `nil`.
  static func writeAll(_ bytes: [UInt8], to descriptor: Int32) -> String? {
    var written = 0
    while written < bytes.count {
      let count = unsafe bytes.withUnsafeBytes { buffer in
        unsafe write(descriptor, buffer.baseAddress?.advanced(by: written), buffer.count - written)
      }
      if count > 0 {
        written += count
      } else if count == 0 || errno != EINTR {
        return count == 0 ? "no room" : POSIXFailure.last
      }
    }
    return nil
  }

  /// Replaces a file by these bytes, so that after a crash or a loss of power there is the old one
  /// or the new one.
  static func replace(_ path: String, with bytes: [UInt8]) throws(RecordingError) {
    let folder = URL(filePath: path).deletingLastPathComponent().path
    let temporary = "\(folder)/.warmup-stats-\(getpid())-\(UInt32.random(in: 0...(.max)))"
    func refusal(_ reason: String) -> RecordingError {
      unsafe unlink(temporary)
      return RecordingError(.notWritten, "\(path): the results cannot be written: \(reason)")
    }
    let descriptor = unsafe open(
      temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o666)
    guard descriptor >= 0 else { throw refusal(POSIXFailure.last) }
    var reason = writeAll(bytes, to: descriptor)
    if reason == nil, fsync(descriptor) != 0 { reason = POSIXFailure.last }
    if close(descriptor) != 0, reason == nil { reason = POSIXFailure.last }
    if let reason { throw refusal(reason) }
    guard unsafe rename(temporary, path) == 0 else { throw refusal(POSIXFailure.last) }
    let opened = unsafe open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    if opened >= 0 {
      fsync(opened)
      close(opened)
    }
  }
}
