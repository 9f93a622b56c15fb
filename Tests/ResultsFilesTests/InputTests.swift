// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import OrderedCollections
import ResultsFiles
import TestSupport
import Testing
import WarmupStats

@Suite(.serialized) struct InputTests {
  static let sample = Fixtures.path("formats/compressed/krun.json")

  @Test(arguments: ["gz", "bz2", "xz", "zst"])
  func readsCompressedFiles(suffix: String) throws {
    let plain = try ResultsFile.read(at: Self.sample)
    #expect(plain.executions.count == 1)
    #expect(try ResultsFile.read(at: "\(Self.sample).\(suffix)") == plain)
  }

  @Test(arguments: ["gz", "bz2", "xz", "zst"])
  func refusesCompressedFilesThatAreCutShort(suffix: String) throws {
    let bytes = try Fixtures.bytes("formats/compressed/krun.json.\(suffix)")
    for count in 0..<bytes.count {
      let error = try Fixtures.withFile(bytes[..<count]) { path in
        #expect(throws: ResultsFileError.self, "cut after \(count) bytes") {
          try ResultsFile.read(at: path)
        }
      }
      if let error, count == bytes.count / 2 {
        #expect(error.expected == "a file that can be decompressed to its end")
        #expect(error.found.contains("truncated"), "\(error.found)")
      }
    }
  }

  @Test(arguments: ["gz", "bz2", "xz", "zst"])
  func noticesEveryBitThatIsDamaged(suffix: String) throws {
    let plain = try ResultsFile.read(at: Self.sample)
    let bytes = try Fixtures.bytes("formats/compressed/krun.json.\(suffix)")
    for index in bytes.indices {
      var damaged = bytes
      damaged[index] ^= 1 << UInt8(index % 8)
      let experiment = try Fixtures.withFile(damaged) { try? ResultsFile.read(at: $0) }
      // Bits such as those of the time in a header of gzip stand for nothing that is read.
      #expect(experiment == nil || experiment == plain, "byte \(index)")
    }
  }

  @Test func limitsTheSizeOfADecompressedFile() throws {
    let size = try Fixtures.bytes("formats/compressed/krun.json").count
    for suffix in ["", ".bz2"] {
      let path = Self.sample + suffix
      _ = try ResultsFile.read(at: path, options: ReadingOptions(maximumSize: size))
      let error = #expect(throws: ResultsFileError.self) {
        try ResultsFile.read(at: path, options: ReadingOptions(maximumSize: size - 1))
      }
      #expect(
        error?.description
          == "\(path): expected at most \(size - 1) bytes, once decompressed, found more")
    }
  }

  /// Rows on disk are as large as they look; what is compressed, a document or a pipe is not.
  @Test func readsRowsOnDiskOfAnySize() throws {
    let csv = Array(("benchmark,seconds\n" + String(repeating: "b,1\n", count: 500)).utf8)
    let line = "{\"benchmark\":\"b\",\"seconds\":1}\n"
    let ndjson = Array(String(repeating: line, count: 100).utf8)
    let log = Array(String(repeating: "Iteration 1: 5 ms\n", count: 100).utf8)
    let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]
    func read(_ bytes: [UInt8], _ maximumSize: Int? = nil) throws -> [UInt8] {
      try Fixtures.withFile(bytes) {
        try FileBytes.read(at: $0, maximumSize: maximumSize, defaultSize: 1000)
      }
    }
    for bytes in [csv, ndjson, log, byteOrderMark + csv, byteOrderMark + ndjson] {
      #expect(try read(bytes) == bytes)
      #expect(try read(bytes, bytes.count) == bytes)
      let error = #expect(throws: ResultsFileError.self) { try read(bytes, bytes.count - 1) }
      #expect(error?.expected == "at most \(bytes.count - 1) bytes, once decompressed")
    }
    let document = Array("[\(String(repeating: "1,", count: 1000))1]".utf8)
    let utf16: [UInt8] = [0xFF, 0xFE] + csv.flatMap { [$0, 0] }
    var others = [document, utf16, [0x25, 0x50, 0x44, 0x46, 0x2D] + csv, csv + [0]]
    others += try Compression.allCases.map { try $0.compressed(csv) }
    for bytes in others {
      let error = #expect(throws: ResultsFileError.self) { try read(bytes) }
      #expect(error?.expected == "at most 1000 bytes, once decompressed")
    }
    #expect(try read(Array(csv[..<1000])) == Array(csv[..<1000]))
  }

  @Test func limitsWhatComesThroughAPipe() throws {
    let text = "benchmark,seconds\n" + String(repeating: "b,1\n", count: 500)
    let saved = dup(STDIN_FILENO)
    defer {
      dup2(saved, STDIN_FILENO)
      close(saved)
    }
    let pipe = Pipe()
    try pipe.fileHandleForWriting.write(contentsOf: Data(text.utf8))
    try pipe.fileHandleForWriting.close()
    dup2(pipe.fileHandleForReading.fileDescriptor, STDIN_FILENO)
    let error = #expect(throws: ResultsFileError.self) {
      try FileBytes.read(at: "-", maximumSize: nil, defaultSize: 1000)
    }
    #expect(error?.expected == "at most 1000 bytes, once decompressed")
  }

  @Test func readsTheFilesOfAFolder() throws {
    let folder = try TemporaryFolder()
    try FileManager.default.createDirectory(
      atPath: folder.path("below"), withIntermediateDirectories: false)
    let files = try ["b.csv", "a.csv", "below/c.csv"].map {
      try folder.write("benchmark,seconds\n\($0),1\n", as: $0)
    }
    _ = try folder.write("no results", as: ".hidden")
    try FileManager.default.createSymbolicLink(
      atPath: folder.path("link"), withDestinationPath: folder.url.path)
    let read = try ResultsFile.read(at: [folder.url.path])
    let listed = try ResultsFile.read(at: [files[1], files[0], files[2]])
    #expect(read == listed)
    #expect(listed.experiments[0].executions.count == 3)
    let linked = folder.path("z.csv")
    let elsewhere = try TemporaryFolder()
    try FileManager.default.createSymbolicLink(
      atPath: linked,
      withDestinationPath: try elsewhere.write("benchmark,seconds\nd,1\n", as: "d.csv"))
    #expect(try ResultsFile.read(at: [folder.url.path]).experiments[0].executions.count == 4)
    _ = try folder.write("no results", as: "notes")
    let error = #expect(throws: ResultsFileError.self) {
      try ResultsFile.read(at: [folder.url.path])
    }
    #expect(error?.path == folder.path("notes"))
  }

  @Test func refusesWhatIsNoFile() throws {
    let empty = try TemporaryFolder()
    let folder = empty.url.path
    let missing = Fixtures.path("formats/no such file")
    func message(_ path: String) -> String? {
      #expect(throws: ResultsFileError.self) { try ResultsFile.read(at: path) }?.description
    }
    #expect(message(folder) == "\(folder): expected a folder of results files, found none in it")
    #expect(
      message(missing)
        == "\(missing): expected a file that can be read, found no such file or directory")
    #expect(
      try Fixtures.withFile([]) { message($0)?.hasSuffix("benchmark results, found an empty file") }
        == true)
    let unreadable = try Fixtures.withFile(Array("x".utf8)) { path in
      try FileManager.default.setAttributes([.posixPermissions: 0], ofItemAtPath: path)
      return getuid() == 0 ? nil : message(path)
    }
    #expect(unreadable?.hasSuffix("found permission denied") ?? true)
  }

  @Test func readsStandardInput() throws {
    let saved = dup(STDIN_FILENO)
    defer {
      dup2(saved, STDIN_FILENO)
      close(saved)
    }
    let file = try FileHandle(forReadingFrom: URL(fileURLWithPath: "\(Self.sample).xz"))
    dup2(file.fileDescriptor, STDIN_FILENO)
    let results = try ResultsFile.read(at: ["-"])
    #expect(try results.experiments == [ResultsFile.read(at: Self.sample)])
    #expect(results.sources.map(\.path) == ["-"])
  }

  @Test func putsSeveralFilesTogetherByMachine() throws {
    func krun(_ machine: String, _ times: String) -> [UInt8] {
      Array(
        """
        {"wallclock_times":{\(times)},"audit":{"uname":"Linux \(machine) 4.9.0"}}
        """.utf8)
    }
    let results = try Fixtures.withFile(krun("one", "\"a:b:c\":[[1],[2]]")) { first in
      try Fixtures.withFile(krun("two", "\"a:b:c\":[[3]]")) { second in
        try Fixtures.withFile(krun("one", "\"d:e:f\":[[4]],\"a:b:c\":[[]]")) { third in
          try ResultsFile.read(at: [first, second, third])
        }
      }
    }
    #expect(results.experiments.map(\.machine) == ["one", "two"])
    let abc = BenchmarkKey(benchmark: "a", vm: "b", variant: "c")
    let def = BenchmarkKey(benchmark: "d", vm: "e", variant: "f")
    let crashed = ProcessExecution(failed: .crashed)
    #expect(
      results.experiments[0].executions == [
        abc: [ProcessExecution(times: [1]), ProcessExecution(times: [2]), crashed],
        def: [ProcessExecution(times: [4])],
      ])
    #expect(results.experiments[1].executions == [abc: [ProcessExecution(times: [3])]])
    #expect(results.sources.count == 3)
  }

  @Test func takesTheMachineFromTheOptionsWhereTheFileHasNone() throws {
    let times = "\"wallclock_times\":{\"a:b:c\":[[1]]}"
    let experiment = try Fixtures.withFile("{\(times)}".utf8) {
      try ResultsFile.read(at: $0, options: ReadingOptions(machine: "mine"))
    }
    #expect(experiment.machine == "mine")
  }

  @Test(arguments: [
    (KeySelection(), 4), (KeySelection(benchmarks: ["rich*"]), 2),
    (KeySelection(vms: ["V8"]), 2), (KeySelection(vms: ["V?", "Hot*"]), 4),
    (KeySelection(benchmarks: ["*_norm"], vms: ["[A-H]*"]), 1),
    (KeySelection(variants: ["default-java"]), 2), (KeySelection(benchmarks: ["richards"]), 0),
  ])
  func readsOnlySelectedKeys(selection: KeySelection, count: Int) throws {
    let experiment = try ResultsFile.read(
      at: Fixtures.path("recorded/vms_small.json"), options: ReadingOptions(selection: selection))
    #expect(experiment.executions.count == count)
    #expect(experiment.executions.keys.allSatisfy(selection.contains))
  }

  @Test func readsAGivenFormatOrSaysWhatTheFileIs() throws {
    let options = ReadingOptions(format: .warmupStatsCSV)
    let error = #expect(throws: ResultsFileError.self) {
      try ResultsFile.read(at: Self.sample, options: options)
    }
    #expect(
      error?.description == "\(Self.sample): expected warmup_stats CSV, found a JSON object with "
        + "\"wallclock_times\", \"pexec_flags\", \"audit\"")
  }
}
