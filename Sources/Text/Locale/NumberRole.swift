/// What a number in a text is for, as far as the words around it tell.
public enum NumberRole: Sendable {
  /// It measures or counts something, so that its decimal mark is that of its language: `3.50 €`, `2.4 million`.
  case quantity
  /// It names a part of something or a version, so that its points are no decimal marks: `Section 3.1`.
  case reference
  case unclear
}

extension TokenizedText {
  /// The role of the number at a place among the tokens.
  public func role(ofNumber index: Int) -> NumberRole {
    if hasUnit(index) { return .quantity }
    return isReference(index) ? .reference : .unclear
  }

  private func hasUnit(_ index: Int) -> Bool {
    if index > 0, ReferenceWords.currencies.contains(word(index - 1)) { return true }
    guard index + 1 < tokens.count else { return false }
    let next = word(index + 1)
    if ReferenceWords.currencies.contains(next) || ReferenceWords.units.contains(next) { return true }
    return ["per", "por", "pour"].contains(next) && index + 2 < tokens.count
      && ["cent", "ciento", "cento"].contains(word(index + 2))
  }

  /// Tells whether a word such as `section` stands before it, or before a list of numbers that it is in: `articles
  /// 12.3, 12.4 and 12.5`.
  private func isReference(_ index: Int) -> Bool {
    var index = index
    while true {
      guard let before = place(before: index) else { return false }
      if isNamed(before) { return true }
      guard ReferenceWords.links.contains(word(before)), let number = place(before: before) else {
        return false
      }
      // `3.1, and 3.2` has two links.
      let previous =
        tokens[number].kind != .number && ReferenceWords.links.contains(word(number))
        ? place(before: number) ?? number : number
      guard tokens[previous].kind == .number else { return false }
      index = previous
    }
  }

  private func place(before index: Int) -> Int? { index > 0 ? index - 1 : nil }

  /// Tells whether the token at `index`, or the word before the full stop or the sign there, announces a number.
  private func isNamed(_ index: Int) -> Bool {
    let token = word(index)
    if ReferenceWords.names.contains(token) { return true }
    guard index > 0 else { return false }
    if token == "." { return ReferenceWords.abbreviations.contains(word(index - 1)) }
    // `n. º 3.1` and `n.° 3.1`, which have a letter, a full stop and a sign.
    return token == "º" || token == "°" ? ["n", "."].contains(word(index - 1)) : false
  }

  private func word(_ index: Int) -> String {
    String(decoding: normalized[tokens[index].range], as: UTF8.self).lowercased()
  }
}

/// English, Spanish, French and Portuguese words beside numbers; in lower case.
enum ReferenceWords {
  /// What names the parts of texts, their pictures and their states.
  static let names: Set<String> = [
    "§", "§§", "nº", "n.º", "núm", "step", "steps", "item", "items", "annex", "annexes", "appendix",
    "section",
    "sections", "subsection", "subsections", "article", "articles", "chapter", "chapters", "figure",
    "figures",
    "table", "tables", "version", "versions", "release", "paragraph", "paragraphs", "clause", "clauses",
    "equation",
    "exercise", "example", "rule", "regulation", "point", "points", "sección", "secciones", "artículo",
    "artículos",
    "capítulo", "capítulos", "figura", "figuras", "tabla", "tablas", "cuadro", "cuadros", "gráfico",
    "versión",
    "versiones", "párrafo", "párrafos", "apartado", "apartados", "inciso", "incisos", "numeral", "numerales",
    "anexo", "anexos", "apéndice", "cláusula", "cláusulas", "ítem", "ítems", "paso", "pasos", "punto",
    "puntos",
    "ecuación", "ejercicio", "ejemplo", "regla", "chapitre", "chapitres", "tableau", "tableaux", "paragraphe",
    "paragraphes", "alinéa", "annexe", "annexes", "étape", "étapes", "équation", "exercice", "exemple",
    "règle",
    "seção", "seções", "secção", "secções", "artigo", "artigos", "tabela", "tabelas", "quadro", "quadros",
    "versão",
    "versões", "parágrafo", "parágrafos", "itens", "passo", "passos", "etapa", "etapas", "ponto", "pontos",
    "equação", "exercício", "exemplo", "regra", "android", "bluetooth", "html", "ios", "java", "linux",
    "macos",
    "php", "python", "ubuntu", "usb", "windows",
  ]
  /// Such words as have a full stop behind.
  static let abbreviations: Set<String> = [
    "no", "nos", "núm", "num", "n", "art", "arts", "fig", "figs", "sec", "secs", "sect", "cap", "caps", "ch",
    "chap",
    "par", "para", "paras", "párr", "párrs", "tab", "eq", "ec", "ej", "ex", "ver", "vers", "v", "al", "cl",
    "apdo",
    "inc", "vol", "app",
  ]
  /// What stands between the numbers of a list or a range.
  static let links: Set<String> = [
    ",", ";", "-", "–", "and", "or", "to", "y", "o", "e", "u", "a", "al", "et", "ou", "à", "through", "&",
    "/",
  ]
  static let currencies: Set<String> = [
    "€", "$", "£", "¥", "us$", "usd", "eur", "gbp", "bs", "s/", "₲", "r$", "euro", "euros", "dollar",
    "dollars",
    "dólar", "dólares", "pesos", "soles", "bolivianos", "guaraníes", "reais", "cents", "pounds",
  ]
  static let units: Set<String> = [
    "%", "‰", "°", "°c", "°f", "percent", "percentage", "kg", "g", "mg", "km", "m", "cm", "mm", "l", "ml",
    "ha", "t",
    "km²", "m²", "m³", "km2", "m2", "m3", "mb", "gb", "tb", "kb", "w", "kw", "mw", "kwh", "mwh", "gwh", "v",
    "hz",
    "ghz", "mhz", "thousand", "million", "millions", "billion", "billions", "trillion", "mil", "miles",
    "millón",
    "millones", "milliard", "milliards", "milhão", "milhões", "bilhão", "bilhões", "kilos", "kilograms",
    "kilogramos", "kilometres", "kilometers", "kilómetros", "metres", "meters", "metros", "litres", "liters",
    "litros", "tonnes", "tons", "toneladas", "hectares", "hectáreas", "years", "años", "hours", "horas",
    "times",
    "veces", "inches", "feet", "acres",
  ]
}
