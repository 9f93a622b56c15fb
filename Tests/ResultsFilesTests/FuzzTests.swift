// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import OrderedCollections
import ResultsFiles
import TestSupport
import Testing
import WarmupStats

/// Samples damaged at random are refused, or hold finite, positive times; nothing crashes.
///
/// `WARMUP_STATS_FUZZ_INPUTS` says how many inputs to try, and `WARMUP_STATS_FUZZ_SEED` which.
@Suite struct FuzzTests {
  @Test func survivesRandomDamage() throws {
    let environment = ProcessInfo.processInfo.environment
    let count = environment["WARMUP_STATS_FUZZ_INPUTS"].flatMap(Int.init) ?? 5000
    var mutator = Mutator(seed: environment["WARMUP_STATS_FUZZ_SEED"].flatMap(UInt64.init) ?? 1)
    let samples = FormatSamples.all.map { (Array($0.text.utf8), $0.options) }
    var refused = 0
    for index in 0..<count {
      var (sample, options) = samples[index % samples.count]
      let other = samples[mutator.below(samples.count)].0
      sample = mutator.damaged(sample, with: other)
      options.skipsInvalid = mutator.below(4) == 0
      options.harnessWarmup = mutator.below(4) == 0 ? .drop : .keep
      if let results = Damage.read(sample, options: options) {
        let times = Damage.allTimes(of: results).joined()
        #expect(times.allSatisfy { (1e-12...1e9).contains($0) })
        if index.isMultiple(of: 8) { try expectRoundTrip(results.experiments) }
      } else {
        refused += 1
      }
    }
    print("fuzz: \(count) inputs, \(refused) refused")
    #expect(refused > count / 10)
  }
}

/// What is written is read back the same.
private func expectRoundTrip(_ experiments: [Experiment]) throws {
  let names = experiments.flatMap { experiment in
    experiment.executions.keys.flatMap { [$0.benchmark, $0.vm, $0.variant, experiment.machine] }
  }
  // Text holds no NUL, and our own files name each benchmark; all executions may be left out.
  guard !experiments.isEmpty, !names.contains(where: { $0.utf8.contains(0) }),
    experiments.allSatisfy({ $0.executions.keys.allSatisfy { !$0.benchmark.isEmpty } })
  else { return }
  for format in [WrittenFormat.tidyCSV, .tidyNDJSON] {
    var text = ""
    _ = try ResultsFile.write(experiments, as: format, to: &text)
    let read = try ResultsFile.read(Array(text.utf8), named: "WRITTEN").experiments
    let same = zip(read, experiments).allSatisfy { read, written in
      read.machine == written.machine && read.executions.keys == written.executions.keys
        && zip(read.executions.values, written.executions.values).allSatisfy { read, written in
          read.map(\.times) == written.map(\.times) && read.map(\.outcome) == written.map(\.outcome)
        }
    }
    #expect(read.count == experiments.count && same, "\(text)")
  }
}
