// SPDX-License-Identifier: GPL-3.0-or-later

import TestSupport
import Testing

/// What `--version` tells somebody who reports a fault.
@Suite struct VersionTests {
  @Test func theVersionNamesTheLibraries() async {
    let run = await CommandRun.of(["--version"])
    #expect(run.exitCode == 0 && run.errors.isEmpty)
    let lines = run.output.split(separator: "\n")
    #expect(lines.count == 2)
    #expect(
      lines.first?.wholeMatch(of: /warmup-stats \d+\.\d+\.\d+( \(commit [0-9a-f]+\))?/) != nil)
    #expect(
      lines.last?.wholeMatch(of: /GSL [\d.]+, libarchive [\d.]+ .*zlib.*, simdjson [\d.]+/) != nil)
  }
}
