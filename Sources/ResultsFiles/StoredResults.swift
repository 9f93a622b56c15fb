// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
public import WarmupStats

/// What a file holds for a comparison: measurements, or what an earlier analysis found in them.
public enum StoredResults: Sendable {
  /// Measurements, still to be analysed.
  case measurements(ReadResults)
  /// Summaries that `classify --format json` wrote, one per machine.
  case summaries([ExperimentSummary])

  /// Reads a file of either kind.
  ///
  /// - Parameters:
  ///   - path: The path of the file, or `-` for standard input.
  ///   - options: How to read it, if it holds measurements.
  /// - Throws: `ResultsFileError` as ``ResultsFile/read(at:options:)-(String,_)``, and if
  ///   summaries contradict their schema.
  public init(
    readingFileAt path: String, options: ReadingOptions = ReadingOptions()
  ) throws(ResultsFileError) {
    if Folder.exists(at: path) {
      self = .measurements(try ResultsFile.read(at: [path], options: options))
      return
    }
    let bytes = try FileBytes.read(at: path, maximumSize: options.maximumSize)
    if options.format == nil, Self.mentionsSchema(bytes) {
      let document = try Self.document(Data(bytes), path: path)
      self = .summaries(try document.summaries(path: path).map { $0.selecting(options.selection) })
    } else {
      self = .measurements(try ResultsFile.read(bytes, named: path, options: options))
    }
  }

  /// Whether the name of the schema stands anywhere in a text.
  private static func mentionsSchema(_ bytes: [UInt8]) -> Bool {
    let name = Array("\"\(SummaryDocument.schemaName)\"".utf8)
    guard let first = name.first, bytes.count >= name.count else { return false }
    return (0...bytes.count - name.count).contains { start in
      bytes[start] == first && bytes[start..<start + name.count].elementsEqual(name)
    }
  }

  private static func document(
    _ data: Data, path: String
  ) throws(ResultsFileError) -> SummaryDocument {
    do {
      return try JSONDecoder().decode(SummaryDocument.self, from: data)
    } catch let error as DecodingError {
      throw ResultsFileError(path: path, error)
    } catch {
      throw ResultsFileError(
        path: path, place: .file, expected: "a summary in JSON", found: "\(error)")
    }
  }
}

extension ExperimentSummary {
  /// The same, of the selected benchmark keys only.
  fileprivate func selecting(_ selection: KeySelection) -> ExperimentSummary {
    var summary = self
    summary.benchmarks.removeAll { !selection.contains($0.key) }
    return summary
  }
}

extension ResultsFileError {
  /// The error in our words.
  fileprivate init(path: String, _ error: DecodingError) {
    func pointer(_ keys: [any CodingKey]) -> Place {
      let parts = keys.map { $0.intValue.map(String.init) ?? $0.stringValue }
      return .pointer("/" + parts.joined(separator: "/"))
    }
    switch error {
    case .typeMismatch(let type, let context):
      self.init(
        path: path, place: pointer(context.codingPath), expected: "a value of type \(type)",
        found: "another")
    case .valueNotFound(let type, let context):
      self.init(
        path: path, place: pointer(context.codingPath), expected: "a value of type \(type)",
        found: "null")
    case .keyNotFound(let key, let context):
      self.init(
        path: path, place: pointer(context.codingPath),
        expected: "the member \(quoted(key.stringValue))", found: "none")
    case .dataCorrupted(let context):
      self.init(
        path: path, place: context.codingPath.isEmpty ? .file : pointer(context.codingPath),
        expected: "a summary in JSON", found: "text that is not JSON")
    @unknown default:
      self.init(path: path, place: .file, expected: "a summary in JSON", found: "\(error)")
    }
  }
}
