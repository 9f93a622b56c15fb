// SPDX-License-Identifier: GPL-3.0-or-later

import Changepoints

/// Writes charts of bars as SVG 1.1, with looks for light and for dark surroundings.
package struct SVGBarRenderer: Sendable, Hashable {
  /// How wide the figure is, in points.
  package var width: Double
  /// How high the figure is, in points.
  package var height: Double
  /// The size of all text, in points.
  package var fontSize: Double

  /// Creates a renderer.
  ///
  /// - Precondition: The figure has room for its text.
  package init(width: Double, height: Double, fontSize: Double) {
    precondition(width > 0 && height > 0 && fontSize > 0, "a figure has a size")
    self.width = width
    self.height = height
    self.fontSize = fontSize
  }

  /// The chart as a document of its own.
  ///
  /// - Complexity: O(number of bars).
  package func render(_ chart: BarChart) -> String {
    var svg = SVGWriter()
    let layout = BarLayout(chart, width: width, height: height, fontSize: fontSize)
    svg.raw("<svg class=\"ws\" role=\"img\" xmlns=\"http://www.w3.org/2000/svg\" width=\"")
    svg.number(width)
    svg.raw("pt\" height=\"")
    svg.number(layout.height)
    svg.raw("pt\" viewBox=\"0 0 ")
    svg.number(width)
    svg.raw(" ")
    svg.number(layout.height)
    svg.raw("\" style=\"font-size:")
    svg.number(fontSize)
    svg.raw("px\"><title>")
    svg.text(chart.title.isEmpty ? chart.description : chart.title)
    svg.raw("</title><desc>")
    svg.text(chart.description)
    svg.raw("</desc><style>\(SVGStyle.barCSS)</style>")
    svg.raw("<rect class=\"ground\" width=\"100%\" height=\"100%\"/>")
    head(of: layout, into: &svg)
    axis(of: layout, into: &svg)
    for (place, group) in chart.groups.enumerated() {
      bars(of: group, at: place, in: layout, into: &svg)
    }
    // In front of all bars.
    for (place, group) in chart.groups.enumerated() {
      for (index, bar) in group.bars.enumerated() {
        let middle = layout.left(ofBar: index, in: place) + layout.barWidth / 2
        if let bar { number(of: bar, at: middle, in: layout, into: &svg) }
      }
    }
    feet(of: layout, into: &svg)
    svg.raw("</svg>\n")
    return svg.text
  }

  // MARK: Parts

  /// The title, and what the colors stand for.
  private func head(of layout: BarLayout, into svg: inout SVGWriter) {
    if !layout.chart.title.isEmpty {
      svg.raw("<g font-weight=\"600\">")
      svg.label(layout.chart.title, x: layout.margin, y: 1.2 * fontSize, style: "t")
      svg.raw("</g>")
    }
    for (index, place) in layout.keyPlaces.enumerated() {
      svg.rectangle(
        SVGStyle.series(index), x: place.x, y: place.y - 0.75 * fontSize, width: 0.8 * fontSize,
        height: 0.8 * fontSize)
      svg.label(layout.key[index], x: place.x + 1.1 * fontSize, y: place.y, style: "t")
    }
  }

  private func axis(of layout: BarLayout, into svg: inout SVGWriter) {
    let (left, right) = (layout.left, layout.left + layout.plotWidth)
    for tick in layout.axis.ticks {
      let y = layout.y(tick.value)
      svg.line("g", left, y, right, y)
      svg.label(tick.text, x: left - 0.4 * fontSize, y: y + 0.35 * fontSize, anchor: "end")
    }
    svg.line("a", left, layout.bottom, right, layout.bottom)
    if layout.labelLies {
      svg.label(layout.axis.label, x: layout.margin, y: layout.top - 0.7 * fontSize)
    } else {
      svg.label(
        layout.axis.label, x: 1.1 * fontSize, y: layout.top + layout.plotHeight / 2,
        anchor: "middle", rotated: true)
    }
    if let baseline = layout.chart.baseline, layout.axis.range.contains(baseline) {
      svg.line("baselineLevel", left, layout.y(baseline), right, layout.y(baseline))
    }
  }

  private func bars(
    of group: BarChart.Group, at place: Int, in layout: BarLayout, into svg: inout SVGWriter
  ) {
    for (index, bar) in group.bars.enumerated() {
      guard let bar else { continue }
      let left = layout.left(ofBar: index, in: place)
      var from = layout.start
      for (part, length) in bar.parts.enumerated() where length > 0 {
        let to = layout.chart.parts.isEmpty ? length : from + length
        let (high, low) = (layout.y(max(from, to)), layout.y(min(from, to)))
        svg.rectangle(
          SVGStyle.series(layout.chart.parts.isEmpty ? index : part), x: left, y: high,
          width: layout.barWidth, height: max(0.3, low - high))
        from = to
      }
      if let range = bar.range {
        let middle = left + layout.barWidth / 2
        let ends = (layout.y(range.upperBound), layout.y(range.lowerBound))
        svg.line("whisker", middle, ends.0, middle, ends.1)
      }
    }
  }

  /// The digits of a bar beyond its end, where there is room for them.
  private func number(
    of bar: BarChart.Bar, at middle: Double, in layout: BarLayout, into svg: inout SVGWriter
  ) {
    guard layout.showsNumbers else { return }
    let isDownward = bar.value < layout.start
    let end = isDownward ? bar.range?.lowerBound : bar.range?.upperBound
    let y = layout.y(end ?? bar.value) + (isDownward ? 2 : -2)
    if layout.numbersLie {
      svg.label(
        bar.text, x: middle, y: isDownward ? y + 0.8 * fontSize : y, anchor: "middle",
        style: "digits")
    } else {
      svg.raw("<g style=\"font-size:")
      svg.number(layout.numberSize)
      svg.raw("px\">")
      svg.label(
        bar.text, x: middle + 0.35 * layout.numberSize, y: y,
        anchor: isDownward ? "end" : "start", style: "digits", rotated: true)
      svg.raw("</g>")
    }
  }

  /// The names below the groups and bars, and the notes.
  private func feet(of layout: BarLayout, into svg: inout SVGWriter) {
    for (place, group) in layout.chart.groups.enumerated() {
      if layout.showsBarNames {
        for (index, name) in layout.chart.bars.enumerated() where group.bars[index] != nil {
          let x = layout.left(ofBar: index, in: place) + layout.barWidth / 2
          svg.label(
            name, x: x + 0.35 * fontSize, y: layout.bottom + 0.4 * fontSize, anchor: "end",
            rotated: true)
        }
      }
      let (x, y) = (layout.middle(of: place), layout.namesTop)
      if layout.namesLie {
        svg.label(
          layout.names[place], x: x, y: y + fontSize, anchor: "middle",
          style: group.isMean ? "t" : nil)
      } else {
        svg.raw("<g transform=\"translate(")
        svg.number(x + 0.3 * fontSize)
        svg.raw(" ")
        svg.number(y + 0.8 * fontSize)
        svg.raw(")rotate(-40)\">")
        svg.label(
          layout.names[place], x: 0, y: 0, anchor: "end", style: group.isMean ? "t" : nil)
        svg.raw("</g>")
      }
      if group.isMean, place > 0 {
        let x = layout.left + layout.slot * (Double(place) + 0.25)
        svg.line("a", x, layout.top, x, layout.bottom)
      }
    }
    for (index, line) in layout.noteLines.enumerated() {
      svg.label(
        line, x: layout.margin, y: layout.notesTop + Double(index + 1) * 1.25 * fontSize, style: "n"
      )
    }
  }
}
