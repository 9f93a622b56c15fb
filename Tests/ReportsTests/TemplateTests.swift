// SPDX-License-Identifier: GPL-3.0-or-later

import Reports
import Testing

@Suite struct TemplateTests {
  @Test func aTemplateReplacesTheBuiltInOneAndStillEscapes() throws {
    let template = try Template(
      "{{#sections}}{{#groups}}{{#rows}}{{#cells}}{{text}};{{/cells}}{{/rows}}{{/groups}}{{/sections}}",
      replacing: .report)
    let table = Table(
      title: "t", columns: [Column(name: "a", heading: "A", content: .text, role: .label)],
      rows: [Row(cells: [.text("<b>&\"'")])])
    #expect(HTMLRenderer(template: template).render(table) == "&lt;b&gt;&amp;&quot;&#39;;")
  }

  @Test func aTemplateInLaTeXEscapesForLaTeX() throws {
    let template = try Template("{{#tables}}{{title}}{{/tables}}", replacing: .table)
    let table = Table(title: "50 % & more", columns: [], rows: [])
    #expect(try LaTeXRenderer(template: template).render(table) == #"50 \% \& more"#)
  }

  @Test func aMalformedTemplateIsRefusedWithItsPlace() {
    let error = #expect(throws: TemplateError.self) {
      try Template("fine\n{{#open}}never closed", replacing: .report)
    }
    #expect(error?.line == 2)
  }

  @Test(arguments: [
    ("Hi {{#title", "line 1, column 12: expected the end of a name, found that of the template"),
    (
      "{{#groups}}{{/sections}}",
      "line 1, column 15: expected the end of the section that was opened last"
    ),
    (
      "{{#groups}}",
      "line 1, column 12: expected the end of a section, found that of the template"
    ),
    (
      "{{title}",
      "line 1, column 8: expected the end of a name, found that of the template"
    ),
  ])
  func whatIsMalformedIsSaidInWords(text: String, words: String) {
    let error = #expect(throws: TemplateError.self) { try Template(text, replacing: .report) }
    #expect(error?.description == words)
  }

  /// Cells are written in Swift; what is left in a template can be read on a screen.
  @Test func noLineOfATemplateIsLong() {
    for (name, text) in Template.builtInTexts {
      let longest = text.split(separator: "\n").map(\.count).max() ?? 0
      #expect(longest <= 200, "\(name)")
    }
  }

  @Test(arguments: Template.Name.allCases)
  func builtInTemplatesCanBeWrittenAndReadAgain(name: Template.Name) throws {
    let text = Template.text(of: name)
    #expect(text.contains("\n"))
    _ = try Template(text, replacing: name)
  }
}
