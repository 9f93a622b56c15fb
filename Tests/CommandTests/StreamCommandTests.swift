// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import ResultsFiles
import TestSupport
import Testing

/// `classify` and `convert`, benchmark by benchmark: the same bytes, in the memory of one.
@Suite(.serialized) struct StreamCommandTests {
  private static let small = Fixtures.recorded("vms_small.json")
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// The path of measurements in another format.
  private func converted(_ format: String, _ arguments: [String] = []) async -> String {
    let path = folder.path("\(format).stream")
    let run = await CommandRun.of(
      ["convert", "--raw", "--format", format, Self.small, "-o", path] + arguments)
    #expect(run.exitCode == 0, "\(run.errors)")
    return path
  }

  private static let formats = ["csv", "ndjson", "executions-ndjson"]

  @Test(
    arguments: formats,
    [[], ["--embed-data", "--jobs", "1"], ["--method", "barrett-2017", "--interval", "pooled"]])
  func aStreamGivesTheBytesOfTheFile(format: String, options: [String]) async throws {
    let file = await converted(format)
    let whole = await CommandRun.of(["classify", "--format", "ndjson", file] + options)
    let streamed = await CommandRun.of(["classify", "--stream", file] + options)
    #expect(streamed.exitCode == 0 && streamed.errors.isEmpty, "\(streamed.errors)")
    #expect(streamed.output == whole.output)
    #expect(streamed.output.split(separator: "\n").count > 1)
    guard options.isEmpty else { return }
    // And what was found is shown as that of the file is.
    let lines = try folder.write(streamed.output, as: "lines")
    let shown = await CommandRun.of(["overall", lines])
    let expected = await CommandRun.of(["overall", file])
    #expect(shown.output == expected.output)
    #expect(shown.exitCode == 0, "\(shown.errors)")
  }

  @Test func everyCommandReadsALinePerExecution() async throws {
    let file = await converted("executions-ndjson")
    let tidy = await converted("ndjson")
    for command in [["overall"], ["classify", "--format", "csv"], ["plan"], ["compare", file]] {
      let (read, expected) = (
        await CommandRun.of(command + [file]), await CommandRun.of(command + [tidy])
      )
      #expect(read.exitCode == expected.exitCode && !read.output.isEmpty, "\(read.errors)")
      #expect(read.output == expected.output)
    }
  }

  @Test(arguments: formats) func aKeyThatComesBackEndsTheRun(format: String) async throws {
    let file = await converted(format)
    let whole = await CommandRun.of(["classify", "--stream", file])
    let rows = try String(contentsOfFile: file, encoding: .utf8)
    let first = rows.split(separator: "\n")[format == "csv" ? 1 : 0]
    let path = try folder.write(rows + first + "\n", as: "back")
    let run = await CommandRun.of(["classify", "--stream", path])
    #expect(run.exitCode == 2)
    // What was written before stays, and no key has a second line.
    #expect(run.output == whole.output)
    #expect(run.errors.split(separator: "\n").count == 1)
    let line = rows.split(separator: "\n").count + 1
    #expect(run.errors.hasPrefix("warmup-stats: \(path):\(line)"), "\(run.errors)")
    #expect(run.errors.contains("sort by benchmark"))
    // A file has all or nothing.
    let output = try folder.write("old", as: "out.ndjson")
    let toFile = await CommandRun.of(["classify", "--stream", path, "-o", output])
    #expect(toFile.exitCode == 2)
    #expect(try String(contentsOfFile: output, encoding: .utf8) == "old")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.url.path)
    #expect(!names.contains { $0.hasPrefix(".warmup-stats") })
  }

  @Test(arguments: [
    (["--format", "text"], 64, "--stream writes ndjson"),
    (["-o", "x.json"], 64, "--stream writes"),
    (["--rename", "a=b"], 64, "--rename is not for --stream"),
    (["--as-separate"], 64, "leave --as-separate out"),
    (["--only-vms", "nothing"], 2, "there is nothing to analyze"),
  ])
  func whatNeedsAllAtOnceIsRefused(arguments: [String], code: Int32, sentence: String) async {
    let file = await converted("csv")
    let run = await CommandRun.of(["classify", "--stream", file] + arguments)
    #expect(run.exitCode == code && run.output.isEmpty)
    #expect(run.errors.contains(sentence), "\(run.errors)")
  }

  @Test func filesWithNamesAreMachines() async throws {
    let file = await converted("csv")
    let arguments = ["a=\(file)", "b=\(file)"]
    let whole = await CommandRun.of(["classify", "--format", "ndjson"] + arguments)
    let streamed = await CommandRun.of(["classify", "--stream"] + arguments)
    #expect(streamed.exitCode == 0, "\(streamed.errors)")
    #expect(streamed.output == whole.output)
  }

  @Test(arguments: ["executions-ndjson", "ndjson"])
  func convertGivesTheBytesOfTheFile(format: String) async throws {
    for input in Self.formats {
      let file = await converted(input)
      for raw in [[], ["--raw"]] {
        let arguments = ["convert", "--format", format, file] + raw
        let whole = await CommandRun.of(arguments)
        let streamed = await CommandRun.of(arguments + ["--stream"])
        #expect(streamed.exitCode == 0 && !whole.output.isEmpty, "\(streamed.errors)")
        #expect(streamed.output == whole.output)
      }
    }
    let refused = await CommandRun.of(["convert", "--stream", "--format", "krun", Self.small])
    #expect(refused.exitCode == 64 && refused.errors.contains("--stream writes"))
  }
}

// MARK: - As programs

