// SPDX-License-Identifier: GPL-3.0-or-later

public import WarmupStats

extension Table {
  /// What a warmup configuration costs, how far off it is, and what to run instead: a row per
  /// benchmark.
  ///
  /// - Parameters:
  ///   - study: what was found.
  ///   - harness: the harness in whose words a configuration is given; `nil` for none.
  ///   - warnings: what else readers should know.
  /// - Complexity: O(number of executions).
  public init(configurations study: ConfigurationStudy, harness: String?, warnings: [Warning] = [])
  {
    let sources = ConfigurationColumns.sources(harness: harness)
    let unknown =
      study.unconfigured.isEmpty
      ? []
      : [
        "no configuration, or no times, are known of "
          + NumberFormat.list(study.unconfigured.map(\.description))
      ]
    self.init(
      title: "What the warmup configuration costs",
      columns: sources.map(\.column),
      rows: Row.all(of: study.benchmarks, sources),
      legend: study.benchmarks.isEmpty
        ? []
        : ConfigurationCaptions(study: study, harness: harness).sentences + Self.explanations,
      notes: (unknown + warnings.map(\.caption)).map { Note(number: nil, text: $0) })
  }

  private static let explanations = [
    """
    Too long, too short: executions whose configured warmup is longer, or shorter, than the time to \
    their steady state by 5 s or more, or by a twentieth of the execution where that is less. Warmup \
    error: the median of that difference.
    """,
    """
    Off: how far the measured mean is from the steady one, 0 where the 95 % interval of their ratio, \
    by resampling, holds 1; the median over the executions that have a steady state.
    """,
    """
    Recommended: the shortest warmup after which every execution that settles is steady, then the \
    shortest measurement that lies within 1 % of the steady mean in 95 % of them.
    """,
  ]
}

/// The columns of a table of configurations.
private enum ConfigurationColumns {
  typealias Source = ColumnSource<ConfigurationStudy.Benchmark>

  static func sources(harness: String?) -> [Source] {
    [
      Source(Column(name: "vm", heading: "VM", content: .text, role: .group)) { .text($0.key.vm) },
      Source(Column(name: "benchmark", heading: "Benchmark", content: .text, role: .label)) {
        .text($0.key.benchmark)
      },
      Source(
        Column(name: "variant", heading: "Variant", content: .text, role: .label, dropOrder: 6)
      ) {
        .text($0.key.variant)
      },
      Source(
        Column(name: "configured", heading: "Configured", content: .text, dropOrder: 4)
      ) { .text(ConfigurationCaptions.words(of: $0.configured.configuration)) },
      count("too_long", "Too long") { $0.executions.count(where: \.isOverestimated) },
      count("too_short", "Too short") { $0.executions.count(where: \.isUnderestimated) },
      count("never_steady", "Never steady") { $0.executions.count { $0.needed == nil } },
      seconds("warmup_error_seconds", "Warmup error", 0) { $0.configured.estimationError },
      percentage("off_percent", "Off") { $0.configured.deviation },
      seconds("total_seconds", "Takes", 0) { $0.configured.duration },
      Source(Column(name: "recommended", heading: "Recommended", content: .text, dropOrder: 3)) {
        $0.recommended.map {
          .text(ConfigurationCaptions.command(for: $0, harness: harness))
        } ?? .empty
      },
      percentage("recommended_off_percent", "Would be off", 2) { $0.recommended?.deviation },
      seconds("recommended_seconds", "Would take", 1) { $0.recommended?.duration },
    ]
  }

  private static func count(
    _ name: String, _ heading: String,
    _ count: @escaping @Sendable (ConfigurationStudy.Outcome) -> Int
  ) -> Source {
    Source(Column(name: name, heading: heading, content: .number)) { .count(count($0.configured)) }
  }

  private static func seconds(
    _ name: String, _ heading: String, _ dropOrder: Int,
    _ value: @escaping @Sendable (ConfigurationStudy.Benchmark) -> Double?
  ) -> Source {
    Source(Column(name: name, heading: heading, content: .number, dropOrder: dropOrder)) {
      guard let seconds = value($0) else { return .empty }
      let sign = seconds < 0 ? "−" : ""
      return .exact(
        Numeral(exact: seconds, text: seconds == 0 ? "0 s" : sign + Table.duration(abs(seconds))))
    }
  }

  private static func percentage(
    _ name: String, _ heading: String, _ dropOrder: Int = 0,
    _ value: @escaping @Sendable (ConfigurationStudy.Benchmark) -> Double?
  ) -> Source {
    Source(
      Column(name: name, heading: heading, content: .number, unit: "%", dropOrder: dropOrder)
    ) {
      guard let fraction = value($0) else { return .empty }
      return .exact(
        Numeral(exact: 100 * fraction, text: NumberFormat.significant(100 * fraction, digits: 2)))
    }
  }
}
