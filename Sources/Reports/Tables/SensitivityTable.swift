// SPDX-License-Identifier: GPL-3.0-or-later

package import WarmupStats

extension Table {
  /// How classifications depend on options: a row per value that was tried.
  ///
  /// - Complexity: O(number of points).
  package init(sensitivity study: SensitivityStudy) {
    let executions = study.counts.completed
    let hasCrashed = study.counts.crashed > 0
    let usual: [ClassLabel] =
      study.options.method.name == .traini2023
      ? [.steady, .noSteadyState] : [.flat, .warmup, .slowdown, .noSteadyState]
    let rare: [ClassLabel] = [.tooFewIterations, .singleMeasurement].filter { label in
      study.points.contains { $0.counts.count(of: label) > 0 }
    }
    let counted = usual + rare + (hasCrashed ? [.crashed] : [])
    self.init(
      title: "How classifications depend on the options",
      columns: [
        Column(name: "option", heading: "Option", content: .text, role: .group),
        Column(name: "value", heading: "Value", content: .text, role: .label),
      ]
        + counted.map {
          Column(
            name: $0.rawValue.split(separator: " ").joined(separator: "_"), heading: $0.heading,
            content: .number)
        } + [
          Column(name: "changed", heading: "Other class", content: .share),
          Column(
            name: "changed_benchmarks", heading: "Benchmarks that behave otherwise",
            content: .number, dropOrder: 1),
        ],
      rows: study.points.map { point in
        let isGiven = point.setting.applied(to: study.options) == study.options
        return Row(
          cells: [
            .text(point.setting.optionName(with: study.options.method)),
            .text(point.setting.valueText),
          ]
            + counted.map { .count(point.counts.count(of: $0)) } + [
              .share(Share(count: point.changedExecutions, total: executions)),
              .count(point.changedKeys.count),
            ],
          notes: isGiven ? [1] : [])
      },
      legend: [
        """
        Process executions by class under each value of an option. Other class: how many of the \
        \(NumberFormat.integer(executions)) executions that completed are classified otherwise \
        than under the options as given; benchmarks behave otherwise if their executions, taken \
        together, do.
        """
      ] + study.penaltySentence,
      notes: study.points.contains { $0.setting.applied(to: study.options) == study.options }
        ? [Note(number: 1, text: "the options as given")] : [])
  }
}

extension SensitivityStudy {
  /// Over which penalties nothing changes, where they are varied.
  fileprivate var penaltySentence: [String] {
    unchangedPenalties.map { factors in
      [
        "No execution changes its class at penalties from \(PenaltyCaptions.range(factors)) · log n; "
          + "you use \(NumberFormat.shortest(options.penaltyFactor))."
      ]
    } ?? []
  }
}

extension AnalysisSetting {
  /// What the option is called where executions are classified by `method`.
  fileprivate func optionName(with method: Method) -> String {
    switch self {
    case .tolerance(.fraction) where method.name == .barrett2017:
      "Tolerance, of the fastest segment"
    case .tolerance: "Tolerance"
    case .penaltyFactor: "Penalty"
    case .window: "Outlier window"
    case .steadyTail: "Steady tail"
    }
  }

  /// The value as people write it.
  fileprivate var valueText: String {
    switch self {
    case .tolerance(.seconds(let seconds)):
      let unit = TimeUnit(for: seconds)
      return "\(NumberFormat.shortest(seconds * unit.perSecond)) \(unit.symbol)"
    case .tolerance(.fraction(let fraction)): return NumberFormat.percentage(fraction)
    case .penaltyFactor(let factor): return "\(NumberFormat.shortest(factor)) log n"
    case .window(.count(let count)), .steadyTail(.count(let count)):
      return "\(NumberFormat.integer(count)) iterations"
    case .window(.fraction(let fraction)), .steadyTail(.fraction(let fraction)):
      return "\(NumberFormat.percentage(fraction)) of the iterations"
    }
  }
}

extension ClassLabel {
  fileprivate var heading: String {
    displayName.prefix(1).uppercased() + displayName.dropFirst()
  }
}

extension ClassificationCounts {
  fileprivate func count(of label: ClassLabel) -> Int {
    switch label {
    case .flat: flat
    case .warmup: warmup
    case .slowdown: slowdown
    case .noSteadyState: noSteadyState
    case .steady: steady
    case .tooFewIterations: tooFewIterations
    case .singleMeasurement: singleMeasurements
    case .crashed: crashed
    case .goodInconsistent, .badInconsistent, .inconsistent: 0
    }
  }
}
