// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Foundation
import Reports

/// The formats that plots are written in.
enum PlotFormat: String, CaseIterable, ExpressibleByArgument {
  case svg, pdf, png

  /// The words for the format in a message.
  var name: String { rawValue.uppercased() }
}

/// Where the pages of plots go: to one file, or to one each.
struct PlotWriter {
  private let path: String?
  private let isQuiet: Bool
  private let format: PlotFormat

  /// - Parameters:
  ///   - output: where the plots go.
  ///   - format: the format asked for; `nil` is that of the output's suffix, else SVG.
  /// - Throws: `ValidationError` if the suffix is that of another kind of file.
  init(output: OutputArguments, format: PlotFormat?) throws {
    path = output.output == "-" ? nil : output.output
    isQuiet = output.quiet
    let suffix = path.map { URL(filePath: $0).pathExtension.lowercased() } ?? ""
    guard let format = format ?? (suffix.isEmpty ? .svg : PlotFormat(rawValue: suffix)) else {
      throw ValidationError("plots are written as svg, pdf or png, not as \(suffix)")
    }
    self.format = format
  }

  /// A page: an SVG document, and what it shows.
  struct Page {
    var name: String
    var svg: String
  }

  /// Writes pages once all of them are converted.
  func write(_ pages: [Page]) throws(CommandTrouble) {
    guard let path else {
      guard format == .svg else { throw .needsFile(kind: format.name) }
      guard pages.count == 1 else { throw .needsFile(kind: "a plot of \(pages.count) pages") }
      return Console.current.writeOutput(pages[0].svg)
    }
    let files = try converted(pages.map(\.svg))
    for (number, file) in files.enumerated() {
      let path =
        files.count == 1
        ? path : Self.numbered(path, number + 1, of: files.count, named: pages[number].name)
      try ResultWriter.write(file, to: path, named: format.name)
      if files.count > 1, !isQuiet { Console.current.report("wrote \(path)") }
    }
  }

  /// The contents of the files: one for all pages, or one each.
  private func converted(_ pages: [String]) throws(CommandTrouble) -> [Data] {
    switch format {
    case .svg: return pages.map { Data($0.utf8) }
    case .pdf: return [try ExternalProgram.conversion(ofSVG: pages, to: "pdf")]
    case .png:
      var files: [Data] = []
      for page in pages { files.append(try ExternalProgram.conversion(ofSVG: [page], to: "png")) }
      return files
    }
  }

  /// A path with a number and a name before its suffix; numbers have as many digits as the last, so
  /// that files sort as pages do.
  private static func numbered(
    _ path: String, _ number: Int, of count: Int, named name: String
  ) -> String {
    let padded = number.padded(to: String(count).count)
    let words = name.unicodeScalars.map { scalar in
      scalar.properties.isAlphabetic || scalar.properties.numericType != nil
        || "._".unicodeScalars.contains(scalar) ? Character(scalar) : "-"
    }
    let parts = ["-\(padded)", words.isEmpty ? "" : "-" + String(words.prefix(60))].joined()
    let suffix = URL(filePath: path).pathExtension
    guard !suffix.isEmpty else { return path + parts }
    return "\(path.dropLast(suffix.count + 1))\(parts).\(suffix)"
  }
}
