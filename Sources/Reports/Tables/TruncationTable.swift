// SPDX-License-Identifier: GPL-3.0-or-later

public import WarmupStats

extension Table {
  /// How often less measuring led to the same conclusions: a row per amount of it.
  ///
  /// The legend begins with what follows, for all benchmarks and for each VM.
  ///
  /// - Complexity: O(number of points and benchmark keys).
  public init(truncation study: TruncationStudy) {
    let vms = study.iterations.vms
    let parts: [(name: String, heading: String, part: KeyPath<Agreement, Double>)] = [
      ("same_class", "Class", \.classification),
      ("same_steady_iteration", "Steady iteration", \.steadyIteration),
      ("same_steady_performance", "Steady performance", \.steadyPerformance),
      ("same_in_all", "All three", \.all),
    ]
    let shown = vms.count > 1 ? vms : []
    let columns =
      parts.map { Column(name: $0.name, heading: $0.heading, content: .number, unit: "%") }
      + shown.enumerated().map {
        Column(
          name: "same_in_all_\($1)", heading: $1, content: .number, unit: "%",
          dropOrder: 1 + $0)
      }
    func rows(_ curve: TruncationCurve, of what: String) -> [Row] {
      curve.points.map { point in
        let overall = curve.agreement(at: point)
        let shares =
          parts.map { part in overall.map { $0[keyPath: part.part] } }
          + shown.map { curve.agreement(at: point, vm: $0)?.all }
        return Row(cells: [.text(what), .countRange(point.count)] + shares.map(Cell.init(share:)))
      }
    }
    self.init(
      title: "How long to run",
      columns: [
        Column(name: "of", heading: "Of", content: .text, role: .group),
        Column(name: "used", heading: "Used", content: .range, role: .label),
      ] + columns,
      rows: rows(study.iterations, of: "In-process iterations")
        + rows(study.executions, of: "Process executions"),
      legend: TruncationAdvice.sentences(on: study) + Self.truncationLegend(study.options),
      notes: study.crashed.isEmpty
        ? []
        : [
          Note(
            number: nil,
            text:
              "no execution completed of \(study.crashed.map(\.description).joined(separator: ", "))"
          )
        ])
  }

  private static func width(_ options: TruncationOptions) -> String {
    options.wantedHalfWidth.map { "± \(NumberFormat.percentage($0)) wide" }
      ?? "\(NumberFormat.shortest(TruncationOptions.widening)) times as wide as that of all"
  }

  private static func truncationLegend(_ options: TruncationOptions) -> [String] {
    [
      """
      Per cent of the benchmark keys for which the class, the steady iteration and the steady \
      performance are statistically the same as in the full experiment; under the name of a VM, all \
      three for its own.
      """,
      """
      Fewer process executions do if in \(NumberFormat.percentage(options.share)) of \
      \(NumberFormat.integer(options.draws)) draws without replacement the class is the same and \
      the mean lies within \(NumberFormat.percentage(options.minimumEffect)) of that of all, and if \
      the \(NumberFormat.percentage(options.level)) t interval of so many is at most \
      \(width(options)).
      """,
      """
      Enough is the least from which on all three stay the same for \
      \(NumberFormat.percentage(TruncationAdvice.share)) of the benchmarks.
      """,
    ]
  }
}

extension Cell {
  /// A share in per cent, with one decimal; empty if there is none.
  fileprivate init(share: Double?) {
    self =
      share.map {
        .exact(Numeral(exact: $0, text: NumberFormat.fixed(100 * $0, decimals: 1)))
      } ?? .empty
  }
}
