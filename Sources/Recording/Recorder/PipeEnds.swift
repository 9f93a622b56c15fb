// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

/// The two ends of a pipe, of which the recorder keeps one.
final class PipeEnds {
  /// The end that is read from, and the end that is written to; -1 once closed.
  private(set) var reading: Int32
  private(set) var writing: Int32

  init() throws(RecordingError) {
    var ends: [Int32] = [-1, -1]
    let status = unsafe ends.withUnsafeMutableBufferPointer { unsafe pipe($0.baseAddress!) }
    guard status == 0 else {
      throw RecordingError(.unusable, "a pipe cannot be made: \(POSIXFailure.last)")
    }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    (reading, writing) = (ends[0], ends[1])
  }

  deinit {
    if reading >= 0 { close(reading) }
    if writing >= 0 { close(writing) }
  }

  /// Closes the end that the program has.
  func closeWriting() {
    if writing >= 0 { close(writing) }
    writing = -1
  }

  /// Closes the end that the program has.
  func closeReading() {
    if reading >= 0 { close(reading) }
    reading = -1
  }
}
