// SPDX-License-Identifier: GPL-3.0-or-later

import Changepoints
public import WarmupStats

extension Chart {
  /// The run-sequence plots of a benchmark's executions: iterations against their times, with
  /// segments, outliers and the first steady iteration, as in Barrett et al., OOPSLA 2017, figure 2,
  /// and the iterations that the harness itself regards as warmup.
  ///
  /// The panels share a y axis. It leaves out values so far off that they would flatten all
  /// others, and a note says how many. Beside each panel stands one of the first iterations, with
  /// an axis of its own. Executions that did not complete have no panel.
  ///
  /// - Parameters:
  ///   - benchmark: The benchmark key's summary.
  ///   - options: The options that it was analyzed with, for what decided the classes; nothing of it
  ///     is said if `nil`.
  ///   - selection: The indices of the executions to show, from 0; all if `nil`.
  ///   - showsCoreCycles: Whether core cycles stand below, where they were recorded.
  ///   - instrumentation: What the virtual machine recorded of its own work, by the index of the
  ///     execution, to stand below.
  /// - Complexity: O(n log n) for n iterations in all.
  public init(
    runSequencesOf benchmark: BenchmarkSummary, options: AnalysisOptions? = nil,
    executions selection: [Int]? = nil, showsCoreCycles: Bool = false,
    instrumentation: [Int: VMInstrumentation] = [:]
  ) {
    self.init(
      runSequencesOf: benchmark, options: options, executions: selection,
      showsCoreCycles: showsCoreCycles, instrumentation: instrumentation, axis: TimeAxis())
  }

  /// The same on an axis that was chosen.
  package init(
    runSequencesOf benchmark: BenchmarkSummary, options: AnalysisOptions?,
    executions selection: [Int]?, showsCoreCycles: Bool,
    instrumentation: [Int: VMInstrumentation], axis: TimeAxis
  ) {
    self.init(
      runSequencesOf: benchmark, options: options, executions: selection,
      showsCoreCycles: showsCoreCycles, tracks: RecordedTrack.tracks(of: instrumentation),
      axis: axis)
  }

  /// The run-sequence plots of a benchmark's executions, with tracks below by the index of the
  /// execution.
  package init(
    runSequencesOf benchmark: BenchmarkSummary, options: AnalysisOptions? = nil,
    executions selection: [Int]? = nil, showsCoreCycles: Bool = false,
    tracks: [Int: [RecordedTrack]], axis: TimeAxis = TimeAxis()
  ) {
    let runs = RunSequence.all(
      of: benchmark, options: options, executions: selection, showsCoreCycles: showsCoreCycles,
      tracks: tracks)
    let scale = RunSequenceScale(of: runs, axis: axis)
    self.init(
      title: "\(benchmark.key)",
      description: Self.description(of: benchmark, shown: runs.count),
      panels: runs.map { $0.panel(on: scale) })
  }

  /// The run-sequence plots of a benchmark on several machines, side by side on one axis.
  ///
  /// - Complexity: O(n log n) for n iterations in all.
  package init(
    runSequencesOf machines: [(
      name: String, benchmark: BenchmarkSummary, options: AnalysisOptions
    )],
    executions selection: [Int]? = nil, showsCoreCycles: Bool = false, axis: TimeAxis = TimeAxis()
  ) {
    let runs = machines.map { machine in
      RunSequence.all(
        of: machine.benchmark, options: machine.options,
        executions: selection.map { $0.filter(machine.benchmark.executions.indices.contains) },
        showsCoreCycles: showsCoreCycles, tracks: [:])
    }
    let scale = RunSequenceScale(of: Array(runs.joined()), axis: axis)
    // The same execution of all machines, then the next.
    let most = runs.map(\.count).max() ?? 0
    let panels = (0..<most).flatMap { place in
      zip(machines, runs).compactMap { machine, runs -> Panel? in
        guard place < runs.count else { return nil }
        var panel = runs[place].panel(on: scale)
        panel.title = "\(machine.name), \(panel.title)"
        return panel
      }
    }
    let key = machines.first.map { "\($0.benchmark.key)" } ?? ""
    self.init(
      title: key,
      description:
        "Run-sequence plots of \(key) on \(machines.map(\.name).joined(separator: ", ")).",
      panels: panels)
  }

