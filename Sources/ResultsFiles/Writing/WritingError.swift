// SPDX-License-Identifier: GPL-3.0-or-later

public import WarmupStats

/// Why results cannot be written in a format.
public enum WritingError: Error, Sendable, Hashable {
  /// The format holds the results of one machine, and there are several.
  case severalMachines([String], WrittenFormat)
  /// The format holds the results of one VM in one variant, and there are several.
  case severalVariants(WrittenFormat)
  /// The format has no way to write this key.
  case unwritableKey(BenchmarkKey, WrittenFormat)
}

extension WritingError: CustomStringConvertible {
  /// One sentence for a person.
  public var description: String {
    switch self {
    case .severalMachines(let machines, let format):
      "\(format.displayName) holds the results of one machine, not those of "
        + machines.map(quoted).joined(separator: ", ")
    case .severalVariants(let format):
      "\(format.displayName) holds the results of one VM in one variant, not those of several"
    case .unwritableKey(let key, let format):
      "\(format.displayName) needs keys of a benchmark, a VM and a variant, each without a colon, not "
        + quoted(key.description)
    }
  }
}
