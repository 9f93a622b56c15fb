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

  /// The format to read all files as; `nil` to recognize it by what the file holds.
  public var format: ResultsFormat?
  /// The name of the benchmark, for files that do not give one.
  public var benchmark: String?
  /// The unit of times, such as `ms` or `ops/s`, for files that do not give one; seconds, if `nil`.
  public var unit: String?
  /// The name of the VM, instead of what files say.
  public var vm: String?
  /// The name of the variant, instead of what files say.
  public var variant: String?
  /// The name of the machine, instead of what files say.
  public var machine: String?
  /// Whether each row of a file with a row per time is a process execution of its own.
  public var eachRowIsAProcess: Bool
  /// Which of the things that were measured to read, for files with several: `total` in those of
  /// ReBench, if `nil`.
  public var criterion: String?
  /// Which benchmark keys to read.
  public var selection: KeySelection
  /// What becomes of the iterations that a harness itself regards as warmup.
  public var harnessWarmup: HarnessWarmup
  /// Whether executions that cannot be read are left out with a warning, instead of failing.
  public var skipsInvalid: Bool
  /// How many bytes a file may have at most once it is decompressed; `nil` for 2 GiB, so that a small
  /// compressed file cannot fill the memory, and for as much as fits into memory of plain rows on disk.
  package var maximumSize: Int?
  /// How many bytes of the text of a large file are in memory at a time, where not all of it has to be.
  package var windowSize = JSONPieces.usualWindowSize

  /// Creates options; without arguments, those that suit files one knows nothing about.
  public init(
    format: ResultsFormat? = nil, benchmark: String? = nil, unit: String? = nil,
    vm: String? = nil, variant: String? = nil, machine: String? = nil, criterion: String? = nil,
    selection: KeySelection = KeySelection(), harnessWarmup: HarnessWarmup = .keep,
    eachRowIsAProcess: Bool = false, skipsInvalid: Bool = false, maximumSize: Int? = nil
  ) {
    self.format = format
    self.benchmark = benchmark
    self.unit = unit
    self.vm = vm
    self.variant = variant
    self.machine = machine
    self.criterion = criterion
    self.selection = selection
    self.harnessWarmup = harnessWarmup
    self.eachRowIsAProcess = eachRowIsAProcess
    self.skipsInvalid = skipsInvalid
    self.maximumSize = maximumSize
  }
}

extension ReadingOptions {
  /// How many bytes a file may have where nothing else is said.
  package static let defaultMaximumSize = 2 << 30

  /// Whether a text is a unit of time, of time per operation or of a rate that files may have.
  package static func isUnit(_ text: String) -> Bool { ScoreUnit(text) != nil }

  /// A number of a unit of time, in seconds; `nil` if the unit is none of time.
  package static func seconds(_ count: Double, in unit: String) -> Double? {
    TimeUnit(unit)?.inSeconds(count)
  }

  /// The unit of times that files do not give; `nil` if it is not said.
  func timeUnit() throws(ResultsFileError) -> ScoreUnit? {
    guard let unit else { return nil }
    guard let named = ScoreUnit(unit) else {
      throw ResultsFileError(
        path: "the unit", place: .file, expected: "a unit of time such as ms, ns/op or ops/s",
        found: quoted(unit))
    }
    return named
  }
}
