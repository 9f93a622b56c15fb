// SPDX-License-Identifier: GPL-3.0-or-later

public import WarmupStats

extension Table {
  /// Whether the configured warmup of harnesses is enough: a row per benchmark key; `nil` if it is
  /// known of none.
  ///
  /// - Complexity: O(m log m) for m benchmark keys, plus O(number of executions).
  public init?(harnessWarmup summaries: [ExperimentSummary]) {
    guard let sentence = HarnessWarmupCaptions.sentence(of: summaries) else { return nil }
    let judged = HarnessWarmupCaptions.judged(summaries)
    let entries = SummaryEntry.rows(of: summaries).filter { $0.benchmark.harnessWarmup != nil }
    let sources = Self.keys(of: entries) + Self.findings(of: entries)
    self.init(
      title: "The harness's own warmup", columns: sources.map(\.column),
      rows: Row.all(of: entries, sources),
      legend: [
        sentence,
        """
        A harness's warmup of n iterations is enough for a process execution if its first steady \
        iteration is at most the one after them.
        """
          + (judged.contains(where: \.isOmitted)
            ? """
             Iterations that the harness left out count as needed, though some executions may have \
            been steady before their end.
            """ : ""),
      ])
  }

  private static func keys(of entries: [SummaryEntry]) -> [ColumnSource<SummaryEntry>] {
    SummaryColumns.keys(of: entries).filter {
      $0.column.name != "process_executions" && $0.column.name != "iterations"
    }
  }

  private static func findings(of entries: [SummaryEntry]) -> [ColumnSource<SummaryEntry>] {
    typealias Source = ColumnSource<SummaryEntry>
    func share(
      _ name: String, _ heading: String, _ dropOrder: Int,
      _ count: @escaping @Sendable (HarnessWarmupVerdict) -> Int
    ) -> Source {
      Source(
        Column(name: name, heading: heading, content: .share, dropOrder: dropOrder)
      ) {
        $0.benchmark.harnessWarmup.map {
          .share(Share(count: count($0), total: $0.executions.count))
        } ?? .empty
      }
    }
    return [
      Source(
        Column(name: "configured_iterations", heading: "Configured warmup", content: .range)
      ) { $0.benchmark.harnessWarmup.map { .countRange($0.told) } ?? .empty }
      .statedIfSame(in: entries),
      Source(Column(name: "needed_iterations", heading: "Needed", content: .range)) {
        let needed = $0.benchmark.harnessWarmup?.executions.compactMap(\.needed) ?? []
        guard let least = needed.min(), let most = needed.max() else { return .empty }
        return .countRange(least...most)
      },
      share("enough", "Enough", 0) { $0.executions.count(where: \.suffices) },
      share("too_short", "Needed more", 1) { $0.tooShort.count },
      share("never_steady", "Never steady", 2) { $0.neverSteady.count },
    ]
  }
}

/// What the warmup of harnesses is said to be, in words.
enum HarnessWarmupCaptions {
  /// The verdicts on all benchmark keys of which one is known.
  static func judged(_ summaries: [ExperimentSummary]) -> [HarnessWarmupVerdict] {
    summaries.flatMap(\.benchmarks).compactMap(\.harnessWarmup)
  }

  /// The finding over all benchmark keys of which one is known, as one sentence; `nil` if there
  /// is none.
  static func sentence(of summaries: [ExperimentSummary]) -> String? {
    let verdicts = judged(summaries)
    guard let least = verdicts.map(\.told.lowerBound).min(),
      let most = verdicts.map(\.told.upperBound).max()
    else { return nil }
    let total = verdicts.reduce(0) { $0 + $1.executions.count }
    let enough = verdicts.reduce(0) { $0 + $1.executions.count(where: \.suffices) }
    let harnesses = Set(summaries.map(\.harness))
    let harness = harnesses.count == 1 ? harnesses.first.flatMap(\.self) : nil
    let of = harness.map { " (\($0))" } ?? ""
    let warmup =
      most == 0
      ? "No configured warmup\(of)"
      : "The configured warmup of \(NumberFormat.range(least...most)) "
        + "iteration\(most == 1 ? "" : "s")\(of)"
    let all = NumberFormat.counted(total, "process execution")
    let part = enough == total ? (total == 1 ? "" : "all ") : "\(NumberFormat.integer(enough)) of "
    return "\(warmup) was enough in \(part)\(all)."
  }
}
