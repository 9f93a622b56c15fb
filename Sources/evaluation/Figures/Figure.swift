// SPDX-License-Identifier: GPL-3.0-or-later

/// Something that was measured of a method, and what is wanted of it.
package struct Figure: Sendable, CustomStringConvertible {
  /// A share that was measured.
  package struct Value: Sendable, Hashable {
    /// The share; in [0, 1] if it is one of cases.
    package var share: Double
    /// Of how many independent cases it is; `nil` if it is not the share of any, such as a
    /// difference of two.
    package var cases: Int?

    /// A share of independent cases.
    package init(_ rate: Rate) { self.init(share: rate.share, cases: rate.cases) }

    /// A share from its parts.
    package init(share: Double, cases: Int? = nil) {
      self.share = share
      self.cases = cases
    }

    /// How far such a share may be from a true share of `truth` by chance: so many standard errors.
    fileprivate func slack(at truth: Double, margin: Double) -> Double {
      guard let cases, cases > 0 else { return 0 }
      return margin * (max(0, truth * (1 - truth)) / Double(cases)).squareRoot()
    }
  }

  /// What is wanted of shares.
  package enum Wanted: Sendable, Hashable {
    /// None of them is greater.
    case atMost(Double)
    /// None of them is less.
    case atLeast(Double)
    /// All of them are in the range.
    case within(ClosedRange<Double>)
    /// None of them is less than the one before by more than chance explains.
    case neverFalling
    /// Nothing is wanted; what else there is to say.
    case noted(String)
  }

  /// How many standard errors are put down to chance where tables say whether a figure is met: an
  /// error that is exactly what is allowed exceeds it in half of all measurements.
  package static let chance = 3.0

  /// What was measured.
  package var name: String
  /// What was found: one share, or one for each of some numbers of executions that ``name`` tells.
  package var values: [Value]
  /// What is wanted of all of them.
  package var wanted: Wanted

  /// Creates a figure of several shares.
  package init(_ name: String, _ values: [Value], _ wanted: Wanted) {
    self.name = name
    self.values = values
    self.wanted = wanted
  }

  /// Creates a figure of one rate.
  package init(_ name: String, _ rate: Rate, _ wanted: Wanted) {
    self.init(name, [Value(rate)], wanted)
  }

  /// Whether the shares are as wanted, where `margin` standard errors are put down to chance.
  package func isMet(margin: Double = 0) -> Bool {
    switch wanted {
    case .atMost(let most):
      values.allSatisfy { $0.share <= most + $0.slack(at: most, margin: margin) }
    case .atLeast(let least):
      values.allSatisfy { $0.share >= least - $0.slack(at: least, margin: margin) }
    case .within(let range):
      values.allSatisfy {
        $0.share >= range.lowerBound - $0.slack(at: range.lowerBound, margin: margin)
          && $0.share <= range.upperBound + $0.slack(at: range.upperBound, margin: margin)
      }
    case .neverFalling:
      zip(values, values.dropFirst()).allSatisfy { fewer, more in
        let both = (fewer.share + more.share) / 2
        let slack = max(
          fewer.slack(at: both, margin: max(Self.chance, margin)),
          more.slack(at: both, margin: max(Self.chance, margin)))
        return more.share >= fewer.share - 2.0.squareRoot() * slack
      }
    case .noted: true
    }
  }

  /// Numbers one after the other, as names and values are listed.
  package static func list(_ numbers: [some CustomStringConvertible]) -> String {
    numbers.map(\.description).joined(separator: ", ")
  }

  /// The shares in percent, such as "79.1 %" or "79.1, 92 %".
  package var measured: String { Self.list(values.map(\.share.inPercent)) + " %" }

  package var description: String { "\(name): \(measured), wanted: \(wanted)" }
}

extension Figure.Wanted: CustomStringConvertible {
  package var description: String {
    switch self {
    case .atMost(let most): most > 0 ? "at most \(most.inPercent) %" : "none"
    case .atLeast(let least): "at least \(least.inPercent) %"
    case .within(let range):
      "\(range.lowerBound.inPercent) to \(range.upperBound.inPercent) %"
    case .neverFalling: "never falls"
    case .noted(let note): note
    }
  }
}

extension MarkdownTable {
  /// A row for each figure: what was measured, what is wanted, and whether it is met but for chance.
  package init(of figures: [Figure]) {
    self.init(["figure", "measured", "wanted", "met"])
    for figure in figures {
      let isWanted = if case .noted = figure.wanted { false } else { true }
      let verdict = figure.isMet(margin: Figure.chance) ? "yes" : "no"
      append([figure.name, figure.measured, "\(figure.wanted)", isWanted ? verdict : ""])
    }
  }
}
