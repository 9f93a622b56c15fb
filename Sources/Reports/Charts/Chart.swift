// SPDX-License-Identifier: GPL-3.0-or-later

/// What a figure shows: panels of points, lines and levels, and the words that explain them.
///
/// A chart says what is shown, never how it is written; a renderer decides that.
public struct Chart: Sendable, Hashable {
  /// What the chart is about, in a few words.
  public var title: String
  /// What the chart shows, for those who cannot see it.
  package var description: String
  /// The panels, first to last.
  package var panels: [Panel]

  /// Creates a chart from its parts.
  package init(title: String, description: String, panels: [Panel]) {
    self.title = title
    self.description = description
    self.panels = panels
  }

  /// The styles that its panels use, in the order of ``MarkStyle``'s cases.
  package var styles: [MarkStyle] {
    func styles(of panel: Panel) -> Set<MarkStyle> {
      (panel.strips + panel.details).reduce(into: Set(panel.marks.map(\.style))) {
        $0.formUnion(styles(of: $1))
      }
    }
    let present = panels.reduce(into: Set<MarkStyle>()) { $0.formUnion(styles(of: $1)) }
    return MarkStyle.allCases.filter(present.contains)
  }
}

/// A pair of axes and what is drawn between them.
package struct Panel: Sendable, Hashable {
  /// What the panel shows, in a few words.
  package var title: String
  /// The axis from left to right.
  package var x: Axis
  /// The axis from below to above.
  package var y: Axis
  /// What is drawn, the hindmost first.
  package var marks: [Mark]
  /// What readers should know, such as what the axis cuts off.
  package var notes: [String]
  /// Panels that show a part of this one more closely, to stand beside it.
  package var details: [Panel]
  /// Panels with the same x axis, to stand below it, less high.
  package var strips: [Panel]

  /// Creates a panel.
  package init(
    title: String, x: Axis, y: Axis, marks: [Mark],
    notes: [String] = [], details: [Panel] = [], strips: [Panel] = []
  ) {
    self.title = title
    self.x = x
    self.y = y
    self.marks = marks
    self.notes = notes
    self.details = details
    self.strips = strips
  }
}

/// A place on a panel, in the units of its axes.
package struct Point: Sendable, Hashable {
  /// Where it is from left to right.
  package var x: Double
  /// Where it is from below to above.
  package var y: Double

  /// Creates a point.
  package init(x: Double, y: Double) {
    self.x = x
    self.y = y
  }
}

/// Something drawn on a panel.
package struct Mark: Sendable, Hashable {
  /// The shape of a mark; what lies beyond the axes is not seen.
  package enum Shape: Sendable, Hashable {
    /// A line through points whose x ascends.
    case line([Point])
    /// A dot or circle at each point.
    case dots([Point])
    /// A horizontal line at a height, over a part of the x axis.
    case level(ClosedRange<Double>, height: Double)
    /// A few words above a horizontal line, if the line is long enough to carry them.
    case caption(String, above: ClosedRange<Double>, height: Double)
    /// A vertical line between two heights.
    case bar(Double, ClosedRange<Double>)
    /// A vertical line over the whole height.
    case rule(Double)
    /// A vertical line from zero to each point.
    case stems([Point])
    /// Everything between two heights.
    case band(ClosedRange<Double>)
    /// Everything between two places of the x axis.
    case span(ClosedRange<Double>)
    /// Arrows at the upper edge, at the x of values that lie above it.
    case cutAbove([Double])
    /// Arrows at the lower edge, at the x of values that lie below it.
    case cutBelow([Double])
  }

  /// What is drawn.
  package var shape: Shape
  /// What it stands for.
  package var style: MarkStyle

  /// Creates a mark.
  package init(_ shape: Shape, _ style: MarkStyle) {
    self.shape = shape
    self.style = style
  }
}

/// What a mark stands for; a renderer gives each its own look.
package enum MarkStyle: String, Sendable, Hashable, CaseIterable {
  /// Iterations that the harness itself regards as warmup.
  case harnessWarmup
  /// Measured values.
  case measurement
  /// A segment that is equivalent to the steady state.
  case steadySegment
  /// A segment that is not equivalent to the last.
  case otherSegment
  /// The segment that others are compared with.
  case referenceSegment
  /// A segment that is not proven to differ from the reference.
  case sameSegment
  /// A segment that is proven to differ from the reference.
  case differentSegment
  /// A segment that is proven to differ, and is too short to end the steady state.
  case burst
  /// The first steady iteration.
  case steadyIteration
  /// An outlier that other executions have at the same iteration.
  case commonOutlier
  /// An outlier that no other execution has.
  case uniqueOutlier
  /// A value that the axis cuts off.
  case cut
  /// An iteration's time against the next one's.
  case neighbours
  /// A correlation.
  case correlation
  /// What correlations of independent values stay within with a probability of 95 %.
  case reference
  /// A changepoint, over the penalties at which it exists.
  case persistence
  /// The penalty that is used.
  case givenPenalty
  /// The penalty at an elbow.
  case elbow
  /// How much longer than needed a warmup is.
  case estimationError
  /// A share of benchmarks or executions.
  case share
  /// A share that is to be reached.
  case goal
  /// The results at which a change may have begun.
  case changePlace
  /// The performance of results between two changes, where it was not slower before.
  case level
  /// The performance of results after a change to slower.
  case slowerLevel
  /// A result that is set aside.
  case setAside

  /// The words for it in a key.
  package var displayName: String {
    switch self {
    case .harnessWarmup: "warmup, as the harness has it"
    case .measurement: "measured"
    case .steadySegment: "segment equivalent to the last"
    case .otherSegment: "other segment"
    case .referenceSegment: "reference segment"
    case .sameSegment: "segment not proven to differ"
    case .differentSegment: "segment proven to differ"
    case .burst: "burst, let pass"
    case .steadyIteration: "steady from here on"
    case .commonOutlier: "outlier, in other executions too"
    case .uniqueOutlier: "outlier, in this execution only"
    case .cut: "beyond the axis"
    case .neighbours: "an iteration and the next"
    case .correlation: "correlation"
    case .reference: "95 % of what chance alone gives"
    case .persistence: "changepoint"
    case .givenPenalty: "penalty in use"
    case .elbow: "elbow"
    case .estimationError: "warmup beyond what was needed"
    case .share: "share"
    case .goal: "share to be reached"
    case .changePlace: "where a change may have begun"
    case .level: "level"
    case .slowerLevel: "level after a change to slower"
    case .setAside: "result set aside"
    }
  }
}
