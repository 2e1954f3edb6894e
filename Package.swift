// swift-tools-version: 6.1
import PackageDescription

let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

/// A library target of ours; the layer that it stands on is ARCHITECTURE.md's business.
///
/// - Parameter resources: whether what lies in its folders named `Resources` goes into its code.
func module(_ name: String, _ dependencies: [Target.Dependency] = [], resources: Bool = false) -> Target {
  .target(
    name: name, dependencies: dependencies, swiftSettings: strict,
    plugins: resources ? [.plugin(name: "EmbedResources")] : nil)
}

/// The tests of the module `name`, with the test kit.
func tests(_ name: String, _ dependencies: [Target.Dependency] = [], exclude: [String] = []) -> Target {
  .testTarget(
    name: "\(name)Tests",
    dependencies: [.init(stringLiteral: name), "ChasquiTestSupport"] + dependencies,
    exclude: exclude,
    swiftSettings: strict)
}

/// The scripts that visit the pages with a browser.
let visits = ["page_accessibility.py", "page_checks.py", "visit_pages.py"].map { "Pages/\($0)" }

let package = Package(
  name: "chasqui",
  platforms: [.macOS(.v15)],
  products: [
    .library(name: "Chasqui", targets: ["Chasqui"]),
    .executable(name: "chasqui", targets: ["ChasquiCommand"]),
    // The modules below the facade, for benchmarks and fuzzers.
    .library(
      name: "ChasquiModules",
      targets: [
        "Storage", "Compute", "Tokens", "Text", "Evaluation", "Corpora", "Alignment", "LanguageModeling",
        "PhraseModeling", "Terminology", "Documents", "Decoding", "Tuning",
      ]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", "1.8.2"..<"2.0.0"),
    .package(url: "https://github.com/groue/GRDB.swift", "7.10.0"..<"8.0.0"),
    .package(
      url: "https://github.com/hummingbird-project/hummingbird", "2.28.1"..<"3.0.0",
      traits: ["FullFoundation"]),
    .package(url: "https://github.com/apple/swift-nio", "2.101.2"..<"3.0.0"),
    .package(url: "https://github.com/apple/swift-nio-extras", "1.35.2"..<"2.0.0"),
    .package(url: "https://github.com/apple/swift-nio-ssl", "2.37.6"..<"3.0.0"),
    .package(url: "https://github.com/apple/swift-http-types", "1.8.0"..<"2.0.0"),
    .package(url: "https://github.com/apple/swift-log", "1.16.2"..<"2.0.0"),
    .package(url: "https://github.com/apple/swift-metrics", "2.13.0"..<"3.0.0"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", "2.13.0"..<"3.0.0"),
    .package(url: "https://github.com/apple/swift-collections", "1.6.0"..<"2.0.0"),
    .package(url: "https://github.com/jpsim/Yams", "6.2.2"..<"7.0.0"),
  ],
  targets: [
    .target(
      name: "CICU",
      linkerSettings: [.linkedLibrary("icui18n"), .linkedLibrary("icuuc")]),
    .target(name: "CMemoryGuard"),
    .executableTarget(
      name: "ResourceEmbedder", path: "Plugins/ResourceEmbedder", swiftSettings: strict),
    .plugin(name: "EmbedResources", capability: .buildTool(), dependencies: ["ResourceEmbedder"]),
    .systemLibrary(
      name: "CLibCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
    .systemLibrary(
      name: "CLibXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
    .systemLibrary(name: "CZip", pkgConfig: "libzip", providers: [.apt(["libzip-dev"])]),

    module("Storage", ["CLibCrypto", "CMemoryGuard"]),
    module("XMLReading", ["CLibXML2"]),
    module("Compute"),
    module("Databases", ["Storage", .product(name: "GRDB", package: "GRDB.swift")]),
    module("Tokens", ["Storage"]),
    module("Text", ["CICU", "Storage"], resources: true),
    module("Evaluation", ["Compute"]),
    module("Corpora", ["Text", "Tokens", "Storage", "XMLReading"], resources: true),
    module("Alignment", ["Tokens", "Compute", "Storage"]),
    module("LanguageModeling", ["Tokens", "Compute", "Storage"]),
    module("PhraseModeling", ["Tokens", "Compute", "Storage"]),
    module(
      "Terminology",
      [
        "Text", "Storage", "Databases", "Compute", "XMLReading", "CZip",
        .product(name: "GRDB", package: "GRDB.swift"),
      ]),
    module("Documents", ["Text", "Tokens", "XMLReading"]),
    module("Decoding", ["LanguageModeling", "PhraseModeling", "Tokens", "Compute"]),
    module("Tuning", ["Decoding", "Evaluation", "Compute"]),
    module(
      "Chasqui",
      [
        "Storage", "Compute", "Tokens", "Text", "Evaluation", "Corpora", "Alignment",
        "LanguageModeling", "PhraseModeling", "Terminology", "Documents", "Decoding", "Tuning",
      ]),
    module(
      "ChasquiServer",
      [
        "Chasqui", "Compute", "Databases", "Decoding", "Documents", "Storage", "Terminology", "Text",
        "Tokens",
        .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "HeapModule", package: "swift-collections"),
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "HummingbirdCore", package: "hummingbird"),
        .product(name: "HummingbirdTLS", package: "hummingbird"),
        .product(name: "HTTPTypes", package: "swift-http-types"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "Metrics", package: "swift-metrics"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "NIOFoundationCompat", package: "swift-nio"),
        .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "NIOSSL", package: "swift-nio-ssl"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
        .product(name: "UnixSignals", package: "swift-service-lifecycle"),
        .product(name: "Yams", package: "Yams"),
      ],
      resources: true),
    .executableTarget(
      name: "ChasquiCommand",
      dependencies: [
        "Chasqui", "ChasquiServer", "Corpora", "Terminology", "Documents", "Text", "Evaluation",
        "LanguageModeling", "Tokens", "Compute", "Alignment", "Decoding", "Storage",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Logging", package: "swift-log"),
      ],
      swiftSettings: strict),

    .target(
      name: "ChasquiTestSupport", path: "Tests/ChasquiTestSupport", swiftSettings: strict),
    .target(
      name: "FuzzTargets",
      dependencies: [
        "Chasqui", "Corpora", "Decoding", "Documents", "LanguageModeling", "PhraseModeling", "Storage",
        "Terminology", "Text", "Tokens",
      ],
      path: "FuzzTesting/Sources/FuzzTargets", swiftSettings: strict),
    tests("FuzzTargets"),
    tests("Storage"),
    tests("XMLReading"),
    tests("Compute"),
    tests("Databases", [.product(name: "GRDB", package: "GRDB.swift")]),
    tests("Tokens", ["Compute"]),
    tests("Text", ["Compute"]),
    tests("Evaluation", ["Compute"], exclude: ["Fixtures/make_golden.py"]),
    tests("Corpora", ["Compute"]),
    tests("Alignment", ["Compute", "Tokens"]),
    tests("LanguageModeling", ["Compute", "Storage", "Tokens"]),
    tests("PhraseModeling", ["Compute", "Tokens"]),
    tests("Terminology", ["Text", "Compute"]),
    tests("Documents", ["Compute", "Text"]),
    tests("Decoding", ["Compute", "Tokens", "LanguageModeling", "PhraseModeling"]),
    tests("Tuning", ["Compute", "Decoding"]),
    tests(
      "Chasqui",
      [
        "Compute", "Corpora", "Decoding", "Documents", "PhraseModeling", "Storage", "Terminology", "Text",
        "Tokens",
      ]),
    tests(
      "ChasquiServer",
      [
        "Chasqui", "Compute", "Databases", "Documents", "Terminology", "Text", "Storage",
        .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "HummingbirdTesting", package: "hummingbird"),
        .product(name: "HTTPTypes", package: "swift-http-types"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "Metrics", package: "swift-metrics"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
      ]),
    .testTarget(
      name: "EndToEndTests", dependencies: ["ChasquiTestSupport"], exclude: visits + ["Clients"],
      swiftSettings: strict),
  ],
  swiftLanguageModes: [.v6]
)
