import { byId, element } from "./elements.js";
import { message } from "./messages.js";

/**
 * The translation as words: one stop for the Tab key, arrows move among the words, and the word under the
 * pointer or the focus shows its source words and its phrase.
 */
export class WordView {
  hasTerms = false;
  hasUnknown = false;
  #place = byId("words");
  #mirror = byId("mirror");
  #source = "";
  #parts = new Map();
  #words = [];
  #byElement = new WeakMap();
  /** The word under the pointer or the focus, and after it the others of its phrase. */
  #lit = [];
  #fromSource = [];
  #stopped = null;
  #open;
  #choices;

  constructor({ open, choices }) {
    this.#open = open;
    this.#choices = choices;
    const place = this.#place;
    place.addEventListener("pointerover", (event) => this.#light(this.#wordAt(event.target)));
    place.addEventListener("pointerleave", () => this.#light(this.#wordAt(document.activeElement)));
    place.addEventListener("focusin", (event) => this.#focused(this.#wordAt(event.target)));
    place.addEventListener("focusout", () => this.#light(null));
    place.addEventListener("click", (event) => {
      // Who selects text to copy it does not ask for the panel.
      const word = this.#wordAt(event.target);
      if (word && getSelection().isCollapsed) this.#open(word);
    });
    place.addEventListener("keydown", (event) => this.#key(event));
  }

  setSource(text) {
    this.#source = text;
    this.#mark([], []);
  }

  /** Shows the parts of a translation; those that are as they were keep their elements. */
  show(parts, languages) {
    const focused = this.#place.contains(document.activeElement) ? document.activeElement : null;
    const known = this.#parts;
    this.#parts = new Map(parts.map((part) => {
      const choices = part.sentences.map((sentence) => this.#choices.get(sentence.key) ?? "").join("\n");
      const old = known.get(part.start);
      const isSame = old?.translation === part.translation && old.choices === choices;
      return [part.start, isSame ? old : this.#part(part, choices)];
    }));
    const shown = [...this.#parts.values()];
    this.#place.replaceChildren(...shown.map((part) => part.element));
    this.#place.lang = languages?.target ?? "";
    this.#words = shown.flatMap((part) => part.words);
    this.#place.hidden = shown.length === 0;
    // Without words to choose it is a text and no list.
    if (this.#words.length > 0) this.#place.setAttribute("role", "listbox");
    else this.#place.removeAttribute("role");
    this.hasTerms = this.#words.some((word) => word.term);
    this.hasUnknown = this.#words.some((word) => word.isUnknown);
    this.#light(null);
    this.#stop(this.#wordAt(focused) ?? this.#words[0] ?? null);
    if (focused) this.#stopped?.element.focus();
  }

  focus(word) {
    (this.#words.find((each) => each === word) ?? this.#words[0])?.element.focus();
  }

  focusSentence(sentence) {
    (this.#words.find((each) => each.sentence.key === sentence.key) ?? this.#words[0])?.element.focus();
  }

  /** Lights the words that come from the source word at `offset`. */
  showFromSource(offset) {
    for (const word of this.#fromSource) word.element.classList.remove("from-source");
    const isThere = ({ sentence }) =>
      offset >= sentence.sourceStart && offset <= sentence.sourceStart + sentence.source.length;
    const sentence = this.#words.find(isThere)?.sentence;
    const token = sentence?.sourcePlaces.findIndex(([from, to]) =>
      offset >= sentence.sourceStart + from && offset <= sentence.sourceStart + to) ?? -1;
    this.#fromSource = token < 0 ? [] : this.#words.filter((word) =>
      word.sentence === sentence && word.sourceTokens.includes(token));
    for (const word of this.#fromSource) word.element.classList.add("from-source");
  }

  #part(part, choices) {
    const made = element("span", { role: "presentation" });
    const words = [];
    let end = 0;
    for (const sentence of part.sentences) {
      made.append(part.translation.text.slice(end, sentence.targetStart), this.#sentence(sentence, words));
      end = sentence.targetEnd;
    }
    made.append(part.translation.text.slice(end));
    return { translation: part.translation, choices, element: made, words };
  }

  #sentence(sentence, words) {
    const chosen = this.#choices.get(sentence.key);
    const made = element("span", { class: `sentence ${sentence.level}`, role: "presentation" });
    if (chosen !== undefined) {
      made.append(this.#word(
        { sentence, tokens: [], sourceTokens: [], phrase: null, isChosen: true }, chosen, words));
    } else {
      let end = 0;
      for (const { from, to, tokens } of mergedPlaces(sentence.targetPlaces)) {
        const text = sentence.text.slice(from, to);
        made.append(sentence.text.slice(end, from));
        made.append(/[\p{L}\p{N}]/u.test(text) ? this.#word(describe(sentence, tokens), text, words) : text);
        end = to;
      }
      made.append(sentence.text.slice(end));
    }
    if (sentence.level === "low") {
      made.append(element("span", { class: "to-check", "aria-hidden": "true" }, message("confidence.check")));
    }
    return made;
  }

  #word(word, text, words) {
    const from = word.sourceTokens.map((token) => tokenText(word.sentence, token)).join(" ");
    const remarks = [
      word.isChosen && message("words.chosen"),
      from && message("words.from", { text: from }),
      word.term && message("words.term"),
      word.isUnknown && message("words.unknown"),
      word.sentence.level === "low" && message("confidence.low"),
    ].filter(Boolean);
    word.text = text;
    word.element = element("span", {
      class: ["word", word.term && "term", word.isUnknown && "unknown", word.isChosen && "chosen"]
        .filter(Boolean).join(" "),
      role: "option", tabIndex: -1, "aria-selected": "false",
      "aria-label": [text, ...remarks].join(", "),
    }, text);
    this.#byElement.set(word.element, word);
    words.push(word);
    return word.element;
  }

  #wordAt(target) {
    const found = target?.closest?.(".word");
    return found && this.#place.contains(found) ? this.#byElement.get(found) : null;
  }

  #focused(word) {
    if (!word) return;
    this.#stop(word);
    this.#light(word);
  }

  /** Makes `word` the one at which the Tab key stops. */
  #stop(word) {
    if (this.#stopped) this.#stopped.element.tabIndex = -1;
    if (word) word.element.tabIndex = 0;
    this.#stopped = word;
  }

  #light(word) {
    if (word === this.#lit[0] && word) return;
    for (const each of this.#lit) {
      each.element.classList.remove("lit", "in-phrase");
      each.element.setAttribute("aria-selected", "false");
    }
    this.#lit = word ? [word] : [];
    if (word?.phrase) {
      this.#lit.push(...this.#words.filter((each) =>
        each !== word && each.sentence === word.sentence && each.phrase === word.phrase));
    }
    this.#lit.forEach((each, index) => each.element.classList.add(index === 0 ? "lit" : "in-phrase"));
    word?.element.setAttribute("aria-selected", "true");
    if (!word) return this.#mark([], []);
    const { sentence, phrase } = word;
    const inSource = (tokens) => tokens.filter((token) => sentence.sourcePlaces[token])
      .map((token) => sentence.sourcePlaces[token].map((offset) => offset + sentence.sourceStart));
    this.#mark(inSource(word.sourceTokens), inSource(phrase ? indices(phrase.source) : []));
  }

  /** Marks places of the source text behind the text field. */
  #mark(strong, weak) {
    const text = this.#source;
    const pieces = [];
    let end = 0;
    const all = [...strong.map((place) => [...place, "strong"]), ...weak.map((place) => [...place, "weak"])]
      .sort((a, b) => a[0] - b[0] || (a[2] === "strong" ? -1 : 1));
    for (const [from, to, kind] of all) {
      if (from < end || to > text.length) continue;
      pieces.push(text.slice(end, from), element("mark", { class: kind }, text.slice(from, to)));
      end = to;
    }
    // A text that ends with a line break has a last, empty line.
    this.#mirror.replaceChildren(...pieces, text.slice(end) + "\u200B");
  }

  #key(event) {
    const word = this.#wordAt(event.target);
    if (!word) return;
    const index = this.#words.indexOf(word);
    const moves = {
      ArrowRight: index + 1, ArrowLeft: index - 1, Home: 0, End: this.#words.length - 1,
      ArrowDown: this.#line(index, 1), ArrowUp: this.#line(index, -1),
    };
    if (event.key in moves) {
      event.preventDefault();
      this.#words[Math.max(0, Math.min(moves[event.key], this.#words.length - 1))].element.focus();
    } else if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      this.#open(word);
    }
  }

