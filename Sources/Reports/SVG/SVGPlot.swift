// SPDX-License-Identifier: GPL-3.0-or-later

import Changepoints

/// The area between the axes of a panel, and how values become places in it.
struct SVGPlot {
  /// The left edge, in pixels.
  var left: Double
  /// The upper edge, in pixels.
  var top: Double
  /// The extent from left to right, in pixels.
  var width: Double
  /// The extent from above to below, in pixels.
  var height: Double
  var x: Axis
  var y: Axis

  var bottom: Double { top + height }

  /// Where a value of the x axis lies, from the left edge.
  func across(_ value: Double) -> Double {
    x.part(of: value) * width
  }

  /// Where a value of the y axis lies, from the upper edge.
  func down(_ value: Double) -> Double {
    height - y.part(of: value) * height
  }

  /// Draws the axes with their ticks and labels.
  func axes(into svg: inout SVGWriter, labelsX: Bool) {
    let heights = y.ticks.map { top + down($0.value) }
    svg.lines("g", heights.map { SVGLine(left, $0, left + width, $0) })
    for (tick, height) in zip(y.ticks, heights) {
      svg.label(tick.text, x: left - 4, y: height + 3.5, anchor: "end")
    }
    let places = labelsX ? x.ticks.map { left + across($0.value) } : []
    svg.lines(
      "a",
      [SVGLine(left, bottom, left + width, bottom)]
        + places.map { SVGLine($0, bottom, $0, bottom + 3) })
    for (index, (tick, place)) in zip(x.ticks, places).enumerated() {
      guard index.isMultiple(of: labeledStep) else { continue }
      svg.label(tick.text, x: place, y: bottom + 13, anchor: "middle")
    }
  }

  /// The step from one labelled tick of the x axis to the next, so that no labels run into one another.
  private var labeledStep: Int {
    // Fonts differ, so letters get a little more than they commonly take, and a gap.
    let places = x.ticks.map { (middle: across($0.value), width: 6.5 * Double($0.text.count) + 4) }
    let steps = 1...max(1, places.count)
    return steps.first { step in
      let labeled = stride(from: 0, to: places.count, by: step).map { places[$0] }
      return zip(labeled, labeled.dropFirst()).allSatisfy {
        $1.middle - $0.middle >= ($0.width + $1.width) / 2
      }
    } ?? steps.upperBound
  }

  /// Draws marks, and nothing of them beyond the axes.
  func marks(_ marks: [Mark], into svg: inout SVGWriter) {
    // A nested document clips what it holds, and needs no identifier that could occur twice on a
    // page.
    svg.raw("<svg")
    svg.attribute("x", left)
    svg.attribute("y", top)
    svg.attribute("width", width)
    svg.attribute("height", height)
    svg.raw(">")
    // Levels of one look are one element, where the first of them stands.
    var drawn: Set<MarkStyle> = []
    for mark in marks {
      if case .level = mark.shape, !drawn.insert(mark.style).inserted { continue }
      draw(mark, among: marks, into: &svg)
    }
    svg.raw("</svg>")
  }

  /// Where a level of a style is drawn; `nil` for any other mark.
  private func level(_ mark: Mark, in style: MarkStyle) -> SVGLine? {
    guard case .level(let range, let level) = mark.shape, mark.style == style else { return nil }
    return SVGLine(
      across(range.lowerBound), down(level), across(range.upperBound), down(level))
  }

