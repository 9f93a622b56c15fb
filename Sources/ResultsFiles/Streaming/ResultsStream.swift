// SPDX-License-Identifier: GPL-3.0-or-later

import OrderedCollections
package import WarmupStats

/// Measurements that are read benchmark key by benchmark key, from files in which the executions of a
/// key stand together: tidy CSV and NDJSON, and NDJSON with a line per process execution.
///
/// The memory is that of one key, beside the names of the keys before it. A file may be a pipe that
/// never ends, and compressed as ``ResultsFile`` reads it.
public actor ResultsStream {
  private var files: ArraySlice<(path: String, options: ReadingOptions)>
  private var file: (any KeyedFile)?
  /// The bytes of that file.
  private var blocks: LineBlocks?
  /// Whose executions were read.
  private var names: OrderedSet<FileResults.SeriesName> = []
  /// What was said of the files.
  private var told: Set<Warning> = []

  /// Creates a stream of the contents of several files, one behind the other.
  ///
  /// - Parameters:
  ///   - paths: The paths of the files; `-` is standard input.
  ///   - options: How to read them.
  public init(of paths: [String], options: ReadingOptions = ReadingOptions()) {
    self.init(of: paths.map { ($0, options) })
  }

  /// Creates a stream of the contents of several files, each read in its own way.
  package init(of files: [(path: String, options: ReadingOptions)]) {
    self.files = files[...]
  }

  /// The executions of the next benchmark key on a machine; `nil` behind the last one.
  ///
  /// The experiments are empty if none of the executions is wanted, or could be read. What is said of
  /// a file, and not of a key, is said once.
  ///
  /// - Throws: `ResultsFileError` if a file cannot be read, if it is of a format without rows that
  ///   name their benchmark, and where a key comes back after others.
  /// - Complexity: O(size of the executions).
  public func next() throws(ResultsFileError) -> ReadResults? {
    do throws(ResultsFileError) {
      return try nextKey()
    } catch { throw blocks?.damageOfRest() ?? error }
  }

  private func nextKey() throws(ResultsFileError) -> ReadResults? {
    var merged = MergedResults(ofWholeFiles: false)
    var name: FileResults.SeriesName?
    while let file = try openedFile() {
      guard let found = try file.nextName() else {
        self.file = nil
        continue
      }
      if name == nil {
        guard names.append(found).inserted else { throw Self.comesBack(found, in: file) }
        name = found
      }
      guard found == name else { break }
      merged.append(try file.readExecutions())
    }
    guard name != nil else { return nil }
    var results = merged.results
    results.warnings.removeAll { $0.key == nil && !told.insert($0).inserted }
    results.experiments.removeAll { $0.isEmpty }
    return results
  }

  /// What readers of the results should know of all keys so far, such as names that look the same.
  package var warnings: [Warning] {
    let experiments = OrderedDictionary(grouping: names, by: \.machine).map { machine, names in
      Experiment(
        machine: machine,
        executions: OrderedDictionary(uniqueKeysWithValues: names.map { ($0.key, []) }))
    }
    return LookalikeNames.warnings(of: experiments)
  }

  private func openedFile() throws(ResultsFileError) -> (any KeyedFile)? {
    if file == nil, let (path, options) = files.popFirst() {
      blocks = nil
      guard !Folder.exists(at: path) else { throw Self.refusal(of: path, found: "a folder") }
      let blocks = try LineBlocks(
        path: path, maximumSize: options.maximumSize ?? ReadingOptions.defaultMaximumSize)
      self.blocks = blocks
      file = try Self.open(blocks, options: options)
    }
    return file
  }

  private static func comesBack(
    _ name: FileResults.SeriesName, in file: any KeyedFile
  ) -> ResultsFileError {
    let machine = name.machine.isEmpty ? "" : " on \(quoted(name.machine))"
    var error = file.error(
      expected: "all executions of a benchmark one behind the other",
      found: "\(quoted(name.key.description))\(machine) again, after others")
    error.advice = "sort by benchmark, VM, variant and machine, or read without --stream"
    return error
  }
}

