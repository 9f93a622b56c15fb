// SPDX-License-Identifier: GPL-3.0-or-later

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The bytes of a file, read one after another in blocks of whole lines, so that a file of any size
/// takes the memory of a block.
///
/// A compressed file is decompressed while it is read.
///
/// A line break between quotation marks of a table ends no line.
final class LineBlocks {
  /// Whole lines of a file.
  struct Block {
    var bytes: [UInt8]
    /// The number of the first line in the file, from 1.
    var line: Int
  }

  /// The path of the file, or `-` for standard input.
  let path: String
  /// Whether all of the file was read.
  private(set) var isAtEnd = false
  /// How many bytes may be in memory.
  let maximumSize: Int
  private let descriptor: CInt
  /// What decompresses the file, if it is compressed; its beginning says so.
  private var decompressor: (any Decompressor)?
  private var isBegun = false
  /// What was read and not handed out.
  private var rest: [UInt8] = []
  private var line = 1
  /// Whether quotation marks may hold line breaks; `nil` before anything was read.
  private var hasQuotations: Bool?

  /// How much is read at a time.
  private let blockSize: Int

  /// Opens a file.
  ///
  /// - Parameters:
  ///   - maximumSize: How many bytes a line may have, if that fits into memory.
  ///   - blockSize: How many bytes are read at a time.
  /// - Throws: `ResultsFileError` if there is no such file.
  init(
    path: String, maximumSize: Int, blockSize: Int = 1 << 20
  ) throws(ResultsFileError) {
    self.path = path
    self.blockSize = max(1, blockSize)
    self.maximumSize = min(maximumSize, FileBytes.memoryLimit)
    descriptor = path == "-" ? STDIN_FILENO : unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileBytes.unreadable(path) }
  }

  /// Whether the file is compressed, once something was read.
  var isCompressed: Bool { decompressor != nil }

  deinit { if path != "-" { close(descriptor) } }

  /// Whether bytes are the beginning of a table, and not of JSON; `nil` if nothing shows.
  private static func isTable(_ bytes: [UInt8]) -> Bool? {
    let mark = TextEncoding.markOfUTF8
    let text = bytes.starts(with: mark) ? bytes[mark.count...] : bytes[...]
    return text.first { !JSONDocument.isWhitespace($0) }.map { !"{[".utf8.contains($0) }
  }

  /// The next lines; `nil` at the end of the file.
  ///
  /// - Throws: `ResultsFileError` if the file cannot be read or decompressed, or a line is too long.
  func next() throws(ResultsFileError) -> Block? {
    var isQuoted = false
    var position = 0
    var lines = 0
    var whole = (end: 0, lines: 0)
    while true {
      if !isAtEnd { isAtEnd = try !read() }
      hasQuotations = hasQuotations ?? Self.isTable(rest)
      if !isQuoted,
        hasQuotations != true || rest.first(UInt8(ascii: "\""), from: position) == nil
      {
        // Most files have no quotations, and lines are counted many bytes at once.
        if let end = rest[position...].lastIndex(of: UInt8(ascii: "\n")) {
          lines += rest[position...end].count { $0 == UInt8(ascii: "\n") }
          whole = (end + 1, lines)
        }
      } else {
        for index in position..<rest.count {
          if rest[index] == UInt8(ascii: "\n") {
            lines += 1
            if !isQuoted { whole = (index + 1, lines) }
          } else if rest[index] == UInt8(ascii: "\"") {
            isQuoted.toggle()
          }
        }
      }
      position = rest.count
      if isAtEnd { whole = (rest.count, lines) }
      guard whole.end == 0 else { break }
      if isAtEnd { return nil }
      guard rest.count <= maximumSize else {
        throw ResultsFileError(
          path: path, place: .line(line, column: 1),
          expected: "a line of at most \(maximumSize) bytes", found: "more")
      }
    }
    let block = Block(bytes: Array(rest[..<whole.end]), line: line)
    rest.removeFirst(whole.end)
    line += whole.lines
    return block
  }

  /// Reads further bytes; returns `false` if there were none left.
  private func read() throws(ResultsFileError) -> Bool {
    if let decompressor { return try decompressor.readBlock(blockSize, into: &rest) }
    let isMore = try FileBytes.readBlock(descriptor, blockSize, &rest, path)
    guard !isBegun else { return isMore }
    isBegun = true
    // A pipe may hand over a byte at a time.
    while CompressedBytes.mayBeBeginning(rest),
      try FileBytes.readBlock(descriptor, blockSize, &rest, path)
    {}
    guard CompressedBytes.isBeginning(rest) else { return isMore }
    let input = CompressedInput(rest, then: descriptor, path: path)
    rest = []
    decompressor = try CompressedBytes.decompressor(of: input)
    return true
  }

  /// What is wrong with the rest of a compressed file on disk; `nil` if nothing is known.
  ///
  /// Sums stand behind what they are taken of, so that lines which damage has spoilt come first.
  func damageOfRest() -> ResultsFileError? {
    guard let decompressor, !isAtEnd, lseek(descriptor, 0, SEEK_CUR) >= 0 else { return nil }
    do throws(ResultsFileError) {
      var bytes: [UInt8] = []
      var left = maximumSize
      while left > 0, try decompressor.read(into: &bytes) {
        left -= bytes.count
        bytes.removeAll(keepingCapacity: true)
      }
      return nil
    } catch { return error }
  }
}
