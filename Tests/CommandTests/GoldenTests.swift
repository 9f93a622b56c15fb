// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import TestSupport
import Testing

/// A command whose output is kept in `fixtures/golden`.
struct Golden: CustomTestStringConvertible {
  var name: String
  var arguments: [String]

  var testDescription: String { name }

  static let folder = Fixtures.packageRoot.appending(path: "fixtures/golden")

  static let all: [Golden] = {
    let lines = (try? String(contentsOf: folder.appending(path: "commands"), encoding: .utf8)) ?? ""
    return lines.split(separator: "\n").map { line in
      let words = line.split(separator: " ").map(String.init)
      return Golden(name: words[0], arguments: Array(words.dropFirst()))
    }
  }()

  /// The arguments with the paths of fixtures made absolute, as tests may run in any folder.
  var argumentsAnywhere: [String] {
    arguments.map {
      $0.hasPrefix("fixtures/") ? Fixtures.packageRoot.appending(path: $0).path : $0
    }
  }
}

@Suite struct GoldenTests {
  @Test func thereAreGoldens() {
    #expect(!Golden.all.isEmpty)
  }

  @Test(arguments: Golden.all)
  func commandPrintsWhatWasKept(_ golden: Golden) async throws {
    let run = await CommandRun.of(golden.argumentsAnywhere)
    let kept = try String(contentsOf: Golden.folder.appending(path: golden.name), encoding: .utf8)
    let output = run.output.replacing(Fixtures.packageRoot.path + "/", with: "")
    #expect(output == kept)
  }
}
