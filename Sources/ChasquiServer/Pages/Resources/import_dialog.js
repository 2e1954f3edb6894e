import { call, path } from "./api.js";
import { entryDifference, entryName } from "./entry_text.js";
import { byId, element } from "./elements.js";
import { message } from "./messages.js";
import { failure, notify } from "./page.js";
import { differenceList } from "./history_dialog.js";

const shownDifferences = 50;
const shownWarnings = 20;
const formats = { tbx: "tbx", xml: "tbx", csv: "csv", tsv: "tsv", txt: "tsv", tab: "tsv", xlsx: "xlsx" };

/** Brings a file into a glossary, after showing what that would change. */
export class ImportDialog {
  #glossary = null;
  #imported;
  #request = null;

  constructor({ imported }) {
    this.#imported = imported;
    byId("import-form").addEventListener("change", () => this.#preview());
    byId("import-form").addEventListener("submit", (event) => {
      event.preventDefault();
      this.#import();
    });
  }

  open(glossary) {
    this.#glossary = glossary;
    byId("import-form").reset();
    byId("import-trouble").replaceChildren();
    byId("import-preview").replaceChildren();
    byId("import-now").disabled = true;
    byId("import-dialog").showModal();
  }

  async #preview() {
    this.#request?.abort();
    this.#request = new AbortController();
    byId("import-now").disabled = true;
    const file = byId("import-file").files[0];
    if (!file) return;
    byId("import-preview").replaceChildren(element("p", { class: "help" }, message("common.loading")));
    try {
      const reply = await this.#send(file, { preview: true, signal: this.#request.signal });
      const summary = reply.summary ?? reply;
      const isEmpty = summary.added + summary.changed + summary.removed === 0;
      byId("import-preview").replaceChildren(element("p", {}, isEmpty ? message("import.nothing") : counts(summary)),
        ...warnings(reply.warnings ?? []), ...differences(reply.differences ?? []));
      byId("import-trouble").replaceChildren();
      byId("import-now").disabled = isEmpty;
    } catch (problem) {
      if (problem.name === "AbortError") return;
      byId("import-preview").replaceChildren();
      byId("import-trouble").replaceChildren(failure(problem));
    }
  }

  async #import() {
    const file = byId("import-file").files[0];
    byId("import-now").disabled = true;
    try {
      const reply = await this.#send(file, {});
      byId("import-dialog").close();
      await this.#imported();
      notify(counts(reply.summary ?? reply));
    } catch (problem) {
      byId("import-trouble").replaceChildren(failure(problem));
      byId("import-now").disabled = false;
    }
  }

  #send(file, { preview, signal }) {
    const ending = file.name.split(".").pop().toLowerCase();
    const mode = new FormData(byId("import-form")).get("mode");
    const address = path(["v1", "glossaries", this.#glossary, "import"], { format: formats[ending], mode, preview });
    return call(address, { body: file, headers: { "Content-Type": file.type || "application/octet-stream" }, signal });
  }
}

function counts(summary) {
  return ["added", "changed", "removed", "unchanged"].filter((key) => summary[key] > 0)
    .map((key) => message(`import.${key}`, { count: summary[key] })).join(" · ") || message("import.nothing");
}

/** What was odd in the file, as the server says it: in English. */
function warnings(all) {
  if (all.length === 0) return [];
  return [element("ul", { class: "warnings" }, all.slice(0, shownWarnings).map((warning) => element("li", {},
    warning.line > 0 && `${message("import.line", { count: warning.line })}: `,
    element("span", { lang: "en" }, warning.message))))];
}

function differences(all) {
  if (all.length === 0) return [];
  const shown = all.slice(0, shownDifferences);
  return [
    element("ul", { class: "changes" }, shown.map(({ before, after }) => {
      const { removed, added } = entryDifference(before, after);
      return element("li", {}, element("p", {}, element("strong", {}, entryName(after ?? before))),
        differenceList(removed, added));
    })),
    all.length > shown.length && element("p", { class: "help" },
      message("import.more", { count: all.length - shown.length })),
  ].filter(Boolean);
}
