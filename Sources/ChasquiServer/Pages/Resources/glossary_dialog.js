import { call, path } from "./api.js";
import { byId } from "./elements.js";
import { message } from "./messages.js";
import { failure, notify } from "./page.js";

/** Makes a glossary, or changes what is said about one. */
export class GlossaryDialog {
  #glossary = null;
  #saved;
  #changing;

  /** `saved` gets the name of what is to be shown then; `changing` comes before a glossary goes or is renamed. */
  constructor({ saved, changing }) {
    this.#saved = saved;
    this.#changing = changing;
    byId("glossary-form").addEventListener("submit", (event) => {
      event.preventDefault();
      this.#save();
    });
    byId("glossary-remove").addEventListener("click", () => this.#remove());
  }

  open(glossary) {
    this.#glossary = glossary;
    byId("glossary-dialog-title").textContent = message(glossary ? "glossary.describe" : "glossary.new");
    byId("glossary-trouble").replaceChildren();
    byId("glossary-name").value = glossary?.name ?? "";
    byId("glossary-full-title").value = glossary?.title ?? "";
    byId("glossary-license").value = glossary?.license ?? "";
    byId("glossary-source").value = glossary?.source ?? "";
    byId("glossary-note").value = glossary?.note ?? "";
    byId("glossary-remove").hidden = glossary === null;
    byId("glossary-dialog").showModal();
  }

  async #save() {
    const glossary = {
      name: byId("glossary-name").value.trim(), title: byId("glossary-full-title").value.trim(),
      license: byId("glossary-license").value.trim(), source: byId("glossary-source").value.trim(),
      note: byId("glossary-note").value.trim(),
    };
    try {
      if (this.#glossary) {
        this.#changing();
        await call(path(["v1", "glossaries", this.#glossary.name]), { method: "PATCH", json: glossary });
      } else await call("/v1/glossaries", { json: glossary });
      byId("glossary-dialog").close();
      await this.#saved(glossary.name);
      notify(message("glossary.saved"));
    } catch (problem) {
      byId("glossary-trouble").replaceChildren(failure(problem));
      if (this.#glossary) await this.#saved(this.#glossary.name);
    }
  }

  async #remove() {
    const { name } = this.#glossary;
    this.#changing();
    try {
      const change = await call(path(["v1", "glossaries", name]), { method: "DELETE" });
      byId("glossary-dialog").close();
      await this.#saved(null);
      const undo = async () => {
        try {
          await call(path(["v1", "changes", String(change.number), "undo"]), { method: "POST" });
          await this.#saved(name);
        } catch (problem) {
          notify(problem.message);
        }
      };
      notify(message("glossary.removed", { name }),
        change?.number === undefined ? undefined : { label: message("common.undo"), run: undo });
    } catch (problem) {
      byId("glossary-trouble").replaceChildren(failure(problem));
      await this.#saved(name);
    }
  }
}
