// swift-tools-version: 6.2
// SPDX-License-Identifier: GPL-3.0-or-later

import PackageDescription

/// Uses the library as an outsider does: through its products alone.
let package = Package(
  name: "client",
  dependencies: [.package(name: "warmup-stats", path: "../..")],
  targets: [
    .executableTarget(
      name: "client",
      dependencies: [
        .product(name: "Changepoints", package: "warmup-stats"),
        .product(name: "WarmupStats", package: "warmup-stats"),
        .product(name: "Reports", package: "warmup-stats"),
      ],
      swiftSettings: [.swiftLanguageMode(.v6), .treatAllWarnings(as: .error)])
  ]
)
