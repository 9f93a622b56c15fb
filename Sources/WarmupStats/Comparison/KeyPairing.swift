// SPDX-License-Identifier: GPL-3.0-or-later

/// Which benchmark key of one result is compared with which of another.
///
/// Without more, each key is compared with the same key.
public struct KeyPairing: Sendable, Hashable, Codable {
  /// Two VMs of which the one is compared with the other.
  public struct VMs: Sendable, Hashable, Codable {
    /// The VM in the result before.
    public var baseline: String
    /// The VM in the result after.
    public var candidate: String

    /// Creates a pair of VMs.
    public init(baseline: String, candidate: String) {
      self.baseline = baseline
      self.candidate = candidate
    }
  }

  /// The VMs to compare; `nil` compares each with itself.
  ///
  /// VMs often name their variants each in its own way. So where no variant of the same name is
  /// left, and there is one left on either side, these two are compared.
  public var vms: VMs?
  /// What benchmarks of the result before are called in the result after, where their names differ.
  public var newNames: [String: String]

  /// Creates a pairing.
  public init(vms: VMs? = nil, newNames: [String: String] = [:]) {
    self.vms = vms
    self.newNames = newNames
  }
}

/// Keys of two results, matched.
struct PairedKeys {
  struct Pair {
    var baseline: BenchmarkKey
    var candidate: BenchmarkKey
  }

  /// The keys to compare, in the order of those before.
  private(set) var pairs: [Pair] = []
  /// The keys that have none to be compared with, those before first.
  private(set) var unpaired: [ExcludedBenchmark] = []

  private let pairing: KeyPairing

  /// Matches the keys of two results, each in the order of its file.
  init(_ baseline: [BenchmarkKey], _ candidate: [BenchmarkKey], pairing: KeyPairing) {
    self.pairing = pairing
    let (wanted, offered) = (
      baseline.filter { pairing.vms == nil || $0.vm == pairing.vms?.baseline },
      candidate.filter { pairing.vms == nil || $0.vm == pairing.vms?.candidate }
    )
    var partners = exactPartners(of: wanted, in: offered)
    let taken = Set(partners.values)
    var free = offered.filter { !taken.contains($0) }
    let ambiguous = pairing.vms == nil ? [] : matchVariants(of: wanted, &partners, &free)

    pairs = wanted.compactMap { key in partners[key].map { Pair(baseline: key, candidate: $0) } }
    unpaired = wanted.filter { partners[$0] == nil }.map {
      ExcludedBenchmark(
        baseline: $0, reason: ambiguous.contains(target(of: $0)) ? .severalVariants : .missing)
    }
    unpaired += free.map {
      ExcludedBenchmark(
        candidate: $0, reason: ambiguous.contains(Target($0)) ? .severalVariants : .added)
    }
    unpaired += notSelected(baseline, candidate)
  }

  /// A benchmark on a VM, as the result after has it.
  private struct Target: Hashable {
    var benchmark: String
    var vm: String

    init(benchmark: String, vm: String) {
      self.benchmark = benchmark
      self.vm = vm
    }

    init(_ key: BenchmarkKey) { self.init(benchmark: key.benchmark, vm: key.vm) }
  }

  /// Where a key of the result before is to be found in the result after.
  private func target(of key: BenchmarkKey) -> Target {
    Target(
      benchmark: pairing.newNames[key.benchmark] ?? key.benchmark,
      vm: pairing.vms?.candidate ?? key.vm)
  }

  /// The keys `after` with the target and the variant of those before.
  ///
  /// A benchmark that was renamed goes before one that always had the name.
  private func exactPartners(
    of baseline: [BenchmarkKey], in candidate: [BenchmarkKey]
  ) -> [BenchmarkKey: BenchmarkKey] {
    let present = Set(candidate)
    var partners: [BenchmarkKey: BenchmarkKey] = [:]
    var taken: Set<BenchmarkKey> = []
    let renamedFirst =
      baseline.filter { pairing.newNames[$0.benchmark] != nil }
      + baseline.filter { pairing.newNames[$0.benchmark] == nil }
    for key in renamedFirst {
      let target = target(of: key)
      let partner = BenchmarkKey(
        benchmark: target.benchmark, vm: target.vm, variant: key.variant)
      if present.contains(partner), taken.insert(partner).inserted { partners[key] = partner }
    }
    return partners
  }

  /// Matches variants of different names where one is left on either side; returns the targets
  /// where more are left.
  private func matchVariants(
    of baseline: [BenchmarkKey], _ partners: inout [BenchmarkKey: BenchmarkKey],
    _ free: inout [BenchmarkKey]
  ) -> Set<Target> {
    let left = Dictionary(grouping: baseline.filter { partners[$0] == nil }, by: target)
    let candidates = Dictionary(grouping: free, by: Target.init)
    var ambiguous: Set<Target> = []
    for (target, keys) in left {
      guard let variants = candidates[target] else { continue }
      if keys.count == 1, variants.count == 1 {
        partners[keys[0]] = variants[0]
        free.removeAll { $0 == variants[0] }
      } else {
        ambiguous.insert(target)
      }
    }
    return ambiguous
  }

  /// The keys of VMs that were not asked for.
  private func notSelected(
    _ baseline: [BenchmarkKey], _ candidate: [BenchmarkKey]
  ) -> [ExcludedBenchmark] {
    guard let vms = pairing.vms else { return [] }
    let others = { (key: BenchmarkKey) in key.vm != vms.baseline && key.vm != vms.candidate }
    let (left, right) = (baseline.filter(others), candidate.filter(others))
    return left.map {
      ExcludedBenchmark(
        baseline: $0, candidate: right.contains($0) ? $0 : nil, reason: .notSelected)
    }
      + right.filter { !left.contains($0) }.map {
        ExcludedBenchmark(candidate: $0, reason: .notSelected)
      }
  }
}
