// SPDX-License-Identifier: GPL-3.0-or-later

import OrderedCollections
import WarmupStats

/// CSV files of our own with a row per value of another quantity than time, such as dispatches,
/// cycles or bytes, or of the parts that make up a whole.
///
/// The columns are `benchmark`, `vm`, `variant`, `machine`, `process`, `iteration`, `value`, `unit`
/// and `breakdown`, which names the part; only `benchmark`, `value` and `unit` are needed. All rows
/// have the same unit. Values are finite and not negative.
enum TidyQuantityReader {
  private enum Column: String, CaseIterable {
    case benchmark, vm, variant, machine, process, iteration, value, unit, breakdown
  }

  private static let separators = Array(",;\t".utf8)

  /// The greatest value; squares and sums of such numbers stay finite.
  private static let greatest = 1e60

  /// The unit in the first row of a file that has such a header, and a column `breakdown` or another
  /// unit than of time; `nil` for other files.
  static func unit(of content: FileContent) -> String? { layout(of: content)?.unit }

  /// What separates the columns, and the unit in the first row.
  private static func layout(of content: FileContent) -> (separator: UInt8, unit: String)? {
    guard let text = content.text else { return nil }
    for separator in separators {
      let header = text.header(separatedBy: separator).map { $0.lowercased() }
      guard header.count < 100, header.allSatisfy({ Column(rawValue: $0) != nil }),
        header.contains("benchmark"), header.contains("value"),
        let column = header.firstIndex(of: "unit")
      else { continue }
      var rows = text.rows(separatedBy: separator)
      var unit = ""
      if (try? rows.next()) != nil, let row = try? rows.next(), row.count > column {
        unit = row.string(column)
      }
      if header.contains("breakdown") || !unit.isEmpty && ScoreUnit(unit) == nil {
        return (separator, unit)
      }
    }
    return nil
  }

  /// Reads a file, as one experiment per machine.
  static func read(
    _ content: FileContent, options: ReadingOptions
  ) throws(ResultsFileError) -> [QuantityExperiment] {
    guard let text = content.text, let separator = layout(of: content)?.separator else {
      throw ResultsFileError(
        path: content.path, place: .file, expected: "values with a unit", found: content.summary)
    }
    var rows = text.rows(separatedBy: separator)
    guard let header = try rows.next() else { throw rows.error(expected: "a header") }
    var reading = Reading(
      header: try header.columnNames().map { $0.lowercased() }, path: content.path,
      options: options)
    while let row = try rows.next(below: header) { try reading.add(row) }
    return try reading.experiments()
  }

  /// What was read so far.
  private struct Reading {
    /// What tells executions apart.
    struct Process: Hashable {
      var machine: String
      var key: BenchmarkKey
      var name: String
    }

    /// The values of a part in an execution.
    struct Values {
      var sum = 0.0
      var count = 0
      var iterations: Set<String> = []
    }

    let path: String
    let options: ReadingOptions
    private let positions: [Column: Int]
    private var unit: String?
    private var parts: OrderedSet<String> = []
    private var processes: OrderedDictionary<Process, [String: Values]> = [:]

    init(header: [String], path: String, options: ReadingOptions) {
      self.path = path
      self.options = options
      positions = Dictionary(
        header.enumerated().compactMap { index, name in Column(rawValue: name).map { ($0, index) }
        },
        uniquingKeysWith: { first, _ in first })
    }

    private func text(_ column: Column, of row: DelimitedRow) -> String {
      positions[column].map { row.string($0) } ?? ""
    }

    mutating func add(_ row: DelimitedRow) throws(ResultsFileError) {
      try row.requireEnd()
      let benchmark = text(.benchmark, of: row)
      guard !benchmark.isEmpty else {
        throw row.error(
          positions[.benchmark] ?? 0, expected: "the name of a benchmark", found: "none")
      }
      let key = BenchmarkKey(
        benchmark: benchmark, vm: options.vm ?? text(.vm, of: row),
        variant: options.variant ?? text(.variant, of: row))
      guard options.selection.contains(key) else { return }
      try checkUnit(of: row)
      let place = positions[.value] ?? 0
      guard let value = row.number(place), value >= 0, value <= TidyQuantityReader.greatest else {
        throw row.error(
          place, expected: "a number from 0 to 1e60", found: quoted(row.string(place)))
      }
      let part = text(.breakdown, of: row)
      parts.append(part)
      let process = Process(
        machine: options.machine ?? text(.machine, of: row), key: key, name: text(.process, of: row)
      )
      let iteration = text(.iteration, of: row)
      var values = processes[process, default: [:]][part] ?? Values()
      guard iteration.isEmpty || values.iterations.insert(iteration).inserted else {
        throw row.error(
          positions[.iteration] ?? 0, expected: "each iteration of an execution once",
          found: "iteration \(iteration) of \(key) a second time")
      }
      values.sum += value
      values.count += 1
      processes[process, default: [:]][part] = values
    }

    private mutating func checkUnit(of row: DelimitedRow) throws(ResultsFileError) {
      let name = text(.unit, of: row)
      guard !name.isEmpty, unit == nil || unit == name else {
        throw row.error(
          positions[.unit] ?? 0,
          expected: unit.map { "the unit of the rows above, \(quoted($0)), as a file has one unit" }
            ?? "a unit",
          found: quoted(name))
      }
      unit = name
    }

    /// The experiments, one per machine.
    func experiments() throws(ResultsFileError) -> [QuantityExperiment] {
      var experiments: OrderedDictionary<String, QuantityExperiment> = [:]
      let names = Array(parts)
      for (process, values) in processes {
        var means: [Double] = []
        let count = values.values.map(\.count).max() ?? 0
        for name in names {
          guard let part = values[name], part.count == count else {
            throw ResultsFileError(
              path: path, place: .file,
              expected: "each part of the whole in every iteration",
              found: "\(values[name]?.count ?? 0) of \(count) of \(quoted(name)) in "
                + "\(process.key), process \(quoted(process.name))")
          }
          means.append(part.sum / Double(count))
        }
        experiments[
          process.machine,
          default: QuantityExperiment(
            machine: process.machine, unit: unit ?? "", parts: names == [""] ? [] : names,
            executions: [:])
        ].executions[process.key, default: []].append(.init(parts: means))
      }
      return Array(experiments.values)
    }
  }
}
