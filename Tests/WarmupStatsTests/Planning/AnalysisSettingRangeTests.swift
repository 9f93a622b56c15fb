// SPDX-License-Identifier: GPL-3.0-or-later

import Testing
import WarmupStats

/// Ranges of values of an option.
@Suite struct AnalysisSettingRangeTests {
  @Test func closeEndsAreSteppedEvenly() {
    #expect(
      AnalysisSetting.penaltyFactor(5).stepping(to: .penaltyFactor(30))
        == [5, 8.1, 11, 14, 18, 21, 24, 27, 30].map { .penaltyFactor($0) })
    #expect(
      AnalysisSetting.window(.count(20)).stepping(to: .window(.count(24)))
        == [20, 21, 22, 23, 24].map { .window(.count($0)) })
  }

  @Test func farEndsAreSteppedByFactors() {
    #expect(
      AnalysisSetting.tolerance(.seconds(0.001)).stepping(to: .tolerance(.seconds(0.01)))
        == [0.001, 0.0018, 0.0032, 0.0056, 0.01].map { .tolerance(.seconds($0)) })
    #expect(
      AnalysisSetting.steadyTail(.fraction(0.1)).stepping(to: .steadyTail(.fraction(1)))
        == [0.1, 0.18, 0.32, 0.56, 1].map { .steadyTail(.fraction($0)) })
    #expect(
      AnalysisSetting.window(.count(100)).stepping(to: .window(.count(1000)))
        == [100, 180, 320, 560, 1000].map { .window(.count($0)) })
    let wide = AnalysisSetting.tolerance(.seconds(1e-4)).stepping(to: .tolerance(.seconds(0.1)))
    #expect(wide?.count == 13)
  }

  @Test func rangesThatAreNoneAreRefused() {
    let five = AnalysisSetting.penaltyFactor(5)
    #expect(five.stepping(to: five) == nil)
    #expect(five.stepping(to: .penaltyFactor(4)) == nil)
    #expect(five.stepping(to: .tolerance(.seconds(30))) == nil)
    #expect(
      AnalysisSetting.tolerance(.seconds(0.001)).stepping(to: .tolerance(.fraction(0.01))) == nil)
    #expect(AnalysisSetting.window(.count(5)).stepping(to: .window(.fraction(0.5))) == nil)
  }
}
