// SPDX-License-Identifier: GPL-3.0-or-later

/// What a table stands in, in LaTeX.
public enum LaTeXEnvironment: String, Sendable, Hashable, CaseIterable {
  /// In the running text, in every document class; where it is too high, several one after another.
  case tabular
  /// Over as many pages as it takes; LaTeX refuses it where text is set in two columns.
  case longtable
  /// In a float as wide as a column.
  case table
  /// In a float as wide as the text, over both columns.
  case wideTable = "table*"

  /// Whether LaTeX finds a place for it, with its caption.
  public var isFloat: Bool { self == .table || self == .wideTable }
  /// Whether it can have a caption.
  public var takesCaption: Bool { self != .tabular }
}

/// How wide a table may be, in LaTeX.
public enum LaTeXWidth: Sendable, Hashable {
  /// As a column of two.
  case column
  /// As the text.
  case text
  /// So many points.
  case points(Double)

  /// Reads `column`, `text`, or a length such as `241pt`, `3.33in`, `8.4cm` or `84mm`; `nil` if it is
  /// none, or not from 20 to 5000 points.
  public init?(_ text: String) {
    switch text {
    case "column": self = .column
    case "text": self = .text
    default:
      guard let points = Self.points(in: text), (20...5000).contains(points) else { return nil }
      self = .points(points)
    }
  }

  /// The length, in TeX's points of 1/72.27 inch, that a text gives; `nil` if it gives none.
  public static func points(in text: String) -> Double? {
    let units: [(suffix: String, points: Double)] = [
      ("pt", 1), ("bp", 72.27 / 72), ("in", 72.27), ("cm", 72.27 / 2.54), ("mm", 72.27 / 25.4),
    ]
    guard let unit = units.first(where: { text.hasSuffix($0.suffix) }) else { return nil }
    let digits = text.dropLast(unit.suffix.count)
    guard digits.utf8.allSatisfy({ "0123456789.".utf8.contains($0) }), let number = Double(digits)
    else { return nil }
    return number * unit.points
  }

  /// The width in points: that of the narrowest of the usual document classes, so that what fits
  /// there fits in the others.
  ///
  /// A column has 229.8 points in article's two columns, 241.1 in acmart's and 252 in IEEEtran's; the
  /// text has 345 in article and 395.8 in acmsmall, and over two columns 469.7 in article, 506.3 in
  /// acmart and 516 in IEEEtran.
  public func points(in environment: LaTeXEnvironment) -> Double {
    switch self {
    case .column: 229.8
    case .text: environment == .wideTable ? 469.7 : 345
    case .points(let points): points
    }
  }
}