  private static func description(of benchmark: BenchmarkSummary, shown: Int) -> String {
    let classes = ClassesCell(overall: benchmark.consistency, counts: benchmark.counts)
    let executions = NumberFormat.counted(shown, "process execution")
    return "Run-sequence plots of \(executions) of \(benchmark.key): \(classes.text)."
  }
}

/// One execution to be plotted.
struct RunSequence {
  var index: Int
  var times: [Double]
  /// How many of the first iterations are warmup, as the harness has it.
  var harnessWarmup: Int
  var analysis: ExecutionAnalysis
  var tracks: [RecordedTrack]
  /// What decided the class; `nil` if the method does not say.
  var evidence: EvidenceCaptions?

  /// `nil` if the execution did not complete, or its times were not kept.
  init?(
    of execution: AnalyzedExecution, index: Int, options: AnalysisOptions?,
    tracks: [RecordedTrack] = []
  ) {
    guard let analysis = execution.analysis, let measured = execution.execution else { return nil }
    self.index = index
    self.times = measured.times
    self.harnessWarmup = execution.harnessWarmupIterations ?? 0
    self.analysis = analysis
    self.tracks = tracks
    let tolerance: Double? =
      if case .ratio(let method)? = options?.method { method.minimumDifference } else { nil }
    evidence = EvidenceCaptions(analysis, tolerance: tolerance)
  }

  /// The executions of a benchmark that are to be plotted.
  static func all(
    of benchmark: BenchmarkSummary, options: AnalysisOptions?, executions selection: [Int]?,
    showsCoreCycles: Bool, tracks: [Int: [RecordedTrack]]
  ) -> [RunSequence] {
    let indices = selection ?? Array(benchmark.executions.indices)
    return indices.compactMap { index in
      let execution = benchmark.executions[index]
      var below = tracks[index] ?? []
      if showsCoreCycles, let counters = execution.execution?.counters, !counters.coreCycles.isEmpty
      {
        below.insert(.coreCycles(of: counters), at: 0)
      }
      return RunSequence(of: execution, index: index, options: options, tracks: below)
    }
  }

  func panel(on scale: RunSequenceScale) -> Panel {
    let iterations = times.count
    let y = scale.axis
    let beyond = times.indices.filter { !y.range.contains(times[$0] * scale.unit.perSecond) }
    return Panel(
      title: "execution \(index + 1): \(ClassLabel(analysis.classification).displayName)",
      x: Axis(label: "iteration", iterations: iterations, ticks: 6), y: y,
      marks: marks(over: 0..<iterations, axis: y, scale: scale),
      notes: decision + tracks.compactMap { $0.coincidence(with: times) }
        + (note(on: beyond, unit: scale.unit).map { [$0] } ?? []),
      details: detail(on: scale).map { [$0] } ?? [],
      strips: tracks.map { strip($0, range: scale.trackRanges[$0.label] ?? 0...1) })
  }

  /// What decided the class, where the method says so.
  private var decision: [String] {
    evidence?.lines ?? analysis.ratioTests.map { RatioTestCaptions(findings: $0).lines } ?? []
  }

  /// A closer look at the first iterations, with all of their values; `nil` if there are so few
  /// that the panel itself shows them well.
  private func detail(on scale: RunSequenceScale) -> Panel? {
    let unit = scale.unit
    guard times.count > 80 else { return nil }
    let steady = analysis.steadyState?.iteration ?? 1
    let shown =
      steady > 1 && steady <= times.count / 8 ? max(20, 2 * steady) : max(20, times.count / 40)
    let first = times[..<shown].map { $0 * unit.perSecond }
    let margin = 0.06 * ((first.max() ?? 0) - (first.min() ?? 0))
    let (least, greatest) = (first.min() ?? 0, first.max() ?? 1)
    let y =
      scale.isLogarithmic && least > 0
      ? Axis(label: "", logarithmic: 0.9 * least...1.1 * greatest)
      : Axis(label: "", range: least - margin...greatest + margin, ticks: 4)
    return Panel(
      title: "first \(shown)",
      x: Axis(label: "", iterations: shown, ticks: 4), y: y,
      marks: marks(over: 0..<shown, axis: y, scale: RunSequenceScale(unit: unit, range: y.range)))
  }

