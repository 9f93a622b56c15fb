// SPDX-License-Identifier: GPL-3.0-or-later

/// The looks of charts, in CSS, for light and for dark surroundings.
///
/// The colours are those of Okabe and Ito, "Color Universal Design",
/// https://jfly.uni-koeln.de/color/, which people with any common colour blindness tell apart;
/// shapes differ too.
enum SVGStyle {
  /// A colour on a light and on a dark ground.
  struct Color {
    var light: String
    var dark: String

    static let ink = Color(light: "#24292f", dark: "#d6dbe1")
    static let faint = Color(light: "#6b7480", dark: "#929ca8")
    static let rule = Color(light: "#d5d9de", dark: "#3a4048")
    static let ground = Color(light: "#ffffff", dark: "#15181c")
    static let measured = Color(light: "#9aa3ad", dark: "#707a85")
    static let slate = Color(light: "#56687a", dark: "#a9b8c6")
    static let blue = Color(light: "#0072b2", dark: "#56b4e9")
    static let vermilion = Color(light: "#d55e00", dark: "#f0844c")
    static let green = Color(light: "#007f5f", dark: "#3fbf97")
    static let amber = Color(light: "#e69f00", dark: "#e69f00")
    static let purple = Color(light: "#a3457f", dark: "#dd93bd")
  }

  /// Each selector with its declarations; `@` stands for the colour.
  private static let rules: [(selector: String, declarations: String, color: Color)] = [
    (".ws text", "fill:@", .faint),
    (".ws .t", "fill:@", .ink),
    (".ws .n", "fill:@;font-style:italic", .faint),
    (".ws .a", "stroke:@;stroke-width:1;fill:none", .rule),
    (".ws .g", "stroke:@;stroke-width:.5;fill:none", .rule),
    (".ws .harnessWarmup", "fill:@;stroke:none;opacity:.16", .amber),
    (".ws .measurement", "stroke:@;stroke-width:.8;fill:none;stroke-linejoin:round", .measured),
    (".ws .steadySegment", "stroke:@;stroke-width:2.4;fill:none", .blue),
    (".ws .otherSegment", "stroke:@;stroke-width:2.4;fill:none", .vermilion),
    (".ws .referenceSegment", "stroke:@;stroke-width:4;fill:none", .blue),
    (".ws .sameSegment", "stroke:@;stroke-width:2.4;fill:none", .blue),
    (".ws .differentSegment", "stroke:@;stroke-width:2.4;fill:none", .vermilion),
    (".ws .burst", "stroke:@;stroke-width:2.4;fill:none", .amber),
    (".ws text.differentSegment,.ws text.burst", "fill:@;stroke:none", .ink),
    (".ws .steadyIteration", "stroke:@;stroke-width:1.2;stroke-dasharray:3 2;fill:none", .green),
    (".ws .uniqueOutlier", "stroke:@;stroke-width:1;fill:none", .purple),
    (".ws .commonOutlier", "fill:@", .purple),
    (".ws .cut", "fill:@", .purple),
    (".ws .reference", "fill:@;stroke:none;opacity:.15", .blue),
    (".ws .persistence", "stroke:@;stroke-width:1.4;fill:none", .slate),
    (".ws .givenPenalty", "stroke:@;stroke-width:1.2;fill:none", .vermilion),
    (".ws .elbow", "stroke:@;stroke-width:1.2;stroke-dasharray:3 2;fill:none", .green),
    (".ws .estimationError", "stroke:@;stroke-width:4;fill:none", .blue),
    (".ws .share", "stroke:@;stroke-width:2;fill:none;stroke-linejoin:round", .blue),
    (".ws .goal", "stroke:@;stroke-width:1.2;stroke-dasharray:3 2;fill:none", .green),
    (".ws .changePlace", "fill:@;stroke:none;opacity:.16", .amber),
    (".ws .level", "stroke:@;stroke-width:2.4;fill:none", .blue),
    (".ws .slowerLevel", "stroke:@;stroke-width:2.4;fill:none", .vermilion),
    (".ws text.level,.ws text.slowerLevel", "fill:@;stroke:none", .ink),
    (".ws .setAside", "stroke:@;stroke-width:1;fill:none", .purple),
    (".ws .neighbours", "stroke:@;stroke-width:.6;fill:none", .slate),
    (".ws .correlation", "stroke:@;stroke-width:2;fill:none", .blue),
    (".tone-better", "color:@", .blue),
    (".tone-worse", "color:@", .vermilion),
    (".tone-mixed", "color:@", .purple),
    (".s-flat,.s-tooFewIterations,.s-singleMeasurement", "color:@", .slate),
    (".s-warmup,.s-steady,.s-goodInconsistent", "color:@", .blue),
    (".s-slowdown,.s-badInconsistent,.s-inconsistent", "color:@", .vermilion),
    (".s-noSteadyState,.s-crashed", "color:@", .purple),
    (".ws .bar,svg.bar", "color:@", .measured),
    (".ws .marked,svg .marked", "color:@", .vermilion),
    (".ws .ground", "fill:@", .ground),
  ]

  /// The looks of charts, and of symbols and bars in a page around them.
  static let css = css(of: rules)

  /// The looks of a chart that is a document of its own.
  static let chartCSS = css(of: rules.filter { $0.selector.hasPrefix(".ws ") })

  /// The colors of series, in an order in which neighbours differ in lightness too, so that they are
  /// told apart in print without colors.
  private static let seriesColors: [Color] = [
    .blue, .amber, Color(light: "#009e73", dark: "#3fbf97"),
    Color(light: "#f0e442", dark: "#f0e442"), .vermilion,
    Color(light: "#56b4e9", dark: "#9ad1f2"), .purple, .faint,
  ]

  /// The style of a series; from the ninth on, colors come again, more faintly.
  static func series(_ index: Int) -> String {
    "series\(index % seriesColors.count)" + (index < seriesColors.count ? "" : " again")
  }

  /// The looks of bars.
  private static let barRules: [(selector: String, declarations: String, color: Color)] =
    seriesColors.enumerated().map { (".ws .series\($0)", "fill:@", $1) } + [
      (".ws rect.again", "fill-opacity:.5;stroke:@;stroke-width:.4", .ink),
      (".ws .digits", "fill:@", .ink),
      (
        ".ws .digits", "stroke:@;stroke-width:1;paint-order:stroke;stroke-linejoin:round", .ground
      ),
      (".ws .whisker", "stroke:@;stroke-width:.7;fill:none", .ink),
      (".ws .baselineLevel", "stroke:@;stroke-width:.9;stroke-dasharray:3 2;fill:none", .ink),
    ]

  /// The looks of a figure of bars.
  static let barCSS = css(of: rules.filter { $0.selector.hasPrefix(".ws ") } + barRules)

  /// The rules as a style sheet, those for dark surroundings last.
  private static func css(
    of rules: [(selector: String, declarations: String, color: Color)]
  ) -> String {
    let fonts = ".ws{font:10px system-ui,-apple-system,'Segoe UI',Roboto,sans-serif}"
    let light = rules.map { rule in
      "\(rule.selector){\(rule.declarations.replacing("@", with: rule.color.light))}"
    }
    let dark = rules.map { rule in
      "\(rule.selector){\(rule.declarations.replacing("@", with: rule.color.dark))}"
    }
    return fonts + light.joined()
      + "@media screen and (prefers-color-scheme:dark){\(dark.joined())}"
  }
}
