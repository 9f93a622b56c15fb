// SPDX-License-Identifier: GPL-3.0-or-later

/// Kinds of files that hold no text, by the bytes that they have at a fixed place.
enum BinaryFile {
  private static let kinds: [(offset: Int, signature: [UInt8], name: String)] = [
    (
      0, Array("PK\u{3}\u{4}".utf8),
      "a zip archive or a spreadsheet, which has to be unpacked first"
    ),
    (257, Array("ustar".utf8), "a tar archive, which has to be unpacked first"),
    (0, [0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C], "a 7z archive, which has to be unpacked first"),
    (0, [0x1F, 0x8B], "gzip within a compressed file, which has to be unpacked first"),
    (0, [0x5D, 0x00, 0x00], "a file compressed with lzma, which has to be unpacked first"),
    (0, [0x04, 0x22, 0x4D, 0x18], "a file compressed with lz4, which has to be unpacked first"),
    (0, Array("%PDF-".utf8), "a PDF document"),
    (0, [0x89, 0x50, 0x4E, 0x47], "a PNG image"),
    (0, Array("PAR1".utf8), "a Parquet file"),
    (0, Array("SQLite format 3".utf8), "a SQLite database"),
    (0, [0x7F, 0x45, 0x4C, 0x46], "a program"),
  ]

  /// Makes sure that bytes are of none of these kinds.
  static func refuse(_ bytes: [UInt8], path: String) throws(ResultsFileError) {
    let kind = kinds.first { kind in
      bytes.count > kind.offset && bytes[kind.offset...].starts(with: kind.signature)
    }
    guard let kind else { return }
    throw ResultsFileError(
      path: path, place: .file, expected: "benchmark results as JSON or text", found: kind.name)
  }
}
