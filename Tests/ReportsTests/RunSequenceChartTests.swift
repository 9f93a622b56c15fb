// SPDX-License-Identifier: GPL-3.0-or-later

import Changepoints
import Reports
import Testing
import WarmupStats

@Suite struct RunSequenceChartTests {
  /// 200 iterations: 20 of 2 ms, then 1 ms, with one spike of 50 ms that is an outlier.
  static func benchmark(spikes: [Int] = [100]) -> BenchmarkSummary {
    let executions = (0..<3).map { number -> AnalyzedExecution in
      guard number < 2 else {
        return AnalyzedExecution(execution: ProcessExecution(failed: .crashed), analysis: nil)
      }
      var times = (0..<200).map { $0 < 20 ? 0.002 : 0.001 + 0.000001 * Double($0 % 5) }
      for spike in spikes { times[spike] = 0.05 }
      let counters = ProcessorCounters(coreCycles: [times.map { $0 * 3e9 }, times.map { _ in 0 }])
      return AnalyzedExecution(
        execution: ProcessExecution(times: times, counters: counters),
        analysis: ExecutionAnalysis(
          outliers: spikes, commonOutliers: Array(spikes.dropFirst()),
          segments: [
            Segment(range: 0..<20, mean: 0.002, variance: 0),
            Segment(range: 20..<200, mean: 0.001002, variance: 0),
          ],
          equivalences: [false, true], classification: .warmup,
          steadyState: SteadyState(
            segments: 1..<2, iteration: 21, timeToReach: 0.04, mean: 0.001002,
            values: SteadyValues(
              of: [20..<200], in: FilteredSeries(times, without: spikes)))))
    }
    return BenchmarkSummary(
      key: BenchmarkKey(benchmark: "b", vm: "V", variant: ""), consistency: .consistent(.warmup),
      counts: ClassificationCounts(), steadyIteration: nil, timeToSteady: nil,
      steadyPerformance: nil, executions: executions)
  }

  @Test func oneSpikeDoesNotFlattenTheRestAndIsCounted() throws {
    let panel = try #require(Chart(runSequencesOf: Self.benchmark()).panels.first)
    #expect(panel.y.label == "time (ms)")
    #expect(panel.y.range.upperBound < 2.2)
    #expect(panel.y.range.lowerBound > 0.9)
    #expect(panel.notes == ["1 iteration beyond the axis, up to 50.0 ms"])
    #expect(panel.marks.contains(Mark(.cutAbove([101]), .cut)))
  }

  @Test func segmentsAndTheSteadyIterationAreMarked() throws {
    let chart = Chart(runSequencesOf: Self.benchmark(spikes: [100, 150]))
    #expect(chart.panels.count == 2)
    let panel = try #require(chart.panels.first)
    #expect(panel.title == "execution 1: warmup")
    #expect(panel.marks.contains(Mark(.level(0.5...20.5, height: 2), .otherSegment)))
    #expect(panel.marks.contains(Mark(.level(20.5...200.5, height: 1.002), .steadySegment)))
    #expect(panel.marks.contains(Mark(.rule(20.5), .steadyIteration)))
    #expect(panel.marks.contains(Mark(.dots([Point(x: 101, y: 50)]), .uniqueOutlier)))
    #expect(panel.marks.contains(Mark(.dots([Point(x: 151, y: 50)]), .commonOutlier)))
    #expect(Set(chart.panels.map(\.y.range)).count == 1)
  }

  @Test func aDetailShowsTheFirstIterationsOnAnAxisOfTheirOwn() throws {
    let detail = try #require(Chart(runSequencesOf: Self.benchmark()).panels.first?.details.first)
    #expect(detail.title == "first 42")
    #expect(detail.x.range == 0.5...42.5)
    #expect(detail.marks.contains(Mark(.level(0.5...20.5, height: 2), .otherSegment)))
    #expect(!detail.marks.contains { $0.style == .uniqueOutlier })
  }

  @Test(
    arguments: [
      (nil, nil, nil), (0, nil, nil), (7, 7.5, 7.5), (60, 60.5, 42.5), (200, 200.5, 42.5),
    ] as [(Int?, Double?, Double?)])
  func iterationsThatTheHarnessCallsWarmupAreShaded(
    count: Int?, end: Double?, endOfDetail: Double?
  ) throws {
    var benchmark = Self.benchmark()
    var execution = try #require(benchmark.executions[0].execution)
    execution.harnessWarmupIterations = count
    benchmark.executions[0].source = .measured(execution)
    let panel = try #require(Chart(runSequencesOf: benchmark).panels.first)
    let detail = try #require(panel.details.first)
    func spans(of panel: Panel) -> [Mark] { panel.marks.filter { $0.style == .harnessWarmup } }
    #expect(spans(of: panel) == end.map { [Mark(.span(0.5...$0), .harnessWarmup)] } ?? [])
    #expect(spans(of: detail) == endOfDetail.map { [Mark(.span(0.5...$0), .harnessWarmup)] } ?? [])
    #expect(panel.marks.first?.style == (end == nil ? .measurement : .harnessWarmup))
  }

