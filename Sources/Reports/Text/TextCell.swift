// SPDX-License-Identifier: GPL-3.0-or-later

/// A cell as lines of text; the lines of a column are aligned where their two halves meet.
struct TextCell {
  struct Line {
    /// What stands before the place where the column's lines are aligned.
    var before = StyledText()
    /// What stands from there on.
    var after = StyledText()
  }

  /// Most cells have one line, which takes no memory beside the cell.
  private var first: Line
  private var others: [Line]

  /// Creates a cell of at least one line.
  init(lines: [Line]) {
    first = lines[0]
    others = Array(lines.dropFirst())
  }

  /// Creates a cell of one line.
  init(_ line: Line) {
    first = line
    others = []
  }

  /// How many lines it has.
  var height: Int { 1 + others.count }

  /// One of the lines, from 0; `nil` behind the last.
  subscript(line: Int) -> Line? {
    guard line > 0 else { return first }
    return line < height ? others[line - 1] : nil
  }

  /// The widths of the two halves.
  var widths: (before: Int, after: Int) {
    others.reduce((first.before.width, first.after.width)) {
      (max($0.0, $1.before.width), max($0.1, $1.after.width))
    }
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
    case .empty, .text, .number:
      let text = StyledText(cell.plainText)
      self.init(alignment == .leading ? Line(after: text) : Line(before: text))
    case .classes(let classes): self.init(classes, as: presentation)
    case .measured(let measured): self.init(measured, as: presentation)
    case .share(let share) where share.isCounted:
      self.init(Line(before: StyledText(share.text)))
    case .share(let share):
      self.init(
        Line(
          before: StyledText(share.percentage + " "),
          after: StyledText("(\(NumberFormat.integer(share.count)))", .faint)))
    case .change(let change): self.init(change, as: presentation)
    case .verdict(let verdict): self.init(verdict, as: presentation)
    }
  }

  private init(_ classes: ClassesCell, as presentation: TextPresentation) {
    let label = classes.overall
    let word = StyledText("\(label.textSymbol) \(label.displayName)", .label(label))
    guard !classes.telling.isEmpty else {
      self.init(Line(after: word))
      return
    }
    guard presentation.stacksCounts else {
      self.init(Line(after: word + StyledText(": \(classes.tellingText)")))
      return
    }
    // No line is wider than the longest class with its symbol, and none parts a number from its
    // word.
    let counts = classes.tellingText.wrapped(to: 18, partingOnlyAt: ", ")
    self.init(lines: [Line(after: word)] + counts.map { Line(after: StyledText("  " + $0)) })
  }

  private init(_ measured: MeasuredCell, as presentation: TextPresentation) {
    if case .bar(let bar)? = measured.thumbnail {
      self.init(Line(after: .bar(bar)))
      return
    }
    var value = measured.value.withUnit
    var range = StyledText(measured.range.text, .faint)
    if case .halfWidth(let halfWidth, _, _, _) = measured.range {
      value = measured.value.text
      range = StyledText("± \(halfWidth.withUnit)", .faint)
    }
    let mark =
      measured.verdict.map { verdict in
        StyledText(" " + verdict.mark, verdict.isTelling ? .tone(verdict.tone) : .faint)
      } ?? StyledText()
    if presentation.stacksIntervals {
      self.init(
        lines: [Line(before: StyledText(value), after: mark)]
          + (range.isEmpty ? [] : [Line(before: range)]))
      return
    }
    if case .histogram(let histogram)? = measured.thumbnail, presentation.showsHistograms {
      range.append(thumbnail: histogram)
    } else {
      range += mark
    }
    self.init(Line(before: StyledText(value + " "), after: range))
  }

  private init(_ change: ChangeCell, as presentation: TextPresentation) {
    if let word = change.unchangedWord {
      self.init(Line(after: StyledText(word)))
      return
    }
    let (before, after) = (
      StyledText(change.baseline.text), StyledText("→ \(change.candidate.text)")
    )
    let verdict = change.tellingVerdict.map { StyledText($0, .tone(change.tone)) }
    guard presentation.stacksIntervals else {
      let told = verdict.map { after + StyledText(", ") + $0 } ?? after
      self.init(Line(before: before + StyledText(" "), after: told))
      return
    }
    let told =
      verdict.map { verdict -> [Line] in
        // Below the value after the arrow, unless the column grew wider for it.
        let indent = min(2, max(0, after.width - verdict.width))
        return [Line(after: StyledText(String(repeating: " ", count: indent)) + verdict)]
      } ?? []
    if case .word = change.baseline {
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
      self.init(Line(after: word + why))
      return
    }
    let lines = reasons.wrapped(to: 12)
    self.init(lines: [Line(after: word)] + lines.map { Line(after: StyledText($0, .faint)) })
  }
}
