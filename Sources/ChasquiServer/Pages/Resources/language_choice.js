import { byId, fillSelect } from "./elements.js";
import { compareNames, languageName, message } from "./messages.js";

/** The two lists of languages: the target's holds what the source can be translated into. */
export class LanguageChoice {
  #languages = [];
  #detected = null;
  #sourceSelect = byId("source-language");
  #targetSelect = byId("target-language");
  /** Called when a person chose another language. */
  onchange = () => {};

  constructor() {
    this.#sourceSelect.addEventListener("change", () => {
      this.#detected = null;
      this.#fillTargets();
      this.#keep();
      this.onchange();
    });
    this.#targetSelect.addEventListener("change", () => {
      this.#keep();
      this.onchange();
    });
  }

  /** `auto`, or a language's code. */
  get source() {
    return this.#sourceSelect.value;
  }

  get target() {
    return this.#targetSelect.value;
  }

  /** The source as far as it is known: chosen or detected. */
  get knownSource() {
    return this.source === "auto" ? this.#detected : this.source;
  }

  /** Takes the languages that the server knows. */
  fill(languages) {
    this.#languages = languages.map((each) => ({ ...each, label: each.name ?? languageName(each.code) }));
    this.#languages.sort((a, b) => compareNames(a.label, b.label));
    const sources = this.#languages.filter((each) => each.targets.length > 0);
    fillSelect(this.#sourceSelect, [
      { value: "auto", label: message("translate.detect") },
      ...sources.map((each) => ({ value: each.code, label: each.label })),
    ], sessionStorage.getItem("chasqui-source") ?? "auto");
    this.#fillTargets(sessionStorage.getItem("chasqui-target") ?? undefined);
  }

  /** Shows which language the text is in; the targets are then those of this language. */
  setDetected(code) {
    this.#detected = code;
    const option = this.#sourceSelect.options[0];
    option.textContent = code === null
      ? message("translate.detect") : message("translate.detected", { language: languageName(code) });
    if (this.source === "auto") this.#fillTargets();
  }

  /** What the target's writers may choose between. */
  conventions() {
    const targets = this.#languages.flatMap((each) => each.targets);
    return targets.find((each) => each.code === this.target && each.conventions?.length)?.conventions ?? [];
  }

  /** Tells whether the languages could be exchanged. */
  swap() {
    const [source, target] = [this.knownSource, this.target];
    const isPossible = source !== null
      && this.#languages.some((each) => each.code === target && each.targets.some(({ code }) => code === source));
    if (!isPossible) return false;
    this.#sourceSelect.value = target;
    this.setDetected(null);
    this.#fillTargets(source);
    this.#keep();
    return true;
  }

  #fillTargets(value) {
    const known = this.knownSource;
    const codes = new Set(this.#languages.filter((each) => known === null || each.code === known)
      .flatMap((each) => each.targets.map(({ code }) => code)));
    const targets = [...codes].map((code) => ({
      value: code, label: this.#languages.find((each) => each.code === code)?.label ?? languageName(code),
    })).sort((a, b) => compareNames(a.label, b.label));
    // A text in an unknown language or one without a model leaves the list as it was.
    if (targets.length > 0) fillSelect(this.#targetSelect, targets, value);
  }

  #keep() {
    sessionStorage.setItem("chasqui-source", this.source);
    sessionStorage.setItem("chasqui-target", this.target);
  }
}
