// swift-tools-version: 6.2
// SPDX-License-Identifier: GPL-3.0-or-later

import PackageDescription

/// What scripts/benchmark times; a package of its own, so that the library's shows the product.
let package = Package(
  name: "benchmarks",
  dependencies: [
    .package(name: "warmup-stats", path: "../.."),
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
  ],
  targets: [
    .executableTarget(
      name: "timing",
      dependencies: [
        .product(name: "Changepoints", package: "warmup-stats"),
        .product(name: "WarmupStats", package: "warmup-stats"),
        .product(name: "ResultsFiles", package: "warmup-stats"),
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "OrderedCollections", package: "swift-collections"),
      ],
      swiftSettings: [
        .swiftLanguageMode(.v6),
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .treatAllWarnings(as: .error),
      ])
  ]
)
