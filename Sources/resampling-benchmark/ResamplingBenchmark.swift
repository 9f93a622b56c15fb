// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import WarmupStats

/// Times a bootstrap interval of executions of little-endian 64-bit numbers, computed and drawn, and
/// prints times and intervals as JSON.
///
/// `resampling-benchmark FILE EXECUTIONS RESAMPLES REPETITIONS`; the file holds the executions of
/// one side and then those of the other, all of the same length.
@main struct ResamplingBenchmark {
  /// What is printed; times are processor time, which others on the machine do not lengthen.
  struct Report: Encodable {
    /// Of the pooled interval of the first side, computed.
    var pooled: [Double] = []
    /// Of the same with that many draws.
    var pooledDrawn: [Double] = []
    /// Of the hierarchical interval of the ratio of the sides, computed.
    var ratio: [Double] = []
    /// Of the hierarchical intervals of either side with that many draws.
    var ratioDrawn: [Double] = []
    /// The ends of the computed 99 % intervals.
    var pooledInterval: [Double] = []
    /// The ends of the computed 99 % interval of the ratio.
    var ratioInterval: [Double] = []
  }

  static func main() throws {
    let arguments = CommandLine.arguments
    guard arguments.count == 5, let executions = Int(arguments[2]),
      let resamples = Int(arguments[3]), let repetitions = Int(arguments[4])
    else {
      FileHandle.standardError.write(
        Data("usage: resampling-benchmark FILE EXECUTIONS RESAMPLES REPETITIONS\n".utf8))
      exit(64)
    }
    let bytes = [UInt8](try Data(contentsOf: URL(filePath: arguments[1])))
    let values = stride(from: 0, to: bytes.count, by: 8).map { start in
      Double(
        bitPattern: (0..<8).reduce(UInt64(0)) { $0 | UInt64(bytes[start + $1]) << (8 * $1) })
    }
    let length = values.count / (2 * executions)
    let sides = (0..<2).map { side in
      (0..<executions).map { index in
        let start = (side * executions + index) * length
        return [Array(values[start..<(start + length)])]
      }
    }
    let report = measure(sides[0], sides[1], resamples: resamples, repetitions: repetitions)
    print(String(decoding: try JSONEncoder().encode(report), as: UTF8.self))
  }

  private static func measure(
    _ old: [[[Double]]], _ new: [[[Double]]], resamples: Int, repetitions: Int
  ) -> Report {
    var report = Report()
    let drawing = Resampling.monteCarlo(resamples: resamples, seed: 1)
    for repetition in 0..<repetitions {
      report.pooled.append(
        seconds {
          let estimate = Estimate(ofExecutions: old, kind: .pooled, level: 0.99)
          report.pooledInterval = estimate.map { [$0.lower, $0.upper] } ?? []
        })
      report.ratio.append(
        seconds {
          let ratio = RatioDistribution(
            of: ResampledMeanDistribution(resamplingExecutions: new),
            to: ResampledMeanDistribution(resamplingExecutions: old))
          report.ratioInterval = [ratio.quantile(0.005), ratio.quantile(0.995)]
        })
      // What is drawn takes minutes, and once is enough.
      guard repetition == 0 else { continue }
      report.pooledDrawn.append(
        seconds {
          _ = Estimate(ofExecutions: old, kind: .pooled, level: 0.99, resampling: drawing)
        })
      report.ratioDrawn.append(
        seconds {
          for side in [new, old] {
            _ = Estimate(ofExecutions: side, kind: .hierarchical, level: 0.99, resampling: drawing)
          }
        })
    }
    return report
  }

  private static func seconds(_ work: () -> Void) -> Double {
    func processorTime() -> Double {
      var time = timespec()
      unsafe clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
      return Double(time.tv_sec) + 1e-9 * Double(time.tv_nsec)
    }
    let start = processorTime()
    work()
    return processorTime() - start
  }
}
