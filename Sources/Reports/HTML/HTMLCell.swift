// SPDX-License-Identifier: GPL-3.0-or-later

/// A cell of a table in HTML.
struct HTMLCell {
  /// What stands in it.
  var cell: Cell
  /// The column that it stands in.
  var column: Column

  /// The classes of the element, for the style sheet.
  var styles: String {
    var styles: [String] = []
    if column.alignment == .trailing { styles.append("number") }
    if column.role == .label { styles.append("label") }
    if cell == .empty { styles.append("empty") }
    return styles.joined(separator: " ")
  }

  /// What stands for the cell where a column is sorted: digits that JavaScript reads as a number,
  /// or text.
  var sortKey: String {
    switch cell {
    case .empty: ""
    case .text(let text): text
    case .number(.range(let range)): String(range.lowerBound)
    case .number(.exact(let number)): number.exact.description
    case .classes(let classes):
      String(ClassLabel.allCases.firstIndex(of: classes.overall) ?? 0)
    case .measured(let measured): measured.value.exact.description
    case .share(let share): String(share.count)
    case .change(let change):
      switch change.candidate {
      case .absent: ""
      case .word(let word): word
      case .number(let number): number.exact.description
      }
    case .verdict(let verdict): verdict.word
    }
  }

  /// What the element holds.
  var markup: String {
    switch cell {
    case .empty: ""
    case .text, .number: cell.plainText.escapedForXML
    case .classes(let classes): Self.markup(of: classes)
    case .measured(let measured): Self.markup(of: measured)
    case .share(let share) where share.isCounted: share.text.escapedForXML
    case .share(let share):
      """
      <span class="share"><i style="width:\(Self.width(share.count, of: share.total))%"></i>\
      <span>\(share.percentage) <small>(\(NumberFormat.integer(share.count)))</small></span></span>
      """
    case .change(let change):
      Self.verdict(
        after: change.states, word: change.tellingVerdict ?? "", tone: change.tone, reasons: [])
    case .verdict(let verdict):
      Self.verdict(
        after: "", word: verdict.shownWord, tone: verdict.isTelling ? verdict.tone : .neutral,
        reasons: verdict.reasons)
    }
  }

  /// The symbol of a class, which the page defines once.
  static func symbol(_ label: ClassLabel) -> String {
    """
    <svg class="symbol s-\(label.symbolName)" aria-hidden="true">\
    <use href="#symbol-\(label.symbolName)"/></svg>
    """
  }

  private static func markup(of classes: ClassesCell) -> String {
    let total = classes.counts.reduce(0) { $0 + $1.count }
    let mix = classes.counts.map { count in
      let width = width(count.count, of: total)
      return "<span class=\"s-\(count.label.symbolName)\" style=\"width:\(width)%\"></span>"
    }.joined()
    let counts = classes.telling.map { count in
      "<span class=\"nobreak\">\(symbol(count.label))\(count.count) \(count.label.displayName)</span> "
    }.joined()
    let mixture =
      counts.isEmpty
      ? ""
      : "<span class=\"mix\" aria-hidden=\"true\">\(mix)</span><span class=\"counts\">\(counts)</span>"
    return """
      <div class="classes">\(symbol(classes.overall)) \(classes.overall.displayName)\(mixture)</div>
      """
  }

  private static func markup(of measured: MeasuredCell) -> String {
    let range = measured.range.text.escapedForXML
    let picture =
      switch measured.thumbnail {
      case .histogram(let histogram): histogram.svgElement
      case .bar(let bar): bar.svgElement
      case .sparkline(let sparkline): sparkline.svgElement
      case nil: ""
      }
    if case .sparkline = measured.thumbnail { return "<div class=\"measured\">\(picture)</div>" }
    let mark =
      measured.verdict.map { verdict in
        let tone = verdict.isTelling ? verdict.tone : .neutral
        return " <span class=\"tone-\(tone.rawValue)\" title=\"\(verdict.word.escapedForXML)\">"
          + "\(verdict.mark)</span>"
      } ?? ""
    return """
      <div class="measured"><div>\(measured.value.withUnit.escapedForXML)\(mark)\
      <span class="interval">\(range)</span></div>\(picture)</div>
      """
  }

  private static func verdict(
    after states: String, word: String, tone: Tone, reasons: [String]
  ) -> String {
    let verdict =
      word.isEmpty ? "" : "<span class=\"tone-\(tone.rawValue)\">\(word.escapedForXML)</span>"
    let why =
      reasons.isEmpty
      ? ""
      : "<span class=\"reasons\">\(reasons.joined(separator: ", ").escapedForXML)</span>"
    let space = states.isEmpty || word.isEmpty ? "" : " "
    return "<div>\(states.escapedForXML)\(space)\(verdict)\(why)</div>"
  }

  /// A share in per cent, as style sheets have it.
  private static func width(_ count: Int, of total: Int) -> String {
    NumberFormat.fixed(100 * Double(count) / Double(max(1, total)), decimals: 1)
  }
}
