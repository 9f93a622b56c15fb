// SPDX-License-Identifier: GPL-3.0-or-later

internal import Mustache

/// A document with places for results: a Mustache template in some language.
///
/// What stands in those places is escaped for the language, unless the template asks for markup.
public struct Template: Sendable {
  /// The templates that are built in, by the name that users know them by.
  public enum Name: String, Sendable, CaseIterable {
    /// The report as one HTML file.
    case report = "report.html"
    /// A table in LaTeX.
    case table = "table.tex"
  }

  /// A language to escape for.
  enum Language: String, CaseIterable {
    case html = "WARMUP-STATS-HTML"
    case latex = "WARMUP-STATS-LATEX"

    func escape(_ text: String) -> String {
      switch self {
      case .html: text.escapedForXML
      case .latex: text.escapedForLaTeX
      }
    }
  }

  private let parsed: MustacheTemplate

  /// How deep sections may be nested: the engine calls itself for each.
  private static let deepest = 64

  /// The texts that users can read and start from, by name: the templates, and what a table in
  /// LaTeX needs in the preamble of its document.
  package static var builtInTexts: [(name: String, text: String)] {
    Name.allCases.map { ($0.rawValue, text(of: $0)) } + [("preamble.tex", LaTeXRenderer.preamble)]
  }

  /// The text of a built-in template, which documents the names that it uses.
  package static func text(of name: Name) -> String {
    let bytes =
      switch name {
      case .report: PackageResources.report_html
      case .table: PackageResources.table_tex
      }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// A built-in template.
  public static func builtIn(_ name: Name) -> Template {
    do {
      return try Template(text(of: name), replacing: name)
    } catch {
      preconditionFailure("a built-in template is malformed: \(error)")
    }
  }

  /// Reads a template that stands in for a built-in one, whose language it is in.
  ///
  /// - Throws: Where it is malformed.
  public init(_ text: String, replacing name: Name) throws(TemplateError) {
    _ = Self.languagesAreKnown
    if let line = TemplateNesting.firstLine(of: text, deeperThan: Self.deepest) {
      throw TemplateError(
        line: line, column: 1,
        reason: "expected sections nested \(Self.deepest) deep at most, found deeper ones")
    }
    let pragma = "{{%CONTENT_TYPE:\(Self.language(of: name).rawValue)}}"
    do {
      parsed = try MustacheTemplate(string: pragma + text)
    } catch let error as MustacheTemplate.ParserError {
      let (line, column) = (error.context.lineNumber, error.context.columnNumber)
      throw TemplateError(
        line: line, column: line == 1 ? max(1, column - pragma.count) : column,
        reason: Self.words(for: error.error))
    } catch {
      throw TemplateError(line: 1, column: 1, reason: "\(error)")
    }
  }

  /// The document with values in its places.
  func render(_ values: TemplateValue) -> String {
    parsed.render(values)
  }

  /// What is wrong with a template, for those who do not know the template engine.
  private static func words(for error: any Error) -> String {
    switch error as? MustacheTemplate.Error {
    case .sectionCloseNameIncorrect: "expected the end of the section that was opened last"
    case .unfinishedName: "expected the end of a name"
    case .expectedSectionEnd: "expected the end of a section, found that of the template"
    case .invalidSetDelimiter: "expected two delimiters between equals signs"
    case .invalidConfigVariableSyntax, .unrecognisedConfigVariable:
      "expected a name, found a percent sign"
    case .illegalTokenInsideInheritSection, .textInsideInheritSection,
      .transformAppliedToInheritanceSection:
      "expected nothing but blocks in what is inherited"
    // The engine's parser ran out of text, which is an error that it keeps to itself.
    case nil: "expected the end of a name, found that of the template"
    }
  }

  private static func language(of name: Name) -> Language {
    switch name {
    case .report: .html
    case .table: .latex
    }
  }

  private struct EscapedContent: MustacheContentType {
    var language: Language

    func escapeText(_ text: String) -> String { language.escape(text) }
  }

  /// Reading it makes the languages known to the template engine, once.
  private static let languagesAreKnown: Void = {
    for language in Language.allCases {
      MustacheContentTypes.register(EscapedContent(language: language), named: language.rawValue)
    }
  }()
}

/// Where and why a template is malformed.
public struct TemplateError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The line, from 1.
  public var line: Int
  /// The column, from 1.
  public var column: Int
  /// The reason: what was expected, and what was found.
  public var reason: String

  /// Place and reason, as one line.
  public var description: String { "line \(line), column \(column): \(reason)" }
}
