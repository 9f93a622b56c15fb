// SPDX-License-Identifier: GPL-3.0-or-later

/// A small program that runs a benchmark again and again in one process, and hands over its times.
///
/// People may keep it beside their benchmarks: its licence asks for nothing.
public enum Runner: String, Sendable, Hashable, CaseIterable {
  case python
  case node
  case java
  case ruby
  case lua
  case c
  case swift

  /// The text of the program.
  public var text: String {
    let bytes =
      switch self {
      case .python: PackageResources.runner_py
      case .node: PackageResources.runner_js
      case .java: PackageResources.Runner_java
      case .ruby: PackageResources.runner_rb
      case .lua: PackageResources.runner_lua
      case .c: PackageResources.runner_c_txt
      case .swift: PackageResources.runner_swift_txt
      }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The name that the program's file should have.
  public var fileName: String {
    switch self {
    case .python: "runner.py"
    case .node: "runner.js"
    case .java: "Runner.java"
    case .ruby: "runner.rb"
    case .lua: "runner.lua"
    case .c: "runner.c"
    case .swift: "runner.swift"
    }
  }
}
