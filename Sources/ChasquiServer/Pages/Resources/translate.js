import { call, path } from "./api.js";
import { startCorrections } from "./correction.js";
import { byId, element } from "./elements.js";
import { startFiles } from "./files.js";
import { LanguageChoice } from "./language_choice.js";
import { compareNames, formatNumber, language, message, messageIfAny } from "./messages.js";
import { announce, debounced, failure, notify, startPage } from "./page.js";
import { PhrasePanel } from "./phrase_panel.js";
import { startTabs } from "./tabs.js";
import { TextTranslator } from "./text_translator.js";
import { WordView } from "./word_view.js";

const source = byId("source");
const maximumCharacters = Number(document.body.dataset.maximumCharacters);
const languages = new LanguageChoice();
const translator = new TextTranslator();
const view = new WordView({ open: (word) => panel.open(word), choices: translator.choices });
const panel = new PhrasePanel({
  options: () => requestOptions(),
  choose(sentence, text) {
    translator.choose(sentence, text);
    show();
    view.focusSentence(sentence);
  },
  correct: (sentence) => corrections.open([sentence]),
  close: (word) => view.focus(word),
});
const corrections = startCorrections({ languages: () => translator.languages, changed: () => translateAnew() });
let running = null;
let glossaries = [];

startPage();
startTabs([byId("tab-text"), byId("tab-file")]);
startFiles({ languages, options: () => requestOptions() });

source.value = sessionStorage.getItem("chasqui-text") ?? "";
const translateSoon = debounced(350, translate);
source.addEventListener("input", () => {
  sessionStorage.setItem("chasqui-text", source.value);
  showCount();
  view.setSource(source.value);
  panel.hide();
  stop();
  if (source.value.trim() === "") return translate();
  setBusy(true);
  translateSoon();
});
document.addEventListener("selectionchange", () => {
  if (document.activeElement === source) view.showFromSource(source.selectionStart);
});
languages.onchange = () => {
  showConventions();
  translate();
};
byId("swap").addEventListener("click", () => {
  const text = translator.text;
  if (!languages.swap()) return notify(message("translate.cannotSwap"));
  if (text !== "") {
    source.value = text;
    source.dispatchEvent(new Event("input"));
  }
  showConventions();
  translate();
});
byId("clear").addEventListener("click", () => {
  source.value = "";
  source.dispatchEvent(new Event("input"));
  source.focus();
});
byId("copy").addEventListener("click", async () => {
  try {
    await navigator.clipboard.writeText(translator.text);
    notify(message("translate.copied"));
  } catch {
    notify(message("translate.cannotCopy"));
  }
});
byId("correct").addEventListener("click", () => corrections.open(translator.sentences()));
byId("convention").addEventListener("change", translateAnew);

showCount();
view.setSource(source.value);
await loadLists();
if (source.value.trim() !== "") translate();

async function loadLists() {
  try {
    const [known, found] = await Promise.all([
      call(path(["v1", "languages"], { display: language })),
      call("/v1/glossaries", { silent: true }).catch(() => ({ glossaries: [] })),
    ]);
    languages.fill(known.languages);
    glossaries = found.glossaries.map((summary) => summary.glossary ?? summary);
    glossaries.sort((a, b) => compareNames(a.title || a.name, b.title || b.name));
    showGlossaries();
    showConventions();
    byId("trouble").replaceChildren();
    if (known.languages.length === 0) throw Object.assign(new Error(message("problem.model-unavailable")));
  } catch (problem) {
    showTrouble(problem, async () => {
      await loadLists();
      translate();
    });
  }
}

function showGlossaries() {
  const chosen = new Set(JSON.parse(localStorage.getItem("chasqui-glossaries") ?? "[]"));
  const fieldset = byId("glossaries");
  fieldset.hidden = glossaries.length === 0;
  fieldset.replaceChildren(fieldset.firstElementChild, ...glossaries.map(({ name, title }) =>
    element("label", { class: "check" },
      element("input", {
        type: "checkbox", value: name, checked: chosen.has(name), onchange: () => {
          localStorage.setItem("chasqui-glossaries", JSON.stringify(chosenGlossaries()));
          showOptionsSummary();
          translateAnew();
        },
      }), title || name)));
  showOptionsSummary();
}

