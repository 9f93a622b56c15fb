// SPDX-License-Identifier: GPL-3.0-or-later

/// Finds how a table fits on a page: the way to write it that says most, and where none does, the
/// columns in bands below one another.
struct LaTeXFitting {
  var table: Table
  /// How many groups stand side by side.
  var columns: Int
  /// The sizes to try, in points, the greatest first.
  var sizes: [Double]

  private var styles: [LaTeXStyle] { LaTeXStyle.all(sizes: sizes) }

  private func layouts(_ columns: Int) -> some Sequence<LaTeXLayout> {
    styles.lazy.map { LaTeXLayout(table, columns: columns, style: $0) }
  }

  /// The layout in the first style that fits, among those with words if they are wanted; `nil` if
  /// none does.
  func whole(in width: Double, withWords: Bool = false) -> LaTeXLayout? {
    layouts(columns).first { ($0.style.showsWords || !withWords) && $0.width <= width }
  }

  /// The layouts of the whole, or of bands of its columns that are no wider than `width`.
  ///
  /// - Throws: ``LaTeXTooWide`` where groups side by side do not fit, or not even the names with a
  ///   single column beside them.
  func layouts(in width: Double) throws(LaTeXTooWide) -> [LaTeXLayout] {
    if let whole = whole(in: width) { return [whole] }
    let narrowest = layouts(columns).map(\.width).min() ?? 0
    guard columns == 1 else {
      let fits = (1..<columns).last { columns in
        layouts(columns).contains { $0.width <= width }
      }
      throw LaTeXTooWide(
        title: table.title, needed: narrowest, available: width, columns: columns,
        columnsThatFit: fits ?? 0)
    }
    let attempts = layouts(1).map { bands(of: $0, in: width) }
    guard let fewest = attempts.compactMap({ $0?.count }).min(),
      let best = attempts.compactMap(\.self).first(where: { $0.count == fewest })
    else {
      let needed = layouts(1).map(Self.leastWidth).min() ?? narrowest
      throw LaTeXTooWide(
        title: table.title, needed: needed, available: width, columns: 1, columnsThatFit: 0)
    }
    return best
  }

  /// The columns in bands, each with the names in front; `nil` if one does not fit.
  private func bands(of layout: LaTeXLayout, in width: Double) -> [LaTeXLayout]? {
    let (labels, values) = Self.divided(layout)
    var bands: [LaTeXLayout] = []
    var current: LaTeXLayout?
    for value in values {
      if let wider = current.map({ $0.showing($0.shown + [value]) }), wider.width <= width {
        current = wider
        continue
      }
      if let current { bands.append(current) }
      let single = layout.showing(labels + [value])
      guard single.width <= width else { return nil }
      current = single
    }
    return current.map { bands + [$0] }
  }

  private static func divided(_ layout: LaTeXLayout) -> (labels: [Int], values: [Int]) {
    let labels = layout.shown.filter { layout.table.columns[$0].role == .label }
    return (labels, layout.shown.filter { !labels.contains($0) })
  }

  /// The width of the names with the widest of the other columns.
  private static func leastWidth(_ layout: LaTeXLayout) -> Double {
    let (labels, values) = divided(layout)
    return values.map { layout.showing(labels + [$0]).width }.max() ?? layout.width
  }
}

/// That a table does not fit on its page, and what would.
public struct LaTeXTooWide: Error, Sendable, Hashable {
  /// What the table is about.
  public var title: String
  /// The width that it needs at least, in points.
  public var needed: Double
  /// The width that there is, in points.
  public var available: Double
  /// How many groups are to stand side by side.
  public var columns: Int
  /// How many of them would fit; 0 if not even one does.
  public var columnsThatFit: Int

  /// One sentence for a person, which names the options that help.
  public var sentence: String {
    let (needed, available) = (
      NumberFormat.fixed(needed.rounded(.up), decimals: 0),
      NumberFormat.fixed(available, decimals: 0)
    )
    let room =
      "the table \"\(title)\" needs \(needed) pt, and there are \(available)"
    if columnsThatFit > 0 {
      return "\(room): \(NumberFormat.counted(columnsThatFit, "group")) side by side "
        + "\(columnsThatFit == 1 ? "fits" : "fit") (--columns \(columnsThatFit))"
    }
    return "\(room): --width \(needed)pt or more fits"
      + (columns > 1 ? ", or --columns 1, which may take several bands" : "")
  }
}
