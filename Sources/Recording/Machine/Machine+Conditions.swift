// SPDX-License-Identifier: GPL-3.0-or-later

extension Machine {
  /// Looks at all conditions; nothing is changed.
  ///
  /// - Parameter cpus: the processors that programs will run on; `nil` for all.
  public func conditions(cpus: [Int]?) -> [MachineCondition] {
    [
      governor, turbo, energyPreference, throttling, temperature, simultaneousThreads,
      isolation, memoryNodes(of: cpus), layout, samplingRate, watchdog, hugePages, swapSpace,
      swappiness, overcommitment, microcode, mitigations, load, pressure, steal, quota(for: cpus),
      clockSource, kernelLog, powerSupply, virtualization, containment,
    ]
  }

  // MARK: - Frequency and heat

  private var governor: MachineCondition {
    let name = "frequency governor"
    let found = Set(cpuFolders.compactMap { text("\($0)/cpufreq/scaling_governor") })
    let driver =
      text("/sys/devices/system/cpu/cpu0/cpufreq/scaling_driver")
      .map { " (\($0))" } ?? ""
    guard !found.isEmpty else { return MachineCondition(name, .unknown, "not shown") }
    let shown = found.sorted().joined(separator: ", ") + driver
    return MachineCondition(
      name, found == ["performance"] ? .fine : .doubtful, shown,
      advice: "cpupower frequency-set -g performance", refuses: true)
  }

  private var turbo: MachineCondition {
    let name = "turbo mode"
    if let off = number("/sys/devices/system/cpu/intel_pstate/no_turbo") {
      return MachineCondition(
        name, off == 1 ? .fine : .doubtful, off == 1 ? "off" : "on",
        advice: "echo 1 > /sys/devices/system/cpu/intel_pstate/no_turbo", refuses: true)
    }
    guard let on = number("/sys/devices/system/cpu/cpufreq/boost") else {
      return MachineCondition(name, .unknown, "not shown")
    }
    return MachineCondition(
      name, on == 0 ? .fine : .doubtful, on == 0 ? "off" : "on",
      advice: "echo 0 > /sys/devices/system/cpu/cpufreq/boost", refuses: true)
  }

  private var energyPreference: MachineCondition {
    let name = "energy preference"
    let found = Set(
      cpuFolders.compactMap { text("\($0)/cpufreq/energy_performance_preference") })
    guard !found.isEmpty else { return MachineCondition(name, .unknown, "not shown") }
    return MachineCondition(
      name, found == ["performance"] ? .fine : .doubtful,
      found.sorted().joined(separator: ", "),
      advice: "cpupower set --epp performance")
  }

  private var throttling: MachineCondition {
    let name = "throttling"
    guard let count = MachineCounters(of: self).throttles else {
      return MachineCondition(name, .unknown, "not counted")
    }
    return MachineCondition(name, .noted, "\(count) times since boot")
  }

  private var temperature: MachineCondition {
    let name = "temperature"
    let all = MachineCounters(of: self).temperatures
    guard let hottest = all.max(by: { $0.value < $1.value }) else {
      return MachineCondition(name, .unknown, "no sensor")
    }
    return MachineCondition(
      name, .noted, "at most \(tenths(hottest.value)) °C (\(hottest.key))")
  }

  // MARK: - Processors

  private var simultaneousThreads: MachineCondition {
    let name = "threads per core (SMT)"
    guard let active = number("/sys/devices/system/cpu/smt/active") else {
      return MachineCondition(name, .unknown, "not shown")
    }
    return MachineCondition(
      name, active == 0 ? .fine : .doubtful, active == 0 ? "off" : "on",
      advice: "echo off > /sys/devices/system/cpu/smt/control")
  }

  private var isolation: MachineCondition {
    let name = "isolated processors"
    guard let isolated = text("/sys/devices/system/cpu/isolated"),
      isolated.isEmpty || Self.cpuList(isolated) != nil
    else {
      return MachineCondition(name, .unknown, "not shown")
    }
    let tickless = text("/sys/devices/system/cpu/nohz_full") ?? ""
    if !tickless.isEmpty, tickless != "(null)", exists("/sys/devices/system/cpu/intel_pstate") {
      return MachineCondition(
        name, .doubtful, "nohz_full=\(tickless) with intel_pstate",
        advice: "without a tick that driver does not see load and may keep the frequency low: "
          + "take nohz_full from the kernel's command line")
    }
    return MachineCondition(
      name, isolated.isEmpty ? .doubtful : .fine, isolated.isEmpty ? "none" : isolated,
      advice: "start the kernel with isolcpus=LIST, and record with --cpus LIST")
  }

