// SPDX-License-Identifier: GPL-3.0-or-later

import WarmupStats

extension ResultsFormat {
  /// The results of the benchmark runner Krun, in JSON.
  package static var krun: ResultsFormat { KrunReader.format }
}

/// The results of Krun, also with the outliers, changepoints and classifications that
/// warmup_stats adds to them, which are left aside.
enum KrunReader: JSONFormatReader {
  static let format = ResultsFormat(
    "krun", name: "Krun JSON", harness: "Krun", unit: "s", reader: KrunReader.self)

  static func recognizes(_ text: JSONValue) -> Bool {
    text.asObject.map { nameOfTimes(in: $0) != nil } ?? false
  }

  static func read(
    _ text: JSONValue, into results: inout FileResults
  ) throws(ResultsFileError) {
    let root = try text.object()
    let machine = try machine(of: root)
    results.source.toolVersion = try root.optional("audit")?.object()
      .optional("krun_version")?.scalarText()
    results.source.details = try KrunRun(of: root).details
    let columns = try Columns(of: root)
    noteMachine(root, named: machine, in: &results)
    let name = nameOfTimes(in: root) ?? "wallclock_times"
    let members = try root.required(name).object().membersOnce()
    results.reserveCapacity(keys: members.count)
    for member in members {
      let key = try key(of: member, in: &results)
      let place = results.place(of: key, machine: machine)
      let times = try member.value.array(expected: "an array of process executions")
      guard times.count <= FileResults.mostExecutions else {
        throw member.value.error(
          expected: "at most \(FileResults.mostExecutions) process executions")
      }
      let executions = try KrunExecutions(named: member.name, count: times.count, in: columns)
      var clock = KrunClock()
      var unrun = 0
      for (index, value) in times.enumerated() {
        if try executions.neverRan(index, times: value) {
          unrun += 1
          continue
        }
        try results.add(to: place) { () throws(ResultsFileError) in
          let execution = try executions.execution(index, times: value)
          clock.examine(execution, index: index)
          return execution
        }
      }
      if unrun > 0 {
        results.warn(
          .incompleteData,
          "\(unrun) of \(times.count) process executions never ran (flag O or S), and are left out",
          key: key)
      }
      if let message = clock.message { results.warn(.unsteadyClock, message, key: key) }
      member.value.forget()
    }
  }

  private static func key(
    of member: JSONObject.Member, in results: inout FileResults
  ) throws(ResultsFileError) -> BenchmarkKey {
    let parts = member.name.utf8
      .split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
      .map { String(Substring($0)) }
    guard parts.count == 3, !parts.contains("") else {
      throw member.value.error(
        expected: "a key such as \"benchmark:vm:variant\"", found: quoted(member.name))
    }
    let key = results.key(parts[0], vm: parts[1], variant: parts[2])
    // The names of members are told apart already; what options make of them is not.
    if results.renamesKeys { try results.claim(key, at: member.value) }
    return key
  }

  /// The name of the member with the times of each key: before 2016 it said less.
  private static func nameOfTimes(in root: JSONObject) -> String? {
    if root["wallclock_times"] != nil { return "wallclock_times" }
    let isKrun = root["audit"] != nil && (root["eta_estimates"] ?? root["reboots"]) != nil
    return isKrun && root["data"] != nil ? "data" : nil
  }

  /// Notes what the audit says of the machine.
  private static func noteMachine(
    _ root: JSONObject, named machine: String?, in results: inout FileResults
  ) {
    guard let audit = root["audit"]?.asObject else { return }
    if let uname = try? audit.optional("uname")?.string() {
      let words = uname.split(whereSeparator: \.isWhitespace)
      if words.count > 2 { results.note("kernel", String(words[2]), machine: machine) }
    }
    guard let information = try? audit.optional("cpuinfo")?.string() else { return }
    let model = information.split(separator: "\n").first { $0.hasPrefix("model name") }
    let name = model?.split(separator: ":").last.map { $0.drop { $0 == " " } }
    results.note("processor", String((name ?? information[...]).prefix(100)), machine: machine)
  }

  /// The second word of what `uname -a` said.
  private static func machine(of root: JSONObject) throws(ResultsFileError) -> String? {
    guard let audit = try root.optional("audit")?.object(), let uname = try audit.optional("uname")
    else { return nil }
    let words = try uname.string().split(whereSeparator: \.isWhitespace)
    return words.count > 1 ? String(words[1]) : nil
  }
}

extension KrunReader {
  /// The members beside the times that hold something for each key and execution.
  struct Columns {
    var flags: [String: JSONValue]
    var coreCycles: [String: JSONValue]
    var aperf: [String: JSONValue]
    var mperf: [String: JSONValue]
    /// What our own recorder adds.
    var records: [String: JSONValue]

    init(of root: JSONObject) throws(ResultsFileError) {
      func column(
        _ name: String, of root: JSONObject
      ) throws(ResultsFileError) -> [String: JSONValue] {
        guard let members = try root.optional(name)?.object().membersOnce() else { return [:] }
        return Dictionary(uniqueKeysWithValues: members.map { ($0.name, $0.value) })
      }
      flags = try column("pexec_flags", of: root)
      coreCycles = try column("core_cycle_counts", of: root)
      aperf = try column("aperf_counts", of: root)
      mperf = try column("mperf_counts", of: root)
      let record = try root.optional("record")?.object()
      records =
        try record.map { record throws(ResultsFileError) in
          try column("executions", of: record)
        } ?? [:]
    }
  }
}
