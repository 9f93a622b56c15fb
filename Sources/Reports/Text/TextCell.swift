// SPDX-License-Identifier: GPL-3.0-or-later

/// A cell as lines of text; the lines of a column are aligned where their two halves meet.
struct TextCell {
  struct Line {
    /// What stands before the place where the column's lines are aligned.
    var before = StyledText()
    /// What stands from there on.
    var after = StyledText()
  }

  var lines: [Line]

  /// The widths of the two halves.
  var widths: (before: Int, after: Int) {
    (lines.map(\.before.width).max() ?? 0, lines.map(\.after.width).max() ?? 0)
  }
}

/// How cells are written: at first in the widest way.
struct TextPresentation {
  /// Whether the numbers of executions stand below what they have in common.
  var stacksCounts = false
  /// Whether thumbnails show how the values lie.
  var showsHistograms = true
  /// Whether intervals stand below their values.
  var stacksIntervals = false
}

extension TextCell {
  init(_ cell: Cell, as presentation: TextPresentation, alignment: Column.Alignment) {
    switch cell {
    case .behaviour(let behaviour): self.init(lines: [Line(after: Self.symbolAndWord(behaviour))])
    case .behaviours(let behaviours): self.init(behaviours, as: presentation)
    case .spread(let spread):
      self.init(
        StyledText(spread.median.withUnit), StyledText(spread.rangeText, .faint),
        histogram: spread.histogram, as: presentation)
    case .estimate(let estimate):
      self.init(
        StyledText(estimate.value.text), StyledText("± \(estimate.halfWidth.withUnit)", .faint),
        histogram: estimate.histogram, as: presentation)
    case .share(let share):
      self.init(
        lines: [
          Line(
            before: StyledText(share.percentage + " "),
            after: StyledText("(\(NumberFormat.integer(share.count)))", .faint))
        ])
    case .interval(let interval):
      self.init(
        StyledText(interval.value.withUnit), StyledText(interval.rangeText, .faint),
        histogram: nil, as: presentation)
    case .bar(let bar): self.init(lines: [Line(after: .bar(bar))])
    case .transition(let transition): self.init(transition, as: presentation)
    case .verdict(let verdict): self.init(verdict, as: presentation)
    case .empty, .text, .count, .countRange, .number:
      let text = StyledText(cell.plainText)
      self.init(lines: [alignment == .leading ? Line(after: text) : Line(before: text)])
    }
  }

  private init(_ behaviours: Behaviours, as presentation: TextPresentation) {
    let overall = behaviours.overall
    let word = Self.symbolAndWord(overall)
    guard !behaviours.telling.isEmpty else {
      self.init(lines: [Line(after: word)])
      return
    }
    guard presentation.stacksCounts else {
      self.init(lines: [Line(after: word + StyledText(": \(behaviours.tellingWords)"))])
      return
    }
    // No line is wider than the longest behaviour with its symbol, and none parts a number from
    // its word.
    let counts = behaviours.tellingWords.wrapped(to: 18, partingOnlyAt: ", ")
    self.init(lines: [Line(after: word)] + counts.map { Line(after: StyledText("  " + $0)) })
  }

  private init(_ transition: TransitionCell, as presentation: TextPresentation) {
    if let word = transition.unchangedWord {
      self.init(lines: [Line(after: StyledText(word))])
      return
    }
    let (before, after) = (
      StyledText(transition.baseline.text), StyledText("→ \(transition.candidate.text)")
    )
    let verdict = transition.tellingVerdict.map { StyledText($0, .tone(transition.tone)) }
    guard presentation.stacksIntervals else {
      let told = verdict.map { after + StyledText(", ") + $0 } ?? after
      self.init(lines: [Line(before: before + StyledText(" "), after: told)])
      return
    }
    let told =
      verdict.map { verdict -> [Line] in
        // Below the value after the arrow, unless the column grew wider for it.
        let indent = min(2, max(0, after.width - verdict.width))
        return [Line(after: StyledText(String(repeating: " ", count: indent)) + verdict)]
      } ?? []
    if case .word = transition.baseline {
      self.init(lines: [Line(after: before), Line(after: after)] + told)
    } else {
      self.init(lines: [Line(before: before + StyledText(" "), after: after)] + told)
    }
  }

  private init(_ verdict: VerdictCell, as presentation: TextPresentation) {
    let word = StyledText(verdict.shownWord, verdict.isTelling ? .tone(verdict.tone) : .plain)
    let reasons = verdict.reasons.joined(separator: ", ")
    guard !reasons.isEmpty, presentation.stacksIntervals else {
      let why = StyledText(reasons.isEmpty ? "" : ": \(reasons)")
      self.init(lines: [Line(after: word + why)])
      return
    }
    let lines = reasons.wrapped(to: 12)
    self.init(lines: [Line(after: word)] + lines.map { Line(after: StyledText($0, .faint)) })
  }

  private static func symbolAndWord(_ behaviour: Behaviour) -> StyledText {
    StyledText("\(behaviour.textSymbol) \(behaviour.word)", .behaviour(behaviour))
  }

  private init(
    _ value: StyledText, _ interval: StyledText, histogram: Histogram?,
    as presentation: TextPresentation
  ) {
    if presentation.stacksIntervals {
      self.init(lines: [Line(before: value), Line(before: interval)])
    } else {
      let shown = presentation.showsHistograms ? histogram : nil
      let thumbnail = shown.map { StyledText("  ") + .thumbnail($0) } ?? StyledText()
      self.init(
        lines: [Line(before: value + StyledText(" "), after: interval + thumbnail)])
    }
  }
}

extension StyledText {
  /// A bar in eighths of a character, with a stroke where the baseline's ends.
  fileprivate static func bar(_ bar: BarCell, columns: Int = 14) -> StyledText {
    let parts = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"]
    let eighths = Int((bar.length * Double(8 * columns)).rounded())
    let filled = String(repeating: "█", count: eighths / 8) + parts[eighths % 8]
    let end = Int((bar.baseline * Double(columns)).rounded())
    guard end > filled.count else { return StyledText(filled) }
    let gap = String(repeating: " ", count: end - filled.count)
    return StyledText(filled) + StyledText(gap + "│", .faint)
  }

  /// A bar per bin, with the bin that holds the median in brackets.
  fileprivate static func thumbnail(_ histogram: Histogram) -> StyledText {
    let bars = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]
    var text = StyledText()
    for (bin, height) in histogram.heights.enumerated() {
      let bar = height == 0 ? "·" : bars[Int(height * Double(bars.count - 1))]
      let isMedian = bin == histogram.medianBin
      text = text + StyledText(isMedian ? "[\(bar)]" : bar, isMedian ? .marked : .faint)
    }
    return text
  }
}

extension Behaviour {
  /// A character of one column that stands for the behaviour in text.
  var textSymbol: String {
    switch self {
    case .flat: "─"
    case .warmup: "└"
    case .slowdown: "┌"
    case .noSteadyState: "∿"
    case .goodInconsistent: "≃"
    case .badInconsistent: "≠"
    case .crashed: "✗"
    }
  }
}
