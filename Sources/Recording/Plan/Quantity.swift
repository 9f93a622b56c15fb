// SPDX-License-Identifier: GPL-3.0-or-later

import ResultsFiles

/// Times and sizes as people write them.
public enum Quantity {
  /// The seconds that a text such as `30`, `1.5 s` or `20 min` says; `nil` if it says none.
  public static func seconds(_ text: String) -> Double? {
    TimeText.seconds(words(text), unit: "s")
  }

  /// The bytes that a text such as `4096`, `2G` or `2 GiB` says, in powers of 1024; `nil` if it says
  /// none.
  public static func bytes(_ text: String) -> Int? {
    let joined = words(text).joined()
    let digits = joined.prefix { $0.isASCII && $0.isNumber }
    let powers = ["": 0, "B": 0, "K": 10, "KiB": 10, "M": 20, "MiB": 20, "G": 30, "GiB": 30]
    guard let count = Int(digits), let power = powers[String(joined[digits.endIndex...])]
    else { return nil }
    let (bytes, overflows) = count.multipliedReportingOverflow(by: 1 << power)
    return overflows ? nil : bytes
  }

  private static func words(_ text: String) -> [String] {
    text.split(separator: " ").map(String.init)
  }
}
