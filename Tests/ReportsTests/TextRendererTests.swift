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

  /// So many rows are written by several cores.
  @Test func rowsOfALongTableStandInTheirOrder() {
    let count = 2_345
    let table = Table(
      title: "Numbers",
      columns: [
        Column(name: "benchmark", heading: "Benchmark", content: .text, role: .label),
        Column(name: "number", heading: "Number", content: .number),
      ],
      rows: (0..<count).map {
        Row(cells: [.text("b\($0)"), .exact(Numeral(exact: Double($0), text: "\($0)"))])
      })
    let lines = TextRenderer(width: 80).render(table).split(separator: "\n").dropFirst(3)
    #expect(lines.count == count)
    for (index, line) in lines.enumerated() {
      #expect(line.split(separator: " ") == ["b\(index)", "\(index)"])
    }
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

  /// A name that fills a file is shown by its ends, and told from others that differ in the middle;
  /// one that somebody may read stays whole where there is room.
  @Test func endlessNamesAreShownByTheirEnds() {
    let filler = String(repeating: "a", count: 400_000)
    let names = ["Y", "Z"].map { "begin\(filler)\($0)\(filler)\($0)end" }
    let summary = SampleSummaries.summary(vms: ["V8"], names: names)
    var table = Table(summarizing: [summary])
    table.notes.append(Note(number: nil, text: "few executions of \(names[0]) are there"))
    let text = TextRenderer(width: nil).render(table)
    #expect(text.utf8.count < 60_000, "\(text.utf8.count)")
    let rows = text.split(separator: "\n").filter { $0.hasPrefix("begin") }
    #expect(rows.count == 2)
    #expect(rows.count { $0.contains("Yend") } == 1 && rows.count { $0.contains("Zend") } == 1)
    #expect(text.contains(/few executions of\s+begin/) && text.contains("are there"))
    let long = "begin\(filler.prefix(1900))end"
    let readable = Table(summarizing: [SampleSummaries.summary(names: [long])])
    #expect(TextRenderer(width: nil).render(readable).contains(long))
  }

  // MARK: Names

  private static func table(names: [String]) -> Table {
    let columns =
      [Column(name: "benchmark", heading: "Benchmark", content: .text, role: .label)]
      + (1...4).map {
        Column(name: "n\($0)", heading: "Number", content: .number, dropOrder: $0)
      }
    let numbers = (1...4).map { _ in Cell.exact(Numeral(exact: 1, text: "123456.7")) }
    return Table(
      title: "t", columns: columns, rows: names.map { Row(cells: [.text($0)] + numbers) })
  }

  /// Names alike at both ends and in the middle, as tools make them.
  static let alikeNames: [[String]] = [
    (0..<60).map {
      "org.example.performance.collections.Concurrent\($0 + 100)Benchmark.measure(size=1024,threads=8)"
    },
    (0..<60).map { "com.example.pricing.engine.internal.Strategy\($0)Evaluation.computeTheWhole" },
    (0..<20).map {
      "BM_aVeryLongNameOfABenchmarkThatSaysWhatItDoes/\($0 / 5)/threads:\($0 % 5)/end"
    },
    (0..<16).map { first in
      let bits = (0..<4).map { first >> $0 & 1 == 1 ? "x" : "y" }
      return bits.map { "\($0)_a_long_piece_that_does_not_vary_" }.joined()
    },
    ["same", "same", String(repeating: "long", count: 40)],
  ]

  @Test(arguments: [40, 60, 80, 120, nil], alikeNames.indices)
  func differentNamesStayDifferent(width: Int?, names: Int) {
    let names = Self.alikeNames[names]
    let text = TextRenderer(width: width).render(Self.table(names: names))
    let lines = text.split(separator: "\n").map(String.init)
    #expect(width == nil || lines.allSatisfy { $0.displayWidth <= width! })
    // A row begins where the numbers stand; what follows belongs to the same name.
    guard let rule = lines.firstIndex(where: { $0.hasPrefix("──") }) else {
      Issue.record("no rows")
      return
    }
    var labels: [String] = []
    for line in lines[(rule + 1)...] {
      if line.hasPrefix("Each ") || line.hasPrefix("Not shown") { break }
      let label = line.split(separator: "  ").first.map(String.init) ?? ""
      if line.contains("123456.7") || labels.isEmpty {
        labels.append(label)
      } else {
        labels[labels.count - 1] += label
      }
    }
    if lines[rule + 1].contains("123456.7") {
      #expect(Set(labels).count == Set(names).count)
      #expect(labels.count == names.count)
    }
    if width == nil { #expect(labels == names) }
  }

  @Test func whatAllNamesShareGoesFirstAndIsTold() {
    let text = TextRenderer(width: 100).render(Self.table(names: Self.alikeNames[0]))
    #expect(text.contains("Concurrent117Benchmark.measure  "))
    let words = text.replacing("\n", with: " ")
    #expect(
      words.contains(
        "Each benchmark begins with \"org.example.performance.collections.\" and has size=1024, "
          + "threads=8."))
    #expect(
      !TextRenderer(width: nil).render(Self.table(names: Self.alikeNames[0])).contains("Each "))
  }

  /// A row that sums up others has words and no name, which are neither looked at nor cut.
  @Test(arguments: [40, 60]) func wordsOfASummaryAreNoName(width: Int) {
    var table = Self.table(names: Self.alikeNames[0] + ["geometric mean"])
    table.rows[table.rows.count - 1].isSummary = true
    let text = TextRenderer(width: width).render(table)
    #expect(text.contains("\ngeometric mean  "))
    #expect(text.replacing("\n", with: " ").contains("Each benchmark begins with"))
  }

  @Test(
    arguments: [
      (["a.b.c", "a.b.d"], "a.b.", [], ["c", "d"]),
      (["a.b.c"], "", [], ["a.b.c"]), (["abc", "abc"], "", [], ["abc", "abc"]),
      (["org.x(n=1,m=2)", "org.y(n=1,m=3)"], "org.", ["n=1"], ["x(m=2)", "y(m=3)"]),
      (["f(n=1)", "g(n=1)"], "", ["n=1"], ["f", "g"]),
      (["f(n=1)", "g"], "", [], ["f(n=1)", "g"]),
      (["f(1,2)", "f(1)"], "", [], ["f(1,2)", "f(1)"]),
      (["org.a.b", "org.a.bc", "org.a."], "", [], ["org.a.b", "org.a.bc", "org.a."]),
      (["test[a-b]", "test[a-c]"], "", [], ["test[a-b]", "test[a-c]"]),
      (["org.f(a.b=1)", "org.f(a.b=2)"], "org.", [], ["f(a.b=1)", "f(a.b=2)"]),
    ] as [([String], String, [String], [String])])
  func sharedPartsOfNames(
    names: [String], prefix: String, parameters: [String], rests: [String]
  ) {
    let shared = SharedNameParts(of: names)
    #expect(shared.prefix == prefix)
    #expect(shared.parameters == parameters)
    #expect(shared.rests == rests)
    #expect(Set(shared.rests).count == Set(names).count)
  }

  @Test func nothingMeasuredIsSaid() {
    #expect(TextRenderer().render(Table(summarizing: [])).contains("There is nothing to show."))
    // Where a note says why, nothing else has to.
    var table = Table(summarizing: [])
    table.notes.append(Note(number: nil, text: "no baseline yet"))
    for text in [TextRenderer().render(table), MarkdownRenderer().render(table)] {
      #expect(text.contains("no baseline yet") && !text.contains("nothing to show"))
    }
  }

  @Test func aPercentSignStaysWithItsNumber() {
    let words = "the start is +54.8 %, proven beyond 2 % of it"
    for width in 5...60 {
      let lines = words.wrapped(to: width)
      #expect(lines.joined(separator: " ") == words)
      #expect(!lines.contains { $0.hasPrefix("%") }, "\(lines)")
    }
    #expect("% of all".wrapped(to: 2) == ["%", "of", "all"])
  }
}
