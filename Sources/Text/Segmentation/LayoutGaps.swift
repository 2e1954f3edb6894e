/// White space within a line that is layout rather than a space between words: it keeps its width.
enum LayoutGaps {
  /// As many spaces are a gap; between the words of justified text stand fewer.
  private static let width = 4

  /// Where gaps end that stand between words, in UTF-8 bytes.
  static func ends(in text: String) -> Set<Int> {
    var text = text
    return text.withUTF8 { bytes in
      var result: Set<Int> = []
      var index = 0
      var isBehindWord = false
      while index < bytes.count {
        guard bytes[index] == 0x20 || bytes[index] == 0x09 else {
          isBehindWord = bytes[index] != 0x0A && bytes[index] != 0x0D
          index += 1
          continue
        }
        let start = index
        var hasTab = false
        while index < bytes.count, bytes[index] == 0x20 || bytes[index] == 0x09 {
          hasTab = hasTab || bytes[index] == 0x09
          index += 1
        }
        let isBeforeWord = index < bytes.count && bytes[index] != 0x0A && bytes[index] != 0x0D
        if isBehindWord, isBeforeWord, hasTab || index - start >= width { result.insert(index) }
      }
      return result
    }
  }
}
