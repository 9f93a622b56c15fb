// SPDX-License-Identifier: GPL-3.0-or-later

import Changepoints
import Foundation

/// Times PELT on a series of little-endian 64-bit numbers and prints what it found, as JSON.
///
/// `changepoints-benchmark FILE PENALTY REPETITIONS [plain]`; `plain` times optimal partitioning.
@main struct ChangepointsBenchmark {
  /// What is printed.
  struct Report: Encodable {
    /// The processor time of each repetition, which others on the machine do not lengthen.
    var seconds: [Double] = []
    /// First indices of segments, from 0.
    var changepoints: [Int] = []
    /// The least penalised cost.
    var cost = 0.0
  }

  static func main() throws {
    let arguments = CommandLine.arguments
    guard arguments.count >= 4, let penalty = Double(arguments[2]),
      let repetitions = Int(arguments[3])
    else {
      FileHandle.standardError.write(
        Data("usage: changepoints-benchmark FILE PENALTY REPETITIONS [plain]\n".utf8))
      exit(64)
    }
    let bytes = [UInt8](try Data(contentsOf: URL(filePath: arguments[1])))
    let values = stride(from: 0, to: bytes.count, by: 8).map { start in
      Double(bitPattern: bytes[start..<start + 8].reversed().reduce(0) { $0 << 8 | UInt64($1) })
    }
    let plain = arguments.dropFirst(4).first == "plain"
    var report = Report()
    for _ in 0..<max(repetitions, 1) {
      let start = clock()
      let segmentation =
        plain
        ? OptimalPartitioning(penalty: .manual(penalty)).segmentation(of: values)
        : PELT(penalty: .manual(penalty)).segmentation(of: values)
      report.seconds.append(Double(clock() - start) / Double(CLOCKS_PER_SEC))
      report.changepoints = segmentation.changepoints
      report.cost = segmentation.cost
    }
    print(String(decoding: try JSONEncoder().encode(report), as: UTF8.self))
  }
}
