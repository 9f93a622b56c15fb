// SPDX-License-Identifier: GPL-3.0-or-later

import Testing
import evaluation

@Suite struct FigureTests {
  private static func rate(_ count: Int, of cases: Int) -> Rate {
    var rate = Rate()
    for index in 0..<cases { rate.add(index < count) }
    return rate
  }

  /// A standard error of 100 cases at 10 % is 3 %, and at 50 % it is 5 %.
  @Test func whatIsWantedIsJudgedWithAndWithoutChance() {
    let most = Figure("", Self.rate(16, of: 100), .atMost(0.1))
    #expect(!most.isMet() && !most.isMet(margin: 1.9) && most.isMet(margin: 2.1))
    let least = Figure("", Self.rate(40, of: 100), .atLeast(0.5))
    #expect(!least.isMet() && !least.isMet(margin: 1.9) && least.isMet(margin: 2.1))
    let within = Figure("", Self.rate(60, of: 100), .within(0.1...0.5))
    #expect(!within.isMet(margin: 1.9) && within.isMet(margin: 2.1))
    #expect(Figure("", Self.rate(10, of: 100), .atMost(0.1)).isMet())
    #expect(Figure("", Self.rate(0, of: 100), .noted("whatever")).isMet())
    // What is no share of cases is judged as it is, and nothing at all has to be nothing.
    #expect(!Figure("", [.init(share: 0.49)], .atLeast(0.5)).isMet(margin: 9))
    #expect(!Figure("", Self.rate(1, of: 900), .atMost(0)).isMet(margin: 9))
  }

  /// 50 and 40 of 100 differ by 10 %, √2 standard errors of 7 %; 50 and 20 by more than three.
  @Test func aFallBeyondChanceIsSeen() {
    func figure(_ counts: Int...) -> Figure {
      Figure("", counts.map { .init(Self.rate($0, of: 100)) }, .neverFalling)
    }
    #expect(figure(50, 40).isMet())
    #expect(!figure(50, 20).isMet())
    #expect(!figure(10, 90, 37).isMet())
    #expect(figure(10, 50, 100).isMet())
  }

  @Test func figuresAreWrittenInPercent() {
    let figure = Figure(
      "power", [.init(Self.rate(1, of: 8)), .init(Self.rate(8, of: 8))], .atLeast(0.125))
    #expect(figure.description == "power: 12.5, 100 %, wanted: at least 12.5 %")
    let table = MarkdownTable(of: [figure]).description
    #expect(table.hasSuffix("| power  | 12.5, 100 % | at least 12.5 % | yes |"))
  }
}
