// SPDX-License-Identifier: GPL-3.0-or-later

/// A count and what is counted, such as `1 execution` or `3 executions`.
func counted(_ count: Int, _ thing: String) -> String {
  count == 1 ? "1 \(thing)" : "\(count) \(thing)s"
}
