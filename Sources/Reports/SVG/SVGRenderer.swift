// SPDX-License-Identifier: GPL-3.0-or-later

import Changepoints

/// Writes charts as SVG 1.1, with looks for light and for dark surroundings.
public struct SVGRenderer: Sendable, Hashable {
  /// How wide a panel is, in pixels, with what stands beside it.
  public var panelWidth: Double
  /// How high the area between the axes is, in pixels.
  public var panelHeight: Double
  /// How many panels stand side by side.
  public var panelsPerRow: Int
  /// How many points of print a pixel has; `nil` on screens.
  package var pointsPerPixel: Double?

  /// The size of text, in pixels.
  private static let fontSize = 10.0

  /// Creates a renderer for a figure in print.
  ///
  /// - Parameters:
  ///   - width: How wide the figure is, in points.
  ///   - height: How high the area between the axes of a panel is, in points.
  ///   - fontSize: The size of text, in points.
  ///   - panelsPerRow: How many panels stand side by side; `nil` for as many as there is room for.
  package init?(width: Double, height: Double?, fontSize: Double, panelsPerRow: Int?) {
    let scale = fontSize / Self.fontSize
    let pixels = width / scale
    let panels = panelsPerRow ?? max(1, Int(clamped: pixels / 300))
    let panelWidth = (pixels - Self.gap) / Double(panels) - Self.gap
    guard panelWidth >= 200, (height ?? 130 * scale) / scale >= 40 else { return nil }
    self.init(
      panelWidth: panelWidth, panelHeight: (height ?? 110 * scale) / scale, panelsPerRow: panels)
    pointsPerPixel = scale
  }

  /// Creates a renderer.
  public init(panelWidth: Double = 480, panelHeight: Double = 130, panelsPerRow: Int = 2) {
    precondition(panelWidth >= 200 && panelHeight >= 40 && panelsPerRow >= 1)
    self.panelWidth = panelWidth
    self.panelHeight = panelHeight
    self.panelsPerRow = panelsPerRow
  }

  private static let leftMargin = 48.0
  private static let topMargin = 20.0
  private static let rightMargin = 9.0
  private static let bottomMargin = 34.0
  private static let stripHeight = 34.0
  private static let stripGap = 18.0
  private static let gap = 16.0
  private static let noteLineHeight = 12.0
  private static let keyLineHeight = 15.0

  /// The chart as a document of its own: title, key, and the panels in rows.
  ///
  /// - Complexity: O(number of points).
  public func render(_ chart: Chart) -> String {
    // A figure in print is as wide as was asked, with few panels too.
    let columns =
      pointsPerPixel == nil ? min(panelsPerRow, max(1, chart.panels.count)) : panelsPerRow
    let rows = (chart.panels.count + columns - 1) / columns
    let heights = (0..<rows).map { row in
      chart.panels[row * columns..<min((row + 1) * columns, chart.panels.count)]
        .map(height).max() ?? 0
    }
    var svg = SVGWriter()
    let width = Double(columns) * (panelWidth + Self.gap) + Self.gap
    let styles = chart.styles
    let places = keyPlaces(styles, width: width - 2 * Self.gap)
    let headHeight = 48 + Double(places.last?.line ?? 0) * Self.keyLineHeight
    open(
      &svg, width: width, height: headHeight + heights.reduce(0, +) + Self.gap,
      isDocument: true)
    svg.raw("<title>")
    svg.text(chart.title)
    svg.raw("</title><desc>")
    svg.text(chart.description)
    svg.raw(
      "</desc><style>\(SVGStyle.chartCSS)</style>"
        + "<rect class=\"ground\" width=\"100%\" height=\"100%\"/>"
    )
    svg.raw("<g font-size=\"13\" font-weight=\"600\">")
    svg.label(chart.title, x: Self.gap, y: 20, style: "t")
    svg.raw("</g>")
    for (style, place) in zip(styles, places) {
      let (x, y) = (Self.gap + place.x, 36 + Double(place.line) * Self.keyLineHeight)
      sample(of: style, x: x, y: y - 3, into: &svg)
      svg.label(style.displayName, x: x + 21, y: y)
    }
    var top = headHeight
    for row in 0..<rows {
      for column in 0..<columns where row * columns + column < chart.panels.count {
        svg.raw("<g transform=\"translate(")
        svg.number(Self.gap + Double(column) * (panelWidth + Self.gap))
        svg.raw(" ")
        svg.number(top)
        svg.raw(")\">")
        draw(chart.panels[row * columns + column], into: &svg)
        svg.raw("</g>")
      }
      top += heights[row]
    }
    svg.raw("</svg>\n")
    return svg.text
  }

  /// A panel as an element for a page that has the style sheet.
  ///
  /// - Complexity: O(number of points).
  func element(_ panel: Panel) -> String {
    var svg = SVGWriter()
    open(&svg, width: panelWidth, height: height(of: panel), isDocument: false)
    svg.raw("<title>")
    svg.text(panel.title)
    svg.raw("</title>")
    draw(panel, into: &svg)
    svg.raw("</svg>")
    return svg.text
  }

  /// The samples and words of some styles as an element for a page that has the style sheet.
  func keyElement(_ styles: [MarkStyle]) -> String {
    var svg = SVGWriter()
    for style in styles {
      svg.raw(
        "<span class=\"key\"><svg class=\"ws\" width=\"18\" height=\"12\" aria-hidden=\"true\">")
      sample(of: style, x: 0, y: 6, into: &svg)
      svg.raw("</svg> ")
      svg.text(style.displayName)
      svg.raw("</span> ")
    }
    return svg.text
  }

  // MARK: Parts