// MARK: - Files

extension ResultsStream {
  /// All that is in a large file of rows on disk, of which the text is never in memory as a whole.
  ///
  /// - Returns: `nil` for any other file, and for one with a fault: what is wrong with it is found where
  ///   it is read as a whole.
  static func results(
    ofLargeFileAt path: String, options: ReadingOptions
  ) -> FileResults? {
    guard options.sizeInWindows(ofFileAt: path) != nil else { return nil }
    do throws(ResultsFileError) {
      let blocks = try LineBlocks(
        path: path, maximumSize: options.windowSize, blockSize: options.windowSize / 4)
      return try open(blocks, options: options, isPlain: true).readAll()
    } catch {
      return nil
    }
  }

  /// Opens a file.
  ///
  /// - Parameter isPlain: Whether it must be text of UTF-8 without a mark, and not compressed.
  private static func open(
    _ blocks: LineBlocks, options: ReadingOptions, isPlain: Bool = false
  ) throws(ResultsFileError) -> any KeyedFile {
    let path = blocks.path
    let first = try blocks.next()?.bytes ?? []
    let content = try content(first, of: blocks)
    guard !isPlain || content.encoding == .utf8 && !blocks.isCompressed else {
      throw refusal(of: path, found: "something else")
    }
    let format =
      if let given = options.format { given } else {
        try ResultsFile.recognizedFormat(of: content)
      }
    var results = FileResults(path: path, format: format, options: options)
    switch format {
    case .tidyCSV:
      let rows = try tableRows(content, &results)
      return KeyedRows(rows, then: blocks, results: results)
    case .tidyNDJSON:
      let rows = TidyNDJSONReader.Rows(of: first, in: content, options: options)
      return KeyedRows(rows, then: blocks, results: results)
    case .executionsNDJSON:
      let rows = ExecutionsNDJSONReader.Rows(of: first, in: content, options: options)
      return KeyedRows(rows, then: blocks, results: results)
    default: throw refusal(of: path, found: format.displayName)
    }
  }

  private static func content(
    _ first: [UInt8], of blocks: LineBlocks
  ) throws(ResultsFileError) -> FileContent {
    let content: FileContent
    do throws(ResultsFileError) {
      content = try FileContent(bytes: first, path: blocks.path)
    } catch {
      // What is wrong with the beginning of a longer text may only be that it is one.
      if blocks.isAtEnd { throw error }
      throw refusal(of: blocks.path, found: "something else")
    }
    guard content.encoding == .utf8 || content.encoding == .utf8WithMark else {
      throw refusal(of: blocks.path, found: content.encoding.rawValue)
    }
    return content
  }

  private static func tableRows(
    _ content: FileContent, _ results: inout FileResults
  ) throws(ResultsFileError) -> TidyCSVReader.Rows {
    let text = try content.text(of: TidyCSVReader.format)
    if let prefix = text.prefix.name {
      throw refusal(of: content.path, found: "rows with \(prefix) before them")
    }
    let (rows, header) = try TidyCSVReader.table(in: text)
    return try TidyCSVReader.Rows(rows, below: header, results: &results)
  }

  private static func refusal(of path: String, found: String) -> ResultsFileError {
    var error = ResultsFileError(
      path: path, place: .file,
      expected: "CSV or NDJSON with a row per iteration, or NDJSON with a line per execution",
      found: found)
    error.advice = "'convert --format executions-ndjson' writes what --stream reads"
    return error
  }
}

extension JSONRowReader {
  /// Creates what reads a file, whose first lines are these.
  fileprivate init(of first: [UInt8], in content: FileContent, options: ReadingOptions) {
    self.init(path: content.path, options: options)
    let mark = content.encoding == .utf8WithMark ? TextEncoding.markOfUTF8.count : 0
    lines = JSONTexts(lines: Array(first.dropFirst(mark)), path: content.path, from: 1)
  }
}
