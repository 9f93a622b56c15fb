// SPDX-License-Identifier: GPL-3.0-or-later

public import WarmupStats

/// Files of benchmark results, as tools of many languages write them.
///
/// Formats are recognized by what a file holds, never by its name, and so is compression: gzip,
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
  ///   - paths: The paths of the files, and of folders, of which all files are read; `-` is standard
  ///     input.
  ///   - options: How to read them.
  /// - Throws: `ResultsFileError` for the first file that cannot be read, or that holds anything
  ///   but finite, positive times.
  public static func read(
    at paths: [String], options: ReadingOptions = ReadingOptions()
  ) throws(ResultsFileError) -> ReadResults {
    var merged = MergedResults()
    for path in try files(at: paths, options: options) {
      let file = try readFile(at: path, options: options)
      merged.append(file.summaries.isEmpty ? file : try file.withMeasurements())
    }
    return merged.results
  }

  /// The paths of the files to read, in the order of the paths: of a folder all files in it, unless
  /// the folder is one that a harness writes and a format reads as a whole.
  ///
  /// - Throws: `ResultsFileError` for a folder that cannot be read, or has no files.
  package static func files(
    at paths: [String], options: ReadingOptions
  ) throws(ResultsFileError) -> [String] {
    var files: [String] = []
    for path in paths {
      guard Folder.exists(at: path), try format(ofFolder: path, options: options) == nil else {
        files.append(path)
        continue
      }
      let found = try Folder.files(below: path)
      guard !found.isEmpty else {
        throw ResultsFileError(
          path: path, place: .file, expected: "a folder of results files", found: "none in it")
      }
      files += found
    }
    return files
  }

  /// Reads one file of measurements, or of what an earlier analysis found in some.
  static func readStored(
    at path: String, options: ReadingOptions
  ) throws(ResultsFileError) -> StoredResults {
    let file: FileResults
    if Folder.exists(at: path) {
      file = try readFolder(at: path, options: options)
    } else if let rows = ResultsStream.results(ofLargeFileAt: path, options: options) {
      file = rows
    } else {
      let content = try FileContent(fileAt: path, options: options)
      if options.format == nil, TidyQuantityReader.unit(of: content) != nil {
        return .quantities(
          try TidyQuantityReader.read(content, options: options)
            .map { MeasuredQuantities(experiment: $0) })
      }
      file = try read(content, options: options)
    }
    guard file.recorded.count <= 1 || file.recorded.allSatisfy({ $0.document.recorded == nil })
    else {
      throw ResultsFileError(
        path: path, place: .file, expected: "one result",
        found: "\(file.recorded.count), which 'compare --baseline-file' and 'history' read")
    }
    guard file.summaries.isEmpty else { return .summaries(file.summaries.mergedByMachine) }
    var merged = MergedResults()
    merged.append(file)
    return .measurements(merged.results)
  }

  /// Reads one file of measurements, or of the results of earlier analyses in the order of time.
  static func readRecorded(
    at path: String, options: ReadingOptions
  ) throws(ResultsFileError) -> RecordedResults {
    let file = try readFile(at: path, options: options)
    guard file.recorded.isEmpty else { return .results(file.recorded.withoutParts) }
    var merged = MergedResults()
    merged.append(file)
    return .measurements(merged.results)
  }

  static func readFile(
    at path: String, options: ReadingOptions
  ) throws(ResultsFileError) -> FileResults {
    if Folder.exists(at: path) { return try readFolder(at: path, options: options) }
    if let rows = ResultsStream.results(ofLargeFileAt: path, options: options) { return rows }
    return try read(FileContent(fileAt: path, options: options), options: options)
  }

  /// Whether the text of a file is never in memory as a whole.
  package static func isReadInWindows(at path: String, options: ReadingOptions) -> Bool {
    ResultsStream.results(ofLargeFileAt: path, options: options) != nil
      || JSONPieces.document(inFileAt: path, options: options) != nil
  }

  private static func readFolder(
    at path: String, options: ReadingOptions
  ) throws(ResultsFileError) -> FileResults {
    if let format = try format(ofFolder: path, options: options) {
      var results = FileResults(path: path, format: format, options: options)
      try format.reader.read(folder: path, into: &results)
      try results.finish()
      return results
    }
    throw ResultsFileError(
      path: path, place: .file,
      expected: "a file, or a folder with samples of Criterion (new/sample.json)",
      found: "a folder without them")
  }

  /// The format that reads a folder as a whole; `nil` if none does.
  private static func format(
    ofFolder path: String, options: ReadingOptions
  ) throws(ResultsFileError) -> ResultsFormat? {
    for format in options.format.map({ [$0] }) ?? ResultsFormat.allCases
    where try format.reader.recognizes(folder: path) { return format }
    return nil
  }

  /// Reads the bytes of one file of measurements, which are not compressed.
  package static func read(
    _ bytes: consuming [UInt8], named path: String, options: ReadingOptions = ReadingOptions()
  ) throws(ResultsFileError) -> ReadResults {
    let file = try read(try FileContent(bytes: bytes, path: path), options: options)
    var merged = MergedResults()
    merged.append(file.summaries.isEmpty ? file : try file.withMeasurements())
    return merged.results
  }

  /// The formats that recognize the bytes of a file, which are not compressed: one, or none.
  package static func recognizedFormats(
    of bytes: consuming [UInt8], named path: String
  ) throws(ResultsFileError) -> [ResultsFormat] {
    ResultsFormat.recognizing(try FileContent(bytes: bytes, path: path))
  }

  private static func read(
    _ content: FileContent, options: ReadingOptions
  ) throws(ResultsFileError) -> FileResults {
    let path = content.path
    let format: ResultsFormat
    if let given = options.format {
      format = given
    } else {
      format = try recognizedFormat(of: content)
    }
    var results = FileResults(path: path, format: format, options: options)
    do throws(ResultsFileError) {
      try format.reader.read(content, into: &results)
    } catch {
      throw error.isSkippable ? error.explained(by: format) : error
    }
    results.source.details += content.details
    try results.finish()
    return results
  }

  static func recognizedFormat(
    of content: FileContent
  ) throws(ResultsFileError) -> ResultsFormat {
    if let unit = TidyQuantityReader.unit(of: content) {
      throw ResultsFileError(
        path: content.path, place: .file, expected: "times",
        found: "values of another quantity or in parts, in \(quoted(unit)), which 'compare' and "
          + "'plot --kind bars' read, and 'classify --quantity' classifies")
    }
    if let format = ResultsFormat(recognizing: content) { return format }
    if let refusal = UnusableResults.refusal(of: content) { throw refusal }
    var error = ResultsFileError(
      path: content.path, place: .file, expected: "benchmark results in a known format",
      found: content.summary)
    if content.text != nil {
      error.advice =
        "the smallest file that works is CSV: a line benchmark,seconds, then lines such as sort,0.52"
    }
    throw error
  }
}
