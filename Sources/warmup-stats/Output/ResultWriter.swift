// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

/// Where a result goes: to the standard output, or whole to a file.
enum ResultWriter {
  /// Writes `text` to the file at `path`, or to the standard output if that is `nil` or `-`.
  ///
  /// A file is written beside its target and renamed, so that nobody ever sees half of it. What
  /// is no regular file, such as a pipe, is written to directly.
  static func write(_ text: String, to path: String?) throws(CommandTrouble) {
    guard let path, path != "-" else {
      Console.current.writeOutput(text)
      return
    }
    try write(Data(text.utf8), to: path)
  }

  /// Writes `data`, which people call `kind`, to the file at `path`, as a whole.
  static func write(_ data: Data, to path: String?, named kind: String) throws(CommandTrouble) {
    guard let path else { throw .needsFile(kind: kind) }
    try write(data, to: path)
  }

  private static func write(_ data: Data, to path: String) throws(CommandTrouble) {
    let target = URL(filePath: path).resolvingSymlinksInPath()
    let type = try? FileManager.default.attributesOfItem(atPath: target.path)[.type]
    let replacesFile = type == nil || type as? FileAttributeType == .typeRegular
    do {
      try data.write(to: target, options: replacesFile ? .atomic : [])
    } catch {
      throw .notWritten(path: path, reason: reason(for: error))
    }
  }

  /// The system's own words for why a file could not be written.
  private static func reason(for error: any Error) -> String {
    let underlying = (error as NSError).userInfo[NSUnderlyingErrorKey] as? any Error
    if let system = underlying as? POSIXError { return system.localizedDescription }
    return (underlying ?? error).localizedDescription
  }
}
