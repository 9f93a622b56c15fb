// SPDX-License-Identifier: GPL-3.0-or-later

public import ResultsFiles

/// How a program hands over the times of its iterations.
public enum TimesProtocol: Sendable, Hashable {
  /// Not at all: the wall time of the process is that of its one iteration.
  case process
  /// A time on each line, of descriptor 3 or else of the standard output.
  case lines
  /// Times in memory that the program and the recorder share.
  case memory
  /// The JSON that Krun's iteration runners print at their end.
  case krun
  /// What a harness prints on the standard output, in a format that the library reads.
  case reader(ResultsFormat)
  /// A file that the program writes, in any format that the library reads.
  case file(String)
}

extension TimesProtocol: RawRepresentable {
  /// The protocol of a name: `process`, `lines`, `memory`, `krun`, `file=PATH`, or the name of a
  /// format; `nil` if there is none.
  public init?(rawValue: String) {
    switch rawValue {
    case "process": self = .process
    case "lines": self = .lines
    case "memory": self = .memory
    case "krun": self = .krun
    case _ where rawValue.hasPrefix("file="):
      let path = rawValue.dropFirst("file=".count)
      guard !path.isEmpty else { return nil }
      self = .file(String(path))
    default:
      guard let format = ResultsFormat(rawValue: rawValue) else { return nil }
      self = .reader(format)
    }
  }

  /// The name that chooses the protocol.
  public var rawValue: String {
    switch self {
    case .process: "process"
    case .lines: "lines"
    case .memory: "memory"
    case .krun: "krun"
    case .reader(let format): format.rawValue
    case .file(let path): "file=\(path)"
    }
  }
}

extension TimesProtocol: Codable {}

extension TimesProtocol {
  /// Whether times come while the program runs, so that it can be stopped when it looks steady.
  public var isLive: Bool { self == .lines || self == .memory }

  /// Whether all of the standard output is wanted, and not only its beginning and its end.
  var readsOutput: Bool {
    switch self {
    case .krun, .reader: true
    case .process, .lines, .memory, .file: false
    }
  }
}
