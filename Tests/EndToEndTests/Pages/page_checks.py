"""What a person does on the pages, in a real browser: each function is one visit.

`run(address)` makes all visits to the server at `address`, which translates from English to Spanish and back
and has the glossary `health` of this repository; it gives the list of what was not as it should be.
"""
import re

from playwright.sync_api import sync_playwright

import page_accessibility

CHROMIUM = "/usr/bin/chromium"
LANGUAGES = ["en", "es", "pt", "fr"]
TEXT = "The health centre will be closed on Monday. Please bring your identity document."
HOSTILE = "Ana <img src=x onerror=alert(1)> <script>alert(2)</script> {{x}} </textarea> water."
WAIT = 120_000


class Visit:
    """A page of a fresh browser profile, and what went wrong on it."""

    def __init__(self, browser, address, **options):
        self.address, self.problems, self.expected_failures = address, [], 0
        options = {"locale": "en-GB", "reduced_motion": "reduce", **options}
        self.context = browser.new_context(**options)
        self.page = self.context.new_page()
        self.page.set_default_timeout(WAIT)
        self.page.on("pageerror", lambda error: self.problems.append(f"script error: {error}"))
        self.page.on("console", self._console)
        self.page.on("dialog", lambda dialog: (self.problems.append("a dialog opened"), dialog.dismiss()))
        self.page.on("request", self._request)

    def _console(self, message):
        if message.type in ("error", "warning"):
            if "Failed to load resource" in message.text and self.expected_failures > 0:
                self.expected_failures -= 1
                return
            self.problems.append(f"console: {message.text}")

    def _request(self, request):
        if not request.url.startswith((self.address + "/", "blob:" + self.address)):
            self.problems.append(f"request to another place: {request.url}")

    def check(self, what, holds):
        if not holds:
            self.problems.append(what)

    def go(self, path):
        self.page.goto(self.address + path)
        self.page.wait_for_load_state("networkidle")

    def translate(self, text):
        self.page.fill("#source", text)
        self.settled()

    def settled(self):
        """Waits until the translation of what stands in the field is there: the page is busy from the first key on."""
        self.page.wait_for_selector("#target-pane[aria-busy=false]")

    def words(self):
        return self.page.inner_text("#words")


def translates(visit):
    page = visit.page
    visit.go("/")
    visit.translate(TEXT)
    visit.check("no translation", len(page.text_content("#plain")) > 20)
    visit.check("the words differ from the text", page.text_content("#plain").split() == re.sub(
        r"(check)$", "", visit.words()).split() or page.locator(".to-check").count() > 0)
    visit.check("the language is not detected", "English" in page.locator("#source-language option:checked").text_content())
    visit.check("the target is not Spanish", page.input_value("#target-language") == "es")
    visit.check("the source is offered as target", "en" not in page.eval_on_selector_all(
        "#target-language option", "options => options.map(each => each.value)"))
    visit.check("no language on the translation", page.get_attribute("#words", "lang") == "es")
    visit.check("nothing is announced", "centro" in page.text_content("#status").lower())
    visit.check("no count", f"{len(TEXT)} of 100,000" in page.text_content("#count"))
    page.reload()
    page.wait_for_selector(".word")
    visit.settled()
    visit.check("the text is lost on reload", page.input_value("#source") == TEXT)
    page.click("#swap")
    visit.settled()
    visit.check("no exchange", page.input_value("#source-language") == "es"
                and "centro" in page.input_value("#source"))
    page.evaluate("document.querySelector('#source').dispatchEvent(new Event('input'))")
    visit.check("not busy", page.get_attribute("#target-pane", "aria-busy") == "true")
    page.click("#clear")
    visit.check("still busy", page.get_attribute("#target-pane", "aria-busy") == "false")
    visit.check("not cleared", page.input_value("#source") == "" and page.locator(".word").count() == 0)


def shows_sources_of_words(visit):
    page = visit.page
    visit.go("/")
    visit.translate(TEXT)
    page.hover(".word >> text=/^centro$/i")
    marks = page.eval_on_selector_all("#mirror mark", "marks => marks.map(each => each.textContent)")
    visit.check(f"marked in the source: {marks}", any("centre" in mark or "health" in mark for mark in marks))
    visit.check("the word is not lit", page.locator(".word.lit").count() == 1)
    page.mouse.move(5, 5)
    visit.check("the marks stay", page.locator("#mirror mark").count() == 0)
    page.click(".word >> text=/^centro$/i")
    page.wait_for_selector(".evidence li")
    panel = page.inner_text("#phrase")
    visit.check("no origin in words", "Learned from translated texts." in panel)
    visit.check("no corpus is named", "Texts: " in panel)
    visit.check("the phrase is not marked", page.locator(".evidence mark").count() > 0)
    page.keyboard.press("Escape")
    visit.check("Escape does not close", page.locator("#phrase").is_hidden())
    visit.check("the focus is lost", page.evaluate("document.activeElement.classList.contains('word')"))


