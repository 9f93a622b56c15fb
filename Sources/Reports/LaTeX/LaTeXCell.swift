// SPDX-License-Identifier: GPL-3.0-or-later

/// A cell of a table in LaTeX.
struct LaTeXCell {
  /// What stands in it.
  var cell: Cell
  /// The column that it stands in.
  var column: Column
  /// How narrowly it is written.
  var style: LaTeXStyle

  /// What stands between two ampersands; `notes` are the numbers of those that concern the row.
  func box(notes: [Int]) -> LaTeXBox {
    guard column.holdsNames else { return box }
    let name = cell.plainText
    let marks = notes.map { "\\textsuperscript{\($0)}" }.joined(separator: "\\textsuperscript{,}")
    let width =
      style.font.width(of: name)
      + style.smallFont.width(of: notes.map(String.init).joined(separator: ","))
    let most = style.nameWidth.map { $0 * style.size } ?? .infinity
    let lines = max(1, (1.15 * width / most).rounded(.up))
    return LaTeXBox(
      markup: name.breakableInLaTeX + marks, width: min(width, most),
      height: (width > most ? lines : 1) * style.font.lineHeight)
  }

  private var box: LaTeXBox {
    switch cell {
    case .empty: LaTeXBox()
    case .text, .number: LaTeXBox(cell.plainText, style.font)
    case .classes(let classes): box(of: classes)
    case .measured(let measured): box(of: measured)
    case .share(let share) where share.isCounted: LaTeXBox(share.text, style.font)
    case .share(let share):
      LaTeXBox(share.percentage + " ", style.font)
        + small(LaTeXBox("(\(NumberFormat.integer(share.count)))", style.smallFont))
    case .change(let change): box(of: change)
    case .verdict(let verdict): box(of: verdict)
    }
  }

  private func box(of classes: ClassesCell) -> LaTeXBox {
    let (overall, counts) = (classes.overall, classes.telling)
    // Of inconsistent executions the counts say more than the word.
    let isInconsistent = [.goodInconsistent, .badInconsistent, .inconsistent].contains(overall)
    let needsWord = counts.isEmpty || !isInconsistent
    let showsWord = needsWord && (style.showsWords || classes.counts.isEmpty)
    let symbol = self.symbol(overall, style.font)
    let label = showsWord ? symbol + LaTeXBox(" " + overall.displayName, style.font) : symbol
    guard !counts.isEmpty else { return label }
    let font = style.stacksCounts ? style.smallFont : style.font
    let mixture = mixture(of: classes, in: font)
    return style.stacksCounts
      ? stack(label, mixture, alignment: "l") : label + LaTeXBox(" ", font) + mixture
  }

  /// How many executions have each class, small.
  private func mixture(of classes: ClassesCell) -> LaTeXBox {
    mixture(of: classes, in: style.smallFont)
  }

  private func mixture(of classes: ClassesCell, in font: LaTeXFont) -> LaTeXBox {
    let counts = classes.telling
    let separator = style.showsWords ? ", " : ",\u{2009}"
    return
      counts.enumerated().reduce(LaTeXBox("(", font)) { mixture, count in
        mixture
          + LaTeXBox((count.offset == 0 ? "" : separator) + "\(count.element.count)\u{2009}", font)
          + self.symbol(count.element.label, font)
      } + LaTeXBox(")", font)
  }

  /// From what to what, the difference below it; what is significant is bold.
  ///
  /// Classes are symbols, with how many executions have each below.
  private func box(of change: ChangeCell) -> LaTeXBox {
    if let classes = change.classes {
      var compact = self
      compact.style.showsWords = false
      let states = classes.map { compact.symbol($0.overall, style.font) }
      let mixes = classes.map { $0.telling.isEmpty ? nil : compact.mixture(of: $0) }
      let below =
        mixes.allSatisfy { $0 == nil }
        ? LaTeXBox()
        : zip(mixes, states).map { mix, _ in mix ?? LaTeXBox("–", style.smallFont) }
          .joined(by: LaTeXBox(" → ", style.smallFont))
      return stack(
        states.joined(by: LaTeXBox(" → ", style.font)) + LaTeXBox(verdictMark(change), style.font),
        below, alignment: "l")
    }
    let isTelling = change.tellingVerdict != nil
    let font = isTelling ? style.font.bold : style.font
    var states = LaTeXBox(change.states, font)
    if isTelling { states.markup = "\\textbf{\(states.markup)}" }
    let difference = change.difference.map { cell in
      LaTeXBox("δ \(cell.text)", style.smallFont)
    }
    return stack(states, difference ?? LaTeXBox(), alignment: "l")
  }

