// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

extension Machine {
  /// What is worth knowing of the machine in years to come, by name, as in Krun's `audit`.
  ///
  /// - Parameter name: what the machine is called; `nil` for its own name.
  func audit(named name: String?) -> [String: String] {
    var audit: [String: String] = [:]
    let host = (name ?? text("/proc/sys/kernel/hostname")).flatMap { $0.isEmpty ? nil : $0 }
    audit["uname"] =
      [
        text("/proc/sys/kernel/ostype") ?? "Linux",
        String((host ?? "unknown").map { $0.isWhitespace ? "_" : $0 }),
        text("/proc/sys/kernel/osrelease") ?? "",
        text("/proc/sys/kernel/version") ?? "",
      ].joined(separator: " ").trimmed
    let information = lines("/proc/cpuinfo") ?? []
    audit["cpuinfo"] = information.first { $0.hasPrefix("model name") }.map(String.init)
    audit["cores"] = MachineIdentity(of: self).cores.map(String.init)
    audit["microcode"] = MachineIdentity(of: self).microcode
    audit["memory"] = lines("/proc/meminfo")?.first { $0.hasPrefix("MemTotal") }.map(String.init)
    audit["kernel_command_line"] = text("/proc/cmdline")
    let vulnerabilities = "/sys/devices/system/cpu/vulnerabilities"
    let mitigations = names(in: vulnerabilities).compactMap { name in
      text("\(vulnerabilities)/\(name)").map { "\(name): \($0)" }
    }
    audit["mitigations"] = mitigations.isEmpty ? nil : mitigations.joined(separator: "\n")
    audit["caches"] = caches
    audit["topology"] = topology
    audit["packages"] = text("/etc/os-release")
    audit["time_zone"] = TimeZone.current.identifier
    audit["libc"] = libraryVersion
    audit["machine_root"] = root.isEmpty ? nil : root
    for condition in conditions(cpus: nil) {
      audit["condition: \(condition.name)"] = "\(condition.state.rawValue): \(condition.found)"
    }
    return audit
  }

  private var caches: String? {
    let folder = "/sys/devices/system/cpu/cpu0/cache"
    let all = names(in: folder, prefix: "index").compactMap { index -> String? in
      guard let size = text("\(folder)/\(index)/size") else { return nil }
      let level = text("\(folder)/\(index)/level") ?? "?"
      return "L\(level) \(text("\(folder)/\(index)/type") ?? "") \(size)"
    }
    return all.isEmpty ? nil : all.joined(separator: "\n")
  }

  private var topology: String? {
    let all = cpuFolders.compactMap { folder in
      text("\(folder)/topology/thread_siblings_list").map {
        "\(folder.split(separator: "/").last ?? ""): \($0)"
      }
    }
    return all.isEmpty ? nil : all.joined(separator: "\n")
  }

  /// The C library, as the system names it.
  private var libraryVersion: String? {
    var buffer = [CChar](repeating: 0, count: 128)
    // 2 is _CS_GNU_LIBC_VERSION.
    let count = unsafe confstr(2, &buffer, buffer.count)
    guard count > 1, count <= buffer.count else { return nil }
    return String(decoding: buffer.prefix(count - 1).map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// What tells this boot of the machine from all others.
  var boot: String? { text("/proc/sys/kernel/random/boot_id") }
}
