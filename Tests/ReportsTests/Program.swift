// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

/// A program that tests hand their output to.
struct Program {
  let name: String

  static let pdflatex = Program(name: "pdflatex")
  static let kpsewhich = Program(name: "kpsewhich")
  static let chromium = Program(name: "chromium")
  static let rsvgConvert = Program(name: "rsvg-convert")

  /// Whether a test that needs the program shall run: if it is installed, and always where the
  /// environment says `CI=true`, so that there it cannot be missing unnoticed.
  var isWanted: Bool {
    ProcessInfo.processInfo.environment["CI"] == "true" || path != nil
  }

  private var path: String? {
    (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
      .map { "\($0)/\(name)" }.first(where: FileManager.default.isExecutableFile)
  }

  /// Runs the program in a folder, and gives its exit status and everything that it prints.
  func run(_ arguments: [String], in folder: URL) throws -> (status: Int32, output: String) {
    guard let path else { throw CocoaError(.executableNotLoadable) }
    let process = Process()
    let pipe = Pipe()
    process.executableURL = URL(filePath: path)
    process.arguments = arguments
    process.currentDirectoryURL = folder
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: output, as: UTF8.self))
  }

  /// Calls `body` with a folder that exists as long as the call.
  static func withFolder<Result>(_ body: (URL) throws -> Result) throws -> Result {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "warmup-stats-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    return try body(folder)
  }
}
