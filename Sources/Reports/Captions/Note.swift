// SPDX-License-Identifier: GPL-3.0-or-later

package import WarmupStats

/// A doubt or a fact that belongs to some rows, or to a whole table.
package struct Note: Sendable, Hashable {
  /// The number that rows refer to it by, from 1; `nil` if it concerns the whole table.
  package var number: Int?
  /// What it says, as one sentence.
  package var text: String
  /// What the warning is about that it puts into words; `nil` if it is not from a warning.
  package var kind: Warning.Kind?

  /// Creates a note.
  package init(number: Int?, text: String, kind: Warning.Kind? = nil) {
    self.number = number
    self.text = text
    self.kind = kind
  }
}
