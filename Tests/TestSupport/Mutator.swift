// SPDX-License-Identifier: GPL-3.0-or-later

/// Damages samples at random, the same way for the same seed.
package struct Mutator {
  private var generator: SplitMix64

  private static let words = [
    "null", "NaN", "-1", "1e999", "[", "]", "{", "}", "\"", "\\", ",", ":", "\n", "\t", "0",
    "crash",
    "\u{FEFF}", "1e-320", "9007199254740993", "[[", "\\u0000", "\\ud800", "true",
    "1e-12", "1e9", "1e-300", "1e200", "0.1", "::error::", "\r\n", "\u{1B}[2J", "<script>",
  ].map { Array($0.utf8) }

  package init(seed: UInt64) { generator = SplitMix64(seed: seed) }

  package mutating func below(_ bound: Int) -> Int {
    Int(generator.next() % UInt64(max(bound, 1)))
  }

  /// The sample with one to five changes; some take in a part of another sample.
  package mutating func damaged(_ sample: [UInt8], with other: [UInt8]) -> [UInt8] {
    var bytes = sample
    for _ in 0...below(4) {
      let place = below(bytes.count)
      let end = min(bytes.count, place + below(20))
      switch below(6) {
      case 0: bytes.replaceSubrange(place..<min(place + 1, bytes.count), with: [UInt8(below(256))])
      case 1: bytes.removeSubrange(place..<end)
      case 2: bytes.insert(contentsOf: Self.words[below(Self.words.count)], at: place)
      case 3: bytes.insert(contentsOf: bytes[place..<end], at: below(bytes.count))
      case 4:
        let start = below(other.count)
        bytes.insert(contentsOf: other[start..<min(other.count, start + below(40))], at: place)
      default:
        bytes.replaceSubrange(place..<end, with: Self.words[below(Self.words.count)])
      }
    }
    return bytes
  }

  /// The sample with other numbers in the place of one to eight of its own, so that most of it is
  /// still read and goes through the analysis.
  package mutating func withOtherNumbers(_ sample: [UInt8]) -> [UInt8] {
    var bytes = sample
    for _ in 0...below(8) {
      let isNumeric = { (byte: UInt8) in "0123456789.".utf8.contains(byte) }
      let start = below(bytes.count)
      guard let first = bytes[start...].firstIndex(where: isNumeric) else { continue }
      let end = bytes[first...].firstIndex { !isNumeric($0) } ?? bytes.count
      bytes.replaceSubrange(first..<end, with: Self.numbers[below(Self.numbers.count)])
    }
    return bytes
  }

  /// The sample with a time of any size, each factor of ten as likely as the other, in the place of
  /// most of its decimal fractions, or of most of its integers.
  package mutating func withNumbersOfAnySize(_ sample: [UInt8]) -> [UInt8] {
    let (wantsFractions, isNumeric) = (
      below(4) > 0, { (byte: UInt8) in "0123456789.".utf8.contains(byte) }
    )
    var bytes: [UInt8] = []
    var rest = sample[...]
    while let start = rest.firstIndex(where: isNumeric) {
      let end = rest[start...].firstIndex { !isNumeric($0) } ?? rest.endIndex
      bytes += rest[..<start]
      let isFraction = rest[start..<end].contains(UInt8(ascii: "."))
      if isFraction == wantsFractions, below(4) > 0 {
        bytes += "\(1 + Double(below(9000)) / 1000)e\(below(21) - 12)".utf8
      } else {
        bytes += rest[start..<end]
      }
      rest = rest[end...]
    }
    return bytes + rest
  }

  private static let numbers = [
    "1e-12", "1e9", "0.1", "1", "7000", "2.5e-6", "999999999.999", "0.000001", "3", "1.0000000001",
  ].map { Array($0.utf8) }
}
