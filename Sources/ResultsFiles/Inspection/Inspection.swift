// SPDX-License-Identifier: GPL-3.0-or-later

import Changepoints
import OrderedCollections
public import WarmupStats

/// What a results file is and holds, before any analysis.
public struct Inspection: Sendable, Hashable {
  /// The path of the file, or `-` for standard input.
  public var path: String
  /// What a person calls the format of the file.
  public var format: String
  /// The program that ran the benchmarks; `nil` for formats that any can write.
  public var harness: String?
  /// The version of the program that wrote the file; `nil` if not given.
  public var toolVersion: String?
  /// When the benchmarks ran, as the file says it; `nil` if it does not.
  public var date: String?
  /// The units in which the file counts.
  public var units: [String]
  /// What else the file says of the run.
  public var details: [Detail]
  /// What was measured, benchmark key by benchmark key.
  public var benchmarks: [BenchmarkInspection]
  /// What readers should know of the whole file.
  public var warnings: [Warning]

  /// Something that a file says of the run, such as how often the machine was started anew.
  public struct Detail: Sendable, Hashable {
    /// What it is.
    public var name: String
    /// What the file says of it.
    public var value: String

    /// Creates a detail.
    package init(name: String, value: String) {
      self.name = name
      self.value = value
    }
  }

  /// Creates an inspection of a file from what it says of itself and what it holds.
  ///
  /// - Parameters:
  ///   - path: the path of the file, or `-` for standard input.
  ///   - format: what a person calls its format.
  ///   - harness: the program that ran the benchmarks.
  ///   - toolVersion: the version of the program that wrote the file.
  ///   - date: when the benchmarks ran.
  ///   - units: the units in which the file counts.
  ///   - details: what else the file says of the run.
  ///   - experiments: what was measured, machine by machine.
  ///   - warnings: what the reader of the file had to say.
  ///   - options: how the executions would be analyzed.
  /// - Complexity: O(n log n) for n iterations.
  package init(
    path: String, format: String, harness: String? = nil, toolVersion: String? = nil,
    date: String? = nil, units: [String] = [], details: [Detail] = [],
    experiments: [Experiment], warnings: [Warning] = [],
    options: AnalysisOptions = AnalysisOptions()
  ) {
    self.path = path
    self.format = format
    self.harness = harness
    self.toolVersion = toolVersion
    self.date = date
    self.units = units
    self.details = details
    self.warnings = warnings.filter { $0.key == nil }
    let warningsOfKeys = Dictionary(grouping: warnings.filter { $0.key != nil }, by: \.key)
    benchmarks = experiments.flatMap { experiment in
      experiment.executions.elements.concurrentlyMapped { key, executions in
        var benchmark = BenchmarkInspection(
          of: executions, key: key, machine: experiment.machine, options: options)
        benchmark.warnings += warningsOfKeys[key] ?? []
        return benchmark
      }
    }
  }

  /// How many process executions there are, of all benchmark keys.
  package var executions: Int { benchmarks.reduce(0) { $0 + $1.executions } }

  /// How many of them crashed or timed out.
  package var failures: Int { benchmarks.reduce(0) { $0 + $1.failures } }

  /// The numbers of iterations of all executions that completed; `nil` if none did.
  package var iterations: IterationSpread? {
    IterationSpread(of: benchmarks.flatMap(\.iterationCounts))
  }

  /// The machines that are named, each once.
  package var machines: [String] {
    Array(OrderedSet(benchmarks.map(\.machine).filter { !$0.isEmpty }))
  }

  /// What the harness did about warmup, over all benchmark keys.
  package var warmup: WarmupRecord { WarmupRecord(of: benchmarks.map(\.warmup)) }
}

/// The least, the median and the greatest number of iterations of several process executions.
package struct IterationSpread: Sendable, Hashable {
  /// The least.
  package var least: Int
  /// The median.
  package var median: Double
  /// The greatest.
  package var greatest: Int

  /// Creates the spread of some counts; `nil` if there are none.
  init?(of counts: [Int]) {
    guard let first = counts.first else { return nil }
    (least, median, greatest) = (first, Double(first), first)
    guard !counts.allSatisfy({ $0 == first }),
      let sample = SortedSample(counts.map(Double.init))
    else { return }
    least = Int(clamped: sample.quantile(0))
    median = sample.median
    greatest = Int(clamped: sample.quantile(1))
  }
}

/// What a file tells of the warmup that a harness made itself.
public struct WarmupRecord: Sendable, Hashable {
  /// How many of the leading iterations are warmup; `nil` if the file does not say.
  public var kept: ClosedRange<Int>?
  /// How many iterations of warmup were left out; `nil` if the file does not say.
  public var omitted: ClosedRange<Int>?

  /// The record of a file that says nothing.
  package init() {}

  init(of executions: [ProcessExecution]) {
    kept = Self.range(executions.compactMap(\.harnessWarmupIterations))
    omitted = Self.range(executions.compactMap(\.omittedWarmupIterations))
  }

  init(of records: [WarmupRecord]) {
    kept = Self.range(records.compactMap(\.kept).flatMap { [$0.lowerBound, $0.upperBound] })
    omitted = Self.range(records.compactMap(\.omitted).flatMap { [$0.lowerBound, $0.upperBound] })
  }

  private static func range(_ counts: [Int]) -> ClosedRange<Int>? {
    guard let least = counts.min(), let greatest = counts.max() else { return nil }
    return least...greatest
  }
}
