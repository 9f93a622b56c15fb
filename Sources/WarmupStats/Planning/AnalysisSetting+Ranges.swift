// SPDX-License-Identifier: GPL-3.0-or-later

internal import Changepoints
internal import RealModule

extension AnalysisSetting {
  /// Values from this one to another, both included: four to each factor of ten if they are that
  /// far apart, else nine at equal distances.
  ///
  /// Those in between are rounded to two significant digits, or to whole iterations. `nil` if the
  /// two are not of one kind, or the other is not greater.
  ///
  /// - Complexity: O(number of values).
  package func stepping(to last: AnalysisSetting) -> [AnalysisSetting]? {
    switch (self, last) {
    case (.tolerance(.seconds(let low)), .tolerance(.seconds(let high))):
      Self.steps(low, high)?.map { .tolerance(.seconds($0)) }
    case (.tolerance(.fraction(let low)), .tolerance(.fraction(let high))):
      Self.steps(low, high)?.map { .tolerance(.fraction($0)) }
    case (.penaltyFactor(let low), .penaltyFactor(let high)):
      Self.steps(low, high)?.map { .penaltyFactor($0) }
    case (.window(let low), .window(let high)): Self.steps(low, high)?.map { .window($0) }
    case (.steadyTail(let low), .steadyTail(let high)):
      Self.steps(low, high)?.map { .steadyTail($0) }
    default: nil
    }
  }

  private static func steps(_ low: IterationCount, _ high: IterationCount) -> [IterationCount]? {
    switch (low, high) {
    case (.count(let low), .count(let high)):
      steps(Double(low), Double(high))?.map { Int(clamped: $0.rounded()) }.uniqued.map {
        .count($0)
      }
    case (.fraction(let low), .fraction(let high)): steps(low, high)?.map { .fraction($0) }
    default: nil
    }
  }

  private static func steps(_ low: Double, _ high: Double) -> [Double]? {
    guard low < high else { return nil }
    let isGeometric = low > 0 && high >= 10 * low
    let count = isGeometric ? Int(clamped: (4 * Double.log10(high / low)).rounded(.up)) : 8
    let between = (1..<count).map { step -> Double in
      let part = Double(step) / Double(count)
      let value = isGeometric ? low * Double.pow(high / low, part) : low + (high - low) * part
      return value.roundedToTwoDigits
    }
    return [low] + between + [high]
  }
}

extension Double {
  /// The nearest number with two significant decimal digits.
  ///
  /// - Precondition: It is positive.
  fileprivate var roundedToTwoDigits: Double {
    let exponent = Int(clamped: Double.log10(self).rounded(.down)) - 1
    // A power of ten with a positive exponent is exact, and dividing by it rounds once.
    let scale = Double.pow(10, Double(abs(exponent)))
    return exponent < 0 ? (self * scale).rounded() / scale : (self / scale).rounded() * scale
  }
}
