// SPDX-License-Identifier: GPL-3.0-or-later

import Testing
import WarmupStats
import evaluation

/// A quick look at what `scripts/evaluate figures --only classes` measures.
@Suite struct ClassStudyTests {
  /// A study of every fourth case, so that each shape or noise has its turn.
  private static func study(_ method: Method, seed: UInt64) -> ClassStudy {
    var study = ClassStudy(options: AnalysisOptions(method: method), seed: seed)
    study.cases = stride(from: 0, to: study.cases.count, by: 4).map { study.cases[$0] }
    return study
  }

  /// What is wanted of the default method is met but for chance.
  @Test func theDefaultKeepsWhatItPromises() {
    for figure in Self.study(.standard, seed: 5).figures(rounds: 3) {
      #expect(figure.isMet(margin: Figure.chance), "\(figure)")
    }
  }

  /// To the published default a millisecond is nothing of a second and all of 10 ns.
  @Test func thePublishedDefaultDependsOnTheScale() {
    let study = Self.study(.barrett2017(), seed: 5)
    #expect(study.changesWithScale(scales: [1e-8]).share > 0.3)
    #expect(study.flatThoughTiny(rounds: 1).share > 0.9)
  }

  /// The cases that are known to be hard stay out of the others, and are missed more often.
  @Test func hardCasesAreHard() {
    let names = Set(SimulatedCase.all.map(\.name))
    #expect(names.count == 62 && SimulatedCase.all.count == 62)
    #expect(SimulatedCase.hard.allSatisfy { !names.contains($0.name) && !$0.remark.isEmpty })
    let study = ClassStudy(options: AnalysisOptions(), seed: 6)
    var rate = Rate()
    for example in SimulatedCase.hard {
      rate.add(study.outcome(of: example, rounds: 8).classes)
    }
    #expect((0.5...0.97).contains(rate.share), "\(rate)")
  }
}
