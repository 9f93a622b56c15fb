// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Foundation

/// Times parts of the library, and prints times and what was computed as JSON.
@main struct Timing: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "timing", abstract: "Times parts of the library.",
    subcommands: [
      ChangepointsTiming.self, PenaltiesTiming.self, ResamplingTiming.self, ReadingTiming.self,
    ])
}

/// The processor time that `work` takes, in seconds; others on the machine do not lengthen it.
func processorSeconds(_ work: () throws -> Void) rethrows -> Double {
  func now() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + 1e-9 * Double(time.tv_nsec)
  }
  let start = now()
  try work()
  return now() - start
}

/// The little-endian 64-bit numbers of a file.
func numbers(at path: String) throws -> [Double] {
  let bytes = [UInt8](try Data(contentsOf: URL(filePath: path)))
  return stride(from: 0, to: bytes.count, by: 8).map { start in
    Double(bitPattern: bytes[start..<start + 8].reversed().reduce(0) { $0 << 8 | UInt64($1) })
  }
}

/// Prints a report as one line of JSON.
func printJSON(_ report: some Encodable) throws {
  print(String(decoding: try JSONEncoder().encode(report), as: UTF8.self))
}
