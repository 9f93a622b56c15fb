// SPDX-License-Identifier: GPL-3.0-or-later

import WarmupStats

extension ResultsFormat {
  /// What ruby-bench writes for a benchmark, or for all of them.
  package static var rubyBench: ResultsFormat { RubyBenchReader.format }
}

/// The JSON of ruby-bench: of one benchmark, or of all benchmarks on several Rubies.
enum RubyBenchReader: JSONFormatReader {
  static let format = ResultsFormat(
    "ruby-bench", name: "ruby-bench JSON", harness: "ruby-bench", unit: "s",
    reader: RubyBenchReader.self)

  static func recognizes(_ text: JSONValue) -> Bool {
    guard let object = text.asObject else { return false }
    return object["RUBY_DESCRIPTION"] != nil && object["bench"] != nil
      || object["metadata"] != nil && object["raw_data"] != nil
  }

  static func read(
    _ text: JSONValue, into results: inout FileResults
  ) throws(ResultsFileError) {
    let root = try text.object()
    guard let all = try root.optional("raw_data") else {
      let ruby = Ruby(try root.required("RUBY_DESCRIPTION").string())
      let key = results.key(
        try results.nameOfBenchmark(), vm: ruby.name, variant: ruby.features)
      return try read(text, key: key, into: &results)
    }
    let descriptions = try root.required("metadata").object()
    for executable in try all.object().membersOnce() {
      let ruby = Ruby(try descriptions.required(executable.name).string())
      for benchmark in try executable.value.object().membersOnce() {
        let key = results.key(benchmark.name, vm: ruby.name, variant: executable.name)
        try read(benchmark.value, key: key, into: &results)
      }
    }
  }

  private static func read(
    _ value: JSONValue, key: BenchmarkKey, into results: inout FileResults
  ) throws(ResultsFileError) {
    try results.claim(key, at: value)
    try results.add(executionOf: key) { () throws(ResultsFileError) in
      let benchmark = try value.object()
      let warmup = try benchmark.optional("warmup")?.times() ?? []
      let bench = try benchmark.required("bench")
      let times = try bench.times()
      guard !times.isEmpty else { throw bench.error(expected: "at least one time") }
      return ProcessExecution(times: warmup + times, harnessWarmupIterations: warmup.count)
    }
  }

  /// What a description such as `ruby 3.5.0dev (2025-01-01 master) +YJIT [x86_64-linux]` says.
  private struct Ruby {
    let name: String
    let features: String

    init(_ description: String) {
      let words = description.split(separator: " ")
      name = words.prefix(2).joined(separator: " ")
      features = words.filter { $0.hasPrefix("+") }.joined(separator: " ")
    }
  }
}
