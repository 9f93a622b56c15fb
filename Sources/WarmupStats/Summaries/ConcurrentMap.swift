// SPDX-License-Identifier: GPL-3.0-or-later

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
