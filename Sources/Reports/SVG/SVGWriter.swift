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
  mutating func number(_ value: Double) {
    var tenths = Int(clamped: (min(1e6, max(-1e6, value)) * 10).rounded())
    if tenths < 0 {
      bytes.append(UInt8(ascii: "-"))
      tenths = -tenths
    }
    integer(tenths / 10)
    if tenths % 10 != 0 {
      bytes.append(UInt8(ascii: "."))
      bytes.append(UInt8(ascii: "0") + UInt8(tenths % 10))
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
    raw("<path class=\"\(style)\" d=\"M")
    number(x1)
    raw(" ")
    number(y1)
    if y1 == y2 {
      raw("H")
      number(x2)
    } else if x1 == x2 {
      raw("V")
      number(y2)
    } else {
      raw("L")
      number(x2)
      raw(" ")
      number(y2)
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
