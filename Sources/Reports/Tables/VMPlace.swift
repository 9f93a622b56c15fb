// SPDX-License-Identifier: GPL-3.0-or-later

import WarmupStats

/// A VM on a machine, and in a file where several are shown.
struct VMPlace: Hashable {
  var file = ""
  var machine: String
  var vm: String
}

extension Array {
  /// Whether all benchmark keys of the same place have the same variant.
  func haveOneVariantEach(
    of place: (Element) -> VMPlace, _ key: (Element) -> BenchmarkKey
  ) -> Bool {
    var variants: [VMPlace: String] = [:]
    return allSatisfy { element in
      let variant = key(element).variant
      return (variants.updateValue(variant, forKey: place(element)) ?? variant) == variant
    }
  }
}