  private func open(_ svg: inout SVGWriter, width: Double, height: Double, isDocument: Bool) {
    svg.raw("<svg class=\"ws\" role=\"img\"")
    if isDocument {
      svg.raw(" xmlns=\"http://www.w3.org/2000/svg\"")
      if let scale = pointsPerPixel {
        svg.raw(" width=\"")
        svg.number(width * scale)
        svg.raw("pt\" height=\"")
        svg.number(height * scale)
        svg.raw("pt\"")
      } else {
        svg.attribute("width", width)
        svg.attribute("height", height)
      }
    }
    svg.raw(" viewBox=\"0 0 ")
    svg.number(width)
    svg.raw(" ")
    svg.number(height)
    svg.raw("\">")
  }

  private func height(of panel: Panel) -> Double {
    Self.topMargin + panelHeight
      + panel.strips.reduce(0) { $0 + Self.height(ofStrip: $1) + Self.stripGap }
      + Self.bottomMargin + Self.noteLineHeight * Double(noteLines(of: panel).count)
  }

  private func draw(_ panel: Panel, into svg: inout SVGWriter) {
    let detailWidth = panel.details.isEmpty ? 0 : (panelWidth * 0.26).rounded()
    let width = panelWidth - Self.leftMargin - detailWidth - Self.rightMargin
    let plot = SVGPlot(
      left: Self.leftMargin, top: Self.topMargin, width: width, height: panelHeight, x: panel.x,
      y: panel.y)
    svg.label(panel.title, x: Self.leftMargin, y: 12, style: "t")
    svg.label(
      panel.y.label, x: 9, y: Self.topMargin + panelHeight / 2, anchor: "middle", rotated: true)
    plot.axes(into: &svg, labelsX: panel.strips.isEmpty)
    plot.marks(panel.marks, into: &svg)
    let bottom = drawStrips(of: panel, width: width, into: &svg)
    svg.label(panel.x.label, x: Self.leftMargin + width / 2, y: bottom + 26, anchor: "middle")
    for (index, note) in noteLines(of: panel).enumerated() {
      let y = bottom + 40 + Self.noteLineHeight * Double(index)
      svg.label(note, x: Self.leftMargin, y: y, style: "n")
    }
    for detail in panel.details {
      let left = Self.leftMargin + width + 34
      let plot = SVGPlot(
        left: left, top: Self.topMargin, width: detailWidth - 34, height: panelHeight, x: detail.x,
        y: detail.y)
      svg.label(detail.title, x: left, y: 12, style: "t")
      plot.axes(into: &svg, labelsX: true)
      plot.marks(detail.marks, into: &svg)
    }
  }

  /// How high a strip is: one with more ticks has more to show.
  private static func height(ofStrip strip: Panel) -> Double {
    strip.y.ticks.count > 2 ? 2.4 * stripHeight : stripHeight
  }

  /// The notes in lines that fit; fonts differ, so a character gets a little more than is common.
  private func noteLines(of panel: Panel) -> [String] {
    let characters = Int(clamped: (panelWidth - Self.leftMargin - Self.rightMargin) / 5.3)
    return panel.notes.flatMap { $0.wrapped(to: characters) }
  }

  /// Draws the strips below a panel, the last with the x axis; gives the lower edge of all.
  private func drawStrips(of panel: Panel, width: Double, into svg: inout SVGWriter) -> Double {
    var bottom = Self.topMargin + panelHeight
    for (index, strip) in panel.strips.enumerated() {
      let plot = SVGPlot(
        left: Self.leftMargin, top: bottom + Self.stripGap, width: width,
        height: Self.height(ofStrip: strip), x: strip.x, y: strip.y)
      plot.axes(into: &svg, labelsX: index == panel.strips.count - 1)
      plot.marks(strip.marks, into: &svg)
      svg.label(strip.y.label, x: Self.leftMargin, y: plot.top - 4)
      bottom = plot.bottom
    }
    return bottom
  }

  /// The places of a key's samples, in as many lines as it takes.
  private func keyPlaces(_ styles: [MarkStyle], width: Double) -> [(x: Double, line: Int)] {
    var (x, line) = (0.0, 0)
    return styles.map { style in
      // Fonts differ, so words get a little more than they commonly take.
      let advance = 40 + 5.3 * Double(style.displayName.count)
      if x > 0 && x + advance > width { (x, line) = (0, line + 1) }
      defer { x += advance }
      return (x, line)
    }
  }

  private func sample(of style: MarkStyle, x: Double, y: Double, into svg: inout SVGWriter) {
    let name = style.rawValue
    switch style {
    case .measurement, .steadySegment, .otherSegment, .referenceSegment, .sameSegment,
      .differentSegment, .burst, .correlation, .share, .goal, .givenPenalty, .elbow, .level,
      .slowerLevel:
      svg.line(name, x, y, x + 16, y)
    case .steadyIteration, .persistence, .estimationError:
      svg.line(name, x + 8, y - 5, x + 8, y + 5)
    case .commonOutlier, .uniqueOutlier, .neighbours, .setAside:
      svg.raw("<circle class=\"\(name)\" r=\"2.2\"")
      svg.attribute("cx", x + 8)
      svg.attribute("cy", y)
      svg.raw("/>")
    case .cut:
      svg.raw("<path class=\"\(name)\" d=\"M")
      svg.number(x + 8)
      svg.raw(" ")
      svg.number(y - 3)
      svg.raw("l-2.5 5.5h5z\"/>")
    case .reference, .harnessWarmup, .changePlace:
      svg.rectangle(name, x: x, y: y - 4, width: 16, height: 8)
    }
  }
}
