import { languageName, message, shortTag } from "./messages.js";

const statuses = ["preferred", "admitted", "deprecated", "forbidden"];

/** Tells whether a term is in a language, whatever its region. */
function isIn(term, tag) {
  return shortTag(term.language).split("-")[0] === shortTag(tag).split("-")[0];
}

/** The terms of an entry in a language, best status first. */
export function termsIn(entry, tag) {
  return entry.terms.filter((term) => isIn(term, tag))
    .sort((a, b) => statuses.indexOf(a.status) - statuses.indexOf(b.status));
}

/** What an entry says, a line for each thing: for comparing and for reading. */
export function entryLines(entry) {
  if (!entry) return [];
  const named = (key, text) => text && `${message(key)}: ${text}`;
  return [
    ...entry.terms.map((term) => `${languageName(term.language)}: ${term.text} (${[
      message(`status.${term.status}`), ...(term.partOfSpeech ? [message(`part.${term.partOfSpeech}`)] : []),
      ...(term.isCaseSensitive ? [message("entry.caseSensitiveShort")] : []),
      ...(term.forms.length > 0 ? [`${message("entry.forms")}: ${term.forms.join(", ")}`] : []),
      ...(term.note ? [term.note] : []),
    ].join(", ")})`),
    ...entry.definitions.map((each) =>
      `${message("entry.definition")}${each.language ? ` (${languageName(each.language)})` : ""}: ${each.text}`),
    named("entry.domain", entry.domain), named("entry.note", entry.note), named("entry.source", entry.source),
    entry.isUntranslatable && message("entry.untranslatable"),
  ].filter(Boolean);
}

/** The lines that went and those that came between two states of an entry. */
export function entryDifference(before, after) {
  const [old, now] = [entryLines(before), entryLines(after)];
  return {
    removed: old.filter((line) => !now.includes(line)),
    added: now.filter((line) => !old.includes(line)),
  };
}

/** What an entry is called in lists. */
export function entryName(entry) {
  return entry?.terms[0]?.text ?? entry?.identifier ?? "";
}
