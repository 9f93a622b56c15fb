// SPDX-License-Identifier: GPL-3.0-or-later

/// A report as a page that lists all rows, and pages with the charts behind some of them each.
///
/// A browser opens each of them at once, however many benchmarks there are.
package struct PagedReport: Sendable {
  /// The page that lists all rows, each with a link to where its chart is.
  package private(set) var index: Report
  /// The pages with charts, first to last.
  package private(set) var pages: [Report] = []

  /// The name of the file of the page that lists all rows.
  package static let nameOfIndex = "index.html"

  /// Divides a report.
  ///
  /// - Parameters:
  ///   - report: A report with one section of charts; one without any has no pages.
  ///   - size: How many rows a page has at most, at least 1.
  /// - Complexity: O(size of the report).
  package init(_ report: Report, rowsPerPage size: Int) {
    index = report
    guard let number = report.sections.firstIndex(where: { !$0.charts.isEmpty }) else { return }
    let (section, size) = (report.sections[number], max(1, size))
    let starts = Array(stride(from: 0, to: section.table.rows.count, by: size))
    index.sections[number] = Report.Section(
      table: section.table,
      targets: section.table.rows.indices.map { row in
        let page = row / size
        return "\(Self.name(of: page, among: starts.count))#row-1-\(row - starts[page] + 1)"
      })
    pages = starts.enumerated().map { page, start in
      let rows = start..<min(start + size, section.table.rows.count)
      return Report(
        title: report.title, facts: [Fact(name: "Page", value: "\(page + 1) of \(starts.count)")],
        sections: [
          Report.Section(
            table: section.table.showing(rows: rows), charts: Array(section.charts[rows]))
        ],
        links: Self.links(from: page, among: starts.count))
    }
  }

  /// The names of the files of the pages with charts, in their order.
  package var names: [String] {
    pages.indices.map { Self.name(of: $0, among: pages.count) }
  }

  private static func name(of page: Int, among count: Int) -> String {
    "page-\((page + 1).padded(to: max(2, String(count).count))).html"
  }

  private static func links(from page: Int, among count: Int) -> [Report.Link] {
    let before =
      page > 0 ? [Report.Link(name: "Page before", target: name(of: page - 1, among: count))] : []
    let next =
      page + 1 < count
      ? [Report.Link(name: "Next page", target: name(of: page + 1, among: count))] : []
    return [Report.Link(name: "All benchmarks", target: nameOfIndex)] + before + next
  }
}

extension Int {
  /// The digits of a number that is not negative, after as many zeros as make it so long: names of
  /// files sort so.
  package func padded(to digits: Int) -> String {
    let own = String(self)
    return String(repeating: "0", count: Swift.max(0, digits - own.count)) + own
  }
}

extension Table {
  /// The table with some of its rows alone, and the notes that concern them or all.
  fileprivate func showing(rows shown: Range<Int>) -> Table {
    var table = self
    table.rows = Array(rows[shown])
    let numbers = Set(table.rows.flatMap(\.notes))
    table.notes = notes.filter { note in note.number.map(numbers.contains) ?? true }
    return table
  }
}
