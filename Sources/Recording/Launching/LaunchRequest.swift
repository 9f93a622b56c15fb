// SPDX-License-Identifier: GPL-3.0-or-later

import CLauncher
import Foundation

/// A program that is to be started, and how.
struct LaunchRequest {
  /// The path of the program.
  var program: String
  /// Its words, the first of which is its own name.
  var words: [String]
  /// The whole environment.
  var environment: [String: String]
  /// The folder that it runs in; empty for that of the recorder.
  var folder = ""
  var conditions: LaunchConditions
  /// Who it runs as; `nil` for the recorder's user.
  var account: UserAccount?
  /// After how many seconds it is ended; `nil` for never.
  var timeout: Double?
  /// The descriptors that become 0, 1 and so on; `nil` where there is none.
  var descriptors: [Int32?]

  /// The request in a file in memory, as the launcher reads it.
  func memoryFile() throws(RecordingError) -> Int32 {
    var header = launcher_request()
    header.argument_count = UInt32(words.count)
    header.environment_count = UInt32(environment.count)
    header.timeout = timeout.map { Int64(clamped: ($0 * 1000).rounded(.up)) } ?? 0
    header.grace = Int64(clamped: (conditions.grace * 1000).rounded(.up))
    header.limit_data = UInt64(conditions.heap ?? 0)
    header.limit_stack = UInt64(conditions.stack ?? 0)
    header.limit_memory = UInt64(conditions.memory ?? 0)
    if let niceness = conditions.niceness {
      header.sets_niceness = 1
      header.niceness = Int32(niceness)
    }
    header.fixes_layout = conditions.randomizesLayout ? 0 : 1
    if let cpus = conditions.cpus {
      header.sets_cpus = 1
      unsafe withUnsafeMutableBytes(of: &header.cpus) { mask in
        for cpu in cpus where cpu / 8 < mask.count {
          unsafe mask[cpu / 8] |= 1 << UInt8(cpu % 8)
        }
      }
    }
    if let account {
      header.sets_user = 1
      header.user = account.user
      header.group = account.group
      let groups = account.groups.prefix(Int(LAUNCHER_MOST_GROUPS))
      header.group_count = UInt32(groups.count)
      unsafe withUnsafeMutableBytes(of: &header.groups) { bytes in
        let all = unsafe bytes.bindMemory(to: UInt32.self)
        for (index, group) in groups.enumerated() { unsafe all[index] = group }
      }
    }
    header.stop_signal = conditions.stopSignal
    for (index, descriptor) in descriptors.enumerated() where descriptor != nil {
      header.descriptors |= 1 << UInt32(index)
    }
    return try write(header)
  }

  private func write(_ header: launcher_request) throws(RecordingError) -> Int32 {
    var header = header
    var bytes = unsafe withUnsafeBytes(of: &header) { unsafe Array($0) }
    for string in [program, folder] + words + environment.sortedPairs {
      guard !string.utf8.contains(0) else {
        throw RecordingError(
          .unusable, "\(quoted(string)): words and variables without a zero byte were expected")
      }
      bytes += Array(string.utf8) + [0]
    }
    let file = unsafe launcher_memory_file("warmup-stats launch")
    guard file >= 0, FileWriting.writeAll(bytes, to: file) == nil else {
      throw RecordingError(
        .unusable, "a program cannot be started: \(POSIXFailure.last)")
    }
    return file
  }
}

extension Int64 {
  /// The nearest number of this type; 0 for what is no number.
  init(clamped value: Double) {
    self = value.isNaN ? 0 : Int64(exactly: value.rounded()) ?? (value < 0 ? .min : .max)
  }
}
