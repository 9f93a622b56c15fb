// SPDX-License-Identifier: GPL-3.0-or-later

extension String {
  /// The string as one line that a terminal shows and does not obey.
  ///
  /// White space becomes a space. Control characters, and those that reorder or hide text, become
  /// U+FFFD, so that a name can neither move the cursor nor pose as another.
  package var escapedForTerminal: String {
    String(
      String.UnicodeScalarView(
        unicodeScalars.map { scalar in
          if scalar == "\t" || scalar.properties.generalCategory == .lineSeparator
            || scalar == "\n" || scalar == "\r"
            || scalar.properties.generalCategory == .paragraphSeparator
          {
            return " "
          }
          return scalar.isHazardous ? "\u{FFFD}" : scalar
        }))
  }
}

extension Unicode.Scalar {
  /// Whether the character is a control, or changes the direction of the text around it.
  var isHazardous: Bool {
    properties.generalCategory == .control
      || (0x202A...0x202E).contains(value) || (0x2066...0x2069).contains(value)
  }
}
