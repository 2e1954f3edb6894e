import { call, path } from "./api.js";
import { entryLines } from "./entry_text.js";
import { byId, element, icon } from "./elements.js";
import { fillChanges } from "./history_dialog.js";
import { languageName, message, shortTag } from "./messages.js";
import { failure } from "./page.js";

const partsOfSpeech = ["", "noun", "verb", "adjective", "adverb", "properNoun", "other"];
const statuses = ["preferred", "admitted", "deprecated", "forbidden"];
const usualTags = ["ay", "en", "es", "fr", "gn", "pt", "pt-BR", "qu"];

/** The form for a concept: a new one, or one that is there, with its version. */
export class EntryDialog {
  #dialog = byId("entry-dialog");
  #saved;
  #glossary = null;
  #stored = null;
  #rows = 0;

  constructor({ saved }) {
    this.#saved = saved;
    byId("entry-form").addEventListener("submit", (event) => {
      event.preventDefault();
      this.#save(this.#stored?.version);
    });
    byId("entry-cancel").addEventListener("click", () => this.#dialog.close());
    byId("entry-remove").addEventListener("click", () => this.#remove());
    byId("add-term").addEventListener("click", () => this.#addTerm({}, true));
    byId("add-definition").addEventListener("click", () => this.#addDefinition({}, true));
    byId("entry-history").addEventListener("toggle", () => this.#showHistory());
  }

  /** Opens the form: with `stored` as it is, or empty for a concept in the languages of `pair`. */
  open(summary, stored, pair) {
    this.#glossary = summary.glossary.name;
    const tags = new Set([...usualTags, ...summary.languages.map((each) => shortTag(each.language))]);
    byId("tags").replaceChildren(...[...tags].sort().map((value) => element("option", { value }, languageName(value))));
    this.#fill(stored, pair);
    if (!this.#dialog.open) this.#dialog.showModal();
    byId("terms").querySelector("[data-field=text]").focus();
  }

  #fill(stored, pair) {
    this.#stored = stored;
    const entry = stored?.entry ?? {
      domain: "", definitions: [], note: "", source: "", isUntranslatable: false,
      terms: [{ language: pair.source }, { language: pair.target }],
    };
    byId("entry-title").textContent = stored
      ? message("entry.titleEdit", { identifier: entry.identifier }) : message("entry.titleNew");
    byId("entry-trouble").replaceChildren();
    byId("terms").replaceChildren();
    byId("definitions").replaceChildren();
    for (const term of entry.terms) this.#addTerm(term);
    if (entry.terms.length === 0) this.#addTerm({});
    for (const definition of entry.definitions) this.#addDefinition(definition);
    byId("entry-domain").value = entry.domain;
    byId("entry-source").value = entry.source;
    byId("entry-note").value = entry.note;
    byId("entry-untranslatable").checked = entry.isUntranslatable;
    byId("entry-remove").hidden = stored === null;
    byId("entry-history").hidden = stored === null;
    byId("entry-history").open = false;
  }

  #addTerm(term, isFocused = false) {
    const field = (name, control, label, className = "") => {
      control.id = `term-${this.#rows}-${name}`;
      control.dataset.field = name;
      return element("div", { class: className }, element("label", { htmlFor: control.id }, message(label)), control);
    };
    const select = (options, value, prefix) => {
      const made = element("select", {}, options.map((each) =>
        element("option", { value: each }, each ? message(`${prefix}.${each}`) : message("entry.notGiven"))));
      made.value = value;
      return made;
    };
    this.#rows += 1;
    const number = byId("terms").childElementCount + 1;
    const row = element("fieldset", { class: "term-row" },
      element("legend", { class: "visually-hidden" }, message("entry.termNumber", { count: number })),
      field("text", element("input", { value: term.text ?? "", required: true }), "entry.term", "wide"),
      field("language", element("input", {
        value: shortTag(term.language ?? ""), list: "tags", placeholder: "es, pt-BR", required: true,
        spellcheck: false, autocapitalize: "none",
      }), "entry.language"),
      field("status", select(statuses, term.status ?? "preferred", "status"), "entry.status"),
      field("partOfSpeech", select(partsOfSpeech, term.partOfSpeech ?? "", "part"), "entry.partOfSpeech"),
      field("forms", element("input", { value: (term.forms ?? []).join("; ") }), "entry.formsLabel", "wide"),
      field("note", element("input", { value: term.note ?? "" }), "entry.termNote", "wide"),
      element("div", { class: "term-foot wide" },
        element("label", { class: "check" },
          element("input", { type: "checkbox", checked: term.isCaseSensitive === true, dataset: { field: "case" } }),
          message("entry.caseSensitive")),
        element("button", {
          type: "button", class: "quiet", "aria-label": message("entry.removeTerm", { count: number }),
          onclick: () => {
            row.remove();
            byId("add-term").focus();
          },
        }, icon("close"), message("common.remove"))));
    byId("terms").append(row);
    if (isFocused) row.querySelector("[data-field=text]").focus();
  }

  #addDefinition(definition, isFocused = false) {
    this.#rows += 1;
    const [textID, languageID] = [`definition-${this.#rows}-text`, `definition-${this.#rows}-language`];
    const row = element("div", { class: "term-row" },
      element("div", { class: "wide" }, element("label", { htmlFor: textID }, message("entry.definition")),
        element("textarea", { id: textID, rows: 2, value: definition.text ?? "", dataset: { field: "text" } })),
      element("div", {}, element("label", { htmlFor: languageID }, message("entry.language")),
        element("input", {
          id: languageID, list: "tags", value: definition.language ? shortTag(definition.language) : "",
          dataset: { field: "language" }, placeholder: "es, pt-BR", spellcheck: false,
        })));
    byId("definitions").append(row);
    if (isFocused) row.querySelector("textarea").focus();
  }

  /** What the form says; throws a message for the first thing that is missing. */
  #entry() {
    const value = (row, name) => row.querySelector(`[data-field=${name}]`).value.trim();
    const terms = [];
    for (const row of byId("terms").children) {
      const text = value(row, "text");
      if (text === "") continue;
      terms.push({
        text, language: checkedTag(value(row, "language"), text), status: value(row, "status"),
        partOfSpeech: value(row, "partOfSpeech"), note: value(row, "note"),
        forms: value(row, "forms").split(";").map((form) => form.trim()).filter(Boolean),
        isCaseSensitive: row.querySelector("[data-field=case]").checked,
      });
    }
    if (terms.length === 0) throw new Error(message("entry.needsTerm"));
    const definitions = [...byId("definitions").children].map((row) => ({
      text: value(row, "text"), language: value(row, "language"),
    })).filter(({ text }) => text !== "").map(({ text, language }) =>
      language === "" ? { text } : { text, language: checkedTag(language, text) });
    return {
      identifier: this.#stored?.entry.identifier ?? "", terms, definitions,
      domain: byId("entry-domain").value.trim(), source: byId("entry-source").value.trim(),
      note: byId("entry-note").value.trim(), isUntranslatable: byId("entry-untranslatable").checked,
    };
  }

  async #save(version) {
    const trouble = byId("entry-trouble");
    let entry;
    try {
      entry = this.#entry();
      const saved = this.#stored
        ? await call(this.#path(entry.identifier), {
          method: "PUT", json: entry, headers: { "If-Match": `"${version}"` },
        })
        : await call(path(["v1", "glossaries", this.#glossary, "entries"]), { json: entry });
      this.#dialog.close();
      const identifier = saved.entry.identifier;
      this.#saved(identifier, message("entry.saved"), await this.#lastChange(identifier));
    } catch (problem) {
      if (problem.status === 409 && this.#stored) await this.#showConflict(entry, problem);
      else trouble.replaceChildren(failure(problem));
      trouble.scrollIntoView({ block: "nearest" });
    }
  }

  async #remove() {
    const { entry, version } = this.#stored;
    try {
      await call(this.#path(entry.identifier), { method: "DELETE", headers: { "If-Match": `"${version}"` } });
      this.#dialog.close();
      this.#saved(entry.identifier, message("entry.removed"), await this.#lastChange(entry.identifier));
    } catch (problem) {
      if (problem.status === 409) await this.#showConflict(entry, problem);
      else byId("entry-trouble").replaceChildren(failure(problem));
    }
  }

  /** Shows the person's version beside the one that somebody saved meanwhile. */
  async #showConflict(mine, problem) {
    const trouble = byId("entry-trouble");
    let theirs;
    try {
      theirs = await call(this.#path(mine.identifier));
    } catch {
      return trouble.replaceChildren(failure(problem));
    }
    const version = (title, entry) => element("div", {}, element("h3", {}, title),
      element("ul", {}, entryLines(entry).map((line) => element("li", {}, line))));
    trouble.replaceChildren(element("div", { class: "conflict", role: "alert" },
      element("p", {}, message("conflict.title")),
      element("div", { class: "grid-two" },
        version(message("conflict.yours"), mine), version(message("conflict.theirs"), theirs.entry)),
      element("div", { class: "actions" },
        element("button", { type: "button", class: "strong", onclick: () => this.#overwrite(theirs) },
          message("conflict.keepYours")),
        element("button", { type: "button", class: "plain", onclick: () => this.#fill(theirs) },
          message("conflict.takeTheirs")))));
    trouble.querySelector("button").focus();
  }

  #overwrite(theirs) {
    this.#stored = theirs;
    return this.#save(theirs.version);
  }

  async #showHistory() {
    if (!byId("entry-history").open) return;
    const list = byId("entry-history").querySelector("ol");
    try {
      const { changes } = await call(`${this.#path(this.#stored.entry.identifier)}/history`);
      fillChanges(list, changes);
    } catch (problem) {
      list.replaceChildren(element("li", {}, problem.message));
    }
  }

  /** The number of the last change of an entry, so that it can be undone; undefined if it is not to be had. */
  async #lastChange(identifier) {
    try {
      return (await call(`${this.#path(identifier)}/history`)).changes[0]?.change.number;
    } catch {
      return undefined;
    }
  }

  #path(identifier) {
    return path(["v1", "glossaries", this.#glossary, "entries", identifier]);
  }
}

function checkedTag(tag, text) {
  try {
    return Intl.getCanonicalLocales(tag)[0] ?? fail(text);
  } catch {
    return fail(text);
  }
}

function fail(text) {
  throw new Error(message("entry.needsLanguage", { text }));
}
