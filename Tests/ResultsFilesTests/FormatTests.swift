// SPDX-License-Identifier: GPL-3.0-or-later

import OrderedCollections
import ResultsFiles
import TestSupport
import Testing
import WarmupStats

/// What holds for every format.
@Suite struct FormatTests {
  @Test(arguments: FormatSamples.all)
  func isRecognizedByItsReaderAlone(sample: FormatSamples.Sample) throws {
    #expect(
      try ResultsFile.recognizedFormats(of: Array(sample.text.utf8), named: "FILE")
        == [sample.format])
  }

  @Test func everyFormatHasASample() {
    let formats = FormatSamples.all.map(\.format) + [.classification]
    #expect(Set(formats) == Set(ResultsFormat.allCases))
  }

  @Test func packageBenchmarkIsRefusedWithTheReason() throws {
    let bytes = Array(FormatSamples.packageBenchmark.utf8)
    #expect(try ResultsFile.recognizedFormats(of: bytes, named: "FILE") == [])
    #expect(
      try Fixtures.error(FormatSamples.packageBenchmark)
        == "FILE: expected iterations in the order in which they ran, found the sorted values of "
        + "package-benchmark, whose order is lost")
  }

  @Test(arguments: FormatSamples.all)
  func survivesBeingCutShortAnywhere(sample: FormatSamples.Sample) throws {
    let linewise = [.tidyNDJSON, .executionsNDJSON, .cargoCriterion, .goTestJSON].contains(
      sample.format)
    try Damage.truncateEverywhere(
      sample.text, options: sample.options, isJSON: sample.isJSON && !linewise)
  }

  @Test(arguments: FormatSamples.all)
  func survivesWrongValuesAnywhere(sample: FormatSamples.Sample) throws {
    var options = sample.options
    options.format = sample.format
    if sample.isJSON {
      try Damage.replaceEveryValue(
        of: sample.text, options: options, hidden: sample.hiddenTimes)
    } else {
      try Damage.replaceEveryWord(of: sample.text, options: options)
    }
  }

  @Test(arguments: FormatSamples.all)
  func readsTheSameWithOtherLineEnds(sample: FormatSamples.Sample) throws {
    func read(_ text: String) throws -> [Experiment] {
      try ResultsFile.read(Array(text.utf8), named: "FILE", options: sample.options).experiments
    }
    #expect(
      try read(sample.text.replacing("\n", with: "\r\n")) == read(sample.text))
  }

  @Test(arguments: FormatSamples.all)
  func dropsTheWarmupOfTheHarness(sample: FormatSamples.Sample) throws {
    var options = sample.options
    let bytes = Array(sample.text.utf8)
    let kept = try ResultsFile.read(bytes, named: "FILE", options: options)
    options.harnessWarmup = .drop
    options.skipsInvalid = true
    let dropped = try ResultsFile.read(bytes, named: "FILE", options: options)
    let expected = kept.experiments.flatMap { $0.executions.values.joined() }
      .map { Array($0.times.dropFirst($0.harnessWarmupIterations ?? 0)) }
    let executions = dropped.experiments.flatMap { $0.executions.values.joined() }
    // Executions that only warmed up are skipped.
    #expect(executions.map(\.times).filter { !$0.isEmpty } == expected.filter { !$0.isEmpty })
    #expect(executions.allSatisfy { $0.harnessWarmupIterations ?? 0 == 0 })
  }
}