  /// The word of a verdict on classes that tells of a change, after a space.
  private func verdictMark(_ change: ChangeCell) -> String {
    change.tellingVerdict.map { " \($0)" } ?? ""
  }

  private func symbol(_ label: ClassLabel, _ font: LaTeXFont) -> LaTeXBox {
    LaTeXBox(markup: label.macro + "{}", width: 0.9 * font.em, height: font.lineHeight)
  }

  private func box(of measured: MeasuredCell) -> LaTeXBox {
    if case .bar? = measured.thumbnail { return LaTeXBox(measured.text, style.font) }
    var range = measured.range.text
    if case .halfWidth(let halfWidth, _, _, _) = measured.range { range = "±\(halfWidth.text)" }
    if case .sparkline(let sparkline)? = measured.thumbnail {
      return LaTeXBox(
        markup: bars(of: sparkline), width: 1.5 * style.font.em, height: style.font.lineHeight)
    }
    var value = LaTeXBox(measured.value.withUnit, style.font)
    if case .histogram(let histogram)? = measured.thumbnail, style.showsHistograms {
      return stack(value, LaTeXBox(range, style.smallFont), picture: bars(of: histogram))
    }
    // Where other rows have a histogram, the numbers stand below one another all the same.
    let room = column.hasHistograms && style.showsHistograms ? "\\kern\(Self.points(room))" : ""
    if measured.isTelling {
      value.markup = "\\textbf{\(value.markup)}"
      value.width = style.font.bold.width(of: measured.value.withUnit)
    }
    if let verdict = measured.verdict {
      value = value + LaTeXBox("\u{2009}" + verdict.mark, style.smallFont)
    }
    return stack(value, LaTeXBox(range, style.smallFont), picture: room)
  }

  /// A length as LaTeX reads it.
  static func points(_ length: Double) -> String {
    NumberFormat.fixed(length, decimals: 2).filter { $0 != "\u{2009}" } + "pt"
  }

  /// How wide a histogram is, with the gap before it.
  private var room: Double { 1.8 * style.font.em }

  /// A value with something smaller below it and a picture, or room for one, beside it.
  private func stack(
    _ value: LaTeXBox, _ below: LaTeXBox, picture: String = "", alignment: String = "r"
  ) -> LaTeXBox {
    guard !below.markup.isEmpty || !picture.isEmpty else { return value }
    return LaTeXBox(
      markup: "\\wsvalue[\(alignment)]{\(value.markup)}{\(below.markup)}{\(picture)}",
      width: max(value.width, below.width) + (picture.isEmpty ? 0 : room),
      // Every line of a table within a table is as high as those around it.
      height: below.markup.isEmpty ? value.height : 2 * style.font.lineHeight)
  }

  private func small(_ box: LaTeXBox) -> LaTeXBox {
    LaTeXBox(markup: "{\\wsintervalsize \(box.markup)}", width: box.width, height: box.height)
  }

  /// A bar per bin, the one with the median marked.
  private func bars(of histogram: Histogram) -> String {
    let bars = histogram.heights.enumerated().map { bin, height in
      let isMarked = bin == histogram.medianBin
      let tall = height > 0 ? max(0.08, height) : isMarked ? 0.05 : 0
      return "\\\(isMarked ? "wsmark" : "wsbar"){\(NumberFormat.fixed(tall, decimals: 2))}"
    }
    return "\\wshistogram{\(bars.joined())}"
  }

  /// A bar per value or few, those marked at which a new level begins.
  private func bars(of sparkline: Sparkline) -> String {
    let bars = sparkline.heights.enumerated().map { bar, height in
      let macro = sparkline.marked.contains(bar) ? "wsmark" : "wsbar"
      return "\\\(macro){\(NumberFormat.fixed(max(0.08, height), decimals: 2))}"
    }
    return "\\wshistogram{\(bars.joined())}"
  }

  private func box(of verdict: VerdictCell) -> LaTeXBox {
    let font = verdict.isTelling ? style.font.bold : style.font
    var box = LaTeXBox(verdict.shownWord, font)
    if verdict.isTelling { box.markup = "\\textbf{\(box.markup)}" }
    guard !verdict.reasons.isEmpty else { return box }
    box.markup = "\\begin{tabular}[t]{@{}l@{}}" + box.markup
    for reason in verdict.reasons {
      let line = LaTeXBox(reason, style.smallFont)
      box.markup += "\\\\[-.2ex]" + small(line).markup
      box.width = max(box.width, line.width)
      box.height += style.font.lineHeight
    }
    box.markup += "\\end{tabular}"
    return box
  }
}

extension Column {
  /// Whether numbers have histograms beside them.
  var hasHistograms: Bool {
    switch content {
    case .measured(.spread), .measured(.estimate): true
    default: false
    }
  }
}
