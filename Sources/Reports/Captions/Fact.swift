// SPDX-License-Identifier: GPL-3.0-or-later

/// A name and its value, as text.
package struct Fact: Sendable, Hashable {
  /// What it is.
  package var name: String
  /// Its value.
  package var value: String

  /// Creates a fact.
  package init(name: String, value: String) {
    self.name = name
    self.value = value
  }
}
