import { call, path } from "./api.js";
import { CheckDialog, ExportDialog } from "./export_dialog.js";
import { EntryDialog } from "./entry_dialog.js";
import { termsIn } from "./entry_text.js";
import { byId, element, fillSelect } from "./elements.js";
import { GlossaryDialog } from "./glossary_dialog.js";
import { HistoryDialog } from "./history_dialog.js";
import { ImportDialog } from "./import_dialog.js";
import { compareNames, language, languageName, message, shortTag } from "./messages.js";
import { debounced, failure, notify, startPage } from "./page.js";
import { TestSentence } from "./test_sentence.js";

const pageLength = 100;
const address = new URL(location.href);
let glossaries = [];
let current = null;
let next = null;
let listing = null;

const search = debounced(250, () => loadEntries());

startPage();
const pair = () => ({ source: byId("from-language").value, target: byId("to-language").value });
const test = new TestSentence({ pair, glossary: () => current.glossary.name });
const entryDialog = new EntryDialog({ saved: entrySaved });
const historyDialog = new HistoryDialog({ undone: contentChanged });
const importDialog = new ImportDialog({ imported: contentChanged });
const exportDialog = new ExportDialog({ pair });
const checkDialog = new CheckDialog({ pair, open: openEntry });
const glossaryDialog = new GlossaryDialog({ saved: loadGlossaries, changing: stopAsking });
for (const button of document.querySelectorAll("[data-close]")) {
  button.addEventListener("click", () => button.closest("dialog").close());
}
byId("new-glossary").addEventListener("click", () => glossaryDialog.open(null));
byId("describe").addEventListener("click", () => glossaryDialog.open(current.glossary));
byId("add-entry").addEventListener("click", () => entryDialog.open(current, null, pair()));
byId("open-history").addEventListener("click", () => historyDialog.open(current.glossary.name));
byId("open-import").addEventListener("click", () => importDialog.open(current.glossary.name));
byId("open-export").addEventListener("click", () => exportDialog.open(current.glossary.name));
byId("open-check").addEventListener("click", () => checkDialog.open(current.glossary.name));
byId("more").addEventListener("click", () => loadEntries(next));
byId("search").addEventListener("input", search);
for (const identifier of ["from-language", "to-language"]) {
  byId(identifier).addEventListener("change", () => {
    localStorage.setItem("chasqui-glossary-pair", JSON.stringify(pair()));
    loadEntries();
    test.run();
  });
}

const wanted = address.searchParams.get("entry");
await loadGlossaries(address.searchParams.get("name"));
if (current && wanted) openEntry(wanted);

/** Loads the list of glossaries, and shows the one called `name`. */
async function loadGlossaries(name = current?.glossary.name) {
  try {
    glossaries = (await call("/v1/glossaries")).glossaries;
    byId("trouble").replaceChildren();
  } catch (problem) {
    byId("trouble").replaceChildren(failure(problem, () => loadGlossaries(name)));
    return;
  }
  glossaries.sort((a, b) => compareNames(titleOf(a), titleOf(b)));
  const chosen = glossaries.find((each) => each.glossary.name === name) ?? glossaries[0] ?? null;
  showShelf(chosen);
  await show(chosen);
}

/** Gives up what is still asked about the glossary that is shown. */
function stopAsking() {
  listing?.abort();
  test.stop();
  search.cancel();
}

function titleOf({ glossary }) {
  return glossary.title || glossary.name;
}

function showShelf(chosen) {
  byId("shelf").replaceChildren(...glossaries.map((each) => element("li", {}, element("button", {
    type: "button", class: "quiet", "aria-current": each === chosen ? "true" : undefined, onclick: () => {
      byId("search").value = "";
      showShelf(each);
      show(each);
      byId("glossary-title").focus();
    },
  }, element("span", {}, titleOf(each)),
  element("span", { class: "help" }, message("glossary.entryCount", { count: each.entryCount }))))));
}

async function show(summary) {
  current = summary;
  byId("glossary").hidden = summary === null;
  byId("no-glossary").hidden = summary !== null;
  if (summary === null) return;
  const { glossary } = summary;
  byId("glossary-title").textContent = titleOf(summary);
  byId("glossary-facts").textContent = [
    message("glossary.entryCount", { count: summary.entryCount }), glossary.license, glossary.source, glossary.note,
  ].filter(Boolean).join(" · ");
  fillLanguages(summary);
  address.search = new URLSearchParams({ name: glossary.name });
  history.replaceState(null, "", address);
  await Promise.all([loadEntries(), test.run()]);
}

