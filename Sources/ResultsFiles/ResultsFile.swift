// SPDX-License-Identifier: GPL-3.0-or-later

public import WarmupStats

/// Files of benchmark results, as tools of many languages write them.
///
/// Formats are recognised by what a file holds, never by its name, and so is compression: gzip,
/// bzip2, xz and Zstandard.
public enum ResultsFile {
  /// Reads one file as the experiment of one machine.
  ///
  /// - Parameters:
  ///   - path: The path of the file, or `-` for standard input.
  ///   - options: How to read it.
  /// - Throws: `ResultsFileError` if the file cannot be read, if it holds anything but finite,
  ///   positive times, or if it holds the results of several machines.
  public static func read(
    at path: String, options: ReadingOptions = ReadingOptions()
  ) throws(ResultsFileError) -> Experiment {
    let results = try read(at: [path], options: options)
    guard results.experiments.count <= 1 else {
      throw ResultsFileError(
        path: path, place: .file, expected: "the results of one machine",
        found: "those of \(results.experiments.count)")
    }
    return results.experiments.first ?? Experiment(machine: options.machine ?? "")
  }

  /// Reads several files as one experiment per machine.
  ///
  /// The process executions of a key that several files of one machine hold follow one another
  /// in the order of the files.
  ///
  /// - Parameters:
  ///   - paths: The paths of the files; `-` is standard input.
  ///   - options: How to read them.
  /// - Throws: `ResultsFileError` for the first file that cannot be read, or that holds anything
  ///   but finite, positive times.
  public static func read(
    at paths: [String], options: ReadingOptions = ReadingOptions()
  ) throws(ResultsFileError) -> ReadResults {
    var merged = MergedResults()
    for path in paths {
      merged.append(try readFile(at: path, options: options))
    }
    return merged.results
  }

  private static func readFile(
    at path: String, options: ReadingOptions
  ) throws(ResultsFileError) -> FileResults {
    if Folder.exists(at: path) {
      var results = FileResults(path: path, format: .criterion, options: options)
      try CriterionReader.read(folder: path, into: &results)
      try results.finish()
      return results
    }
    let bytes = try FileBytes.read(at: path, maximumSize: options.maximumSize)
    return try read(bytes, path: path, options: options)
  }

  /// Reads the bytes of one file, which are not compressed.
  package static func read(
    _ bytes: consuming [UInt8], named path: String, options: ReadingOptions = ReadingOptions()
  ) throws(ResultsFileError) -> ReadResults {
    var merged = MergedResults()
    merged.append(try read(bytes, path: path, options: options))
    return merged.results
  }

  /// The formats that recognise the bytes of a file, which are not compressed: one, or none.
  package static func recognizedFormats(
    of bytes: consuming [UInt8], named path: String
  ) throws(ResultsFileError) -> [ResultsFormat] {
    ResultsFormat.recognizing(try FileContent(bytes: bytes, path: path))
  }

  private static func read(
    _ bytes: consuming [UInt8], path: String, options: ReadingOptions
  ) throws(ResultsFileError) -> FileResults {
    let content = try FileContent(bytes: bytes, path: path)
    let format: ResultsFormat
    if let given = options.format {
      format = given
    } else {
      format = try recognizedFormat(of: content, path: path)
    }
    var results = FileResults(path: path, format: format, options: options)
    try format.reader.read(content, into: &results)
    try results.finish()
    return results
  }

  private static func recognizedFormat(
    of content: FileContent, path: String
  ) throws(ResultsFileError) -> ResultsFormat {
    guard let format = ResultsFormat.recognizing(content).first else {
      throw ResultsFileError(
        path: path, place: .file, expected: "benchmark results in a known format",
        found: content.summary)
    }
    return format
  }
}
