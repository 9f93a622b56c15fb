// SPDX-License-Identifier: GPL-3.0-or-later

package import WarmupStats

/// What a configuration costs, as one would say it: a sentence for each benchmark.
struct ConfigurationCaptions {
  /// What was found.
  var study: ConfigurationStudy
  /// The harness in whose words a configuration is given; `nil` for none.
  var harness: String?

  /// The sentences, in the order of the study.
  var sentences: [String] { study.benchmarks.map { "\($0.key): \(sentence(for: $0))." } }

  private func sentence(for benchmark: ConfigurationStudy.Benchmark) -> String {
    let outcome = benchmark.configured
    return [configured(outcome), warmup(of: outcome), measured(outcome), recommended(benchmark)]
      .compactMap(\.self).joined(separator: "; ")
  }

  private func configured(_ outcome: ConfigurationStudy.Outcome) -> String {
    let executions = NumberFormat.counted(outcome.executions.count, "execution")
    return "\(executions) of \(Self.words(of: outcome.configuration)) take "
      + Table.duration(outcome.duration)
  }

  private func warmup(of outcome: ConfigurationStudy.Outcome) -> String {
    let over = outcome.executions.count(where: \.isOverestimated)
    let under = outcome.executions.count(where: \.isUnderestimated)
    let never = outcome.executions.count { $0.needed == nil }
    let parts = [
      over > 0 ? "too long in \(NumberFormat.integer(over))" : nil,
      under > 0 ? "too short in \(NumberFormat.integer(under))" : nil,
      never > 0 ? "without a steady state to reach in \(NumberFormat.integer(never))" : nil,
    ].compactMap(\.self)
    return parts.isEmpty
      ? "the warmup is about right in all" : "the warmup is " + NumberFormat.list(parts)
  }

  private func measured(_ outcome: ConfigurationStudy.Outcome) -> String? {
    guard let deviation = outcome.deviation, let greatest = outcome.greatestDeviation else {
      return nil
    }
    return "the measured mean is off by \(Self.percentage(deviation)) (median), at most "
      + Self.percentage(greatest)
  }

  private func recommended(_ benchmark: ConfigurationStudy.Benchmark) -> String? {
    guard let outcome = benchmark.recommended, let deviation = outcome.deviation else { return nil }
    return "recommended: \(Self.command(for: outcome, harness: harness)), which would take "
      + "\(Table.duration(outcome.duration)) and be off by \(Self.percentage(deviation))"
  }

  /// A part as a percentage with two digits.
  static func percentage(_ fraction: Double) -> String {
    NumberFormat.significant(100 * fraction, digits: 2) + " %"
  }

  /// A configuration in plain words: `5 × 10 s of warmup and 8 iterations`.
  static func words(of configuration: RunConfiguration) -> String {
    "\(words(of: configuration.warmup)) of warmup and \(words(of: configuration.measurement)) measured"
  }

  private static func words(of phase: RunConfiguration.Phase) -> String {
    switch phase {
    case .recorded(let count): NumberFormat.counted(count, "iteration")
    case .timed(let count, let seconds):
      "\(NumberFormat.integer(count)) × \(NumberFormat.shortest(seconds)) s"
    }
  }

  /// What the harness is told, in its own words where they are known.
  static func command(for outcome: ConfigurationStudy.Outcome, harness: String?) -> String {
    let executions = outcome.executions.count
    let configuration = outcome.configuration
    let (warmup, measured) = (Amount(configuration.warmup), Amount(configuration.measurement))
    switch harness {
    case "JMH":
      let seconds = { (amount: Amount, option: String) in
        amount.seconds.map { " \(option) \(NumberFormat.shortest($0))s" } ?? ""
      }
      return "JMH: -wi \(warmup.count)\(seconds(warmup, "-w")) -i \(measured.count)"
        + "\(seconds(measured, "-r")) -f \(executions)"
    case "pyperf" where !warmup.isTimed:
      return
        "pyperf: --warmups \(warmup.count) --values \(measured.count) --processes \(executions)"
    case "hyperfine" where !warmup.isTimed:
      return "hyperfine: --warmup \(warmup.count) --runs \(measured.count)"
    case "BenchmarkDotNet" where !warmup.isTimed:
      return "BenchmarkDotNet: --warmupCount \(warmup.count) --iterationCount \(measured.count) "
        + "--launchCount \(executions)"
    case "Criterion" where warmup.isTimed:
      return "Criterion: --warm-up-time \(warmup.total) --measurement-time \(measured.total)"
    case "Renaissance" where !warmup.isTimed:
      return "Renaissance: -r \(warmup.count + measured.count), of which the first \(warmup.count) "
        + "do not count, \(executions) times"
    default:
      return "\(words(of: configuration)), in \(NumberFormat.counted(executions, "execution"))"
    }
  }

  /// A number of iterations, and how long each is.
  private struct Amount {
    var count: Int
    var seconds: Double?

    init(_ phase: RunConfiguration.Phase) {
      switch phase {
      case .recorded(let count): self.count = count
      case .timed(let count, let seconds): (self.count, self.seconds) = (count, seconds)
      }
    }

    var isTimed: Bool { seconds != nil }
    var total: String { NumberFormat.shortest(Double(count) * (seconds ?? 0)) }
  }
}

extension ConfigurationStudy.Outcome {
  /// The configuration in the words of a harness, or in plain ones where they are not known.
  package func command(inWordsOf harness: String?) -> String {
    ConfigurationCaptions.command(for: self, harness: harness)
  }
}
