// SPDX-License-Identifier: GPL-3.0-or-later

public import ResultsFiles
import WarmupStats

extension Table {
  /// What some files are: a row per file.
  ///
  /// - Complexity: O(number of benchmark keys).
  public init(overviewOf inspections: [Inspection]) {
    let sources = InspectionColumns.overview(of: inspections)
    var notes: [Note] = []
    for warning in inspections.flatMap(\.warnings) {
      let note = Note(number: nil, text: warning.caption)
      if !notes.contains(note) { notes.append(note) }
    }
    self.init(
      title: inspections.count == 1 ? "What the file is" : "What the files are",
      columns: sources.map(\.column),
      rows: inspections.map { inspection in Row(cells: sources.map { $0.cell(inspection) }) },
      notes: notes)
  }

  /// What some files hold: a row per benchmark key, a group per file, with a note for whatever is
  /// suspicious.
  ///
  /// - Complexity: O(m log m) for m benchmark keys.
  public init(inspecting inspections: [Inspection]) {
    var notes = NumberedNotes()
    var entries: [InspectionEntry] = []
    for inspection in inspections {
      let file = InspectionEntry.File(of: inspection)
      let benchmarks = inspection.benchmarks
      for index in benchmarks.indices.sorted(by: { benchmarks[$0].key < benchmarks[$1].key }) {
        entries.append(
          InspectionEntry(
            benchmarks[index], in: file, notes: notes.numbers(of: benchmarks[index].warnings)))
      }
    }
    let sources = InspectionColumns.benchmarks(of: entries)
    self.init(
      title: "What was measured", columns: sources.map(\.column),
      rows: Row.all(of: entries, sources) { $0.notes },
      legend: Self.legend(of: entries), notes: notes.notes)
  }

  private static func legend(of entries: [InspectionEntry]) -> [String] {
    let resolutions = entries.compactMap(\.benchmark.resolution)
    var legend: [String] = []
    if entries.contains(where: { $0.benchmark.warmup != WarmupRecord() }) {
      legend.append(
        """
        Harness warmup: the iterations that the harness itself regards as warmup, which are in the \
        file or were left out of it.
        """)
    }
    guard let doubt = resolutions.map(\.doubt).max() else {
      return legend + ["No resolution of the times shows: they are multiples of no common step."]
    }
    let worst = resolutions.map(\.deviation).max() ?? 0
    legend.append(
      """
      Resolution: the greatest step of which all times are multiples, to \
      \(NumberFormat.percentage((worst * 1000).rounded(.up) / 1000)) of it: that of the clock, or \
      of the digits written. That the true one is finer has a probability of at most \
      \(doubt < 1e-6 ? "one in a million" : NumberFormat.significant(100 * doubt, digits: 2) + " %").
      """)
    return legend
  }
}

/// A benchmark key, and the file that holds it.
///
/// One stands in a row of the table and is handed to each of its columns, without a copy.
final class InspectionEntry: Sendable {
  let file: File
  let benchmark: BenchmarkInspection
  /// The numbers of the notes that concern the key, ascending.
  let notes: [Int]

  /// What is known of the file.
  struct File {
    /// The part of its path behind the last slash.
    let name: String
    let format: String
    fileprivate let path: String

    init(of inspection: Inspection) {
      name = inspection.path.lastComponent
      format = inspection.format
      path = inspection.path
    }
  }

  init(_ benchmark: BenchmarkInspection, in file: File, notes: [Int]) {
    self.benchmark = benchmark
    self.file = file
    self.notes = notes
  }

  /// The VM of its key, on the machine and in the file that it is from.
  fileprivate var vmPlace: VMPlace {
    VMPlace(file: file.path, machine: benchmark.machine, vm: benchmark.key.vm)
  }
}

/// The columns of tables of inspections.
private enum InspectionColumns {
  typealias FileSource = ColumnSource<Inspection>
  typealias Source = ColumnSource<InspectionEntry>

  static func overview(of inspections: [Inspection]) -> [FileSource] {
    func text(
      _ name: String, _ heading: String, _ dropOrder: Int,
      _ text: @escaping @Sendable (Inspection) -> String
    ) -> FileSource {
      FileSource(
        Column(
          name: name, heading: heading, content: .text, dropOrder: dropOrder)
      ) {
        let text = text($0)
        return text.isEmpty ? .empty : .text(text)
      }.statedIfSameInEach(of: inspections)
    }
    return [
      FileSource(Column(name: "file", heading: "File", content: .text, role: .label)) {
        .text($0.path.lastComponent)
      },
      text("format", "Format", 0, \.format),
      text("tool", "Tool", Column.redundant) {
        [$0.harness, $0.toolVersion].compactMap(\.self).joined(separator: " ")
      },
      text("date", "Date", Column.redundant + 1) { $0.date ?? "" },
      text("machine", "Machine", Column.redundant + 2) { $0.machines.joined(separator: ", ") },
      text("units", "Unit", 3) { $0.units.joined(separator: ", ") },
      text("details", "Details", Column.redundant + 3) {
        $0.details.map { "\($0.name.lowercased()): \($0.value)" }.joined(separator: "; ")
      },
      FileSource(Column(name: "benchmark_keys", heading: "Keys", content: .number)) {
        .count($0.benchmarks.count)
      },
      FileSource(Column(name: "process_executions", heading: "Executions", content: .number)) {
        .count($0.executions)
      },
      FileSource(
        Column(name: "failed_executions", heading: "Failed", content: .number, dropOrder: 2)
      ) { .count($0.failures) },
      FileSource(
        Column(name: "iterations", heading: "Iterations", content: .range)
      ) { Cell(rangeOf: $0.iterations) },
      FileSource(
        Column(
          name: "median_iterations", heading: "Median", content: .number, dropOrder: 2)
      ) { Cell(medianOf: $0.iterations) },
      text("harness_warmup", "Harness warmup", 1) { $0.warmup.words },
    ]
  }

