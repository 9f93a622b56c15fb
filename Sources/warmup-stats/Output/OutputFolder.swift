// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Foundation
import OrderedCollections
import ResultsFiles

/// A folder that takes a result for each of several files, named after the file.
struct OutputFolder {
  /// The path of the folder.
  let path: String
  /// What the names of results end with.
  let suffix: String

  /// Where the result of each file goes, in the order of the files.
  ///
  /// - Parameter files: The paths of the files.
  /// - Throws: `ValidationError` if two files would have the same result, if one has no name, and if a
  ///   result would take the place of a file to read.
  func targets(of files: [String]) throws -> [String] {
    var sources: OrderedDictionary<String, String> = [:]
    for file in files {
      guard file != "-" else {
        throw ValidationError("--output-dir names results after files, and - has no name")
      }
      let target = target("\(Self.stem(of: file)).\(suffix)")
      if let other = sources.updateValue(file, forKey: target) {
        throw ValidationError("--output-dir: \(other) and \(file) would both become \(target)")
      }
    }
    for target in sources.keys {
      try InputOutputCheck.refuse(target, ifAmong: files, named: "--output-dir: \(target)")
    }
    return Array(sources.keys)
  }

  /// The path of a file in the folder.
  func target(_ name: String) -> String { path.hasSuffix("/") ? path + name : "\(path)/\(name)" }

  /// Makes the folder, unless it is there.
  func make() throws(CommandTrouble) {
    do {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    } catch {
      throw .notWritten(path: path, reason: "no folder can be made there")
    }
  }

  /// The name of a file without folders, and without the suffixes of its compression and its format.
  private static func stem(of file: String) -> String {
    var name = URL(filePath: file).lastPathComponent[...]
    func dropSuffix() {
      if let stop = name.lastIndex(of: "."), stop > name.startIndex { name = name[..<stop] }
    }
    if Compression(suffixOf: file) != nil { dropSuffix() }
    dropSuffix()
    return String(name)
  }
}
