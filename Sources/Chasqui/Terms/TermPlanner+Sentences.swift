internal import Terminology
internal import Text

extension TermPlanner {
  /// The sentences of `line`, those joined that a term reaches across, such as `Yahoo! Finance`. The end of a
  /// line of the text remains the end of a sentence.
  ///
  /// - Parameter processor: the text layer of the source language.
  func join(_ sentences: [Substring], of line: String, _ processor: TextProcessor) -> [Substring] {
    guard sentences.count > 1 else { return sentences }
    let text = processor.tokenize(line)
    var terms = rules.index.matches(in: text, glossaries: rules.glossaries).map { span in
      text.tokens[span.tokens.lowerBound].original
        .lowerBound..<text.tokens[span.tokens.upperBound - 1].original.upperBound
    }[...]
    var result: [Substring] = []
    for sentence in sentences {
      let start = line.utf8.distance(from: line.startIndex, to: sentence.startIndex)
      terms = terms.drop { $0.upperBound <= start }
      if let last = result.last, let term = terms.first, term.lowerBound < start,
        last.last?.isNewline == false
      {
        result[result.count - 1] = line[last.startIndex..<sentence.endIndex]
      } else {
        result.append(sentence)
      }
    }
    return result
  }
}
