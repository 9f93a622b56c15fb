// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import WarmupStats

extension ResultsFormat {
  /// What `classify --format json` writes: not measurements, but what was found in them.
  package static var classification: ResultsFormat { ClassificationReader.format }
}

/// What `classify --format json` writes.
enum ClassificationReader: JSONFormatReader {
  static let format = ResultsFormat(
    "classification", name: "a result of 'classify --format json'",
    reader: ClassificationReader.self)

  static func recognizes(_ text: JSONValue) -> Bool {
    guard let root = text.asObject, case .string(let schema)? = root["schema"]?.content else {
      return false
    }
    let name = SummaryDocument.schemaName.prefix { $0 != "/" }
    return schema.hasPrefix("\(name)/") && root["machines"] != nil
  }

  static func read(
    _ text: JSONValue, into results: inout FileResults
  ) throws(ResultsFileError) {
    let path = text.document.path
    let root = try text.object()
    let schema = try root.required("schema")
    guard try schema.string() == SummaryDocument.schemaName,
      let bytes = text.document.textOfSchema
    else { throw schema.error(expected: quoted(SummaryDocument.schemaName)) }
    let document: SummaryDocument
    do {
      document = try JSONDecoder().decode(SummaryDocument.self, from: Data(bytes))
    } catch let error as DecodingError {
      throw ResultsFileError(path: path, error)
    } catch {
      throw ResultsFileError(
        path: path, place: .file, expected: "a summary in JSON", found: "\(error)")
    }
    results.source.toolVersion = document.tool.version
    let selection = results.options.selection
    let summaries = try document.summaries(path: path).map { summary in
      var summary = summary
      summary.benchmarks.removeAll { !selection.contains($0.key) }
      return summary
    }
    results.recorded.append(RecordedResult(document, summaries: summaries))
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
