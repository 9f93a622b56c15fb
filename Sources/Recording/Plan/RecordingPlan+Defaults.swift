// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

extension RecordingPlan {
  /// Sets what depends on the machine and was not said: processors that it keeps for such work, and
  /// with a strict plan all but the first and, for root, the greatest priority.
  public mutating func takeDefaults(from machine: Machine) {
    if launch.cpus == nil {
      let isolated =
        machine.text("/sys/devices/system/cpu/isolated")
        .flatMap { Machine.cpuList($0) } ?? []
      let all = machine.allCPUs
      if !isolated.isEmpty {
        launch.cpus = isolated
      } else if isStrict, all.count >= 2 {
        launch.cpus = Array(all.dropFirst())
      }
    }
    if isStrict, launch.niceness == nil, geteuid() == 0 { launch.niceness = -20 }
  }
}
