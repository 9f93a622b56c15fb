// SPDX-License-Identifier: GPL-3.0-or-later

extension LaTeXRenderer {
  /// The numbers as macros, a `\newcommand` each, that need the package xspace and load it if
  /// they stand in a document's preamble.
  ///
  /// A macro may stand before a space, a full stop or `\%`.
  package func render(_ macros: OverallMacros) -> String {
    """
    % Numbers by warmup-stats, for \\input in the preamble of a document.
    \\ifdefined\\xspace\\else\\RequirePackage{xspace}\\fi
    \\xspaceaddexceptions{\\%\\,\\textsubscript}

    """
      + macros.numbers.map { number in
        "\\newcommand{\\\(number.name)}{\(number.text.escapedForLaTeX)\\xspace}"
          + " % \(number.meaning.escapedForTerminal)\n"
      }.joined()
  }
}
