// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import OrderedCollections
import ResultsFiles
import TestSupport
import Testing
import WarmupStats

@Suite struct InstrumentationTests {
  /// Some of the numbers of one real file, found by a program in another language: cumulative counts
  /// differenced per iteration; the measure of the union of all intervals of collection.
  struct Known: Sendable {
    var name: String
    var key: BenchmarkKey
    var index: Int
    /// The sums over all iterations of the seconds, and of the seconds times the iteration.
    var collection: (sum: Double, moment: Double)
    var compilation: (sum: Double, moment: Double)
    /// The seconds of collection and of compilation in the first iteration.
    var first: (collection: Double, compilation: Double)
  }

  static func key(_ benchmark: String, _ vm: String, _ variant: String) -> BenchmarkKey {
    BenchmarkKey(benchmark: benchmark, vm: vm, variant: variant)
  }

  static let known = [
    Known(
      name: "hotspot", key: key("binary_trees", "HotSpot", "default-java"), index: 0,
      collection: (0.038, 15.114), compilation: (0.590, 320.737), first: (0, 0.018)),
    Known(
      name: "hotspot_g1", key: key("binary_trees", "HotSpot", "default-java"), index: 2,
      collection: (0.145, 67.966), compilation: (0.734, 420.625), first: (0.003, 0.016)),
    Known(
      name: "pypy", key: key("binary_trees", "PyPy", "default-python"), index: 0,
      collection: (2.1005367273826883, 522.1419877100043),
      compilation: (0.03132524787180771, 0.001189904857285929),
      first: (0.01594061493475178, 0.03013534301452178)),
    Known(
      name: "pypy", key: key("richards_like", "PyPy", "default-python"), index: 2,
      collection: (0.664789486517077, 154.94694990745725),
      compilation: (0.04630353530295443, 0.03673391086629944),
      first: (0.02339083028897424, 0.04276982473710566)),
  ]

  static func recorded(_ name: String) throws -> (experiment: Experiment, folder: String) {
    let folder = Fixtures.path("recorded/instr")
    return (
      try ResultsFile.read(at: "\(folder)/\(name)_results.json.bz2"), "\(folder)/\(name)_instr_data"
    )
  }

  @Test(arguments: known.indices)
  func realFilesComeToWhatAnotherProgramFinds(_ number: Int) throws {
    let known = Self.known[number]
    let (experiment, folder) = try Self.recorded(known.name)
    let read = try InstrumentationFolder.read(
      at: folder, for: experiment, executions: { $0 == known.index })
    #expect(read.warnings.isEmpty)
    let found = try #require(read.executions[known.key]?[known.index])
    #expect(read.executions[known.key]?.count == 1)
    #expect(found.garbageCollection.unit == .seconds && found.compilation.unit == .seconds)
    let count = experiment.executions[known.key]?[known.index].times.count
    let all = [
      (found.garbageCollection.values, known.collection, known.first.collection),
      (found.compilation.values, known.compilation, known.first.compilation),
    ]
    for (values, expected, first) in all {
      #expect(values.count == count)
      #expect(abs(values.reduce(0, +) / expected.sum - 1) < 1e-12)
      let moment = values.enumerated().reduce(0) { $0 + Double($1.offset) * $1.element }
      #expect(abs(moment / expected.moment - 1) < 1e-12)
      #expect(abs(values[0] - first) < 1e-15)
      #expect(values.allSatisfy { $0 >= 0 })
    }
  }

  /// PyPy collects within its iterations, so its collections are shorter than they, but for the
  /// first, whose tree begins before it.
  @Test func noCollectionIsLongerThanItsIteration() throws {
    let (experiment, folder) = try Self.recorded("pypy")
    let read = try InstrumentationFolder.read(at: folder, for: experiment)
    #expect(read.executions.values.map(\.count) == [3, 3, 3])
    for (key, executions) in experiment.executions {
      for (index, execution) in executions.enumerated() {
        let collection = try #require(read.executions[key]?[index]).garbageCollection.values
        #expect(zip(collection, execution.times).dropFirst().allSatisfy { $0 < $1 })
      }
    }
  }

