// SPDX-License-Identifier: GPL-3.0-or-later

import OrderedCollections
import WarmupStats

/// The results of several files, put together by machine.
struct MergedResults {
  private var series: OrderedDictionary<FileResults.SeriesName, [ProcessExecution]> = [:]
  /// The program that ran the benchmarks of each machine; `nil` where several did.
  private var harnesses: OrderedDictionary<String, String?> = [:]
  private var environment: FileResults.Environment = [:]
  private var places: [BenchmarkKey: SourcePlace] = [:]
  private var repetitions: RepeatedExecutions
  private var warnings: OrderedSet<Warning> = []
  private var sources: [ResultsSource] = []
  private(set) var summaries: [ExperimentSummary] = []

  /// Creates results of no files, to which others are added: whole files, or parts of them.
  init(ofWholeFiles areWhole: Bool = true) {
    repetitions = RepeatedExecutions(seesWholeFiles: areWhole)
  }

  /// Puts the results of a file behind those of the files before it.
  mutating func append(_ file: consuming FileResults) {
    let harness = file.source.format.harness
    let fresh = repetitions.removingThose(of: file)
    warnings.formUnion(fresh.warnings)
    if series.isEmpty { series.reserveCapacity(fresh.series.count) }
    var last: String?
    for series in fresh.series where !series.executions.isEmpty {
      let machine = series.name.machine
      if machine != last { note(harness, of: machine) }
      last = machine
      self.series[series.name, default: []].take(series.executions)
    }
    for (machine, said) in file.environment {
      for (name, values) in said {
        environment[machine, default: [:]][name, default: []].formUnion(values)
      }
    }
    places.merge(file.places) { first, _ in first }
    warnings.formUnion(file.warnings)
    summaries += file.summaries
    sources.append(file.source)
  }

  private mutating func note(_ harness: String?, of machine: String) {
    if let known = harnesses[machine], known != harness {
      harnesses[machine] = .some(nil)
    } else {
      harnesses[machine] = .some(harness)
    }
  }

  /// What was read, with measurements under different conditions named apart.
  var results: ReadResults {
    var experiments: OrderedDictionary<String, Experiment> = [:]
    let named = namedApart()
    func experiment(of machine: String) -> Experiment {
      var experiment = Experiment(machine: machine, harness: harnesses[machine] ?? nil)
      if harnesses.count == 1 { experiment.executions.reserveCapacity(named.series.count) }
      return experiment
    }
    for (name, executions) in named.series {
      experiments[name.machine, default: experiment(of: name.machine)]
        .executions.updateValue(executions, forKey: name.key)
    }
    let all = Array(experiments.values)
    let doubts = named.warnings + LookalikeNames.warnings(of: all) + environmentWarnings
    var results = ReadResults(
      experiments: all, warnings: Array(warnings.union(doubts)), sources: sources,
      environment: environmentOfAll, conditions: conditionsOfAll)
    results.places = places
    return results
  }

  /// All values of each condition.
  private var conditionsOfAll: [String: [String]] {
    guard series.keys.contains(where: { !$0.conditions.values.isEmpty }) else { return [:] }
    let all = OrderedSet(series.keys.map(\.conditions))
    let names = OrderedSet(all.flatMap(\.values.keys))
    return Dictionary(
      uniqueKeysWithValues: names.map { name in
        (name, Array(OrderedSet(all.map { $0[name] ?? "" })))
      })
  }

  /// What is said of all machines together.
  private var environmentOfAll: [String: [String]] {
    var all: OrderedDictionary<String, OrderedSet<String>> = [:]
    for said in environment.values {
      for (name, values) in said { all[name, default: []].formUnion(values) }
    }
    return Dictionary(uniqueKeysWithValues: all.map { ($0.key, Array($0.value)) })
  }

  /// The executions, with conditions that differ between those of one key made a part of the name
  /// of its benchmark.
  private func namedApart() -> (
    series: OrderedDictionary<FileResults.SeriesName, [ProcessExecution]>, warnings: [Warning]
  ) {
    guard series.keys.contains(where: { !$0.conditions.values.isEmpty }) else {
      return (series, [])
    }
    var groups: OrderedDictionary<FileResults.SeriesName, [FileResults.SeriesName]> = [:]
    for name in series.keys {
      let plain = FileResults.SeriesName(
        machine: name.machine, key: name.key, conditions: Conditions())
      groups[plain, default: []].append(name)
    }
    guard groups.count < series.count else { return (series, []) }
    var named: OrderedDictionary<FileResults.SeriesName, [ProcessExecution]> = [:]
    var conditions: OrderedSet<String> = []
    for (plain, names) in groups {
      let distinctions = Conditions.distinctions(of: names.map(\.conditions))
      for (name, parameters) in zip(names, distinctions) {
        var key = plain.key
        key.benchmark = key.benchmark.with(parameters: parameters)
        let apart = FileResults.SeriesName(
          machine: plain.machine, key: key, conditions: Conditions())
        named[apart, default: []] += series[name] ?? []
        conditions.formUnion(parameters)
      }
    }
    return (named, [Self.warning(of: Array(conditions))])
  }

  private static func warning(of conditions: [String]) -> Warning {
    let list = conditions.prefix(4).joined(separator: ", ") + (conditions.count > 4 ? ", …" : "")
    return Warning(
      kind: .differentConditions,
      message: "benchmarks were measured under different conditions (\(list)), which are part of "
        + "their names here")
  }

  /// That executions which count as those of one machine were measured on different ones.
  private var environmentWarnings: [Warning] {
    environment.flatMap { machine, said in
      said.filter { $0.value.count > 1 }.map { name, values in
        let place = machine.isEmpty ? "the machine" : "the machine \(machine)"
        let list = values.prefix(4).joined(separator: "; ") + (values.count > 4 ? "; …" : "")
        return Warning(
          kind: .differentConditions,
          message: "\(place) has not the same \(name) in all files (\(list)): executions of "
            + "different machines may have been put together")
      }
    }
  }
}

extension [ProcessExecution] {
  /// Puts executions behind those that are there; where there are none, without a copy.
  fileprivate mutating func take(_ more: [ProcessExecution]) {
    if isEmpty {
      self = more
    } else {
      self += more
    }
  }
}