def chooses_alternatives(visit):
    page = visit.page
    visit.go("/")
    visit.translate("The health centre will be closed on Monday.")
    before = page.text_content("#plain")
    page.click(".word >> nth=1")
    page.wait_for_selector(".choice")
    wanted = page.locator(".choice span").first.text_content()
    page.click(".choice >> nth=0")
    visit.check("the choice does not show", page.text_content("#plain").strip() == wanted.strip() != before)
    page.keyboard.press("Enter")
    page.click("text=Back to the first translation")
    visit.check("no way back", page.text_content("#plain") == before)


def keeps_terms(visit):
    page = visit.page
    visit.go("/")
    visit.translate("The health centre has drinking water.")
    page.click("#options summary")
    page.check("#glossaries input[value=health]")
    visit.settled()
    page.wait_for_selector(".word.term")
    page.click(".word.term >> nth=0")
    page.wait_for_selector("#phrase a[href*='/glossary?name=health']")
    page.click("#phrase a")
    page.wait_for_selector("#entry-dialog[open]")
    visit.check("another term opens", page.input_value("#terms [data-field=text] >> nth=0") == "health centre")


def edits_glossary(visit):
    page = visit.page
    visit.go("/glossary?name=health")
    page.fill("#test-sentence", "The health centre is open.")
    page.wait_for_selector("#test-result .with:has-text('centro de salud')")
    page.fill("#search", "health centre")
    page.wait_for_selector("#rows tr:has-text('centro de salud')")
    page.click("#rows tr:has-text('centro de salud') button")
    page.wait_for_selector("#entry-dialog[open]")
    for field in page.locator("#terms .term-row").all():
        if field.locator("[data-field=text]").input_value() == "centro de salud":
            field.locator("[data-field=text]").fill("casa de salud <b>")
    page.click("#entry-form [type=submit]")
    page.wait_for_selector("#test-result .with:has-text('casa de salud <b>')")
    page.click("#notice button:has-text('Undo')")
    page.wait_for_selector("#test-result .with:has-text('centro de salud')")
    page.click("#open-history")
    page.wait_for_selector("#changes li")
    visit.check("the undoing is not in the history", "undone" in page.locator("#changes li").first.inner_text())
    page.keyboard.press("Escape")
    page.click("#rows tr >> nth=0 >> button")
    page.wait_for_selector("#entry-dialog[open]")
    page.click("#entry-history summary")
    page.wait_for_selector("#entry-history ins:has-text('casa de salud <b>')")
    page.keyboard.press("Escape")


def adds_and_removes_entries(visit):
    page = visit.page
    visit.go("/glossary")
    page.click("#new-glossary")
    page.fill("#glossary-name", "visit")
    page.fill("#glossary-full-title", "A visit <i>")
    page.click("#glossary-form [type=submit]")
    page.wait_for_selector("#glossary-title:has-text('A visit <i>')")
    page.fill("#test-sentence", "The river is cold.")
    page.click("#add-entry")
    page.click("#entry-form [type=submit]")
    page.wait_for_selector("#entry-trouble .failure")
    for row, text in enumerate(["river", "arroyo"]):
        page.fill(f"#terms .term-row >> nth={row} >> [data-field=text]", text)
    page.click("#entry-form [type=submit]")
    page.wait_for_selector("#test-result .with:has-text('arroyo')")
    page.wait_for_selector("#rows:has-text('arroyo')")
    page.click("#open-import")
    page.set_input_files("#import-file", {
        "name": "more.csv", "mimeType": "text/csv", "buffer": "en,es\nbridge,puente\nroad,camino\n".encode()})
    page.wait_for_selector("#import-preview:has-text('2 new')")
    visit.check("no preview of what comes", "puente" in page.inner_text("#import-preview"))
    page.click("#import-now")
    page.wait_for_selector("#rows:has-text('puente')")
    page.click("#open-export")
    page.check("#export-form [value=csv]")
    with page.expect_download() as download:
        page.click("#export-form [type=submit]")
    with open(download.value.path(), encoding="utf-8") as file:
        visit.check("the export lacks a term", "puente" in file.read())
    page.click("#open-check")
    page.wait_for_selector("#findings li:not(.help)")
    page.keyboard.press("Escape")
    page.click("#rows tr:has-text('arroyo') button")
    page.click("#entry-remove")
    page.wait_for_selector("#test-result:has-text('none')")
    page.click("#describe")
    page.click("#glossary-remove")
    page.wait_for_selector("#glossary-title:not(:has-text('A visit'))")


