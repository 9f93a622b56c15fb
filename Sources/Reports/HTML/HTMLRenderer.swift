// SPDX-License-Identifier: GPL-3.0-or-later

internal import Changepoints

/// Writes reports as one HTML file that needs nothing else: no network, no other file.
public struct HTMLRenderer: Sendable {
  /// The document.
  public var template: Template

  /// From so many rows on a table can be searched.
  private static let manyRows = 20

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
      "hasLinks": .flag(!report.links.isEmpty),
      "links": .list(
        report.links.map { ["name": .text($0.name), "target": .text($0.target)] }),
      "chartStyle": .text(SVGStyle.css),
      "symbolShapes": .text(ClassLabel.symbolDefinitions),
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
    let widths = columnWidths(of: table)
    return [
      "id": "table-\(number)", "title": .text(table.title),
      "hasRuns": .flag(!section.charts.isEmpty),
      "hasTargets": .flag(!section.targets.isEmpty),
      "isLong": .flag(table.rows.count >= Self.manyRows),
      "facts": Self.facts(table.statedFacts),
      "groups": .list(table.groups.map { group($0, of: section, number: number, widths: widths) }),
      "symbols": .list(
        table.classLabels.map {
          [
            "symbol": .text($0.symbolName), "word": .text($0.displayName),
            "meaning": .text($0.meaning),
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
    _ group: Table.Group, of section: Report.Section, number: Int, widths: [Int: Int]
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
            "share": .number(widths[index] ?? 0),
          ]
        }),
      "rows": .list(
        group.rows.map { row in
          [
            "id": "row-\(number)-\(row + 1)",
            "cells": .list(
              table.shownColumns.map { cell(in: $0, of: row, of: section, number: number) }),
            "runs": section.charts.isEmpty ? .nothing : runs(section.charts[row]),
          ]
        }),
    ]
  }

  /// How much of the page's width each shown column takes, in percent: the columns of all groups
  /// stand below one another, and what is long may be broken into lines.
  private func columnWidths(of table: Table) -> [Int: Int] {
    let widths = table.shownColumns.map { index in
      let column = table.columns[index]
      var text = TextColumn(column, at: index, of: table.rows, showsMarks: false)
      text.present {
        $0.stacksCounts = true
        $0.stacksIntervals = true
      }
      let words = column.headingWithUnit.split(separator: " ").map(\.count)
      // The sign for sorting stands beside the last word.
      let heading = (words.max() ?? 0) + 3
      let picture = table.rows.map { Self.pictureWidth($0.cells[index]) }.max() ?? 0
      return Double(max(heading, min(text.width, 24) + picture) + 2)
    }
    let all = widths.reduce(0, +)
    let shares = widths.map { Int(clamped: (100 * $0 / all).rounded(.down)) }
    return Dictionary(uniqueKeysWithValues: zip(table.shownColumns, shares))
  }

  /// How many letters the picture beside a cell's numbers is as wide as.
  private static func pictureWidth(_ cell: Cell) -> Int {
    switch cell {
    case .measured(let measured) where measured.thumbnail != nil: 6
    case .share(let share) where !share.isCounted: 30
    default: 0
    }
  }

  private func cell(
    in index: Int, of row: Int, of section: Report.Section, number: Int
  ) -> TemplateValue {
    let notes = section.table.rows[row].notes
    let column = section.table.columns[index]
    let isLabel = column.role == .label
    let cell = HTMLCell(cell: section.table.rows[row].cells[index], column: column)
    return [
      "heading": .text(column.headingWithUnit), "sort": .text(cell.sortKey),
      "styles": .text(cell.styles), "text": .text(cell.cell.plainText),
      "markup": .text(cell.markup),
      "target": .text(isLabel && !section.targets.isEmpty ? section.targets[row] : ""),
      "opens": .text(isLabel && !section.charts.isEmpty ? "row-\(number)-\(row + 1)-runs" : ""),
      "marks": .list(
        (isLabel ? notes : []).map { ["number": .number($0), "anchor": "note-\(number)-\($0)"] }),
    ]
  }

  private func runs(_ chart: Chart) -> TemplateValue {
    [
      "description": .text(chart.description),
      "panels": .list(chart.panels.map { .text(Self.plots.element($0)) }),
    ]
  }
}
