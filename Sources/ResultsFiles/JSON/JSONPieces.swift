// SPDX-License-Identifier: GPL-3.0-or-later

import CSimdJSON

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The parsing of large files of JSON in windows: the text, which takes several times the memory of its
/// values, is never in memory as a whole.
enum JSONPieces {
  /// How many bytes a window has where nothing else is said.
  static let usualWindowSize = Int(JSON_USUAL_WINDOW)

  /// The JSON text that a large file on disk is.
  ///
  /// - Returns: `nil` for any other file, and for a text with a fault: what is wrong with it is found
  ///   where it is parsed as a whole.
  static func document(inFileAt path: String, options: ReadingOptions) -> JSONDocument? {
    guard let size = options.sizeInWindows(ofFileAt: path),
      size <= options.maximumSize ?? ReadingOptions.defaultMaximumSize
    else { return nil }
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    guard let pieces = unsafe json_pieces_begin(size, JSONDocument.depthLimit) else { return nil }
    let isWhole = unsafe add(
      descriptor, to: pieces, windowSize: options.windowSize, fileSize: size)
    var tree = unsafe json_tree()
    unsafe json_pieces_end(pieces, &tree)
    guard let document = unsafe JSONDocument(tree: tree, path: path) else { return nil }
    return isWhole && !document.hasSchema ? document : nil
  }

  /// Parses an open file; returns whether it is a JSON text.
  private static func add(
    _ descriptor: CInt, to pieces: OpaquePointer, windowSize: Int, fileSize: Int
  ) -> Bool {
    let before = Int(JSON_ROOM_BEFORE)
    var bytes = [UInt8](repeating: 0, count: before + windowSize + Int(JSON_ROOM_BEHIND))
    return unsafe bytes.withUnsafeMutableBytes { buffer in
      let window = unsafe UnsafeMutableRawBufferPointer(
        rebasing: buffer[before..<(before + windowSize)])
      var (size, count, isLast) = (0, 0, false)
      while !isLast {
        let received = unsafe fill(window, from: count, of: descriptor)
        guard let received, received <= fileSize - size else { return false }
        let isFirst = size == 0
        size += received
        count += received
        isLast = count < windowSize
        if isFirst, !isBeginning(unsafe Array(window[..<count])) { return false }
        var consumed = 0
        guard
          unsafe json_pieces_add(pieces, window.baseAddress, count, isLast ? 1 : 0, &consumed) != 0,
          consumed > 0 || isLast
        else { return false }
        unsafe window.copyMemory(
          from: UnsafeRawBufferPointer(rebasing: window[consumed..<count]))
        count -= consumed
      }
      return true
    }
  }

  /// Reads a file until a window is full, or the file ends; returns how many bytes.
  private static func fill(
    _ window: UnsafeMutableRawBufferPointer, from start: Int, of descriptor: CInt
  ) -> Int? {
    var count = start
    while count < window.count {
      let room = unsafe UnsafeMutableRawBufferPointer(rebasing: window[count...])
      guard let received = try? unsafe FileBytes.readBlock(descriptor, into: room, "") else {
        return nil
      }
      guard received > 0 else { break }
      count += received
    }
    return count - start
  }

  /// Whether bytes are how a file of JSON begins that needs nothing else done to it.
  private static func isBeginning(_ bytes: [UInt8]) -> Bool {
    guard !CompressedBytes.isBeginning(bytes), TextEncoding(of: bytes) == .utf8,
      (try? BinaryFile.refuse(bytes, path: "")) != nil,
      let first = bytes.firstIndex(where: { !JSONDocument.isWhitespace($0) })
    else { return false }
    return FileContent.canBeJSON(bytes[first...])
  }
}
