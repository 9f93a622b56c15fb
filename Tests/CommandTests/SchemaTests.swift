// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import TestSupport
import Testing

/// The articles that describe the JSON of each subcommand name every key of it.
@Suite struct SchemaTests {
  /// A subcommand with its arguments, the article, and keys whose members are data, not keys.
  struct Document: Sendable, CustomTestStringConvertible {
    var arguments: [String]
    var article: String
    var data: Set<String>

    var testDescription: String { arguments[0] }
  }

  static let small = Fixtures.recorded("vms_small.json")
  static let jmh = Fixtures.recorded("foreign/jmh/avgt_f3_wi5.log")

  static let documents = [
    Document(
      arguments: ["classify", "--embed-data", jmh], article: "ClassificationSchema",
      data: ["counts"]),
    Document(arguments: ["inspect", small, jmh], article: "InspectionSchema", data: ["details"]),
    Document(arguments: ["compare", small, small], article: "CompareSchema", data: []),
    Document(
      arguments: ["diff", small, small], article: "DiffSchema",
      data: ["counts", "verdicts", "pValues"]),
    Document(arguments: ["history", small, small], article: "HistorySchema", data: []),
    Document(arguments: ["plan", "--target", "5%", small], article: "StudySchemas", data: []),
    Document(
      arguments: ["truncate", "--draws", "5", small], article: "StudySchemas",
      data: ["sameByVM"]),
    Document(arguments: ["penalties", small], article: "StudySchemas", data: []),
    Document(
      arguments: ["configuration", "--warmup", "9", "--measurement", "9", small],
      article: "StudySchemas", data: []),
    Document(
      arguments: ["classify", "--method", "traini-2023", small], article: "ClassificationSchema",
      data: ["counts"]),
    Document(
      arguments: ["sensitivity", small], article: "StudySchemas", data: ["counts"]),
  ]

  @Test(arguments: documents)
  func everyKeyIsDescribed(document: Document) async throws {
    let run = await CommandRun.of(document.arguments + ["--format", "json", "--quiet"])
    #expect(run.exitCode == 0, "\(run.errors)")
    let json = try JSONSerialization.jsonObject(with: Data(run.output.utf8))
    var articles = ""
    // Options and warnings are those of the first article wherever they occur.
    for name in Set([document.article, "ClassificationSchema"]) {
      articles += try String(
        contentsOf: Fixtures.packageRoot.appending(
          path: "Sources/ResultsFiles/ResultsFiles.docc/\(name).md"), encoding: .utf8)
    }
    let keys = Self.keys(of: json, apartFrom: document.data)
    #expect(keys.count > 10)
    let undescribed = keys.filter { !articles.contains("`\($0)`") }.sorted()
    #expect(undescribed == [])
  }

  private static func keys(of value: Any, apartFrom data: Set<String>) -> Set<String> {
    if let array = value as? [Any] {
      return array.reduce(into: []) { $0.formUnion(keys(of: $1, apartFrom: data)) }
    }
    guard let object = value as? [String: Any] else { return [] }
    return object.reduce(into: []) { all, member in
      all.insert(member.key)
      if data.contains(member.key) {
        for value in (member.value as? [String: Any] ?? [:]).values {
          all.formUnion(keys(of: value, apartFrom: data))
        }
      } else {
        all.formUnion(keys(of: member.value, apartFrom: data))
      }
    }
  }
}
