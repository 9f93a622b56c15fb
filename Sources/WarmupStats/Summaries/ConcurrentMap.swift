// SPDX-License-Identifier: GPL-3.0-or-later

internal import Dispatch
internal import Synchronization

extension Array where Element: Sendable {
  /// What `transform` makes of each element, in their order, at most `jobs` of them at once; `nil`
  /// leaves the number to the runtime, which uses every core.
  ///
  /// `progress` is told how many are complete, after each.
  package func concurrentlyMapped<Result: Sendable>(
    jobs: Int?, progress: (Int) -> Void,
    _ transform: @escaping @Sendable (Element) -> Result
  ) async -> [Result] {
    precondition(jobs.map { $0 > 0 } ?? true, "at least one job does the work")
    var results = [Result?](repeating: nil, count: count)
    await withTaskGroup(of: (index: Int, result: Result).self) { group in
      func start(_ index: Int) {
        let element = self[index]
        group.addTask { (index, transform(element)) }
      }
      var started = Swift.min(jobs ?? count, count)
      for index in 0..<started { start(index) }
      var completed = 0
      for await (index, result) in group {
        results[index] = result
        completed += 1
        progress(completed)
        if started < count {
          start(started)
          started += 1
        }
      }
    }
    return results.compactMap(\.self)
  }
}

extension RandomAccessCollection where Self: Sendable, Index == Int {
  /// What `transform` makes of each part of the collection, in their order: by all cores where there
  /// is more than one part.
  ///
  /// For much that takes little each, such as the rows of a long table.
  ///
  /// - Parameter size: how many elements a part has, at least 1; the last may have fewer.
  @inlinable
  package func concurrentlyMappedParts<Result: Sendable>(
    of size: Int, _ transform: @Sendable (SubSequence) -> Result
  ) -> [Result] {
    precondition(size > 0, "a part has at least one element")
    let starts = Array(stride(from: startIndex, to: endIndex, by: size))
    return concurrentResults(count: starts.count) {
      transform(self[starts[$0]...].prefix(size))
    }
  }

  /// What `transform` makes of each element, in their order: by all cores where there are more than
  /// so many, which a core takes at once.
  @inlinable
  package func concurrentlyMapped<Result: Sendable>(
    atOnce size: Int = 1000, _ transform: @Sendable (Element) -> Result
  ) -> [Result] {
    let parts = concurrentlyMappedParts(of: size) { $0.map(transform) }
    guard parts.count > 1 else { return parts.first ?? [] }
    var all: [Result] = []
    all.reserveCapacity(count)
    for part in parts { all += part }
    return all
  }
}

/// What `result` says of each number from 0 up to `count`, in their order: by all cores where there is
/// more than one.
@usableFromInline
package func concurrentResults<Result: Sendable>(
  count: Int, _ result: @Sendable (Int) -> Result
) -> [Result] {
  guard count > 1 else { return (0..<count).map(result) }
  let results = Mutex([Result?](repeating: nil, count: count))
  DispatchQueue.concurrentPerform(iterations: count) { number in
    let result = result(number)
    results.withLock { $0[number] = result }
  }
  return results.withLock { $0 }.compactMap(\.self)
}
