import { call, path, send } from "./api.js";
import { byId, element, save } from "./elements.js";
import { message } from "./messages.js";
import { failure } from "./page.js";

/** Saves a glossary as a file. */
export class ExportDialog {
  #glossary = null;

  constructor({ pair }) {
    byId("export-form").addEventListener("submit", async (event) => {
      event.preventDefault();
      const format = new FormData(byId("export-form")).get("format");
      const { source, target } = pair();
      try {
        const response = await send(
          path(["v1", "glossaries", this.#glossary, "export"], { format, source, target }));
        save(await response.blob(), `${this.#glossary}.${format}`);
        byId("export-dialog").close();
      } catch (problem) {
        byId("export-trouble").replaceChildren(failure(problem));
      }
    });
  }

  open(glossary) {
    this.#glossary = glossary;
    byId("export-trouble").replaceChildren();
    byId("export-dialog").showModal();
  }
}

/** Shows what in a glossary should be looked at. */
export class CheckDialog {
  #pair;
  #open;
  #request = null;

  constructor({ pair, open }) {
    this.#pair = pair;
    this.#open = open;
    byId("check-dialog").addEventListener("close", () => this.#request?.abort());
  }

  async open(glossary) {
    this.#request?.abort();
    const { signal } = (this.#request = new AbortController());
    const list = byId("findings");
    list.replaceChildren(element("li", { class: "help" }, message("common.loading")));
    byId("check-trouble").replaceChildren();
    if (!byId("check-dialog").open) byId("check-dialog").showModal();
    try {
      const { findings } = await call(path(["v1", "glossaries", glossary, "check"], this.#pair()), { signal });
      list.replaceChildren(...(findings.length === 0
        ? [element("li", {}, message("check.nothing"))] : findings.map((finding) => this.#finding(finding))));
    } catch (problem) {
      if (problem.name === "AbortError") return;
      list.replaceChildren();
      byId("check-trouble").replaceChildren(failure(problem, () => this.open(glossary)));
    }
  }

  #finding(finding) {
    return element("li", {},
      element("p", {}, element("strong", {}, message(`severity.${finding.severity}`)), " ", finding.message,
        element("span", { class: "help" }, ` ${finding.advice}`)),
      element("div", { class: "toolbar" }, finding.entries.map(({ identifier }) => element("button", {
        type: "button", class: "plain", onclick: () => {
          byId("check-dialog").close();
          this.#open(identifier);
        },
      }, message("check.open-entry", { identifier })))));
  }
}
