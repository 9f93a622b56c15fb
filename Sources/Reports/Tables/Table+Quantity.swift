// SPDX-License-Identifier: GPL-3.0-or-later

internal import WarmupStats

extension Table {
  /// Shows what is in seconds in the unit that was counted, and that unit once.
  mutating func count(_ unit: String) {
    for index in columns.indices where columns[index].name.hasSuffix(Self.suffixOfTimes) {
      columns[index].name.removeLast(Self.suffixOfTimes.count)
      if columns[index].name == "time_to_steady" {
        (columns[index].name, columns[index].heading) = ("total_until_steady", "Total until steady")
      }
      columns[index].unit = columns[index].unit.map { Self.multiple(of: unit, $0) }
      for row in rows.indices { rows[row].cells[index].count(unit) }
    }
    columns.append(Column(name: "unit", heading: "Unit", content: .text, role: .stated))
    for row in rows.indices { rows[row].cells.append(.text(unit)) }
  }

  private static let suffixOfTimes = "_seconds"

  /// What the unit of time stands for, such as `million instructions` for the millisecond.
  fileprivate static func multiple(of unit: String, _ symbol: String) -> String {
    guard let time = TimeUnit(rawValue: symbol) else { return symbol }
    return QuantityFormat(unit: unit, suiting: [QuantityExperiment.perSecond / time.perSecond]).unit
  }
}

extension Cell {
  fileprivate mutating func count(_ unit: String) {
    guard case .measured(var measured) = self else { return }
    func counted(_ numeral: Numeral) -> Numeral {
      Numeral(
        exact: numeral.exact * QuantityExperiment.perSecond, text: numeral.text,
        unit: numeral.unit.map { Table.multiple(of: unit, $0) })
    }
    measured.value = counted(measured.value)
    measured.range =
      switch measured.range {
      case .unknown, .unbounded: measured.range
      case .percentiles(let lower, let upper):
        .percentiles(lower: counted(lower), upper: counted(upper))
      case .halfWidth(let halfWidth, let lower, let upper, let level):
        .halfWidth(
          counted(halfWidth), lower: counted(lower), upper: counted(upper), level: level)
      case .interval(let lower, let upper):
        .interval(lower: counted(lower), upper: counted(upper))
      }
    self = .measured(measured)
  }
}
