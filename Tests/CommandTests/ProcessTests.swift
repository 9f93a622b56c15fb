// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import TestSupport
import Testing

/// What the process itself does when it is interrupted, or its output or memory is refused.
@Suite(.serialized) struct ProcessTests {
  private let folder: TemporaryFolder
  private let file: String

  init() throws {
    folder = try TemporaryFolder()
    file = try folder.write(
      #"{"wallclock_times": {"b:V:v": [[1, 1.01, 1.02, 1], [1, 1.1]]}}"#, as: "r.json")
    for name in ["bin", "tmp", "out"] {
      try FileManager.default.createDirectory(
        atPath: folder.path(name), withIntermediateDirectories: false)
    }
  }

  /// The program that was built beside these tests.
  static let program = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
    .appending(path: "warmup-stats").path

  /// A run of the program that a test looks at while it goes on.
  private final class Run {
    let process = Process()
    let errors = Pipe()
    let output = Pipe()

    /// Starts a line of the shell, in which `$0` is the program.
    init(_ line: String, _ arguments: [String], environment: [String: String]) throws {
      process.executableURL = URL(filePath: "/bin/sh")
      process.arguments = ["-c", line, ProcessTests.program] + arguments
      process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
      process.standardInput = FileHandle.nullDevice
      process.standardOutput = output
      process.standardError = errors
      try process.run()
    }

    /// Waits for the end, and returns the exit code and what was said.
    func end() throws -> (code: Int32, errors: String) {
      let text = try errors.fileHandleForReading.readToEnd() ?? Data()
      process.waitUntilExit()
      let code = process.terminationStatus
      return (
        process.terminationReason == .exit ? code : -code, String(decoding: text, as: UTF8.self)
      )
    }
  }

  private func start(
    _ line: String, _ arguments: [String] = [], environment: [String: String] = [:]
  ) throws -> Run {
    let all = ["TMPDIR": folder.path("tmp")].merging(environment) { $1 }
    return try Run(line, arguments, environment: all)
  }

  private func isEmpty(_ name: String) throws -> Bool {
    try FileManager.default.contentsOfDirectory(atPath: folder.path(name)).isEmpty
  }

  @Test(arguments: [(SIGINT, 130), (SIGTERM, 143), (SIGHUP, 129)] as [(Int32, Int32)])
  func aSignalLeavesNothingBehind(signal: Int32, code: Int32) async throws {
    // A program that says which it is, and never ends.
    let fake = try folder.write(
      "#!/bin/sh\necho $$ > '\(folder.path("pid"))'\nexec sleep 600\n", as: "bin/pdflatex")
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: fake)
    let run = try start(
      #"exec "$0" "$@""#, ["classify", file, "-o", folder.path("out/x.pdf")],
      environment: ["PATH": folder.path("bin") + ":/usr/bin:/bin"])
    var child: Int32?
    for _ in 0..<600 where child == nil {
      try await Task.sleep(for: .milliseconds(50))
      let text = try? String(contentsOfFile: folder.path("pid"), encoding: .utf8)
      child = text.flatMap { Int32($0.dropLast()) }
    }
    let started = try #require(child)
    #expect(try !isEmpty("tmp"))
    kill(run.process.processIdentifier, signal)
    let end = try run.end()
    #expect(end.code == code)
    #expect(end.errors.isEmpty, "\(end.errors)")
    #expect(try isEmpty("tmp") && isEmpty("out"))
    try await Task.sleep(for: .milliseconds(200))
    #expect(kill(started, 0) != 0 || isZombie(started))
  }

