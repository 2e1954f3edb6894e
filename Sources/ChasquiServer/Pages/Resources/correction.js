import { call, path } from "./api.js";
import { byId, element } from "./elements.js";
import { languageName, message } from "./messages.js";
import { failure, notify } from "./page.js";

/**
 * The dialog in which a person writes what the translation should have been. What is saved counts from the
 * next translation on, and can be undone.
 */
export function startCorrections({ languages, changed }) {
  const dialog = byId("correction");
  let fields = [];
  let pair = null;

  byId("correction-cancel").addEventListener("click", () => dialog.close());
  byId("correction-form").addEventListener("submit", async (event) => {
    event.preventDefault();
    const edited = fields.filter(({ sentence, field }) =>
      field.value.trim() !== "" && (field.value.trim() !== sentence.text || fields.length === 1));
    if (edited.length === 0) return dialog.close();
    try {
      const saved = [];
      for (const { sentence, field } of edited) {
        saved.push(await call("/v1/memory", {
          json: { ...pair, sourceText: sentence.source, targetText: field.value.trim() },
        }));
      }
      dialog.close();
      changed();
      notify(message("correction.saved", { count: saved.length }), {
        label: message("common.undo"), run: () => undo(saved),
      });
    } catch (problem) {
      byId("correction-trouble").replaceChildren(failure(problem));
    }
  });

  async function undo(units) {
    try {
      for (const unit of units) {
        await call(path(["v1", "memory", String(unit.id ?? unit.number)]), { method: "DELETE" });
      }
      changed();
      notify(message("correction.undone"));
    } catch (problem) {
      notify(problem.message);
    }
  }

  return {
    open(sentences) {
      pair = languages();
      byId("correction-trouble").replaceChildren();
      fields = sentences.map((sentence, index) => {
        const identifier = `correction-${index}`;
        const field = element("textarea", {
          id: identifier, value: sentence.text, lang: pair.target, rows: 2, spellcheck: true,
          "aria-label": message("correction.field", { language: languageName(pair.target), text: sentence.source }),
        });
        return {
          sentence, field,
          part: element("div", {}, element("label", { htmlFor: identifier, lang: pair.source }, sentence.source), field),
        };
      });
      byId("correction-fields").replaceChildren(...fields.map(({ part }) => part));
      dialog.showModal();
      fields[0]?.field.focus();
    },
  };
}
