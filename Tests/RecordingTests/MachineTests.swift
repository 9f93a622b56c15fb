// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Recording
import TestSupport
import Testing

/// What a machine tells in its files, from trees that were made for the purpose.
@Suite struct MachineTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private var machine: Machine { Machine(root: folder.url.path) }

  private func write(_ files: [String: String]) throws {
    for (path, text) in files { try folder.put(text, as: path) }
  }

  private func condition(_ name: String, cpus: [Int]? = nil) throws -> MachineCondition {
    try #require(machine.conditions(cpus: cpus).first { $0.name == name })
  }

  private let cpu = "sys/devices/system/cpu"

  @Test func aMachineWithoutFilesTellsNothingAndIsNeverFine() {
    let conditions = machine.conditions(cpus: nil)
    #expect(conditions.count == 26)
    let known = conditions.filter { $0.state != .unknown }.map(\.name)
    #expect(known.isEmpty)
    #expect(
      conditions.summaryOfUnknown(isVirtual: true)
        == "26 of 26 conditions cannot be seen here (virtual machine)")
    let counters = MachineCounters(of: machine)
    #expect(counters == MachineCounters())
  }

  /// The article tells of each condition, with the command of its advice where it has one.
  @Test func eachConditionIsExplained() throws {
    let article = try String(
      contentsOf: Fixtures.packageRoot.appending(
        path: "Sources/Recording/Recording.docc/MeasuringWell.md"), encoding: .utf8)
    let labels = article.split(separator: "\n").filter { $0.hasPrefix("| ") }
      .compactMap { $0.split(separator: "|").first }
    for condition in machine.conditions(cpus: nil) {
      #expect(labels.contains { $0.contains(condition.name) }, "\(condition.name)")
    }
    for command in [
      "cpupower frequency-set -g performance", "intel_pstate/no_turbo", "cpufreq/boost",
      "cpupower set --epp performance", "smt/control", "isolcpus=", "randomize_va_space=2",
      "swapoff -a",
    ] { #expect(article.contains(command), "\(command)") }
  }

  @Test func intelTurboAndGovernor() throws {
    try write([
      "\(cpu)/intel_pstate/no_turbo": "0\n", "\(cpu)/cpu0/cpufreq/scaling_governor": "powersave\n",
      "\(cpu)/cpu1/cpufreq/scaling_governor": "performance\n",
      "\(cpu)/cpu0/cpufreq/scaling_driver": "intel_pstate\n",
    ])
    let turbo = try condition("turbo mode")
    #expect(turbo.state == .doubtful && turbo.refuses)
    #expect(turbo.advice?.contains("no_turbo") == true)
    let governor = try condition("frequency governor")
    #expect(governor.found == "performance, powersave (intel_pstate)" && governor.refuses)
    try write([
      "\(cpu)/intel_pstate/no_turbo": "1\n",
      "\(cpu)/cpu0/cpufreq/scaling_governor": "performance\n",
    ])
    #expect(try condition("turbo mode").state == .fine)
    #expect(try condition("frequency governor").state == .fine)
  }

  @Test(arguments: [("0", MachineCondition.State.fine), ("1", .doubtful), ("?", .unknown)])
  func boostOfAMD(text: String, state: MachineCondition.State) throws {
    try write(["\(cpu)/cpufreq/boost": text])
    #expect(try condition("turbo mode").state == state)
  }

  @Test func twoChipsOfOneNameAreToldApart() throws {
    try write([
      "sys/class/hwmon/hwmon0/name": "coretemp\n", "sys/class/hwmon/hwmon0/temp1_input": "45000\n",
      "sys/class/hwmon/hwmon0/temp1_label": "Core 0\n",
      "sys/class/hwmon/hwmon1/name": "coretemp\n", "sys/class/hwmon/hwmon1/temp1_input": "61500\n",
      "sys/class/hwmon/hwmon2/name": "nvme\n", "sys/class/hwmon/hwmon2/temp1_input": "garbage\n",
      "sys/class/hwmon/hwmon10/name": "acpitz\n", "sys/class/hwmon/hwmon10/temp2_input": "-3000",
    ])
    #expect(
      MachineCounters(of: machine).temperatures == [
        "coretemp Core 0": 45, "coretemp#2 temp1": 61.5, "acpitz temp2": -3,
      ])
  }

  @Test func aThousandProcessors() throws {
    for number in 0..<1024 {
      try folder.put("\(number * 1000)", as: "\(cpu)/cpu\(number)/cpufreq/scaling_cur_freq")
      try folder.put(
        "\(number % 2)", as: "\(cpu)/cpu\(number)/thermal_throttle/core_throttle_count")
    }
    try folder.put("x", as: "\(cpu)/cpuidle/current_driver")
    let counters = MachineCounters(of: machine)
    #expect(counters.frequencies == Array(0..<1024))
    #expect(counters.throttles == 512)
  }

  @Test func anUnreadableFileIsUnknown() throws {
    try write(["proc/sys/kernel/randomize_va_space": "2"])
    #expect(try condition("memory layout (ASLR)").state == .fine)
    try FileManager.default.removeItem(atPath: folder.path("proc/sys/kernel/randomize_va_space"))
    // Root reads everything but a folder.
    try FileManager.default.createDirectory(
      atPath: folder.path("proc/sys/kernel/randomize_va_space"), withIntermediateDirectories: true)
    #expect(try condition("memory layout (ASLR)").state == .unknown)
  }

  /// All that is read, by what it is good for: what says nothing sensible is never called fine.
  @Test(arguments: 0..<20)
  func garbageIsNeverGoodNews(seed: UInt64) throws {
    var generator = SplitMix64(seed: seed)
    let files = [
      "\(cpu)/cpu0/cpufreq/scaling_governor", "\(cpu)/cpu0/cpufreq/scaling_driver",
      "\(cpu)/cpu0/cpufreq/energy_performance_preference",
      "\(cpu)/cpu0/cpufreq/scaling_cur_freq",
      "\(cpu)/cpu0/thermal_throttle/core_throttle_count", "\(cpu)/cpu0/cache/index0/size",
      "\(cpu)/cpu0/topology/thread_siblings_list", "\(cpu)/intel_pstate/no_turbo",
      "\(cpu)/cpufreq/boost", "\(cpu)/smt/active", "\(cpu)/isolated", "\(cpu)/nohz_full",
      "\(cpu)/online", "\(cpu)/vulnerabilities/meltdown",
      "sys/devices/system/node/node0/cpulist", "sys/class/hwmon/hwmon0/name",
      "sys/class/hwmon/hwmon0/temp1_input", "sys/class/power_supply/AC/online",
      "sys/devices/system/clocksource/clocksource0/current_clocksource",
      "proc/sys/kernel/randomize_va_space", "proc/meminfo", "proc/loadavg", "proc/pressure/cpu",
      "proc/stat", "proc/vmstat", "proc/cpuinfo", "proc/self/cgroup", "sys/fs/cgroup/cpu.max",
      "sys/fs/cgroup/cgroup.controllers",
    ]
    for file in files {
      // Bytes that are no text, and letters; blanks and lines between them.
      let bytes = (0..<Int.random(in: 1...40, using: &generator)).map { _ -> UInt8 in
        let kinds: [ClosedRange<UInt8>] = [0x80...0xFF, 0x61...0x7A, 0x20...0x20, 0x0A...0x0A]
        let kind = kinds[Int.random(in: kinds.indices, using: &generator)]
        return UInt8.random(in: kind, using: &generator)
      }
      try folder.put("", as: file)
      try Data([0xFF] + bytes).write(to: folder.url.appending(path: file))
    }
    let fine = machine.conditions(cpus: nil).filter { $0.state == .fine }.map(\.name)
    #expect(fine.isEmpty, "\(fine)")
    let counters = MachineCounters(of: machine)
    #expect(counters.temperatures.isEmpty && counters.frequencies.isEmpty)
    #expect(counters.throttles == nil && counters.ticks == nil && counters.isPluggedIn == nil)
  }

  @Test func quotasOfBothVersionsOfControlGroups() throws {
    try write([
      "proc/self/cgroup": "0::/x\n", "sys/fs/cgroup/cgroup.controllers": "cpu",
      "sys/fs/cgroup/x/cpu.max": "150000 100000\n",
      "sys/fs/cgroup/x/cpu.stat": "usage_usec 5\nnr_throttled 7\n",
    ])
    #expect(try condition("quota of processors", cpus: [0, 1]).state == .doubtful)
    #expect(try condition("quota of processors", cpus: [0]).state == .fine)
    #expect(MachineCounters(of: machine).quotaStops == 7)
    try FileManager.default.removeItem(atPath: folder.path("sys/fs/cgroup/cgroup.controllers"))
    try write([
      "proc/self/cgroup": "4:cpu,cpuacct:/y\n", "sys/fs/cgroup/cpu/y/cpu.cfs_quota_us": "-1\n",
    ])
    #expect(try condition("quota of processors").found == "none")
  }

  @Test func aGuestKnowsThatItIsOne() throws {
    try write(["proc/cpuinfo": "flags\t: fpu hypervisor sse\n"])
    #expect(try condition("virtual machine").state == .doubtful)
    try write(["proc/cpuinfo": "flags\t: fpu sse\n"])
    #expect(try condition("virtual machine").state == .fine)
    // Processors that have no such line do not say.
    try write(["proc/cpuinfo": "Features\t: fp asimd\n"])
    #expect(try condition("virtual machine").state == .unknown)
    try write(["sys/class/dmi/id/sys_vendor": "QEMU\n"])
    #expect(try condition("virtual machine").state == .doubtful)
    try write(["sys/class/dmi/id/sys_vendor": "Ampere\n"])
    #expect(try condition("virtual machine").state == .unknown)
  }

  @Test func loadAndPressure() throws {
    try write([
      "proc/loadavg": "0.50 0.1 0.1 1/120 77\n",
      "proc/pressure/cpu": "some avg10=0.50 avg60=1.00 avg300=2.00 total=1234\nfull avg10=9\n",
    ])
    #expect(try condition("load").state == .fine)
    #expect(try condition("waiting for processors").state == .fine)
    #expect(MachineCounters(of: machine).pressure == 1234)
    try write(["proc/loadavg": "0.50 0.1 0.1 3/120 77\n"])
    #expect(try condition("load").refuses)
  }

  @Test func freeProcessorsOfTheKernelAreTheDefault() throws {
    try write([
      "\(cpu)/isolated": "2-3\n", "\(cpu)/cpu0/x": "", "\(cpu)/cpu1/x": "", "\(cpu)/cpu2/x": "",
    ])
    var plan = RecordingPlan(benchmarks: [], seed: 1)
    plan.takeDefaults(from: machine)
    #expect(plan.launch.cpus == [2, 3])
    try write(["\(cpu)/isolated": "\n"])
    plan.launch.cpus = nil
    plan.takeDefaults(from: machine)
    #expect(plan.launch.cpus == nil)
    plan.isStrict = true
    plan.takeDefaults(from: machine)
    #expect(plan.launch.cpus == [1, 2])
  }

  @Test func anotherMachineIsToldApart() throws {
    try write([
      "proc/cpuinfo": "processor\t: 0\nmodel name\t: A B\nmicrocode\t: 0x1\n",
      "proc/meminfo": "MemTotal: 1000000 kB\n", "proc/sys/kernel/osrelease": "6.1\n",
    ])
    let first = MachineIdentity(of: machine)
    #expect(first.differences(from: first).isEmpty)
    try write([
      "proc/cpuinfo": "processor\t: 0\nprocessor\t: 1\nmodel name\t: A C\nmicrocode\t: 0x2\n",
      "proc/meminfo": "MemTotal: 2000000 kB\n", "proc/sys/kernel/osrelease": "6.2\n",
    ])
    #expect(MachineIdentity(of: machine).differences(from: first).count == 5)
  }

  // MARK: - The kernel's log

  @Test func newWarningsOfTheKernelAreRead() throws {
    let path = try folder.put("3,1,1,-;old\n", as: "dev/kmsg")
    let log = try #require(KernelLog(of: machine))
    #expect(log.newWarnings().isEmpty)
    let handle = try FileHandle(forWritingTo: URL(filePath: path))
    try handle.seekToEnd()
    let text = """
      6,2,2,-;information
      4,3,3,-;a warning
       continued=yes
      28,4,4,-;facility 3, level 4
      3,5,5,-;CPU0: Core temperature above threshold, mce: [Hardware Error]
      4,6,6,-;audit: nothing
      garbage

      """
    try handle.write(contentsOf: Data(text.utf8))
    try handle.close()
    let found = log.newWarnings()
    #expect(found.map(\.isSerious) == [false, false, true])
    #expect(found.first?.text == "a warning")
    #expect(log.newWarnings().isEmpty)
  }

  // MARK: - Disturbances

  private func reasons(
    suspension: Int64 = 0, ratio: ClosedRange<Double>? = nil,
    _ change: (inout MachineCounters, inout MachineCounters) -> Void
  ) -> Disturbance {
    var before = MachineCounters()
    before.throttles = 1
    before.ticks = 1000
    before.stolenTicks = 10
    before.quotaStops = 0
    before.onlineProcessors = "0-1"
    before.isPluggedIn = true
    before.swappedPages = 5
    before.pressure = 100
    before.aperf = [0, 0]
    before.mperf = [0, 0]
    var after = before
    after.ticks = 2000
    after.aperf = [1000, 10]
    after.mperf = [1000, 1]
    change(&before, &after)
    return Disturbance(
      from: before, to: after, wallTime: 1, suspension: suspension, clockRatio: ratio)
  }

  @Test func aQuietMachineDisturbsNothing() {
    let quiet = reasons(suspension: 900_000, ratio: 0.99...1.01) { _, after in
      after.stolenTicks = 20
      after.pressure = 20_000
      after.temperatures = ["a": 90]
    }
    #expect(quiet.reasons.isEmpty && quiet.warnings.isEmpty)
    // What is not known is no reason either.
    let unknown = Disturbance(
      from: MachineCounters(), to: MachineCounters(), wallTime: 1, suspension: 0, clockRatio: nil)
    #expect(unknown.reasons.isEmpty && unknown.warnings.isEmpty)
  }

  @Test func eachDisturbanceIsAReasonToRunAgain() {
    #expect(reasons { $1.throttles = 2 }.reasons.count == 1)
    #expect(reasons { $1.stolenTicks = 21 }.reasons.count == 1)
    #expect(reasons { $1.quotaStops = 1 }.reasons.count == 1)
    #expect(reasons(suspension: 1_100_000) { _, _ in }.reasons.count == 1)
    #expect(reasons { $1.onlineProcessors = "0" }.reasons.count == 1)
    #expect(reasons { $1.isPluggedIn = false }.reasons.count == 1)
    #expect(reasons(ratio: 0.99...1.01) { $1.aperf[0] = 900 }.reasons.count == 1)
    // An idle processor's clock says little.
    #expect(reasons(ratio: 0.99...1.01) { $1.aperf[1] = 1 }.reasons.isEmpty)
  }

  @Test func swapAndWaitingAreWarnings() {
    #expect(reasons { $1.swappedPages = 6 }.warnings.count == 1)
    #expect(reasons { $1.pressure = 20_200 }.warnings.count == 1)
    #expect(reasons { $1.swappedPages = 6 }.reasons.isEmpty)
  }

  // MARK: - What programs get

  @Test func theEnvironmentIsCleanAndPaddedAtRandom() {
    let own = ["PATH": "/x", "SECRET": "1", "HOME": "/h", "TZ": "UTC"]
    func environment(_ stream: Int, _ change: (inout LaunchConditions) -> Void = { _ in })
      -> [String: String]
    {
      var conditions = LaunchConditions()
      conditions.environment = ["A": "1"]
      change(&conditions)
      return ProgramEnvironment.make(
        for: conditions, ["B": "2"], own: own, account: nil, seed: 3, stream: stream)
    }
    var first = environment(1)
    let padding = first.removeValue(forKey: ProgramEnvironment.padding)
    #expect(
      first == [
        "PATH": "/usr/bin:/bin", "HOME": "/h", "TZ": "UTC", "LANG": "C.UTF-8", "A": "1", "B": "2",
      ])
    #expect(environment(1)[ProgramEnvironment.padding] == padding)
    let lengths = (0..<400).map { environment($0)[ProgramEnvironment.padding]?.count ?? -1 }
    #expect(lengths.allSatisfy { (0..<4096).contains($0) })
    #expect((lengths.min() ?? 0) < 100 && (lengths.max() ?? 0) > 3996)
    #expect(environment(1) { $0.padsEnvironment = false }[ProgramEnvironment.padding] == nil)
    #expect(environment(1) { $0.keepsEnvironment = true }["SECRET"] == "1")
  }

  @Test func theTimeThatIsLeftIsThatOfTheLastFive() {
    var time = RemainingTime()
    #expect(time.estimate(of: [1]) == nil)
    #expect(time.estimate(of: [0, 0]) == 0)
    for seconds in [100, 1, 2, 3, 4, 5.0] { time.add(seconds, of: 0) }
    time.add(10, of: 1)
    #expect(time.estimate(of: [2, 1]) == 16)
  }
}
