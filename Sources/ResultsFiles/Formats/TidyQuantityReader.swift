// SPDX-License-Identifier: GPL-3.0-or-later

import OrderedCollections
import WarmupStats

/// Files of our own with a value of another quantity than time, such as dispatches, cycles or bytes, or
/// of a part of a whole, in each row of CSV or in each JSON text.
///
/// The columns, or members, are `benchmark`, `vm`, `variant`, `machine`, `process`, `iteration`,
/// `value`, `unit` and `breakdown`, which names the part; only `benchmark`, `value` and `unit` are
/// needed. All values have the same unit; they are finite and not negative.
///
/// No file is recognized as one of these where times are expected, so that values are classified only
/// where somebody asks for it.
enum TidyQuantityReader: FormatReader {
  static let format = ResultsFormat(
    "quantities", name: "values of another quantity", reader: TidyQuantityReader.self)

  fileprivate enum Column: String, CaseIterable {
    case benchmark, vm, variant, machine, process, iteration, value, unit, breakdown
  }

  private static let separators = Array(",;\t".utf8)

  /// The greatest value; squares and sums of such numbers stay finite.
  private static let greatest = 1e60

  /// The unit of the first value of a file that has such columns or members, and a `breakdown` or
  /// another unit than of time; `nil` for other files.
  static func unit(of content: FileContent) -> String? { layout(of: content)?.unit }

  static func recognizes(_ content: FileContent) -> Bool { unit(of: content) != nil }

  /// How values are written.
  private enum Layout {
    case table(separator: UInt8)
    case texts
  }

  /// How values are written, and the unit of the first.
  private static func layout(of content: FileContent) -> (layout: Layout, unit: String)? {
    guard let text = content.text else {
      guard let object = content.firstText?.asObject, object["benchmark"] != nil,
        object["value"] != nil, case .string(let unit)? = object["unit"]?.content,
        object["breakdown"] != nil || !unit.isEmpty && ScoreUnit(unit) == nil
      else { return nil }
      return (.texts, unit)
    }
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
        return (.table(separator: separator), unit)
      }
    }
    return nil
  }

  /// Reads a file, as one experiment per machine.
  static func read(
    _ content: FileContent, options: ReadingOptions
  ) throws(ResultsFileError) -> [QuantityExperiment] {
    try reading(content, options: options).experiments()
  }

  /// Reads a file as if its values were times.
  static func read(
    _ content: FileContent, into results: inout FileResults
  ) throws(ResultsFileError) {
    try reading(content, options: results.options).add(to: &results)
  }

  private static func reading(
    _ content: FileContent, options: ReadingOptions
  ) throws(ResultsFileError) -> Reading {
    var reading = Reading(path: content.path, options: options)
    switch (layout(of: content)?.layout, content.text) {
    case (.table(let separator), let text?):
      var rows = text.rows(separatedBy: separator)
      guard let header = try rows.next() else { throw rows.error(expected: "a header") }
      let names = try header.columnNames().map { $0.lowercased() }
      let positions = Dictionary(
        names.enumerated().compactMap { index, name in Column(rawValue: name).map { ($0, index) } },
        uniquingKeysWith: { first, _ in first })
      while let row = try rows.next(below: header) {
        try row.requireEnd()
        try reading.add(TableRow(row: row, positions: positions))
      }
    case (.texts, _):
      try content.forEachText(of: .tidyNDJSON) { text throws(ResultsFileError) in
        try reading.add(TextRow(text))
      }
    default:
      throw ResultsFileError(
        path: content.path, place: .file, expected: "values with a unit", found: content.summary)
    }
    return reading
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
      var numbers: [Double] = []
      var iterations: Set<String> = []
    }

    let path: String
    let options: ReadingOptions
    private var unit: String?
    private var parts: OrderedSet<String> = []
    private var processes: OrderedDictionary<Process, [String: Values]> = [:]

    init(path: String, options: ReadingOptions) {
      self.path = path
      self.options = options
    }

    mutating func add(_ row: some QuantityRow) throws(ResultsFileError) {
      let benchmark = try row.text(.benchmark)
      guard !benchmark.isEmpty else {
        throw row.error(.benchmark, expected: "the name of a benchmark", found: "none")
      }
      let (vm, variant) = (try row.text(.vm), try row.text(.variant))
      let key = BenchmarkKey(
        benchmark: benchmark, vm: options.vm ?? vm, variant: options.variant ?? variant)
      guard options.selection.contains(key) else { return }
      try checkUnit(of: row)
      guard let value = row.value, value >= 0, value <= TidyQuantityReader.greatest else {
        throw row.error(.value, expected: "a number from 0 to 1e60", found: row.summary(.value))
      }
      let part = try row.text(.breakdown)
      parts.append(part)
      let machine = try row.text(.machine)
      let process = Process(
        machine: options.machine ?? machine, key: key, name: try row.text(.process))
      let iteration = try row.text(.iteration)
      var values = processes[process, default: [:]][part] ?? Values()
      guard iteration.isEmpty || values.iterations.insert(iteration).inserted else {
        throw row.error(
          .iteration, expected: "each iteration of an execution once",
          found: "iteration \(iteration) of \(key) a second time")
      }
      values.numbers.append(value)
      processes[process, default: [:]][part] = values
    }

    private mutating func checkUnit(of row: some QuantityRow) throws(ResultsFileError) {
      let name = try row.text(.unit)
      guard !name.isEmpty, unit == nil || unit == name else {
        throw row.error(
          .unit,
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
        let means = try numbers(of: process, values).map { $0.reduce(0, +) / Double($0.count) }
        experiments[
          process.machine,
          default: QuantityExperiment(
            machine: process.machine, unit: unit ?? "", parts: names == [""] ? [] : names,
            executions: [:])
        ].executions[process.key, default: []].append(.init(parts: means))
      }
      return Array(experiments.values)
    }

    /// The numbers of each part in an execution, iteration by iteration.
    private func numbers(
      of process: Process, _ values: [String: Values]
    ) throws(ResultsFileError) -> [[Double]] {
      let count = values.values.map(\.numbers.count).max() ?? 0
      return try parts.map { name throws(ResultsFileError) in
        guard let part = values[name], part.numbers.count == count else {
          throw ResultsFileError(
            path: path, place: .file,
            expected: "each part of the whole in every iteration",
            found: "\(values[name]?.numbers.count ?? 0) of \(count) of \(quoted(name)) in "
              + "\(process.key), process \(quoted(process.name))")
        }
        return part.numbers
      }
    }

    /// Adds the whole of each iteration as if it were a time.
    func add(to results: inout FileResults) throws(ResultsFileError) {
      results.source.units = unit.map { [$0] } ?? []
      for (process, values) in processes {
        let parts = try numbers(of: process, values)
        try results.add(executionOf: process.key, machine: process.machine) {
          () throws(ResultsFileError) in
          let times = parts[0].indices.map { iteration in
            parts.reduce(0) { $0 + $1[iteration] } / QuantityExperiment.perSecond
          }
          if let odd = times.firstIndex(where: { !TimeRange.contains($0) }) {
            throw ResultsFileError(
              path: path, place: .file,
              expected: "values from 0.001 to 1e18, since these can be classified",
              found: "\(times[odd] * QuantityExperiment.perSecond) in iteration \(odd + 1) of "
                + "\(process.key), process \(quoted(process.name))")
          }
          return ProcessExecution(times: times)
        }
      }
    }
  }
}

