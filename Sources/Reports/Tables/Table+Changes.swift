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

  /// The place of the column of verdicts; `nil` if there is none.
  private var verdicts: Int? {
    columns.firstIndex { column in
      if case .verdict = column.content { true } else { false }
    }
  }

  /// Whether there are verdicts.
  package var hasVerdicts: Bool { verdicts != nil }

  /// What the verdict of a row says; `.overall` for all rows if there are no verdicts.
  package func kind(ofRow index: Int) -> RowKind {
    guard let verdicts, case .verdict(let verdict) = rows[index].cells[verdicts] else {
      return .overall
    }
    return verdict.isTelling ? .changed(verdict.tone) : .unchanged
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
