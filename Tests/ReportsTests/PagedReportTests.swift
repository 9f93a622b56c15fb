// SPDX-License-Identifier: GPL-3.0-or-later

import Reports
import Testing

/// A report as an index and pages.
@Suite struct PagedReportTests {
  private let report = Report(of: [SampleSummaries.summary(names: (0..<13).map { "bench\($0)" })])

  private func pages(_ size: Int) -> (index: String, pages: [String: String]) {
    let paged = PagedReport(report, rowsPerPage: size)
    let renderer = HTMLRenderer()
    return (
      renderer.render(paged.index),
      Dictionary(
        uniqueKeysWithValues: zip(paged.names, paged.pages.map { renderer.render($0) }))
    )
  }

  @Test(arguments: [1, 5, 26, 27, 1000])
  func everyLinkOfTheIndexLeadsToItsRow(size: Int) throws {
    let (index, pages) = pages(size)
    #expect(!index.contains("class=\"panels\""))
    let links = index.matches(
      of: /<a class="more" href="(?<page>page-\d+\.html)#(?<row>row-1-\d+)">(?<name>[^<]+)</)
    #expect(links.count == 26)
    #expect(Set(links.map { "\($0.page)#\($0.row)" }).count == 26)
    #expect(Set(links.map { String($0.page) }) == Set(pages.keys))
    #expect(pages.count == (26 + size - 1) / size)
    for link in links {
      let page = try #require(pages[String(link.page)])
      let row = try #require(page.firstRange(of: "<tbody id=\"\(link.row)\">"))
      let end = try #require(page[row.upperBound...].firstRange(of: "</tbody>"))
      let text = page[row.upperBound..<end.lowerBound]
      #expect(text.contains(">\(link.name)<") && text.contains("class=\"panels\""))
    }
  }

  @Test func pagesLeadToOneAnotherAndHoldNoMoreThanTheirs() throws {
    let paged = PagedReport(report, rowsPerPage: 10)
    #expect(paged.names == ["page-01.html", "page-02.html", "page-03.html"])
    #expect(paged.pages.map { $0.sections[0].table.rows.count } == [10, 10, 6])
    #expect(
      paged.pages.map { $0.links.map(\.target) } == [
        ["index.html", "page-02.html"], ["index.html", "page-01.html", "page-03.html"],
        ["index.html", "page-02.html"],
      ])
    #expect(PagedReport(report, rowsPerPage: 1).names.count == 26)
    for page in paged.pages {
      let table = page.sections[0].table
      let marks = Set(table.rows.flatMap(\.notes))
      #expect(table.notes.allSatisfy { note in note.number.map(marks.contains) ?? true })
      #expect(marks.isSubset(of: Set(table.notes.compactMap(\.number))))
    }
    // All else stands in the index.
    #expect(paged.index.sections.count == report.sections.count)
    #expect(paged.index.method == report.method)
  }

  @Test func longTablesCanBeSearched() {
    #expect(HTMLRenderer().render(report).contains("<p class=\"tools\" data-filters"))
    let short = Report(of: [SampleSummaries.summary(vms: ["V8"], names: ["a", "b"])])
    #expect(!HTMLRenderer().render(short).contains("<p class=\"tools\" data-filters"))
  }

  @Test(
    .enabled(if: Program.chromium.isWanted, "chromium is not installed"), arguments: [500, 1200])
  func rowsAreFoundByNameAndClass(width: Int) throws {
    let names = (0..<15).map { "sort\($0)" } + (0..<10).map { "parse\($0)" }
    let summary = SampleSummaries.summary(vms: ["V8"], names: names)
    let table = Table(summarizing: [summary])
    let result = try HTMLRendererTests.result(
      of: """
        const section = document.querySelector("[data-filters]").closest("section");
        const [name, label] = section.querySelectorAll("input, select");
        const shown = () => [...section.querySelectorAll("tr.data")].filter(r => r.offsetHeight > 0).length;
        const choose = (text, word) => {
          name.value = text; label.value = word;
          name.dispatchEvent(new Event("input", {bubbles: true}));
          return shown();
        };
        return [choose("", ""), choose("SORT", ""), choose("parse 3", ""), choose("x", ""),
          section.querySelector("table").offsetHeight, choose("", "flat"), section.querySelector("[role=status]").textContent, choose("", "")];
        """, on: HTMLRenderer().render(Report(of: [summary])), width: width)
    let flat = table.rows.count { row in row.cells.contains { $0.plainText.contains("flat") } }
    #expect(flat > 0 && flat < 25)
    #expect(result == "[25,15,1,0,0,\(flat),\"\(flat) of 25 shown\",25]")
  }
}
