// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Reports

/// `warmup-stats template`: a built-in template, to start from.
struct TemplateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "template",
    abstract: "Print a built-in template, to change it and use it with --template.",
    discussion: """
      Templates are Mustache. A comment at the beginning of each documents the names it may use; \
      what stands in their places is escaped for its language.

      EXAMPLES:
        warmup-stats template report.html > mine.html
        warmup-stats report --template mine.html results.json -o report.html
        warmup-stats template preamble.tex > warmup-preamble.tex
      """)

  @Argument(
    help: ArgumentHelp("The name: \(names.joined(separator: ", "))."), completion: .list(names))
  var name: String

  private static let names = Template.builtInTexts.map(\.name)

  func run() throws {
    guard let text = Template.builtInTexts.first(where: { $0.name == name })?.text else {
      throw ValidationError(
        "the templates are \(Self.names.joined(separator: ", ")), not \(name)")
    }
    try ResultWriter.write(text, to: nil)
  }
}
