// SPDX-License-Identifier: GPL-3.0-or-later

package import WarmupStats

/// What `inspect --format json` writes, in the schema `warmup-stats-inspection/1`.
///
/// Per file it tells what the file is, and per benchmark key what it holds and what is suspicious.
/// Times are in seconds; what is not known is left out.
package struct InspectionDocument: Encodable, Sendable, JSONRepresentable {
  struct File: Encodable {
    var path: String
    var format: String
    var harness: String?
    var toolVersion: String?
    var date: String?
    var units: [String]
    var details: [String: String]
    var machines: [String]
    var executions: Int
    var failures: Int
    var iterations: Iterations?
    var harnessWarmup: Warmup
    var benchmarks: [Benchmark]
    var warnings: [SummaryDocument.WarningEntry]

    init(_ inspection: Inspection, caption: (Warning) -> String) {
      path = inspection.path
      format = inspection.format
      harness = inspection.harness
      toolVersion = inspection.toolVersion
      date = inspection.date
      units = inspection.units
      details = Dictionary(
        inspection.details.map { ($0.name, $0.value) }, uniquingKeysWith: { $1 })
      machines = inspection.machines
      executions = inspection.executions
      failures = inspection.failures
      iterations = inspection.iterations.map(Iterations.init)
      harnessWarmup = Warmup(inspection.warmup)
      benchmarks = inspection.benchmarks.map { Benchmark($0, caption: caption) }
      warnings = inspection.warnings.map {
        SummaryDocument.WarningEntry($0, caption: caption)
      }
    }
  }

  struct Benchmark: Encodable {
    var benchmark: String
    var vm: String
    var variant: String
    var machine: String
    var executions: Int
    var failures: Int
    var iterations: Iterations?
    var medianTime: Double?
    var resolution: Resolution?
    var harnessWarmup: Warmup
    var warnings: [SummaryDocument.WarningEntry]

    init(_ inspection: BenchmarkInspection, caption: (Warning) -> String) {
      benchmark = inspection.key.benchmark
      vm = inspection.key.vm
      variant = inspection.key.variant
      machine = inspection.machine
      executions = inspection.executions
      failures = inspection.failures
      iterations = inspection.iterations.map(Iterations.init)
      medianTime = inspection.medianTime
      resolution = inspection.resolution.map(Resolution.init)
      harnessWarmup = Warmup(inspection.warmup)
      warnings = inspection.warnings.map {
        SummaryDocument.WarningEntry($0, caption: caption)
      }
    }
  }

  struct Iterations: Encodable {
    var least: Int
    var median: Double
    var greatest: Int

    init(_ spread: IterationSpread) {
      least = spread.least
      median = spread.median
      greatest = spread.greatest
    }
  }

  struct Resolution: Encodable {
    var step: Double
    var distinctTimes: Int
    var deviation: Double
    var doubt: Double

    init(_ resolution: TimeResolution) {
      step = resolution.step
      distinctTimes = resolution.distinctTimes
      deviation = resolution.deviation
      doubt = resolution.doubt
    }
  }

  /// How much warmup of the harness there is in the file, and how much it left out.
  struct Warmup: Encodable {
    var kept: Counts?
    var omitted: Counts?

    struct Counts: Encodable {
      var least: Int
      var greatest: Int

      init(_ range: ClosedRange<Int>) {
        least = range.lowerBound
        greatest = range.upperBound
      }
    }

    init(_ record: WarmupRecord) {
      kept = record.kept.map(Counts.init)
      omitted = record.omitted.map(Counts.init)
    }
  }

  var schema = "warmup-stats-inspection/1"
  var tool: SummaryDocument.Tool
  var files: [File]

  /// Creates the document.
  ///
  /// - Parameters:
  ///   - inspections: what each file is and holds.
  ///   - version: the version of the program that writes the document.
  ///   - caption: puts a warning into a sentence, as `\.caption` of `Reports` does.
  package init(
    _ inspections: [Inspection], version: String, caption: (Warning) -> String
  ) {
    tool = SummaryDocument.Tool(name: "warmup-stats", version: version)
    files = inspections.map { File($0, caption: caption) }
  }
}
