import { accessKey, whenKeyIsWanted } from "./api.js";
import { byId, element } from "./elements.js";
import { message } from "./messages.js";

/** What all pages share: language and theme switches, the key dialog, the status line. */
export function startPage() {
  for (const link of document.querySelectorAll(".site-nav a")) {
    if (link.pathname === location.pathname) link.setAttribute("aria-current", "page");
  }
  startLanguageSwitch();
  startThemeSwitch();
  startKeyDialog();
}

function startLanguageSwitch() {
  const select = byId("page-language");
  select.value = document.documentElement.lang;
  select.addEventListener("change", () => {
    document.cookie = `chasqui-language=${select.value}; Path=/; Max-Age=31536000; SameSite=Lax`;
    const address = new URL(location.href);
    address.searchParams.delete("lang");
    location.replace(address);
  });
}

function startThemeSwitch() {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const button = byId("theme");
  const isDark = () => (document.documentElement.dataset.theme ?? (dark.matches ? "dark" : "light")) === "dark";
  const show = () => button.setAttribute("aria-pressed", String(isDark()));
  button.addEventListener("click", () => {
    const theme = isDark() ? "light" : "dark";
    document.documentElement.dataset.theme = theme;
    localStorage.setItem("chasqui-theme", theme);
    show();
  });
  dark.addEventListener("change", show);
  show();
}

function startKeyDialog() {
  const dialog = byId("key-dialog");
  const field = byId("key");
  let waiting = null;
  const open = (isWanted) => {
    byId("key-wanted").hidden = !isWanted;
    field.value = accessKey.get();
    if (!dialog.open) dialog.showModal();
  };
  byId("open-key").addEventListener("click", () => open(false));
  byId("key-cancel").addEventListener("click", () => dialog.close());
  byId("key-form").addEventListener("submit", (event) => {
    event.preventDefault();
    accessKey.set(field.value.trim());
    dialog.close("saved");
    announce(message("key.saved"));
  });
  dialog.addEventListener("close", () => {
    waiting?.(dialog.returnValue === "saved" && accessKey.get() !== "");
    waiting = null;
    dialog.returnValue = "";
  });
  let asking = null;
  whenKeyIsWanted(() => {
    // Requests that fail together ask once.
    asking ??= new Promise((resolve) => {
      waiting = resolve;
      open(true);
    }).finally(() => (asking = null));
    return asking;
  });
}

let timer;

/** Tells screen readers, politely. */
export function announce(text) {
  toFront(byId("status"));
  byId("status").textContent = text;
}

/** What is outside an open modal dialog can be neither heard nor used: brings an element into it. */
function toFront(part) {
  const place = document.querySelector("dialog[open]") ?? document.body;
  if (part.parentElement !== place) place.append(part);
}

/** Shows a short message at the foot of the window, with something to do about it if `action` is given. */
export function notify(text, action) {
  const place = byId("notice");
  toFront(place);
  clearTimeout(timer);
  place.replaceChildren(element("p", {}, text));
  if (action) {
    place.append(
      element("button", { type: "button", class: "quiet", onclick: () => (hideNotice(), action.run()) }, action.label));
  }
  place.append(
    element("button", { type: "button", class: "quiet", onclick: hideNotice }, message("common.dismiss")));
  place.hidden = false;
  announce(text);
  timer = setTimeout(hideNotice, 20_000);
}

function hideNotice() {
  clearTimeout(timer);
  byId("notice").hidden = true;
}

/** Calls `action` once the calls have paused for so many milliseconds. */
export function debounced(milliseconds, action) {
  let pause;
  const later = (...values) => {
    clearTimeout(pause);
    pause = setTimeout(() => action(...values), milliseconds);
  };
  later.cancel = () => clearTimeout(pause);
  return later;
}

/** A message in the place of what could not be done, with a button to try again. */
export function failure(problem, retry) {
  return element("div", { class: "failure", role: "alert" },
    element("p", {}, problem.message),
    retry && element("button", { type: "button", class: "plain", onclick: retry }, message("common.retry")));
}
