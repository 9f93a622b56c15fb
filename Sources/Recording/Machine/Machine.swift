// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

/// What the system tells of itself in files below a root folder, which tests put elsewhere.
///
/// A file that is not there, or cannot be read, is `nil` and never taken for good news.
public struct Machine: Sendable, Hashable {
  /// The folder that stands for `/`, without a slash at its end.
  public let root: String

  /// Creates a machine whose files stand below `root`.
  public init(root: String = "/") {
    self.root = root.hasSuffix("/") ? String(root.dropLast()) : root
  }

  /// The most that is read of a file: those of the system are short.
  private static let mostBytes = 1 << 20

  /// The text of a file, without blanks at its ends.
  func text(_ path: String) -> String? {
    let descriptor = unsafe open("\(root)\(path)", O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while bytes.count < Self.mostBytes {
      let count = unsafe buffer.withUnsafeMutableBytes {
        unsafe read(descriptor, $0.baseAddress, $0.count)
      }
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { return nil }
      if count == 0 { break }
      bytes += buffer[..<count]
    }
    return String(decoding: bytes, as: UTF8.self).trimmed
  }

  /// The lines of a file.
  func lines(_ path: String) -> [Substring]? {
    text(path)?.split(whereSeparator: \.isNewline)
  }

  /// The whole number that a file is.
  func number(_ path: String) -> Int? { text(path).flatMap { Int($0) } }

  /// The names in a folder, in the order of their numbers.
  func names(in folder: String, prefix: String = "") -> [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: "\(root)\(folder)")) ?? []
    return names.filter { $0.hasPrefix(prefix) }.sorted { left, right in
      guard let first = Int(left.dropFirst(prefix.count)),
        let second = Int(right.dropFirst(prefix.count))
      else { return left < right }
      return first < second
    }
  }

  /// Whether a file or folder is there.
  func exists(_ path: String) -> Bool {
    FileManager.default.fileExists(atPath: "\(root)\(path)")
  }

  /// The value behind a name in a file of lines such as `name value`.
  func value(of name: String, in path: String) -> Int? {
    lines(path)?.lazy.map { $0.split(whereSeparator: \.isWhitespace) }
      .first { $0.count >= 2 && $0[0] == name }.flatMap { Int($0[1]) }
  }

  /// The folders of the processors, such as `/sys/devices/system/cpu/cpu0`.
  var cpuFolders: [String] {
    names(in: "/sys/devices/system/cpu", prefix: "cpu")
      .filter { $0.dropFirst(3).allSatisfy(\.isNumber) && $0.count > 3 }
      .map { "/sys/devices/system/cpu/\($0)" }
  }

  /// The folder of the control group of this process, for a controller of version 1 or for all.
  func controlGroup(_ controller: String) -> String? {
    for line in lines("/proc/self/cgroup") ?? [] {
      let parts = line.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
      guard parts.count == 3 else { continue }
      let path = parts[2] == "/" ? "" : String(parts[2])
      if parts[0] == "0", parts[1].isEmpty, exists("/sys/fs/cgroup/cgroup.controllers") {
        return "/sys/fs/cgroup\(path)"
      }
      if parts[1].split(separator: ",").contains(Substring(controller)) {
        let folder = "/sys/fs/cgroup/\(controller)"
        return exists("\(folder)\(path)") ? "\(folder)\(path)" : folder
      }
    }
    return nil
  }

  /// A list of processors such as `0-2,5`; `nil` if it is none.
  public static func cpuList(_ text: some StringProtocol) -> [Int]? {
    var cpus: [Int] = []
    let text = text.trimmed
    if text.isEmpty { return [] }
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      let ends = part.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
      guard (1...2).contains(ends.count), let first = ends[0], let last = ends[ends.count - 1],
        0 <= first, first <= last, last < 1024
      else { return nil }
      cpus += Array(first...last)
    }
    return cpus
  }
}

extension StringProtocol {
  /// The text without blanks at its ends.
  var trimmed: String {
    let start = self.drop { $0.isWhitespace }
    return String(start.reversed().drop { $0.isWhitespace }.reversed())
  }
}
