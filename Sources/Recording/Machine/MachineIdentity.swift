// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

/// What makes a machine another one, so that executions on it are no longer the same experiment.
package struct MachineIdentity: Sendable, Hashable, Codable {
  package var processor: String?
  package var cores: Int?
  package var kernel: String?
  package var microcode: String?
  /// Memory in MiB, rounded to 64.
  package var memory: Int?

  package init(of machine: Machine) {
    let information = machine.lines("/proc/cpuinfo") ?? []
    func value(_ name: String) -> String? {
      information.first { $0.hasPrefix(name) }?.split(separator: ":", maxSplits: 1).dropFirst()
        .first?.trimmed
    }
    processor = value("model name")
    microcode = value("microcode")
    let count = information.count { $0.hasPrefix("processor") }
    cores = count > 0 ? count : nil
    kernel = machine.text("/proc/sys/kernel/osrelease")
    memory = machine.value(of: "MemTotal:", in: "/proc/meminfo").map { ($0 / 1024 + 32) / 64 * 64 }
  }

  /// What differs from another machine, in words.
  package func differences(from other: MachineIdentity) -> [String] {
    func difference(_ what: String, _ old: String?, _ new: String?) -> String? {
      old == new ? nil : "\(what) was \(old ?? "unknown"), and is \(new ?? "unknown")"
    }
    return [
      difference("the processor", other.processor, processor),
      difference("the number of cores", other.cores.map(String.init), cores.map(String.init)),
      difference("the kernel", other.kernel, kernel),
      difference("the microcode", other.microcode, microcode),
      difference(
        "the memory in MiB", other.memory.map(String.init), memory.map(String.init)),
    ].compactMap(\.self)
  }
}
