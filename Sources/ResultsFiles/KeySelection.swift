// SPDX-License-Identifier: GPL-3.0-or-later

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif
package import WarmupStats

/// Which benchmark keys to read, by shell patterns such as `binary_*`.
///
/// A key is selected if each of its parts matches at least one of the patterns for it; without
/// patterns, every part does.
public struct KeySelection: Sendable, Hashable {
  /// Patterns for the name of the benchmark.
  public var benchmarks: [String]
  /// Patterns for the name of the VM.
  public var vms: [String]
  /// Patterns for the name of the variant.
  public var variants: [String]

  /// Creates a selection; without arguments, it holds every key.
  public init(benchmarks: [String] = [], vms: [String] = [], variants: [String] = []) {
    self.benchmarks = benchmarks
    self.vms = vms
    self.variants = variants
  }

  /// Whether a key is selected.
  package func contains(_ key: BenchmarkKey) -> Bool {
    func matches(_ name: String, _ patterns: [String]) -> Bool {
      patterns.isEmpty || patterns.contains { unsafe fnmatch($0, name, 0) == 0 }
    }
    return matches(key.benchmark, benchmarks) && matches(key.vm, vms)
      && matches(key.variant, variants)
  }
}
