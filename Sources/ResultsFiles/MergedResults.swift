// SPDX-License-Identifier: GPL-3.0-or-later

import OrderedCollections
import WarmupStats

/// The results of several files, put together by machine.
struct MergedResults {
  private var experiments: OrderedDictionary<String, Experiment> = [:]
  private var warnings: [Warning] = []
  private var sources: [ResultsSource] = []

  var results: ReadResults {
    ReadResults(experiments: Array(experiments.values), warnings: warnings, sources: sources)
  }

  /// Puts the results of a file behind those of the files before it.
  mutating func append(_ file: FileResults) {
    let harness = file.source.format.harness
    for (machine, experiment) in file.experiments {
      var merged = experiments[machine] ?? Experiment(machine: machine, harness: harness)
      merged.append(experiment)
      if merged.harness != harness { merged.harness = nil }
      experiments[machine] = merged
    }
    warnings += file.warnings
    sources.append(file.source)
  }
}