  private func strip(_ track: RecordedTrack, range: ClosedRange<Double>) -> Panel {
    let beyond = track.series.compactMap(\.first).filter { !range.contains($0) }
    let cut = beyond.isEmpty ? [] : [Mark(.cutAbove([1]), .cut)]
    let lines = track.series.map { series in
      Mark(.line(series.enumerated().map { Point(x: Double($0 + 1), y: $1) }), .measurement)
    }
    let note = beyond.max().map {
      ", \(NumberFormat.significant($0, digits: 3)) in the first iteration"
    }
    return Panel(
      title: "", x: Axis(label: "", iterations: times.count, ticks: 6),
      y: Axis(label: track.label + (note ?? ""), range: range, ticks: 2), marks: lines + cut)
  }

  private func marks(over range: Range<Int>, axis: Axis, scale: RunSequenceScale) -> [Mark] {
    let factor = scale.unit.perSecond
    func point(_ iteration: Int) -> Point {
      Point(x: Double(iteration + 1), y: times[iteration] * factor)
    }
    var marks: [Mark] = []
    if harnessWarmup > 0 {
      let last = min(harnessWarmup, range.upperBound)
      marks.append(Mark(.span(0.5...Double(last) + 0.5), .harnessWarmup))
    }
    marks.append(Mark(.line(range.map(point)), .measurement))
    marks += analysis.segments.indices.flatMap { segmentMarks($0, over: range, factor: factor) }
    if let steady = analysis.steadyState, steady.iteration > 1, range.contains(steady.iteration - 1)
    {
      marks.append(Mark(.rule(Double(steady.iteration) - 0.5), .steadyIteration))
    }
    let common = Set(analysis.commonOutliers)
    let outliers = analysis.outliers.filter(range.contains)
    marks += [
      Mark(.dots(outliers.filter { !common.contains($0) }.map(point)), .uniqueOutlier),
      Mark(.dots(outliers.filter(common.contains).map(point)), .commonOutlier),
      Mark(.cutAbove(beyond(range) { $0 * factor > axis.range.upperBound }), .cut),
      Mark(.cutBelow(beyond(range) { $0 * factor < axis.range.lowerBound }), .cut),
    ]
    return marks.filter { !$0.isEmpty }
  }

  /// The mean of a segment as a line in the look that says what became of it, and by how much it
  /// differs where that is proven.
  private func segmentMarks(_ index: Int, over range: Range<Int>, factor: Double) -> [Mark] {
    let segment = analysis.segments[index]
    let shown = segment.range.clamped(to: range)
    guard !shown.isEmpty else { return [] }
    let (ends, height) = (
      Double(shown.lowerBound) + 0.5...Double(shown.upperBound) + 0.5, segment.mean * factor
    )
    guard let evidence else {
      let isSteady = analysis.equivalences[index] && analysis.steadyState != nil
      return [Mark(.level(ends, height: height), isSteady ? .steadySegment : .otherSegment)]
    }
    guard !analysis.equivalences[index] else {
      let style: MarkStyle =
        index == evidence.evidence.reference ? .referenceSegment : .sameSegment
      return [Mark(.level(ends, height: height), style)]
    }
    let style: MarkStyle = evidence.isBurst(index) ? .burst : .differentSegment
    return [
      Mark(.level(ends, height: height), style),
      Mark(.caption(evidence.change(of: index), above: ends, height: height), style),
    ]
  }

