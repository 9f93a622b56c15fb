// SPDX-License-Identifier: GPL-3.0-or-later

import CArchive

/// Decompresses gzip with zlib, whose memory this type alone owns.
///
/// A gzip file may have several members, one behind the other (RFC 1952), as `cat` and `pigz` make
/// them. Zlib checks each against its sums, which libarchive does not.
@safe struct GzipReader: ~Copyable {
  private let path: String
  /// Zlib remembers where its stream stands, so that it may not move.
  private let stream: UnsafeMutablePointer<z_stream>

  /// Whether bytes begin as those of gzip do.
  static func isGzip(_ bytes: some Collection<UInt8>) -> Bool { bytes.starts(with: [0x1F, 0x8B]) }

  /// The decompressed bytes.
  ///
  /// - Parameter path: The path of the file that they come from.
  /// - Throws: `ResultsFileError` if they are damaged, or more than `maximumSize`.
  static func decompressed(
    _ bytes: [UInt8], path: String, maximumSize: Int
  ) throws(ResultsFileError) -> [UInt8] {
    let reader = try GzipReader(path: path)
    var decompressed: [UInt8] = []
    var position = 0
    repeat {
      position = try reader.readMember(
        of: bytes, from: position, into: &decompressed, maximumSize: maximumSize)
    } while isGzip(bytes[position...])
    // Some programs fill the file up with zeros.
    guard bytes[position...].allSatisfy({ $0 == 0 }) else {
      throw reader.damage("data behind its end")
    }
    return decompressed
  }

  private init(path: String) throws(ResultsFileError) {
    let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
    unsafe stream.initialize(to: z_stream())
    // 15 is the largest window, and 16 asks for the header and the sums of gzip.
    let status = unsafe inflateInit2_(
      stream, 15 + 16, ZLIB_VERSION, CInt(MemoryLayout<z_stream>.size))
    guard status == Z_OK else {
      unsafe stream.deallocate()
      throw .outOfMemory(path: path)
    }
    unsafe self.stream = stream
    self.path = path
  }

  deinit {
    unsafe inflateEnd(stream)
    unsafe stream.deallocate()
  }

  /// Reads one member, and returns where it ends.
  private borrowing func readMember(
    of bytes: [UInt8], from start: Int, into decompressed: inout [UInt8], maximumSize: Int
  ) throws(ResultsFileError) -> Int {
    unsafe inflateReset(stream)
    var position = start
    while true {
      // Zlib counts in 32 bits.
      let available = min(bytes.count - position, 1 << 30)
      let (status, read) = inflate(
        bytes, from: position, count: available, into: &decompressed)
      position += read
      guard decompressed.count <= maximumSize else {
        throw FileBytes.tooLarge(path: path, maximumSize: maximumSize)
      }
      if status == Z_STREAM_END { return position }
      guard status == Z_OK || (status == Z_BUF_ERROR && position < bytes.count) else {
        throw damage(position == bytes.count ? "truncated gzip input" : "damaged data")
      }
      if read == 0 && position == bytes.count && status == Z_BUF_ERROR {
        throw damage("truncated gzip input")
      }
    }
  }

  private borrowing func inflate(
    _ bytes: [UInt8], from start: Int, count: Int, into decompressed: inout [UInt8]
  ) -> (status: CInt, read: Int) {
    var status = Z_OK
    var read = 0
    decompressed.append(addingCapacity: Self.blockSize) { span in
      unsafe span.withUnsafeMutableBufferPointer { output, written in
        let free = output.count - written
        unsafe bytes.withUnsafeBufferPointer { input in
          unsafe stream.pointee.next_in = unsafe UnsafeMutablePointer(
            mutating: input.baseAddress.map { unsafe $0 + start })
          unsafe stream.pointee.avail_in = UInt32(count)
          unsafe stream.pointee.next_out = output.baseAddress.map { unsafe $0 + written }
          unsafe stream.pointee.avail_out = UInt32(free)
          status = unsafe CArchive.inflate(stream, Z_NO_FLUSH)
          read = count - Int(unsafe stream.pointee.avail_in)
          written += free - Int(unsafe stream.pointee.avail_out)
        }
      }
    }
    return (status, read)
  }

  private static let blockSize = 1 << 18

  private borrowing func damage(_ found: String) -> ResultsFileError {
    ResultsFileError(
      path: path, place: .file, expected: "a file that can be decompressed to its end",
      found: found)
  }
}
