/**
 * Makes an element. Strings among the children become text nodes: what users and servers write is never read
 * as markup. `class` and `aria-…` are attributes, `onclick` and the like listeners, the rest properties.
 */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else if (key === "class") made.className = value;
    else if (key === "dataset") Object.assign(made.dataset, value);
    else if (key in made && !key.startsWith("aria-") && key !== "role" && key !== "list" && key !== "form") {
      made[key] = value;
    } else made.setAttribute(key, value === true ? "" : value);
  }
  made.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return made;
}

/** One of the drawings in `icons.svg`. Decoration: the text beside it or a label says what it means. */
export function icon(name) {
  const space = "http://www.w3.org/2000/svg";
  const drawing = document.createElementNS(space, "svg");
  drawing.setAttribute("class", "icon");
  drawing.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(space, "use");
  use.setAttribute("href", `/assets/icons.svg#${name}`);
  drawing.append(use);
  return drawing;
}

/** The element of the page that has the identifier. */
export function byId(identifier) {
  return document.getElementById(identifier);
}

/** Fills a `select`, and keeps what was chosen if it is still there. */
export function fillSelect(select, options, value = select.value) {
  select.replaceChildren(...options.map(({ value, label, lang }) => element("option", { value, lang }, label)));
  if (options.some((option) => option.value === value)) select.value = value;
}

/** Puts `<mark>` around the first occurrence of `part`, whatever its case; gives nodes. */
export function marked(text, part) {
  const at = part ? text.toLocaleLowerCase().indexOf(part.toLocaleLowerCase()) : -1;
  if (at < 0 || text.toLocaleLowerCase().length !== text.length) return [text];
  return [text.slice(0, at), element("mark", {}, text.slice(at, at + part.length)), text.slice(at + part.length)];
}

/** Saves bytes that were fetched as a file of the user. */
export function save(blob, name) {
  const address = URL.createObjectURL(blob);
  element("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
