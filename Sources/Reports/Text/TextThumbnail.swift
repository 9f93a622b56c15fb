// SPDX-License-Identifier: GPL-3.0-or-later

import Changepoints

extension StyledText {
  /// A bar in eighths of a character, with a stroke where the baseline's ends.
  static func bar(_ bar: Bar, columns: Int = 14) -> StyledText {
    let parts = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"]
    let eighths = Int(clamped: (bar.length * Double(8 * columns)).rounded())
    let filled = String(repeating: "█", count: eighths / 8) + parts[eighths % 8]
    let end = Int(clamped: (bar.baseline * Double(columns)).rounded())
    guard end > filled.count else { return StyledText(filled) }
    let gap = String(repeating: " ", count: end - filled.count)
    return StyledText(filled) + StyledText(gap + "│", .faint)
  }

  /// Adds two spaces and a bar per bin, with the bin that holds the median in brackets.
  mutating func append(thumbnail histogram: Histogram) {
    reserveCapacity(forMore: 1 + histogram.counts.count)
    self += StyledText("  ")
    for (bin, height) in histogram.heights.enumerated() {
      let bar = height == 0 ? "·" : bars[Int(clamped: height * Double(bars.count - 1))]
      let isMedian = bin == histogram.medianBin
      self += StyledText(isMedian ? "[\(bar)]" : bar, isMedian ? .marked : .faint)
    }
  }
}

private let bars = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]

extension ClassLabel {
  /// A character of one column that stands for the class in text.
  var textSymbol: String {
    switch self {
    case .flat: "─"
    case .warmup: "└"
    case .slowdown: "┌"
    case .noSteadyState: "∿"
    case .steady: "╘"
    case .tooFewIterations: "┄"
    case .singleMeasurement: "·"
    case .goodInconsistent: "≃"
    case .badInconsistent: "≠"
    case .inconsistent: "≄"
    case .crashed: "✗"
    }
  }
}
