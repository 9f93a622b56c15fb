// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import OrderedCollections
import ResultsFiles
import TestSupport
import WarmupStats

/// Summaries of executions that were really recorded.
enum RecordedSummaries {
  /// 34 benchmark keys of 1000 iterations, analyzed once for all tests; of the 10 executions that
  /// were recorded only the first three, so that debug builds are done sooner.
  static let vms = Task { try await summary(of: "vms.json.bz2", executions: 3) }

  private static func summary(of file: String, executions: Int) async throws -> ExperimentSummary {
    var experiment = try ResultsFile.read(at: Fixtures.recorded(file))
    experiment.executions = experiment.executions.mapValues { Array($0.prefix(executions)) }
    return await ExperimentSummary(analyzing: experiment, jobs: nil)
  }
}