def settles_conflicts(visit):
    page = visit.page
    visit.go("/glossary?name=health")
    page.click("#rows tr >> nth=0 >> button")
    page.wait_for_selector("#entry-dialog[open]")
    page.evaluate("""async () => {
      const address = "/v1/glossaries/health/entries/" + document.querySelector("#rows tr").dataset.entry;
      const stored = await (await fetch(address)).json();
      await fetch(address, {
        method: "PUT", headers: { "Content-Type": "application/json", "If-Match": `"${stored.version}"` },
        body: JSON.stringify({ ...stored.entry, note: "theirs" }),
      });
    }""")
    page.fill("#entry-note", "mine")
    visit.expected_failures = 1
    page.click("#entry-form [type=submit]")
    page.wait_for_selector(".conflict")
    visit.check("a version is missing", all(note in page.inner_text(".conflict") for note in ("theirs", "mine")))
    page.click(".conflict button >> nth=0")
    page.wait_for_selector("#entry-dialog:not([open])", state="attached")
    page.click("#rows tr >> nth=0 >> button")
    page.wait_for_selector("#entry-dialog[open]")
    visit.check("mine was not saved", page.input_value("#entry-note") == "mine")
    page.fill("#entry-note", "")
    page.click("#entry-form [type=submit]")
    page.wait_for_selector("#entry-dialog:not([open])", state="attached")


def corrects(visit):
    page = visit.page
    visit.go("/")
    visit.translate("The health centre will be closed on Monday.")
    before = page.text_content("#plain")
    page.click("#correct")
    page.fill("#correction textarea", "El puesto <b> cierra el lunes.")
    page.click("#correction-form [type=submit]")
    page.wait_for_selector("#words:has-text('El puesto <b> cierra el lunes.')")
    visit.check("not told apart", "As a person saved it" in page.text_content("#confidence"))
    page.click("#notice button:has-text('Undo')")
    page.wait_for_function("before => document.querySelector('#plain').textContent === before", arg=before)


def works_by_keyboard(visit):
    page = visit.page
    visit.go("/")
    page.keyboard.press("Tab")
    visit.check("no skip link", page.evaluate("document.activeElement.className") == "skip")
    page.keyboard.press("Enter")
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "source":
            break
    page.keyboard.type("The health centre will be closed on Monday.")
    visit.settled()
    for _ in range(5):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.classList.contains('word')"):
            break
    first = page.evaluate("document.activeElement.getAttribute('aria-label')")
    page.keyboard.press("ArrowRight")
    second = page.evaluate("document.activeElement.getAttribute('aria-label')")
    visit.check(f"arrows do not move: {first}, {second}", first and second and first != second)
    visit.check("no source words in the name", "from “" in second)
    visit.check("the focus marks nothing", page.locator("#mirror mark.strong").count() > 0)
    page.keyboard.press("End")
    page.keyboard.press("Home")
    visit.check("Home does not work", page.evaluate("document.activeElement.getAttribute('aria-label')") == first)
    visit.check("more than one stop", page.locator(".word[tabindex='0']").count() == 1)
    page.keyboard.press("Enter")
    page.wait_for_selector(".phrase-foot")
    page.keyboard.press("Tab")
    visit.check("Tab leaves the panel", page.evaluate("document.querySelector('#phrase').contains(document.activeElement)"))
    page.keyboard.press("Escape")
    visit.check("the focus is lost", page.evaluate("document.activeElement.getAttribute('aria-label')") == first)
    page.focus("#tab-text")
    page.keyboard.press("ArrowRight")
    visit.check("tabs do not move", page.locator("#panel-file").is_visible())


def keeps_text_text(visit):
    page = visit.page
    visit.go("/")
    visit.translate(HOSTILE)
    visit.check("markup came alive", page.locator("main img, main script, main b").count() == 0)
    visit.check("the text changed", page.input_value("#source") == HOSTILE)
    for index in range(min(6, page.locator(".word").count())):
        page.click(f".word >> nth={index}")
        page.wait_for_selector(".phrase-foot")
        visit.check("markup in the panel", page.locator("#phrase img, #phrase script").count() == 0)
        page.keyboard.press("Escape")
    page.click("#correct")
    visit.check("markup in the dialog", page.locator("#correction img, #correction script").count() == 0)


