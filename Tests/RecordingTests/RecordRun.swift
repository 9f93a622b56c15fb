// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import ResultsFiles
import TestSupport
import WarmupStats

/// A run of the program itself, as a user starts it, in a folder of its own.
final class RecordRun {
  /// The program that was built beside these tests.
  static let program = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
    .appending(path: "warmup-stats").path

  /// What a run came to.
  struct End {
    var code: Int32
    var output: String
    var errors: String
  }

  let process = Process()
  private let output: URL
  private let errors: URL

  /// Starts `warmup-stats` with these words in a folder.
  init(
    _ words: [String], in folder: TemporaryFolder, environment: [String: String] = [:],
    through shell: String? = nil
  ) throws {
    let name = UUID().uuidString
    output = folder.url.appending(path: ".\(name).out")
    errors = folder.url.appending(path: ".\(name).err")
    for file in [output, errors] { try Data().write(to: file) }
    process.executableURL = URL(filePath: shell == nil ? Self.program : "/bin/sh")
    process.arguments = shell.map { ["-c", $0, Self.program] + words } ?? words
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    process.currentDirectoryURL = folder.url
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = try FileHandle(forWritingTo: output)
    process.standardError = try FileHandle(forWritingTo: errors)
    try process.run()
  }

  /// Waits for the end.
  func end() throws -> End {
    process.waitUntilExit()
    let code = process.terminationStatus
    return End(
      code: process.terminationReason == .exit ? code : -code,
      output: try String(contentsOf: output, encoding: .utf8),
      errors: try String(contentsOf: errors, encoding: .utf8))
  }

  /// Runs `warmup-stats` to its end.
  static func of(
    _ words: [String], in folder: TemporaryFolder, environment: [String: String] = [:],
    through shell: String? = nil
  ) throws -> End {
    try RecordRun(words, in: folder, environment: environment, through: shell).end()
  }
}

/// The programs that are recorded in tests.
enum Programs {
  /// Whether there is time for the long form of tests.
  static let isLong = ProcessInfo.processInfo.environment["WARMUP_STATS_LONG"] != nil

  /// Where a program is in `PATH`; `nil` if it is not installed.
  static func path(of name: String) -> String? {
    (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
      .map { "\($0)/\(name)" }.first { FileManager.default.isExecutableFile(atPath: $0) }
  }

  /// Whether programs can be run as another user, which only root may.
  static let canChangeUser = unsafe getpwnam("nobody") != nil && geteuid() == 0

  /// A compiler of C.
  static let compiler = path(of: "cc") ?? path(of: "gcc") ?? path(of: "clang")

  /// Compiles C into a program, and returns its path.
  static func compile(
    _ source: String, as name: String, in folder: TemporaryFolder, more: [String] = []
  ) throws -> String {
    let file = try folder.put(source, as: "\(name).c")
    let path = folder.path(name)
    try run(compiler ?? "cc", ["-O1", "-o", path, file] + more)
    return path
  }

  /// Runs a program that must succeed.
  static func run(_ program: String, _ arguments: [String], in folder: URL? = nil) throws {
    let process = Process()
    process.executableURL = URL(filePath: program)
    process.arguments = arguments
    if let folder { process.currentDirectoryURL = folder }
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw Failure(program: program) }
  }

  struct Failure: Error { var program: String }

  /// Writes a script of the shell that can be run.
  static func script(_ text: String, as name: String, in folder: TemporaryFolder) throws -> String {
    let path = try folder.put("#!/bin/sh\n" + text, as: name)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
    return path
  }
}

extension TemporaryFolder {
  /// Writes a file into the folder, or into a folder in it, and returns its path.
  @discardableResult
  func put(_ text: String, as name: String) throws -> String {
    let parent = url.appending(path: name).deletingLastPathComponent()
    try FileManager.default.createDirectory(at: parent, withIntermediateDirectories: true)
    return try write(text, as: name)
  }

  /// The experiment in a results file of the folder.
  func experiment(_ name: String) throws -> Experiment {
    try ResultsFile.read(at: path(name))
  }

  /// The member `record` of a results file, and its executions of the only key.
  func record(_ name: String) throws -> [[String: Any]] {
    let data = try Data(contentsOf: url.appending(path: name))
    let root = try JSONSerialization.jsonObject(with: data) as? [String: Any] ?? [:]
    let record = root["record"] as? [String: Any] ?? [:]
    let executions = record["executions"] as? [String: [[String: Any]]] ?? [:]
    return executions.sorted { $0.key < $1.key }.flatMap(\.value)
  }

  /// The processes whose environment names this folder, but for this one.
  func leftProcesses(marked mark: String) -> [Int32] {
    let all = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
    return all.compactMap(Int32.init).filter { number in
      guard let data = FileManager.default.contents(atPath: "/proc/\(number)/environ") else {
        return false
      }
      return data.range(of: Data("MARK=\(mark)".utf8)) != nil
    }
  }
}
