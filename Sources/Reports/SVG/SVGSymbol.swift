// SPDX-License-Identifier: GPL-3.0-or-later

extension ClassLabel {
  /// The name of the class in style sheets and identifiers.
  var symbolName: String {
    switch self {
    case .flat: "flat"
    case .warmup: "warmup"
    case .slowdown: "slowdown"
    case .noSteadyState: "noSteadyState"
    case .steady: "steady"
    case .tooFewIterations: "tooFewIterations"
    case .singleMeasurement: "singleMeasurement"
    case .goodInconsistent: "goodInconsistent"
    case .badInconsistent: "badInconsistent"
    case .inconsistent: "inconsistent"
    case .crashed: "crashed"
    }
  }

  /// The path that draws its symbol in a square of 16 by 16.
  var symbolPath: String {
    switch self {
    case .flat: "M1.5 8H14.5"
    case .warmup: "M2.5 2V13H14.5"
    case .slowdown: "M2.5 14V3H14.5"
    case .noSteadyState: "M1 8C3 1 6 1 8 8S13 15 15 8"
    case .steady: "M8 8H14.5M2 3L6 8L2 13"
    case .tooFewIterations: "M1.5 8H3M5.5 8H7M9.5 8H11"
    case .singleMeasurement: "M7 8H9"
    case .goodInconsistent: "M2 10.5H14M2 6C5 2.5 6.5 3 8 4.5S11 6.5 14 3"
    case .badInconsistent: "M2 5.5H14M2 10.5H14M10.5 2L5.5 14"
    case .inconsistent: "M2 10.5H14M1 5C3 1 5 1 8 5S13 9 15 5"
    case .crashed: "M3 3L13 13M13 3L3 13"
    }
  }

  /// The definitions of all symbols, for use by reference.
  static let symbolDefinitions = allCases.map { label in
    """
    <symbol id="symbol-\(label.symbolName)" viewBox="0 0 16 16"><path d="\(label.symbolPath)" \
    fill="none" stroke="currentColor" stroke-width="1.8" stroke-linecap="round" \
    stroke-linejoin="round"/></symbol>
    """
  }.joined()
}

extension Histogram {
  /// The bars as an element for a page that has the style sheet.
  var svgElement: String {
    var svg = SVGWriter()
    svg.raw("<svg class=\"bar\" viewBox=\"0 0 44 18\" role=\"img\" aria-label=\"")
    svg.text(
      """
      histogram of \(counts.reduce(0, +)) executions: \(counts.map(String.init).joined(separator: ", ")); \
      the median is in bin \(medianBin + 1)
      """)
    svg.raw("\">")
    let step = 44 / Double(counts.count)
    for (bin, height) in heights.enumerated() {
      let isMedian = bin == medianBin
      let bar = height > 0 ? max(1.5, 16 * height) : isMedian ? 1 : 0
      guard bar > 0 else { continue }
      svg.bar(
        x: Double(bin) * step, y: 17 - bar, width: step - 0.8, height: bar, isMarked: isMedian)
    }
    svg.raw("<path d=\"M0 17.5H44\" stroke=\"currentColor\" stroke-width=\".6\"/></svg>")
    return svg.text
  }
}

extension Sparkline {
  /// The bars as an element for a page that has the style sheet.
  var svgElement: String {
    var svg = SVGWriter()
    svg.raw("<svg class=\"bar wide\" viewBox=\"0 0 74 18\" role=\"img\" aria-label=\"")
    svg.text("how the results follow one another: \(text)")
    svg.raw("\">")
    let step = 74 / Double(heights.count)
    for (bar, height) in heights.enumerated() {
      svg.bar(
        x: Double(bar) * step, y: 15 - 14 * height, width: max(0.8, step - 0.6),
        height: 2 + 14 * height, isMarked: marked.contains(bar))
    }
    svg.raw("</svg>")
    return svg.text
  }
}

extension SVGWriter {
  /// A bar of a small chart in the colour of the text.
  fileprivate mutating func bar(
    x: Double, y: Double, width: Double, height: Double, isMarked: Bool
  ) {
    raw("<rect fill=\"currentColor\"")
    if isMarked { raw(" class=\"marked\"") }
    attribute("x", x)
    attribute("y", y)
    attribute("width", width)
    attribute("height", height)
    raw("/>")
  }
}

extension Bar {
  /// The bar as an element for a page that has the style sheet, with a stroke for the baseline.
  var svgElement: String {
    var svg = SVGWriter()
    svg.raw("<svg class=\"bar wide\" viewBox=\"0 0 74 18\" role=\"img\" aria-label=\"")
    svg.text("\(NumberFormat.fixed(100 * ratio, decimals: 0)) % of the baseline")
    svg.raw("\"><rect fill=\"currentColor\" x=\"0\" y=\"4\" height=\"10\"")
    svg.attribute("width", 73 * length)
    svg.raw("/><rect fill=\"currentColor\" class=\"marked\" y=\"1\" width=\"1\" height=\"16\"")
    svg.attribute("x", 73 * baseline)
    svg.raw("/></svg>")
    return svg.text
  }
}
