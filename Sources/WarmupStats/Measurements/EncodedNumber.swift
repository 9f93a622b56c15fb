// SPDX-License-Identifier: GPL-3.0-or-later

/// A number that may be infinite, as results encode it: JSON has no infinity, so that it is the
/// text "inf" or "-inf".
struct EncodedNumber: Codable {
  var value: Double

  init(_ value: Double) { self.value = value }

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    switch try? container.decode(String.self) {
    case "inf": value = .infinity
    case "-inf": value = -.infinity
    default: value = try container.decode(Double.self)
    }
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    if value.isInfinite {
      try container.encode(value > 0 ? "inf" : "-inf")
    } else {
      try container.encode(value)
    }
  }
}
