// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

/// Where a result goes that is made part by part, and is never in memory as a whole.
///
/// The standard output has each part as soon as it is flushed, also if the run fails later. A file is
/// there when all is written, and not before.
final class GrowingResult: TextOutputStream {
  private let path: String?
  private let draft: OutputFile.Draft?
  /// What is not handed on yet.
  private var buffer = ""
  /// What kept a part from being written.
  private var failure: CommandTrouble?

  /// How many bytes are collected before they are handed on.
  private static let bufferSize = 1 << 16

  /// A result for the file at `path`, or for the standard output if that is `nil` or `-`.
  ///
  /// - Throws: `CommandTrouble` if the file cannot be written.
  init(to path: String?) throws(CommandTrouble) {
    self.path = path == "-" ? nil : path
    guard let file = self.path else {
      draft = nil
      return
    }
    do {
      draft = try OutputFile(file).draft()
    } catch {
      throw .notWritten(path: file, reason: error.reason)
    }
  }

  /// Adds a text; ``flush()`` and ``finish()`` say whether it could be written.
  func write(_ text: String) {
    buffer += text
    if buffer.utf8.count >= Self.bufferSize { handOn() }
  }

  /// Hands on what was added.
  ///
  /// - Throws: `CommandTrouble` if a part could not be written.
  func flush() throws(CommandTrouble) {
    handOn()
    if let failure { throw failure }
  }

  /// Hands on the rest, and puts a file in its place.
  ///
  /// - Throws: `CommandTrouble` if a part could not be written.
  func finish() throws(CommandTrouble) {
    try flush()
    do {
      try draft?.finish()
    } catch {
      throw .notWritten(path: path ?? "-", reason: error.reason)
    }
  }

  private func handOn() {
    defer { buffer = "" }
    guard failure == nil, !buffer.isEmpty else { return }
    guard let draft else { return Console.current.writeOutput(buffer) }
    do {
      try draft.append(Data(buffer.utf8))
    } catch {
      failure = .notWritten(path: path ?? "-", reason: error.reason)
    }
  }
}
