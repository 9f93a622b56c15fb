// SPDX-License-Identifier: GPL-3.0-or-later

import WarmupStats

/// The messages of cargo-criterion, one a line.
enum CargoCriterionReader: FormatReader {
  static let format = ResultsFormat.cargoCriterion

  static func recognizes(_ content: FileContent) -> Bool {
    content.firstObject?["reason"] != nil
  }

  static func read(
    _ content: FileContent, into results: inout FileResults
  ) throws(ResultsFileError) {
    try content.forEachDocument(of: format, path: results.source.path) {
      value throws(ResultsFileError) in
      let message = try value.object()
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
    }
    results.warnOfMissingWarmup()
  }
}
