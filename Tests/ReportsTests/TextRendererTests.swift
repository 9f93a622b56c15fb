// SPDX-License-Identifier: GPL-3.0-or-later

import Reports
import Testing
import WarmupStats

@Suite struct TextRendererTests {
  static let tables = [
    Table(summarizing: [SampleSummaries.summary()]),
    Table(summarizing: [SampleSummaries.summary(names: SampleSummaries.nastyNames)]),
    Table(summarizing: ["m1", "m2"].map { SampleSummaries.summary(machine: $0) }),
  ]

  @Test(arguments: [60, 80, 120, 200], tables.indices)
  func noLineIsWiderThanAsked(width: Int, table: Int) {
    let text = TextRenderer(width: width).render(Self.tables[table])
    for line in text.split(separator: "\n") {
      #expect(String(line).displayWidth <= width, "\(line)")
    }
  }

  @Test(arguments: [60, 80, 120, 200], tables.indices)
  func columnsAreAligned(width: Int, table: Int) throws {
    let table = Self.tables[table]
    let lines = TextRenderer(width: width).render(table).split(separator: "\n").map(String.init)
    // The class column starts at the same place in every row of the table.
    let symbols = Set("─└┌∿≃≠✗")
    let starts = lines.filter { !$0.hasPrefix("─") }.compactMap { line -> Int? in
      guard let place = line.firstIndex(where: symbols.contains), line.contains("  ") else {
        return nil
      }
      return String(line[..<place]).displayWidth
    }
    #expect(starts.count >= table.rows.count)
    #expect(Set(starts).count == 1)
  }

  @Test func everyClassHasASymbolAndAWord() {
    let text = TextRenderer(width: 80).render(Self.tables[0])
    for behaviour in ["└ warmup", "─ flat", "┌ slowdown", "∿ no steady state", "✗ crashed"] {
      #expect(text.contains(behaviour))
    }
    #expect(text.contains("7 warmup, 3 flat"))
    #expect(text.replacing("\n", with: " ").contains("± is half the width of its 99 % interval"))
  }

  @Test func histogramsShowWhereThereIsRoom() {
    let names = ["fasta", "n_body"]
    let table = Table(summarizing: [SampleSummaries.summary(names: names)])
    #expect(TextRenderer(width: 160).render(table).contains("[█]"))
    #expect(!TextRenderer(width: 60).render(table).contains("[█]"))
  }

  @Test func columnsThatAreLeftOutAreNamed() {
    let text = TextRenderer(width: 50).render(Self.tables[0])
    let words = text.replacing("\n", with: " ")
    #expect(words.contains("Not shown for want of room: Steady iteration, Time to steady."))
  }

  @Test func coloursAddNothingButEscapeSequences() {
    let plain = TextRenderer(width: 80).render(Self.tables[0])
    var colored = TextRenderer(width: 80, usesColor: true).render(Self.tables[0])
    #expect(colored.contains("\u{1B}["))
    colored.replace(/\u{1B}\[[0-9;]*m/, with: "")
    #expect(colored == plain)
  }

  @Test func namesCannotControlTheTerminal() {
    let text = TextRenderer(width: nil).render(Self.tables[1])
    #expect(!text.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" })
    #expect(text.contains("two lines"))
    #expect("a\u{202E}b\u{9B}c".escapedForTerminal == "a\u{FFFD}b\u{FFFD}c")
  }

  @Test(arguments: [
    ("abc", 3), ("漢字", 4), ("e\u{301}", 1), ("👩‍👩‍👧", 2), ("한글", 4), ("ｱ", 1), ("✗", 1),
    ("❤\u{FE0F}", 2),
    ("a\u{200B}", 1), ("…", 1),
  ])
  func displayWidths(text: String, width: Int) {
    #expect(text.displayWidth == width)
  }

  @Test func shortenedNamesStayDifferent() {
    let names = ["org.example.First.iterate.all", "org.example.Other.iterate.all"]
    for width in 10...20 {
      let short = names.shortenedInTheMiddle(to: width)
      #expect(short.allSatisfy { $0.displayWidth <= width && $0.contains("…") })
      #expect(Set(short).count == (width >= 16 ? 2 : Set(short).count))
    }
    #expect(["漢字ベンチマーク"].shortenedInTheMiddle(to: 8) == ["漢…ーク"])
  }

  @Test func nothingMeasuredIsSaid() {
    #expect(TextRenderer().render(Table(summarizing: [])).contains("Nothing was measured."))
  }
}
