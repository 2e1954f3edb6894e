// swift-tools-version: 6.1
import PackageDescription

let package = Package(
  name: "chasqui-benchmarks",
  platforms: [.macOS(.v15)],
  dependencies: [
    .package(name: "chasqui", path: ".."),
    .package(url: "https://github.com/apple/swift-argument-parser", "1.8.2"..<"2.0.0"),
  ],
  targets: [
    .executableTarget(
      name: "ChasquiBenchmarks",
      dependencies: [
        .product(name: "Chasqui", package: "chasqui"),
        .product(name: "ChasquiModules", package: "chasqui"),
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: [
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
      ])
  ],
  swiftLanguageModes: [.v6]
)
