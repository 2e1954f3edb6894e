import Foundation
import Testing
import Text

struct TruecaserTests {
  private static func truecaser(_ sentences: [String], locale: String = "es") throws -> Truecaser {
    var builder = TruecaserBuilder(locale: locale)
    for sentence in sentences { builder.add(sentence: sentence.split(separator: " ").map(String.init)) }
    return try TemporaryFile.with { path in
      try builder.write(to: path)
      return try Truecaser(path: path)
    }
  }

  private static let sentences = [
    "El presidente de Bolivia habló ￭. El país escuchó ￭.",
    "En La Paz ￭, el presidente habló ￭.", "La casa de la OMS está en Bolivia ￭.",
    "“￭ La OMS ￭”", "EL PRESIDENTE HABLÓ", "Cochabamba",
    "Ayer habló de la casa ￭: La casa de Bolivia ￭.",
  ]

  @Test func lowersTheFirstWordAndKeepsNames() throws {
    let truecaser = try Self.truecaser(Self.sentences)
    let result = truecaser.truecase(["El", "presidente", "de", "Bolivia", "￭.", "La", "OMS"])
    #expect(result.tokens == ["el", "presidente", "de", "Bolivia", "￭.", "la", "OMS"])
    #expect(result.pattern == .sentence)
    #expect(truecaser.truecase(["Bolivia", "habló"]).tokens == ["Bolivia", "habló"])
    #expect(truecaser.truecase(["“￭", "La", "casa"]).tokens == ["“￭", "la", "casa"])
    // Seen at a sentence start only, where a capital tells nothing.
    #expect(truecaser.bestCasing(of: "COCHABAMBA") == "cochabamba")
    #expect(truecaser.truecase(["Cochabamba", "habló"]).tokens == ["cochabamba", "habló"])
    #expect(truecaser.truecase(["en", "Cochabamba"]).tokens == ["en", "Cochabamba"])
    #expect(truecaser.bestCasing(of: "nadie") == nil)
  }

  @Test func leavesUnknownWordsAndLowerCaseWords() throws {
    let truecaser = try Self.truecaser(Self.sentences)
    #expect(truecaser.truecase(["Xyz", "habló"]).tokens == ["Xyz", "habló"])
    #expect(truecaser.truecase(["de", "cochabamba"]).tokens == ["de", "cochabamba"])
    #expect(truecaser.truecase(["la", "casa"]).pattern == .lower)
    #expect(truecaser.truecase(["de", "bolivia"]).tokens == ["de", "Bolivia"])
  }

  @Test func lowersSentencesOfCapitalsAndHeadlines() throws {
    let truecaser = try Self.truecaser(Self.sentences)
    let capitals = truecaser.truecase(["LA", "OMS", "ESTÁ", "EN", "BOLIVIA", "￭,", "ÑANDÚ"])
    #expect(capitals.tokens == ["la", "OMS", "está", "en", "Bolivia", "￭,", "ñandú"])
    #expect(capitals.pattern == .allCaps)
    #expect(truecaser.truecase(["OMS"]) == TruecasedSentence(tokens: ["OMS"], pattern: .sentence))
    let title = truecaser.truecase(["El", "Presidente", "Habló", "de", "la", "Casa"])
    #expect(title.tokens == ["el", "presidente", "habló", "de", "la", "casa"])
    #expect(title.pattern == .title)
  }

  @Test func numbersGiveTheSameCountsAsStrings() throws {
    var spellings: [String] = []
    var tokens: [UInt32] = []
    var offsets: [UInt32] = [0]
    for sentence in Self.sentences {
      for word in sentence.split(separator: " ").map(String.init) {
        if !spellings.contains(word) { spellings.append(word) }
        tokens.append(UInt32(spellings.firstIndex(of: word) ?? 0))
      }
      offsets.append(UInt32(tokens.count))
    }
    let builder = TruecaserBuilder.train(tokens: tokens, offsets: offsets, locale: "es") {
      spellings[Int($0)]
    }
    let reference = try Self.truecaser(Self.sentences)
    try TemporaryFile.with { path in
      try builder.write(to: path)
      let truecaser = try Truecaser(path: path)
      for word in spellings { #expect(truecaser.bestCasing(of: word) == reference.bestCasing(of: word)) }
    }
  }

  @Test(arguments: [
    (["¿￭", "qué", "pasa", "￭?", "nada", "￭."], "es", ["¿￭", "Qué", "pasa", "￭?", "Nada", "￭."]),
    (["'uta", "￭naka"], "ay", ["'Uta", "￭naka"]),
    (["ꞌuta"], "gn", ["ꞌUta"]),
    (["ñandu"], "gn", ["Ñandu"]),
    (["istanbul"], "tr", ["İstanbul"]),
    (["ijs"], "nl", ["IJs"]),
    (["g̃uahẽ"], "gn", ["G̃uahẽ"]),
    (["“￭", "(￭", "élan"], "fr", ["“￭", "(￭", "Élan"]),
    (["20", "casas"], "es", ["20", "casas"]),
    (["la", "web", "ejemplo", "￭.￭", "org"], "es", ["La", "web", "ejemplo", "￭.￭", "org"]),
    (["la", "casa", "…", "y", "a", "￭.", "pérez"], "es", ["La", "casa", "…", "y", "a", "￭.", "pérez"]),
    (["la", "O.N.U", "￭.", "firmó", "￭.", "sí"], "es", ["La", "O.N.U", "￭.", "firmó", "￭.", "Sí"]),
    (["", "￭", "..."], "es", ["", "￭", "..."]),
  ])
  func restoresSentences(tokens: [String], locale: String, expected: [String]) {
    #expect(Truecaser.restore(tokens, pattern: .sentence, locale: locale) == expected)
  }

  @Test func restoresOtherPatterns() {
    #expect(Truecaser.restore(["la", "Casa"], pattern: .lower, locale: "es") == ["la", "Casa"])
    #expect(Truecaser.restore(["iğne", "￭'i"], pattern: .allCaps, locale: "tr") == ["İĞNE", "￭'İ"])
    #expect(
      Truecaser.restore(["la", "casa", "de", "pie", "￭dra"], pattern: .title, locale: "es")
        == ["La", "Casa", "de", "pie", "￭dra"])
  }

  @Test func damagedFilesAreErrors() throws {
    #expect(throws: (any Error).self) { try Truecaser(path: "/nonexistent") }
    try TemporaryFile.with { path in
      try Data("rubbish".utf8).write(to: URL(fileURLWithPath: path))
      #expect(throws: (any Error).self) { try Truecaser(path: path) }
    }
  }

  @Test func emptyTraining() throws {
    let truecaser = try Self.truecaser([])
    #expect(truecaser.truecase(["Hola", ""]).tokens == ["Hola", ""])
    #expect(truecaser.truecase([]).pattern == .lower)
  }
}
