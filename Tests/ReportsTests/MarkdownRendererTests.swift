// SPDX-License-Identifier: GPL-3.0-or-later

import Reports
import Testing

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
    ("$x$", #"\$x\$"#), ("@me", "@<!-- -->me"), ("http://x", "http&#58;//x"), ("#1", "\\#1"),
    ("www.x.org", "www.<!-- -->x.org"), ("two\nlines", "two lines"), ("1.87 ± 0.03", "1.87 ± 0.03"),
    ("", ""),
  ])
  func namesAreText(name: String, escaped: String) {
    #expect(name.escapedForMarkdown == escaped)
  }

  @Test func footnotesStandAtTheLabelAndBelow() {
    let text = MarkdownRenderer().render(Table(summarizing: [SampleSummaries.summary()]))
    #expect(text.contains(#"| richards\_like<sup>2</sup> |"#))
    #expect(text.contains("<sup>2</sup> 2 of 10 executions crashed"))
    #expect(text.contains("| ≃ good inconsistent (7 warmup, 3 flat) |"))
  }
}
