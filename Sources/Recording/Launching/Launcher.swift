// SPDX-License-Identifier: GPL-3.0-or-later

import CLauncher
import Foundation
import Synchronization

/// The small process that starts programs, seen from here.
///
/// It is started before this process grows, since a program that is started by a large process
/// seems to have had as much memory as that (`ru_maxrss` outlives `exec`).
public final class Launcher: Sendable {
  private static let early = Mutex<Launcher?>(nil)

  /// Starts it, while this process is small.
  ///
  /// To be called once, before anything else.
  public static func prepare() {
    early.withLock { launcher in
      if launcher == nil { launcher = try? Launcher() }
    }
  }

  /// The one that was prepared, or a new one; the next call gives another.
  static func take() throws(RecordingError) -> Launcher {
    let prepared = early.withLock { launcher in
      defer { launcher = nil }
      return launcher
    }
    if let prepared { return prepared }
    return try Launcher()
  }

  /// The descriptor to talk to it through; replies make it readable.
  let descriptor: Int32
  /// Its process.
  let process: Int32

  init() throws(RecordingError) {
    var process: pid_t = 0
    descriptor = unsafe launcher_start(&process)
    self.process = process
    guard descriptor >= 0 else {
      throw RecordingError(
        .unusable, "the process that starts programs cannot be started: \(POSIXFailure.last)")
    }
  }

  deinit {
    close(descriptor)
    waitpid(process, nil, 0)
  }

  /// Sends a request; its answer comes with ``receive()``.
  func launch(_ request: LaunchRequest) throws(RecordingError) {
    let file = try request.memoryFile()
    defer { close(file) }
    let descriptors = request.descriptors.compactMap(\.self)
    let error = unsafe descriptors.withUnsafeBufferPointer {
      unsafe launcher_launch(descriptor, file, $0.baseAddress, Int32($0.count))
    }
    // A launcher that is gone is noticed when its answer is waited for.
    guard error == 0 || error == EPIPE || error == ECONNRESET else {
      throw RecordingError(
        .unusable, "a program cannot be started: \(POSIXFailure.reason(error))")
    }
  }

  /// Asks the program that runs to stop, or kills it.
  func stop(kills: Bool) { _ = launcher_stop(descriptor, kills ? 1 : 0) }

  /// Sends a signal to the process group of the program that runs.
  func signal(_ number: Int32) { _ = launcher_signal(descriptor, number) }

  /// Waits for the next answer; `nil` if the launcher is gone.
  func receive() -> launcher_reply? {
    var reply = launcher_reply()
    return unsafe launcher_receive(descriptor, &reply) == 1 ? reply : nil
  }

  /// What a step is called that the system refused.
  static func name(ofStep step: Int32, of request: LaunchRequest) -> String {
    let conditions = request.conditions
    switch UInt32(step) {
    case LAUNCHER_FORK.rawValue: return "start a process"
    case LAUNCHER_SESSION.rawValue: return "begin a session"
    case LAUNCHER_DEATH_SIGNAL.rawValue: return "tie the program to the recorder"
    case LAUNCHER_LIMIT_DATA.rawValue: return "limit the heap to \(conditions.heap ?? 0) bytes"
    case LAUNCHER_LIMIT_STACK.rawValue: return "limit the stack to \(conditions.stack ?? 0) bytes"
    case LAUNCHER_LIMIT_MEMORY.rawValue:
      return "limit the memory to \(conditions.memory ?? 0) bytes"
    case LAUNCHER_LIMIT_CORE.rawValue: return "do without a core file"
    case LAUNCHER_LAYOUT.rawValue: return "fix the layout of memory"
    case LAUNCHER_AFFINITY.rawValue:
      let list = (conditions.cpus ?? []).map(String.init).joined(separator: ",")
      return "run on processors \(list)"
    case LAUNCHER_NICENESS.rawValue: return "set niceness \(conditions.niceness ?? 0)"
    case LAUNCHER_USER.rawValue: return "become user \(conditions.user ?? "")"
    case LAUNCHER_PRIVILEGES.rawValue: return "give up privileges"
    case LAUNCHER_FOLDER.rawValue: return "enter the folder \(request.folder)"
    case LAUNCHER_DESCRIPTORS.rawValue: return "pass on files"
    case LAUNCHER_EXEC.rawValue: return "run \(quoted(request.program))"
    default: return "understand a request"
    }
  }
}
