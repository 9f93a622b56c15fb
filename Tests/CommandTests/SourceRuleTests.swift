// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import TestSupport
import Testing

/// Rules about the sources themselves, where a mistake of the kind is easier made than seen.
@Suite struct SourceRuleTests {
  /// The lines of all Swift sources, without those that are comments.
  private static func lines() throws -> [(place: String, text: String)] {
    let root = Fixtures.packageRoot.appending(path: "Sources").path
    let names = FileManager.default.enumerator(atPath: root)?.compactMap { $0 as? String } ?? []
    return try names.filter { $0.hasSuffix(".swift") }.flatMap { name in
      try String(contentsOfFile: "\(root)/\(name)", encoding: .utf8)
        .split(separator: "\n", omittingEmptySubsequences: false).enumerated()
        .filter { !$0.element.drop { $0 == " " }.hasPrefix("//") }
        .map { ("\(name):\($0.offset + 1)", String($0.element)) }
    }
  }

  /// `Int(_:)` of a number that is not finite, or is out of range, ends the program;
  /// `Int(clamped:)` does not.
  @Test func noConversionOfAFloatingPointNumberTraps() throws {
    let lines = try Self.lines()
    #expect(lines.count > 10_000)
    let conversion =
      #/\b(Int|UInt|Int32|UInt32|UInt64|UInt8)\((?!clamped|exactly|ascii|clamping|truncating)/#
    let floating =
      #/rounded|Double|log|\bpow|squareRoot|quantile|fraction|\bshare|\* |/ |width|height|\bplace\b/#
    // Their numbers are parts of a whole, or were compared with a count just before.
    let bounded = ["KrunClock.swift", "ReBenchDB"]
    var found: [String] = []
    for (place, text) in lines where !bounded.contains(where: place.contains) {
      for match in text.matches(of: conversion) {
        // The argument reaches to the parenthesis that closes it.
        var depth = 1
        let argument = text[match.range.upperBound...].prefix { character in
          depth += character == "(" ? 1 : character == ")" ? -1 : 0
          return depth > 0
        }
        if argument.contains(floating) { found.append("\(place): \(match.output.0)\(argument))") }
      }
    }
    #expect(found.isEmpty, "\(found.joined(separator: "\n"))")
  }

  /// A mark of ASCII and the accent behind it are one Character, which `replacing` and `split` of
  /// strings pass over.
  @Test func escapesWorkScalarByScalar() throws {
    let replacing = #/\.(replacing|replacingOccurrences)\(/#
    // In these it replaces no mark of a language.
    let allowed = ["SVGStyle.swift", "JMHLogReader.swift"]
    let found = try Self.lines().filter { place, text in
      text.contains(replacing) && !allowed.contains { place.contains($0) }
    }
    #expect(found.isEmpty, "\(found.map { "\($0.place):\($0.text)" }.joined(separator: "\n"))")
  }
}
