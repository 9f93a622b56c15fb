// SPDX-License-Identifier: GPL-3.0-or-later

/// What was measured: a benchmark, on a virtual machine, in one of its variants.
///
/// Krun writes it `benchmark:vm:variant`, and so does ``description``. A part that a file does
/// not give is the empty string, and stays out of the description.
public struct BenchmarkKey: Hashable, Sendable, Codable {
  /// The name of the benchmark, such as `binary_trees`.
  public var benchmark: String
  /// The name of the virtual machine or other system that ran it, such as `HotSpot`.
  public var vm: String
  /// The name of the variant, such as `default-java`.
  public var variant: String

  /// Creates a key from its three parts; a part that is not known is the empty string.
  public init(benchmark: String, vm: String = "", variant: String = "") {
    self.benchmark = benchmark
    self.vm = vm
    self.variant = variant
  }
}

extension BenchmarkKey {
  /// Whether two keys are the same, to the last byte.
  ///
  /// Strings count as equal that write the same characters in different ways, such as an accent as
  /// a character of its own. Benchmarks whose names differ so are two benchmarks all the same.
  public static func == (left: BenchmarkKey, right: BenchmarkKey) -> Bool {
    left.benchmark.hasBytes(of: right.benchmark) && left.vm.hasBytes(of: right.vm)
      && left.variant.hasBytes(of: right.variant)
  }
}

extension BenchmarkKey: CustomStringConvertible {
  /// The parts that are known, joined by colons, as Krun writes a key.
  public var description: String {
    [benchmark, vm, variant].filter { !$0.isEmpty }.joined(separator: ":")
  }
}

extension BenchmarkKey: Comparable {
  /// Orders by VM, then benchmark, then variant: the order in which tables list keys.
  public static func < (left: BenchmarkKey, right: BenchmarkKey) -> Bool {
    (left.vm, left.benchmark, left.variant) < (right.vm, right.benchmark, right.variant)
  }
}

extension String {
  /// Whether two strings are the same, to the last byte.
  fileprivate func hasBytes(of other: String) -> Bool {
    guard self == other, utf8.count == other.utf8.count else { return false }
    // What is the same as ASCII in other characters has more bytes.
    return utf8Span.isKnownASCII || utf8.elementsEqual(other.utf8)
  }
}