function fillLanguages(summary) {
  const tags = [...new Set(summary.languages.map((each) => shortTag(each.language).split("-")[0]))];
  for (const tag of ["en", "es"]) if (tags.length < 2 && !tags.includes(tag)) tags.push(tag);
  const options = tags.map((value) => ({ value, label: languageName(value) }))
    .sort((a, b) => compareNames(a.label, b.label));
  const kept = JSON.parse(localStorage.getItem("chasqui-glossary-pair") ?? "null");
  const source = tags.includes(kept?.source) ? kept.source : tags.includes("en") ? "en" : tags[0];
  const others = tags.filter((tag) => tag !== source);
  const target = others.includes(kept?.target) ? kept.target
    : others.find((tag) => tag === language) ?? others.find((tag) => tag === "es") ?? others[0];
  fillSelect(byId("from-language"), options, source);
  fillSelect(byId("to-language"), options, target);
}

/** Shows the entries, or those that the search finds; from `after` on, further ones. */
async function loadEntries(after) {
  listing?.abort();
  const request = (listing = new AbortController());
  const name = current.glossary.name;
  const query = byId("search").value.trim();
  try {
    let entries;
    if (query) {
      const found = await call(
        path(["v1", "entries"], { q: query, glossary: name, limit: pageLength }), { signal: request.signal });
      entries = found.hits.map((hit) => hit.stored);
      next = null;
    } else {
      const page = await call(
        path(["v1", "glossaries", name, "entries"], { limit: pageLength, after }), { signal: request.signal });
      entries = page.entries;
      next = page.next ?? null;
    }
    showRows(entries, after !== undefined);
    byId("trouble").replaceChildren();
    const count = byId("rows").childElementCount;
    byId("entry-count").textContent = query
      ? message("glossary.found", { count })
      : message("glossary.shown", { count, total: current.entryCount });
  } catch (problem) {
    if (problem.name === "AbortError") return;
    byId("trouble").replaceChildren(failure(problem, () => loadEntries(after)));
  }
}

function showRows(entries, isMore) {
  const { source, target } = pair();
  byId("from-head").textContent = languageName(source);
  byId("to-head").textContent = languageName(target);
  const rows = entries.map((stored) => row(stored, source, target));
  if (isMore) byId("rows").append(...rows);
  else byId("rows").replaceChildren(...rows);
  byId("more").hidden = next === null;
  byId("entries").hidden = byId("rows").childElementCount === 0;
}

function row({ entry }, source, target) {
  const cell = (tag) => {
    const terms = termsIn(entry, tag);
    return terms.length === 0
      ? element("span", { class: "help" }, message(entry.isUntranslatable ? "entry.untranslatableShort" : "entry.noTerm"))
      : element("ul", { class: "term-list" }, terms.map((term) => element("li", {
        class: term.status, lang: shortTag(term.language),
      }, term.text,
      shortTag(term.language).includes("-") && element("span", { class: "tag" }, shortTag(term.language)),
      term.status !== "preferred" && element("span", { class: "tag" }, message(`status.${term.status}`)))));
  };
  const name = termsIn(entry, source)[0]?.text ?? entry.terms[0]?.text ?? entry.identifier;
  return element("tr", { dataset: { entry: entry.identifier } },
    element("td", { dataset: { label: languageName(source) } }, cell(source)),
    element("td", { dataset: { label: languageName(target) } }, cell(target)),
    element("td", { dataset: { label: message("entry.domain") } }, entry.domain),
    element("td", { class: "row-action" }, element("button", {
      type: "button", class: "plain", "aria-label": message("entry.editNamed", { name }),
      onclick: () => openEntry(entry.identifier),
    }, message("entry.edit"))));
}

/** Opens an entry as it stands now. */
async function openEntry(identifier) {
  try {
    const stored = await call(path(["v1", "glossaries", current.glossary.name, "entries", identifier]));
    entryDialog.open(current, stored, pair());
  } catch (problem) {
    notify(problem.message);
  }
}

async function entrySaved(identifier, text, changeNumber) {
  await contentChanged();
  const button = byId("rows").querySelector(`[data-entry="${CSS.escape(identifier ?? "")}"] button`);
  (button ?? byId("add-entry")).focus();
  notify(text, changeNumber === undefined ? undefined : {
    label: message("common.undo"), run: () => historyDialog.undo(changeNumber),
  });
}

/** The glossary changed: shows it as it is now, and the test sentence with it. */
async function contentChanged() {
  await loadGlossaries(current.glossary.name);
}
