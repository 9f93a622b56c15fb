// SPDX-License-Identifier: GPL-3.0-or-later

import WarmupStats

/// The JSON of ruby-bench: of one benchmark, or of all benchmarks on several Rubies.
enum RubyBenchReader: FormatReader {
  static let format = ResultsFormat.rubyBench

  static func recognizes(_ content: FileContent) -> Bool {
    guard let object = content.object else { return false }
    return object["RUBY_DESCRIPTION"] != nil && object["bench"] != nil
      || object["metadata"] != nil && object["raw_data"] != nil
  }

  static func read(
    _ content: FileContent, into results: inout FileResults
  ) throws(ResultsFileError) {
    let document = try content.document(of: format, path: results.source.path)
    let root = try document.object()
    guard let all = try root.optional("raw_data") else {
      let name = try nameOfFile(results.options, path: results.source.path)
      if results.options.benchmark == nil {
        results.warn(.incompleteData, "the file does not name its benchmark: \(name) is its own")
      }
      let ruby = Ruby(try root.required("RUBY_DESCRIPTION").string())
      return try read(
        document, key: results.key(name, vm: ruby.name, variant: ruby.features), into: &results)
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

  /// The name that the options give the benchmark, else that of the file without its ending.
  private static func nameOfFile(
    _ options: ReadingOptions, path: String
  ) throws(ResultsFileError) -> String {
    if let name = options.benchmark { return name }
    let file = path.split(separator: "/").last ?? ""
    let stem = file.split(separator: ".").first ?? ""
    guard path != "-", !stem.isEmpty else {
      throw ResultsFileError(
        path: path, place: .file, expected: "the name of the benchmark as an option",
        found: "none")
    }
    return String(stem)
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
