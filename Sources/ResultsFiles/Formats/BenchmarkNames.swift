// SPDX-License-Identifier: GPL-3.0-or-later

extension String {
  /// The name of a benchmark that is run with parameters, such as `sort(n=10, kind=quick)`.
  func with(parameters: [String]) -> String {
    parameters.isEmpty ? self : "\(self)(\(parameters.joined(separator: ", ")))"
  }
}