  @Test func whatElseWasRecordedStandsBelow() throws {
    let track = RecordedTrack(label: "garbage collection (ms)", series: [[0, 1, 0]])
    let chart = Chart(
      runSequencesOf: Self.benchmark(), executions: [1], showsCoreCycles: true, tracks: [1: [track]]
    )
    let strips = try #require(chart.panels.first).strips
    #expect(strips.map(\.y.label) == ["core cycles (millions)", "garbage collection (ms)"])
    #expect(strips[0].marks.count == 2)
    #expect(strips[0].y.range == 0...1.06 * 150)
  }

  @Test func whatAVMRecordedHasOneUnitAndOneAxisForAllExecutions() throws {
    let tracks = RecordedTrack.tracks(of: [
      0: VMInstrumentation(
        garbageCollection: .init([0, 0.5]), compilation: .init([0.001, 0])),
      1: VMInstrumentation(
        garbageCollection: .init([2e6, 1e6], in: .clockTicks), compilation: .init([0.25, 0])),
    ])
    #expect(
      tracks[0] == [
        RecordedTrack(
          label: "garbage collection (ms)", series: [[0, 500]], event: "garbage collection"),
        RecordedTrack(label: "JIT compilation (ms)", series: [[1, 0]], event: "JIT compilation"),
      ])
    #expect(
      tracks[1] == [
        RecordedTrack(
          label: "garbage collection (million clock ticks)", series: [[2, 1]],
          event: "garbage collection"),
        RecordedTrack(label: "JIT compilation (ms)", series: [[250, 0]], event: "JIT compilation"),
      ])
    let chart = Chart(runSequencesOf: Self.benchmark(), tracks: tracks)
    // Its first iteration compiles 250 ms, the others nothing.
    let ends = chart.panels.map { $0.strips.map { $0.y.range.upperBound / 1.06 } }
    #expect(ends == [[500, 250], [2, 250]])
  }

  @Test func aFirstIterationThatWouldFlattenTheRestIsCutAndTold() throws {
    let track = RecordedTrack(label: "JIT compilation (ms)", series: [[31.25, 0, 2, 1]])
    let chart = Chart(
      runSequencesOf: Self.benchmark(), tracks: [0: [track], 1: [track]])
    let strip = try #require(chart.panels.first?.strips.first)
    #expect(strip.y.range == 0...1.06 * 2)
    #expect(strip.y.label == "JIT compilation (ms), 31.3 in the first iteration")
    #expect(strip.marks.last == Mark(.cutAbove([1]), .cut))
  }

  @Test func aVMThatDidNothingHasAnAxisAllTheSame() {
    let idle = VMInstrumentation(
      garbageCollection: .init([0, 0]), compilation: .init([0, 0]))
    let chart = Chart(runSequencesOf: Self.benchmark(), tracks: RecordedTrack.tracks(of: [0: idle]))
    #expect(
      chart.panels[0].strips.map(\.y.label) == ["garbage collection (ms)", "JIT compilation (ms)"])
    #expect(chart.panels[0].strips.map(\.y.range) == [0...1, 0...1])
  }

  @Test func theSteadyStatesDependence() throws {
    let chart = Chart(dependenceIn: Self.benchmark())
    #expect(chart.panels.count == 4)
    let notes = chart.panels[1].notes.joined()
    #expect(notes.hasPrefix("179 steady iterations say as much as "))
    // Five values that recur: the correlation at a lag of 5 is nearly 1.
    guard case .stems(let stems) = chart.panels[1].marks[1].shape else {
      Issue.record("no stems")
      return
    }
    #expect(stems[4].x == 5 && stems[4].y > 0.9)
  }

  @Test(arguments: [
    (0.5...1.5, ["1"]), (0.5...2.5, ["1", "2"]), (0.5...7.5, ["2", "4", "6"]),
    (0.5...1000.5, ["200", "400", "600", "800", "1000"]),
  ])
  func countedThingsHaveWholeTicks(range: ClosedRange<Double>, texts: [String]) {
    let axis = Axis(label: "", range: range, ticks: 6, countsWholeThings: true)
    #expect(axis.ticks.map(\.text) == texts)
  }

  @Test(arguments: [0...1, 0.93...2.13, 1e-9...3e-9, -5...1e6, 3...3, 0...0, 1e12...1.000001e12])
  func ticksAreRoundAndWithinTheAxis(range: ClosedRange<Double>) {
    let axis = Axis(label: "", range: range)
    #expect((1...4).contains(axis.ticks.count))
    #expect(axis.ticks.allSatisfy { axis.range.contains($0.value) })
    #expect(Set(axis.ticks.map(\.text)).count == axis.ticks.count)
  }
}
