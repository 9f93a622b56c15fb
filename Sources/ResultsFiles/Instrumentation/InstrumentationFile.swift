// SPDX-License-Identifier: GPL-3.0-or-later

import WarmupStats

/// A file of what a virtual machine recorded of its own work in one process execution.
enum InstrumentationFile {
  /// Reads a file; the times are those of the execution's iterations, in seconds.
  static func read(
    at path: String, times: [Double], maximumSize: Int
  ) throws(ResultsFileError) -> VMInstrumentation {
    let bytes = try FileBytes.read(at: path, maximumSize: maximumSize)
    let root = try JSONDocument(parsing: bytes[...], path: path).root.object()
    let events = try root.required("raw_vm_events")
      .elements(times.count, expected: "one element for each of the \(times.count) iterations")
    guard case .array(let first)? = events.first?.content,
      case .string? = first.first(where: { _ in true })?.content
    else { return try HotSpotEvents.instrumentation(events) }
    let compilation = try root.required("jit_times")
    return try PyPyEvents(events).instrumentation(compilation: compilation, times: times)
  }
}

extension JSONValue {
  /// The elements of an array of that many.
  func elements(_ count: Int, expected: String) throws(ResultsFileError) -> [JSONValue] {
    let array = try array(expected: expected)
    guard array.count == count else {
      throw error(expected: expected, found: "an array of \(array.count)")
    }
    return Array(array)
  }
}
