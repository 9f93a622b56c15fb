// SPDX-License-Identifier: GPL-3.0-or-later

package import WarmupStats

/// What a results file of Krun holds beside times, flags and counts, as JSON.
package struct KrunMembers {
  /// The member `audit`; `nil` for none.
  package var audit: String?
  /// Members with their names.
  package var others: [(name: String, value: String)]
  /// Whether something went wrong.
  package var hadErrors: Bool

  /// Creates members.
  package init(audit: String?, others: [(name: String, value: String)], hadErrors: Bool) {
    self.audit = audit
    self.others = others
    self.hadErrors = hadErrors
  }
}

extension ResultsFile {
  /// Writes results as Krun does, with these members.
  package static func writeKrun(
    _ experiment: Experiment, _ members: KrunMembers, to output: inout some TextOutputStream
  ) throws(WritingError) {
    try KrunWriter.write(experiment, members, to: &output)
  }
}
