// SPDX-License-Identifier: GPL-3.0-or-later

import Changepoints

extension String {
  /// The words of the string in lines of at most `width` columns; a longer word stands alone.
  ///
  /// What `separator` parts is a word; where a line ends there, its last space goes. A percent sign
  /// stays with its number.
  package func wrapped(to width: Int, partingOnlyAt separator: String = " ") -> [String] {
    var words: [String] = []
    for word in split(separator: separator).map(String.init) {
      if word.hasPrefix("%"), !words.isEmpty {
        words[words.count - 1] += separator + word
      } else {
        words.append(word)
      }
    }
    var lines: [String] = []
    for word in words {
      if let last = lines.last, (last + separator + word).displayWidth <= width {
        lines[lines.count - 1] = last + separator + word
      } else {
        if !lines.isEmpty { lines[lines.count - 1] += separator.dropLast() }
        lines.append(word)
      }
    }
    return lines
  }

  /// The string with its middle left out, so that it takes at most `width` columns.
  ///
  /// Of what stays, `headShare` stands before the ellipsis.
  func shortenedInTheMiddle(to width: Int, headShare: Double = 0.5) -> String {
    guard displayWidth > width, width > 0 else { return self }
    let headWidth = Int(clamped: Double(width - 1) * headShare)
    var head = ""
    var used = 0
    for character in self {
      guard used + character.displayWidth <= headWidth else { break }
      head.append(character)
      used += character.displayWidth
    }
    var tail: [Character] = []
    for character in reversed() {
      guard used + character.displayWidth <= width - 1 else { break }
      tail.append(character)
      used += character.displayWidth
    }
    return head + "…" + String(tail.reversed())
  }
}

extension String {
  /// How wide a name is at most in a table that people read: nobody reads a longer one.
  static var widestName: Int { 2000 }
  /// How wide it is at most within a sentence.
  private static var widestWord: Int { 500 }

  /// The string with the middles of words left out that nobody reads to their end.
  ///
  /// - Complexity: O(length).
  var withoutEndlessWords: String {
    guard utf8.count > Self.widestWord else { return self }
    return utf8.split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
      .map { String(Substring($0)).shortenedInTheMiddle(to: Self.widestWord) }
      .joined(separator: " ")
  }

  /// The string in lines of at most `width` columns, broken behind the joints of names where there
  /// are any; at least one line.
  func broken(to width: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    var used = 0
    for character in self {
      if used + character.displayWidth > width, !line.isEmpty {
        // Behind a joint, if the line is not left short by it.
        let joint = line.lastIndex { "./:,_-([ ".contains($0) }
        let cut = joint.map(line.index(after:)) ?? line.endIndex
        let head = String(line[..<cut])
        let isShort = head.displayWidth * 2 < width
        lines.append(isShort ? line : head)
        line = isShort ? "" : String(line[cut...])
        used = line.displayWidth
      }
      line.append(character)
      used += character.displayWidth
    }
    return lines + [line]
  }
}

extension [String] {
  /// The strings with their middles left out where they are wider than `width`, all at the same
  /// place, which is chosen so that different strings stay different if that can be.
  package func shortenedInTheMiddle(to width: Int) -> [String] {
    let shares = [0.5, 0.35, 0.65, 0.2, 0.8, 0, 1]
    let attempts = shares.lazy.map { share in
      self.map { $0.shortenedInTheMiddle(to: width, headShare: share) }
    }
    let distinct = Set(self).count
    return attempts.first { Set($0).count == distinct }
      ?? map { $0.shortenedInTheMiddle(to: width) }
  }
}
