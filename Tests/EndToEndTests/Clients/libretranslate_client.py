"""Drives every method of the unmodified libretranslatepy, and Weblate's way of calling, against a server.

    libretranslate_client.py URL [KEY]

Ends with 0 if all is as the contract has it.
"""

import json
import sys
import time
import urllib.error
import urllib.request

from libretranslatepy import LibreTranslateAPI

url = sys.argv[1]
key = sys.argv[2] if len(sys.argv) > 2 else None
client = LibreTranslateAPI(url, key)


def refusal(call, *arguments):
    """The status and the message with which a call is refused."""
    try:
        result = call(*arguments)
    except urllib.error.HTTPError as error:
        body = json.loads(error.read())
        assert list(body) == ["error"], body
        return error.code, body["error"]
    raise AssertionError(f"{arguments} was answered: {result}")


def post(path, body):
    request = urllib.request.Request(
        url + path, json.dumps(body).encode(), {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=300) as reply:
        assert reply.headers["Access-Control-Allow-Origin"] == "*"
        return json.load(reply)


def wait_until_ready():
    for _ in range(1200):
        try:
            urllib.request.urlopen(url + "/ready", timeout=2)
            return
        except OSError:
            time.sleep(0.1)
    raise AssertionError("The server does not become ready.")


def translated_file(name, content, source, target):
    """The content of a file after its translation, and the name under which it comes."""
    fields = {"source": source, "target": target} | ({"api_key": key} if key else {})
    lines = []
    for field, value in fields.items():
        lines += ["--b", f'Content-Disposition: form-data; name="{field}"', "", value]
    lines += ["--b", f'Content-Disposition: form-data; name="file"; filename="{name}"', "", content, "--b--", ""]
    request = urllib.request.Request(
        url + "/translate_file", "\r\n".join(lines).encode(),
        {"Content-Type": "multipart/form-data; boundary=b"})
    with urllib.request.urlopen(request) as reply:
        address = json.load(reply)["translatedFileUrl"]
    assert address.startswith(url + "/download_file/"), address
    with urllib.request.urlopen(address) as reply:
        return reply.read().decode(), reply.headers["Content-Disposition"]


wait_until_ready()
languages = client.languages()
assert {language["code"] for language in languages} == {"en", "es"}, languages
assert all(set(language) == {"code", "name", "targets"} for language in languages)

text = client.translate("The health centre is closed.", "en", "es")
assert "centro" in text, text
assert client.translate("The health centre is closed.", "auto", "es") == text
assert client.translate("😀 ", "en", "es") == "😀 "
assert client.translate("a\r\nb", "en", "es").count("\n") == 1

guesses = client.detect("El centro de salud está cerrado los domingos.")
assert guesses[0]["language"] == "es" and 0 < guesses[0]["confidence"] <= 100, guesses
assert client.detect("😀"), "never empty"

assert refusal(client.translate, "", "en", "es") == (400, "Invalid request: missing q parameter")
assert refusal(client.translate, "x", "", "es") == (400, "Invalid request: missing source parameter")
assert refusal(client.translate, "x", "en", "") == (400, "Invalid request: missing target parameter")
assert refusal(client.translate, "x", "zz", "es") == (400, "zz is not supported")
assert refusal(client.translate, "x", "en", "zz") == (400, "zz is not supported")
assert refusal(LibreTranslateAPI(url, "wrong").translate, "x", "en", "es") == (403, "Invalid API key")

# Weblate sends a batch in JSON and reads the texts by their places.
batch = {"q": ["The health centre is closed.", "😀", ""], "source": "en", "target": "es"}
if key:
    batch["api_key"] = key
reply = post("/translate", batch)
assert reply == {"translatedText": [text, "😀", ""]}, reply

reply = post("/translate", batch | {"source": "auto", "alternatives": 2})
assert [set(entry) for entry in reply["detectedLanguage"]] == [{"confidence", "language"}] * 3, reply
assert len(reply["alternatives"]) == 3 and reply["alternatives"][1:] == [[], []], reply

reply = post("/translate", batch | {"q": "The <b>health centre</b> is closed.", "format": "html"})
assert "<b>" in reply["translatedText"] and "</b>" in reply["translatedText"], reply

assert refusal(post, "/translate", batch | {"format": "foo"}) == (400, "foo format is not supported")
assert refusal(post, "/translate", [])[0] == 400

content, disposition = translated_file("día 1.txt", "The health centre is closed.\n\n😀\n", "en", "es")
assert content == text + "\n\n😀\n", content
assert disposition.startswith("attachment"), disposition
content, _ = translated_file("a.html", "<p>The <b>health centre</b> is closed.</p>", "auto", "es")
assert content.startswith("<p>") and "<b>" in content and "closed" not in content, content
assert refusal(translated_file, "a.exe", "x", "en", "es") == (
    400, "Invalid request: file format not supported")

settings = json.load(urllib.request.urlopen(url + "/frontend/settings"))
assert set(settings) == {
    "charLimit", "frontendTimeout", "apiKeys", "keyRequired", "suggestions", "filesTranslation",
    "supportedFilesFormat", "language"}, settings
assert json.load(urllib.request.urlopen(url + "/health")) == {"status": "ok"}
assert json.load(urllib.request.urlopen(url + "/spec"))["swagger"] == "2.0"
assert post("/suggest", {"q": "zblorg", "s": "zblorgo", "source": "en", "target": "es"} | (
    {"api_key": key} if key else {})) == {"success": True}

for path, method in [("/translate", "GET"), ("/languages", "POST"), ("/suggest", "GET")]:
    try:
        urllib.request.urlopen(urllib.request.Request(url + path, method=method))
        raise AssertionError(f"{method} {path}")
    except urllib.error.HTTPError as error:
        assert error.code == 405 and error.headers["Allow"], (path, error.code)
