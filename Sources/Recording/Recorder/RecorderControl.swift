// SPDX-License-Identifier: GPL-3.0-or-later

import CLauncher
import Foundation
import Synchronization

/// How others tell a recorder to stop, while it waits for a program.
public final class RecorderControl: Sendable {
  /// What the recorder is told.
  enum Message { case interrupt, suspend }

  /// Readable when there is something to be told.
  let descriptor: Int32
  private let entry: Int32
  private let interruption = Mutex<Int32?>(nil)

  /// Creates a control.
  public init() {
    var ends: [Int32] = [-1, -1]
    _ = unsafe ends.withUnsafeMutableBufferPointer { unsafe pipe($0.baseAddress!) }
    for end in ends {
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
      _ = fcntl(end, F_SETFL, O_NONBLOCK)
    }
    (descriptor, entry) = (ends[0], ends[1])
  }

  deinit {
    close(descriptor)
    close(entry)
  }

  /// The signal that interrupted the recording; `nil` as long as none did.
  public var signal: Int32? { interruption.withLock { $0 } }

  /// Interrupts the recording because of a signal; returns whether that was so already.
  public func interrupt(bySignal number: Int32) -> Bool {
    let before = interruption.withLock { current in
      defer { current = current ?? number }
      return current != nil
    }
    _ = unsafe write(entry, "i", 1)
    return before
  }

  /// Lets the stop signal of a terminal suspend the recording, as long as `body` runs.
  func watchingSuspension<Result>(
    _ body: () throws(RecordingError) -> Result
  ) throws(RecordingError) -> Result {
    launcher_watch_suspension(entry)
    defer { launcher_watch_suspension(-1) }
    return try body()
  }

  /// The next message, if there is one.
  func next() -> Message? {
    var byte: UInt8 = 0
    guard unsafe read(descriptor, &byte, 1) == 1 else { return nil }
    return byte == UInt8(ascii: "z") ? .suspend : .interrupt
  }
}
