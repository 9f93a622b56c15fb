// SPDX-License-Identifier: GPL-3.0-or-later

/// Writes reports as one HTML file that needs nothing else: no network, no other file.
public struct HTMLRenderer: Sendable {
  /// The document.
  public var template: Template

  private static let plots = SVGRenderer(panelWidth: 420, panelHeight: 110, panelsPerRow: 1)

  /// Creates a renderer with the built-in document, or another.
  public init(template: Template = .builtIn(.report)) {
    self.template = template
  }

  /// The report as a document.
  ///
  /// - Complexity: O(size of the report).
  public func render(_ report: Report) -> String {
    let styles = Set(report.sections.flatMap(\.charts).flatMap(\.styles))
    return template.render([
      "title": .text(report.title),
      "facts": Self.facts(report.facts),
      "chartStyle": .text(SVGStyle.css),
      "symbolShapes": .text(Behaviour.symbolDefinitions),
      "chartKey": .text(Self.plots.keyElement(MarkStyle.allCases.filter(styles.contains))),
      "sections": .list(report.sections.enumerated().map { self.section($1, number: $0 + 1) }),
      "hasMethod": .flag(!report.method.isEmpty || !report.options.isEmpty),
      "method": .list(report.method.map(TemplateValue.text)),
      "options": Self.facts(report.options),
    ])
  }

  /// A table as a document.
  ///
  /// - Complexity: O(size of the table).
  public func render(_ table: Table) -> String {
    // The title of the document is that of its one table.
    var untitled = table
    untitled.title = ""
    return render(Report(title: table.title, sections: [Report.Section(table: untitled)]))
  }

  private static func facts(_ facts: [Fact]) -> TemplateValue {
    .list(facts.map { ["name": .text($0.name), "value": .text($0.value)] })
  }

  // MARK: Tables

  private func section(_ section: Report.Section, number: Int) -> TemplateValue {
    let table = section.table
    return [
      "id": "table-\(number)", "title": .text(table.title),
      "hasRuns": .flag(!section.charts.isEmpty),
      "facts": Self.facts(table.statedFacts),
      "groups": .list(table.groups.map { group($0, of: section, number: number) }),
      "symbols": .list(
        table.behaviours.map {
          [
            "symbol": .text($0.symbolName), "word": .text($0.word), "meaning": .text($0.meaning),
          ]
        }),
      "legend": .list(table.legend.map(TemplateValue.text)),
      "notes": .list(
        table.notes.map { note in
          [
            "number": .text(note.number.map(String.init) ?? ""),
            "anchor": .text(note.number.map { "note-\(number)-\($0)" } ?? ""),
            "text": .text(note.text),
          ]
        }),
    ]
  }

  private func group(
    _ group: Table.Group, of section: Report.Section, number: Int
  ) -> TemplateValue {
    let table = section.table
    return [
      "groupHeading": .text(group.heading),
      "width": .number(table.shownColumns.count),
      "columns": .list(
        table.shownColumns.map { index in
          let column = table.columns[index]
          return [
            "heading": .text(column.heading), "unit": .text(column.unit ?? ""),
            "isNumber": .flag(column.alignment == .trailing),
          ]
        }),
      "rows": .list(
        group.rows.map { row in
          [
            "id": "row-\(number)-\(row + 1)",
            "marks": .list(
              table.rows[row].notes.map {
                ["number": .number($0), "anchor": "note-\(number)-\($0)"]
              }),
            "cells": .list(
              table.shownColumns.map {
                HTMLCell.values(of: table.rows[row].cells[$0], in: table.columns[$0])
              }),
            "runs": section.charts.isEmpty ? .nothing : runs(section.charts[row]),
          ]
        }),
    ]
  }

  private func runs(_ chart: Chart) -> TemplateValue {
    [
      "description": .text(chart.description),
      "panels": .list(chart.panels.map { .text(Self.plots.element($0)) }),
    ]
  }
}

/// The values that a template has for a cell of a table.
enum HTMLCell {
  static func values(of cell: Cell, in column: Column) -> TemplateValue {
    [
      "heading": .text(column.headingWithUnit),
      "sort": .text(sortKey(of: cell)),
      "isNumber": .flag(column.alignment == .trailing),
      "isLabel": .flag(column.role == .label),
      "isEmpty": .flag(cell == .empty),
      "text": .text(text(of: cell)),
      "behaviour": behaviour(in: cell),
      "measured": measured(in: cell),
      "share": share(in: cell),
      "verdict": verdict(in: cell),
    ]
  }

