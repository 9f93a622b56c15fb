// SPDX-License-Identifier: GPL-3.0-or-later

package import Foundation

/// A process execution recovered from a figure of a paper, with what the figure shows of it.
package struct DrawnSeries: Decodable {
  /// What the figure shows that its recovered times can be held against.
  package struct Usability: Decodable {
    package var outliers: Bool
    package var changepoints: Bool
    package var classification: Bool
  }

  /// The name of the file, without its ending.
  package var name = ""
  /// The time of each iteration, in seconds.
  package var seconds: [Double]
  /// The iterations drawn as outliers, from 0.
  package var outliersDrawn: [Int]
  /// The last iteration, from 0, of each drawn segment but the last.
  package var changepointsDrawn: [Int]
  /// The classification, in words.
  package var classification: String
  /// What of it is right: not all could be recovered from every figure.
  package var usableAsGroundTruth: Usability

  private enum CodingKeys: String, CodingKey {
    case seconds, outliersDrawn, changepointsDrawn, classification, usableAsGroundTruth
  }

  /// Reads the series in every JSON file of `folder`, in the order of their names.
  package static func read(in folder: URL) throws -> [DrawnSeries] {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    let files = try FileManager.default.contentsOfDirectory(
      at: folder, includingPropertiesForKeys: nil)
    return try files.filter { $0.pathExtension == "json" }
      .sorted { $0.lastPathComponent < $1.lastPathComponent }
      .map { file in
        var series = try decoder.decode(DrawnSeries.self, from: Data(contentsOf: file))
        series.name = file.deletingPathExtension().lastPathComponent
        return series
      }
  }
}
