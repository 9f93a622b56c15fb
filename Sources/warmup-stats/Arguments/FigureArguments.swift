// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Reports

/// The options that say how a figure looks in print.
struct FigureArguments: ParsableArguments {
  @Option(
    help: ArgumentHelp("How wide the figure is, such as 241pt or 84mm.", valueName: "length"),
    transform: Self.length)
  var width: Double?

  @Option(
    help: ArgumentHelp(
      "How high the figure is, or of run sequences the area between the axes.",
      valueName: "length"), transform: Self.length)
  var height: Double?

  @Option(help: ArgumentHelp("The size of text, in points (default: 7).", valueName: "points"))
  var fontSize: DecimalNumber?

  @Option(help: ArgumentHelp("How many panels stand side by side.", valueName: "count"))
  var panelsPerRow: Int?

  @Option(
    help: ArgumentHelp(
      "The ends of the y axis, such as 0.5..2; of times in seconds.", valueName: "from..to"))
  var yRange: AxisEnds?

  @Flag(help: "A logarithmic y axis.")
  var logY = false

  @Option(help: "The title.")
  var title: String?

  /// The size of text, in points.
  var textSize: Double { fontSize?.value ?? 7 }

  mutating func validate() throws {
    try OptionBounds.check(
      "--font-size", fontSize?.value, in: 4...40, takes: "a size from 4 to 40 points")
    try OptionBounds.check(
      "--panels-per-row", panelsPerRow, in: 1...20, takes: "a count from 1 to 20")
    if logY, let range = yRange?.range, range.lowerBound <= 0 {
      throw ValidationError(
        "--log-y has no place for \(range.lowerBound): --y-range begins above 0")
    }
  }

  private static func length(_ argument: String) throws -> Double {
    guard let points = LaTeXWidth.points(in: argument), (20...5000).contains(points) else {
      throw ValidationError("expected a length such as 241pt, 3.3in or 84mm, found \(argument)")
    }
    // Plots count in points of 1/72 inch, TeX in those of 1/72.27.
    return points * 72 / 72.27
  }
}

/// The ends of an axis, written `from..to`.
struct AxisEnds: ExpressibleByArgument {
  var range: ClosedRange<Double>

  init?(argument: String) {
    guard let dots = argument.firstRange(of: ".."),
      let lower = DecimalNumber.value(of: argument[..<dots.lowerBound]),
      let upper = DecimalNumber.value(of: argument[dots.upperBound...]), lower < upper,
      abs(lower) <= 1e15, abs(upper) <= 1e15
    else { return nil }
    range = lower...upper
  }
}
