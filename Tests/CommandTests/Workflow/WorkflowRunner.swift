// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import TestSupport

/// Runs the steps of a workflow in an empty folder each time, as GitHub does: lines of a shell as
/// they stand, and of the actions of others what they do to files.
struct WorkflowRunner {
  /// What a run did.
  struct Outcome {
    /// The exit code of the first step that failed; 0 if none did.
    var code: Int32 = 0
    /// What its lines printed.
    var output = ""
    /// What it put into the summary of the run.
    var summary = ""
    /// What it wrote as a comment on the pull request; `nil` if it wrote none.
    var comment: String?
  }

  /// A step that the runner cannot run.
  struct Unknown: Error { var step: WorkflowStep }

  /// What outlasts a run: the caches, by their keys in the order in which they were saved.
  private let store: URL
  private let home: URL
  private let tools: URL
  private let folder: TemporaryFolder

  /// - Parameter benchmarks: the program of the project that runs its benchmarks.
  init(benchmarks: String) throws {
    folder = try TemporaryFolder()
    (store, home, tools) = (
      folder.url.appending(path: "store"), folder.url.appending(path: "home"),
      folder.url.appending(path: "tools")
    )
    for url in [store, home, tools] {
      try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }
    try Self.write(benchmarks, to: folder.url.appending(path: "run-benchmarks"))
    // What of GitHub's own program the workflow calls.
    try Self.write(
      """
      #!/bin/sh
      test "$1 $2" = "pr comment" || exit 9
      while test $# -gt 1; do shift; done
      cp "$1" "$RUNNER_TEMP/comment"
      """, to: tools.appending(path: "gh"))
  }

  /// Runs the steps.
  ///
  /// - Parameters:
  ///   - steps: the steps, first to last.
  ///   - number: the number of the run, which its caches are saved under.
  ///   - isPullRequest: whether it is about a pull request, and not about the main branch.
  ///   - inputs: the inputs of an action whose steps these are.
  ///   - environment: further variables.
  func run(
    _ steps: [WorkflowStep], number: Int, isPullRequest: Bool, inputs: [String: String] = [:],
    environment: [String: String] = [:]
  ) throws -> Outcome {
    let workspace = folder.url.appending(path: "workspace-\(number)")
    let temporary = folder.url.appending(path: "temporary-\(number)")
    for url in [workspace, temporary] {
      try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }
    var facts = [
      "github.run_id": "\(number)", "github.event.number": "7", "github.token": "token",
      "github.ref": isPullRequest ? "refs/pull/7/merge" : "refs/heads/main",
      "github.event_name": isPullRequest ? "pull_request" : "push",
      "github.action_path": workspace.appending(path: "warmup-stats/.github/actions/compare").path,
    ]
    for (name, value) in inputs { facts["inputs.\(name)"] = value }
    var outcome = Outcome()
    for step in steps {
      let condition = step.condition.isEmpty ? "success()" : step.condition
      guard Self.holds(condition, facts: facts, failed: outcome.code != 0) else { continue }
      let code: Int32
      if step.run.isEmpty {
        code = try use(step, in: workspace, facts: facts)
      } else {
        code = try runLines(
          step, in: workspace, temporary: temporary, facts: facts,
          environment: environment.merging(["GITHUB_SHA": "c0ffee\(number)"]) { $1 },
          output: &outcome.output)
      }
      if outcome.code == 0 { outcome.code = code }
    }
    func text(_ name: String) -> String? {
      try? String(contentsOf: temporary.appending(path: name), encoding: .utf8)
    }
    outcome.summary = text("summary") ?? ""
    outcome.comment = text("comment")
    return outcome
  }

  // MARK: Actions of others

  private func use(
    _ step: WorkflowStep, in workspace: URL, facts: [String: String]
  ) throws -> Int32 {
    let inputs = step.inputs.mapValues { Self.replaced($0, facts: facts) }
    switch step.uses.prefix(while: { $0 != "@" }) {
    case "actions/checkout":
      if inputs["repository"] == nil {
        try FileManager.default.copyItem(
          at: folder.url.appending(path: "run-benchmarks"),
          to: workspace.appending(path: "run-benchmarks"))
      } else {
        try checkOutProgram(to: workspace.appending(path: inputs["path"] ?? ""))
      }
    case "actions/cache/restore": try restore(inputs, to: workspace)
    case "actions/cache/save":
      let file = workspace.appending(path: inputs["path"] ?? "")
      guard FileManager.default.fileExists(atPath: file.path) else { return 0 }
      try FileManager.default.copyItem(at: file, to: store.appending(path: inputs["key"] ?? ""))
    default: throw Unknown(step: step)
    }
    return 0
  }

