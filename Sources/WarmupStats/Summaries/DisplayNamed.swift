// SPDX-License-Identifier: GPL-3.0-or-later

/// A choice that people read by a name of its own: a class, a verdict, an aspect.
///
/// Programs write and compare the raw value, which stays the same within a schema; people read the
/// display name.
public protocol DisplayNamed {
  /// The name that people read, such as "no steady state".
  var displayName: String { get }
}

extension DisplayNamed where Self: RawRepresentable, RawValue == String {
  /// The raw value, if that is a word already.
  public var displayName: String { rawValue }
}
