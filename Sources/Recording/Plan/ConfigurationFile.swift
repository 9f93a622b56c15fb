// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import TOMLKit
public import WarmupStats

/// An experiment as a TOML file describes it.
public struct ConfigurationFile {
  /// What is to be recorded.
  public var plan: RecordingPlan
  /// Whether the file names a seed.
  public var hasSeed: Bool
  /// Whether the version of each program is asked for.
  public var asksVersions: Bool
  /// Whether names of hosts and users are left out.
  public var isAnonymous: Bool

  /// The most that a file may hold, in bytes.
  private static let mostBytes = 1 << 22

  /// Reads a file.
  ///
  /// - Parameters:
  ///   - path: its path.
  ///   - seed: the seed of the plan where the file names none.
  /// - Throws: ``RecordingError`` with the place of the first mistake.
  public init(readingFileAt path: String, seed: UInt64) throws(RecordingError) {
    var status = stat()
    guard unsafe stat(path, &status) == 0 else {
      throw RecordingError(.unusable, "\(path): \(POSIXFailure.last.lowercased())")
    }
    guard geteuid() != 0 || status.st_mode & 0o022 == 0 else {
      throw RecordingError(
        .unusable,
        "\(path): others may change this file, and root would run what they write; "
          + "'chmod go-w' protects it")
    }
    guard let data = try? Data(contentsOf: URL(filePath: path)), data.count <= Self.mostBytes,
      let text = String(bytes: data, encoding: .utf8)
    else {
      throw RecordingError(.unusable, "\(path): a text in UTF-8 of at most 4 MiB was expected")
    }
    try self.init(text, path: path, seed: seed)
  }

  /// Reads the text of a file.
  package init(_ text: String, path: String, seed: UInt64) throws(RecordingError) {
    let table: TOMLTable
    do {
      table = try TOMLTable(string: text)
    } catch let error as TOMLParseError {
      let place = error.source.begin
      throw RecordingError(
        .unusable, "\(path): line \(place.line), column \(place.column): \(error.description)")
    } catch {
      throw RecordingError(.unusable, "\(path): TOML was expected: \(error)")
    }
    let root = ConfigurationTable(table, at: "", of: path)
    try root.allowOnly([
      "executions", "warmup", "iterations", "timeout", "protocol", "unit", "order", "seed", "until",
      "max-time", "total-time", "limits", "controls", "env", "vms", "benchmarks", "skip", "hooks",
      "audit", "ignore-failure",
    ])
    plan = RecordingPlan(benchmarks: [], seed: seed)
    plan.configuration = text
    let chosen = try root.count("seed", in: 0...Int.max)
    hasSeed = chosen != nil
    if let chosen { plan.seed = UInt64(chosen) }
    (asksVersions, isAnonymous) = (false, false)
    try readWhole(root)
    try readAudit(root)
    plan.benchmarks = try Self.benchmarks(root)
  }

  private mutating func readAudit(_ root: ConfigurationTable) throws(RecordingError) {
    guard let audit = try root.subtable("audit") else { return }
    try audit.allowOnly(["versions", "anonymous"])
    asksVersions = try audit.flag("versions") ?? false
    isAnonymous = try audit.flag("anonymous") ?? false
  }

  private mutating func readWhole(_ root: ConfigurationTable) throws(RecordingError) {
    plan.order = try root.choice("order", of: ExecutionOrder.self) ?? plan.order
    if let until = try root.text("until") {
      guard let rule = Self.rule(until) else {
        throw root.error("until", expected: "\"steady\", \"steady quick\" or the like")
      }
      plan.steadyRule = rule
    }
    plan.longestTime = try root.duration("max-time") ?? plan.longestTime
    plan.totalTime = try root.duration("total-time")
    plan.launch.environment = try root.textTable("env") ?? [:]
    if try root.flag("ignore-failure") == true { plan.ignoredExitCodes = nil }
    if let limits = try root.subtable("limits") {
      try limits.allowOnly(["heap", "stack", "memory"])
      plan.launch.heap = try limits.size("heap")
      plan.launch.stack = try limits.size("stack")
      plan.launch.memory = try limits.size("memory")
    }
    if let controls = try root.subtable("controls") { try readControls(controls) }
    if let hooks = try root.subtable("hooks") {
      let names: [(String, WritableKeyPath<RecordingPlan.Hooks, [String]?>)] = [
        ("setup", \.setup), ("prepare", \.prepare), ("conclude", \.conclude),
        ("cleanup", \.cleanup),
      ]
      try hooks.allowOnly(names.map(\.0))
      for (name, path) in names { plan.hooks[keyPath: path] = try hooks.texts(name) }
    }
  }

  private mutating func readControls(_ controls: ConfigurationTable) throws(RecordingError) {
    try controls.allowOnly([
      "cpus", "user", "nice", "aslr", "env-padding", "keep-env", "settle", "strict", "retries",
      "fresh-boot", "clock-ratio", "input",
    ])
    if let text = try controls.text("cpus") {
      guard let cpus = Machine.cpuList(text), !cpus.isEmpty else {
        throw controls.error("cpus", expected: "processors such as \"1-3,5\"")
      }
      plan.launch.cpus = cpus
    }
    plan.launch.user = try controls.text("user")
    plan.launch.niceness = try controls.count("nice", in: -20...19)
    plan.launch.randomizesLayout = try controls.flag("aslr") ?? true
    plan.launch.padsEnvironment = try controls.flag("env-padding") ?? true
    plan.launch.keepsEnvironment = try controls.flag("keep-env") ?? false
    plan.launch.input = try controls.text("input")
    plan.settlingTime = try controls.duration("settle")
    plan.isStrict = try controls.flag("strict") ?? false
    plan.retries = try controls.count("retries", in: 0...1000) ?? plan.retries
    plan.needsFreshBoot = try controls.flag("fresh-boot") ?? false
    if let text = try controls.text("clock-ratio") {
      guard let range = Self.ratio(text) else {
        throw controls.error("clock-ratio", expected: "a range such as \"0.98..1.02\"")
      }
      plan.clockRatio = range
    }
  }

