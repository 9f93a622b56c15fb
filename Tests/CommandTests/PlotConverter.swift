// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

/// The program that makes PDF and PNG of plots.
enum PlotConverter {
  /// Whether a test that needs the program shall run: if it is installed, and always where the
  /// environment says `CI=true`, so that there it cannot be missing unnoticed.
  static let isWanted: Bool = {
    let environment = ProcessInfo.processInfo.environment
    return environment["CI"] == "true"
      || (environment["PATH"] ?? "").split(separator: ":").contains {
        FileManager.default.isExecutableFile(atPath: "\($0)/rsvg-convert")
      }
  }()
}
