// SPDX-License-Identifier: GPL-3.0-or-later

import Recording
import Testing
import WarmupStats

/// Experiments in TOML.
@Suite struct ConfigurationFileTests {
  private static let text = """
    executions = 30
    iterations = 2000
    timeout = "20 min"
    until = "steady quick"
    skip = ["*:hotspot:*", "fannkuch:node:other"]
    [limits]
    heap = "2 GiB"
    stack = "8 MiB"
    [controls]
    cpus = "1-3"
    user = "bench"
    nice = -20
    [vms.node]
    command = ["node", "runner.js", "{benchmark}/bench.js", "{parameter}"]
    variants = ["default-javascript", "other"]
    env = { NODE_OPTIONS = "" }
    [vms.hotspot]
    command = ["java", "Runner"]
    protocol = "krun"
    [vms.python]
    command = ["python3", "r.py", "{benchmark}.py"]
    protocol = "memory"
    iterations = 100
    [benchmarks]
    nbody = 15
    fannkuch = 10
    """

  private func read(_ text: String) throws -> RecordingPlan {
    try ConfigurationFile(text, path: "e.toml", seed: 5).plan
  }

  @Test func anExperimentIsRead() throws {
    let plan = try read(Self.text)
    #expect(
      plan.benchmarks.map(\.key.description) == [
        "fannkuch:node:default-javascript", "nbody:node:default-javascript", "nbody:node:other",
        "fannkuch:python:default", "nbody:python:default",
      ])
    let node = plan.benchmarks[1]
    #expect(node.executions == 30 && node.iterations == 2000 && node.timeout == 1200)
    #expect(node.parameter == "15" && node.times == .lines)
    #expect(node.environment == ["NODE_OPTIONS": ""])
    #expect(plan.benchmarks[4].iterations == 100 && plan.benchmarks[4].times == .memory)
    #expect(plan.launch.heap == 2 << 30 && plan.launch.stack == 8 << 20)
    #expect(plan.launch.cpus == [1, 2, 3] && plan.launch.niceness == -20)
    #expect(plan.launch.user == "bench")
    #expect(plan.steadyRule == SteadyRule(.quick))
    #expect(plan.seed == 5 && plan.configuration == Self.text)
  }

  @Test(arguments: [
    ("executions = 30", "executions = \"30\"", "executions: a whole number", "\"30\""),
    ("executions = 30", "executions = 0", "executions: a whole number from 1", "0"),
    ("executions = 30", "executoins = 30", "executoins means nothing", "executions"),
    ("timeout = \"20 min\"", "timeout = \"soon\"", "timeout: a time", "\"soon\""),
    ("cpus = \"1-3\"", "cpus = 1", "controls.cpus: a text", "1"),
    ("nice = -20", "nice = -21", "controls.nice: a whole number from -20", "-21"),
    ("nice = -20", "nise = 1", "controls.nise means nothing", "nice"),
    ("heap = \"2 GiB\"", "heap = 1.5", "limits.heap: a size", "1.5"),
    (
      "protocol = \"krun\"", "protocol = \"telepathy\"", "vms.hotspot.protocol: process",
      "telepathy"
    ),
    ("command = [\"java\", \"Runner\"]", "command = [1]", "vms.hotspot.command[0]: a text", "1"),
    (
      "command = [\"java\", \"Runner\"]", "command = \"java\"", "vms.hotspot.command: a list",
      "java"
    ),
    ("nbody = 15", "nbody = [15]", "benchmarks.nbody: a whole number", "a list"),
    ("nbody = 15", "\"n:body\" = 15", "without colons", "n:body"),
    ("skip = [\"*:hotspot:*\", \"fannkuch:node:other\"]", "skip = [\"*\"]", "skip: globs", "none"),
    ("[limits]", "[limits", "line 6", "column"),
    ("until = \"steady quick\"", "until = \"bored\"", "until:", "bored"),
  ])
  func aMistakeIsNamedWithItsPlace(
    right: String, wrong: String, place: String, found: String
  ) {
    let text = Self.text.replacing(right, with: wrong)
    #expect(text != Self.text)
    let error = #expect(throws: RecordingError.self) { try read(text) }
    let sentence = error?.description ?? ""
    #expect(sentence.hasPrefix("e.toml: "), "\(sentence)")
    #expect(sentence.contains(place) && sentence.contains(found), "\(sentence)")
  }

  // MARK: - Going on with another plan

  @Test func onlyMoreOfTheSameMayGoOn() throws {
    let old = try read(Self.text)
    #expect(old.differences(from: old, allowsMore: false).isEmpty)
    let more = try read(
      Self.text.replacing("executions = 30", with: "executions = 31")
        .replacing("20 min", with: "30 min").replacing("nbody = 15", with: "nbody = 15\nnew = 1"))
    #expect(!more.differences(from: old, allowsMore: false).isEmpty)
    #expect(more.differences(from: old, allowsMore: true).isEmpty)
    for (right, wrong) in [
      ("executions = 30", "executions = 29"), ("\"node\", ", "\"bun\", "), ("20 min", "10 min"),
      ("nbody = 15", "nbody = 16"), ("fannkuch = 10", ""), ("nice = -20", "nice = 0"),
      ("steady quick", "steady"), ("NODE_OPTIONS = \"\"", "NODE_OPTIONS = \"x\""),
    ] {
      let other = try read(Self.text.replacing(right, with: wrong))
      #expect(!other.differences(from: old, allowsMore: true).isEmpty, "\(wrong)")
    }
  }
}
