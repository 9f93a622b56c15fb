// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Reports
import Testing
import WarmupStats

@Suite struct SVGRendererTests {
  static let axis = Axis(label: "y", range: 0...1)

  static func chart(_ marks: [Mark], x: ClosedRange<Double> = 0...10_000) -> Chart {
    Chart(
      title: "<title>&\"", description: "a\u{1}b",
      panels: [Panel(title: "]]>", x: Axis(label: "x", range: x), y: axis, marks: marks)])
  }

  @Test func textIsEscaped() throws {
    let svg = SVGRenderer().render(Self.chart([]))
    #expect(svg.contains("<title>&lt;title&gt;&amp;&quot;</title>"))
    #expect(svg.contains("]]&gt;"))
    #expect(svg.contains("<desc>a\u{FFFD}b</desc>"))
  }

  /// Thinning keeps the least and the greatest value of every pixel column.
  @Test func longLinesAreThinnedButKeepTheirExtremes() throws {
    var points = (0..<10_000).map { Point(x: Double($0), y: 0.5 + Double($0 % 7) / 100) }
    points[1234].y = 1
    points[8765].y = 0
    let svg = SVGRenderer(panelWidth: 300, panelHeight: 100).render(
      Self.chart([Mark(.line(points), .measurement)]))
    // The first path of that class is the sample in the key.
    let path = try #require(svg.matches(of: /class="measurement" d="M([^"]*)"/).last).output.1
    let heights = path.split { $0 == " " || $0 == "L" }.enumerated()
      .filter { $0.offset % 2 == 1 }.compactMap { Double($0.element) }
    #expect(heights.count < 4 * 300)
    #expect(heights.min() == 0)
    #expect(heights.max() == 100)
  }

  @Test func everyKindOfMarkIsDrawn() {
    let points = [Point(x: 1, y: 0.2), Point(x: 2, y: 0.7)]
    let marks: [Mark] = [
      Mark(.span(0.5...2.5), .harnessWarmup), Mark(.line(points), .measurement),
      Mark(.dots(points), .uniqueOutlier),
      Mark(.dots(points), .commonOutlier), Mark(.level(0...5, height: 0.3), .steadySegment),
      Mark(.level(5...9, height: 0.4), .otherSegment),
      Mark(.level(0...3, height: 0.5), .referenceSegment),
      Mark(.level(3...5, height: 0.6), .sameSegment),
      Mark(.level(5...7, height: 0.7), .differentSegment),
      Mark(.level(7...9, height: 0.8), .burst),
      Mark(.caption("+3.1 %", above: 0...9, height: 0.8), .burst), Mark(.rule(5), .steadyIteration),
      Mark(.dots(points), .neighbours), Mark(.stems(points), .correlation),
      Mark(.band(0.1...0.2), .reference),
      Mark(.cutAbove([3]), .cut), Mark(.cutBelow([4]), .cut),
      Mark(.line(points), .share), Mark(.level(0...10, height: 0.6), .goal),
      Mark(.rule(6), .persistence), Mark(.level(0...10, height: 0.2), .givenPenalty),
      Mark(.level(0...10, height: 0.1), .elbow), Mark(.rule(7), .estimationError),
      Mark(.rule(8), .changePlace), Mark(.level(0...8, height: 0.9), .level),
      Mark(.level(8...10, height: 0.95), .slowerLevel), Mark(.dots(points), .setAside),
    ]
    let svg = SVGRenderer().render(Self.chart(marks, x: 0...10))
    for style in MarkStyle.allCases {
      #expect(svg.contains("class=\"\(style.rawValue)\""))
      #expect(svg.contains(">\(style.displayName)</text>"))
    }
  }

  @Test(.enabled(if: Program.rsvgConvert.isWanted, "rsvg-convert is not installed"))
  func documentsAreWellFormed() throws {
    let summary = SampleSummaries.summary(names: SampleSummaries.nastyNames)
    for benchmark in summary.benchmarks.prefix(12) {
      try Program.withFolder { folder in
        let svg = SVGRenderer().render(Chart(runSequencesOf: benchmark))
        try Data(svg.utf8).write(to: folder.appending(path: "chart.svg"))
        let (status, output) = try Program.rsvgConvert.run(
          ["chart.svg", "-o", "chart.png"], in: folder)
        #expect(status == 0 && output.isEmpty, "\(output)")
      }
    }
  }

  /// The labels of an axis have room, and there are some, in plots of long and of short series and in
  /// those of their first iterations beside them.
  @Test(arguments: [1, 7, 20, 100, 3000, 1_000_000]) func labelsOfTicksRunIntoNoOthers(_ last: Int)
  {
    let end = Double(last) + 0.5
    func panel(_ details: [Panel]) -> Panel {
      Panel(
        title: "", x: Axis(label: "", range: 0.5...end, ticks: 12, countsWholeThings: true),
        y: Axis(label: "", range: 0...1), marks: [], details: details)
    }
    let chart = Chart(title: "", description: "", panels: [panel([panel([])])])
    for width in [200.0, 240, 480, 900] {
      let svg = SVGRenderer(panelWidth: width, panelsPerRow: 1).render(chart)
      let labels = svg.matches(
        of: /<text x="([0-9.]+)" y="[0-9.]+" text-anchor="middle">([0-9][^<]*)</
      )
      .map {
        (
          middle: Double($0.output.1) ?? 0, width: 6 * Double($0.output.2.count)
        )
      }
      #expect(labels.count >= 2, "\(svg)")
      for (left, right) in zip(labels, labels.dropFirst()) where left.middle < right.middle {
        #expect(right.middle - left.middle > (left.width + right.width) / 2, "\(width)")
      }
    }
  }
}
