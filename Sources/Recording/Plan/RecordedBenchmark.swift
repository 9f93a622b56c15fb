// SPDX-License-Identifier: GPL-3.0-or-later

public import WarmupStats

/// A benchmark key of an experiment, and how its executions are run.
public struct RecordedBenchmark: Sendable, Hashable, Codable {
  /// What is measured.
  public var key: BenchmarkKey
  /// The words of the command; `{benchmark}` and the like stand for what is known of an execution.
  public var command: [String]
  /// The shell that is given the command as one text; `nil` for none.
  public var shell: String?
  /// Variables of the environment beside those that every program gets.
  public var environment: [String: String]
  /// How the program hands over its times.
  public var times: TimesProtocol
  /// The unit of its times, for ``TimesProtocol/lines``.
  public var unit: String
  /// How many iterations the program is asked for; `nil` if it decides.
  public var iterations: Int?
  /// How many executions there are; `nil` for at least ten, and three seconds in all.
  public var executions: Int?
  /// How many executions run before those, and are set aside.
  public var warmupExecutions: Int
  /// What `{parameter}` stands for.
  public var parameter: String?
  /// What other words in braces stand for.
  public var parameters: [String: String]
  /// After how many seconds an execution is ended; `nil` for never.
  public var timeout: Double?

  /// Creates a benchmark; all but its key and its command as suits a program that takes part in
  /// nothing.
  public init(
    key: BenchmarkKey, command: [String], shell: String? = nil,
    environment: [String: String] = [:], times: TimesProtocol = .process, unit: String = "s",
    iterations: Int? = nil, executions: Int? = nil, warmupExecutions: Int = 0,
    parameter: String? = nil, parameters: [String: String] = [:], timeout: Double? = nil
  ) {
    self.key = key
    self.command = command
    self.shell = shell
    self.environment = environment
    self.times = times
    self.unit = unit
    self.iterations = iterations
    self.executions = executions
    self.warmupExecutions = warmupExecutions
    self.parameter = parameter
    self.parameters = parameters
    self.timeout = timeout
  }

  /// The number of executions of a benchmark that says no other, and the seconds that they take
  /// together at least.
  public static let leastExecutions = 10
  static let leastTime = 3.0
}

extension RecordedBenchmark {
  /// The words of one execution.
  ///
  /// - Parameters:
  ///   - execution: its number, from 0.
  ///   - output: the path that `{output}` stands for.
  func words(execution: Int, output: String?) -> [String] {
    var known = parameters
    known["benchmark"] = key.benchmark
    known["vm"] = key.vm
    known["variant"] = key.variant
    known["iterations"] = iterations.map(String.init)
    known["parameter"] = parameter
    known["execution"] = "\(execution)"
    known["output"] = output
    var words = command.map { CommandWords.filled($0, with: known) }
    if times == .krun, !usesPlaceholders {
      words += [key.benchmark, "\(iterations ?? 1)", parameter ?? "0", "0"]
    }
    guard let shell else { return words }
    return [shell, "-c", words.joined(separator: " ")]
  }

  /// Whether the command says itself where the arguments go that Krun's runners take.
  private var usesPlaceholders: Bool {
    command.contains { word in
      ["{benchmark}", "{iterations}", "{parameter}"].contains { word.contains($0) }
    }
  }

  /// What of another version of the benchmark would make its executions another thing.
  func differences(to other: RecordedBenchmark) -> [String] {
    func shown(_ words: [String]) -> String { words.joined(separator: " ") }
    var found: [String] = []
    func compare(_ what: String, _ old: String, _ new: String) {
      if old != new {
        found.append("\(key): the \(what) was \(quoted(old)), and is \(quoted(new))")
      }
    }
    compare("command", shown(command), shown(other.command))
    compare("shell", shell ?? "none", other.shell ?? "none")
    compare("environment", shown(environment.sortedPairs), shown(other.environment.sortedPairs))
    compare("protocol", times.rawValue, other.times.rawValue)
    compare("unit", unit, other.unit)
    compare(
      "number of iterations", iterations.map(String.init) ?? "open",
      other.iterations.map(String.init) ?? "open")
    compare("parameter", parameter ?? "none", other.parameter ?? "none")
    compare("parameters", shown(parameters.sortedPairs), shown(other.parameters.sortedPairs))
    return found
  }
}

extension [String: String] {
  /// `NAME=VALUE` for each member, in the order of names.
  var sortedPairs: [String] { sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" } }
}
