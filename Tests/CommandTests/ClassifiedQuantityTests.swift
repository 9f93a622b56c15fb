// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import TestSupport
import Testing

/// `classify --quantity`: values of another quantity than time, where somebody asks for it.
@Suite struct ClassifiedQuantityTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// Ten executions of three benchmarks, of which one warms up, one slows down and one does neither.
  private func table(_ column: String, unit: String?, _ value: (Double) -> String) throws -> String
  {
    var generator = SplitMix64(seed: 3)
    var text = "benchmark,vm,process,iteration,\(column)\(unit == nil ? "" : ",unit")\n"
    for (name, first) in [("warm", 1.5), ("slow", 0.7), ("flat", 1.0)] {
      for process in 0..<10 {
        for iteration in 0..<60 {
          let noise = Double.random(in: 0.99...1.01, using: &generator)
          let time = 2.5 * noise * (iteration < 20 ? first : 1)
          let row = "\(name),V,\(process),\(iteration),\(value((time * 1e6).rounded() / 1e6))"
          text += row + (unit.map { ",\($0)" } ?? "") + "\n"
        }
      }
    }
    return try folder.write(text, as: "\(column)-\(unit ?? "none").csv")
  }

  private func classes(_ words: [String]) async -> [[Substring]] {
    let run = await CommandRun.of(["classify", "--format", "csv"] + words)
    #expect(run.exitCode == 0, "\(run.errors)")
    return run.output.split(whereSeparator: \.isNewline).map {
      $0.split(separator: ",", omittingEmptySubsequences: false)
    }
  }

  @Test func itIsClassifiedAsTheSameTimesAre() async throws {
    let times = try table("seconds", unit: nil) { "\($0)" }
    let counts = try table("value", unit: "instructions") { "\(Int($0 * 1e9))" }
    let (ofTimes, ofCounts) = (await classes([times]), await classes(["--quantity", counts]))
    let header = ofCounts[0].map(String.init)
    #expect(!header.contains { $0.contains("seconds") })
    #expect(
      ofCounts.dropFirst().allSatisfy { $0[header.firstIndex(of: "unit") ?? 0] == "instructions" })
    let columns = ofTimes[0].firstIndex { $0.contains("seconds") } ?? 0
    for (time, count) in zip(ofTimes, ofCounts).dropFirst() {
      #expect(time[..<columns] == count[..<columns])
      for column in columns..<(header.firstIndex(of: "unit") ?? 0)
      where !header[column].hasSuffix("level") {
        guard let seconds = Double(time[column]), let number = Double(count[column]) else {
          #expect(time[column].isEmpty && count[column].isEmpty)
          continue
        }
        #expect(abs(number / seconds / 1e9 - 1) < 1e-6, "\(header[column])")
      }
    }
    #expect(
      ofCounts.dropFirst().map { $0[header.firstIndex(of: "class") ?? 0] }
        == ["flat", "slowdown", "warmup"])
  }

  @Test func peopleReadTheUnit() async throws {
    let counts = try table("value", unit: "bytes") { "\($0 * 1e3)" }
    let run = await CommandRun.of(["classify", "--quantity", counts])
    #expect(run.exitCode == 0, "\(run.errors)")
    let text = run.output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    for words in [
      "Unit: bytes", "(thousand bytes)", "mean bytes of a steady iteration",
      "total until steady", "Slower stands for more bytes here",
    ] { #expect(text.contains(words), "\(words)") }
    #expect(!run.output.contains(" s)") && !run.output.contains("µs"))
  }

  @Test func partsOfAWholeAreClassifiedTogether() async throws {
    func rows(_ line: (Int) -> String) -> String {
      "benchmark,process,iteration,value,unit,breakdown\n" + (0..<120).map(line).joined()
    }
    let parts = try folder.write(
      rows { "x,1,\($0),\(1000 + $0 % 7),cycles,a\nx,1,\($0),\(500 + $0 % 5),cycles,b\n" },
      as: "p.csv")
    let whole = try folder.write(
      rows { "x,1,\($0),\(1500 + $0 % 7 + $0 % 5),cycles,\n" }, as: "w.csv")
    let (ofParts, ofWhole) = (
      await classes(["--quantity", parts]), await classes(["--quantity", whole])
    )
    #expect(ofParts == ofWhole && ofParts.count == 2)
  }

  @Test func nothingIsClassifiedUnasked() async throws {
    let counts = try table("value", unit: "bytes") { "\($0 * 1e3)" }
    for command in ["classify", "overall", "report", "plan", "inspect"] {
      let run = await CommandRun.of([command, counts])
      #expect(
        run.exitCode == 2 && run.errors.contains("'classify --quantity' classifies"), "\(command)")
    }
    let times = try table("seconds", unit: nil) { "\($0)" }
    let run = await CommandRun.of(["classify", "--quantity", times])
    #expect(
      run.exitCode == 2 && run.errors.contains("expected values with a unit"), "\(run.errors)")
    for words in [["--format", "json"], ["--stream"], ["-o", folder.path("r.ndjson")]] {
      let run = await CommandRun.of(["classify", "--quantity", counts] + words)
      #expect(run.exitCode == 64 && run.errors.contains("shows values in their unit"), "\(words)")
    }
  }

  @Test func whatCannotBeClassifiedIsRefusedWithItsPlace() async throws {
    let text =
      "benchmark,process,iteration,value,unit\nx,1,0,5,bytes\nx,1,1,0,bytes\nx,2,0,5,bytes\n"
    let file = try folder.write(text, as: "zero.csv")
    let run = await CommandRun.of(["classify", "--quantity", file])
    #expect(run.exitCode == 2)
    #expect(
      run.errors.contains("expected values from 0.001 to 1e18")
        && run.errors.contains("found 0.0 in iteration 2 of x, process \"1\""), "\(run.errors)")
    let rest = await CommandRun.of(["classify", "--quantity", "--skip-invalid", file])
    #expect(
      rest.exitCode == 0 && rest.output.contains("skipped 1 execution of x"), "\(rest.errors)")
    let other = try folder.write("benchmark,value,unit\ny,5,cycles\ny,6,cycles\n", as: "o.csv")
    let bytes = try folder.write("benchmark,value,unit\nx,5,bytes\nx,6,bytes\n", as: "b.csv")
    let both = await CommandRun.of(["classify", "--quantity", bytes, other])
    #expect(both.exitCode == 2)
    #expect(
      both.errors.contains(
        "o.csv: expected values in bytes, as in the files before it, found cycles"))
  }
}
