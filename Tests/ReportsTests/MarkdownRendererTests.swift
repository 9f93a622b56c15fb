// SPDX-License-Identifier: GPL-3.0-or-later

import Reports
import Testing
import WarmupStats

@Suite struct MarkdownRendererTests {
  @Test func everyRowHasACellPerColumn() {
    for names in [SampleSummaries.names, SampleSummaries.nastyNames] {
      let table = Table(summarizing: [SampleSummaries.summary(names: names)])
      let lines = MarkdownRenderer().render(table).split(separator: "\n")
        .filter { $0.hasPrefix("|") }
      #expect(lines.count == table.rows.count + 2 * table.groups.count)
      for line in lines {
        #expect(line.replacing("\\|", with: "").count { $0 == "|" } == table.shownColumns.count + 1)
      }
    }
  }

  @Test(arguments: [
    ("<script>", "&lt;script&gt;"), ("a|b", #"a\|b"#), ("*x*_y_", #"\*x\*\_y\_"#),
    (#"\|"#, #"\\\|"#), ("[a](b)", #"\[a\](b)"#), ("&amp;", "&amp;amp;"), ("`x`", #"\`x\`"#),
    ("$x$", #"\$x\$"#), ("@me", "@<!-- -->me"), ("http://x", "http:<!-- -->//x"), ("#1", "\\#1"),
    ("www.x.org", "www.<!-- -->x.org"), ("two\nlines", "two lines"), ("1.87 ± 0.03", "1.87 ± 0.03"),
    ("", ""), ("a: b:c", "a: b:c"), (":tada:", ":<!-- -->tada:"), ("b:V8:x", "b:V8:x"),
    ("\"\u{301}\r\n|", "\"\u{301}  \\|"),
    ("::error::x", "::<!-- -->error::x"), ("*\u{301}", "\\*\u{301}"),
  ])
  func namesAreText(name: String, escaped: String) {
    #expect(name.escapedForMarkdown == escaped)
  }

  @Test func footnotesStandAtTheLabelAndBelow() {
    let text = MarkdownRenderer().render(Table(summarizing: [SampleSummaries.summary()]))
    #expect(text.contains(#"| richards\_like<sup>1</sup> |"#))
    #expect(text.contains("<sup>1</sup> "))
    #expect(text.contains(" of 10 executions crashed, and took no part. (and "))
    #expect(text.contains("| ≃ good inconsistent (7 warmup, 3 flat) |"))
  }

  // MARK: Comments on pull requests

  /// A comparison of as many benchmarks, of which every tenth is slower and every thirtieth faster.
  private static func comparison(of count: Int, name: (Int) -> String = { "b\($0)" }) -> Table {
    let columns = [
      Column(name: "benchmark", heading: "Benchmark", content: .text, role: .label),
      Column(name: "change_percent", heading: "Change", content: .number, unit: "%"),
      Column(name: "verdict", heading: "Verdict", content: .verdict(isExplained: false)),
    ]
    let rows = (0..<count).map { index in
      let tone: Tone = index % 30 == 0 ? .better : index % 10 == 0 ? .worse : .neutral
      return Row(
        cells: [
          .text(name(index)), .exact(Numeral(exact: 1, text: "+1.25 [+0.25, +2.25]")),
          .verdict(VerdictCell(word: "\(tone)", tone: tone)),
        ], notes: index % 3 == 0 ? [index / 3 + 1] : [])
    }
    let mean = Row(cells: [.text("geometric mean"), .exact(Numeral(exact: 1, text: "+1")), .empty])
    return Table(
      title: "t", columns: columns, rows: rows + [mean], legend: ["The totals.", "The rest."],
      notes: (0..<(count + 2) / 3).map {
        Note(number: $0 + 1, text: "the clock of b\(3 * $0) is coarse", kind: .coarseClock)
      })
  }

  @Test func whatChangedComesFirstAndTheRestCanBeOpened() throws {
    let text = MarkdownRenderer().render(Self.comparison(of: 40))
    let parts = text.split(separator: "<details>")
    #expect(parts.count == 2)
    let changed = parts[0].matches(of: /\| (b[0-9]+|geometric mean)/).map { String($0.output.1) }
    #expect(changed == ["b10", "b20", "b0", "b30", "geometric mean"])
    #expect(parts[0].contains("The totals."))
    #expect(parts[1].contains("<summary>36 without a change</summary>\n\n|"))
    #expect(parts[1].matches(of: /\| b[0-9]+/).count == 36)
    #expect(!text.contains("&#58;"))
  }

  @Test func notesOfAKindAreOneNote() {
    let text = MarkdownRenderer().render(Self.comparison(of: 40))
    #expect(text.contains("<sup>1</sup> the clock of b0 is coarse (and 13 more of this kind)"))
    #expect(text.contains("| b39<sup>1</sup> |"))
    #expect(!text.contains("<sup>2</sup>"))
  }

  @Test func onlyWhatChangedIfAsked() {
    let table = Self.comparison(of: 40).withChangesOnly()
    #expect(table.rows.count == 5)
    #expect(
      table.legend == ["The totals.", "36 benchmarks without a change are not shown.", "The rest."])
    #expect(!MarkdownRenderer().render(table).contains("<details>"))
    #expect(Self.comparison(of: 0).withChangesOnly().legend.count == 2)
  }

  @Test(arguments: [1, 40, 400, 4000])
  func aCommentIsNoLongerThanItMayBe(count: Int) {
    let name = { (index: Int) in
      "org.example.performance.collections.Concurrent\(index)Benchmark.measure(size=1024,threads=8)"
    }
    let table = Self.comparison(of: count, name: name)
    let text = MarkdownRenderer().render(table)
    #expect(text.utf8.count < 60_000)
    let rows = text.matches(of: /\| org\.example/).count
    let more = text.matches(of: /\n([0-9\u{2009}]+) more\.\n/).map {
      Int($0.output.1.filter(\.isWholeNumber)) ?? 0
    }
    #expect(rows + more.reduce(0, +) == count + (rows + more.reduce(0, +) > count ? 1 : 0))
    #expect(text.contains("The rest."))
    let all = MarkdownRenderer(byteLimit: nil).render(table)
    #expect(all.matches(of: /\| org\.example/).count == count)
    #expect(MarkdownRenderer().render([table, table]).utf8.count < 60_000)
  }
}
