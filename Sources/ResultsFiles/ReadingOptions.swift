// SPDX-License-Identifier: GPL-3.0-or-later

/// How results files are read.
public struct ReadingOptions: Sendable, Hashable {
  /// The format to read all files as; `nil` to recognise it by what the file holds.
  public var format: ResultsFormat?
  /// The name of the VM, for files that do not give one.
  public var vm: String?
  /// The name of the variant, for files that do not give one.
  public var variant: String?
  /// The name of the machine, for files that do not give one.
  public var machine: String?
  /// Which benchmark keys to read.
  public var selection: KeySelection
  /// Whether executions that cannot be read are left out with a warning, instead of failing.
  public var skipsInvalid: Bool
  /// How many bytes a file may have at most once it is decompressed: 2 GiB, so that a small
  /// compressed file cannot fill the memory.
  public var maximumSize: Int

  /// Creates options; without arguments, those that suit files one knows nothing about.
  public init(
    format: ResultsFormat? = nil, vm: String? = nil, variant: String? = nil,
    machine: String? = nil, selection: KeySelection = KeySelection(),
    skipsInvalid: Bool = false, maximumSize: Int = 2 << 30
  ) {
    self.format = format
    self.vm = vm
    self.variant = variant
    self.machine = machine
    self.selection = selection
    self.skipsInvalid = skipsInvalid
    self.maximumSize = maximumSize
  }
}
