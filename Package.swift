// swift-tools-version:6.2
import PackageDescription

/// Hot loops stay optimised in debug builds, so that tests are quick (a debug kernel is 30 to 60 times slower).
let kernelC: [CSetting] = [.unsafeFlags(["-O2"], .when(configuration: .debug))]

let strict: [SwiftSetting] = [.treatAllWarnings(as: .error)]

/// Rooms that loop over arrays held by classes of other rooms: exclusivity checks there cost a factor of 100.
let numeric: [SwiftSetting] = [
  .unsafeFlags(["-O"], .when(configuration: .debug)),
  .unsafeFlags(["-enforce-exclusivity=unchecked"], .when(configuration: .release)),
  .treatAllWarnings(as: .error),
]

func room(_ name: String, _ imports: [Target.Dependency], _ settings: [SwiftSetting] = strict) -> Target {
  .target(name: name, dependencies: imports, swiftSettings: settings)
}

/// - Parameter data: Folders of files that tests read by their path.
func tests(
  _ name: String, _ imports: [Target.Dependency], data: [String] = [], resources: [Resource] = []
) -> Target {
  .testTarget(
    name: "\(name)Tests", dependencies: [.byName(name: name)] + imports, exclude: data, resources: resources,
    swiftSettings: strict)
}

let package = Package(
  name: "soma",
  products: [
    .executable(name: "soma", targets: ["soma"]),
    .library(
      name: "SomaKit",
      targets: ["Arrays", "Model", "Build", "Reference", "Engine", "Training", "Record", "Export", "DL"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/attaswift/BigInt", from: "6.0.1"),
  ],
  targets: [
    // MARK: C shims
    .target(
      name: "COpenBLAS", cSettings: kernelC,
      linkerSettings: [.linkedLibrary("openblas"), .linkedLibrary("m")]),
    .target(name: "CZip", linkerSettings: [.linkedLibrary("zip")]),
    .target(name: "CSpecial", cxxSettings: [.unsafeFlags(["-O2"], .when(configuration: .debug))]),
    .target(name: "CKernels", cSettings: kernelC, linkerSettings: [.linkedLibrary("m")]),
    .target(
      name: "CTerminal",
      linkerSettings: [.linkedLibrary("edit"), .linkedLibrary("ncursesw"), .linkedLibrary("tinfo")]),

    // MARK: the library: describe, build, simulate, train
    room("Arrays", ["COpenBLAS", "CZip", "CSpecial"], numeric),
    room("Model", ["Arrays"], numeric),
    room("Build", ["Model", "Arrays"], numeric),
    room("Reference", ["Build", "Model", "Arrays"], numeric),
    room("Engine", ["Build", "Model", "Arrays", "CKernels", "COpenBLAS"], numeric),
    room("Training", ["Engine", "Arrays"], numeric),
    room("Record", ["Arrays"]),
    room("Export", ["Build", "Model", "Arrays"]),
    room("DL", ["Training", "Record", "Engine", "Build", "Model", "Arrays"], numeric),

    // MARK: the language and what scripts see
    room("Language", ["BigInt"]),
    room("Plot", ["Arrays"]),
    room(
      "Modules",
      ["Language", "DL", "Export", "Reference", "Plot", "Training", "Engine", "Build", "Model", "Arrays", "BigInt"]),

    // MARK: the terminal
    room("Terminal", ["CTerminal"]),
    room("Dashboard", ["Terminal", "Plot", "Record"]),
    room("Shell", ["Modules", "Dashboard", "Terminal", "Language", "Plot", "Record", "DL", "Model", "Arrays"]),
    .executableTarget(
      name: "soma",
      dependencies: ["Shell", .product(name: "ArgumentParser", package: "swift-argument-parser")],
      swiftSettings: strict),

    // MARK: tests
    .target(name: "_TestSupport", path: "Tests/_TestSupport", swiftSettings: strict),
    tests("Arrays", ["_TestSupport"], data: ["Data"]),
    tests("Language", [], data: ["Data", "Scripts"]),
    tests("Model", ["_TestSupport", "Arrays"], data: ["Data"]),
    tests("Build", ["Reference", "Model", "Arrays"], resources: [.copy("Data")]),
    tests("Engine", ["Reference", "Build", "Model", "Arrays"], data: ["Data"]),
    tests("Training", ["DL", "Engine", "Build", "Model", "Arrays"], data: ["Data"]),
    tests("Terminal", ["Dashboard", "Plot", "Record"], data: ["Golden"]),
    tests("Modules", ["Language"], data: ["Data"]),
    tests("Export", ["Modules", "Language", "Arrays"]),
    tests("Shell", ["Modules", "Language", "soma"]),
  ],
  swiftLanguageModes: [.v6],
  cLanguageStandard: .gnu11,
  cxxLanguageStandard: .cxx17
)
