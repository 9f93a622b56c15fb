// SPDX-License-Identifier: GPL-3.0-or-later

import TestSupport
import Testing

/// A few of the inputs that `scripts/fuzz` tries by the million.
@Suite struct PipelineFuzzTests {
  @Test func everyCommandSurvivesDamagedFiles() async throws {
    let folder = try TemporaryFolder()
    let fuzz = try await PipelineFuzz(seed: 1, folder: folder.url)
    #expect(fuzz.sampleCount > 40)
    var codes: [Int32: Int] = [:]
    for index in 0..<100 {
      let outcome = try await fuzz.run(index)
      codes[outcome.exitCode, default: 0] += 1
      #expect(outcome.complaints == [])
    }
    #expect(codes[0, default: 0] > 30 && codes[2, default: 0] > 10, "\(codes)")
  }
}
