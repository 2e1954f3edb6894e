import { call } from "./api.js";
import { byId, element } from "./elements.js";
import { message, messageIfAny } from "./messages.js";
import { debounced } from "./page.js";

/** A sentence of the person's, translated with the glossary and without; again after each edit. */
export class TestSentence {
  #field = byId("test-sentence");
  #place = byId("test-result");
  #pair;
  #glossary;
  #request = null;
  #soon;

  constructor({ pair, glossary }) {
    this.#pair = pair;
    this.#glossary = glossary;
    this.#field.value = sessionStorage.getItem("chasqui-test") ?? "";
    this.#soon = debounced(350, () => this.run());
    this.#field.addEventListener("input", () => {
      sessionStorage.setItem("chasqui-test", this.#field.value);
      this.#soon();
    });
  }

  /** Gives up a translation that is under way or would come soon. */
  stop() {
    this.#request?.abort();
    this.#soon.cancel();
  }

  async run() {
    this.stop();
    const text = this.#field.value.trim();
    if (text === "") return this.#place.replaceChildren();
    const { signal } = (this.#request = new AbortController());
    const { source, target } = this.#pair();
    const translate = async (glossaries) => (await call("/v1/translate", {
      json: { text, source, target, glossaries, include: ["sentences"] }, signal,
    })).translations[0];
    try {
      const [without, having] = await Promise.all([translate([]), translate([this.#glossary()])]);
      const terms = (having.sentences ?? []).flatMap((sentence) => sentence.terms ?? []);
      this.#show(having.text, without.text, target, terms);
    } catch (problem) {
      if (problem.name !== "AbortError") this.#place.replaceChildren(element("dd", {}, problem.message));
    }
  }

  #show(having, without, target, terms) {
    this.#place.replaceChildren(
      element("dt", {}, message("test.with")), element("dd", { lang: target, class: "with" }, having),
      element("dt", {}, message("test.without")), element("dd", { lang: target }, without),
      element("dt", {}, message("test.terms")),
      element("dd", {}, terms.length === 0 ? message("test.noTerms") : element("ul", { class: "term-list" },
        terms.map((term) => element("li", {}, `${term.form} → ${term.text || message("test.broken")}`,
          term.status && element("span", { class: "tag" }, messageIfAny(`status.${term.status}`)))))));
  }
}
