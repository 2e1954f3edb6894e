// swift-tools-version: 6.1
import PackageDescription

let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

let package = Package(
  name: "chasqui-fuzzing",
  platforms: [.macOS(.v15)],
  dependencies: [.package(name: "chasqui", path: "..")],
  targets: [
    // Also a target of the main package, whose tests replay `FailCases`.
    .target(
      name: "FuzzTargets",
      dependencies: [
        .product(name: "Chasqui", package: "chasqui"),
        .product(name: "ChasquiModules", package: "chasqui"),
      ],
      swiftSettings: strict),
    .target(name: "CLibFuzzer"),
    // libFuzzer for this program alone: with it the tools that the build runs would want a function to fuzz.
    .executableTarget(
      name: "Fuzz", dependencies: ["CLibFuzzer", "FuzzTargets"], swiftSettings: strict,
      linkerSettings: [.unsafeFlags(["-sanitize=fuzzer"])]),
  ],
  swiftLanguageModes: [.v6]
)
