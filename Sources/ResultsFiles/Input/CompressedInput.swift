// SPDX-License-Identifier: GPL-3.0-or-later

/// Compressed bytes: all of them, or those of an open file, which are read one block after another.
@safe final class CompressedInput {
  /// The path of the file that they come from.
  let path: String
  /// What was read and not used.
  private(set) var unused: UnsafeRawBufferPointer
  /// Where further bytes come from; `nil` if there are none.
  private let descriptor: CInt?
  /// Where the bytes of an open file are.
  private let room: UnsafeMutableRawBufferPointer
  private var isAtEnd: Bool

  /// How much is read at a time.
  private static let blockSize = 1 << 18

  /// Takes bytes that are all there, and that stay where they are until they are used.
  init(_ bytes: UnsafeRawBufferPointer, path: String) {
    unsafe unused = bytes
    unsafe room = UnsafeMutableRawBufferPointer(start: nil, count: 0)
    descriptor = nil
    isAtEnd = true
    self.path = path
  }

  /// Goes on with an open file, of which the first bytes were read.
  init(_ begun: [UInt8], then descriptor: CInt, path: String) {
    unsafe room = .allocate(byteCount: begun.count + Self.blockSize, alignment: 1)
    unsafe room.copyBytes(from: begun)
    unsafe unused = UnsafeRawBufferPointer(rebasing: room[..<begun.count])
    self.descriptor = descriptor
    isAtEnd = false
    self.path = path
  }

  deinit { unsafe room.deallocate() }

  /// Counts the first of the unused bytes as used.
  func use(_ count: Int) {
    unsafe unused = UnsafeRawBufferPointer(rebasing: unused.dropFirst(count))
  }

  /// Reads further bytes behind the unused ones, which may move; returns whether there were any.
  ///
  /// - Precondition: Few bytes are unused, such as the beginning of a header.
  /// - Throws: `ResultsFileError` if the file cannot be read.
  func readMore() throws(ResultsFileError) -> Bool {
    guard let descriptor, !isAtEnd else { return false }
    let count = unsafe unused.count
    precondition(unsafe count < room.count, "there is room for further bytes")
    let kept = unsafe [UInt8](unused)
    unsafe room.copyBytes(from: kept)
    let received = try unsafe FileBytes.readBlock(
      descriptor, into: UnsafeMutableRawBufferPointer(rebasing: room[count...]), path)
    isAtEnd = received == 0
    unsafe unused = UnsafeRawBufferPointer(rebasing: room[..<(count + received)])
    return received > 0
  }

  /// Makes sure that nothing is left but zeros, with which some programs fill a file up.
  func refuseRest() throws(ResultsFileError) {
    repeat {
      guard unsafe unused.allSatisfy({ $0 == 0 }) else { throw damage("data behind its end") }
      use(unsafe unused.count)
    } while try readMore()
  }

  /// That the bytes cannot be decompressed.
  func damage(_ found: String) -> ResultsFileError {
    ResultsFileError(
      path: path, place: .file, expected: "a file that can be decompressed to its end",
      found: found)
  }
}
