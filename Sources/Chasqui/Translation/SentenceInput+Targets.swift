internal import PhraseModeling
internal import Tokens

extension SentenceInput {
  /// Tells each option what can be seen only in how its target is written: its length in characters, and the words
  /// that it leaves as they are.
  mutating func measureTargets(_ words: OverlayWords) {
    let lengths = options.tokens.map { token in
      extraToken(token).map { OverlayWords.characterCount(of: $0) } ?? words.characterCount(of: token)
    }
    let copies = copies(words)
    for index in options.options.indices {
      let option = options.options[index]
      // One of the forms of a term stands there in any case: its length is no reason to choose a longer one.
      guard option.kind != .required else { continue }
      let source = Int(option.start)..<Int(option.end)
      let target = Int(option.targetOffset)..<(Int(option.targetOffset) + Int(option.targetLength))
      var characters = 0
      for place in target { characters += lengths[place] }
      options.options[index].characters = UInt16(clamping: characters)
      guard option.kind == .phrase || option.kind == .backoff else { continue }
      var untranslated = 0
      for place in target {
        let token = options.tokens[place]
        if token != SpecialToken.unknown, copies[source].contains(token) { untranslated += 1 }
      }
      options.options[index].untranslatedWords = UInt16(clamping: untranslated)
    }
  }

  /// The spelling of a target token that has a number for this sentence only.
  private func extraToken(_ token: TokenID) -> String? {
    let extra = Int(token) - firstExtra
    return extraTokens.indices.contains(extra) ? extraTokens[extra] : nil
  }

  /// The target's number of each source token that is a word in lower case, which the target may have as well; that
  /// of unknown tokens for the others. Names are to stay as they are, words seldom.
  private func copies(_ words: OverlayWords) -> [TokenID] {
    tokens.map { token in
      let isPlain = token.unicodeScalars.allSatisfy {
        $0.properties.isAlphabetic && !$0.properties.isUppercase
      }
      return isPlain ? words.id(of: token) ?? SpecialToken.unknown : SpecialToken.unknown
    }
  }
}