  private func memoryNodes(of cpus: [Int]?) -> MachineCondition {
    let name = "memory nodes (NUMA)"
    let folder = "/sys/devices/system/node"
    let nodes = names(in: folder, prefix: "node").compactMap { node -> Set<Int>? in
      guard node.dropFirst(4).allSatisfy(\.isNumber), node.count > 4 else { return nil }
      return text("\(folder)/\(node)/cpulist").flatMap { Self.cpuList($0) }.map(Set.init)
    }
    guard !nodes.isEmpty else { return MachineCondition(name, .unknown, "not shown") }
    let used = nodes.count { node in cpus.map { !node.isDisjoint(with: $0) } ?? !node.isEmpty }
    return MachineCondition(
      name, used <= 1 ? .fine : .doubtful,
      "\(used) of \(nodes.count) used",
      advice: "name processors of one node with --cpus")
  }

  private var clockSource: MachineCondition {
    let name = "clock source"
    guard
      let source = text("/sys/devices/system/clocksource/clocksource0/current_clocksource")
    else { return MachineCondition(name, .unknown, "not shown") }
    let isFast = source == "tsc" || source.hasPrefix("arch")
    return MachineCondition(
      name, isFast ? .fine : .doubtful, source,
      advice: "reading it may take a system call, which matters where iterations take microseconds")
  }

  // MARK: - The kernel's settings

  private var layout: MachineCondition {
    let name = "memory layout (ASLR)"
    guard let value = number("/proc/sys/kernel/randomize_va_space") else {
      return MachineCondition(name, .unknown, "not shown")
    }
    return MachineCondition(
      name, value == 2 ? .fine : .doubtful, "\(value)",
      advice: "sysctl kernel.randomize_va_space=2, so that layouts differ as they do in the field")
  }

  /// A setting of the kernel that is only written down.
  private func noted(_ name: String, _ path: String) -> MachineCondition {
    guard let value = text(path) else { return MachineCondition(name, .unknown, "not shown") }
    return MachineCondition(name, .noted, value)
  }

  private var samplingRate: MachineCondition {
    noted("sampling rate of perf", "/proc/sys/kernel/perf_event_max_sample_rate")
  }

  private var watchdog: MachineCondition {
    noted("watchdog (NMI)", "/proc/sys/kernel/nmi_watchdog")
  }

  private var hugePages: MachineCondition {
    noted("transparent huge pages", "/sys/kernel/mm/transparent_hugepage/enabled")
  }

  private var swappiness: MachineCondition {
    noted("readiness to swap", "/proc/sys/vm/swappiness")
  }

  private var overcommitment: MachineCondition {
    noted("overcommitment of memory", "/proc/sys/vm/overcommit_memory")
  }

  private var microcode: MachineCondition {
    let version = MachineIdentity(of: self).microcode
    return MachineCondition("microcode", version == nil ? .unknown : .noted, version ?? "not shown")
  }

  private var mitigations: MachineCondition {
    let name = "mitigations"
    let folder = "/sys/devices/system/cpu/vulnerabilities"
    let all = names(in: folder).compactMap { text("\(folder)/\($0)") }
    guard !all.isEmpty else { return MachineCondition(name, .unknown, "not shown") }
    let active = all.count { $0.hasPrefix("Mitigation") }
    return MachineCondition(name, .noted, "\(active) of \(all.count) vulnerabilities")
  }

  private var swapSpace: MachineCondition {
    let name = "swap space"
    guard let total = value(of: "SwapTotal:", in: "/proc/meminfo"),
      let free = value(of: "SwapFree:", in: "/proc/meminfo")
    else { return MachineCondition(name, .unknown, "not shown") }
    return MachineCondition(
      name, total == free ? .fine : .doubtful,
      total == free ? "not in use" : "\((total - free) / 1024) MiB in use",
      advice: "swapoff -a, if there is memory enough")
  }

  // MARK: - Who else is there

  private var load: MachineCondition {
    let name = "load"
    let words = text("/proc/loadavg")?.split(separator: " ") ?? []
    guard words.count > 3, let running = words[3].split(separator: "/").first.flatMap({ Int($0) })
    else { return MachineCondition(name, .unknown, "not shown") }
    return MachineCondition(
      name, running <= 1 ? .fine : .doubtful, "\(running) running",
      advice: "stop other programs", refuses: true)
  }

  private var pressure: MachineCondition {
    let name = "waiting for processors"
    let line = lines("/proc/pressure/cpu")?.first { $0.hasPrefix("some") }
    let share = line?.split(separator: " ").first { $0.hasPrefix("avg10=") }
      .flatMap { Double($0.dropFirst(6)) }
    guard let share else { return MachineCondition(name, .unknown, "not shown") }
    return MachineCondition(
      name, share <= 1 ? .fine : .doubtful, "\(tenths(share)) % of the last 10 s",
      advice: "stop other programs", refuses: true)
  }