  private func draw(_ mark: Mark, among marks: [Mark], into svg: inout SVGWriter) {
    let style = mark.style.rawValue
    switch mark.shape {
    case .line(let points): path(thinned(points), style: style, into: &svg)
    case .dots(let points): circles(points, style: style, into: &svg)
    case .level: svg.lines(style, marks.compactMap { level($0, in: mark.style) })
    case .caption(let words, let range, let level):
      let (left, right) = (across(range.lowerBound), across(range.upperBound))
      // Fonts differ, so words get a little more than they commonly take.
      guard right - left >= 6 * Double(words.count) else { return }
      let y = down(level) < 14 ? down(level) + 12 : down(level) - 4
      svg.label(words, x: (left + right) / 2, y: y, anchor: "middle", style: style)
    case .bar(let place, let range):
      svg.line(style, across(place), down(range.lowerBound), across(place), down(range.upperBound))
    case .rule(let place): svg.line(style, across(place), 0, across(place), height)
    case .stems(let points):
      svg.lines(
        style, points.map { SVGLine(across($0.x), down(0), across($0.x), down($0.y)) })
    case .band(let range):
      svg.rectangle(
        style, x: 0, y: down(range.upperBound), width: width,
        height: down(range.lowerBound) - down(range.upperBound))
    case .span(let range):
      let (left, right) = (max(0, across(range.lowerBound)), min(width, across(range.upperBound)))
      svg.rectangle(style, x: left, y: 0, width: max(0, right - left), height: height)
    case .cutAbove(let places): arrows(places, tip: 0.5, base: 6, style: style, into: &svg)
    case .cutBelow(let places):
      arrows(places, tip: height - 0.5, base: height - 6, style: style, into: &svg)
    }
  }

  private func path(_ points: [Point], style: String, into svg: inout SVGWriter) {
    // Far beyond the edge is as good as just beyond it, and shorter.
    svg.line(
      style, through: points.map { (across($0.x), min(2 * height, max(-height, down($0.y)))) })
  }

  private func circles(_ points: [Point], style: String, into svg: inout SVGWriter) {
    // Circles on the same pixel would be one, and a file could have millions.
    var taken: Set<[Int]> = []
    let shown = points.filter { point in
      y.range.contains(point.y)
        && taken.insert([Int(clamped: across(point.x)), Int(clamped: down(point.y))]).inserted
    }
    guard !shown.isEmpty else { return }
    svg.raw("<path class=\"\(style)\" d=\"")
    for point in shown {
      svg.raw("M")
      svg.number(across(point.x))
      svg.raw(" ")
      svg.number(down(point.y) - 2.2)
      // From the top around to just beside it: a whole circle would take two arcs.
      svg.raw("a2.2 2.2 0 1 0 .1 0z")
    }
    svg.raw("\"/>")
  }

  private func arrows(
    _ places: [Double], tip: Double, base: Double, style: String, into svg: inout SVGWriter
  ) {
    // Arrows closer than their width would be one blot, and a file could have millions.
    var last = -Double.infinity
    svg.raw("<path class=\"\(style)\" d=\"")
    for exact in places.map(across) where exact - last >= 2 {
      last = exact
      // Within the edges as a whole, as the first iteration is the one most often cut off.
      let place = min(width - 2.5, max(2.5, exact))
      svg.raw("M")
      svg.number(place)
      svg.raw(" ")
      svg.number(tip)
      svg.raw("L")
      svg.number(place - 2.5)
      svg.raw(" ")
      svg.number(base)
      svg.raw("h5z")
    }
    svg.raw("\"/>")
  }

  /// The points, or where they are many the least and the greatest of every pixel column, in their
  /// order: lines between them cover what lines between all would.
  ///
  /// - Complexity: O(number of points).
  private func thinned(_ points: [Point]) -> [Point] {
    guard Double(points.count) > 4 * width else { return points }
    var thinned: [Point] = []
    var column: [Point] = []
    var place = -1
    for point in points {
      let next = Int(clamped: across(point.x))
      if next != place {
        thinned += extremes(of: column)
        column.removeAll(keepingCapacity: true)
        place = next
      }
      column.append(point)
    }
    return thinned + extremes(of: column)
  }

  private func extremes(of column: [Point]) -> [Point] {
    guard column.count > 2 else { return column }
    let indices = column.indices
    let least = indices.min { column[$0].y < column[$1].y } ?? 0
    let greatest = indices.max { column[$0].y < column[$1].y } ?? 0
    return Set([least, greatest]).sorted().map { column[$0] }
  }
}
