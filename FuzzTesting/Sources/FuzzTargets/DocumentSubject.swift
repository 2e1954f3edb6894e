internal import Documents

/// Reads documents: what is read must come back byte for byte, and with other text in a form that can be read.
enum DocumentSubject {
  static func read(_ bytes: UnsafeRawBufferPointer, format: DocumentFormat) {
    let bytes = Array(bytes)
    _ = try? DocumentFormat.detect(name: "file", content: bytes)
    guard let document = try? format.open(bytes) else { return }
    precondition(document.rendered(with: document.units, target: nil) == bytes, "what was read comes back")
    let changed = document.units.map { MarkedText($0.text + " <&amp;\"'", tags: $0.tags.reversed()) }
    let written = document.rendered(with: changed, target: nil)
    guard format != .xml else { return }
    precondition((try? format.open(written)) != nil, "what was written can be read")
  }

  static func seeds(_ format: DocumentFormat) throws -> [[UInt8]] {
    let pairs = try StarterPairs.load(3)
    let text =
      switch format {
      case .text, .tsv: pairs.map { "\($0.source)\t\($0.target)\r\n" }.joined()
      case .csv: pairs.map { "\"\($0.source)\",\"a \"\"b\"\"\r\nc\",12\r\n" }.joined()
      case .srt, .vtt:
        "\(format == .vtt ? "WEBVTT\n\n" : "")1\n00:00:01.000 --> 00:00:02.000\n<i>\(pairs[0].source)</i>\n- {\\an8}x &amp; y\n"
      case .markdown:
        """
        ---
        a: b
        ---
        # \(pairs[0].source) {#a}

        > 1. \(pairs[1].source) **x** [y](https://a.b "c") `z` ![i](j) <br> \\* &amp;

        | a | b |
        |---|:-:|
        | c | d |

        ```
        x
        ```
        <div><p>\(pairs[2].source)</p></div>

        [k]: l
        """
      case .xml:
        "<?xml version=\"1.0\"?><d xml:lang='en'><p>\(pairs[0].source) <b>x</b> &lt; <![CDATA[y]]></p></d>"
      case .html:
        """
        <!DOCTYPE html><html lang=en><meta charset=utf-8><title>\(pairs[0].source)</title><p>\(pairs[1].source)
        <b title='x'>y</b> &amp; <code>z</code><!-- c --><pre>a\n b</pre><div translate=no>n</div>
        """
      }
    return [Array(text.utf8)]
  }
}
