// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Foundation
import WarmupStats

/// An option whose influence is studied, and the values to try.
///
/// Written as a name alone, `tolerance`, for values around the default; or with values,
/// `tolerance=1ms,1%`; or with a range, `tolerance=0.1ms..100ms`.
struct VariedOption: ExpressibleByArgument {
  /// The options that there are.
  enum Name: String, CaseIterable {
    case tolerance, penalty, window
    case steadyTail = "steady-tail"

    /// Those that a method has.
    static func all(for method: Method) -> [Name] {
      allCases.filter { $0 != .penalty || method.usesGivenPenalty }
    }
  }

  /// The option.
  let name: Name
  /// The values to try; `nil` for those around its default.
  private let given: [AnalysisSetting]?

  private init(name: Name, given: [AnalysisSetting]?) {
    self.name = name
    self.given = given
  }

  /// The option with values around its default.
  init(_ name: Name) { self.init(name: name, given: nil) }

  /// The values to try where segments become a class by `method`.
  ///
  /// - Throws: `ValidationError` if the method takes no such values.
  func settings(for method: Method) throws -> [AnalysisSetting] {
    guard Name.all(for: method).contains(name) else {
      throw ValidationError(
        "--vary \(name.rawValue) is for other methods: \(method.name.rawValue) chooses it")
    }
    let settings = given ?? name.usualSettings(for: method)
    for case .tolerance(let tolerance) in settings where method.with(tolerance) == nil {
      throw ValidationError(
        "--vary tolerance takes percentages with --method \(method.name.rawValue); times are for "
          + "--method barrett-2017")
    }
    return settings
  }

  init?(argument: String) {
    let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard let name = Name(rawValue: String(parts[0])) else { return nil }
    guard parts.count > 1 else {
      self.init(name)
      return
    }
    var settings: [AnalysisSetting] = []
    for value in parts[1].components(separatedBy: ",") {
      let ends = value.components(separatedBy: "..").map(name.setting)
      guard ends.count <= 2, let first = ends.first ?? nil, let last = ends.last ?? nil,
        let range = ends.count == 1 ? [first] : first.stepping(to: last)
      else { return nil }
      settings += range
    }
    self.init(name: name, given: settings)
  }

  static let allValueStrings = Name.allCases.map(\.rawValue)
}

extension VariedOption.Name {
  fileprivate func usualSettings(for method: Method) -> [AnalysisSetting] {
    switch self {
    case .tolerance: AnalysisSetting.tolerances(for: method)
    case .penalty: AnalysisSetting.penaltyFactors
    case .window: AnalysisSetting.windows
    case .steadyTail: AnalysisSetting.steadyTails
    }
  }

  fileprivate func setting(_ argument: String) -> AnalysisSetting? {
    switch self {
    case .tolerance: Tolerance(argument: argument).map(AnalysisSetting.tolerance)
    case .penalty:
      DecimalNumber(argument: argument)
        .flatMap { OptionBounds.penalty.contains($0.value) ? .penaltyFactor($0.value) : nil }
    case .window: IterationCount(argument: argument).map(AnalysisSetting.window)
    case .steadyTail: IterationCount(argument: argument).map(AnalysisSetting.steadyTail)
    }
  }
}
