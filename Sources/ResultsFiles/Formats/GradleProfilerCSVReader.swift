// SPDX-License-Identifier: GPL-3.0-or-later

import OrderedCollections
import WarmupStats

extension ResultsFormat {
  /// What Gradle Profiler writes as `benchmark.csv`, in either of its layouts.
  package static var gradleProfilerCSV: ResultsFormat { GradleProfilerCSVReader.format }
}

/// The CSV of Gradle Profiler: scenarios in columns and builds in rows, or with `--csv-format long` a
/// row for each build and each thing that was measured.
///
/// Builds of a scenario share a daemon, which is one process execution.
enum GradleProfilerCSVReader: TableFormatReader {
  static let format = ResultsFormat(
    "gradle-profiler-csv", name: "Gradle Profiler CSV", harness: "Gradle Profiler", unit: "ms",
    reader: GradleProfilerCSVReader.self)

  /// What is read of a build, unless the options say otherwise.
  static let samples = ["total execution time", "execution"]
  private static let longHeader = [
    "Scenario", "Tool", "Tasks", "Phase", "Iteration", "Sample", "Duration",
  ]
  private static let statistics = [
    "mean", "min", "25th percentile", "median", "75th percentile", "max", "stddev", "confidence",
  ]

  static func recognizes(header: [String]) -> Bool {
    header == longHeader || (header.first == "scenario" && header.count > 1)
  }

  static func read(
    _ rows: inout DelimitedRows, header: DelimitedRow, into results: inout FileResults
  ) throws(ResultsFileError) {
    let names = try header.columnNames()
    if names == longHeader {
      try readLong(&rows, header: header, into: &results)
    } else {
      try readWide(&rows, header: header, scenarios: names, into: &results)
    }
  }

  private static func readLong(
    _ rows: inout DelimitedRows, header: DelimitedRow, into results: inout FileResults
  ) throws(ResultsFileError) {
    let wanted = results.options.criterion.map { [$0] } ?? samples
    var executions = ExecutionCollector(results.options)
    var numbers = LocalizedNumbers()
    while let row = try rows.next(below: header) {
      guard wanted.contains(row.string(5)) else {
        results.source.ignoredMetrics.appendOnce(row.string(5))
        continue
      }
      let phase = row.string(3)
      guard phase == "WARM_UP" || phase == "MEASURE" else {
        throw row.error(3, expected: "\"WARM_UP\" or \"MEASURE\"", found: quoted(phase))
      }
      let process = ExecutionCollector.Process(
        key: results.key(row.string(0), vm: row.string(1)), name: row.string(2))
      try executions.add(
        to: process, isWarmup: phase == "WARM_UP", error: { row.error(4, expected: $0, found: $1) }
      ) { () throws(ResultsFileError) in
        try row.requireEnd()
        return try row.time(6, in: .milliseconds, numbers: &numbers)
      }
    }
    try executions.add(to: &results)
    results.noteDecimalMark(of: numbers, isCertain: false)
  }

  private static func readWide(
    _ rows: inout DelimitedRows, header: DelimitedRow, scenarios: [String],
    into results: inout FileResults
  ) throws(ResultsFileError) {
    var versions: [String] = []
    var values: [String] = []
    var executions = ExecutionCollector(results.options)
    var numbers = LocalizedNumbers()
    while let row = try rows.next() {
      let title = row.string(0)
      // Where a scenario has fewer builds than others, fields are missing in the middle of a row.
      guard row.count == header.count else {
        throw row.error(
          row.count - 1,
          expected: "\(header.count) fields; the JSON and the long CSV of Gradle Profiler can have "
            + "scenarios with different numbers of builds",
          found: "\(row.count)")
      }
      switch title {
      case "version": versions = row.strings
      case "tasks": continue
      case "value": values = row.strings
      case _ where statistics.contains(title): continue
      default:
        guard let isWarmup = isWarmup(title) else {
          throw row.error(
            0, expected: "a row such as \"measured build #1\"", found: quoted(title))
        }
        try addRow(
          row, isWarmup: isWarmup, to: &executions, numbers: &numbers,
          columns: try columns(scenarios, versions, values, &results))
      }
    }
    try executions.add(to: &results)
    results.noteDecimalMark(of: numbers, isCertain: false)
  }

  /// Whether a build only warms up; `nil` if a title is none of a build.
  private static func isWarmup(_ title: String) -> Bool? {
    guard let number = title.split(separator: "#").last, Int(number) != nil else { return nil }
    if title.hasPrefix("warm-up build #") { return true }
    return title.hasPrefix("measured build #") ? false : nil
  }

  /// The columns that are read, and what each belongs to.
  private static func columns(
    _ scenarios: [String], _ versions: [String], _ values: [String],
    _ results: inout FileResults
  ) throws(ResultsFileError) -> [(index: Int, process: ExecutionCollector.Process)] {
    let wanted = results.options.criterion.map { [$0] } ?? samples
    var columns: [(index: Int, process: ExecutionCollector.Process)] = []
    for index in scenarios.indices.dropFirst() {
      if !values.isEmpty && !wanted.contains(values[index]) {
        results.source.ignoredMetrics.appendOnce(values[index])
        continue
      }
      let key = results.key(scenarios[index], vm: versions.isEmpty ? nil : versions[index])
      columns.append((index, ExecutionCollector.Process(key: key, name: "\(index)")))
    }
    return columns
  }

  private static func addRow(
    _ row: DelimitedRow, isWarmup: Bool, to executions: inout ExecutionCollector,
    numbers: inout LocalizedNumbers,
    columns: [(index: Int, process: ExecutionCollector.Process)]
  ) throws(ResultsFileError) {
    for (index, process) in columns where !row.isEmpty(index) {
      try executions.add(
        to: process, isWarmup: isWarmup, error: { row.error(index, expected: $0, found: $1) }
      ) { () throws(ResultsFileError) in
        try row.requireEnd()
        return try row.time(index, in: .milliseconds, numbers: &numbers)
      }
    }
  }
}
