// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Foundation

/// A subcommand that reads files and writes a result.
protocol ReadingCommand: AsyncParsableCommand {
  /// Where the result goes.
  var output: OutputArguments { get }
  /// The paths of all that is read: files, folders and templates.
  var inputPaths: [String] { get }
}

/// A subcommand whose result has several formats.
protocol FormattedCommand: ReadingCommand {
  associatedtype Format: ResultFormat
  /// The format that is asked for.
  var format: Format? { get }
}

extension ReadingCommand {
  /// Refuses an output that is one of the inputs, or has a suffix without a format, and an input that
  /// is read twice, before anything is read.
  ///
  /// - Throws: `ValidationError`.
  func checkOutput() throws {
    if let formatted = self as? any FormattedCommand { try formatted.checkFormat() }
    guard inputPaths.count(where: { $0 == "-" }) < 2 else {
      throw ValidationError("standard input (-) can be read once only")
    }
    guard let path = output.output, path != "-" else { return }
    guard !path.isEmpty else { throw ValidationError("--output needs the name of a file") }
    try InputOutputCheck.refuse(path, ifAmong: inputPaths, named: "--output \(path)")
  }
}

extension FormattedCommand {
  fileprivate func checkFormat() throws { _ = try output.format(format) }
}
