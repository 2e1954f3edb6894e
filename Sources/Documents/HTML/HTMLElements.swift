/// What is to be known of the elements of HTML.
enum HTMLElements {
  enum RawContent {
    /// Text with character references, but no tags.
    case references
    /// Neither.
    case nothing
  }

  /// The kind of content of elements in which `<` is a character.
  static func rawContent(of name: String) -> RawContent? {
    switch name {
    case "title", "textarea": .references
    case "script", "style", "xmp", "iframe", "noembed", "noframes", "plaintext": .nothing
    default: nil
    }
  }

  /// Elements without content.
  static let void: Set<String> = [
    "area", "base", "basefont", "bgsound", "br", "col", "embed", "frame", "hr", "img", "input", "keygen",
    "link",
    "meta", "param", "source", "track", "wbr",
  ]

  /// Elements that stand in a sentence. All others, also those that are unknown, end it.
  static let inline: Set<String> = [
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "blink", "cite", "code", "data", "del", "dfn", "em",
    "font",
    "i", "img", "input", "ins", "kbd", "label", "mark", "math", "meter", "nobr", "output", "picture",
    "progress",
    "q", "rb", "rp", "rt", "ruby", "s", "samp", "script", "slot", "small", "source", "span", "strike",
    "strong",
    "style", "sub", "sup", "svg", "time", "tt", "u", "var", "wbr",
  ]

  /// Elements whose content no translation touches, unless they say `translate="yes"`.
  static let untranslated: Set<String> = [
    "code", "iframe", "kbd", "math", "noembed", "noframes", "samp", "script", "style", "svg", "var", "xmp",
  ]

  /// Of those, the ones that are no word of the sentence.
  static let invisible: Set<String> = ["script", "style"]

  /// Elements that a reader sees with their line ends.
  static let preformatted: Set<String> = ["listing", "pre", "textarea"]

  private static let blocks: Set<String> = [
    "address", "article", "aside", "audio", "base", "blockquote", "body", "br", "button", "canvas", "caption",
    "center", "col", "colgroup", "dd", "details", "dialog", "div", "dl", "dt", "fieldset", "figcaption",
    "figure",
    "footer", "form", "frame", "frameset", "h1", "h2", "h3", "h4", "h5", "h6", "head", "header", "hgroup",
    "hr",
    "html", "iframe", "legend", "li", "link", "main", "menu", "meta", "nav", "noscript", "object", "ol",
    "optgroup", "option", "p", "param", "pre", "search", "section", "select", "summary", "table", "tbody",
    "td",
    "template", "textarea", "tfoot", "th", "thead", "title", "tr", "ul", "video",
  ]

  static func isKnown(_ name: String) -> Bool { inline.contains(name) || blocks.contains(name) }

  /// The open elements that the start of `name` ends (WHATWG HTML, 13.2.6.4.7), and those behind which they are
  /// not looked for; nil if it ends none.
  static func ended(byStartOf name: String) -> (ended: Set<String>, limits: Set<String>)? {
    switch name {
    case "li": (["li"], ["ol", "ul", "menu"])
    case "dd", "dt": (["dd", "dt"], ["dl"])
    case "option": (["option"], ["select", "datalist", "optgroup"])
    case "optgroup": (["option", "optgroup"], ["select"])
    case "td", "th": (["td", "th"], ["tr", "table"])
    case "tr": (["tr"], ["table", "tbody", "thead", "tfoot"])
    case "tbody", "thead", "tfoot": (["tbody", "thead", "tfoot"], ["table"])
    case "br", "button", "canvas", "object", "video", "audio", "template", "title": nil
    default: blocks.contains(name) ? (["p"], ["button", "td", "th", "table", "caption", "object"]) : nil
    }
  }

  /// Tells whether people read the value of an attribute.
  static func isTranslatable(_ attribute: String, of token: MarkupToken, in bytes: [UInt8]) -> Bool {
    switch attribute {
    case "alt", "title", "placeholder", "aria-label", "aria-description", "aria-placeholder",
      "aria-roledescription", "aria-valuetext":
      return true
    case "label": return ["optgroup", "option", "track", "menuitem"].contains(token.name)
    case "summary": return token.name == "table"
    case "value":
      let type = token.value(of: "type", in: bytes)?.lowercased() ?? ""
      return token.name == "input" && ["submit", "button", "reset"].contains(type)
    case "content":
      let name = token.value(of: "name", in: bytes) ?? token.value(of: "property", in: bytes) ?? ""
      return token.name == "meta"
        && [
          "description", "keywords", "og:title", "og:description", "og:image:alt", "twitter:title",
          "twitter:description", "twitter:image:alt",
        ].contains(name.lowercased())
    default: return false
    }
  }
}