  private func beyond(_ range: Range<Int>, _ isBeyond: (Double) -> Bool) -> [Double] {
    range.filter { isBeyond(times[$0]) }.map { Double($0 + 1) }
  }

  /// What the axis cuts off, in words.
  private func note(on beyond: [Int], unit: TimeUnit) -> String? {
    guard let extreme = beyond.map({ times[$0] }).max() else { return nil }
    let farthest = NumberFormat.significant(extreme * unit.perSecond, digits: 3)
    let iterations = NumberFormat.counted(beyond.count, "iteration")
    return "\(iterations) beyond the axis, up to \(farthest) \(unit.symbol)"
  }
}

/// What is asked of the axis of times.
package struct TimeAxis: Sendable, Hashable {
  /// Its ends, in seconds; `nil` for what shows the times well.
  package var range: ClosedRange<Double>?
  /// Whether equal ratios have equal lengths.
  package var isLogarithmic: Bool

  /// Creates what is asked.
  package init(range: ClosedRange<Double>? = nil, isLogarithmic: Bool = false) {
    self.range = range
    self.isLogarithmic = isLogarithmic
  }
}

/// The y axes that run-sequence plots share.
struct RunSequenceScale {
  var unit: TimeUnit
  /// In that unit.
  var range: ClosedRange<Double>
  /// The ranges of what was recorded beside the times, by its label.
  var trackRanges: [String: ClosedRange<Double>] = [:]
  /// Whether equal ratios have equal lengths.
  var isLogarithmic = false

  /// The axis of times.
  var axis: Axis {
    let label = "time (\(unit.symbol))"
    return isLogarithmic
      ? Axis(label: label, logarithmic: range) : Axis(label: label, range: range)
  }

  init(unit: TimeUnit, range: ClosedRange<Double>) {
    self.unit = unit
    self.range = range
  }

  /// The axis that shows some executions well, with all but their shortest segments.
  init(of runs: [RunSequence], axis: TimeAxis = TimeAxis()) {
    let values = runs.flatMap(\.times)
    guard let greatest = values.max() else {
      self.init(unit: .seconds, range: 0...1)
      return
    }
    let levels = runs.flatMap { run in
      run.analysis.segments.filter { $0.range.count * 50 >= run.times.count }.map(\.mean)
    }
    let ordinary = runs.flatMap { run in
      let outliers = Set(run.analysis.outliers)
      return run.times.indices.filter { !outliers.contains($0) }.map { run.times[$0] }
    }
    var seconds =
      axis.range ?? ClosedRange(showing: values, ordinary: ordinary, mustHold: levels)
    if axis.isLogarithmic, seconds.lowerBound <= 0 {
      let least = 0.9 * (values.min() ?? 1)
      seconds = least...max(2 * least, seconds.upperBound)
    }
    let unit = TimeUnit(for: min(greatest, seconds.upperBound))
    self.init(
      unit: unit,
      range: seconds.lowerBound * unit.perSecond...seconds.upperBound * unit.perSecond)
    isLogarithmic = axis.isLogarithmic
    trackRanges = Dictionary(grouping: runs.flatMap(\.tracks), by: \.label)
      .mapValues { Self.range(of: $0.flatMap(\.series)) }
  }

  /// From zero to the greatest value, but for those of first iterations that are more than twice as
  /// great as all others, as they often hold what came before.
  private static func range(of series: [[Double]]) -> ClosedRange<Double> {
    let first = series.compactMap(\.first).max() ?? 0
    let others = series.compactMap { $0.dropFirst().max() }.max() ?? 0
    let greatest = others > 0 && first > 2 * others ? others : max(first, others)
    return 0...(greatest > 0 ? 1.06 * greatest : 1)
  }
}

extension Mark {
  /// Whether nothing would be drawn.
  fileprivate var isEmpty: Bool {
    switch shape {
    case .line(let points), .dots(let points), .stems(let points): points.isEmpty
    case .cutAbove(let places), .cutBelow(let places): places.isEmpty
    case .level, .caption, .bar, .rule, .band, .span: false
    }
  }
}
