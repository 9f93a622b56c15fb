// SPDX-License-Identifier: GPL-3.0-or-later

extension Table {
  /// What the verdict of a row says, where the table has verdicts.
  package enum RowKind: Sendable, Hashable {
    /// It tells of a change.
    case changed(Tone)
    /// It tells of none, or of one that chance may explain.
    case unchanged
    /// It is not about a single benchmark, and has no verdict.
    case overall
  }

  /// The places of the columns of verdicts.
  private var verdicts: [Int] {
    columns.indices.filter { index in
      if case .verdict = columns[index].content { true } else { false }
    }
  }

  /// Whether there are verdicts.
  package var hasVerdicts: Bool { !verdicts.isEmpty }

  /// What the verdicts of a row say, the worst first; `.overall` if it has none.
  package func kind(ofRow index: Int) -> RowKind {
    let found = verdicts.compactMap { column -> VerdictCell? in
      guard case .verdict(let verdict) = rows[index].cells[column] else { return nil }
      return verdict
    }
    guard !found.isEmpty else { return .overall }
    let tones = Set(found.filter(\.isTelling).map(\.tone))
    let worst = [Tone.worse, .mixed, .better].first(where: tones.contains)
    return worst.map(RowKind.changed) ?? .unchanged
  }

  /// The indices of the rows that do not tell of a benchmark without a change.
  package var changedRows: [Int] { rows.indices.filter { kind(ofRow: $0) != .unchanged } }

  /// The table without the rows of benchmarks that did not change, which it counts in a sentence;
  /// itself if it has no verdicts.
  public func withChangesOnly() -> Table {
    guard hasVerdicts else { return self }
    var changed = self
    changed.rows = changedRows.map { rows[$0] }
    let omitted = rows.count - changed.rows.count
    if omitted > 0 {
      let rows = "\(NumberFormat.integer(omitted)) \(omitted == 1 ? "benchmark" : "benchmarks")"
      changed.legend.insert(
        "\(rows) without a change \(omitted == 1 ? "is" : "are") not shown.",
        at: min(1, legend.count))
    }
    return changed
  }
}
