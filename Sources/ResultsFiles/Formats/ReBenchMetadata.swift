// SPDX-License-Identifier: GPL-3.0-or-later

/// What the lines of a ReBench file that begin with `#` say.
///
/// They repeat whenever ReBench adds to the file, and none of them is needed, so that one that
/// cannot be read is passed over.
struct ReBenchMetadata {
  /// The name of the machine.
  private(set) var machine: String?
  /// What the processor of the machine is.
  private(set) var processor: String?
  /// When the first execution started.
  private(set) var date: String?
  /// How many iterations of a run its configuration regards as warmup, by the number of the run.
  private(set) var warmup: [String: Int] = [:]
  private var warmupOfBenchmark: [Int: Int] = [:]

  mutating func read(_ line: TextLine) {
    if let text = line.rest(after: "# Execution Start: ") {
      date = date ?? String(text)
    } else if let text = line.rest(after: "# Environment: "), let environment = object(text) {
      machine = try? environment.optional("hostName")?.string()
      processor = try? environment.optional("cpu")?.string()
    } else if let (number, benchmark) = numbered(line.rest(after: "# benchmark: ")) {
      let details = try? benchmark.optional("runDetails")?.object()
      warmupOfBenchmark[number] = try? details?.optional("warmup")?.count()
    } else if let (number, run) = numbered(line.rest(after: "# run_id: ")) {
      let benchmark = try? run.optional("benchmark_id")?.count()
      warmup["\(number)"] = benchmark.flatMap { warmupOfBenchmark[$0] }
    }
  }

  /// The number and the object of a text such as `0={…}`.
  private func numbered(_ text: Substring?) -> (Int, JSONObject)? {
    guard let text, let equals = text.firstIndex(of: "="), let number = Int(text[..<equals]),
      let object = object(text[text.index(after: equals)...])
    else { return nil }
    return (number, object)
  }

  private func object(_ text: Substring) -> JSONObject? {
    guard let document = try? JSONDocument(parsing: Array(text.utf8)[...], path: "") else {
      return nil
    }
    return try? document.root.object()
  }
}