def tells_failures(visit):
    page = visit.page
    visit.go("/")
    page.route("**/v1/translate", lambda route: route.abort())
    visit.expected_failures = 10
    visit.translate("Good morning.")
    page.wait_for_selector("#trouble .failure:has-text('cannot be reached')")
    page.unroute("**/v1/translate")
    page.click("#trouble button")
    page.wait_for_selector(".word")
    page.route("**/v1/translate", lambda route: route.fulfill(
        status=503, headers={"Retry-After": "7", "Content-Type": "application/problem+json"},
        body='{"type":"urn:chasqui:problem:busy"}'))
    visit.translate("Good evening.")
    visit.check("no time is named", "7 s" in page.inner_text("#trouble"))


def asks_for_key(visit):
    page = visit.page

    def guard(route):
        if route.request.headers.get("authorization") == "Bearer chq_secret":
            headers = {name: value for name, value in route.request.headers.items() if name != "authorization"}
            return route.continue_(headers=headers)
        return route.fulfill(status=401, content_type="application/problem+json",
                             body='{"type":"urn:chasqui:problem:unauthorized"}')

    page.route("**/v1/**", guard)
    visit.expected_failures = 20
    page.goto(visit.address + "/")
    page.wait_for_selector("#key-dialog[open]")
    page.fill("#key", "chq_secret")
    page.click("#key-form [type=submit]")
    page.wait_for_selector("#target-language option", state="attached")
    visit.translate("Good morning.")
    visit.check("no translation with the key", page.locator(".word").count() > 0)
    visit.check("the key is kept too long", page.evaluate("JSON.stringify(localStorage)").find("chq_secret") < 0)


def speaks_languages(browser, address):
    problems = []
    titles, counts = set(), set()
    for language in LANGUAGES:
        visit = Visit(browser, address, locale=language)
        for path in ("/", "/glossary", "/docs"):
            visit.go(path)
            visit.check(f"{path} is not in {language}", visit.page.get_attribute("html", "lang") == language)
        visit.go("/")
        titles.add(visit.page.text_content("#tab-file") + visit.page.text_content("#empty"))
        visit.translate("x" * 1234)
        counts.add(visit.page.text_content("#count"))
        problems += [f"{language}: {each}" for each in visit.problems]
        visit.context.close()
    visit = Visit(browser, address)
    visit.go("/")
    visit.translate(TEXT)
    visit.page.select_option("#page-language", "es")
    visit.page.wait_for_selector("html[lang=es]")
    visit.page.wait_for_function("text => document.querySelector('#source').value === text", arg=TEXT)
    visit.go("/glossary")
    visit.check("the language is forgotten", visit.page.get_attribute("html", "lang") == "es")
    visit.go("/?lang=fr")
    visit.check("?lang is ignored", visit.page.get_attribute("html", "lang") == "fr")
    problems += visit.problems
    visit.context.close()
    if len(titles) < 4 or not any("1 234" in each or "1\u202f234" in each for each in counts):
        problems.append(f"languages look alike: {titles} {counts}")
    return problems


def fits_narrow_windows(visit):
    page = visit.page
    narrow = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
    for path in ("/", "/glossary?name=health", "/docs"):
        visit.go(path)
        visit.check(f"{path} is too wide", page.evaluate(narrow))
    visit.go("/")
    visit.translate(TEXT + " " + "Donaudampfschifffahrtsgesellschaftskapitän" * 4)
    visit.check("a long word makes it too wide", page.evaluate(narrow))
    page.click(".word >> nth=1")
    page.wait_for_selector(".phrase-foot")
    visit.check("the panel is too wide", page.evaluate(narrow))
    page.keyboard.press("Escape")
    visit.go("/glossary?name=health")
    page.click("#rows button >> nth=0")
    page.wait_for_selector("#entry-dialog[open]")
    visit.check("the form is too wide", page.evaluate(
        "(dialog => dialog.scrollWidth <= dialog.clientWidth)(document.querySelector('#entry-dialog'))"))


def translates_files(visit):
    page = visit.page
    visit.go("/")
    page.click("#tab-file")
    page.select_option("#target-language", "es")
    page.set_input_files("#file", {
        "name": "notice.html", "mimeType": "text/html",
        "buffer": b"<h1>Notice</h1><p>The <b>health centre</b> will be closed on Monday.</p>"})
    page.click("#file-send")
    page.wait_for_selector("[data-action=download]")
    with page.expect_download() as download:
        page.click("[data-action=download]")
    visit.check("the name says no language", download.value.suggested_filename == "notice.es.html")
    with open(download.value.path(), encoding="utf-8") as file:
        result = file.read()
    visit.check(f"the file is not translated: {result}", "lunes" in result and "<b>" in result)
    page.click("[data-action=remove]")
    page.wait_for_selector(".job", state="detached")


