// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

/// The log of the kernel, from a position on.
package final class KernelLog {
  private let descriptor: Int32

  /// What is no concern of a benchmark: who logs in, what is plugged in and what a firewall drops.
  private static let harmless = ["audit:", "UFW", "usb ", "systemd-journald", "ADDRCONF"]
  /// What says that the machine was not itself.
  private static let serious = ["mce:", "machine check", "thermal", "out of memory", "oom-kill"]

  /// Opens the log at its end; `nil` if it cannot be read.
  package init?(of machine: Machine) {
    descriptor = unsafe open("\(machine.root)/dev/kmsg", O_RDONLY | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    lseek(descriptor, 0, SEEK_END)
  }

  deinit { close(descriptor) }

  /// What the kernel has warned of since the last call, and whether that is serious.
  package func newWarnings() -> [(text: String, isSerious: Bool)] {
    var found: [(text: String, isSerious: Bool)] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 14)
    while found.count < 1000 {
      let count = unsafe buffer.withUnsafeMutableBytes {
        unsafe read(descriptor, $0.baseAddress, $0.count)
      }
      // A record that was overwritten before it was read is passed over.
      if count < 0 && (errno == EPIPE || errno == EINTR) { continue }
      guard count > 0 else { break }
      for line in String(decoding: buffer[..<count], as: UTF8.self).split(separator: "\n") {
        if let warning = Self.warning(in: line) { found.append(warning) }
      }
    }
    return found
  }

  /// A line such as `4,1234,5678,-;text`, if its level is that of a warning or worse.
  package static func warning(in line: Substring) -> (text: String, isSerious: Bool)? {
    guard let semicolon = line.firstIndex(of: ";"),
      let priority = line[..<semicolon].split(separator: ",").first.flatMap({ Int($0) }),
      priority & 7 <= 4
    else { return nil }
    let text = String(line[line.index(after: semicolon)...])
    guard !harmless.contains(where: text.contains) else { return nil }
    let lowercased = text.lowercased()
    return (text, serious.contains { lowercased.contains($0) })
  }
}
