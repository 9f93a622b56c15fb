// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import TestSupport
import Testing

/// The workflow in README, the composite action and the job for GitLab, run step by step in empty
/// folders: without a baseline, without a change, with a slowdown, and with that fixed.
@Suite(.serialized) struct WorkflowTests {
  /// A program that writes what six executions of two benchmarks took; `SLOWER` says by how many per
  /// cent one of them takes longer.
  private static let benchmarks = """
    #!/bin/sh
    awk -v out="$2" 'BEGIN {
      srand(ENVIRON["SEED"])
      print "benchmark,process,iteration,seconds" > out
      for (process = 0; process < 6; process++) {
        sort = 0.02 * (1 + ENVIRON["SLOWER"] / 100) * (1 + 0.003 * (rand() - 0.5))
        parse = 0.5 * (1 + 0.003 * (rand() - 0.5))
        for (iteration = 0; iteration < 3; iteration++) {
          printf "sort,%d,%d,%.9f\\n", process, iteration, sort > out
          printf "parse,%d,%d,%.9f\\n", process, iteration, parse > out
        }
      }
    }'
    """

  private let runner: WorkflowRunner

  init() throws { runner = try WorkflowRunner(benchmarks: Self.benchmarks) }

  private static func text(_ path: String) throws -> String {
    try String(contentsOf: Fixtures.packageRoot.appending(path: path), encoding: .utf8)
  }

  /// The code block of a page of Markdown that holds a line.
  private static func block(of language: String, with line: String, in path: String) throws
    -> String
  {
    let blocks = try text(path).split(separator: "```\(language)\n").dropFirst()
      .map { String($0.split(separator: "```")[0]) }
    return try #require(blocks.first { $0.contains(line) })
  }

  /// What each of the four runs must come to: the exit code, and what its comment says.
  private static let runs: [(isPullRequest: Bool, slower: Int, code: Int32, says: String)] = [
    (false, 0, 0, "there is no baseline yet"), (false, 0, 0, "equivalent"),
    (true, 10, 1, "**slower**"), (true, 0, 0, "equivalent"),
  ]

  private func check(
    _ steps: [WorkflowStep], inputs: [String: String] = [:], before: [WorkflowStep] = []
  ) throws {
    for (index, expected) in Self.runs.enumerated() {
      let outcome = try runner.run(
        before + steps, number: index + 1, isPullRequest: expected.isPullRequest, inputs: inputs,
        environment: ["SLOWER": "\(expected.slower)", "SEED": "\(index + 1)"])
      #expect(outcome.code == expected.code, "run \(index + 1): \(outcome.output)")
      #expect(outcome.summary.contains(expected.says), "run \(index + 1): \(outcome.summary)")
      // A pull request is told the same; there is none to comment on for the main branch.
      #expect(outcome.comment == (expected.isPullRequest ? outcome.summary : nil))
      #expect(outcome.output.contains("::error") == (expected.code == 1), "\(outcome.output)")
      let isTold = outcome.output.contains("::error title=sort is slower::")
      #expect(isTold == (expected.code == 1), "run \(index + 1): \(outcome.output)")
    }
  }

  @Test func readmesWorkflowWorksFromTheFirstRun() throws {
    let workflow = try WorkflowFile(
      Self.block(of: "yaml", with: "--baseline-file", in: "README.md"))
    #expect(workflow.steps.count >= 7)
    try check(workflow.steps)
  }

  @Test func theActionDoesTheSame() throws {
    let action = try WorkflowFile(Self.text(".github/actions/compare/action.yml"))
    // What stands before the action in a workflow of one's own.
    let before = try WorkflowFile(
      """
      steps:
        - uses: actions/checkout@v4
        - uses: actions/checkout@v4
          with:
            repository: OWNER/warmup-stats
            path: warmup-stats
        - run: ./run-benchmarks --output results.csv
      """
    ).steps
    let inputs = action.defaults.merging(["results": "results.csv", "token": "token"]) { $1 }
    try check(action.steps, inputs: inputs, before: before)
  }

  /// Every step of README's workflow is one of the action too, but for the project's own.
  @Test func theActionHasTheStepsOfTheWorkflow() throws {
    let workflow = try WorkflowFile(
      Self.block(of: "yaml", with: "--baseline-file", in: "README.md"))
    let action = try WorkflowFile(Self.text(".github/actions/compare/action.yml"))
    let names = workflow.steps.map(\.name).filter { !$0.isEmpty && $0 != "Run the benchmarks" }
    #expect(action.steps.map(\.name) == names)
  }

  /// The lines of the job for GitLab, with its cache.
  @Test func gitLabsJobWorksFromTheFirstRun() throws {
    let yaml = try Self.block(
      of: "yaml", with: "--baseline-file",
      in: "Sources/WarmupStats/WarmupStats.docc/ContinuousIntegration.md")
    let lines = yaml.split(separator: "\n").map { $0.drop { $0 == " " } }
      .filter { $0.hasPrefix("- ") }.map { String($0.dropFirst(2)) }
      .filter { $0.hasPrefix("./") || $0.hasPrefix("warmup-stats ") }
    #expect(lines.count >= 3)
    let cache = try WorkflowFile(
      """
      steps:
        - uses: actions/checkout@v4
        - uses: actions/checkout@v4
          with:
            repository: OWNER/warmup-stats
            path: warmup-stats
        - run: |
            warmup-stats/scripts/install
            echo "$HOME/.local/bin" >> "$GITHUB_PATH"
        - uses: actions/cache/restore@v4
          with:
            path: main.json
            key: baseline-
      """
    ).steps
    let save = try WorkflowFile(
      """
      steps:
        - uses: actions/cache/save@v4
          if: github.ref == 'refs/heads/main'
          with:
            path: main.json
            key: baseline-${{ github.run_id }}
      """
    ).steps
    var job = WorkflowStep()
    job.run = lines.joined(separator: "\n")
    for (index, expected) in Self.runs.enumerated() {
      let outcome = try runner.run(
        cache + [job] + save, number: index + 1, isPullRequest: expected.isPullRequest,
        environment: ["SLOWER": "\(expected.slower)", "SEED": "\(index + 1)"])
      #expect(outcome.code == expected.code, "run \(index + 1): \(outcome.output)")
    }
  }

  /// The runner itself: steps after a failure are passed over, unless they say otherwise, and what
  /// it cannot run is an error.
  @Test func theRunnerRunsWhatGitHubRuns() throws {
    let steps = try WorkflowFile(
      """
      steps:
        - name: first
          run: |
            echo one
            exit 3
        - run: echo two
        - run: echo three ${{ github.ref }}
          if: always() && github.ref == 'refs/heads/main'
        - run: echo four
          if: github.ref != 'refs/heads/main'
      """
    ).steps
    #expect(steps.count == 4 && steps[0].run == "echo one\nexit 3")
    let outcome = try runner.run(steps, number: 1, isPullRequest: false)
    #expect(outcome.code == 3 && outcome.output == "one\nthree refs/heads/main\n")
    #expect(throws: WorkflowRunner.Unknown.self) {
      try runner.run(
        WorkflowFile("steps:\n  - uses: nobody/knows@v1").steps, number: 2, isPullRequest: false)
    }
    #expect(throws: WorkflowFile.Unexpected.self) {
      try WorkflowFile("steps:\n  - nonsense: 1")
    }
  }
}