def translates_long_texts(visit):
    page = visit.page
    visit.go("/")
    text = "".join(f"The health centre will be closed on Monday {number}.\n" for number in range(150))
    requests = []
    page.on("request", lambda request: requests.append(request) if request.url.endswith("/v1/translate") else None)
    visit.translate(text)
    page.wait_for_selector("#target-pane[aria-busy=false]", timeout=120_000)
    visit.check("lines are missing", page.locator(".sentence").count() == 150)
    count = len(requests)
    visit.check("it was sent as one", count > 2)
    page.evaluate("document.querySelector('#source').setSelectionRange(1e6, 1e6)")
    page.focus("#source")
    page.keyboard.type("Good morning.")
    visit.settled()
    visit.check("all of it was sent again", len(requests) == count + 1)
    page.fill("#source", "x" * 100_001)
    visit.settled()
    visit.check("no limit", page.locator("#trouble .failure").is_visible() and len(requests) == count + 1)


def explains_api(visit):
    page = visit.page
    visit.go("/docs")
    page.wait_for_selector(".operation")
    visit.check("the translation is not described", "/v1/translate" in page.inner_text("#operations"))
    examples = page.eval_on_selector_all(".sample pre", "all => all.map(each => each.textContent)")
    visit.check("no examples", any(each.startswith("curl") for each in examples)
                and any("urllib" in each for each in examples))
    for example in examples:
        if example.startswith("import"):
            try:
                compile(example, "example", "exec")
            except SyntaxError as error:
                visit.check(f"an example is not Python: {error}: {example}", False)


def remembers_theme(visit):
    page = visit.page
    visit.go("/")
    light = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.click("#theme")
    dark = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.reload()
    visit.check("no dark theme", light != dark)
    visit.check("the theme is forgotten", page.evaluate("getComputedStyle(document.body).backgroundColor") == dark)


def is_accessible(visit):
    page = visit.page

    def look(where):
        visit.problems.extend(f"{where}: {each}" for each in page_accessibility.findings(page))

    visit.go("/")
    look("start")
    visit.translate(TEXT + " Zyxwvut Guaviare.")
    look("translation")
    page.hover(".word >> nth=1")
    look("lit word")
    page.click(".word >> nth=1")
    page.wait_for_selector(".phrase-foot")
    look("panel")
    page.keyboard.press("Escape")
    page.click("#correct")
    look("correction")
    page.keyboard.press("Escape")
    page.click("#open-key")
    look("key")
    page.keyboard.press("Escape")
    page.click("#tab-file")
    look("files")
    visit.go("/glossary?name=health")
    look("glossary")
    for button in ("#rows button", "#open-history", "#open-import", "#open-export", "#describe"):
        page.click(f"{button} >> nth=0")
        page.wait_for_timeout(300)
        look(button)
        page.keyboard.press("Escape")
    visit.go("/docs")
    look("docs")


VISITS = [
    (translates, {}), (shows_sources_of_words, {}), (chooses_alternatives, {}), (keeps_terms, {}),
    (edits_glossary, {}), (adds_and_removes_entries, {}), (settles_conflicts, {}), (corrects, {}),
    (works_by_keyboard, {}), (keeps_text_text, {}), (tells_failures, {}), (asks_for_key, {}),
    (fits_narrow_windows, {"viewport": {"width": 320, "height": 640}}), (translates_files, {}),
    (translates_long_texts, {}), (explains_api, {}), (remembers_theme, {"color_scheme": "light"}),
    (is_accessible, {"color_scheme": "light"}), (is_accessible, {"color_scheme": "dark"}),
    (is_accessible, {"viewport": {"width": 320, "height": 640}, "locale": "fr"}),
]


def run(address, wanted=""):
    """Makes the visits whose name contains `wanted`, and gives what was wrong."""
    problems = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for action, options in VISITS:
            if wanted not in action.__name__:
                continue
            visit = Visit(browser, address, **options)
            try:
                action(visit)
            except Exception as error:
                visit.problems.append(f"{type(error).__name__}: {str(error)[:600]}")
            problems += [f"{action.__name__} {options or ''}: {each}" for each in visit.problems]
            visit.context.close()
        if wanted in "speaks_languages":
            problems += [f"speaks_languages: {each}" for each in speaks_languages(browser, address)]
        browser.close()
    return problems