function chosenGlossaries() {
  return [...byId("glossaries").querySelectorAll("input:checked")].map((input) => input.value);
}

/** What is chosen; undefined, for what the server's operator chose, as long as nothing ever was. */
function wantedGlossaries() {
  return localStorage.getItem("chasqui-glossaries") === null ? undefined : chosenGlossaries();
}

function showOptionsSummary() {
  const count = chosenGlossaries().length;
  byId("options-summary").textContent = count === 0 ? "" : message("translate.glossaryCount", { count });
}

function showConventions() {
  const conventions = languages.conventions();
  byId("convention-choice").hidden = conventions.length === 0;
  const select = byId("convention");
  const value = select.value;
  select.replaceChildren(element("option", { value: "" }, message("translate.conventionUsual")),
    ...conventions.map((name) => element("option", { value: name }, messageIfAny(`convention.${name}`) ?? name)));
  if (conventions.includes(value)) select.value = value;
}

function requestOptions() {
  return {
    source: translator.languages?.source ?? languages.source,
    target: languages.target,
    glossaries: wantedGlossaries(),
    convention: byId("convention").value,
  };
}

function showCount() {
  const count = [...source.value].length;
  byId("count").textContent = message("translate.count", { count, limit: formatNumber(maximumCharacters) });
  byId("count").classList.toggle("over", count > maximumCharacters);
  byId("clear").hidden = count === 0;
}

/** Translates with what is in force now, although nothing was typed. */
function translateAnew() {
  translator.forget();
  translate();
}

/** Gives up a translation that is under way or would come soon. */
function stop() {
  translateSoon.cancel();
  running?.abort();
  running = null;
  setBusy(false);
}

/** Tells whether what is shown is about to change. */
function setBusy(isBusy) {
  byId("target-pane").setAttribute("aria-busy", isBusy);
}

async function translate() {
  stop();
  panel.hide();
  if (source.value.trim() === "" || !languages.target) {
    translator.clear();
    languages.setDetected(null);
    return show();
  }
  if ([...source.value].length > maximumCharacters) {
    return showTrouble(new Error(message("problem.text-too-long")));
  }
  const request = (running = new AbortController());
  setBusy(true);
  try {
    await translator.translate(source.value, {
      languages, glossaries: wantedGlossaries(), convention: byId("convention").value,
      signal: request.signal, progress: show,
    });
    show();
    const text = translator.text;
    announce(text.length <= 300
      ? message("translate.announce", { text })
      : message("translate.announceLong", { count: translator.sentences().length }));
  } catch (problem) {
    if (problem.name === "AbortError") return;
    showTrouble(problem, translate);
  } finally {
    if (running === request) setBusy(false);
  }
}

/** Shows the translation as far as it is there. */
function show() {
  byId("trouble").replaceChildren();
  const parts = translator.parts;
  view.show(parts, translator.languages);
  const isEmpty = parts.length === 0;
  const plain = byId("plain");
  plain.textContent = translator.text;
  plain.lang = translator.languages?.target ?? "";
  byId("empty").hidden = !isEmpty;
  for (const name of ["copy", "correct"]) byId(name).hidden = isEmpty;
  byId("confidence").textContent = isEmpty ? "" : confidenceSummary();
  const legend = byId("legend");
  legend.hidden = isEmpty;
  legend.querySelector(".key-term").hidden = !view.hasTerms;
  legend.querySelector(".key-unknown").hidden = !view.hasUnknown;
}

function confidenceSummary() {
  const sentences = translator.sentences();
  const doubtful = sentences.filter((sentence) => sentence.level === "low").length;
  if (sentences.length === 1) return message(`confidence.${sentences[0].level}`);
  return doubtful === 0
    ? message("confidence.none", { count: sentences.length })
    : message("confidence.some", { count: doubtful, total: sentences.length });
}

function showTrouble(problem, retry) {
  translator.clear();
  show();
  byId("empty").hidden = true;
  byId("trouble").replaceChildren(failure(problem, retry));
}
