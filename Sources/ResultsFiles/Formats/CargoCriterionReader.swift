// SPDX-License-Identifier: GPL-3.0-or-later

import WarmupStats

extension ResultsFormat {
  /// What cargo-criterion prints with `--message-format=json`.
  package static var cargoCriterion: ResultsFormat { CargoCriterionReader.format }
}

/// The messages of cargo-criterion, one a line.
enum CargoCriterionReader: JSONFormatReader {
  static let format = ResultsFormat(
    "cargo-criterion", name: "cargo-criterion messages", harness: "Criterion",
    isMicrobenchmark: true, reader: CargoCriterionReader.self)

  static func recognizes(_ text: JSONValue) -> Bool {
    text.asObject?["reason"] != nil
  }

  static func read(
    _ text: JSONValue, into results: inout FileResults
  ) throws(ResultsFileError) {
    let message = try text.object()
    guard try message.required("reason").string() == "benchmark-complete" else { return }
    let key = results.key(try message.required("id").string())
    let unit = try message.required("unit").timeUnit()
    results.source.units.appendOnce(try message.required("unit").string())
    let counts = try message.required("iteration_count")
    let totals = try message.required("measured_values")
    try results.add(executionOf: key) { () throws(ResultsFileError) in
      ProcessExecution(
        times: try CriterionReader.timesPerIteration(totals, counts: counts, unit: unit))
    }
    results.warnOfMissingWarmup()
  }
}
