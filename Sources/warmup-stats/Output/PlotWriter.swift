// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Foundation

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

  /// Writes pages, each an SVG document, once all of them are converted.
  func write(_ pages: [String]) throws(CommandTrouble) {
    guard let path else {
      guard format == .svg else { throw .needsFile(kind: format.name) }
      guard pages.count == 1 else { throw .needsFile(kind: "a plot of \(pages.count) pages") }
      return Console.current.writeOutput(pages[0])
    }
    let files = try converted(pages)
    for (number, file) in files.enumerated() {
      let path = files.count == 1 ? path : Self.numbered(path, number + 1)
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

  /// A path with a number before its suffix.
  private static func numbered(_ path: String, _ number: Int) -> String {
    let suffix = URL(filePath: path).pathExtension
    guard !suffix.isEmpty else { return "\(path)-\(number)" }
    return "\(path.dropLast(suffix.count + 1))-\(number).\(suffix)"
  }
}
