// SPDX-License-Identifier: GPL-3.0-or-later

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The bytes of files.
package enum FileBytes {
  /// Reads a whole file, and decompresses it if its first bytes say that it is compressed.
  ///
  /// - Parameters:
  ///   - path: The path of the file, or `-` for standard input.
  ///   - maximumSize: How many bytes it may have; `nil` for as many as fit into memory if it is plain
  ///     rows on disk, and for `defaultSize` else.
  ///   - defaultSize: How many bytes a file may have that is no such rows.
  /// - Throws: `ResultsFileError` if there is no such file, if it cannot be read, if it is
  ///   damaged, or if it has more bytes than it may, before or after it is decompressed.
  package static func read(
    at path: String, maximumSize: Int?, defaultSize: Int = ReadingOptions.defaultMaximumSize
  ) throws(ResultsFileError) -> [UInt8] {
    let descriptor = path == "-" ? STDIN_FILENO : unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw unreadable(path) }
    defer { if path != "-" { close(descriptor) } }
    let maximumSize =
      maximumSize ?? (PlainRows.isLarge(descriptor, than: defaultSize) ? Int.max : defaultSize)
    let limit = min(maximumSize, memoryLimit)
    do throws(ResultsFileError) {
      let bytes = try readAll(from: descriptor, path: path, maximumSize: limit)
      guard CompressedBytes.isBeginning(bytes) else { return bytes }
      return try CompressedBytes.decompressed(bytes, path: path, maximumSize: limit)
    } catch  where limit < maximumSize && error == tooLarge(path: path, maximumSize: limit) {
      throw ResultsFileError(
        path: path, place: .file,
        expected: "a file that fits into memory: at most \(limit) bytes, once decompressed",
        found: "more")
    }
  }

  /// How many bytes a file may have for all that is made of it to fit into memory: a quarter of what
  /// the machine has, or of what the process may have.
  static let memoryLimit: Int = {
    let physical = sysconf(CInt(_SC_PHYS_PAGES)) * sysconf(CInt(_SC_PAGESIZE))
    var limit = rlimit()
    let isKnown = unsafe getrlimit(addressSpace, &limit) == 0
    let allowed = isKnown && limit.rlim_cur < UInt(Int.max) ? Int(limit.rlim_cur) : Int.max
    return min(physical, allowed) / 4
  }()

  private static func readAll(
    from descriptor: CInt, path: String, maximumSize: Int
  ) throws(ResultsFileError) -> [UInt8] {
    let end = lseek(descriptor, 0, SEEK_END)
    if end >= 0 { lseek(descriptor, 0, SEEK_SET) }
    guard end <= maximumSize else { throw tooLarge(path: path, maximumSize: maximumSize) }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(min(max(0, Int(end)), maximumSize) + spareSize)
    while true {
      let room = max(blockSize, bytes.capacity - bytes.count - blockSize)
      let isMore = try readBlock(descriptor, room, &bytes, path)
      guard bytes.count <= maximumSize else {
        throw tooLarge(path: path, maximumSize: maximumSize)
      }
      if !isMore { return bytes }
    }
  }

  /// Reads up to `count` further bytes of an open file; returns whether there were any.
  static func readBlock(
    _ descriptor: CInt, _ count: Int, _ bytes: inout [UInt8], _ path: String
  ) throws(ResultsFileError) -> Bool {
    var received = 0
    bytes.append(addingCapacity: count) { span in
      unsafe span.withUnsafeMutableBufferPointer { buffer, count in
        let free = unsafe UnsafeMutableBufferPointer(rebasing: buffer[count...])
        received = unsafe receive(descriptor, into: UnsafeMutableRawBufferPointer(free))
        count += max(0, received)
      }
    }
    guard received >= 0 else { throw unreadable(path) }
    return received > 0
  }

  /// Reads as many further bytes of an open file as there are, and as there is room for; returns how
  /// many.
  static func readBlock(
    _ descriptor: CInt, into room: UnsafeMutableRawBufferPointer, _ path: String
  ) throws(ResultsFileError) -> Int {
    let received = unsafe receive(descriptor, into: room)
    guard received >= 0 else { throw unreadable(path) }
    return received
  }

  /// How many bytes were read; less than none if that failed.
  private static func receive(
    _ descriptor: CInt, into room: UnsafeMutableRawBufferPointer
  ) -> Int {
    while true {
      let received = unsafe systemRead(descriptor, room.baseAddress, room.count)
      guard received < 0 && errno == EINTR else { return received }
    }
  }

  /// How much is read at a time of what has no known end.
  private static let blockSize = 1 << 16

  /// Room behind the end to find out that it is the end, and for what the JSON parser wants behind a
  /// text: else all would be copied for that.
  static let spareSize = 2 * blockSize

  /// That a file cannot be read, for the reason that the system gave last.
  static func unreadable(_ path: String) -> ResultsFileError {
    let reason = unsafe String(cString: strerror(errno)).lowercased()
    return ResultsFileError(
      path: path, place: .file, expected: "a file that can be read", found: reason)
  }

  static func tooLarge(path: String, maximumSize: Int) -> ResultsFileError {
    ResultsFileError(
      path: path, place: .file, expected: "at most \(maximumSize) bytes, once decompressed",
      found: "more")
  }
}

extension ReadingOptions {
  /// How many bytes a file has that may be read window by window: one on disk, of at least two
  /// windows, and of no more than may be read; `nil` for any other.
  func sizeInWindows(ofFileAt path: String) -> Int? {
    var status = stat()
    guard unsafe stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    let size = Int(status.st_size)
    return size >= 2 * windowSize && size <= min(maximumSize ?? .max, FileBytes.memoryLimit)
      ? size : nil
  }
}

/// The limit of a process's memory, as the C library names it.
#if canImport(Glibc)
  private let addressSpace = __rlimit_resource_t(RLIMIT_AS.rawValue)
#else
  private let addressSpace = RLIMIT_AS
#endif

/// The system's call, where a type has a method of the same name.
private func systemRead(
  _ descriptor: CInt, _ buffer: UnsafeMutableRawPointer?, _ count: Int
) -> Int {
  unsafe read(descriptor, buffer, count)
}
