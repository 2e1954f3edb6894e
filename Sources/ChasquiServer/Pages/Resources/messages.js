/** The language of the page, which the server chose: `en`, `es`, `pt` or `fr`. */
export const language = document.documentElement.lang;

const messages = await (await fetch(`/assets/${language}.json`)).json();
const plurals = new Intl.PluralRules(language);
const numbers = new Intl.NumberFormat(language);
const percents = new Intl.NumberFormat(language, { style: "percent", maximumFractionDigits: 0 });
const times = new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "short" });
const relative = new Intl.RelativeTimeFormat(language, { numeric: "auto" });
const languageNames = new Intl.DisplayNames(language, { type: "language" });

/**
 * A text in the page's language. `{name}` stands for a value; numbers are written as the language writes them,
 * and where a message has plural forms (CLDR's categories) `count` chooses among them.
 */
export function message(key, values = {}) {
  let text = messages[key];
  if (text === undefined) throw new Error(`There is no message ${key}.`);
  if (typeof text === "object") text = text[plurals.select(values.count)] ?? text.other;
  return text.replace(/\{(\w+)\}/g, (_, name) => {
    const value = values[name];
    return typeof value === "number" ? numbers.format(value) : String(value ?? "");
  });
}

/** A message that not every key has, such as those for the kinds of problems. */
export function messageIfAny(key, values) {
  return key in messages ? message(key, values) : null;
}

export const formatNumber = (value) => numbers.format(value);
export const formatPercent = (value) => percents.format(value);

/** A time as `3 minutes ago`, or the date if it is over a day ago. */
export function formatTime(value) {
  const time = new Date(value);
  const seconds = (time - Date.now()) / 1000;
  if (Number.isNaN(seconds)) return "";
  if (seconds > -45) return relative.format(0, "second");
  if (seconds > -3600) return relative.format(Math.round(seconds / 60), "minute");
  if (seconds > -86400) return relative.format(Math.round(seconds / 3600), "hour");
  return times.format(time);
}

/** The shortest tag of a language: `spa-BO` is `es-BO`. */
export function shortTag(tag) {
  try {
    const short = Intl.getCanonicalLocales(tag)[0];
    return short.replace(/^quy\b/, "qu").replace(/^ay[rc]\b/, "ay").replace(/^gug\b/, "gn");
  } catch {
    return tag;
  }
}

/** What the page's language calls a language. */
export function languageName(tag) {
  const short = shortTag(tag);
  try {
    return languageNames.of(short) ?? short;
  } catch {
    return short;
  }
}

export const compareNames = new Intl.Collator(language).compare;