  /// A range of ratios such as `0.98..1.02`; `nil` if a text is none.
  public static func ratio(_ text: String) -> ClosedRange<Double>? {
    guard let dots = text.firstRange(of: ".."), let low = Double(text[..<dots.lowerBound]),
      let high = Double(text[dots.upperBound...]), low > 0, low <= high, high.isFinite
    else { return nil }
    return low...high
  }

  /// The rule that words such as `steady` or `steady quick` name; `nil` if they name none.
  public static func rule(_ text: String) -> SteadyRule? {
    let words = text.split { $0 == " " || $0 == ":" }
    guard words.first == "steady", words.count <= 2 else { return nil }
    guard words.count == 2 else { return SteadyRule(.balanced) }
    return SteadyRule.Preset(rawValue: String(words[1])).map { SteadyRule($0) }
  }

  // MARK: - Benchmarks

  private static func benchmarks(
    _ root: ConfigurationTable
  ) throws(RecordingError) -> [RecordedBenchmark] {
    guard let vms = try root.subtable("vms"), !vms.names.isEmpty else {
      throw root.error("vms", expected: "a table for each VM, such as [vms.node]")
    }
    guard let names = try root.subtable("benchmarks"), !names.names.isEmpty else {
      throw root.error("benchmarks", expected: "a table such as nbody = 15")
    }
    let skipped = try root.texts("skip") ?? []
    var all: [RecordedBenchmark] = []
    for vmName in vms.names {
      guard let vm = try vms.subtable(vmName) else { continue }
      try vm.allowOnly([
        "command", "variants", "protocol", "unit", "iterations", "executions", "warmup", "timeout",
        "env", "shell",
      ])
      for benchmark in names.names {
        for variant in try vm.texts("variants") ?? ["default"] {
          let key = BenchmarkKey(benchmark: benchmark, vm: vmName, variant: variant)
          try check(key, in: root)
          // Mistakes in what is skipped are mistakes too.
          let made = try self.benchmark(key, vm, root, parameter: names.scalar(benchmark))
          if skipped.contains(where: { unsafe fnmatch($0, key.description, 0) == 0 }) { continue }
          all.append(made)
        }
      }
    }
    guard !all.isEmpty else {
      throw root.error("skip", expected: "globs that leave something", found: "none left")
    }
    return all
  }

  private static func benchmark(
    _ key: BenchmarkKey, _ vm: ConfigurationTable, _ root: ConfigurationTable, parameter: String?
  ) throws(RecordingError) -> RecordedBenchmark {
    guard let command = try vm.texts("command"), !command.isEmpty else {
      throw vm.error("command", expected: "a list of words such as [\"node\", \"bench.js\"]")
    }
    var benchmark = RecordedBenchmark(key: key, command: command)
    benchmark.shell = try vm.text("shell")
    benchmark.environment = try vm.textTable("env") ?? [:]
    // What a VM does not say is as the file says it for all.
    func table(with name: String) -> ConfigurationTable { vm.names.contains(name) ? vm : root }
    benchmark.iterations = try table(with: "iterations").count(
      "iterations", in: 1...TimeLines.mostTimes)
    benchmark.executions = try table(with: "executions").count("executions", in: 1...100_000)
    benchmark.warmupExecutions = try table(with: "warmup").count("warmup", in: 0...100_000) ?? 0
    benchmark.timeout = try table(with: "timeout").duration("timeout")
    benchmark.unit = try table(with: "unit").text("unit") ?? "s"
    benchmark.parameter = parameter
    let table = table(with: "protocol")
    if let name = try table.text("protocol") {
      guard let chosen = TimesProtocol(rawValue: name) else {
        throw table.error(
          "protocol", expected: "process, lines, memory, krun, file=PATH or the name of a format")
      }
      benchmark.times = chosen
    } else if benchmark.iterations != nil {
      benchmark.times = .lines
    }
    return benchmark
  }

  private static func check(
    _ key: BenchmarkKey, in root: ConfigurationTable
  ) throws(RecordingError) {
    if let trouble = RecordedBenchmark.trouble(with: key) {
      throw RecordingError(.unusable, "\(root.file): \(trouble)")
    }
  }
}

extension RecordedBenchmark {
  /// Why a key cannot be written to a results file; `nil` if it can.
  public static func trouble(with key: BenchmarkKey) -> String? {
    for (what, name) in [
      ("benchmark", key.benchmark), ("VM", key.vm), ("variant", key.variant),
    ] {
      let isGood =
        !name.isEmpty
        && !name.unicodeScalars.contains {
          $0 == ":" || $0.properties.generalCategory == .control
        }
      if !isGood {
        return "the name of a \(what) without colons and control characters was expected, found "
          + quoted(name)
      }
    }
    return nil
  }
}
