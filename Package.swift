// swift-tools-version: 6.2
// SPDX-License-Identifier: GPL-3.0-or-later

import PackageDescription

/// What every Swift target of the package is compiled with.
let settings: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .strictMemorySafety(),
  .treatAllWarnings(as: .error),
]

let argumentParser = Target.Dependency.product(
  name: "ArgumentParser", package: "swift-argument-parser")
let collections = Target.Dependency.product(
  name: "OrderedCollections", package: "swift-collections")
let realModule = Target.Dependency.product(name: "RealModule", package: "swift-numerics")

let package = Package(
  name: "warmup-stats",
  products: [
    .executable(name: "warmup-stats", targets: ["warmup-stats"]),
    .library(name: "Changepoints", targets: ["Changepoints"]),
    .library(name: "WarmupStats", targets: ["WarmupStats"]),
    .library(name: "ResultsFiles", targets: ["ResultsFiles"]),
    .library(name: "Reports", targets: ["Reports"]),
    .library(name: "Recording", targets: ["Recording"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
    .package(url: "https://github.com/apple/swift-numerics", from: "1.1.1"),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
    .package(url: "https://github.com/LebJe/TOMLKit", from: "0.6.0"),
    .package(url: "https://github.com/swiftlang/swift-docc-plugin", from: "1.5.0"),
  ],
  targets: [
    // System libraries and the C and C++ that meets them.
    .systemLibrary(name: "CGSL", pkgConfig: "gsl", providers: [.apt(["libgsl-dev"])]),
    .systemLibrary(
      name: "CArchive", pkgConfig: "libarchive",
      providers: [.apt(["libarchive-dev", "zlib1g-dev"])]),
    .target(
      name: "CSimdJSON",
      linkerSettings: [.linkedLibrary("simdjson")]),
    .target(name: "CKernels"),
    .target(name: "CRows"),
    .target(name: "CCores"),
    .target(name: "CTerminal"),
    .target(name: "CLauncher"),

    // The rooms, from the ground up; each imports only what stands before it.
    .target(name: "GSL", dependencies: ["CGSL"], swiftSettings: settings),
    .target(
      name: "Changepoints", dependencies: ["GSL", "CKernels", realModule], swiftSettings: settings),
    .target(
      name: "WarmupStats",
      dependencies: ["Changepoints", "GSL", "CKernels", collections, realModule],
      swiftSettings: settings),
    .target(
      name: "ResultsFiles",
      dependencies: ["WarmupStats", "CSimdJSON", "CArchive", "CRows", "CCores", collections],
      swiftSettings: settings),
    .target(
      name: "Reports",
      dependencies: [
        "WarmupStats", "ResultsFiles", "Changepoints", realModule,
        .product(name: "Mustache", package: "swift-mustache"),
      ],
      resources: [
        .embedInCode("HTML/report.html"), .embedInCode("LaTeX/table.tex"),
        .embedInCode("LaTeX/preamble.tex"),
      ],
      swiftSettings: settings),
    .target(
      name: "Recording",
      dependencies: [
        "WarmupStats", "ResultsFiles", "CLauncher", "CArchive", collections,
        .product(name: "TOMLKit", package: "TOMLKit"),
      ],
      resources: [
        .embedInCode("Runners/Files/runner.py"), .embedInCode("Runners/Files/runner.js"),
        .embedInCode("Runners/Files/Runner.java"), .embedInCode("Runners/Files/runner.rb"),
        .embedInCode("Runners/Files/runner.lua"), .embedInCode("Runners/Files/runner_c.txt"),
        .embedInCode("Runners/Files/runner_swift.txt"),
      ],
      swiftSettings: settings),
    // The command is a library, so that tests and the fuzzer run it within their process, and a
    // program of one file.
    .target(
      name: "Command",
      dependencies: [
        "WarmupStats", "ResultsFiles", "Reports", "Recording", "GSL", "CTerminal", argumentParser,
        collections,
      ],
      path: "Sources/warmup-stats", exclude: ["Main.swift"], swiftSettings: settings),
    .executableTarget(
      name: "warmup-stats", dependencies: ["Command", "CTerminal"],
      path: "Sources/warmup-stats",
      exclude: ["Arguments", "Output", "Subcommands", "WarmupStatsCommand.swift"],
      sources: ["Main.swift"], swiftSettings: settings),

    // What scripts/evaluate runs; no product.
    .executableTarget(
      name: "evaluation",
      dependencies: [
        "WarmupStats", "ResultsFiles", "Changepoints", realModule, argumentParser, collections,
      ],
      swiftSettings: settings),

    // Tests mirror the rooms. What scripts/fuzz runs is shared with them; no product.
    .target(
      name: "TestSupport", dependencies: ["WarmupStats", "ResultsFiles", "Command", collections],
      path: "Tests/TestSupport", swiftSettings: settings),
    .executableTarget(
      name: "fuzzing", dependencies: ["TestSupport", argumentParser], path: "Tests/Fuzzing",
      swiftSettings: settings),
    .testTarget(name: "GSLTests", dependencies: ["GSL", realModule], swiftSettings: settings),
    .testTarget(
      name: "ChangepointsTests",
      dependencies: ["Changepoints", "CKernels", "TestSupport", realModule],
      swiftSettings: settings),
    .testTarget(
      name: "WarmupStatsTests",
      dependencies: [
        "WarmupStats", "ResultsFiles", "Changepoints", "GSL", "evaluation", "TestSupport",
        realModule, collections,
      ],
      swiftSettings: settings),
    .testTarget(
      name: "ResultsFilesTests",
      dependencies: ["ResultsFiles", "WarmupStats", "TestSupport", collections],
      swiftSettings: settings),
    .testTarget(
      name: "ReportsTests",
      dependencies: [
        "Reports", "WarmupStats", "ResultsFiles", "Changepoints", "TestSupport", collections,
      ],
      swiftSettings: settings),
    .testTarget(
      name: "RecordingTests",
      dependencies: [
        "Recording", "WarmupStats", "ResultsFiles", "TestSupport", "CLauncher", collections,
      ],
      swiftSettings: settings),
    .testTarget(
      name: "CommandTests",
      dependencies: [
        "warmup-stats", "Command", "WarmupStats", "ResultsFiles", "Reports", "Changepoints",
        "TestSupport", collections,
      ],
      swiftSettings: settings),
  ]
)
