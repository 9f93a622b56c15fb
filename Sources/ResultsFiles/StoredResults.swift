// SPDX-License-Identifier: GPL-3.0-or-later

public import WarmupStats

/// What a file holds for a comparison: measurements, or what an earlier analysis found in them.
public enum StoredResults: Sendable {
  /// Measurements, still to be analyzed.
  case measurements(ReadResults)
  /// Summaries that `classify --format json` wrote, one per machine.
  case summaries([ExperimentSummary])
  /// Values of another quantity than time, one experiment per machine.
  case quantities([MeasuredQuantities])

  /// Reads a file of either kind.
  ///
  /// - Parameters:
  ///   - path: The path of the file, or `-` for standard input.
  ///   - options: How to read it, if it holds measurements.
  /// - Throws: `ResultsFileError` as ``ResultsFile/read(at:options:)-(String,_)``, and if
  ///   summaries contradict their schema.
  public init(
    readingFileAt path: String, options: ReadingOptions = ReadingOptions()
  ) throws(ResultsFileError) {
    self = try ResultsFile.readStored(at: path, options: options)
  }
}

/// What was counted or measured on one machine in another unit than that of time.
public struct MeasuredQuantities: Sendable {
  package var experiment: QuantityExperiment

  /// The name of the machine; empty where no file gives it.
  public var machine: String { experiment.machine }
  /// The unit, as the file names it.
  public var unit: String { experiment.unit }
}
