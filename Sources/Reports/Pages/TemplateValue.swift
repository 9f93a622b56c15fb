// SPDX-License-Identifier: GPL-3.0-or-later

import Mustache

/// What a name in a template stands for.
///
/// An empty text stands for nothing, so that a section of that name is left out, and yet hides the
/// same name farther out.
enum TemplateValue {
  case text(String)
  case flag(Bool)
  case list([TemplateValue])
  case object([String: TemplateValue])

  /// No value.
  static let nothing = TemplateValue.flag(false)

  /// A whole number.
  static func number(_ value: Int) -> TemplateValue { .text(String(value)) }
}

extension TemplateValue: MustacheParent {
  func child(named name: String) -> Any? {
    guard case .object(let values) = self else { return nil }
    return values[name]
  }
}

extension TemplateValue: MustacheCustomRepresentation {
  var representation: Any? {
    switch self {
    case .text(let text): text.isEmpty ? nil : text
    case .flag(let flag): flag
    case .list(let values): values
    case .object(let values): values
    }
  }
}

extension TemplateValue: ExpressibleByStringLiteral, ExpressibleByStringInterpolation {
  init(stringLiteral value: String) { self = .text(value) }
}

extension TemplateValue: ExpressibleByBooleanLiteral {
  init(booleanLiteral value: Bool) { self = .flag(value) }
}

extension TemplateValue: ExpressibleByArrayLiteral {
  init(arrayLiteral elements: TemplateValue...) { self = .list(elements) }
}

extension TemplateValue: ExpressibleByDictionaryLiteral {
  init(dictionaryLiteral elements: (String, TemplateValue)...) {
    self = .object(Dictionary(uniqueKeysWithValues: elements))
  }
}
