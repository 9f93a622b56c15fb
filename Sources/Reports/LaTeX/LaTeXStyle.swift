// SPDX-License-Identifier: GPL-3.0-or-later

/// How narrowly the cells of a table are written in LaTeX.
struct LaTeXStyle: Sendable, Hashable {
  /// The size of values, in points.
  var size: Double
  /// Whether classes have their words beside their symbols.
  var showsWords = true
  /// Whether the numbers of executions of each class stand below the symbol.
  var stacksCounts = false
  /// Whether histograms stand beside values.
  var showsHistograms = true
  /// The width beyond which names are broken, in ems; `nil` if they are not.
  var nameWidth: Double?

  /// The font of values.
  var font: LaTeXFont { LaTeXFont(size: size) }
  /// The font of intervals, which stand below values: of a whole size, as the fonts have them.
  var smallFont: LaTeXFont { LaTeXFont(size: max(5, (0.75 * size).rounded(.down))) }
  /// The gap between two columns, in points.
  var gap: Double { (showsHistograms ? 0.9 : 0.6) * size }
  /// How many lines a heading may take.
  var headingLines: Int { showsHistograms ? 2 : 3 }
  /// The gap between two groups side by side, in points.
  var groupGap: Double { 1.6 * size }

  /// The ways to write a table, from the one that says most to the narrowest.
  ///
  /// - Parameter sizes: The sizes to try for each, in points, the greatest first.
  static func all(sizes: [Double]) -> [LaTeXStyle] {
    let kinds = [
      LaTeXStyle(size: 0), LaTeXStyle(size: 0, stacksCounts: true),
      LaTeXStyle(size: 0, showsWords: false, stacksCounts: true),
      LaTeXStyle(size: 0, showsWords: false, stacksCounts: true, showsHistograms: false),
    ]
    return kinds.flatMap { kind in
      sizes.flatMap { size in
        [nil, 12, 9.5, 7.5, 6.2, 5.2].map { nameWidth in
          var style = kind
          (style.size, style.nameWidth) = (size, nameWidth)
          return style
        }
      }
    }
  }
}
