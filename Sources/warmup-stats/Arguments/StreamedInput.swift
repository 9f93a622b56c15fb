// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import ResultsFiles
import WarmupStats

extension InputArguments {
  /// A stream of all files.
  ///
  /// - Throws: `ValidationError` for an option that needs all results at once, and `ResultsFileError`
  ///   for a folder that cannot be read.
  func stream() throws -> ResultsStream {
    guard !asSeparate else {
      throw ValidationError(
        "--stream takes files as one experiment: leave --as-separate out, or take --output-dir")
    }
    guard reading.rename.isEmpty else {
      throw ValidationError(
        "--rename is not for --stream: give it to the subcommand that shows the result")
    }
    let files = try eachFile()
    let areMachines = files.allSatisfy(\.isNamed)
    return ResultsStream(
      of: try files.map { file in
        var options = try reading.options()
        // Files that were given names are what these names say: machines.
        if areMachines { options.machine = PrintName.withIndices(file.label) }
        return (file.path, options)
      })
  }

  /// Hands the measurements of each benchmark key of a stream to `body`, in their order, while those
  /// of the next key are read.
  ///
  /// - Returns: What readers should know that belongs to no key that was handed over.
  /// - Throws: `ResultsFileError` where the stream cannot be read, `CommandTrouble` if it holds
  ///   nothing that is wanted, and what `body` throws.
  func forEachKeyOfStream(_ body: (ReadResults) async throws -> Void) async throws -> [Warning] {
    let stream = try stream()
    var isEmpty = true
    var warnings: [Warning] = []
    var upcoming = try await stream.next()
    while let results = upcoming {
      async let next = stream.next()
      if results.experiments.isEmpty {
        warnings += results.warnings
      } else {
        isEmpty = false
        try await body(results)
      }
      upcoming = try await next
    }
    guard !isEmpty else { throw reading.nothing(in: paths) }
    return await warnings + stream.warnings
  }
}
