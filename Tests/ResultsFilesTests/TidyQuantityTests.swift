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

  /// The same values as CSV and as a JSON text each are the same experiment.
  @Test func linesOfJSONHoldTheSame() throws {
    let quantities = try Self.read(
      """
      {"benchmark":"x","vm":"A","process":1,"iteration":0,"value":10,"unit":"cycles","breakdown":"u"}
      {"benchmark":"x","vm":"A","process":1,"iteration":0,"value":4e0,"unit":"cycles","breakdown":"s"}
      {"benchmark":"x","vm":"B","process":"1","machine":null,"value":7,"unit":"cycles","breakdown":"u"}
      {"benchmark":"x","vm":"B","process":"1","value":1,"unit":"cycles","breakdown":"s"}

      """)
    let table = try Self.read(
      """
      benchmark,vm,process,iteration,value,unit,breakdown
      x,A,1,0,10,cycles,u
      x,A,1,0,4,cycles,s
      x,B,1,,7,cycles,u
      x,B,1,,1,cycles,s

      """)
    #expect(quantities.map(\.experiment) == table.map(\.experiment))
    #expect(quantities.count == 1)
    let bytes = try Self.read(#"{"benchmark":"x","value":5,"unit":"bytes"}"# + "\n")
    #expect(bytes.first?.experiment.unit == "bytes")
    #expect(try Self.read(#"{"benchmark":"x","value":5,"unit":"ms"}"# + "\n").isEmpty)
  }

  @Test(arguments: [
    (#"{"benchmark":"x","value":-5,"unit":"bytes"}"#, "a number from 0 to 1e60, found -5"),
    (#"{"benchmark":"x","value":"5","unit":"bytes"}"#, #"a number from 0 to 1e60, found "5""#),
    (#"{"benchmark":"","value":5,"unit":"bytes"}"#, "the name of a benchmark"),
    (#"{"benchmark":"x","value":5,"unit":"bytes","size":1}"#, "one of the members"),
    (#"{"benchmark":"x","value":5,"unit":"bytes","unit":"ms"}"#, "unit"),
    (#"{"benchmark":"x","value":5,"unit":"bytes","vm":7}"#, "a string"),
    (
      #"{"benchmark":"x","value":5,"unit":"bytes"}"# + "\n"
        + #"{"benchmark":"x","value":5,"unit":"cycles"}"#, "a file has one unit"
    ),
    (
      #"{"benchmark":"x","value":5,"unit":"bytes"}"# + "\n" + #"{"benchmark":"x","unit":"bytes"}"#,
      "a number from 0 to 1e60, found none"
    ),
  ])
  func textsThatCannotBeReadAreRefusedWithTheirPlace(text: String, words: String) throws {
    let error = try #require(Self.error(text + "\n"))
    #expect(error.contains(words), "\(error)")
    let lines = text.split(separator: "\n").count
    #expect(error.contains(lines == 1 ? ": at /" : ":\(lines): "), "\(error)")
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