  /// What stands for the cell where a column is sorted: digits that JavaScript reads as a number,
  /// or text.
  private static func sortKey(of cell: Cell) -> String {
    switch cell {
    case .empty: ""
    case .text(let text): text
    case .count(let count): String(count)
    case .countRange(let range): String(range.lowerBound)
    case .behaviour(let behaviour): rank(of: behaviour)
    case .behaviours(let behaviours): rank(of: behaviours.overall)
    case .spread(let spread): spread.median.exact.description
    case .estimate(let estimate): estimate.value.exact.description
    case .share(let share): String(share.count)
    case .number(let number): number.exact.description
    case .interval(let interval): interval.value.exact.description
    case .bar(let bar): bar.ratio.description
    case .transition(let transition): sortKey(of: transition.candidate)
    case .verdict(let verdict): verdict.word
    }
  }

  private static func sortKey(of state: TransitionCell.State) -> String {
    switch state {
    case .absent: ""
    case .word(let word): word
    case .number(let number): number.exact.description
    }
  }

  private static func rank(of behaviour: Behaviour) -> String {
    String(Behaviour.allCases.firstIndex(of: behaviour) ?? 0)
  }

  private static func text(of cell: Cell) -> String {
    switch cell {
    case .text, .count, .countRange, .number: cell.plainText
    case .empty, .behaviour, .behaviours, .spread, .estimate, .share, .interval, .bar, .transition,
      .verdict:
      ""
    }
  }

  private static func behaviour(in cell: Cell) -> TemplateValue {
    switch cell {
    case .behaviour(let behaviour): values(of: behaviour, telling: [], all: [])
    case .behaviours(let behaviours):
      values(of: behaviours.overall, telling: behaviours.telling, all: behaviours.counts)
    default: .nothing
    }
  }

  private static func values(
    of overall: Behaviour, telling: [Behaviours.Count], all: [Behaviours.Count]
  ) -> TemplateValue {
    let total = Double(max(1, all.reduce(0) { $0 + $1.count }))
    return [
      "symbol": .text(overall.symbolName), "word": .text(overall.word),
      "hasCounts": .flag(!telling.isEmpty),
      "counts": .list(
        telling.map {
          [
            "symbol": .text($0.behaviour.symbolName), "word": .text($0.behaviour.word),
            "count": .number($0.count),
          ]
        }),
      "mix": .list(
        all.map {
          [
            "symbol": .text($0.behaviour.symbolName), "width": width(Double($0.count) / total),
          ]
        }),
    ]
  }

  private static func measured(in cell: Cell) -> TemplateValue {
    switch cell {
    case .spread(let spread):
      [
        "value": .text(spread.median.text), "unit": .text(spread.median.unit ?? ""),
        "interval": .text(spread.rangeText),
        "histogram": .text(spread.histogram?.svgElement ?? ""),
      ]
    case .estimate(let estimate):
      [
        "value": .text(estimate.value.text), "unit": .text(estimate.value.unit ?? ""),
        "interval": .text("± \(estimate.halfWidth.text)"),
        "histogram": .text(estimate.histogram?.svgElement ?? ""),
      ]
    case .interval(let interval):
      [
        "value": .text(interval.value.text), "unit": .text(interval.value.unit ?? ""),
        "interval": .text(interval.rangeText), "histogram": .text(""),
      ]
    case .bar(let bar):
      [
        "value": .text(bar.words), "unit": "", "interval": "",
        "histogram": .text(bar.svgElement),
      ]
    default: .nothing
    }
  }

  private static func verdict(in cell: Cell) -> TemplateValue {
    switch cell {
    case .transition(let transition):
      [
        "change": .text(transition.change), "word": .text(transition.tellingVerdict ?? ""),
        "tone": .text(transition.tone.rawValue), "reasons": "",
      ]
    case .verdict(let verdict):
      [
        "change": "", "word": .text(verdict.shownWord),
        "tone": .text((verdict.isTelling ? verdict.tone : .neutral).rawValue),
        "reasons": .text(verdict.reasons.joined(separator: ", ")),
      ]
    default: .nothing
    }
  }

  private static func share(in cell: Cell) -> TemplateValue {
    guard case .share(let share) = cell else { return .nothing }
    return [
      "percentage": .text(share.percentage), "count": .text(NumberFormat.integer(share.count)),
      "width": width(Double(share.count) / Double(max(1, share.total))),
    ]
  }

  /// A fraction in per cent, as style sheets have it.
  private static func width(_ fraction: Double) -> TemplateValue {
    .text(NumberFormat.fixed(100 * fraction, decimals: 1))
  }
}
