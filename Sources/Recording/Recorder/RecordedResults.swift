// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import OrderedCollections
import ResultsFiles
public import WarmupStats

/// The results of a recording, as Krun writes them and with one member more.
public struct RecordedResults {
  private let state: RecordedState
  private let plan: RecordingPlan

  /// The version of the member `record`.
  static let version = 1

  init(_ state: RecordedState, of plan: RecordingPlan) {
    self.state = state
    self.plan = plan
  }

  /// Reads what a journal holds.
  ///
  /// - Throws: ``RecordingError`` if it cannot be read, or holds no plan.
  public init(journalAt path: String) throws(RecordingError) {
    let state = RecordedState(try Journal.read(at: path))
    guard let plan = state.plan?.plan else {
      throw RecordingError(.unusable, "\(path): a journal of 'record' was expected")
    }
    self.init(state, of: plan)
  }

  /// The member `record`.
  private struct Record: Encodable {
    var version: Int
    var seed: UInt64
    var order: ExecutionOrder
    var executions: [String: [RecordedExecution]]
    /// Executions that are set aside, with their times.
    var warmupExecutions: [String: [RecordedExecution]]
  }

  /// The executions of a key in the order of their numbers.
  private func executions(of benchmark: RecordedBenchmark) -> [RecordedExecution] {
    (state.ended[benchmark.key.description] ?? [:]).sorted { $0.key < $1.key }.map(\.value)
  }

  /// The executions by key: one for each benchmark of a plan, or for each that a harness names.
  private var series: OrderedDictionary<BenchmarkKey, [RecordedExecution]> {
    var series: OrderedDictionary<BenchmarkKey, [RecordedExecution]> = [:]
    for benchmark in plan.benchmarks {
      let measured = executions(of: benchmark).filter { !$0.isWarmup }
      guard !measured.isEmpty else { continue }
      let names = OrderedSet(measured.flatMap { $0.parts.keys.sorted() })
      if names.isEmpty { series[benchmark.key, default: []] += measured }
      for name in names {
        var key = benchmark.key
        key.benchmark = name
        series[key, default: []] += measured.map { $0.part(name) }
      }
    }
    return series
  }

  /// The measurements.
  public var experiment: Experiment {
    let machine = state.plan?.audit["uname"]?.split(separator: " ").dropFirst().first ?? ""
    return Experiment(
      machine: String(machine), harness: "warmup-stats",
      executions: series.mapValues { $0.map(\.measurement) })
  }

  /// Whether an execution crashed or took too long.
  public var hasFailures: Bool {
    series.values.joined().contains { $0.flag != .completed }
  }

  /// The text of the results file.
  ///
  /// - Throws: ``RecordingError`` for keys that the format has no place for.
  public func text() throws(RecordingError) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    encoder.keyEncodingStrategy = .convertToSnakeCase
    func json(_ value: some Encodable) -> String {
      (try? encoder.encode(value)).map { String(decoding: $0, as: UTF8.self) } ?? "null"
    }
    let series = series
    let record = Record(
      version: Self.version, seed: plan.seed, order: plan.order,
      executions: Dictionary(
        uniqueKeysWithValues: series.map { ($0.description, $1.map(\.withoutTimes)) }),
      warmupExecutions: warmupExecutions)
    var audit = state.plan?.audit ?? [:]
    audit["recorder"] = state.plan.map { "warmup-stats \($0.program)" }
    let plainEncoder = JSONEncoder()
    plainEncoder.outputFormatting = encoder.outputFormatting
    let auditText =
      (try? plainEncoder.encode(audit)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
    let estimates = series.mapValues { $0.map(\.wallTime) }
    let estimateText =
      (try? plainEncoder.encode(
        Dictionary(uniqueKeysWithValues: estimates.map { ($0.description, $1) })))
      .map { String(decoding: $0, as: UTF8.self) } ?? "{}"
    var text = ""
    do {
      try ResultsFile.writeKrun(
        experiment,
        KrunMembers(
          audit: auditText,
          others: [
            ("eta_estimates", estimateText), ("config", json(plan.configuration)),
            ("record", json(record)),
          ], hadErrors: hasFailures || hadKernelWarnings), to: &text)
    } catch {
      throw RecordingError(.notWritten, "the results cannot be written: \(error)")
    }
    return text
  }

  /// Whether the kernel warned of something during an execution: Krun sets its flag then too.
  private var hadKernelWarnings: Bool {
    series.values.joined().contains {
      $0.warnings.contains { $0.hasPrefix(Recorder.kernelPrefix) }
    }
  }

  private var warmupExecutions: [String: [RecordedExecution]] {
    var found: [String: [RecordedExecution]] = [:]
    for benchmark in plan.benchmarks {
      let aside = executions(of: benchmark).filter(\.isWarmup)
      if !aside.isEmpty { found[benchmark.key.description] = aside }
    }
    return found
  }

  /// Writes the results file, compressed as its suffix says.
  ///
  /// - Throws: ``RecordingError`` if it cannot be written.
  public func write(to path: String) throws(RecordingError) {
    let bytes = Array(try text().utf8)
    do {
      try FileWriting.replace(path, with: Compression(suffixOf: path)?.compressed(bytes) ?? bytes)
    } catch let error as RecordingError {
      throw error
    } catch {
      throw RecordingError(.notWritten, "\(path): the results cannot be compressed: \(error)")
    }
  }
}

extension RecordedExecution {
  /// What stands in the results file beside the times.
  fileprivate var withoutTimes: RecordedExecution {
    var copy = self
    copy.times = []
    copy.counters = nil
    copy.parts = [:]
    return copy
  }

  /// The execution as that of one of the benchmarks that it ran.
  fileprivate func part(_ name: String) -> RecordedExecution {
    var copy = self
    copy.times = parts[name] ?? []
    if copy.times.isEmpty, copy.flag == .completed { copy.flag = .failed }
    return copy
  }
}
