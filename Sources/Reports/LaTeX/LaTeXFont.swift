// SPDX-License-Identifier: GPL-3.0-or-later

/// How wide text is in Computer Modern Roman, the widest of the fonts that papers are set in.
///
/// The widths are those of the metric files `cmr10` and `cmbx10` of Knuth, "Computer Modern
/// Typefaces", 1986. Libertine, Times and Latin Modern are no wider, so that what fits in these fits
/// in those.
package struct LaTeXFont: Sendable, Hashable {
  /// The size, in points.
  package var size: Double
  /// Whether it is bold.
  package var isBold: Bool

  /// Creates a font.
  package init(size: Double, isBold: Bool = false) {
    self.size = size
    self.isBold = isBold
  }

  /// The same size in bold.
  var bold: LaTeXFont { LaTeXFont(size: size, isBold: true) }

  /// The em, in points.
  var em: Double { size * widening }
  /// From one line to the next, in points.
  var lineHeight: Double { 1.2 * size }

  /// By how much letters are wider, for their size, than at 10 points: smaller ones are drawn
  /// wider, so that they can be read.
  private var widening: Double {
    let drawn = Self.wideningAtSize
    guard let next = drawn.firstIndex(where: { $0.size >= size }) else { return 1 }
    guard next > 0 else { return drawn[0].widening }
    let (below, above) = (drawn[next - 1], drawn[next])
    let part = (size - below.size) / (above.size - below.size)
    return below.widening + part * (above.widening - below.widening)
  }

  /// The width of a digit in `cmr5` to `cmr10` by that in `cmr10`.
  private static let wideningAtSize: [(size: Double, widening: Double)] = [
    (5, 1.361), (6, 1.222), (7, 1.139), (8, 1.063), (9, 1.028), (10, 1),
  ]

  /// The width of a text on one line, in points.
  ///
  /// - Complexity: O(length).
  package func width(of text: String) -> Double {
    text.unicodeScalars.reduce(0) { $0 + Self.ems(of: $1, isBold: isBold) } * em
  }

  /// The width of a character, in ems at 10 points.
  private static func ems(of scalar: Unicode.Scalar, isBold: Bool) -> Double {
    let bold = isBold ? 1.165 : 1
    if let width = ascii[scalar] {
      return width * (isBold && scalar.properties.isUppercase ? 1.2 : bold)
    }
    switch scalar {
    case "\u{2009}", "\u{202F}": return 0.167
    case "±", "×", "−": return 0.778
    case "–": return 0.5 * bold
    case "µ", "μ": return 0.603
    case "▼", "▲": return 0.9
    case "δ": return 0.5
    case "·": return 0.278
    case "→", "∞", "…": return 1.17
    case "\u{2080}"..."\u{208E}", "\u{2070}"..."\u{207E}", "²", "³", "¹": return 0.45 * bold
    case "À"..."Þ": return 0.78 * bold
    case "ß"..."ÿ": return 0.56 * bold
    // As pdfTeX may write it: by its code point, in a smaller font.
    default: return 4.2
    }
  }

  /// The widths of the printable characters of ASCII.
  private static let ascii: [Unicode.Scalar: Double] = {
    let thousandths = [
      333, 278, 500, 833, 500, 833, 778, 278, 389, 389, 500, 778, 278, 333, 278, 500, 500, 500, 500,
      500, 500, 500, 500, 500, 500, 500, 278, 278, 778, 778, 778, 472, 778, 750, 708, 722, 764, 681,
      653, 785, 750, 361, 514, 778, 625, 917, 750, 778, 681, 778, 736, 556, 722, 750, 750, 1028,
      750,
      750, 611, 278, 500, 278, 500, 360, 500, 500, 556, 444, 556, 444, 306, 500, 556, 278, 306, 528,
      278, 833, 556, 500, 556, 528, 392, 394, 389, 556, 528, 722, 528, 528, 444, 500, 278, 500, 500,
    ]
    var widths: [Unicode.Scalar: Double] = [:]
    for (index, width) in thousandths.enumerated() {
      widths[Unicode.Scalar(UInt8(0x20 + index))] = Double(width) / 1000
    }
    return widths
  }()
}