  /// Whether a process has ended and nobody has asked for its code.
  private func isZombie(_ process: Int32) -> Bool {
    let status = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8)
    return status?.contains(") Z ") ?? true
  }

  @Test func aClosedPipeIsOneSentence() throws {
    let end = try start(#"{ "$0" template report.html; echo $? >&2; } | true"#).end()
    let lines = end.errors.split(separator: "\n")
    // It may also have written all before the pipe was closed.
    #expect(
      lines == ["warmup-stats: the output could not be written: broken pipe", "2"]
        || lines == ["0"], "\(lines)")
    let late = try start(#"{ sleep 1; "$0" template report.html; echo $? >&2; } | true"#).end()
    #expect(
      late.errors == "warmup-stats: the output could not be written: broken pipe\n2\n",
      "\(late.errors)")
  }

  /// A file that is opened must not take the place of a stream that is closed.
  @Test(arguments: [
    (#"exec "$0" classify - <&-"#, 2, "warmup-stats: -: expected a file that can be read"),
    (#"exec "$0" classify "$1" >&-"#, 2, "warmup-stats: the output could not be written"),
    (#""$0" classify "$1" -o "$2/closed.txt" 0<&- 1>&- 2>&-; test -s "$2/closed.txt""#, 0, ""),
  ])
  func closedStreamsStayClosed(line: String, code: Int32, beginning: String) throws {
    let end = try start(line, [file, folder.url.path]).end()
    #expect(end.code == code)
    #expect(end.errors.hasPrefix(beginning), "\(end.errors)")
  }

  @Test func theOutputMayBeAPipeWithAName() throws {
    let end = try start(#""$0" classify "$1" -o /dev/stdout | grep -c V"#, [file]).end()
    #expect(end.code == 0 && end.errors.isEmpty, "\(end.errors)")
  }

  @Test func aFullDiskIsOneSentence() throws {
    let end = try start(#"exec "$0" classify "$1" > /dev/full"#, [file]).end()
    #expect(end.code == 2)
    #expect(
      end.errors == "warmup-stats: the output could not be written: no space left on device\n")
  }

  @Test func tooLittleMemoryIsOneSentence() throws {
    let times = Array(repeating: "0.5", count: 4_000_000).joined(separator: ",")
    let large = try folder.write(#"{"wallclock_times": {"b:V:v": [[\#(times)]]}}"#, as: "l.json")
    let end = try start(#"ulimit -d 60000; exec "$0" inspect "$1""#, [large]).end()
    #expect(end.code == 2)
    #expect(end.errors.hasPrefix("warmup-stats: there is not enough memory"), "\(end.errors)")
    #expect(end.errors.split(separator: "\n").count == 1, "\(end.errors)")
  }

  /// A crash ends at once, and no tracer holds the pipes open.
  @Test(arguments: [SIGSEGV, SIGILL, SIGTRAP, SIGABRT])
  func aCrashEndsTheProcess(signal: Int32) async throws {
    let run = try start(#"sleep 600 | { echo ready >&2; exec "$0" classify -; }"#)
    defer { run.process.terminate() }
    _ = run.errors.fileHandleForReading.availableData
    try await Task.sleep(for: .milliseconds(1500))
    let children = try processes(named: "warmup-stats", inGroupOf: run.process.processIdentifier)
    let child = try #require(children.first)
    kill(child, signal)
    for _ in 0..<100 where kill(child, 0) == 0 && !isZombie(child) {
      try await Task.sleep(for: .milliseconds(50))
    }
    #expect(kill(child, 0) != 0 || isZombie(child))
    for helper in try processes(named: "sleep", inGroupOf: run.process.processIdentifier) {
      kill(helper, SIGKILL)
    }
  }

  /// The processes of a name in the group of a process that this test started.
  private func processes(named name: String, inGroupOf leader: Int32) throws -> [Int32] {
    let group = getpgid(leader)
    return try FileManager.default.contentsOfDirectory(atPath: "/proc").compactMap(Int32.init)
      .filter { process in
        guard getpgid(process) == group else { return false }
        let found = try? String(contentsOfFile: "/proc/\(process)/comm", encoding: .utf8)
        return found == name + "\n"
      }
  }
}
