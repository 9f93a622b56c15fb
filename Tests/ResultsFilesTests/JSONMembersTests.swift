// SPDX-License-Identifier: GPL-3.0-or-later

import ResultsFiles
import TestSupport
import Testing
import WarmupStats

/// A name that stands twice in an object of JSON is refused wherever its value counts.
@Suite struct JSONMembersTests {
  @Test(arguments: FormatSamples.all.filter(\.isJSON))
  func namesWhoseValuesCountStandOnce(sample: FormatSamples.Sample) throws {
    let bytes = Array(sample.text.utf8)
    let whole = try ResultsFile.read(bytes, named: "FILE", options: sample.options)
    var refused = 0
    for (name, value) in Self.members(of: bytes) {
      for other in ["[]", "null", "9.5"] {
        let replaced = Array(bytes[..<value.lowerBound] + other.utf8 + bytes[value.upperBound...])
        let result = Damage.read(replaced, options: sample.options)
        guard result?.experiments != whole.experiments else { continue }
        // The value counts, so that a second one may not be dropped without a word.
        let second = Array(",".utf8) + bytes[name] + Array(":\(other)".utf8)
        let doubled = Array(bytes[..<value.upperBound] + second + bytes[value.upperBound...])
        let place = String(
          decoding: bytes[name.lowerBound..<value.upperBound].prefix(60), as: UTF8.self)
        #expect(Damage.read(doubled, options: sample.options) == nil, "\(place), \(other)")
        refused += 1
      }
    }
    #expect(refused > 0)
  }

  /// Where the names and the values of all members of objects stand.
  private static func members(of json: [UInt8]) -> [(name: Range<Int>, value: Range<Int>)] {
    let values = Damage.values(in: json)
    return values.compactMap { value in
      func isSpace(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\n")
      }
      guard let colon = json[..<value.lowerBound].lastIndex(where: { !isSpace($0) }),
        json[colon] == UInt8(ascii: ":"),
        let end = json[..<colon].lastIndex(of: UInt8(ascii: "\"")),
        let start = json[..<end].lastIndex(of: UInt8(ascii: "\""))
      else { return nil }
      return (start..<end + 1, value)
    }
  }
}
