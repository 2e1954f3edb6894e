import { call, path } from "./api.js";
import { byId, element, icon, marked } from "./elements.js";
import { formatPercent, message, messageIfAny } from "./messages.js";
import { failure } from "./page.js";

const shownSentences = 3;

/**
 * Where a phrase of the translation comes from, what else it could be, and the glossary's word on it; below
 * the word that was asked about, or at the foot of a narrow window.
 */
export class PhrasePanel {
  #place = byId("phrase");
  #actions;
  #word = null;
  #request = null;

  constructor(actions) {
    this.#actions = actions;
    this.#place.addEventListener("keydown", (event) => {
      if (event.key === "Escape") {
        event.stopPropagation();
        this.#close();
      }
    });
    byId("phrase-close").addEventListener("click", () => this.#close());
    document.addEventListener("pointerdown", (event) => {
      if (!this.#place.hidden && !this.#place.contains(event.target)) this.hide();
    });
    addEventListener("resize", () => this.#move());
  }

  hide() {
    this.#request?.abort();
    this.#place.hidden = true;
    this.#word?.element.classList.remove("asked");
  }

  async open(word) {
    this.hide();
    this.#word = word;
    word.element.classList.add("asked");
    const body = byId("phrase-body");
    byId("phrase-title").replaceChildren(...this.#title(word));
    body.replaceChildren(element("p", { class: "help" }, message("common.loading")));
    this.#place.hidden = false;
    this.#move();
    this.#place.focus({ preventScroll: true });
    await this.#fill(body, word);
    this.#move();
    if (!this.#place.hidden) this.#place.scrollIntoView({ block: "nearest" });
  }

  #close() {
    this.hide();
    this.#actions.close(this.#word);
  }

  #title({ sentence, phrase, text, isChosen }) {
    if (isChosen || !phrase) return [element("span", {}, text)];
    return [
      element("span", { class: "phrase-source" }, phraseText(sentence, phrase, "source")), " → ",
      element("span", {}, phraseText(sentence, phrase, "target") || message("origin.nothing")),
    ];
  }

  async #fill(body, word) {
    const { sentence } = word;
    this.#request = new AbortController();
    const signal = this.#request.signal;
    const options = this.#actions.options();
    const request = {
      text: sentence.source, source: options.source, target: options.target, glossaries: options.glossaries,
      include: ["sentences", "evidence", "phraseAlternatives"], alternatives: 4, split: "none",
    };
    if (options.convention) request.convention = options.convention;
    try {
      const translation = (await call("/v1/translate", { json: request, signal })).translations[0];
      const detail = translation.sentences?.[0];
      const phrase = word.phrase && detail ? samePhrase(word.phrase, detail) : null;
      body.replaceChildren(
        ...this.#chosen(word), ...this.#via(sentence), ...this.#origin(sentence, phrase ?? word.phrase), ...this.#term(word.term),
        ...this.#alternatives(sentence, phrase, translation.target), ...this.#evidence(sentence, phrase),
        ...this.#sentences(sentence, phrase, translation), this.#foot(sentence));
    } catch (problem) {
      if (problem.name === "AbortError") return;
      body.replaceChildren(failure(problem, () => this.open(word)));
    }
  }

  #chosen({ sentence, isChosen }) {
    if (!isChosen) return [];
    return [element("p", {}, message("phrase.yourChoice")), element("p", {}, element("button", {
      type: "button", class: "plain", onclick: () => this.#choose(sentence, null),
    }, message("phrase.backToBest")))];
  }

  #via(sentence) {
    return sentence.via === undefined ? [] : [element("p", {}, message("phrase.via", { text: sentence.via }))];
  }

  #origin(sentence, phrase) {
    if (!phrase) return [];
    const sentences = [message(`origin.${phrase.origin}`)];
    if (phrase.origin === "corpus" && phrase.probability !== undefined) {
      const key = phrase.probability >= 0.75 ? "often" : phrase.probability >= 0.3 ? "sometimes" : "rarely";
      sentences.push(message(`probability.${key}`, { percent: formatPercent(phrase.probability) }));
    }
    return [element("p", { class: "origin" }, sentences.join(" "))];
  }

  #term(term) {
    if (!term) return [];
    const status = term.status && messageIfAny(`status.${term.status}`);
    return [
      element("h3", {}, message("phrase.term")),
      element("p", {}, element("strong", {}, term.text || term.term), status ? ` — ${status}. ` : ". ",
        element("a", { href: path(["glossary"], { name: term.glossary, entry: term.entry }) },
          message("phrase.openTerm", { glossary: term.glossary }))),
    ];
  }

  #alternatives(sentence, phrase, lang) {
    if (!phrase?.alternatives?.length) return [];
    return [
      element("h3", {}, message("phrase.alternatives")),
      element("ul", { class: "choices" }, phrase.alternatives.map((each) =>
        this.#choice(sentence, each.sentence, lang, each.text || message("origin.nothing")))),
    ];
  }

  #sentences(sentence, phrase, translation) {
    const known = [sentence.text, ...(phrase?.alternatives ?? []).map((each) => each.sentence)];
    const others = (translation.alternatives ?? []).filter((text) => !known.includes(text)).slice(0, shownSentences);
    if (others.length === 0) return [];
    return [
      element("h3", {}, message("phrase.sentences")),
      element("ul", { class: "choices" }, others.map((text) => this.#choice(sentence, text, translation.target))),
    ];
  }

  /** A button that puts `text` in the place of the sentence; `part` is what differs. */
  #choice(sentence, text, lang, part) {
    return element("li", {}, element("button", {
      type: "button", class: "choice", lang, onclick: () => this.#choose(sentence, text),
    }, part && element("strong", {}, part), element("span", {}, text)));
  }

  #evidence(sentence, phrase) {
    if (!phrase?.evidence?.length) return [];
    const [source, target] = [phraseText(sentence, phrase, "source"), phraseText(sentence, phrase, "target")];
    return [
      element("h3", {}, message("phrase.evidence")),
      element("ul", { class: "evidence" }, phrase.evidence.map((each) => element("li", {},
        element("p", {}, ...marked(each.source, source)),
        element("p", { class: "evidence-target" }, ...marked(each.target, target)),
        element("p", { class: "help" }, each.author
          ? message("phrase.fromMemory", { author: each.author })
          : message("phrase.fromCorpus", { corpus: each.corpus }))))),
    ];
  }

  #foot(sentence) {
    return element("div", { class: "phrase-foot" },
      element("p", { class: "count" }, message(`confidence.${sentence.level}`)),
      element("button", {
        type: "button", class: "plain", onclick: () => {
          this.hide();
          this.#actions.correct(sentence);
        },
      }, icon("edit"), message("phrase.correct")));
  }

  #choose(sentence, text) {
    this.hide();
    this.#actions.choose(sentence, text);
  }

  /** Stands below its word where there is room. */
  #move() {
    if (this.#place.hidden || !this.#word) return;
    const isWide = matchMedia("(min-width: 48rem)").matches;
    const { style } = this.#place;
    if (!isWide || !this.#word.element.isConnected) {
      style.top = style.left = "";
      return;
    }
    const word = this.#word.element.getBoundingClientRect();
    const frame = this.#place.offsetParent.getBoundingClientRect();
    const left = Math.min(word.left - frame.left, frame.width - this.#place.offsetWidth);
    style.left = `${Math.max(0, left)}px`;
    style.top = `${word.bottom - frame.top + 8}px`;
  }
}

/** The phrase of a sentence that was translated again which covers what `phrase` covers. */
function samePhrase(phrase, sentence) {
  const overlap = (each) => Math.min(each.source[1], phrase.source[1]) - Math.max(each.source[0], phrase.source[0]);
  return sentence.phrases.reduce((best, each) => (overlap(each) > (best ? overlap(best) : 0) ? each : best), null);
}

/** What a phrase spells on one side. */
function phraseText(sentence, phrase, side) {
  const places = side === "source" ? sentence.sourcePlaces : sentence.targetPlaces;
  const [from, to] = phrase[side];
  if (from >= to || !places[from] || !places[to - 1]) return "";
  return (side === "source" ? sentence.source : sentence.text).slice(places[from][0], places[to - 1][1]);
}
