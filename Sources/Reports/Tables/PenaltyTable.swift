// SPDX-License-Identifier: GPL-3.0-or-later

public import WarmupStats

extension Table {
  /// What is concluded at all penalties: for each benchmark a row wherever its class changes, then
  /// the same for each of its executions.
  ///
  /// - Parameters:
  ///   - study: what was found.
  ///   - warnings: what else readers should know.
  /// - Complexity: O(number of rows).
  public init(penalties study: PenaltyStudy, warnings: [Warning] = []) {
    let entries = study.benchmarks.flatMap { PenaltyRow.all(of: $0, in: study) }
    let sources = PenaltyRow.sources
    let given = NumberFormat.shortest(study.options.penaltyFactor)
    let low = study.factors.lowerBound
    self.init(
      title: "What is concluded at which penalty",
      columns: sources.map(\.column),
      rows: Row.all(of: entries, sources, notes: \.notes),
      legend: entries.isEmpty
        ? []
        : PenaltyCaptions(study: study).sentences + [
          """
          All segmentations of least cost at penalties from \(NumberFormat.shortest(low)) to \
          \(NumberFormat.shortest(study.factors.upperBound)) · log n, folded to where the class \
          changes. From, to: factors of log n. Steady from: the first steady iterations over these penalties.
          """
        ],
      notes: Self.penaltyNotes(given: given).filter { note in
        entries.contains { note.number.map($0.notes.contains) ?? false }
      } + warnings.map { Note(number: nil, text: $0.caption) })
  }

  private static func penaltyNotes(given: String) -> [Note] {
    [
      Note(number: 1, text: "the penalty in use, \(given) · log n, lies here"),
      Note(
        number: 2,
        text: "the number of changepoints over the penalty bends here (elbow), a common choice"
      ),
    ]
  }
}

/// A row of a table of penalties.
private struct PenaltyRow {
  var key: BenchmarkKey
  /// The number of the execution, from 1; `nil` for all of the benchmark.
  var execution: Int?
  var factors: ClosedRange<Double>
  var label: ClassLabel
  var steadyIterations: ClosedRange<Int>?
  var changepoints: ClosedRange<Int>?
  var notes: [Int]

  static func all(of benchmark: PenaltyStudy.Benchmark, in study: PenaltyStudy) -> [PenaltyRow] {
    let given = study.options.penaltyFactor
    let together = benchmark.verdicts.map { verdict in
      PenaltyRow(
        key: benchmark.key, execution: nil, factors: verdict.factors,
        label: ClassLabel(verdict.consistency, ClassificationCounts(singleMeasurements: 1)),
        notes: benchmark.verdict(at: given) == verdict ? [1] : [])
    }
    return together
      + benchmark.executions.flatMap { execution in
        execution.conclusions.map { conclusion in
          let isLast = conclusion == execution.conclusions.last
          func holds(_ factor: Double?) -> Bool {
            guard let factor, conclusion.factors.contains(factor) else { return false }
            // At a border the penalty above it decides.
            return factor < conclusion.factors.upperBound || isLast
          }
          return PenaltyRow(
            key: benchmark.key, execution: execution.index + 1, factors: conclusion.factors,
            label: ClassLabel(conclusion.classification),
            steadyIterations: conclusion.steadyIterations,
            changepoints: conclusion.changepointCounts,
            notes: (holds(given) ? [1] : []) + (holds(execution.elbow) ? [2] : []))
        }
      }
  }

  typealias Source = ColumnSource<PenaltyRow>

  static var sources: [Source] {
    [
      Source(Column(name: "vm", heading: "VM", content: .text, role: .group)) { .text($0.key.vm) },
      Source(Column(name: "benchmark", heading: "Benchmark", content: .text, role: .group)) {
        .text($0.key.benchmark)
      },
      Source(Column(name: "variant", heading: "Variant", content: .text, role: .group)) {
        .text($0.key.variant)
      },
      Source(Column(name: "execution", heading: "Execution", content: .text, role: .label)) {
        .text($0.execution.map { NumberFormat.integer($0) } ?? "all")
      },
      penalty("penalty_from", "From", \.lowerBound),
      penalty("penalty_to", "To", \.upperBound),
      Source(Column(name: "class", heading: "Class", content: .label)) { .label($0.label) },
      range("steady_iteration", "Steady from", 2, \.steadyIterations),
      range("changepoints", "Changepoints", 1, \.changepoints),
    ]
  }

  private static func penalty(
    _ name: String, _ heading: String, _ end: any KeyPath<ClosedRange<Double>, Double> & Sendable
  ) -> Source {
    Source(Column(name: name, heading: heading, content: .number)) {
      let factor = $0.factors[keyPath: end]
      return .exact(Numeral(exact: factor, text: PenaltyCaptions.number(factor)))
    }
  }

  private static func range(
    _ name: String, _ heading: String, _ dropOrder: Int,
    _ counts: any KeyPath<PenaltyRow, ClosedRange<Int>?> & Sendable
  ) -> Source {
    Source(Column(name: name, heading: heading, content: .range, dropOrder: dropOrder)) {
      $0[keyPath: counts].map { .countRange($0) } ?? .empty
    }
  }
}

extension ClassificationCounts {
  fileprivate init(singleMeasurements: Int) {
    self.init()
    self.singleMeasurements = singleMeasurements
  }
}
