// SPDX-License-Identifier: GPL-3.0-or-later

import OrderedCollections
import WarmupStats

/// Writes the results of one machine as Krun does.
enum KrunWriter {
  static func write(
    _ experiments: [Experiment], to output: inout some TextOutputStream
  ) throws(WritingError) {
    let experiment = try ResultsFile.only(experiments, in: .krun)
    let isNamed = !experiment.machine.isEmpty && canWrite(machine: experiment.machine)
    let members = KrunMembers(
      audit: isNamed ? "{\"uname\":\(jsonString("Linux " + experiment.machine))}" : nil, others: [],
      hadErrors: experiment.executions.values.joined().contains { $0.outcome != .completed })
    try write(experiment, members, to: &output)
  }

  static func write(
    _ experiment: Experiment, _ members: KrunMembers, to output: inout some TextOutputStream
  ) throws(WritingError) {
    for key in experiment.executions.keys where !canWrite(key) {
      throw .unwritableKey(key, .krun)
    }
    func column(_ name: String, _ element: (ProcessExecution) -> String) {
      output.write("\"\(name)\":{")
      for (index, (key, executions)) in experiment.executions.enumerated() {
        output.write((index > 0 ? "," : "") + "\(jsonString(key.description)):[")
        for (index, execution) in executions.enumerated() {
          output.write((index > 0 ? "," : "") + element(execution))
        }
        output.write("]")
      }
      output.write("}")
    }
    func counts(_ name: String, _ counts: KeyPath<ProcessorCounters, [[Double]]>) {
      column(name) { array(($0.counters?[keyPath: counts] ?? []).map { array($0.map(number)) }) }
      output.write(",\n")
    }

    output.write("{")
    column("wallclock_times") { array($0.times.map(\.description)) }
    output.write(",\n")
    column("pexec_flags") { "\"\(flag($0.outcome))\"" }
    output.write(",\n")
    counts("core_cycle_counts", \.coreCycles)
    counts("aperf_counts", \.aperf)
    counts("mperf_counts", \.mperf)
    if let audit = members.audit { output.write("\"audit\":\(audit),\n") }
    for (name, value) in members.others { output.write("\"\(name)\":\(value),\n") }
    output.write("\"error_flag\":\(members.hadErrors)}\n")
  }

  /// Whether a key has the three parts that Krun's have, without the colons that part them.
  private static func canWrite(_ key: BenchmarkKey) -> Bool {
    [key.benchmark, key.vm, key.variant].allSatisfy { !$0.isEmpty && !$0.contains(":") }
  }

  /// Whether a name can be the second word of what `uname -a` says.
  static func canWrite(machine: String) -> Bool { !machine.contains(where: \.isWhitespace) }

  private static func array(_ elements: [String]) -> String {
    "[\(elements.joined(separator: ","))]"
  }

  /// A count, without a point if it is whole.
  private static func number(_ count: Double) -> String {
    Int64(exactly: count).map(\.description) ?? count.description
  }

  private static func flag(_ outcome: ProcessExecution.Outcome) -> String {
    switch outcome {
    case .completed: "C"
    case .crashed: "E"
    case .timedOut: "T"
    }
  }
}
