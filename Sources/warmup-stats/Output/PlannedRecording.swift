// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Recording
import WarmupStats

/// A recording as the command line, or a file, describes it.
struct PlannedRecording {
  var plan: RecordingPlan
  /// What the recording is called, for the names of its files.
  var name: String
  var hasSeed = false
  var asksVersions = false
  var isAnonymous = false

  /// Reads the experiment file, or what the options say.
  init(_ command: RecordCommand) throws {
    let seed = UInt64.random(in: 0...UInt64(Int64.max))
    guard let path = command.configuration else {
      plan = RecordingPlan(
        benchmarks: try Self.benchmarks(command.program, command.command), seed: seed)
      name = plan.benchmarks.first?.key.benchmark ?? "results"
      return
    }
    let file = try ConfigurationFile(readingFileAt: path, seed: seed)
    plan = file.plan
    let last = path.split(separator: "/").last ?? ""
    name = String(last.split(separator: ".").first ?? "results")
    hasSeed = file.hasSeed
    asksVersions = file.asksVersions
    isAnonymous = file.isAnonymous
    for index in plan.benchmarks.indices {
      plan.benchmarks[index].take(command.program)
    }
  }

  private static func benchmarks(
    _ program: ProgramArguments, _ command: [String]
  ) throws -> [RecordedBenchmark] {
    var commands: [(vm: String, words: [String])] = []
    for vm in program.vm where vm.contains("=") {
      let parts = vm.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let text = String(parts[1])
      commands.append((String(parts[0]), program.shell ? [text] : try CommandWords.split(text)))
    }
    if !command.isEmpty {
      let vm = program.vm.first { !$0.contains("=") }
      commands.append((vm ?? fileName(command[0]), command))
    }
    var all: [RecordedBenchmark] = []
    let variants = try parameterSets(program.param)
    for (vm, words) in commands {
      let names =
        program.benchmarks.isEmpty ? [benchmarkName(of: words)] : program.benchmarks
      for name in names {
        for parameters in variants {
          let suffix = parameters.map { "\($0.name)=\($0.value)" }
          let variant = (program.variant == "default" && !suffix.isEmpty ? [] : [program.variant])
          let key = BenchmarkKey(
            benchmark: name, vm: vm, variant: (variant + suffix).joined(separator: ","))
          if let trouble = RecordedBenchmark.trouble(with: key) {
            throw RecordingError(.unusable, trouble)
          }
          guard !all.contains(where: { $0.key == key }) else {
            throw RecordingError(
              .unusable, "\(key) is there twice; give its VMs or benchmarks names of their own")
          }
          var benchmark = RecordedBenchmark(key: key, command: words)
          benchmark.parameters = Dictionary(
            uniqueKeysWithValues: parameters.map { ($0.name, $0.value) })
          benchmark.take(program)
          all.append(benchmark)
        }
      }
    }
    return all
  }

  private typealias Parameter = (name: String, value: String)

  /// All combinations of the values of parameters.
  private static func parameterSets(_ texts: [String]) throws -> [[Parameter]] {
    var sets: [[Parameter]] = [[]]
    for text in texts {
      let parameter = try ParameterValues(text)
      sets = sets.flatMap { set in
        parameter.values.map { set + [(parameter.name, $0)] }
      }
      guard sets.count <= 10_000 else {
        throw RecordingError(.unusable, "at most 10000 combinations of parameters were expected")
      }
    }
    return sets
  }

  private static func fileName(_ word: String) -> String {
    String(word.split(separator: "/").last ?? "program")
  }

  /// The name of the program that a command runs: that of a file among its words, such as a script,
  /// else its first word.
  private static func benchmarkName(of words: [String]) -> String {
    let runners = Set(Runner.allCases.map(\.fileName))
    let script = words.dropFirst().first { word in
      var isFolder: ObjCBool = false
      let isThere = unsafe FileManager.default.fileExists(atPath: word, isDirectory: &isFolder)
      return isThere && !isFolder.boolValue && !word.hasPrefix("-")
        && !runners.contains(fileName(word))
    }
    let name = fileName(script ?? words[0].split(separator: " ").first.map(String.init) ?? "")
    let stem = String(name.split(separator: ".").first ?? "")
    // A colon would divide Krun's keys.
    return (stem.isEmpty ? name : stem).replacingColons
  }
}

extension String {
  fileprivate var replacingColons: String { String(map { $0 == ":" ? "_" : $0 }) }
}

extension RecordedBenchmark {
  /// Takes over what options say.
  fileprivate mutating func take(_ program: ProgramArguments) {
    executions = program.executions ?? executions
    iterations = program.iterations ?? iterations
    if program.warmup > 0 { warmupExecutions = program.warmup }
    if let chosen = program.protocol {
      times = chosen
    } else if program.iterations != nil, times == .process {
      times = .lines
    }
    if program.unit != "s" { unit = program.unit }
    timeout = program.timeout?.seconds ?? timeout
    if program.shell { shell = program.shellPath }
    // Only whole processes are cheap enough to run until a time is over.
    if executions == nil, times != .process { executions = Self.leastExecutions }
  }
}

extension PlannedRecording: CustomStringConvertible {
  /// What would run, for people.
  var description: String {
    var lines: [String] = []
    for benchmark in plan.benchmarks {
      let count = benchmark.executions.map { "\($0)" } ?? "10 or more"
      lines.append(
        "\(benchmark.key): \(count) executions of \(benchmark.command.joined(separator: " "))")
    }
    lines.append("order: \(plan.order.rawValue), seed \(plan.seed); how long it takes is not known")
    let counts = plan.benchmarks.map {
      ($0.executions ?? RecordedBenchmark.leastExecutions) + $0.warmupExecutions
    }
    for (index, round) in plan.order.rounds(of: counts, seed: plan.seed).enumerated() {
      let slots = round.map { "\(plan.benchmarks[$0.benchmark].key) \($0.execution + 1)" }
      lines.append("round \(index + 1): " + slots.joined(separator: ", "))
    }
    return lines.map { $0 + "\n" }.joined()
  }
}
