// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import TestSupport
import Testing

/// Files are left as they were found: the old content or the new, with its mode, and nothing beside.
@Suite struct OutputFileTests {
  private let folder: TemporaryFolder
  private let file: String

  init() throws {
    folder = try TemporaryFolder()
    file = try folder.write(#"{"wallclock_times": {"b:V:v": [[1, 1.01, 1.02, 1]]}}"#, as: "r.json")
    try FileManager.default.createDirectory(
      atPath: folder.path("out"), withIntermediateDirectories: false)
  }

  private func target(_ name: String) -> String { folder.path("out/\(name)") }

  private func mode(_ path: String) throws -> Int? {
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    return (attributes[.posixPermissions] as? NSNumber)?.intValue
  }

  private var names: Set<String> {
    get throws { Set(try FileManager.default.contentsOfDirectory(atPath: folder.path("out"))) }
  }

  private func classify(into path: String) async -> CommandRun {
    await CommandRun.of(["classify", file, "--format", "csv", "-o", path])
  }

  @Test(arguments: [0o600, 0o640, 0o644, 0o755, 0o666, 0o200])
  func aReplacedFileKeepsItsMode(mode: Int) async throws {
    let path = target("kept.csv")
    try Data("old".utf8).write(to: URL(filePath: path))
    try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
    let run = await classify(into: path)
    #expect(run.exitCode == 0, "\(run.errors)")
    #expect(try self.mode(path) == mode)
    #expect(try names == ["kept.csv"])
    try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: path)
    #expect(try String(contentsOfFile: path, encoding: .utf8).hasPrefix("machine,"))
  }

  @Test func aNewFileHasTheModeOfTheUser() async throws {
    let old = umask(0o027)
    defer { umask(old) }
    #expect(await classify(into: target("new.csv")).exitCode == 0)
    #expect(try mode(target("new.csv")) == 0o640)
  }

  @Test func aReadOnlyFileIsRefused() async throws {
    let path = target("fixed.csv")
    try Data("old".utf8).write(to: URL(filePath: path))
    try FileManager.default.setAttributes([.posixPermissions: 0o444], ofItemAtPath: path)
    let run = await classify(into: path)
    #expect(run.exitCode == 2)
    #expect(run.errors == "warmup-stats: \(path): could not be written: it is read-only\n")
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "old")
    #expect(try names == ["fixed.csv"])
  }

  @Test func aLinkStaysOneAndLeadsToTheResult() async throws {
    for (name, exists) in [("old.csv", true), ("none.csv", false)] {
      if exists { try Data("old".utf8).write(to: URL(filePath: target(name))) }
      let link = target("link-to-\(name)")
      try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: name)
      #expect(await classify(into: link).exitCode == 0)
      #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == name)
      #expect(try String(contentsOfFile: target(name), encoding: .utf8).hasPrefix("machine,"))
    }
  }

  @Test(arguments: [
    ("out", "it is a folder"), ("none/x.csv", "no such file or directory"),
    ("r.json/x.csv", "not a directory"),
  ])
  func whatCannotBeWrittenIsOneSentence(name: String, reason: String) async throws {
    let run = await classify(into: folder.path(name))
    #expect(run.exitCode == 2)
    #expect(
      run.errors
        == "warmup-stats: \(folder.path(name)): could not be written: \(reason)\n")
    #expect(try names.isEmpty)
  }

  @Test func aFullDeviceIsOneSentence() async {
    let run = await classify(into: "/dev/full")
    #expect(run.exitCode == 2)
    #expect(
      run.errors == "warmup-stats: /dev/full: could not be written: no space left on device\n")
  }

  @Test func aPipeIsWrittenTo() async throws {
    let path = target("pipe")
    let status = unsafe mkfifo(path, 0o600)
    try #require(status == 0)
    let reader = Process()
    reader.executableURL = URL(filePath: "/bin/sh")
    reader.arguments = ["-c", "cat '\(path)' > '\(folder.path("copy"))'"]
    try reader.run()
    #expect(await classify(into: path).exitCode == 0)
    reader.waitUntilExit()
    let copy = try String(contentsOfFile: folder.path("copy"), encoding: .utf8)
    #expect(copy.hasPrefix("machine,"))
    #expect(try names == ["pipe"])
  }
}
