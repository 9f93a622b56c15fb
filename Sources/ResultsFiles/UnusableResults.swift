// SPDX-License-Identifier: GPL-3.0-or-later

/// Outputs of known programs from which nothing can be learned about iterations in their order, and
/// what to use instead.
struct UnusableResults {
  private let expected: String
  private let found: String
  private let isRecognized: (FileContent) -> Bool

  /// Why a file cannot be used, if it is such an output.
  static func refusal(of content: FileContent) -> ResultsFileError? {
    guard let kind = all.first(where: { $0.isRecognized(content) }) else { return nil }
    return ResultsFileError(
      path: content.path, place: .file, expected: kind.expected, found: kind.found)
  }

  private static var all: [UnusableResults] { jsonTexts + tables + logs }
}

// MARK: - JSON

extension UnusableResults {
  private init(
    json found: String, use expected: String, where isRecognized: @escaping (JSONValue) -> Bool
  ) {
    self.expected = expected
    self.found = found
    self.isRecognized = { content in content.firstText.map(isRecognized) ?? false }
  }

  private static let ordered = "iterations in the order in which they ran"

  private static var jsonTexts: [UnusableResults] {
    [
      UnusableResults(
        json: "the sorted values of package-benchmark, whose order is lost", use: ordered
      ) { $0.firstElement.map(PackageBenchmark.isExport) ?? false },
      UnusableResults(
        json: "the sorted samples of vitest or tinybench, whose order is lost", use: ordered
      ) { text in
        let first =
          text.firstElement
          ?? text.asObject?["files"]?.firstElement?["groups"]?.firstElement?[
            "benchmarks"]?.firstElement
        let result = first?["result"]?.asObject ?? first
        return result?["samples"] != nil && (result?["hz"] ?? result?["latency"]) != nil
      },
      UnusableResults(
        json: "another result of warmup-stats than that of 'classify --format json'",
        use: "measurements, or what 'classify --format json' writes"
      ) { text in
        guard case .string(let schema)? = text.asObject?["schema"]?.content else { return false }
        return schema.hasPrefix("warmup-stats-")
      },
      UnusableResults(
        json: "the list of benchmarks of asv, which has no results",
        use: "a result of asv, in a folder named after the machine"
      ) { text in
        let first = text.asObject?.first { $0.value.asObject != nil }?.value.asObject
        return first?["param_names"] != nil && first?["code"] != nil
      },
      UnusableResults(
        json: "a summary of k6, whose requests overlap and are no iterations", use: ordered
      ) { text in
        let metrics = text.asObject?["metrics"]?.asObject
        return metrics?["http_reqs"] != nil || metrics?["iteration_duration"] != nil
      },
      UnusableResults(
        json: "single requests of k6, which overlap and are no iterations", use: ordered
      ) { text in
        guard let object = text.asObject, case .string(let type)? = object["type"]?.content else {
          return false
        }
        return (type == "Metric" || type == "Point") && object["metric"] != nil
      },
    ]
  }
}

// MARK: - Tables

extension UnusableResults {
  /// A CSV file whose header has all of some columns.
  private init(columns: [String], of found: String, use expected: String) {
    self.expected = expected
    self.found = found
    isRecognized = { content in
      guard let text = content.text else { return false }
      return ",;\t".utf8.contains { separator in
        let header = Set(text.header(separatedBy: separator))
        return columns.allSatisfy(header.contains)
      }
    }
  }

  private static var tables: [UnusableResults] {
    [
      UnusableResults(
        columns: ["Benchmark", "Mode", "Samples", "Score"],
        of: "the CSV of JMH, which has one score per benchmark",
        use: "the iterations of JMH: its JSON (-rf json), or what it prints"),
      UnusableResults(
        columns: ["command", "mean", "stddev", "median"],
        of: "the CSV of hyperfine, which has no single times",
        use: "the JSON of hyperfine (--export-json)"),
      UnusableResults(
        columns: ["Method", "Mean", "Error", "StdDev"],
        of: "a summary of BenchmarkDotNet, which has no single measurements",
        use: "the full JSON of BenchmarkDotNet (--exporters fulljson)"),
      UnusableResults(
        columns: ["group", "function", "sample_measured_value", "iteration_count"],
        of: "the raw.csv of Criterion",
        use: "the folder target/criterion, or a sample.json in it"),
    ]
  }
}

// MARK: - Logs

extension UnusableResults {
  /// A text one of whose lines is like that.
  private init(
    line isRecognized: @escaping (TextLine) -> Bool, of found: String, use expected: String
  ) {
    self.expected = expected
    self.found = found
    self.isRecognized = { content in
      content.text?.beginningLines().prefix(2000).contains(where: isRecognized) ?? false
    }
  }

  private static var logs: [UnusableResults] {
    [
      UnusableResults(
        line: { line in
          let words = line.words
          return words.first == "Benchmark" && words.contains("Mode") && words.contains("Score")
            && words.last == "Units"
        },
        of: "the summary of JMH, which has one score per benchmark",
        use: "the iterations of JMH: its JSON (-rf json), or all that it prints"),
      UnusableResults(
        line: { $0.words.starts(with: ["|", "Command", "|", "Mean"]) },
        of: "the table of hyperfine, which has no single times",
        use: "the JSON of hyperfine (--export-json)"),
      UnusableResults(
        line: { line in
          line.text.hasPrefix("  Time (mean \u{B1}") || line.text.hasPrefix("  Range (min")
        },
        of: "what hyperfine prints, which has no single times",
        use: "the JSON of hyperfine (--export-json)"),
      UnusableResults(
        line: { $0.text.hasPrefix("name,iterations,real_time,cpu_time") },
        of: "the CSV of Google Benchmark",
        use: "the JSON of Google Benchmark (--benchmark_format=json)"),
      UnusableResults(
        line: { $0.words.starts(with: ["Benchmark", "Time", "CPU", "Iterations"]) },
        of: "what Google Benchmark prints",
        use: "the JSON of Google Benchmark (--benchmark_format=json)"),
      UnusableResults(
        line: { line in
          line.text.contains(" time:   [") && line.words.last?.hasSuffix("]") ?? false
        },
        of: "what Criterion prints, which has no single measurements",
        use: "the folder target/criterion"),
      UnusableResults(
        line: { line in
          line.text.hasPrefix("Name (time in ") && line.words.contains("Rounds")
        },
        of: "what pytest-benchmark prints, which has no single rounds",
        use: "the JSON of pytest-benchmark (--benchmark-json, --benchmark-save-data)"),
      UnusableResults(
        line: { $0.words.starts(with: ["|", "Method", "|"]) },
        of: "a summary of BenchmarkDotNet, which has no single measurements",
        use: "the full JSON of BenchmarkDotNet (--exporters fulljson)"),
      UnusableResults(
        line: { $0.text.contains("sec/op") && $0.text.contains("│") },
        of: "the table of benchstat",
        use: "what go test -bench prints"),
      UnusableResults(
        line: { $0.text.hasPrefix("Mean +- std dev: ") },
        of: "what pyperf prints, which has no single values", use: "the JSON of pyperf (-o)"),
      UnusableResults(
        line: { $0.text.hasPrefix("Score (version ") },
        of: "the scores of Octane, which has no iterations",
        use: ordered),
      UnusableResults(
        line: { line in
          line.text.hasPrefix("Running ") && line.text.contains(" test @ ")
        },
        of: "what wrk prints, whose requests overlap and are no iterations", use: ordered),
    ]
  }
}