  @Test func executionsWithoutAFileAreNamed() throws {
    let (results, _) = try Self.recorded("hotspot")
    let (_, folder) = try Self.recorded("hotspot_g1")
    let binaryTrees = Self.key("binary_trees", "HotSpot", "default-java")
    var experiment = results
    experiment.executions.removeAll { $0.key != binaryTrees }
    experiment.executions[binaryTrees]?.append(ProcessExecution(failed: .crashed))
    let read = try InstrumentationFolder.read(at: folder, for: experiment)
    #expect(read.executions[binaryTrees]?.keys.sorted() == [0, 1, 2])
    #expect(
      read.warnings == [
        Warning(
          kind: .incompleteData,
          message: "there is no instrumentation file of 2 of 5 executions (4, 5, counted from 1)",
          key: binaryTrees)
      ])
  }

  // MARK: Made-up files

  private static let made = key("b", "V", "v")

  /// Reads files, each with its content, beside an execution with these times.
  private func read(
    _ files: [String: String], times: [Double]
  ) throws -> Result<ReadInstrumentation, ResultsFileError> {
    let folder = FileManager.default.temporaryDirectory.appending(path: "FOLDER-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for (name, text) in files { try Data(text.utf8).write(to: folder.appending(path: name)) }
    let experiment = Experiment(executions: [Self.made: [ProcessExecution(times: times)]])
    return Result { () throws(ResultsFileError) in
      try InstrumentationFolder.read(at: folder.path, for: experiment)
    }.mapError { error in
      var error = error
      error.path = error.path.replacingOccurrences(of: folder.path, with: "FOLDER")
      return error
    }
  }

  private static func pypy(_ iterations: [String], jit: String? = nil) -> String {
    let times = jit ?? "[" + iterations.map { _ in "0.5" }.joined(separator: ",") + "]"
    let trees = iterations.map { #"["root",null,null,[\#($0)]]"# }.joined(separator: ",")
    return #"{"raw_vm_events":[\#(trees)],"jit_times":\#(times)}"#
  }

  /// What is in a collection is not counted twice, and other sections are looked into.
  @Test func sectionsAreCountedOnce() throws {
    let text = Self.pypy([
      #"["gc-minor",10,16,[["gc-minor-walkroots",11,12,[]]]]"#,
      #"["jit-tracing",20,40,[["gc-collect-step",21,24,[]],["x",25,30,[["gc-minor",26,27,[]]]]]]"#,
      #"["gc-set-nursery-size",50,60,[]]"#,
    ])
    let read = try read(["b__V__v__0.json": text], times: [1, 1, 1]).get()
    // Three iterations are too few to tell how fast the clock ticks.
    #expect(
      read.executions[Self.made]?[0]
        == VMInstrumentation(
          garbageCollection: .init([6, 4, 0], in: .clockTicks),
          compilation: .init([0.5, 0.5, 0.5])))
  }

  /// The first iteration starts long before the others, and does not count for the clock.
  @Test func theClockIsFoundFromTheTimes() throws {
    let text = Self.pypy(
      ["[\"gc-minor\",5,15,[]]"]
        + (1...100).map { "[\"gc-minor\",\(1_000_000 + 200 * $0),\(1_000_010 + 200 * $0),[]]" })
    let times = [9.0] + Array(repeating: 2, count: 100)
    let read = try read(["b__V__v__0.json": text], times: times).get()
    let collection = try #require(read.executions[Self.made]?[0]).garbageCollection
    #expect(collection == .init(Array(repeating: 0.1, count: 101)))
  }

  private static let collectors = #"["Copy",["Eden"],2,1]"#

  @Test(arguments: [
    (#"{"raw_vm_events":[[0,1,[]]"#, ":1:27: expected valid JSON, found the end of the file"),
    (#"[1]"#, ": expected an object, found an array of 1"),
    (#"{"jit_times":[]}"#, ": expected a member \"raw_vm_events\", found none"),
    (
      #"{"raw_vm_events":[[0,1,[]]]}"#,
      ": at /raw_vm_events: expected one element for each of the 2 iterations, found an array of 1"
    ),
    (
      #"{"raw_vm_events":[[0,1,[]],[2,1,[]]]}"#,
      ": at /raw_vm_events/1/0: expected 1, the number of the iteration, found 2"
    ),
    (
      #"{"raw_vm_events":[[0,7,[]],[1,6,[]]]}"#,
      ": at /raw_vm_events/1/1: expected at least the 7 ms of the iteration before, in all, found 6 ms"
    ),
    (
      #"{"raw_vm_events":[[0,7,[["Copy",["Eden"],2,1]]],[1,7,[["Copy",["Eden"],1,1]]]]}"#,
      ": at /raw_vm_events/1/2: expected at least the 2 ms of the iteration before, in all, found 1 ms"
    ),
    (
      #"{"raw_vm_events":[[0,7,[["Copy",["Eden"],"2",1]]],[1,7,[]]]}"#,
      ": at /raw_vm_events/0/2/0/2: expected milliseconds since the start, found \"2\""
    ),
    (
      #"{"raw_vm_events":[[0,7,[["Copy",["Eden"],2]]],[1,7,[]]]}"#,
      ": at /raw_vm_events/0/2/0: expected a collector's name, pools, milliseconds and count, "
        + "found an array of 3"
    ),
    (
      #"{"raw_vm_events":[[0,-1,[]],[1,7,[]]]}"#,
      ": at /raw_vm_events/0/1: expected milliseconds since the start, found -1"
    ),
    (
      #"{"raw_vm_events":[5,[1,7,[]]]}"#,
      ": at /raw_vm_events/0: expected an iteration's number, milliseconds and collectors, found 5"
    ),
    (
      #"{"raw_vm_events":[["root",null,null,[]],["root",null,null,[]]]}"#,
      ": expected a member \"jit_times\", found none"
    ),
    (pypy(["", ""], jit: "[0.5]"), ": at /jit_times: expected one element for each of the 2"),
    (pypy(["", ""], jit: "[0.5,-1]"), ": at /jit_times/1: expected seconds, 0 or more, found -1"),
    (
      pypy(["", ""], jit: "[0.5,null]"),
      ": at /jit_times/1: expected seconds, 0 or more, found null"
    ),
    (
      pypy(["", #"["gc-minor",5,4,[]]"#]),
      ": at /raw_vm_events/1/3/0/2: expected an end that is not before the start, 5, found 4"
    ),
    (
      pypy(["", #"["gc-minor",5,1e300,[]]"#]),
      ": at /raw_vm_events/1/3/0/2: expected the end of a section, in ticks, found 1e+300"
    ),
    (
      pypy(["", #"["gc-minor",5,6,[["x",null,7,[]]]]"#]),
      ": at /raw_vm_events/1/3/0/3/0/1: expected the start of a section, in ticks, found null"
    ),
    (
      #"{"raw_vm_events":[["root",null,null,[]],["other",null,null,[]]],"jit_times":[0,0]}"#,
      ": at /raw_vm_events/1/0: expected \"root\", the name of an iteration's tree, found \"other\""
    ),
    (
      #"{"raw_vm_events":[["root",1,null,[]],["root",null,null,[]]],"jit_times":[0,0]}"#,
      ": at /raw_vm_events/0/1: expected null, found 1"
    ),
  ])
  func damagedFilesAreRefusedWithTheirPlace(text: String, message: String) throws {
    #expect(throws: ResultsFileError.self) {
      do {
        _ = try read(["b__V__v__0.json": text], times: [1, 1]).get()
      } catch {
        #expect("\(error)".hasPrefix("FOLDER/b__V__v__0.json" + message), "\(error)")
        throw error
      }
    }
  }

  /// Every beginning of a file is refused, and none crashes.
  @Test func truncatedFilesAreRefused() throws {
    let text = Self.pypy([#"["gc-minor",10,16,[["gc-minor-walkroots",11,12,[]]]]"#, ""])
    for length in 0..<text.utf8.count {
      let read = try read(["b__V__v__0.json": String(text.prefix(length))], times: [1, 1])
      #expect(throws: ResultsFileError.self) { try read.get() }
    }
  }

  @Test func twoFilesOfOneExecutionAreRefused() throws {
    let files = ["b__V__v__0.json": "", "b__V__v__0.json.bz2": ""]
    #expect(throws: ResultsFileError.self) {
      do { _ = try read(files, times: [1]).get() } catch {
        #expect("\(error)".contains("expected one file for execution 1 of b:V:v"))
        throw error
      }
    }
  }

  @Test func aFolderOfOtherFilesIsRefused() throws {
    #expect(throws: ResultsFileError.self) {
      do { _ = try read(["b__V__v__1.json": "{}"], times: [1]).get() } catch {
        #expect("\(error)".contains("instrumentation files such as b__V__v__0.json, found none"))
        throw error
      }
    }
    #expect(throws: ResultsFileError.self) {
      try InstrumentationFolder.read(at: "/nonexistent", for: Experiment())
    }
  }
}
