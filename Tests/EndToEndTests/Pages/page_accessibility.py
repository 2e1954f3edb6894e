"""Checks of a page after WCAG 2.2 AA that can be computed: names, roles, references, targets, contrast."""

SCRIPT = r"""() => {
  const findings = [];
  const say = (text, element) => findings.push(`${text}: ${element.outerHTML.slice(0, 140)}`);
  // Only what is reachable now: an open modal dialog hides the rest of the page.
  const root = document.querySelector("dialog[open]") ?? document.body;
  const isVisible = (element) => element.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true })
    && !element.closest(".visually-hidden, .mirror");
  const all = [...root.querySelectorAll("*")];

  const named = (element) => {
    const label = element.getAttribute("aria-label");
    const by = (element.getAttribute("aria-labelledby") ?? "").split(" ").map((id) => document.getElementById(id)?.textContent);
    const labels = [...(element.labels ?? [])].map((each) => each.textContent);
    const text = element.matches("input, select, textarea") ? "" : element.textContent;
    return [label, ...by, ...labels, text].join("").trim() !== "";
  };
  for (const element of root.querySelectorAll(
    "button, a[href], input, select, textarea, dialog, progress, [role=dialog], [role=listbox], [role=option], [role=tab], [role=tabpanel], table, nav")) {
    if (element.checkVisibility() && !named(element) && !element.querySelector("caption")) say("no name", element);
  }
  const ids = [...document.querySelectorAll("[id]")].map((each) => each.id);
  for (const id of new Set(ids.filter((each, index) => ids.indexOf(each) !== index))) findings.push(`id twice: ${id}`);
  for (const attribute of ["aria-labelledby", "aria-describedby", "aria-controls", "for", "list"]) {
    for (const element of document.querySelectorAll(`[${attribute}]`)) {
      for (const id of element.getAttribute(attribute).split(/\s+/)) {
        if (!document.getElementById(id)) say(`${attribute} leads nowhere`, element);
      }
    }
  }
  if (document.querySelectorAll("h1").length !== 1) findings.push("not one h1");
  if (document.querySelectorAll("main").length !== 1) findings.push("not one main");
  if (document.title === "" || !document.documentElement.lang) findings.push("no title or language");
  let level = 0;
  for (const heading of document.querySelectorAll("main h1, main h2, main h3, main h4")) {
    if (heading.closest("dialog, [role=dialog]") || !heading.checkVisibility()) continue;
    const next = Number(heading.tagName[1]);
    if (next > level + 1) say(`heading jumps from ${level} to ${next}`, heading);
    level = next;
  }
  for (const element of root.querySelectorAll("[tabindex]")) if (element.tabIndex > 0) say("tabindex above 0", element);
  for (const element of root.querySelectorAll("[aria-hidden=true]")) {
    if (element.querySelector("a, button, input, [tabindex='0']")) say("focus in what is hidden", element);
  }

  // Targets of at least 24 by 24 pixels, but for links and words within text (2.5.8).
  for (const element of root.querySelectorAll("button, select, input, textarea, summary, a[href]")) {
    if (!isVisible(element) || element.closest(".skip")) continue;
    const box = element.getBoundingClientRect();
    const label = element.closest("label")?.getBoundingClientRect();
    const height = Math.max(box.height, label?.height ?? 0);
    const width = Math.max(box.width, label?.width ?? 0);
    if ((height < 24 || width < 24) && !element.matches("p a, dd a")) say(`target of ${width}x${height}`, element);
  }

  const channels = (color) => {
    const numbers = (color.match(/[\d.]+/g) ?? []).map(Number);
    return { rgb: numbers.slice(0, 3), alpha: numbers.length > 3 ? numbers[3] : 1 };
  };
  const luminance = (rgb) => rgb.map((value) => value / 255)
    .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4))
    .reduce((sum, value, index) => sum + value * [0.2126, 0.7152, 0.0722][index], 0);
  const ratio = (a, b) => {
    const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x);
    return (high + 0.05) / (low + 0.05);
  };
  const background = (element) => {
    for (let each = element; each; each = each.parentElement) {
      const { rgb, alpha } = channels(getComputedStyle(each).backgroundColor);
      if (alpha > 0.99) return rgb;
    }
    return [255, 255, 255];
  };
  for (const element of all) {
    const hasText = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim() !== "")
      || (element.matches("input, textarea") && element.type !== "checkbox" && element.type !== "radio");
    if (!hasText || !isVisible(element) || element.matches(":disabled, option, .skip, script")) continue;
    const style = getComputedStyle(element);
    const size = parseFloat(style.fontSize);
    const needed = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700) ? 3 : 4.5;
    const { rgb } = channels(style.color);
    const found = ratio(rgb, background(element));
    if (found < needed) say(`contrast ${found.toFixed(2)}`, element);
    if (element.matches("input, textarea") && element.placeholder) {
      const placeholder = channels(getComputedStyle(element, "::placeholder").color).rgb;
      if (ratio(placeholder, background(element)) < 4.5) say("contrast of placeholder", element);
    }
  }
  // Borders that show where a field is (1.4.11).
  for (const element of root.querySelectorAll("input, select, textarea")) {
    if (!isVisible(element) || element.matches(".quiet, #source, [type=checkbox], [type=radio], [type=file]")) continue;
    const border = channels(getComputedStyle(element).borderTopColor).rgb;
    const found = ratio(border, background(element.parentElement));
    if (found < 3) say(`contrast of border ${found.toFixed(2)}`, element);
  }
  return findings;
}"""


def findings(page):
    """What is wrong on the page as it stands, in words."""
    return page.evaluate(SCRIPT)
