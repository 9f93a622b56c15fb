// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

/// The date and time of a Unix time in milliseconds, such as `2026-05-01T10:00:00Z`; `nil` if that
/// is not between the years 1970 and 9999.
func instant(milliseconds: Double) -> String? {
  guard milliseconds >= 0, milliseconds < 253_402_300_800_000 else { return nil }
  return Date(timeIntervalSince1970: milliseconds / 1000).formatted(.iso8601)
}
