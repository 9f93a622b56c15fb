// SPDX-License-Identifier: GPL-3.0-or-later

import Reports
import Testing

@Suite struct CSVRendererTests {
  static let table = Table(
    summarizing: [SampleSummaries.summary(names: SampleSummaries.nastyNames)])

  /// The records of a CSV text, read by the grammar of RFC 4180 and nothing else.
  static func records(of text: String) -> [[String]] {
    var records: [[String]] = [[]]
    var field = ""
    var isQuoted = false
    var scalars = Array(text.unicodeScalars)[...]
    while let scalar = scalars.popFirst() {
      switch scalar {
      case "\"" where isQuoted && scalars.first == "\"":
        scalars.removeFirst()
        field += "\""
      case "\"": isQuoted.toggle()
      case "," where !isQuoted:
        records[records.count - 1].append(field)
        field = ""
      case "\r" where !isQuoted:
        scalars.removeFirst()
        records[records.count - 1].append(field)
        field = ""
        records.append([])
      default: field.unicodeScalars.append(scalar)
      }
    }
    return records.dropLast()
  }

  @Test func everyRecordHasAFieldPerHeading() throws {
    let records = Self.records(of: CSVRenderer().render(Self.table))
    #expect(records.count == Self.table.rows.count + 1)
    #expect(Set(records.map(\.count)) == [records[0].count])
    #expect(Set(records[0]).count == records[0].count)
    let benchmark = try #require(records[0].firstIndex(of: "benchmark"))
    let names = Set(records.dropFirst().map { $0[benchmark] })
    let expected = SampleSummaries.nastyNames.map {
      $0.hasPrefix("=") || $0.hasPrefix("@") ? "'\($0)" : $0
    }
    #expect(names == Set(expected))
  }

  @Test func numbersAreExact() throws {
    let records = Self.records(of: CSVRenderer().render(Self.table))
    for (name, pick) in [
      ("steady_performance_seconds_median", { $0.value }),
      ("steady_performance_seconds_lower", { $0.range.ends?.lower }),
      ("steady_performance_seconds_upper", { $0.range.ends?.upper }),
    ] as [(String, (MeasuredCell) -> Numeral?)] {
      let column = try #require(records[0].firstIndex(of: name))
      for (record, row) in zip(records.dropFirst(), Self.table.rows) {
        guard case .measured(let estimate) = row.cells.last else {
          #expect(record[column].isEmpty)
          continue
        }
        #expect(Double(record[column]) == pick(estimate)?.exact)
      }
    }
  }

  @Test(arguments: [
    ("=1+1", "'=1+1"), ("+a", "'+a"), ("-a", "'-a"), ("@a", "'@a"), ("\ta", "'\ta"),
    ("a=b", "a=b"), ("a,b", "\"a,b\""), ("a\"b", "\"a\"\"b\""), ("=\"x\"", "\"'=\"\"x\"\"\""),
    ("a\r\nb", "\"a\r\nb\""), ("", ""), ("\r\n=1", "\"'\r\n=1\""),
  ])
  func fieldsAreQuotedAndNoFormulas(text: String, field: String) {
    #expect(text.escapedForCSV == field)
  }
}
