import Compute
import Documents
import Text

/// Documents made at random, and what tests do with documents.
enum Samples {
  private static let fragments = [
    "<p>", "</p>", "<b>", "</b>", "<i class=x>", "</i>", "<br>", "<br/>", "<div translate=no>", "</div>",
    "<!-- c -->",
    "<!-->", "<!DOCTYPE html>", "<a href='x' title=\"Hello & bye\">", "</a>", "<img alt=Sun src=s>",
    "<script>", "</script>",
    "<title>", "</title>", "<code>", "</code>", "<pre>", "</pre>", "<span translate=\"no\">", "</span>", "<",
    ">", "&",
    "&amp;", "&nbsp;", "&copy", "&#x41;", "&#0;", "&unknown;", "\"", "'", "=", "/", "</", "<!", "<?",
    "<![CDATA[", "]]>",
    " ", "\n", "\r\n", "\t", "Hello", "world.", "agua ñandú", "😀", "\u{A0}", "1,5", "<html lang=en>",
    "<html>", "<li>",
    "</li>", "<ul>", "</ul>", "<td>", "<textarea>", "</textarea>", "<svg>", "</svg>", "<p", "<!--", "-->",
    "</b x>",
    "<input type=submit value='Go'>", "\u{2028}", "\r", "<meta name=description content=\"A page\">",
  ]

  /// Pieces of markup in any order.
  static func soup(_ random: inout RandomSource) -> String {
    (0..<Int.random(in: 0...24, using: &random)).map { _ in fragments.randomElement(using: &random)! }
      .joined()
  }

  /// XML that is well-formed.
  static func xml(_ random: inout RandomSource, depth: Int = 0) -> String {
    (0..<Int.random(in: 1...4, using: &random)).map { _ -> String in
      switch Int.random(in: 0...(depth > 3 ? 5 : 8), using: &random) {
      case 0: return "Hello world. "
      case 1: return "agua &amp; &#233;l "
      case 2: return "\n  "
      case 3: return "<![CDATA[a < b]]>"
      case 4: return "<!-- c --><?pi x?>"
      case 5: return "<x/>"
      default:
        let name = ["p", "b", "i:t", "list"].randomElement(using: &random)!
        let attribute = ["", " a='1'", " translate=\"no\"", " xml:space='preserve'"].randomElement(
          using: &random)!
        return "<\(name)\(attribute)>\(xml(&random, depth: depth + 1))</\(name)>"
      }
    }.joined()
  }

  /// What a document becomes when `change` is done to the text of each unit.
  static func change(
    _ document: any TranslatableDocument, target: LanguageTag? = nil, _ change: (String) -> String
  ) -> String {
    let translations = document.units.map { unit in
      MarkedText(change(unit.text), tags: unit.tags)
    }
    return document.renderedText(with: translations, target: target)
  }

  static func html(_ text: String, _ options: DocumentOptions = DocumentOptions()) throws
    -> any TranslatableDocument
  {
    try DocumentFormat.html.open(text: text, options: options)
  }
}