  /** The word of the line below or above that is nearest to the one at `index`. */
  #line(index, direction) {
    const here = this.#words[index].element.getBoundingClientRect();
    let [best, distance, line] = [index, Infinity, null];
    for (let next = index + direction; next >= 0 && next < this.#words.length; next += direction) {
      const there = this.#words[next].element.getBoundingClientRect();
      if (Math.abs(there.top - here.top) < here.height / 2) continue;
      line ??= there.top;
      if (Math.abs(there.top - line) > here.height / 2) break;
      if (Math.abs(there.left - here.left) < distance) [best, distance] = [next, Math.abs(there.left - here.left)];
    }
    return best;
  }
}

/** Tokens that stand in the same place, such as those of a contraction, are one word. */
function mergedPlaces(places) {
  const merged = [];
  places.forEach(([from, to], token) => {
    const last = merged[merged.length - 1];
    if (last && from < last.to) {
      last.to = Math.max(to, last.to);
      last.tokens.push(token);
    } else if (to > from) merged.push({ from, to, tokens: [token] });
  });
  return merged;
}

function describe(sentence, tokens) {
  const covers = ([from, to]) => tokens.some((token) => token >= from && token < to);
  const phrase = sentence.phrases?.find((each) => covers(each.target)) ?? null;
  const linked = new Set((sentence.alignment ?? []).filter(([, target]) => tokens.includes(target)).map(([s]) => s));
  const sourceTokens = linked.size > 0 ? [...linked].sort((a, b) => a - b) : phrase ? indices(phrase.source) : [];
  const term = sentence.terms?.find((each) => each.target && covers(each.target)) ?? null;
  const isUnknown = !term && (phrase?.origin === "copied" || phrase?.origin === "similar-word");
  return { sentence, tokens, phrase, sourceTokens, term, isUnknown };
}

/** The words that a range of tokens spells in the sentence's source. */
function tokenText(sentence, token) {
  const place = sentence.sourcePlaces[token];
  return place ? sentence.source.slice(...place) : "";
}

function indices([from, to]) {
  return Array.from({ length: to - from }, (_, index) => from + index);
}
