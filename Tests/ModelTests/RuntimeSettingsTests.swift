import Testing

@testable import Model

@Suite struct RuntimeSettingsTests {
  @Test func readsFilesOverDefaults() throws {
    let settings = RuntimeSettings()
    try settings.read("# mine\n[precision]\nBits: 32\n\n[own section]\nname = a = b\n; end\n")
    #expect(try settings.get("precision", "bits") == "32")
    #expect(try settings.get("own section", "NAME") == "a = b")
    #expect(try settings.get("progress", "progress_bar") == "auto")
    #expect(settings.sections.last == "own section")
    settings.reset()
    #expect(try settings.get("precision", "bits") == "64")
    #expect(!settings.hasSection("own section"))
  }

  @Test(arguments: [
    ("bits = 32", RuntimeSettings.Failure.missingSection(line: 1, "bits = 32")),
    ("[precision]\n\nbits", .malformed(line: 3, "bits")),
    ("[precision]\n= 3", .malformed(line: 2, "= 3")),
  ])
  func refusesText(text: String, failure: RuntimeSettings.Failure) {
    #expect(throws: failure) { try RuntimeSettings().read(text) }
  }

  @Test func namesWhatIsMissing() {
    let settings = RuntimeSettings()
    #expect(throws: RuntimeSettings.Failure.noSection("x")) { try settings.get("x", "y") }
    #expect(throws: RuntimeSettings.Failure.noOption("y", section: "precision")) {
      try settings.get("precision", "Y")
    }
    #expect(throws: RuntimeSettings.Failure.noSection("x")) { try settings.set("x", "y", "z") }
    #expect(throws: RuntimeSettings.Failure.duplicateSection("progress")) { try settings.addSection("progress") }
  }

  @Test(arguments: [("True", true), ("on", true), ("1", true), ("No", false), ("off", false)])
  func truth(text: String, value: Bool) throws {
    #expect(try RuntimeSettings.truth(text) == value)
    #expect(throws: RuntimeSettings.Failure.notBoolean("maybe")) { try RuntimeSettings.truth("maybe") }
  }
}
