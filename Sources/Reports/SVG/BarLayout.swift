// SPDX-License-Identifier: GPL-3.0-or-later

import Changepoints
internal import RealModule

/// Where everything stands in a figure of bars, in points from its upper left corner.
struct BarLayout {
  let chart: BarChart
  let width: Double
  let height: Double
  let fontSize: Double
  /// The names of what colors stand for: parts, or configurations.
  let key: [String]
  /// The places of the key's entries.
  private(set) var keyPlaces: [(x: Double, y: Double)] = []
  /// The names of the groups, each short enough for its place.
  private(set) var names: [String] = []
  /// Whether names of groups stand level, and not aslant.
  private(set) var namesLie = true
  /// Whether the digits of bars are shown.
  private(set) var showsNumbers = false
  /// Whether they stand level, and not upright.
  private(set) var numbersLie = false
  /// The size of their font, less than that of other text where bars are narrow.
  private(set) var numberSize = 0.0
  /// Whether the label of the axis stands above it, for it is longer than the axis.
  private(set) var labelLies = false
  /// Whether each bar has its name below.
  private(set) var showsBarNames = false
  private(set) var noteLines: [String] = []
  private(set) var axis = Axis(label: "", range: 0...1)
  /// The edges of the plot.
  private(set) var left = 0.0
  private(set) var top = 0.0
  private(set) var bottom = 0.0
  private var namesHeight = 0.0

  init(_ chart: BarChart, width: Double, height: Double, fontSize: Double) {
    (self.chart, self.width, self.height, self.fontSize) = (chart, width, height, fontSize)
    key = chart.parts.isEmpty ? chart.bars : chart.parts
    placeKey()
    // The ticks that a high plot would have, for the room beside it.
    axis = axis(overHeight: height)
    let ticks = axis.ticks.map { textWidth($0.text) }.max() ?? 0
    left = (axis.label.isEmpty ? 0.4 : 1.8) * fontSize + ticks + 0.4 * fontSize
    placeNames()
    let notes =
      chart.notes
      + (chart.parts.isEmpty || showsBarNames || chart.bars.count < 2
        ? [] : ["Bars, from left to right: \(chart.bars.joined(separator: ", "))."])
    let characters = Int(clamped: (width - 2 * margin) / characterWidth)
    noteLines = notes.flatMap { $0.wrapped(to: max(10, characters)) }
    bottom =
      height - namesHeight - 1.25 * fontSize * Double(noteLines.count)
      - (noteLines.isEmpty ? 0.2 : 0.6) * fontSize
    bottom = max(bottom, top + 3 * fontSize)
    labelLies = textWidth(chart.label) > plotHeight
    if labelLies {
      top += 1.4 * fontSize
      left -= 1.4 * fontSize
    }
    axis = axis(overHeight: plotHeight)
  }

  /// The room at the edges.
  var margin: Double { 0.4 * fontSize }
  /// How high digits are with a gap, in sizes of the font; upright ones are as wide.
  private static let digitHeight = 0.92
  /// Fonts differ, so letters get a little more than is common.
  private var characterWidth: Double { 0.55 * fontSize }

  private func textWidth(_ text: String) -> Double {
    characterWidth * Double(text.displayWidth)
  }

  // MARK: Places

  var plotWidth: Double { width - left - margin }
  var plotHeight: Double { bottom - top }
  /// The room of a group with the gap before it; means stand half a group apart.
  var slot: Double {
    plotWidth / (Double(max(1, chart.groups.count)) + (hasMean ? 0.5 : 0))
  }
  private var hasMean: Bool { chart.groups.contains(where: \.isMean) }
  private var room: Double { (chart.bars.count == 1 ? 0.6 : 0.84) * slot }
  /// The width of a bar.
  var barWidth: Double { room / Double(max(1, chart.bars.count)) }

  private func offset(of group: Int) -> Double {
    (Double(group) + (chart.groups[group].isMean ? 0.5 : 0)) * slot
  }

  /// The middle of a group.
  func middle(of group: Int) -> Double { left + offset(of: group) + slot / 2 }

