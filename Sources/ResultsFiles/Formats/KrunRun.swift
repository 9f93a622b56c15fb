// SPDX-License-Identifier: GPL-3.0-or-later

import WarmupStats

/// What Krun wrote about a run as a whole.
struct KrunRun {
  private let reboots: Int?
  private let hadErrors: Bool?
  private let startingTemperatures: [String]

  init(of root: JSONObject) throws(ResultsFileError) {
    reboots = try root.optional("reboots")?.count()
    hadErrors = try root.optional("error_flag")?.bool()
    startingTemperatures = try Self.temperatures(root.optional("starting_temperatures"))
  }

  /// The temperatures before the first execution, by sensor or in the order of the sensors.
  ///
  /// Krun passes on what the system's sensors say, so that the unit depends on the system.
  private static func temperatures(_ value: JSONValue?) throws(ResultsFileError) -> [String] {
    guard let value else { return [] }
    guard case .object(let sensors) = value.content else {
      return try value.numbers(expected: "a temperature").map { "\($0)" }
    }
    var temperatures: [String] = []
    for sensor in try sensors.membersOnce() {
      temperatures.append("\(sensor.name) \(try sensor.value.number(expected: "a temperature"))")
    }
    return temperatures
  }

  /// What people should be told of it.
  var details: [Inspection.Detail] {
    [
      ("Reboots", reboots.map { "\($0)" }),
      ("Errors during the run", hadErrors.map { $0 ? "yes (error_flag)" : "none" }),
      (
        "Starting temperatures",
        startingTemperatures.isEmpty ? nil : startingTemperatures.joined(separator: ", ")
      ),
    ].compactMap { name, value in value.map { Inspection.Detail(name: name, value: $0) } }
  }
}
