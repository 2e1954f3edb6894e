import { call, path } from "./api.js";
import { entryDifference } from "./entry_text.js";
import { byId, element } from "./elements.js";
import { formatTime, message } from "./messages.js";
import { failure, notify } from "./page.js";

const pageLength = 50;

/** What was done to a glossary, by whom and when; each change can be undone. */
export class HistoryDialog {
  #glossary = null;
  #last = null;
  #undone;

  constructor({ undone }) {
    this.#undone = undone;
    byId("more-changes").addEventListener("click", () => this.#load(this.#last));
  }

  async open(glossary) {
    this.#glossary = glossary;
    byId("changes").replaceChildren();
    byId("history-dialog").showModal();
    await this.#load();
  }

  /** Undoes a change, as a change of its own. */
  async undo(number) {
    const isOpen = byId("history-dialog").open;
    try {
      await call(path(["v1", "changes", String(number), "undo"]), { method: "POST" });
      await this.#undone();
      if (isOpen) {
        byId("changes").replaceChildren();
        await this.#load();
        byId("changes").querySelector("button")?.focus();
      }
      notify(message("history.undone"));
    } catch (problem) {
      if (isOpen) byId("history-trouble").replaceChildren(failure(problem));
      else notify(problem.message);
    }
  }

  async #load(before) {
    byId("history-trouble").replaceChildren();
    try {
      const { changes } = await call(
        path(["v1", "glossaries", this.#glossary, "history"], { before, limit: pageLength }));
      byId("changes").append(...changes.map((change) => element("li", {},
        ...changeText(change),
        element("button", {
          type: "button", class: "plain", "aria-label": message("history.undoNamed", { count: change.number }),
          onclick: () => this.undo(change.number),
        }, message("common.undo")))));
      this.#last = changes[changes.length - 1]?.number;
      byId("more-changes").hidden = changes.length < pageLength;
    } catch (problem) {
      byId("history-trouble").replaceChildren(failure(problem, () => this.#load(before)));
    }
  }
}

/** Fills a list with what happened to one entry, the lines that went and those that came. */
export function fillChanges(list, changes) {
  list.replaceChildren(...changes.map(({ change, before, after }) => {
    const { removed, added } = entryDifference(before, after);
    return element("li", {}, ...changeText(change), differenceList(removed, added));
  }));
}

export function differenceList(removed, added) {
  return element("ul", { class: "difference" },
    removed.map((line) => element("li", { class: "gone" }, element("del", {}, line))),
    added.map((line) => element("li", { class: "come" }, element("ins", {}, line))));
}

function changeText(change) {
  return [element("p", {},
    element("strong", {}, message(`change.${change.kind}`, { count: change.parts, number: change.undone })),
    element("span", { class: "help" }, ` ${message("history.by", {
      author: change.author, time: formatTime(change.time), number: String(change.number),
    })}`))];
}
