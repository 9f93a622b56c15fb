// SPDX-License-Identifier: GPL-3.0-or-later

import WarmupStats

/// The results of Krun, also with the outliers, changepoints and classifications that
/// warmup_stats adds to them, which are left aside.
enum KrunReader: FormatReader {
  static let format = ResultsFormat.krun

  static func recognizes(_ content: FileContent) -> Bool {
    content.object?["wallclock_times"] != nil
  }

  static func read(
    _ content: FileContent, into results: inout FileResults
  ) throws(ResultsFileError) {
    let root = try content.document(of: format, path: results.source.path).object()
    let machine = try machine(of: root)
    results.source.toolVersion = try root.optional("audit")?.object()
      .optional("krun_version")?.scalarText()
    results.source.details = try KrunRun(of: root).details
    let columns = try Columns(of: root)
    for member in try root.required("wallclock_times").object().membersOnce() {
      let key = try key(of: member)
      let times = try member.value.array(expected: "an array of process executions")
      let executions = try KrunExecutions(named: member.name, count: times.count, in: columns)
      var clock = KrunClock()
      var unrun = 0
      for (index, value) in times.enumerated() {
        if try executions.neverRan(index, times: value) {
          unrun += 1
          continue
        }
        try results.add(executionOf: key, machine: machine) { () throws(ResultsFileError) in
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
    }
  }

  private static func key(
    of member: JSONObject.Member
  ) throws(ResultsFileError) -> BenchmarkKey {
    let parts = member.name.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 3, !parts.contains("") else {
      throw member.value.error(
        expected: "a key such as \"benchmark:vm:variant\"", found: quoted(member.name))
    }
    return BenchmarkKey(
      benchmark: String(parts[0]), vm: String(parts[1]), variant: String(parts[2]))
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

    init(of root: JSONObject) throws(ResultsFileError) {
      func column(_ name: String) throws(ResultsFileError) -> [String: JSONValue] {
        guard let members = try root.optional(name)?.object().membersOnce() else { return [:] }
        return Dictionary(uniqueKeysWithValues: members.map { ($0.name, $0.value) })
      }
      flags = try column("pexec_flags")
      coreCycles = try column("core_cycle_counts")
      aperf = try column("aperf_counts")
      mperf = try column("mperf_counts")
    }
  }
}