  static func benchmarks(of entries: [InspectionEntry]) -> [Source] {
    let unit = TimeUnit(suiting: entries.compactMap(\.benchmark.medianTime))
    return keys(of: entries) + [
      Source(
        Column(name: "process_executions", heading: "Executions", content: .number)
      ) { .count($0.benchmark.executions) },
      Source(
        Column(name: "failed_executions", heading: "Failed", content: .number, dropOrder: 2)
      ) { .count($0.benchmark.failures) }.statedIfSameInEach(of: entries),
      Source(Column(name: "iterations", heading: "Iterations", content: .range)) {
        Cell(rangeOf: $0.benchmark.iterations)
      },
      Source(
        Column(
          name: "median_iterations", heading: "Median", content: .number, dropOrder: 3)
      ) { Cell(medianOf: $0.benchmark.iterations) },
      Source(
        Column(
          name: "harness_warmup", heading: "Harness warmup", content: .text, dropOrder: 4)
      ) {
        let words = $0.benchmark.warmup.words
        return words.isEmpty ? .empty : .text(words)
      }.statedIfSameInEach(of: entries),
      Source(
        Column(
          name: "median_seconds", heading: "Median time", content: .number, unit: unit?.symbol)
      ) { $0.benchmark.medianTime.map { Cell(time: $0, digits: 4, unit: unit) } ?? .empty },
      Source(
        Column(
          name: "resolution_seconds", heading: "Resolution", content: .number, dropOrder: 1)
      ) { $0.benchmark.resolution.map { Cell(time: $0.step, digits: 3, unit: nil) } ?? .empty },
    ]
  }

  /// Who a row is about; several files head groups, one is known from the overview.
  private static func keys(of entries: [InspectionEntry]) -> [Source] {
    func label(
      _ name: String, _ heading: String, _ role: Column.Role,
      _ text: @escaping @Sendable (InspectionEntry) -> String
    ) -> Source {
      Source(Column(name: name, heading: heading, content: .text, role: role)) { .text(text($0)) }
        .statedIfSameInEach(of: entries)
    }
    let isOneVM = Set(entries.map(\.benchmark.key.vm)).count <= 1
    let isOneVariant = entries.haveOneVariantEach(of: { $0.vmPlace }, { $0.benchmark.key })
    let variant = label("variant", "Variant", isOneVariant ? .group : .label) {
      $0.benchmark.key.variant
    }
    let benchmark = Source(
      Column(name: "benchmark", heading: "Benchmark", content: .text, role: .label)
    ) { .text($0.benchmark.key.benchmark) }
    return [
      label("file", "File", .group) { $0.file.name },
      label("format", "Format", .group) { $0.file.format },
      label("machine", "Machine", .group) { $0.benchmark.machine },
      label("vm", "VM", isOneVM ? .stated : .group) { $0.benchmark.key.vm },
    ] + (variant.column.role == .label ? [benchmark, variant] : [variant, benchmark])
  }
}

extension WarmupRecord {
  /// What the file tells of the harness's warmup; empty if nothing.
  fileprivate var words: String {
    guard omitted != nil || kept != nil else { return "" }
    let parts = [(omitted, "left out"), (kept, "in the file")].compactMap { range, words in
      range.flatMap { $0.upperBound == 0 ? nil : "\(NumberFormat.range($0)) \(words)" }
    }
    return parts.isEmpty ? "none" : parts.joined(separator: ", ")
  }
}

extension Cell {
  fileprivate init(rangeOf spread: IterationSpread?) {
    self = spread.map { .countRange($0.least...$0.greatest) } ?? .empty
  }

  fileprivate init(medianOf spread: IterationSpread?) {
    self =
      spread.map {
        .exact(Numeral(exact: $0.median, text: NumberFormat.iteration($0.median)))
      } ?? .empty
  }

  /// A time with that many significant digits at most, in the column's unit or else in its own.
  fileprivate init(time: Double, digits: Int, unit columnUnit: TimeUnit?) {
    let unit = columnUnit ?? TimeUnit(for: time)
    let value = time * unit.perSecond
    self = .exact(
      Numeral(
        exact: time,
        text: columnUnit == nil
          ? NumberFormat.shortest(rounded(value, digits: digits))
          : NumberFormat.significant(value, digits: digits),
        unit: columnUnit == nil ? unit.symbol : nil))
  }
}

/// A value with the digits beyond that many taken for zero.
private func rounded(_ value: Double, digits: Int) -> Double {
  let decimals = NumberFormat.decimals(of: value, significantDigits: digits)
  var scale = 1.0
  for _ in 0..<decimals.magnitude { scale *= 10 }
  return decimals >= 0 ? (value * scale).rounded() / scale : (value / scale).rounded() * scale
}

extension String {
  /// The part of a path behind its last slash.
  fileprivate var lastComponent: String { split(separator: "/").last.map(String.init) ?? self }
}
