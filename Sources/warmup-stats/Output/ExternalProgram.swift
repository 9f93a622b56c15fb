// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

/// Programs that are run if they are installed, each in a temporary folder of its own.
enum ExternalProgram {
  /// The PDF that `pdflatex` makes of a LaTeX document, with shell escape off.
  static func pdf(ofLaTeX document: String) throws(CommandTrouble) -> Data {
    try converted(["table.tex": Data(document.utf8)], to: "table.pdf") {
      folder throws(CommandTrouble) in
      // Twice, because the widths of a long table's columns are known only after its first run.
      for _ in 1...2 {
        try run(
          "pdflatex",
          ["-no-shell-escape", "-interaction=nonstopmode", "-halt-on-error", "table.tex"],
          in: folder, package: "texlive-latex-extra")
      }
    }
  }

  /// What `rsvg-convert` makes of SVG documents: `png` of one, or `pdf` with a page for each.
  static func conversion(
    ofSVG documents: [String], to format: String
  ) throws(CommandTrouble) -> Data {
    let pages = documents.indices.map { "plot-\($0 + 1).svg" }
    let content = Dictionary(uniqueKeysWithValues: zip(pages, documents.map { Data($0.utf8) }))
    return try converted(content, to: "plot.\(format)") { folder throws(CommandTrouble) in
      // Its limits guard against hostile documents; these are ours, and may be large.
      try run(
        "rsvg-convert",
        ["--unlimited", "--format", format, "--zoom", format == "png" ? "2" : "1"]
          + ["--background-color", "white", "--output", "plot.\(format)"] + pages,
        in: folder, package: "librsvg2-bin")
    }
  }

  /// What `convert` leaves in the file `output` of a temporary folder with some files in it.
  private static func converted(
    _ inputs: [String: Data], to output: String,
    by convert: (URL) throws(CommandTrouble) -> Void
  ) throws(CommandTrouble) -> Data {
    let folder = FileManager.default.temporaryDirectory.appending(path: "warmup-stats-\(UUID())")
    defer { Temporaries.remove(folder.path) }
    do {
      try Temporaries.make(at: folder.path) { () throws(any Error) in
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      }
      for (name, content) in inputs { try content.write(to: folder.appending(path: name)) }
    } catch {
      throw .notWritten(path: folder.path, reason: error.localizedDescription)
    }
    try convert(folder)
    do {
      return try Data(contentsOf: folder.appending(path: output))
    } catch {
      throw .programFailed("the conversion to \(output)", reason: "it left no file")
    }
  }

  private static func run(
    _ program: String, _ arguments: [String], in folder: URL, package: String
  ) throws(CommandTrouble) {
    guard let executable = path(of: program) else {
      throw .missingProgram(program, package: package)
    }
    let process = Process()
    process.executableURL = executable
    process.arguments = arguments
    process.currentDirectoryURL = folder
    process.standardInput = FileHandle.nullDevice
    let output = Pipe()
    process.standardOutput = output
    process.standardError = output
    let text: Data
    do {
      try Temporaries.start(process)
      text = try output.fileHandleForReading.readToEnd() ?? Data()
    } catch {
      throw .programFailed(program, reason: error.localizedDescription)
    }
    process.waitUntilExit()
    Temporaries.forget(process)
    guard process.terminationStatus == 0 else {
      throw .programFailed(program, reason: reason(in: String(decoding: text, as: UTF8.self)))
    }
  }

  /// The line of a program's output that says what went wrong: TeX marks it with an exclamation
  /// mark.
  private static func reason(in output: String) -> String {
    let lines = output.split(separator: "\n")
    return String(lines.first { $0.hasPrefix("!") } ?? lines.last ?? "it said nothing")
  }

  private static func path(of program: String) -> URL? {
    (Console.current.environment["PATH"] ?? ProcessInfo.processInfo.environment["PATH"] ?? "")
      .split(separator: ":").map { URL(filePath: String($0)).appending(path: program) }
      .first { FileManager.default.isExecutableFile(atPath: $0.path) }
  }
}
