// SPDX-License-Identifier: GPL-3.0-or-later

package import Foundation
internal import ResultsFiles

/// The forks of one published JMH benchmark, which are not part of the package.
///
/// L. Traini, V. Cortellessa, D. Di Pompeo and M. Tucci, "Towards effective assessment of steady
/// state performance in Java software: are we there yet?", Empirical Software Engineering 28 (2023),
/// https://doi.org/10.1007/s10664-022-10247-x.
package struct RecordedForks: Decodable, Sendable {
  /// The name of the benchmark.
  package var benchmark: String
  /// The times of the iterations of each fork, in seconds.
  package var forks: [[Double]]

  /// Creates the forks of a benchmark from their times.
  package init(benchmark: String, forks: [[Double]]) {
    self.benchmark = benchmark
    self.forks = forks
  }

  /// Reads the benchmarks in the compressed JSON files of a folder whose names are numbers, in the
  /// order of the names.
  package static func read(in folder: URL) throws -> [RecordedForks] {
    try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
      .filter { Int($0.lastPathComponent.prefix { $0 != "." }) != nil }
      .sorted { $0.lastPathComponent < $1.lastPathComponent }
      .map { file in
        let bytes = try FileBytes.read(at: file.path, maximumSize: 1 << 28)
        return try JSONDecoder().decode(RecordedForks.self, from: Data(bytes))
      }
  }
}
