// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import TestSupport
import Testing

/// An escape works on Unicode scalars or bytes: as a Character a carriage return and a line feed are
/// one, and so are a quotation mark and the accent that follows it, and neither is found.
@Suite struct EscapeLintTests {
  /// Whether a piece is one that escapes are made for, or that ends lines.
  private static func isDangerous(_ piece: Substring) -> Bool {
    piece.contains { "\"\\%&<>|$#~^{}`*_".contains($0) } && !piece.contains(/[A-Za-z]{2}/)
      || piece.contains("\\r")
  }

  private static func findings(in text: String) -> [Substring] {
    let call = /\.replacing(?:Occurrences)?\((?:of: )?"(?<piece>(?:[^"\\]|\\.)+)"/
    return text.matches(of: call).filter { isDangerous($0.output.piece) }.map(\.output.0)
  }

  @Test func noEscapeReplacesCharacters() throws {
    let sources = Fixtures.packageRoot.appending(path: "Sources")
    let files = FileManager.default.enumerator(at: sources, includingPropertiesForKeys: nil)
    var count = 0
    while let file = files?.nextObject() as? URL {
      guard file.pathExtension == "swift" else { continue }
      count += 1
      let text = try String(contentsOf: file, encoding: .utf8)
      for finding in Self.findings(in: text) {
        Issue.record("\(file.lastPathComponent): \(finding)")
      }
    }
    #expect(count > 150)
  }

  @Test(arguments: [
    #"text.replacing("\"", with: "\"\"")"#, #"text.replacingOccurrences(of: "%", with: "%25")"#,
    #"text.replacing("\r", with: "")"#, #"text.replacing("<", with: "&lt;")"#,
  ])
  func whatWasOnceWrongIsFound(call: String) {
    #expect(!Self.findings(in: call).isEmpty)
  }

  @Test(arguments: [
    #"text.replacing(" = ", with: "=")"#, #"text.replacing("two words", with: "")"#,
  ])
  func whatIsHarmlessIsNot(call: String) {
    #expect(Self.findings(in: call).isEmpty)
  }
}
