// SPDX-License-Identifier: GPL-3.0-or-later

import CArchive

/// Decompresses gzip with zlib, whose memory this type alone owns.
///
/// A gzip file may have several members, one behind the other (RFC 1952), as `cat` and `pigz` make
/// them. Zlib checks each against its sums, which libarchive does not.
@safe final class GzipReader: Decompressor {
  let input: CompressedInput
  /// Zlib remembers where its stream stands, so that it may not move.
  private let stream: UnsafeMutablePointer<z_stream>
  private var isInMember = false

  /// How gzip begins.
  static let signature: [UInt8] = [0x1F, 0x8B]

  /// Whether bytes begin as those of gzip do.
  static func isGzip(_ bytes: some Collection<UInt8>) -> Bool { bytes.starts(with: signature) }

  init(_ input: CompressedInput) throws(ResultsFileError) {
    let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
    unsafe stream.initialize(to: z_stream())
    // 15 is the largest window, and 16 asks for the header and the sums of gzip.
    let status = unsafe inflateInit2_(
      stream, 15 + 16, ZLIB_VERSION, CInt(MemoryLayout<z_stream>.size))
    guard status == Z_OK else {
      unsafe stream.deallocate()
      throw .outOfMemory(path: input.path)
    }
    unsafe self.stream = stream
    self.input = input
  }

  deinit {
    unsafe inflateEnd(stream)
    unsafe stream.deallocate()
  }

  func read(into bytes: inout [UInt8]) throws(ResultsFileError) -> Bool {
    if !isInMember {
      guard try startMember() else { return false }
    }
    if unsafe input.unused.isEmpty { _ = try input.readMore() }
    let before = bytes.count
    let status = inflate(into: &bytes)
    isInMember = status != Z_STREAM_END
    // What is wrong shows again in the next call, behind the bytes before it.
    if status == Z_OK || status == Z_STREAM_END || bytes.count > before { return true }
    if unsafe input.unused.isEmpty {
      guard try input.readMore() else { throw input.damage("truncated gzip input") }
    }
    guard status == Z_BUF_ERROR else { throw input.damage("damaged data") }
    return true
  }

  /// Begins to read the next member; returns `false` if there is none, and nothing else.
  private func startMember() throws(ResultsFileError) -> Bool {
    while unsafe input.unused.count < Self.signature.count, try input.readMore() {}
    guard unsafe Self.isGzip(input.unused) else {
      try input.refuseRest()
      return false
    }
    unsafe inflateReset(stream)
    isInMember = true
    return true
  }

  private func inflate(into bytes: inout [UInt8]) -> CInt {
    var status = Z_OK
    bytes.append(addingCapacity: Self.blockSize) { span in
      unsafe span.withUnsafeMutableBufferPointer { output, written in
        let free = output.count - written
        // Zlib counts in 32 bits.
        let count = min(unsafe input.unused.count, 1 << 30)
        unsafe stream.pointee.next_in = unsafe UnsafeMutablePointer(
          mutating: input.unused.baseAddress?.assumingMemoryBound(to: UInt8.self))
        unsafe stream.pointee.avail_in = UInt32(count)
        unsafe stream.pointee.next_out = output.baseAddress.map { unsafe $0 + written }
        unsafe stream.pointee.avail_out = UInt32(free)
        status = unsafe CArchive.inflate(stream, Z_NO_FLUSH)
        input.use(count - Int(unsafe stream.pointee.avail_in))
        written += free - Int(unsafe stream.pointee.avail_out)
      }
    }
    return status
  }

  private static let blockSize = 1 << 18
}