  private var steal: MachineCondition {
    let name = "other guests (steal)"
    guard let stolen = MachineCounters(of: self).stolenTicks else {
      return MachineCondition(name, .unknown, "not shown")
    }
    return MachineCondition(name, .noted, "\(stolen) ticks since boot")
  }

  private func quota(for cpus: [Int]?) -> MachineCondition {
    let name = "quota of processors"
    guard let group = controlGroup("cpu") else {
      return MachineCondition(name, .unknown, "no control group")
    }
    var quota: Double?
    if let words = text("\(group)/cpu.max")?.split(separator: " "), words.count == 2 {
      quota = words[0] == "max" ? .infinity : Double(words[0]).map { $0 / (Double(words[1]) ?? 1) }
    } else if let limit = number("\(group)/cpu.cfs_quota_us") {
      let period = number("\(group)/cpu.cfs_period_us") ?? 100_000
      quota = limit < 0 ? .infinity : Double(limit) / Double(max(period, 1))
    }
    guard let quota else { return MachineCondition(name, .unknown, "not shown") }
    let used = Double(cpus?.count ?? max(cpuFolders.count, 1))
    return MachineCondition(
      name, quota >= used ? .fine : .doubtful,
      quota == .infinity ? "none" : "\(tenths(quota)) of \(tenths(used))",
      advice: "give the container as many processors as programs may run on")
  }

  private var kernelLog: MachineCondition {
    let name = "kernel log"
    guard KernelLog(of: self) != nil else {
      return MachineCondition(name, .unknown, "not readable")
    }
    return MachineCondition(name, .fine, "readable")
  }

  private var powerSupply: MachineCondition {
    let name = "power supply"
    guard let isPluggedIn = MachineCounters(of: self).isPluggedIn else {
      return MachineCondition(name, .unknown, "not shown")
    }
    return MachineCondition(
      name, isPluggedIn ? .fine : .doubtful, isPluggedIn ? "mains" : "battery",
      advice: "plug it in")
  }

  private var virtualization: MachineCondition {
    let name = "virtual machine"
    let flags = lines("/proc/cpuinfo")?.first { $0.hasPrefix("flags") }
    // Where processors have no such line, what the firmware says can tell a guest, and nothing else.
    let isGuest = flags?.split(separator: " ").contains("hypervisor") ?? namesHost
    guard isGuest || flags != nil else { return MachineCondition(name, .unknown, "not shown") }
    return MachineCondition(
      name, isGuest ? .doubtful : .fine, isGuest ? "yes" : "no",
      advice: "its host may disturb it and does not say so; measure on the machine itself")
  }

  /// Whether the firmware names itself as guests' firmware does.
  private var namesHost: Bool {
    let names = ["sys_vendor", "product_name"].compactMap { text("/sys/class/dmi/id/\($0)") }
    return names.contains { name in Self.hosts.contains { name.contains($0) } }
      && !names.contains { $0.hasSuffix(".metal") }
  }

  /// What the firmware of guests names as its maker or product.
  private static let hosts = [
    "QEMU", "KVM", "VMware", "VirtualBox", "Xen", "Virtual Machine", "Amazon EC2", "Google Compute",
    "Parallels", "Apple Virtualization", "OpenStack", "Bochs",
  ]

  private var containment: MachineCondition {
    let name = "container"
    let groups = text("/proc/1/cgroup")
    let isContained =
      exists("/.dockerenv") || exists("/run/.containerenv")
      || ["docker", "kubepods", "containerd", "lxc"].contains { groups?.contains($0) ?? false }
    guard isContained || groups != nil else {
      return MachineCondition(name, .unknown, "not shown")
    }
    return MachineCondition(name, isContained ? .noted : .fine, isContained ? "yes" : "no")
  }

  /// Whether this is known to be a guest.
  var isVirtual: Bool { virtualization.state == .doubtful }

  private func tenths(_ value: Double) -> String {
    "\((value * 10).rounded() / 10)"
  }
}

extension [MachineCondition] {
  /// One sentence about what cannot be seen; `nil` if all can.
  public func summaryOfUnknown(isVirtual: Bool) -> String? {
    let unknown = count { $0.state == .unknown }
    guard unknown > 0 else { return nil }
    return "\(unknown) of \(count) conditions cannot be seen here"
      + (isVirtual ? " (virtual machine)" : "")
  }
}
