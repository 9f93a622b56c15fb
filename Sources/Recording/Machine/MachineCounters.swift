// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

/// What the machine has counted so far, and how it is, before or after an execution.
///
/// What the machine does not tell is `nil`.
public struct MachineCounters: Sendable, Hashable, Codable {
  /// How often processors were throttled because of heat.
  public var throttles: Int?
  /// Temperatures in °C, by chip and label.
  public var temperatures: [String: Double] = [:]
  /// The frequency of each processor, in MHz.
  public var frequencies: [Int] = []
  /// Time of all processors, in ticks.
  public var ticks: Int?
  /// What of it other guests of the host had, in ticks.
  public var stolenTicks: Int?
  /// How often the control group was kept from running because its quota was used up.
  public var quotaStops: Int?
  /// How many processes were killed because memory ran out.
  public var memoryKills: Int?
  /// Microseconds for which some process waited for a processor.
  public var pressure: Int?
  /// How many pages went to swap space or came from there.
  public var swappedPages: Int?
  /// The processors that are online.
  public var onlineProcessors: String?
  /// Whether the machine has mains power.
  public var isPluggedIn: Bool?
  /// Cycles at the actual frequency, by processor.
  public var aperf: [UInt64] = []
  /// Cycles at the nominal frequency, by processor.
  public var mperf: [UInt64] = []

  /// Creates counters of a machine that tells nothing.
  package init() {}
}

extension MachineCounters {
  /// Reads the counters of a machine.
  ///
  /// - Parameter cpus: the processors whose APERF and MPERF are wanted; none if `nil`.
  package init(of machine: Machine, registersOf cpus: [Int]? = nil) {
    let folders = machine.cpuFolders
    throttles = Self.sum(
      folders.flatMap { folder in
        machine.names(in: "\(folder)/thermal_throttle").filter { $0.hasSuffix("_count") }
          .map { "\(folder)/thermal_throttle/\($0)" }
      }.map(machine.number))
    temperatures = Self.temperatures(of: machine)
    frequencies = folders.compactMap { machine.number("\($0)/cpufreq/scaling_cur_freq") }
      .map { $0 / 1000 }
    readTimes(of: machine)
    if let group = machine.controlGroup("cpu") {
      quotaStops = machine.value(of: "nr_throttled", in: "\(group)/cpu.stat")
    }
    if let group = machine.controlGroup("memory") {
      memoryKills = machine.value(of: "oom_kill", in: "\(group)/memory.events")
    }
    memoryKills = memoryKills ?? machine.value(of: "oom_kill", in: "/proc/vmstat")
    swappedPages = Self.sum([
      machine.value(of: "pswpin", in: "/proc/vmstat"),
      machine.value(of: "pswpout", in: "/proc/vmstat"),
    ])
    pressure = machine.lines("/proc/pressure/cpu")?.first { $0.hasPrefix("some") }?
      .split(separator: "=").last.flatMap { Int($0) }
    onlineProcessors = machine.text("/sys/devices/system/cpu/online")
    let supplies = machine.names(in: "/sys/class/power_supply").compactMap {
      machine.number("/sys/class/power_supply/\($0)/online")
    }
    isPluggedIn = supplies.isEmpty ? nil : supplies.contains { $0 != 0 }
    for cpu in cpus ?? [] {
      guard let registers = Self.registers(of: cpu, on: machine) else { continue }
      aperf.append(registers.aperf)
      mperf.append(registers.mperf)
    }
  }

  private static func sum(_ values: [Int?]) -> Int? {
    let known = values.compactMap(\.self)
    return known.isEmpty ? nil : known.reduce(0, &+)
  }

  private mutating func readTimes(of machine: Machine) {
    let words = machine.lines("/proc/stat")?.first?.split(whereSeparator: \.isWhitespace) ?? []
    guard words.first == "cpu" else { return }
    let times = words.dropFirst().map { Int($0) ?? 0 }
    // User, nice, system, idle, waiting, interrupts, soft interrupts, stolen; the rest is part of
    // the first two.
    guard times.count >= 8 else { return }
    ticks = times.prefix(8).reduce(0, &+)
    stolenTicks = times[7]
  }

  /// All temperatures, by the name of the chip and the label; a number tells chips of one name
  /// apart.
  private static func temperatures(of machine: Machine) -> [String: Double] {
    var temperatures: [String: Double] = [:]
    var chips: [String: Int] = [:]
    for folder in machine.names(in: "/sys/class/hwmon", prefix: "hwmon") {
      let path = "/sys/class/hwmon/\(folder)"
      let chip = machine.text("\(path)/name") ?? folder
      chips[chip, default: 0] += 1
      let name = chips[chip] == 1 ? chip : "\(chip)#\(chips[chip] ?? 0)"
      for file in machine.names(in: path, prefix: "temp") where file.hasSuffix("_input") {
        let sensor = file.dropLast("_input".count)
        guard let value = machine.number("\(path)/\(file)") else { continue }
        let label = machine.text("\(path)/\(sensor)_label") ?? String(sensor)
        temperatures["\(name) \(label)"] = Double(value) / 1000
      }
    }
    return temperatures
  }

  /// The registers MPERF (0xE7) and APERF (0xE8) of a processor, where the kernel shows them.
  private static func registers(
    of cpu: Int, on machine: Machine
  ) -> (aperf: UInt64, mperf: UInt64)? {
    let descriptor = unsafe open("\(machine.root)/dev/cpu/\(cpu)/msr", O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    func register(_ number: off_t) -> UInt64? {
      var value: UInt64 = 0
      let count = unsafe withUnsafeMutableBytes(of: &value) {
        unsafe pread(descriptor, $0.baseAddress, 8, number)
      }
      return count == 8 ? value : nil
    }
    guard let mperf = register(0xE7), let aperf = register(0xE8) else { return nil }
    return (aperf, mperf)
  }
}
