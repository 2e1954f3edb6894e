extension TermSegment {
  /// Adds entries; one that is here already is replaced.
  mutating func append(_ entries: ArraySlice<VersionedEntry>, _ prepared: PreparedEntries) {
    var numbers = [UInt32](repeating: 0, count: entries.count)
    for (index, entry) in entries.enumerated() {
      let key = entry.key
      remove(key)
      if prepared.isRelevant[index] { numbers[index] = append(entry, key) }
    }
    unconditional += prepared.unconditional.map { numbers[$0] }
    skipped += prepared.skipped.map { (numbers[$0.entry], $0.term) }
    prepared.bytes.withUnsafeBytes { bytes in
      var token = 0
      var start = 0
      func nextToken() -> UInt32 {
        let range = start..<prepared.ends[token]
        token += 1
        start = range.upperBound
        return spellings.insert(UnsafeRawBufferPointer(rebasing: bytes[range]))
      }
      for pattern in prepared.patterns {
        var state = TokenTrie.root
        for _ in 0..<pattern.tokenCount { state = trie.insert(state, nextToken()) }
        let written = UInt32(writtenTokens.count)
        if pattern.traits.contains(.caseSensitive) {
          for _ in 0..<pattern.tokenCount { writtenTokens.append(nextToken()) }
        }
        append(
          Pattern(
            entry: numbers[pattern.entry], term: UInt32(pattern.term), form: UInt32(pattern.form),
            written: written, next: 0, status: pattern.status.rank, traits: pattern.traits),
          at: state)
      }
    }
  }

  /// Adds the entries of `other` that are not removed, without preparing them again.
  mutating func append(_ other: TermSegment) {
    var numbers = [UInt32](repeating: 0, count: other.entries.count)
    for (index, entry) in other.entries.enumerated() where other.isLive(index) {
      let key = entry.key
      remove(key)
      numbers[index] = append(entry, key)
    }
    for entry in other.unconditional where other.isLive(Int(entry)) {
      unconditional.append(numbers[Int(entry)])
    }
    for (entry, term) in other.skipped where other.isLive(Int(entry)) {
      skipped.append((numbers[Int(entry)], term))
    }
    var ownTokens = [UInt32?](repeating: nil, count: other.spellings.count)
    func own(_ token: UInt32) -> UInt32 {
      if let known = ownTokens[Int(token)] { return known }
      let added = other.spellings.withBytes(token) { spellings.insert($0) }
      ownTokens[Int(token)] = added
      return added
    }
    for otherState in 0..<UInt32(other.firstPatterns.count) where other.firstPatterns[Int(otherState)] != 0 {
      let tokens = other.trie.tokens(to: otherState)
      var state = TokenTrie.root
      other.forEachPattern(at: otherState) { index in
        var pattern = other.patterns[index]
        guard other.isLive(Int(pattern.entry)) else { return }
        if state == TokenTrie.root { for token in tokens { state = trie.insert(state, own(token)) } }
        if pattern.traits.contains(.caseSensitive) {
          let start = Int(pattern.written)
          pattern.written = UInt32(writtenTokens.count)
          for token in other.writtenTokens[start..<start + tokens.count] { writtenTokens.append(own(token)) }
        }
        pattern.entry = numbers[Int(pattern.entry)]
        append(pattern, at: state)
      }
    }
  }

  private mutating func append(_ entry: VersionedEntry, _ key: EntryKey) -> UInt32 {
    let place = UInt32(entries.count)
    entries.append(entry)
    let number = Int(key.withBytes { keys.insert($0) })
    if number == places.count { places.append(place) } else { places[number] = place }
    return place
  }

  private mutating func append(_ pattern: Pattern, at state: UInt32) {
    if firstPatterns.count < trie.stateCount {
      firstPatterns += repeatElement(0, count: trie.stateCount - firstPatterns.count)
    }
    var pattern = pattern
    pattern.next = firstPatterns[Int(state)]
    patterns.append(pattern)
    firstPatterns[Int(state)] = UInt32(patterns.count)
  }
}

extension TermStatus {
  /// 0 for the best.
  fileprivate var rank: UInt8 {
    switch self {
    case .preferred: 0
    case .admitted: 1
    case .deprecated: 2
    case .forbidden: 3
    }
  }
}
