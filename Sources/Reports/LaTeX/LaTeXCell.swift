// SPDX-License-Identifier: GPL-3.0-or-later

/// A cell of a table in LaTeX.
struct LaTeXCell {
  /// What stands in it.
  var cell: Cell
  /// The column that it stands in.
  var column: Column
  /// Whether room is short, so that symbols stand without their words.
  var isCompact: Bool

  /// What stands between two ampersands; `notes` are the numbers of those that concern the row.
  func markup(notes: [Int]) -> String {
    guard column.holdsNames else { return markup }
    let marks = notes.map { "\\textsuperscript{\($0)}" }
    return cell.plainText.breakableInLaTeX + marks.joined(separator: "\\textsuperscript{,}")
  }

  private var markup: String {
    switch cell {
    case .empty: ""
    case .text, .number: cell.plainText.escapedForLaTeX
    case .classes(let classes): markup(of: classes)
    case .measured(let measured): markup(of: measured)
    case .share(let share) where share.isCounted: share.text.escapedForLaTeX
    case .share(let share):
      share.percentage.escapedForLaTeX
        + " {\\wsintervalsize(\(NumberFormat.integer(share.count).escapedForLaTeX))}"
    case .change(let change):
      value(change.states, below: change.tellingVerdict ?? "", picture: "")
    case .verdict(let verdict): markup(of: verdict)
    }
  }

  private func markup(of classes: ClassesCell) -> String {
    let (overall, counts) = (classes.overall, classes.telling)
    // Of inconsistent executions the counts say more than the word.
    let isInconsistent = overall == .goodInconsistent || overall == .badInconsistent
    let needsWord = counts.isEmpty || !isInconsistent
    let showsWord = needsWord && (!isCompact || classes.counts.isEmpty)
    let mixture = counts.map { "\($0.count)\\,\($0.label.macro)" }.joined(separator: ", ")
    return overall.macro + "{}" + (showsWord ? " \(overall.displayName.escapedForLaTeX)" : "")
      + (mixture.isEmpty ? "" : " (\(mixture))")
  }

  private func markup(of measured: MeasuredCell) -> String {
    var range = measured.range.text
    if case .halfWidth(let halfWidth, _, _, _) = measured.range { range = "±\(halfWidth.text)" }
    switch measured.thumbnail {
    case .bar: return measured.text.escapedForLaTeX
    case .histogram(let histogram):
      return value(measured.value.withUnit, below: range, picture: bars(of: histogram))
    case nil: return value(measured.value.withUnit, below: range, picture: "\\kern1.8em")
    }
  }

  /// A value with something smaller below it and a picture, or room for one, beside it.
  private func value(_ value: String, below: String, picture: String) -> String {
    "\\wsvalue{\(value.escapedForLaTeX)}{\(below.escapedForLaTeX)}{\(picture)}"
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

  private func markup(of verdict: VerdictCell) -> String {
    let word = verdict.shownWord.escapedForLaTeX
    let reasons = verdict.reasons.map { "\\\\[-.2ex]{\\wsintervalsize \($0.escapedForLaTeX)}" }
    return "\\begin{tabular}[t]{@{}l@{}}" + (verdict.isTelling ? "\\textbf{\(word)}" : word)
      + reasons.joined() + "\\end{tabular}"
  }
}
