// SPDX-License-Identifier: GPL-3.0-or-later

import Changepoints

/// The text of an SVG document as it grows.
///
/// Plots have many thousand coordinates, so numbers are written as tenths of a pixel, straight
/// into bytes.
struct SVGWriter {
  private(set) var bytes: [UInt8] = []

  var text: String { String(decoding: bytes, as: UTF8.self) }

  /// Adds markup as it is.
  mutating func raw(_ markup: String) {
    bytes.append(contentsOf: markup.utf8)
  }

  /// Adds text that is no markup.
  mutating func text(_ text: String) {
    bytes.append(contentsOf: text.escapedForXML.utf8)
  }

  /// Adds a coordinate, in pixels, to a tenth.
  mutating func number(_ value: Double) { number(tenths: Self.tenths(value)) }

  private static func tenths(_ pixels: Double) -> Int {
    Int(clamped: (min(1e6, max(-1e6, pixels)) * 10).rounded())
  }

  private mutating func number(tenths: Int) {
    if tenths < 0 { bytes.append(UInt8(ascii: "-")) }
    let size = abs(tenths)
    if size >= 10 || size == 0 { integer(size / 10) }
    if size % 10 != 0 {
      bytes.append(UInt8(ascii: "."))
      integer(size % 10)
    }
  }

  private mutating func integer(_ value: Int) {
    if value >= 10 { integer(value / 10) }
    bytes.append(UInt8(ascii: "0") + UInt8(value % 10))
  }

  /// Adds an attribute whose value is a coordinate.
  mutating func attribute(_ name: StaticString, _ value: Double) {
    raw(" \(name)=\"")
    number(value)
    raw("\"")
  }

  /// Adds a straight line.
  mutating func line(_ style: String, _ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double) {
    lines(style, [SVGLine(x1, y1, x2, y2)])
  }

  /// Adds straight lines of one look, or nothing if there are none.
  mutating func lines(_ style: String, _ lines: [SVGLine]) {
    guard !lines.isEmpty else { return }
    raw("<path class=\"\(style)\" d=\"")
    for line in lines {
      raw("M")
      number(line.x1)
      raw(" ")
      number(line.y1)
      if line.y1 == line.y2 {
        raw("H")
        number(line.x2)
      } else if line.x1 == line.x2 {
        raw("V")
        number(line.y2)
      } else {
        raw("L")
        number(line.x2)
        raw(" ")
        number(line.y2)
      }
    }
    raw("\"/>")
  }

  /// Adds a line through places, or nothing if there are none: as steps from each to the next, which
  /// take fewer digits.
  mutating func line(_ style: String, through places: [(x: Double, y: Double)]) {
    guard let first = places.first else { return }
    raw("<path class=\"\(style)\" d=\"M")
    number(first.x)
    raw(" ")
    number(first.y)
    var (x, y) = (Self.tenths(first.x), Self.tenths(first.y))
    var isFirstStep = true
    for place in places.dropFirst() {
      let (nextX, nextY) = (Self.tenths(place.x), Self.tenths(place.y))
      // A minus sign parts two numbers, too.
      if isFirstStep {
        raw("l")
      } else if nextX >= x {
        raw(" ")
      }
      number(tenths: nextX - x)
      if nextY >= y { raw(" ") }
      number(tenths: nextY - y)
      (x, y, isFirstStep) = (nextX, nextY, false)
    }
    raw("\"/>")
  }

  /// Adds a rectangle.
  mutating func rectangle(
    _ style: String, x: Double, y: Double, width: Double, height: Double
  ) {
    raw("<rect class=\"\(style)\"")
    attribute("x", x)
    attribute("y", y)
    attribute("width", width)
    attribute("height", height)
    raw("/>")
  }

  /// Adds a label at a place.
  mutating func label(
    _ label: String, x: Double, y: Double, anchor: String = "start", style: String? = nil,
    rotated: Bool = false
  ) {
    raw("<text")
    if let style { raw(" class=\"\(style)\"") }
    if rotated {
      raw(" transform=\"translate(")
      number(x)
      raw(" ")
      number(y)
      raw(")rotate(-90)\"")
    } else {
      attribute("x", x)
      attribute("y", y)
    }
    if anchor != "start" { raw(" text-anchor=\"\(anchor)\"") }
    raw(">")
    text(label)
    raw("</text>")
  }
}

/// A straight line from one place to another, in pixels.
struct SVGLine {
  var x1, y1, x2, y2: Double

  init(_ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double) {
    (self.x1, self.y1, self.x2, self.y2) = (x1, y1, x2, y2)
  }
}
