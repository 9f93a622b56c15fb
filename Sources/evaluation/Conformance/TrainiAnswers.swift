// SPDX-License-Identifier: GPL-3.0-or-later

package import Foundation
import ResultsFiles

/// What was published for some benchmarks in 2023, and what the limit of the bootstrap is.
package struct TrainiAnswers: Decodable {
  /// A benchmark and its forks.
  package struct Benchmark: Decodable {
    /// The file of its times, in a folder that may have another name here.
    package var series: String
    package var limitClass: String
    package var forks: [Fork]
  }

  /// One process execution; iterations count from 0, and a changepoint is the last of its segment.
  package struct Fork: Decodable {
    package var outliers: [Int]
    package var changepoints: [Int]
    package var path: Path
    package var peltRuns: Int
    package var elbow: Elbow
    package var published: Published
    package var limit: Limit
    package var defaultConfiguration: [Int]
    package var developerConfiguration: [Int]
    package var warmupEstimationErrorSeconds: Double
  }

  /// The path of penalties, entry by entry.
  package struct Path: Decodable {
    package var penalty: [Double]
    package var changepoints: [Int]
    package var unpenalisedCost: [Double]
  }

  /// The penalty that was chosen.
  package struct Elbow: Decodable {
    package var penalty: Double
  }

  /// What 10,000 resamples gave.
  package struct Published: Decodable {
    package var steadyStartUncut: Int
  }

  /// The answers of the ratio test for infinitely many resamples.
  package struct Limit: Decodable {
    package var `class`: String
    package var steadyStartUncut: Int
    package var tests: [Test]
  }

  /// A comparison with the last segment.
  ///
  /// Where it is surely no difference, the probability is given as 0 (`<=0.95`) or 1 (`<1.05`)
  /// without having been computed.
  package struct Test: Decodable {
    package var changepoint: Int
    package var differs: Bool
    package var side: String
    package var probability: Double

    package var isComputed: Bool { differs || (probability > 0 && probability < 1) }
  }

  /// The times of the forks of a benchmark, in seconds.
  private struct Times: Decodable {
    var forks: [[Double]]
  }

  package var benchmarks: [String: Benchmark]

  /// Reads the answers in a folder.
  package init(in folder: URL) throws {
    self = try Self.decode(Self.self, at: folder.appending(path: "answers.json.xz"))
  }

  /// The times of the forks of a benchmark.
  package static func times(of benchmark: Benchmark, in folder: URL) throws -> [[Double]] {
    let name = benchmark.series.split(separator: "/").last.map(String.init) ?? benchmark.series
    return try decode(Times.self, at: folder.appending(path: name)).forks
  }

  private static func decode<T: Decodable>(_ type: T.Type, at url: URL) throws -> T {
    let bytes = try FileBytes.read(at: url.path, maximumSize: 1 << 28)
    return try JSONDecoder().decode(type, from: Data(bytes))
  }
}
