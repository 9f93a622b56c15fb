// SPDX-License-Identifier: GPL-3.0-or-later

/// A step of a workflow or of an action, as far as the tests run it.
struct WorkflowStep: Equatable {
  var name = ""
  /// The action that it uses; empty if it runs lines of a shell.
  var uses = ""
  /// The lines of a shell that it runs; empty if it uses an action.
  var run = ""
  /// When it runs; empty if no step before it failed.
  var condition = ""
  var inputs: [String: String] = [:]
  var environment: [String: String] = [:]
}

/// The steps of a workflow of GitHub, or of a composite action, in the part of YAML that they are
/// written in: mappings, a list of steps, plain and quoted scalars, and literal blocks.
struct WorkflowFile {
  private(set) var steps: [WorkflowStep] = []
  /// The defaults of an action's inputs.
  private(set) var defaults: [String: String] = [:]

  /// A line that says something: how far it is indented, and what it says.
  private struct Line {
    var indentation: Int
    var text: Substring

    init(_ line: Substring) {
      text = line.drop { $0 == " " }
      indentation = line.count - text.count
    }
  }

  /// Reads a text, and refuses what the tests could not run.
  init(_ text: String) throws {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(Line.init)
    var (index, input, group) = (0, "", "")
    var isInSteps = false
    var stepIndentation = 0
    while index < lines.count {
      var line = lines[index]
      index += 1
      if line.text.isEmpty || line.text.hasPrefix("#") { continue }
      if line.text == "steps:" {
        (isInSteps, stepIndentation) = (true, line.indentation + 2)
        continue
      }
      guard isInSteps else {
        // The inputs of an action: names at one level, what is said of them at the next.
        if line.indentation == 2 { input = Self.pair(line.text).key }
        if line.indentation == 4, line.text.hasPrefix("default:") {
          defaults[input] = Self.pair(line.text).value
        }
        continue
      }
      if line.indentation < stepIndentation {
        isInSteps = false
        continue
      }
      if line.text.hasPrefix("- ") {
        steps.append(WorkflowStep())
        group = ""
        line.text = line.text.dropFirst(2)
        line.indentation += 2
      }
      let (key, value) = Self.pair(line.text)
      if line.indentation == stepIndentation + 4 {
        switch group {
        case "with": steps[steps.count - 1].inputs[key] = value
        case "env": steps[steps.count - 1].environment[key] = value
        default: throw Unexpected(line: String(line.text))
        }
        continue
      }
      guard line.indentation == stepIndentation + 2 else {
        throw Unexpected(line: String(line.text))
      }
      group = value.isEmpty ? key : ""
      switch key {
      case "name": steps[steps.count - 1].name = value
      case "uses": steps[steps.count - 1].uses = value
      case "if": steps[steps.count - 1].condition = value
      case "run" where value == "|":
        let block = lines[index...].prefix {
          $0.text.isEmpty || $0.indentation >= stepIndentation + 4
        }
        index += block.count
        steps[steps.count - 1].run = block.map { line in
          let depth = max(0, line.indentation - stepIndentation - 4)
          return String(repeating: " ", count: depth) + line.text
        }.joined(separator: "\n")
      case "run": steps[steps.count - 1].run = value
      case "shell", "id", "with", "env": break
      default: throw Unexpected(line: String(line.text))
      }
    }
  }

  /// A line that the tests do not know how to run.
  struct Unexpected: Error { var line: String }

  private static func pair(_ text: Substring) -> (key: String, value: String) {
    let key = text.prefix { $0 != ":" }
    var value = text.dropFirst(key.count + 1).drop { $0 == " " }
    for quote in ["'", "\""] where value.hasPrefix(quote) && value.hasSuffix(quote) {
      value = value.dropFirst().dropLast()
    }
    return (String(key), String(value))
  }
}
