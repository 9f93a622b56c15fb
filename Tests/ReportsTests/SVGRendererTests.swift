// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Reports
import TestSupport
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

  /// The places that the last line of measurements in a drawing goes through.
  static func places(_ svg: String) throws -> [(x: Double, y: Double)] {
    // The first path of that class is the sample in the key.
    let path = try #require(
      svg.matches(of: /class="measurement" d="M([^"l]*)l?([^"]*)"/).last
    ).output
    let number = /-?(?:[0-9]+(?:\.[0-9])?|\.[0-9])/
    var places: [(x: Double, y: Double)] = []
    for part in [path.1, path.2] {
      let numbers = part.matches(of: number).compactMap { Double($0.output) }
      #expect(part.replacing(number, with: "").allSatisfy { $0 == " " })
      for index in stride(from: 0, to: numbers.count, by: 2) {
        let (x, y) = places.last ?? (0, 0)
        places.append((x + numbers[index], y + numbers[index + 1]))
      }
    }
    return places
  }

  /// Thinning keeps the least and the greatest value of every pixel column.
  @Test func longLinesAreThinnedButKeepTheirExtremes() throws {
    var generator = SplitMix64(seed: 5)
    var points = (0..<10_000).map {
      Point(x: Double($0), y: Double.random(in: 0..<1, using: &generator))
    }
    points[1234].y = 1
    points[8765].y = 0
    let svg = SVGRenderer(panelWidth: 300, panelHeight: 100).render(
      Self.chart([Mark(.line(points), .measurement)]))
    let places = try Self.places(svg)
    #expect(places.count <= 2 * 300)
    // The plot is as wide as its frame.
    let width = try #require(
      svg.firstMatch(of: /<svg x="[^"]*" y="[^"]*" width="([0-9]+)"/).flatMap {
        Double($0.output.1)
      })
    var drawn: [Int: ClosedRange<Double>] = [:]
    for place in places {
      let column = Int((place.x + 1e-6).rounded(.down))
      let range = drawn[column] ?? place.y...place.y
      drawn[column] = min(range.lowerBound, place.y)...max(range.upperBound, place.y)
    }
    var ranges: [Int: ClosedRange<Double>] = [:]
    for point in points {
      let (column, y) = (Int(point.x / 10_000 * width), 100 - 100 * point.y)
      let range = ranges[column] ?? y...y
      ranges[column] = min(range.lowerBound, y)...max(range.upperBound, y)
    }
    // Places are rounded to a tenth, which may move them to the next column.
    let equal = ranges.filter { column, range in
      guard let drawn = drawn[column] else { return false }
      return abs(drawn.lowerBound - range.lowerBound) < 0.06
        && abs(drawn.upperBound - range.upperBound) < 0.06
    }
    #expect(equal.count > ranges.count * 3 / 4)
    #expect(abs((places.map(\.y).min() ?? -1) - 0) < 1e-6)
    #expect(abs((places.map(\.y).max() ?? -1) - 100) < 1e-6)
  }

  /// Steps do not add up what they round, whatever the sign of numbers and their parts.
  @Test func linesGoWherePointsAre() throws {
    var generator = SplitMix64(seed: 6)
    let points = (0..<400).map {
      Point(x: Double($0) * 10, y: 0.5 + Double.random(in: -0.5..<0.5, using: &generator) * 0.02)
    }
    let renderer = SVGRenderer(panelWidth: 1000, panelHeight: 100)
    let places = try Self.places(
      renderer.render(Self.chart([Mark(.line(points), .measurement)], x: 0...4000)))
    #expect(places.count == points.count)
    for (point, place) in zip(points, places) {
      #expect(abs(place.y - (100 - 100 * point.y)) < 0.051)
    }
  }

  /// Of levels of one look there may be hundreds: they are one element, and all are in it.
  @Test func levelsOfOneLookAreOneElement() throws {
    let marks = (0..<100).map { number -> Mark in
      let (start, height) = (Double(number), Double(number % 10) / 10)
      let style: MarkStyle = number.isMultiple(of: 2) ? .sameSegment : .differentSegment
      return Mark(.level(start...start + 1, height: height), style)
    }
    let svg = SVGRenderer().render(Self.chart(marks, x: 0...100))
    for style in [MarkStyle.sameSegment, .differentSegment] {
      let paths = svg.matches(of: /<path class="([A-Za-z]*)" d="([^"]*)"/)
        .filter { $0.output.1 == style.rawValue }
      // One of them is the sample in the key.
      #expect(paths.count == 2)
      #expect(paths.map { $0.output.2.count { $0 == "M" } }.sorted() == [1, 50])
    }
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
