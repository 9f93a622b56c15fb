// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Foundation

/// Makes sure that no result takes the place of what it is made from.
enum InputOutputCheck {
  /// Refuses an output that is one of the inputs, or stands in a folder that is.
  ///
  /// - Parameters:
  ///   - path: Where the result goes.
  ///   - inputs: The paths of all that is read.
  ///   - name: What people call the output.
  /// - Throws: `ValidationError`.
  static func refuse(
    _ path: String, ifAmong inputs: [String], named name: String
  ) throws(ValidationError) {
    let target = URL(filePath: path).resolvingSymlinksInPath().standardizedFileURL.path
    for input in inputs where input != "-" {
      let source = URL(filePath: input).resolvingSymlinksInPath().standardizedFileURL.path
      let isInside =
        target.hasPrefix(source + "/") && FileManager.default.fileExists(atPath: target)
      guard source != target, !isInside, !isSameFile(source, target) else {
        throw ValidationError("\(name) is what the result is made from: name another file")
      }
    }
  }

  /// Whether two paths lead to one regular file, as those of hard links do.
  private static func isSameFile(_ first: String, _ second: String) -> Bool {
    let identities = [first, second].map { path -> [Int?] in
      let attributes = try? FileManager.default.attributesOfItem(atPath: path)
      guard attributes?[.type] as? FileAttributeType == .typeRegular else { return [nil] }
      return [
        (attributes?[.systemNumber] as? NSNumber)?.intValue,
        (attributes?[.systemFileNumber] as? NSNumber)?.intValue,
      ]
    }
    return identities[0] == identities[1] && !identities[0].contains(nil)
  }
}
