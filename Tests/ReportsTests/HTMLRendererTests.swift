// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Reports
import Testing
import WarmupStats

@Suite struct HTMLRendererTests {
  static let nasty = Report(
    of: [SampleSummaries.summary(vms: ["<VM>"], names: SampleSummaries.nastyNames)],
    title: "</title><script>alert(1)</script>")

  @Test func namesAreText() {
    let page = HTMLRenderer().render(Self.nasty)
    #expect(!page.contains("<script>alert"))
    #expect(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;"))
    #expect(page.contains("&quot;&amp;"))
    #expect(!page.contains("<VM>"))
    #expect(page.matches(of: /<script>/).count == 1)
  }

  @Test func everySymbolHasAWord() {
    let page = HTMLRenderer().render(Report(of: [SampleSummaries.summary()]))
    for match in page.matches(
      of: /<use href="#symbol-([A-Za-z]+)"\/><\/svg> ?(?:[0-9]+ )?([a-z ]+)/)
    {
      let word = match.output.2.lowercased().split(separator: " ").joined()
      #expect(word.hasPrefix(match.output.1.lowercased()), "\(match.output.0)")
    }
    #expect(page.contains("the median is in bin"))
  }

  @Test func nothingIsFetched() {
    let page = HTMLRenderer().render(Report(of: [SampleSummaries.summary()]))
    #expect(page.contains("default-src 'none'"))
    #expect(page.firstMatch(of: /(src|href)="(?!#)/) == nil)
    #expect(page.firstMatch(of: /url\(|@import/) == nil)
  }

  @Test func aReportOfManyExecutionsIsSmall() async throws {
    let summary = try await RecordedSummaries.vms.value
    let page = HTMLRenderer().render(Report(of: [summary]))
    // Three of the ten executions that 15 MB must hold.
    #expect(page.utf8.count < 15_000_000 * 3 / 10)
    #expect(page.matches(of: /<tr class="runs"/).count == summary.benchmarks.count)
  }

  @Test func aTableIsADocumentWithoutRuns() {
    let page = HTMLRenderer().render(Table(overall: [SampleSummaries.summary()]))
    #expect(page.contains("<td"))
    #expect(!page.contains("<tr class=\"runs\""))
  }

  /// Opens a page in headless Chromium with a script at its end, and gives what the script returns;
  /// a message on the console is a failure.
  static func result(of script: String, on page: String, width: Int = 1200) throws -> String {
    try Program.withFolder { folder in
      let probe = """
        <script>
        const answer = document.createElement("pre");
        answer.id = "answer";
        answer.textContent = JSON.stringify((() => { \(script) })());
        document.body.append(answer);
        </script></body>
        """
      let file = folder.appending(path: "page.html")
      try Data(page.replacing("</body>", with: probe).utf8).write(to: file)
      let (_, output) = try Program.chromium.run(
        [
          "--headless", "--no-sandbox", "--disable-gpu", "--enable-logging=stderr",
          "--window-size=\(width),900",
          "--user-data-dir=\(folder.path)/profile", "--dump-dom", file.absoluteString,
        ], in: folder)
      #expect(
        !output.contains(":CONSOLE"),
        "\(output.split(separator: "\n").filter { $0.contains(":CONSOLE") })")
      let answer = try #require(output.firstMatch(of: /<pre id="answer">([^<]*)<\/pre>/))
      return String(answer.output.1)
    }
  }

  @Test(
    .enabled(if: Program.chromium.isWanted, "chromium is not installed"), arguments: [500, 1200])
  func headingsStandBesideEachOther(width: Int) throws {
    let page = HTMLRenderer().render(Report(of: [SampleSummaries.summary()]))
    let result = try Self.result(
      of: """
        let overlaps = 0, count = 0;
        for (const row of document.querySelectorAll("thead tr")) {
          const boxes = [...row.querySelectorAll("button")].map(b => b.getBoundingClientRect());
          count += boxes.length;
          for (let i = 1; i < boxes.length; i++) {
            const [a, b] = [boxes[i - 1], boxes[i]];
            if (b.left < a.right && b.top < a.bottom && a.top < b.bottom) overlaps++;
          }
        }
        return [count > 5, overlaps, document.documentElement.scrollWidth <= innerWidth];
        """, on: page, width: width)
    #expect(result == "[true,0,true]")
  }

  @Test(.enabled(if: Program.chromium.isWanted, "chromium is not installed"))
  func tablesSortAndRowsOpen() throws {
    let page = HTMLRenderer().render(
      Report(of: [SampleSummaries.summary(vms: ["V8"], names: ["b", "a", "d", "c"])]))
    let result = try Self.result(
      of: """
        const table = document.querySelector("#table-2 table");
        const names = () => [...table.querySelectorAll("button.open")].map(b => b.textContent).join("");
        const headers = table.querySelectorAll("thead button");
        const before = names();
        headers[0].click(); headers[0].click();
        const descending = names();
        headers[4].click();
        const byPerformance = names();
        const row = table.querySelector("tr.runs");
        const closed = row.hidden;
        table.querySelector("tr.data").click();
        return [before, descending, byPerformance, closed, row.hidden, row.querySelectorAll("svg").length > 0];
        """, on: page)
    let fields = result.dropFirst().dropLast().split(separator: ",")
    #expect(fields[0] == "\"abcd\"")
    #expect(fields[1] == "\"dcba\"")
    #expect(fields[3...] == ["true", "false", "true"])
    let performances = Table(summarizing: [
      SampleSummaries.summary(vms: ["V8"], names: ["b", "a", "d", "c"])
    ]).rows.map { row -> (name: String, value: Double) in
      guard case .measured(let estimate) = row.cells.last else {
        return (row.cells[3].plainText, .infinity)
      }
      return (row.cells[3].plainText, estimate.value.exact)
    }
    let known = performances.filter { $0.value < .infinity }.sorted { $0.value < $1.value }
    #expect(fields[2].dropFirst().hasPrefix(known.map(\.name).joined()))
  }

  @Test(.enabled(if: Program.chromium.isWanted, "chromium is not installed"))
  func aPageOfNastyNamesOpens() throws {
    let page = HTMLRenderer().render(Self.nasty)
    let result = try Self.result(
      of: "return document.querySelectorAll('tr.data').length;", on: page)
    #expect(result == "\(Self.nasty.sections.reduce(0) { $0 + $1.table.rows.count })")
  }
}