extension ResultsFormat {
  /// Values of another quantity than time, read as if they were times.
  package static var quantities: ResultsFormat { TidyQuantityReader.format }
}

/// A value with what it is of.
private protocol QuantityRow {
  /// What stands in a column; empty if nothing does.
  func text(_ column: TidyQuantityReader.Column) throws(ResultsFileError) -> String
  /// The value; `nil` if it is no number.
  var value: Double? { get }
  /// What stands in a column, for an error.
  func summary(_ column: TidyQuantityReader.Column) -> String
  func error(
    _ column: TidyQuantityReader.Column, expected: String, found: String
  ) -> ResultsFileError
}

/// A row of a table.
private struct TableRow: QuantityRow {
  let row: DelimitedRow
  let positions: [TidyQuantityReader.Column: Int]

  func text(_ column: TidyQuantityReader.Column) -> String {
    positions[column].map { row.string($0) } ?? ""
  }

  var value: Double? { positions[.value].flatMap { row.number($0) } }

  func summary(_ column: TidyQuantityReader.Column) -> String { quoted(text(column)) }

  func error(
    _ column: TidyQuantityReader.Column, expected: String, found: String
  ) -> ResultsFileError {
    row.error(positions[column] ?? 0, expected: expected, found: found)
  }
}

/// A JSON text.
private struct TextRow: QuantityRow {
  private let text: JSONValue
  private var members: [TidyQuantityReader.Column: JSONValue] = [:]

  init(_ text: JSONValue) throws(ResultsFileError) {
    self.text = text
    for member in try text.object().membersOnce() {
      guard let column = TidyQuantityReader.Column(rawValue: member.name) else {
        throw member.value.error(
          expected: "one of the members "
            + TidyQuantityReader.Column.allCases.map(\.rawValue).joined(separator: ", "),
          found: quoted(member.name))
      }
      if !member.value.isNull { members[column] = member.value }
    }
  }

  func text(_ column: TidyQuantityReader.Column) throws(ResultsFileError) -> String {
    guard let value = members[column] else { return "" }
    return switch column {
    case .process, .iteration: try value.scalarText()
    default: try value.string()
    }
  }

  var value: Double? {
    guard case .number(let number)? = members[.value]?.content else { return nil }
    return number
  }

  func summary(_ column: TidyQuantityReader.Column) -> String { members[column]?.summary ?? "none" }

  func error(
    _ column: TidyQuantityReader.Column, expected: String, found: String
  ) -> ResultsFileError {
    (members[column] ?? text).error(expected: expected, found: found)
  }
}