  /// A checkout of this repository, whose script takes the program that was built with the tests.
  private func checkOutProgram(to folder: URL) throws {
    let scripts = folder.appending(path: "scripts")
    try FileManager.default.createDirectory(at: scripts, withIntermediateDirectories: true)
    try FileManager.default.createDirectory(
      at: folder.appending(path: ".github/actions/compare"), withIntermediateDirectories: true)
    try Self.write(
      """
      #!/bin/sh
      mkdir -p "$HOME/.local/bin"
      ln -sf '\(ProcessTests.program)' "$HOME/.local/bin/warmup-stats"
      """, to: scripts.appending(path: "install"))
  }

  /// The newest cache whose key begins as wanted.
  private func restore(_ inputs: [String: String], to workspace: URL) throws {
    let names = try FileManager.default.contentsOfDirectory(atPath: store.path)
      .filter { $0.hasPrefix(inputs["restore-keys"] ?? inputs["key"] ?? "") }
    let newest = names.max { first, second in
      func number(_ name: String) -> Int { Int(name.split(separator: "-").last ?? "") ?? 0 }
      return number(first) < number(second)
    }
    guard let newest else { return }
    try FileManager.default.copyItem(
      at: store.appending(path: newest), to: workspace.appending(path: inputs["path"] ?? ""))
  }

  // MARK: Lines of a shell

  private func runLines(
    _ step: WorkflowStep, in workspace: URL, temporary: URL, facts: [String: String],
    environment: [String: String], output: inout String
  ) throws -> Int32 {
    let added =
      (try? String(contentsOf: temporary.appending(path: "path"), encoding: .utf8)) ?? ""
    let paths = added.split(separator: "\n").map(String.init) + [tools.path, "/usr/bin:/bin"]
    var variables = [
      "PATH": paths.joined(separator: ":"), "HOME": home.path, "RUNNER_TEMP": temporary.path,
      "GITHUB_STEP_SUMMARY": temporary.appending(path: "summary").path,
      "GITHUB_PATH": temporary.appending(path: "path").path, "CI": "true",
    ].merging(environment) { $1 }
    for (name, value) in step.environment {
      variables[name] = Self.replaced(value, facts: facts)
    }
    let process = Process()
    process.executableURL = URL(filePath: "/bin/bash")
    process.arguments = [
      "--noprofile", "--norc", "-eo", "pipefail", "-c", Self.replaced(step.run, facts: facts),
    ]
    process.currentDirectoryURL = workspace
    process.environment = variables
    process.standardInput = FileHandle.nullDevice
    let log = temporary.appending(path: "log")
    try Data().write(to: log)
    let handle = try FileHandle(forWritingTo: log)
    (process.standardOutput, process.standardError) = (handle, handle)
    try process.run()
    process.waitUntilExit()
    try handle.close()
    output += try String(contentsOf: log, encoding: .utf8)
    return process.terminationStatus
  }

  // MARK: Expressions

  /// A text with what stands for `${{ … }}` in it.
  private static func replaced(_ text: String, facts: [String: String]) -> String {
    text.replacing(/\$\{\{ *([^ }]+) *\}\}/) { facts[String($0.output.1)] ?? "" }
  }

  /// Whether a condition holds: comparisons of facts with texts, and states of the run, joined by
  /// `&&`; a condition without a state holds only if no step has failed.
  private static func holds(_ condition: String, facts: [String: String], failed: Bool) -> Bool {
    let states = [
      "success()": !failed, "failure()": failed, "always()": true, "!cancelled()": true,
    ]
    let terms = condition.split(separator: "&&").map {
      $0.trimmingCharacters(in: .whitespaces)
    }
    let known = terms.contains { states[$0] != nil }
    return (known || !failed)
      && terms.allSatisfy { term in
        if let state = states[term] { return state }
        let isEqual = !term.contains("!=")
        let sides = term.split(separator: isEqual ? "==" : "!=").map {
          $0.trimmingCharacters(in: .whitespaces)
        }
        guard sides.count == 2 else { return false }
        return (facts[sides[0]] ?? "" == sides[1].trimmingCharacters(in: ["'"])) == isEqual
      }
  }

  private static func write(_ script: String, to url: URL) throws {
    try Data((script + "\n").utf8).write(to: url)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: url.path)
  }
}