extension StreamCommandTests {
  /// Runs a line of the shell, in which `$0` is the program.
  private func shell(_ line: String, _ arguments: [String] = []) throws -> (
    code: Int32, output: String, errors: String
  ) {
    let process = Process()
    let (output, errors) = (Pipe(), Pipe())
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments = ["-c", line, ProcessTests.program] + arguments
    process.standardOutput = output
    process.standardError = errors
    try process.run()
    let text = try output.fileHandleForReading.readToEnd() ?? Data()
    let message = try errors.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return (
      process.terminationStatus, String(decoding: text, as: UTF8.self),
      String(decoding: message, as: UTF8.self)
    )
  }

  @Test func aLineComesBeforeTheInputEnds() throws {
    // The second benchmark follows only once the line of the first one was seen.
    let run = try shell(
      #"""
      cd "$1" && mkfifo in out
      "$0" classify --stream - < in > out & 
      exec 3> in 4< out
      printf '%s\n' '{"benchmark":"a","seconds":[1,2]}' '{"benchmark":"b","seconds":[1,2]}' >&3
      read -r first <&4
      printf '%s\n' '{"benchmark":"c","seconds":[1,2]}' >&3
      exec 3>&-
      printf '%s\n' "$first" | grep -c '"a"'
      grep -c . <&4
      wait $!
      """#, [folder.url.path])
    #expect(run.code == 0 && run.errors.isEmpty, "\(run.errors)")
    #expect(run.output == "1\n2\n")
  }

  /// With the memory of a few megabytes of data a file of 48 MB is read as a stream, and window by
  /// window, and is not as a whole from the standard input.
  @Test func takesTheMemoryOfOneKey() throws {
    let path = folder.path("large.ndjson")
    _ = FileManager.default.createFile(atPath: path, contents: nil)
    let handle = try #require(FileHandle(forWritingAtPath: path))
    let times = (0..<12_000).map { "1.0000\($0 * 7919 % 10_007 + 10_000)" }
    for index in 0..<300 {
      let line = "{\"benchmark\":\"b\(index)\",\"seconds\":[\(times.joined(separator: ","))]}\n"
      try handle.write(contentsOf: Data(line.utf8))
    }
    try handle.close()
    // Only one is analyzed, so that the test is over soon; all are read.
    let line = #"ulimit -d 60000; exec "$0" classify --format ndjson --only-benchmarks b299 "$@""#
    let whole = try shell("\(line) - < \(path)", [])
    #expect(whole.code == 2 && whole.output.isEmpty, "\(whole.errors)")
    let streamed = try shell(line, ["--stream", path])
    #expect(streamed.code == 0 && streamed.errors.isEmpty, "\(streamed.errors)")
    let inWindows = try shell(line, [path])
    #expect(inWindows.code == 0 && inWindows.output == streamed.output, "\(inWindows.errors)")
    let all = try shell(
      #"exec "$0" classify --format ndjson --only-benchmarks b299 "$@""#, [path])
    #expect(streamed.output == all.output && !all.output.isEmpty)
  }

  /// From a file, from it as the standard input, and from a pipe that hands over byte by byte.
  @Test(arguments: Compression.allCases)
  func aCompressedStreamGivesTheBytesOfTheFile(compression: Compression) async throws {
    let file = await converted("executions-ndjson")
    let whole = await CommandRun.of(["classify", "--format", "ndjson", file])
    let plain = try Array(Data(contentsOf: URL(filePath: file)))
    let path = folder.path("compressed")
    let half = plain.count / 2
    let bytes =
      try compression.compressed(Array(plain[..<half]))
      + compression.compressed(Array(plain[half...]))
    try Data(bytes).write(to: URL(filePath: path))
    let lines = [
      #"exec "$0" classify --stream "$1""#, #"exec "$0" classify --stream - < "$1""#,
      #"dd bs=1 status=none if="$1" | "$0" classify --stream -"#,
    ]
    for line in lines {
      let run = try shell(line, [path])
      #expect(run.code == 0 && run.errors.isEmpty, "\(run.errors)")
      #expect(run.output == whole.output && !run.output.isEmpty)
    }
    let converted = await CommandRun.of([
      "convert", "--stream", "--raw", "--format", "executions-ndjson", path,
    ])
    #expect(converted.output.utf8.elementsEqual(plain))
    // What is cut short is told at the end of a pipe too, and makes no file.
    try Data(bytes.dropLast(3)).write(to: URL(filePath: path))
    let cut = try shell(
      #"cat "$1" | "$0" classify --stream - -o "$1.ndjson"; code=$?; ls "$1.ndjson"; exit $code"#,
      [path])
    #expect(cut.code == 2 && cut.output.isEmpty)
    #expect(cut.errors.contains("-: expected a file that can be decompressed to its end"))
  }

  @Test func convertWritesAsItGoes() throws {
    let run = try shell(
      #"""
      cd "$1" && mkfifo in out
      "$0" convert --stream --format executions-ndjson - < in > out & 
      exec 3> in 4< out
      { echo benchmark,seconds; for i in $(seq 9000); do echo a,1.00$i; done; echo b,1; } >&3
      read -r first <&4
      echo b,2 >&3
      exec 3>&-
      printf '%s\n' "$first" | tr , '\n' | grep -c .
      cat <&4
      wait $!
      """#, [folder.url.path])
    #expect(run.code == 0 && run.errors.isEmpty, "\(run.errors)")
    #expect(
      run.output == "9002\n" + #"{"benchmark":"b","process":0,"seconds":[1.0,2.0]}"# + "\n")
  }
}
