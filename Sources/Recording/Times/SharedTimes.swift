// SPDX-License-Identifier: GPL-3.0-or-later

import CLauncher
import Foundation

/// Times in memory that a program and the recorder share.
///
/// A header of 64 bytes in the byte order of the machine, followed by the times as doubles in
/// seconds:
///
/// | bytes | what |
/// | --- | --- |
/// | 0–7 | the letters `WSTIMES1` |
/// | 8–15 | how many times there is room for |
/// | 16–23 | how many there are; written, with release order, behind the time itself |
/// | 24–27 | 1 if the program is to stop |
///
/// What is there survives a crash of the program. Writing a time takes no system call where the
/// language can map memory.
@safe final class SharedTimes {
  /// The descriptor of the memory.
  let descriptor: Int32
  private let memory: UnsafeMutableRawPointer
  private let size: Int
  private let capacity: Int
  private var read = 0

  private static let headerSize = 64
  private static let magic = Array("WSTIMES1".utf8)

  /// Creates memory with room for so many times.
  init(capacity: Int) throws(RecordingError) {
    let size = Self.headerSize + 8 * capacity
    descriptor = unsafe launcher_memory_file("warmup-stats times")
    guard descriptor >= 0, ftruncate(descriptor, size) == 0,
      let memory = unsafe mmap(nil, size, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0),
      unsafe memory != MAP_FAILED
    else {
      let reason = POSIXFailure.last
      if descriptor >= 0 { close(descriptor) }
      throw RecordingError(.unusable, "memory for \(capacity) times: \(reason)")
    }
    unsafe self.memory = memory
    self.size = size
    self.capacity = capacity
    unsafe memory.copyMemory(from: Self.magic, byteCount: 8)
    unsafe memory.storeBytes(of: UInt64(capacity), toByteOffset: 8, as: UInt64.self)
  }

  deinit {
    unsafe munmap(memory, size)
    close(descriptor)
  }

  /// The times that came since the last call.
  func newTimes() -> [Double] {
    let count = min(Int(clamping: unsafe launcher_load_count(memory + 16)), capacity)
    guard count > read else { return [] }
    defer { read = count }
    return (read..<count).map {
      unsafe memory.load(fromByteOffset: Self.headerSize + 8 * $0, as: Double.self)
    }
  }

  /// Tells the program to stop.
  func askToStop() { unsafe memory.storeBytes(of: 1, toByteOffset: 24, as: UInt32.self) }
}
