// SPDX-License-Identifier: GPL-3.0-or-later

internal import Foundation
internal import ResultsFiles

/// The forks of a published JMH benchmark, with where they are steady as published.
///
/// Of the same experiment as ``RecordedForks``.
struct PublishedForks: Decodable, Sendable {
  var benchmark: String
  /// The mean times of an operation in each iteration, in seconds.
  var forks: [[Double]]
  /// For each fork the last iteration before it is steady, from 0; -1 if it never is.
  var steadyStarts: [Int]

  private enum CodingKeys: String, CodingKey {
    case benchmark, forks
    case classification = "published_classification"
  }

  private enum ClassificationKeys: String, CodingKey {
    case steadyStarts = "steady_state_starts"
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    benchmark = try container.decode(String.self, forKey: .benchmark)
    forks = try container.decode([[Double]].self, forKey: .forks)
    steadyStarts = try container.nestedContainer(
      keyedBy: ClassificationKeys.self, forKey: .classification
    ).decode([Int].self, forKey: .steadyStarts)
  }

  /// Reads the files of a folder whose names are numbers.
  static func read(in folder: URL) throws -> [PublishedForks] {
    try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
      .filter { Int($0.lastPathComponent.prefix { $0 != "." }) != nil }
      .sorted { $0.lastPathComponent < $1.lastPathComponent }
      .map { file in
        let bytes = try FileBytes.read(at: file.path, maximumSize: 1 << 28)
        return try JSONDecoder().decode(PublishedForks.self, from: Data(bytes))
      }
  }

  /// How many seconds an iteration took: its operation was repeated until 0.1 s were over.
  static func duration(_ time: Double) -> Double { (0.1 / time).rounded(.up) * time }
}
