// SPDX-License-Identifier: GPL-3.0-or-later

/// How results files are read.
public struct ReadingOptions: Sendable, Hashable {
  /// What becomes of the iterations that a harness itself regards as warmup.
  public enum HarnessWarmup: String, Sendable, Hashable, CaseIterable {
    /// They stay, and each process execution says how many they are.
    case keep
    /// They are left out.
    case drop
  }

  /// The format to read all files as; `nil` to recognise it by what the file holds.
  public var format: ResultsFormat?
  /// The name of the benchmark, for files that do not give one.
  public var benchmark: String?
  /// The name of the VM, for files whose benchmark keys do not have one; it goes before what a
  /// file says elsewhere of the runtime.
  public var vm: String?
  /// The name of the variant, for files whose benchmark keys do not have one.
  public var variant: String?
  /// The name of the machine, for files that do not give one.
  public var machine: String?
  /// Which of the things that were measured to read, for files with several: `total` in those of
  /// ReBench, if `nil`.
  public var criterion: String?
  /// Which benchmark keys to read.
  public var selection: KeySelection
  /// What becomes of the iterations that a harness itself regards as warmup.
  public var harnessWarmup: HarnessWarmup
  /// Whether executions that cannot be read are left out with a warning, instead of failing.
  public var skipsInvalid: Bool
  /// How many bytes a file may have at most once it is decompressed: 2 GiB, so that a small
  /// compressed file cannot fill the memory.
  public var maximumSize: Int

  /// Creates options; without arguments, those that suit files one knows nothing about.
  public init(
    format: ResultsFormat? = nil, benchmark: String? = nil, vm: String? = nil,
    variant: String? = nil, machine: String? = nil, criterion: String? = nil,
    selection: KeySelection = KeySelection(), harnessWarmup: HarnessWarmup = .keep,
    skipsInvalid: Bool = false, maximumSize: Int = 2 << 30
  ) {
    self.format = format
    self.benchmark = benchmark
    self.vm = vm
    self.variant = variant
    self.machine = machine
    self.criterion = criterion
    self.selection = selection
    self.harnessWarmup = harnessWarmup
    self.skipsInvalid = skipsInvalid
    self.maximumSize = maximumSize
  }
}