  /// The left edge of a bar.
  func left(ofBar bar: Int, in group: Int) -> Double {
    left + offset(of: group) + (slot - room) / 2 + Double(bar) * barWidth
  }

  /// The height of a value; at the edge for one beyond it.
  func y(_ value: Double) -> Double {
    bottom - min(1, max(0, axis.part(of: value))) * plotHeight
  }

  /// The value at which bars begin.
  var start: Double {
    guard axis.isLogarithmic else { return 0 }
    return chart.baseline.map { axis.range.contains($0) ? $0 : axis.range.lowerBound }
      ?? axis.range.lowerBound
  }

  /// Where the names of groups begin.
  var namesTop: Double { bottom + barNamesHeight }
  /// Where the notes begin.
  var notesTop: Double { bottom + namesHeight }

  private var barNamesHeight: Double {
    showsBarNames ? (chart.bars.map(textWidth).max() ?? 0) + 0.6 * fontSize : 0
  }

  // MARK: Finding them

  private mutating func placeKey() {
    var y = margin + fontSize + (chart.title.isEmpty ? 0 : 1.6 * fontSize)
    guard key.count > 1 || !chart.parts.isEmpty else {
      top = y - 0.4 * fontSize
      return
    }
    var x = margin
    for name in key {
      let advance = 2.2 * fontSize + textWidth(name)
      if x > margin, x + advance > width {
        (x, y) = (margin, y + 1.3 * fontSize)
      }
      keyPlaces.append((x, y))
      x += advance
    }
    top = y + 0.8 * fontSize
  }

  private mutating func placeNames() {
    let texts = chart.groups.flatMap { $0.bars.compactMap { $0?.text } }
    let longest = texts.map(textWidth).max() ?? 0
    numbersLie = longest <= barWidth
    numberSize = numbersLie ? fontSize : min(fontSize, barWidth / Self.digitHeight)
    showsNumbers = chart.parts.isEmpty && numberSize >= 0.75 * fontSize
    showsBarNames = !chart.parts.isEmpty && chart.bars.count > 1 && barWidth >= 0.9 * fontSize
    let groupNames = chart.groups.map(\.name)
    namesLie = groupNames.allSatisfy { textWidth($0) <= slot - 0.3 * fontSize }
    let longestName =
      namesLie ? Int.max : max(8, Int(clamped: 0.35 * height / (0.64 * characterWidth)))
    names = groupNames.shortenedInTheMiddle(to: longestName)
    let widest = names.map(textWidth).max() ?? 0
    namesHeight = barNamesHeight + (namesLie ? 1.4 * fontSize : 0.6 * widest + fontSize)
  }

  private func axis(overHeight height: Double) -> Axis {
    let shown = chart.groups.flatMap(\.bars).compactMap(\.self)
    let tops = shown.map { max($0.value, $0.range?.upperBound ?? 0) }.filter(\.isFinite)
    let digits =
      showsNumbers
      ? numbersLie
        ? 1.4 * fontSize
        : (shown.map { textWidth($0.text) }.max() ?? 0) * numberSize / fontSize + 4 : 0
    // Digits stand above the highest bar, but take no more than half of the height.
    let part = max(0.5, 1 - digits / max(1, height))
    let greatest = max(tops.max() ?? 1, chart.baseline ?? 0)
    let count = max(3, Int(clamped: height / (2.2 * fontSize)))
    guard chart.scale == .logarithmic else {
      return Axis(
        label: chart.label,
        range: chart.range ?? 0...1.02 * max(greatest, .leastNormalMagnitude) / part, ticks: count)
    }
    let positive = shown.map(\.value).filter { $0 > 0 } + [chart.baseline].compactMap(\.self)
    let least = positive.min() ?? 1
    let low =
      chart.baseline == nil
      ? Double.pow(10, (Double.log10(least / 1.5)).rounded(.down)) : least / 1.3
    let high = low * Double.pow(greatest * 1.1 / low, 1 / part)
    return Axis(label: chart.label, logarithmic: chart.range ?? low...max(high, 2 * low))
  }
}
