// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import OrderedCollections
import ResultsFiles
import TestSupport
import Testing
import WarmupStats

/// Files that are read in windows, beside the same files read as a whole.
@Suite struct LargeFileTests {
  /// What reading a file gives: its results, or the words of the error.
  private static func outcome(of path: String, _ options: ReadingOptions) -> String {
    do {
      let results = try ResultsFile.read(at: [path], options: options)
      let times = results.experiments.map { "\($0.machine) \($0.executions)" }
      return "\(times) \(results.warnings) \(results.sources)"
    } catch {
      return "\(error)"
    }
  }

  /// Makes sure that windows of a size change nothing; returns whether the text was read in them.
  private static func isRead(
    _ text: [UInt8], in windowSize: Int, options: ReadingOptions = ReadingOptions()
  ) throws -> Bool {
    try Fixtures.withFile(text) { path in
      var inWindows = options
      inWindows.windowSize = windowSize
      for skipsInvalid in [true, options.skipsInvalid] {
        var whole = options
        whole.skipsInvalid = skipsInvalid
        inWindows.skipsInvalid = skipsInvalid
        #expect(outcome(of: path, whole) == outcome(of: path, inWindows), "\(windowSize)")
      }
      return ResultsFile.isReadInWindows(at: path, options: inWindows)
    }
  }

  @Test(arguments: FormatSamples.all)
  func windowsChangeNothing(sample: FormatSamples.Sample) throws {
    let text = Array(sample.text.utf8)
    let json = sample.text.replacing("NaN", with: "1").replacing("Infinity", with: "1")
    let isOneText = (try? JSONSerialization.jsonObject(with: Data(json.utf8))) != nil
    let areRows = [.tidyCSV, .tidyNDJSON, .executionsNDJSON].contains(sample.format)
    for windowSize in [text.count, text.count / 2, text.count / 8, text.count / 16, 12, 1] {
      let isRead = try Self.isRead(text, in: windowSize, options: sample.options)
      #expect(!isRead || (isOneText || areRows) && windowSize <= text.count / 2)
      if areRows && windowSize == text.count / 2 { #expect(isRead) }
    }
  }

  @Test(arguments: [
    "recorded/vms_small.json", "recorded/foreign/jmh/sample_f2.json",
    "recorded/foreign/jmh/ss_f5_i300.json", "recorded/foreign/google-benchmark/reps20.json",
  ])
  func recordedFilesAreReadInWindows(name: String) throws {
    let text = try Fixtures.bytes(name)
    // The last is smaller than the longest string, and the others are not.
    for windowSize in [text.count / 2, text.count / 8, 2048, 60] {
      #expect(try Self.isRead(text, in: windowSize) == (windowSize > 1024), "\(windowSize)")
    }
    #expect(try !Self.isRead(text, in: text.count / 2 + 1))
    #expect(try !Self.isRead(Array("\u{FEFF}".utf8) + text, in: 2048))
    #expect(try !Self.isRead(Compression.gzip.compressed(text), in: 256))
    #expect(try !Self.isRead(text + text, in: 2048))
    #expect(try Self.isRead(text + Array(" \n\t".utf8), in: 2048))
  }

  @Test func rowsAreReadInWindows() throws {
    let rows = try Fixtures.bytes("formats/compressed/rows.csv")
    for windowSize in [rows.count / 2, 400, 256] {
      #expect(try Self.isRead(rows, in: windowSize))
    }
    #expect(try !Self.isRead(Array("\u{FEFF}".utf8) + rows, in: 400))
    #expect(try !Self.isRead(Compression.gzip.compressed(rows), in: 256))
    let scattered = (0..<200).map { "b\($0 % 7),\($0 % 3),0.\($0 + 5)\n" }
    #expect(
      try Self.isRead(Array("benchmark,process,seconds\n\(scattered.joined())".utf8), in: 256))
    // Quotations over several lines.
    let quoted = Array(
      (["benchmark,seconds"] + (0..<90).map { "\"a \"\"\n\($0 % 7)\",0.\($0 + 5)" })
        .map { $0 + "\n" }.joined().utf8)
    #expect(try Self.isRead(quoted, in: 120))
    for index in stride(from: 0, to: quoted.count, by: 3) {
      var damaged = quoted
      damaged[index] =
        [UInt8(ascii: "\""), UInt8(ascii: ","), UInt8(ascii: "\n"), 0, 0xFF][index % 5]
      _ = try Self.isRead(damaged, in: 120)
      _ = try Self.isRead(Array(quoted[..<index]), in: 120)
    }
  }

  @Test func whatIsDamagedIsTheSameError() throws {
    let text = Array(
      #"{"wallclock_times": {"a:b:c": [[1, 2.5, 3], [], [4]], "d\"}:e:f" : [[5e0, 6]]}, "x": 1}"#
        .utf8)
    #expect(try Self.isRead(text, in: 24))
    for count in text.indices { #expect(try !Self.isRead(Array(text[..<count]), in: 24)) }
    var read = 0
    for index in text.indices {
      for byte in Array("[]{},:\"\\ 1x\n".utf8) + [0, 0xFF] where byte != text[index] {
        var damaged = text
        damaged[index] = byte
        let isJSON = (try? JSONSerialization.jsonObject(with: Data(damaged))) != nil
        let isRead = try Self.isRead(damaged, in: 24)
        #expect(!isRead || isJSON, "\(String(decoding: damaged, as: UTF8.self))")
        read += isRead ? 1 : 0
      }
    }
    #expect(read > 50)
  }

  /// So many times that memory of the first is given back while the last are read, and that a text in
  /// memory is parsed in windows too.
  @Test(arguments: [1 << 12, 1 << 16, 1 << 30]) func allTimesAreRead(windowSize: Int) throws {
    var generator = SplitMix64(seed: 5)
    let times = (0..<12).map { _ in
      (0..<5).map { _ in (0..<8000).map { _ in Double.random(in: 1...2, using: &generator) } }
    }
    let keys = times.enumerated().map { #""b\#($0):vm:v": \#($1)"# }.joined(separator: ",\n")
    try Fixtures.withFile("{\"wallclock_times\": {\(keys)}}".utf8) { path in
      var options = ReadingOptions()
      options.windowSize = windowSize
      #expect(ResultsFile.isReadInWindows(at: path, options: options) == (windowSize < 1 << 20))
      let results = try ResultsFile.read(at: path, options: options)
      #expect(results.executions.values.map { $0.map(\.times) } == times)
    }
  }

  @Test func largerFilesThanAllowedAreRefused() throws {
    let text = try Fixtures.bytes("recorded/vms_small.json")
    var options = ReadingOptions(maximumSize: text.count)
    #expect(try Self.isRead(text, in: 4096, options: options))
    options.maximumSize = text.count - 1
    #expect(try !Self.isRead(text, in: 4096, options: options))
  }
}
