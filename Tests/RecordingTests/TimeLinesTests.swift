// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Recording
import Testing
import WarmupStats

/// Times that programs hand over as text.
@Suite struct TimeLinesTests {
  private func read(
    _ text: String, unit: String = "s", isOutput: Bool = false, pieces: Int = .max
  ) -> TimeLines {
    var lines = TimeLines(unit: unit, passesOverText: isOutput)
    let bytes = Array(text.utf8)
    for start in stride(from: 0, to: bytes.count, by: min(pieces, max(bytes.count, 1))) {
      lines.append(bytes[start..<min(start + min(pieces, bytes.count), bytes.count)])
    }
    lines.finish()
    return lines
  }

  @Test func numbersUnitsCommentsAndBlankLinesAreRead() {
    let lines = read("# header\n0.25\n\n250 ms\r\n250000us\n+2.5e-1\n2.5E8 ns\n.25\n0.25")
    #expect(lines.trouble == nil)
    #expect(lines.times == Array(repeating: 0.25, count: 7))
  }

  @Test func theUnitOfNumbersAloneIsTheGivenOne() {
    #expect(read("5\n1 s\n", unit: "ms").times == [0.005, 1])
  }

  @Test func piecesOfAnyLengthGiveTheSame() {
    let text = "0.1\nhello world\n0.2 ms\n# c\n\r\n3\nnan\n4"
    let whole = read(text, isOutput: true)
    #expect(whole.times == [0.1, 0.0002, 3, 4])
    for size in 1...text.utf8.count {
      let parts = read(text, isOutput: true, pieces: size)
      #expect(parts.times == whole.times)
      #expect(parts.otherLines == whole.otherLines)
    }
  }

  @Test(arguments: ["nan", "1,5", "0x1p3", "inf", "1.2.3", "five", "1 2", "1 parsec", "\0", "1\0"])
  func whatIsNoTimeIsTheProgramsOwnOnItsOutputAndAMistakeElsewhere(line: String) {
    var output = read("1\n\(line)\n2\n", isOutput: true)
    #expect(output.times == [1, 2])
    #expect(output.trouble == nil)
    #expect(output.otherLines == 1)
    #expect(String(decoding: output.takeOtherText(), as: UTF8.self) == "\(line)\n")
    #expect(output.takeOtherText().isEmpty)
    let own = read("1\n\(line)\n2\n")
    #expect(own.trouble?.hasPrefix("line 2 of its times: ") == true, "\(own.trouble ?? "")")
  }

  @Test(arguments: ["0", "-1", "0 ms", "1e300", "1e-300"])
  func timesThatCannotBeAreAMistakeEverywhere(line: String) {
    for isOutput in [true, false] {
      #expect(read("1\n\(line)\n", isOutput: isOutput).trouble?.contains("line 2") == true)
    }
  }

  @Test func aLineWithoutEndIsNoLargeMemory() {
    var lines = read(String(repeating: "x", count: 100_000) + "\n1\n", isOutput: true)
    #expect(lines.times == [1])
    #expect(lines.otherLines == 1)
    #expect(lines.takeOtherText().count == 100_001)
    #expect(read(String(repeating: "1", count: 100_000)).trouble != nil)
  }

  @Test func manyLinesAreRead() {
    let lines = read(String(repeating: "0.5\n", count: 100_000), pieces: 65536)
    #expect(lines.times.count == 100_000)
  }

  // MARK: - Krun's runners

  @Test func theOutputOfKrunsRunnersIsRead() throws {
    let text = """
      {"wallclock_times": [0.5, 0.25], "core_cycle_counts": [[10, 20]], "aperf_counts": [],
       "mperf_counts": []}
      """
    let values = try RunnerTimes.read(Array(text.utf8)).get()
    #expect(values.times == [0.5, 0.25])
    #expect(values.counters?.coreCycles == [[10, 20]])
    let plain = try RunnerTimes.read(
      Array(
        #"{"wallclock_times":[1],"core_cycle_counts":[],"aperf_counts":[],"mperf_counts":[]}"#.utf8)
    )
    .get()
    #expect(plain.counters == nil)
  }

  @Test(arguments: [
    ("", "found \"\""), ("[1]", "wallclock_times"),
    (#"{"wallclock_times":["a"]}"#, "wallclock_times"),
    (#"{"wallclock_times":[1,0]}"#, "/wallclock_times/1"),
    (#"{"wallclock_times":[1],"aperf_counts":[[1,2]]}"#, "/aperf_counts/0"),
  ])
  func anotherOutputIsRefusedWithItsPlace(text: String, place: String) {
    let error = #expect(throws: RecordingError.self) {
      try RunnerTimes.read(Array(text.utf8)).get()
    }
    #expect(error?.description.contains(place) == true, "\(error?.description ?? "")")
  }

  // MARK: - Other output

  @Test func theBeginningAndTheEndOfOutputAreKept() {
    var kept = KeptText()
    #expect(kept.text == nil)
    kept.append(Array("begin".utf8))
    #expect(kept.text == "begin")
    for number in 0..<50_000 { kept.append(Array("line \(number)\n".utf8)) }
    let text = kept.text ?? ""
    #expect(text.hasPrefix("beginline 0\n") && text.hasSuffix("line 49999\n"))
    #expect(text.utf8.count < 66_000)
    #expect(text.contains("bytes …"))
  }
}
