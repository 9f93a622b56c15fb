// SPDX-License-Identifier: GPL-3.0-or-later

import OrderedCollections
import ResultsFiles
import TestSupport
import Testing
import WarmupStats

@Suite struct TidyQuantityTests {
  private static func read(
    _ text: String, options: ReadingOptions = ReadingOptions()
  ) throws -> [MeasuredQuantities] {
    try Fixtures.withFile(text.utf8) { path in
      guard
        case .quantities(let quantities) = try StoredResults(
          readingFileAt: path, options: options)
      else { return [] }
      return quantities
    }
  }

  private static func error(_ text: String) -> String? {
    do {
      _ = try read(text)
      return nil
    } catch {
      return "\(error)"
    }
  }

  @Test func valuesAreMeansOverIterationsByPart() throws {
    let quantities = try Self.read(
      """
      benchmark,vm,process,iteration,value,unit,breakdown
      x,A,1,0,10,cycles,useful
      x,A,1,0,4,cycles,stalls
      x,A,1,1,20,cycles,useful
      x,A,1,1,0,cycles,stalls
      x,B,1,0,7,cycles,useful
      x,B,1,0,1,cycles,stalls

      """)
    let experiment = try #require(quantities.first).experiment
    #expect(experiment.unit == "cycles")
    #expect(experiment.parts == ["useful", "stalls"])
    #expect(experiment.vms == ["A", "B"])
    #expect(experiment.meanParts(of: BenchmarkKey(benchmark: "x", vm: "A")) == [15, 2])
  }

  @Test func anotherUnitThanOfTimeMakesAQuantity() throws {
    let text = "benchmark;value;unit\nx;5;bytes\nx;7;bytes\n"
    let experiment = try #require(try Self.read(text).first).experiment
    #expect(experiment.executions.values.first?.map(\.total) == [6])
    #expect(try Self.read("benchmark,value,unit\nx,5,ms\n").isEmpty)
    let chosen = try Self.read(
      "benchmark,vm,value,unit\nx,A,5,bytes\nx,B,5,bytes\n",
      options: ReadingOptions(selection: KeySelection(vms: ["B"])))
    #expect(chosen.first?.experiment.vms == ["B"])
  }

  @Test(arguments: [
    ("benchmark,value,unit\nx,5,bytes\nx,5,cycles\n", "a file has one unit"),
    ("benchmark,value,unit\nx,-5,bytes\n", "a number from 0 to 1e60"),
    ("benchmark,value,unit\nx,nan,bytes\n", "a number from 0 to 1e60"),
    ("benchmark,value,unit\nx,5 6,bytes\n", "a number from 0 to 1e60"),
    ("benchmark,value,unit\n,5,bytes\n", "the name of a benchmark"),
    ("benchmark,value,unit\nx,5,bytes", "a line break"),
    (
      "benchmark,iteration,value,unit\nx,1,5,bytes\nx,1,6,bytes\n",
      "each iteration of an execution once"
    ),
    (
      "benchmark,process,value,unit,breakdown\nx,1,5,c,a\nx,1,6,c,b\nx,2,6,c,a\n",
      "each part of the whole in every iteration, found 0 of 1 of \"b\""
    ),
  ])
  func whatCannotBeReadIsRefusedWithItsPlace(text: String, words: String) throws {
    let error = try #require(Self.error(text))
    #expect(error.contains(words), "\(error)")
  }

  @Test func countsAreNotTakenForTimes() throws {
    let error = #expect(throws: ResultsFileError.self) {
      try Fixtures.withFile("benchmark,value,unit\nx,5,bytes\n".utf8) { path in
        try ResultsFile.read(at: [path])
      }
    }
    #expect(error?.description.contains("values of another quantity") == true)
    #expect(error?.description.contains("\"bytes\"") == true)
  }
}
