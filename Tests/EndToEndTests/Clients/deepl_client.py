"""Drives a server through the unmodified `deepl` package: every method that the server answers, and its errors.

Arguments: the address of the server, a key that may edit, one that may translate only, one without characters.
The server needs models between English and Spanish. Prints what failed; the exit code is 0 if nothing did.
"""

import datetime
import io
import pathlib
import sys
import tempfile
import time
import traceback
import uuid
import warnings

import deepl
import deepl.api_data
import requests

URL, KEY, READER, POOR = sys.argv[1:5]
SENTENCE = "The health centre will be closed on Monday."
UNKNOWN = "96ab91fd-e715-41a1-adeb-5d701f84a483"
warnings.simplefilter("ignore")
deepl.http_client.max_network_retries = 1


def client(key=KEY):
    return deepl.DeepLClient(key, server_url=URL, send_platform_info=False)


def refused(kind, words, function, *arguments, status=None, **named):
    """Asserts that a call fails with `kind`, whose message has all of `words`."""
    try:
        function(*arguments, **named)
    except kind as error:
        for word in words:
            assert word in str(error), f"`{word}` is not in: {error}"
        if status is not None:
            assert error.http_status_code == status, f"{error.http_status_code} is not {status}: {error}"
        return error
    raise AssertionError(f"{function.__name__} was not refused")


def entries(source, target, terms):
    return deepl.api_data.MultilingualGlossaryDictionaryEntries(source, target, terms)


def test_text():
    it = client()
    result = it.translate_text(SENTENCE, target_lang="ES")
    assert result.text and result.text != SENTENCE
    assert result.detected_source_lang == "EN"
    assert result.billed_characters == len(SENTENCE)
    assert result.model_type_used is None
    for source in ["EN", "en", "En"]:
        for target in ["ES", "es", "es-419", "Es-mx"]:
            assert it.translate_text(SENTENCE, source_lang=source, target_lang=target).text == result.text


def test_lists():
    it = client()
    texts = [SENTENCE, "The vaccine is free.", SENTENCE]
    results = it.translate_text(texts, source_lang="EN", target_lang="ES")
    assert len(results) == 3 and results[0].text == results[2].text != results[1].text
    assert [r.billed_characters for r in results] == [len(t) for t in texts]
    assert len(it.translate_text((t for t in texts), target_lang="ES")) == 3


def test_regions():
    it = client()
    spanish = "El centro de salud estará cerrado el lunes."
    results = {
        it.translate_text(spanish, source_lang="ES", target_lang=t).text
        for t in ["EN-US", "EN-GB", "en-us"]
    }
    assert len(results) == 1
    refused(deepl.DeepLException, ["deprecated"], it.translate_text, spanish, target_lang="EN")


def test_options():
    it = client()
    for split in ["0", "1", "nonewlines", deepl.SplitSentences.OFF, deepl.SplitSentences.ALL]:
        assert it.translate_text(SENTENCE, target_lang="ES", split_sentences=split).text
    for formality in ["default", "prefer_more", "prefer_less", deepl.Formality.PREFER_LESS]:
        assert it.translate_text(SENTENCE, target_lang="ES", formality=formality).text
    for given, used in [
        ("quality_optimized", "quality_optimized"),
        ("latency_optimized", "latency_optimized"),
        ("prefer_quality_optimized", "quality_optimized"),
    ]:
        assert it.translate_text(SENTENCE, target_lang="ES", model_type=given).model_type_used == used
    assert it.translate_text(
        SENTENCE,
        target_lang="ES",
        context="A notice on a door.",
        preserve_formatting=True,
        custom_instructions=["Be brief."],
        extra_body_parameters={"something_new": 1},
    ).text


def test_refused_options():
    it = client()
    for words, options in [
        (["target_lang", "not supported"], {"target_lang": "XX"}),
        (["source_lang", "not supported"], {"target_lang": "ES", "source_lang": "XX"}),
        (["target_lang", "not supported"], {"target_lang": "KO"}),
        (["formality"], {"target_lang": "ES", "formality": "invalid"}),
        (["Target language", "formality", "target_lang"], {"target_lang": "ES", "formality": "more"}),
        (["split_sentences"], {"target_lang": "ES", "split_sentences": "invalid"}),
        (["tag_handling"], {"target_lang": "ES", "tag_handling": "rtf"}),
        (["model_type"], {"target_lang": "ES", "model_type": "huge"}),
        (["custom_instructions"], {"target_lang": "ES", "custom_instructions": ["x"] * 11}),
        (["custom_instructions"], {"target_lang": "ES", "custom_instructions": ["x" * 301]}),
        (["glossary_id"], {"target_lang": "ES", "source_lang": "EN", "glossary": "no such name"}),
    ]:
        refused(deepl.DeepLException, words, it.translate_text, SENTENCE, status=400, **options)
    refused(
        deepl.DeepLException, ["Glossary not found"], it.translate_text, SENTENCE, source_lang="EN",
        target_lang="ES", glossary=UNKNOWN, status=404)
    refused(
        deepl.DeepLException, ["source_lang"], it.translate_text, SENTENCE, target_lang="ES",
        extra_body_parameters={"glossary_id": UNKNOWN}, status=400)


def test_markup():
    it = client()
    html = '<h1>The health centre</h1><p translate="no">My first paragraph.</p><p>It is <b>closed</b>.</p>'
    text = it.translate_text(html, source_lang="EN", target_lang="ES", tag_handling="html").text
    assert '<p translate="no">My first paragraph.</p>' in text, text
    assert text.count("<b>") == text.count("</b>") == 1 and "<h1>" in text, text
    xml = "<d><title>The health centre</title><raw>This stays.</raw><par>It is closed: 2 &lt; 3.</par></d>"
    text = it.translate_text(
        xml, source_lang="EN", target_lang="ES", tag_handling="xml", outline_detection=False,
        splitting_tags=["title", "par"], non_splitting_tags="span,b", ignore_tags=["raw"],
        tag_handling_version="v2",
    ).text
    assert "<raw>This stays.</raw>" in text and "&lt;" in text and "The health centre" not in text, text
    refused(
        deepl.DeepLException, ["ine 1"], it.translate_text, "<a>b</c>", target_lang="ES", source_lang="EN",
        tag_handling="xml", status=400)


def test_usage():
    it = client()
    before = it.get_usage()
    assert before.character.valid and not before.any_limit_reached
    it.translate_text("How much is this?", source_lang="EN", target_lang="ES")
    after = it.get_usage()
    assert after.character.count >= before.character.count + len("How much is this?")
    assert "Usage this billing period" in str(after)
    assert not after.document.valid and not after.team_document.valid


def test_languages():
    it = client()
    sources = {language.code: language for language in it.get_source_languages()}
    targets = {language.code: language for language in it.get_target_languages()}
    assert {"EN", "ES"} <= sources.keys() and "EN-US" not in sources
    assert {"EN-US", "EN-GB", "ES"} <= targets.keys() and "EN" not in targets
    assert sources["ES"].name == "Spanish" and targets["EN-GB"].name == "English (British)"
    assert targets["ES"].supports_formality is False
    assert it.translate_text(SENTENCE, source_lang=sources["EN"], target_lang=targets["ES"]).text
    pairs = {(pair.source_lang, pair.target_lang) for pair in it.get_glossary_languages()}
    assert {("EN", "ES"), ("ES", "EN")} <= {(a.upper(), b.upper()) for a, b in pairs}
    # The documented ways: a query, and POST.
    key = {"Authorization": f"DeepL-Auth-Key {KEY}"}
    by_query = requests.get(f"{URL}/v2/languages?type=target", headers=key).json()
    by_post = requests.post(f"{URL}/v2/languages", data={"type": "target"}, headers=key).json()
    assert [l["language"] for l in by_query] == [l["language"] for l in by_post] == list(targets)


def test_glossary():
    it = client()
    name = f"A glossary of tests {uuid.uuid4()}"
    terms = {"Apple": "Manzana", "Banana": "Plátano", "A%=&": "B&=%", "\u0394\u3041": "\u6df1", "\U0001faa8": "\U0001fab5"}
    glossary = it.create_glossary(name, "EN", "ES", terms)
    try:
        assert glossary.name == name and glossary.ready
        assert (glossary.source_lang, glossary.target_lang) == ("EN", "ES")
        assert glossary.entry_count == len(terms)
        assert str(uuid.UUID(glossary.glossary_id)) == glossary.glossary_id
        age = datetime.datetime.now(datetime.timezone.utc) - glossary.creation_time
        assert abs(age.total_seconds()) < 60
        found = it.get_glossary(glossary.glossary_id)
        assert vars(found) == vars(glossary)
        assert any(g.glossary_id == glossary.glossary_id for g in it.list_glossaries())
        assert it.get_glossary_entries(glossary) == terms
        assert it.get_glossary_entries(glossary.glossary_id) == terms
        results = it.translate_text(["Apple", "Banana"], source_lang="EN", target_lang="ES", glossary=glossary)
        assert [r.text for r in results] == ["Manzana", "Plátano"], results
        assert it.translate_text_with_glossary("Apple", glossary).text == "Manzana"
        refused(
            deepl.DeepLException, ["dictionary"], it.translate_text, "Manzana", source_lang="ES",
            target_lang="EN-US", glossary=glossary.glossary_id, status=400)
        # A name need not be the only one of its kind.
        twin = it.create_glossary(name, "ES", "EN", {"Perro": "Hound"})
        assert twin.name == name and twin.glossary_id != glossary.glossary_id
        assert it.translate_text_with_glossary("Perro", twin).text == "Hound"
        assert it.translate_text(
            "Perro", source_lang="ES", target_lang="EN-US", glossary_ids=[twin, twin.glossary_id]
        ).text == "Hound"
        it.delete_glossary(twin)
        key = {"Authorization": f"DeepL-Auth-Key {KEY}", "Accept": "application/json"}
        reply = requests.get(f"{URL}/v2/glossaries/{glossary.glossary_id}/entries", headers=key)
        assert reply.status_code == 415
    finally:
        it.delete_glossary(glossary)
    refused(deepl.GlossaryNotFoundException, [], it.get_glossary, glossary.glossary_id)


def test_glossary_csv():
    it = client()
    text = 'sourceEntry1,targetEntry1,en,es\n"source""Entry","target,Entry",en,es\n'
    for csv in [text, text.encode().decode(), io.StringIO(text)]:
        glossary = it.create_glossary_from_csv("csv", "EN", "ES", csv_data=csv)
        assert it.get_glossary_entries(glossary) == {
            "sourceEntry1": "targetEntry1",
            'source"Entry': "target,Entry",
        }
        it.delete_glossary(glossary)


def test_large_glossary():
    it = client()
    terms = {f"Source-${i}": f"Target-${i}" for i in range(10000)}
    glossary = it.create_glossary("large", "EN", "ES", terms)
    assert glossary.entry_count == 10000
    assert it.get_glossary_entries(glossary) == terms
    it.delete_glossary(glossary)


def test_refused_glossaries():
    it = client()
    refused(deepl.DeepLException, ["not supported"], it.create_glossary, "x", "EN", "XX", {"a": "b"}, status=400)
    refused(deepl.DeepLException, [], it.create_glossary, "x", "EN", "EN", {"a": "b"}, status=400)
    create = it._create_glossary
    for words, text in [
        (["line 2", "line 1"], "a\tb\na\tc"),
        (["line 1"], "a b"),
        (["line 1"], "a\tb\tc"),
        (["line 2", "empty"], "a\tb\nc\t"),
        (["line 1", "control"], "a\tb\u2028c"),
        (["line 1", "1024"], f"{'a' * 1025}\tb"),
        (["no entries"], "\n\n"),
    ]:
        refused(deepl.DeepLException, words, create, "x", "EN", "ES", "tsv", text, status=400)
    refused(deepl.DeepLException, ["entries_format"], create, "x", "EN", "ES", "xml", "a\tb", status=400)
    for call in [it.get_glossary, it.get_glossary_entries, it.delete_glossary]:
        refused(deepl.DeepLException, [], call, "invalid_glossary_id", status=400)
        refused(deepl.GlossaryNotFoundException, [], call, UNKNOWN, status=404)


def test_multilingual_glossary():
    it = client()
    name = f"multilingual {uuid.uuid4()}"
    glossary = it.create_multilingual_glossary(
        name, [entries("EN", "ES", {"Hello": "Hola"}), entries("ES", "EN", {"Hola": "Hello"})])
    try:
        assert glossary.name == name
        pairs = lambda g: [(d.source_lang, d.target_lang, d.entry_count) for d in g.dictionaries]
        assert pairs(glossary) == [("EN", "ES", 1), ("ES", "EN", 1)]
        found = it.get_multilingual_glossary(glossary.glossary_id)
        assert pairs(found) == pairs(glossary) and found.creation_time == glossary.creation_time
        assert any(g.glossary_id == glossary.glossary_id for g in it.list_multilingual_glossaries())

        updated = it.update_multilingual_glossary_dictionary(
            glossary, entries("EN", "ES", {"Hello": "Buenas", "Apple": "Manzana"}))
        assert pairs(updated) == [("EN", "ES", 2), ("ES", "EN", 1)]
        read = lambda a, b: it.get_multilingual_glossary_entries(glossary, a, b).dictionaries[0]
        terms = lambda a, b: deepl.convert_tsv_to_dict(read(a, b).entries)
        assert terms("EN", "ES") == {"Hello": "Buenas", "Apple": "Manzana"}
        assert terms("ES", "EN") == {"Hola": "Hello"}
        it.update_multilingual_glossary_dictionary_from_csv(glossary, "EN", "ES", csv_data="Pear,Pera\n")
        assert terms("EN", "ES")["Pear"] == "Pera"

        renamed = it.update_multilingual_glossary_name(glossary, "Another name")
        assert renamed.name == it.get_multilingual_glossary(glossary.glossary_id).name == "Another name"

        replaced = it.replace_multilingual_glossary_dictionary(glossary, entries("EN", "ES", {"Fig": "Higo"}))
        assert replaced.entry_count == 1 and read("EN", "ES").entries == "Fig\tHigo"
        it.replace_multilingual_glossary_dictionary_from_csv(glossary, "EN", "FR", csv_data="Fig,Figue\n")
        assert terms("EN", "FR") == {"Fig": "Figue"} and terms("EN", "ES") == {"Fig": "Higo"}
        assert it.translate_text("Fig", source_lang="EN", target_lang="ES", glossary=renamed).text == "Higo"
        both = it.translate_text(
            "Fig", source_lang="EN", target_lang="ES", glossary_ids=[renamed.glossary_id])
        assert both.text == "Higo"

        # Each dictionary leads one way, also where they disagree; and what was just written counts at once.
        for word in ["Bread", "Loaf", "Bun"]:
            it.replace_multilingual_glossary_dictionary(glossary, entries("ES", "EN", {"Higo": word}))
            for text, source, target in [("Higo", "ES", "EN-GB"), ("Fig", "EN", "ES")]:
                result = it.translate_text(text, source_lang=source, target_lang=target, glossary=renamed.glossary_id)
                assert result.text == (word if source == "ES" else "Higo"), result.text

        it.delete_multilingual_glossary_dictionary(glossary, source_lang="EN", target_lang="ES")
        left = it.get_multilingual_glossary(glossary.glossary_id)
        assert sorted(pairs(left)) == [("EN", "FR", 1), ("ES", "EN", 1)]
        refused(
            deepl.GlossaryNotFoundException, ["ictionary"], it.delete_multilingual_glossary_dictionary,
            glossary, source_lang="EN", target_lang="ES", status=404)
        it.delete_multilingual_glossary_dictionary(
            left, next(d for d in left.dictionaries if d.source_lang == "ES"))
        refused(
            deepl.GlossaryNotFoundException, [], it.get_multilingual_glossary_entries, glossary, "ES", "EN",
            status=404)
    finally:
        it.delete_multilingual_glossary(glossary)
    refused(deepl.GlossaryNotFoundException, [], it.get_multilingual_glossary, glossary.glossary_id)
    from_csv = it.create_multilingual_glossary_from_csv("csv", "EN", "ES", csv_data="Fig,Higo\nPear,Pera\n")
    assert from_csv.dictionaries[0].entry_count == 2
    it.delete_multilingual_glossary(from_csv.glossary_id)


def test_refused_multilingual_glossaries():
    it = client()
    refused(
        deepl.DeepLException, ["not supported"], it.create_multilingual_glossary, "x",
        [entries("EN", "XX", {"a": "b"})], status=400)
    twice = [entries("EN", "ES", {"a": "b"}), entries("EN", "ES", {"c": "d"})]
    refused(deepl.DeepLException, ["two"], it.create_multilingual_glossary, "x", twice, status=400)
    for call in [
        it.get_multilingual_glossary,
        it.delete_multilingual_glossary,
        lambda id: it.get_multilingual_glossary_entries(id, "EN", "ES"),
        lambda id: it.update_multilingual_glossary_name(id, "x"),
        lambda id: it.replace_multilingual_glossary_dictionary(id, entries("EN", "ES", {"a": "b"})),
        lambda id: it.delete_multilingual_glossary_dictionary(id, source_lang="EN", target_lang="ES"),
    ]:
        refused(deepl.DeepLException, [], call, "invalid_glossary_id", status=400)
        refused(deepl.GlossaryNotFoundException, [], call, UNKNOWN, status=404)


def test_documents():
    it = client()
    lines = f"{SENTENCE}\r\n\r\nThe vaccine is free.\r\n"
    with tempfile.TemporaryDirectory() as folder:
        source, result = pathlib.Path(folder, "notice.txt"), pathlib.Path(folder, "out.txt")
        source.write_bytes(lines.encode())
        status = it.translate_document_from_filepath(source, result, source_lang="EN", target_lang="ES")
        assert status.done and status.ok and status.billed_characters > 0
        translated = result.read_bytes().decode()
        assert translated.count("\r\n") == 3 and translated != lines, translated
        page, out = pathlib.Path(folder, "page.html"), pathlib.Path(folder, "out.html")
        page.write_text(f"<html lang=en><body><p>{SENTENCE}</p><code>x</code></body></html>")
        it.translate_document_from_filepath(page, out, target_lang="ES")
        assert "<code>x</code>" in out.read_text() and SENTENCE not in out.read_text()
        table, out = pathlib.Path(folder, "table.tsv"), pathlib.Path(folder, "out.tsv")
        table.write_text(f"number\ttext\n1\t{SENTENCE}\n")
        it.translate_document_from_filepath(table, out, source_lang="EN", target_lang="ES")
        assert out.read_text().startswith("number\ttext\n1\t") and SENTENCE not in out.read_text()
        refused(
            deepl.DeepLException, ["output_format"], it.translate_document_from_filepath, source, out,
            target_lang="ES", status=400)


def test_document_streams():
    it = client()
    glossary = it.create_glossary("documents", "EN", "ES", {"artist": "pintor", "prize": "galardón"})
    output = io.BytesIO()
    it.translate_document(
        io.BytesIO(b"artist\nprize\n"), output, source_lang="EN", target_lang="ES", filename="input.txt",
        glossary=glossary, formality="default")
    assert output.getvalue().decode() == "pintor\ngalardón\n", output.getvalue()
    output = io.BytesIO()
    it.translate_document(
        b"artist\n", output, source_lang="EN", target_lang="ES", filename="input.txt",
        glossary_ids=[glossary.glossary_id])
    assert output.getvalue().decode() == "pintor\n"
    it.delete_glossary(glossary)


def test_document_steps():
    it = client()
    handle = it.translate_document_upload(
        SENTENCE.encode(), source_lang="EN", target_lang="ES", filename="a.txt")
    assert len(handle.document_id) == 32 and len(handle.document_key) == 64
    wrong = deepl.DocumentHandle(handle.document_id, "0" * 64)
    refused(deepl.DeepLException, ["Not found"], it.translate_document_get_status, wrong, status=404)
    refused(deepl.DeepLException, ["Not found"], it.translate_document_download, wrong, status=404)
    status = it.translate_document_get_status(handle)
    while not status.done:
        assert status.ok and status.status.value in ["queued", "translating"]
        assert status.seconds_remaining > 0
        time.sleep(0.2)
        status = it.translate_document_get_status(handle)
    assert status.billed_characters == len(SENTENCE)
    other = client(READER)
    refused(deepl.DeepLException, ["Not found"], other.translate_document_get_status, handle, status=404)
    response = it.translate_document_download(handle)
    content = b"".join(response.iter_content(1))
    assert content and int(response.headers["Content-Length"]) == len(content)
    refused(deepl.DeepLException, ["Not found"], it.translate_document_download, handle, status=404)
    never = deepl.DocumentHandle("0" * 32, "0" * 64)
    refused(deepl.DeepLException, ["Not found"], it.translate_document_get_status, never, status=404)


def test_refused_documents():
    it = client()
    upload = it.translate_document_upload
    refused(deepl.DeepLException, [], upload, b"\x00\x01\xff\xfe\x00", target_lang="ES", filename="a.bin", status=400)
    refused(deepl.DeepLException, ["target_lang"], upload, b"a", target_lang="XX", filename="a.txt", status=400)
    refused(
        deepl.DeepLException, ["formality"], upload, b"a", target_lang="ES", filename="a.txt",
        formality="less", status=400)
    refused(
        deepl.DocumentTranslationException, ["Source and target language"], it.translate_document, b"Hola.",
        io.BytesIO(), source_lang="ES", target_lang="ES", filename="a.txt")


def test_memories():
    it = client()
    memories = it.list_translation_memories()
    assert it.list_translation_memories(page=0, page_size=25) is not None
    for memory in memories:
        assert it.get_translation_memory(memory).name == memory.name
    refused(deepl.DeepLException, ["page_size"], it.list_translation_memories, page_size=26, status=400)
    refused(deepl.DeepLException, ["Not found"], it.get_translation_memory, UNKNOWN, status=404)


def test_what_is_not_here():
    it = client()
    refused(deepl.DeepLException, ["Not found"], it.rephrase_text, "Hello.", target_lang="EN-US", status=404)
    refused(deepl.DeepLException, ["Not found"], it.get_all_style_rules, status=404)
    refused(deepl.DeepLException, ["Not found"], it.get_style_rule, UNKNOWN, status=404)


def test_keys():
    refused(
        deepl.AuthorizationException, ["Authorization failure"], client("invalid").translate_text, "Hello",
        target_lang="ES", status=403)
    reader = client(READER)
    assert reader.translate_text(SENTENCE, target_lang="ES").text and reader.list_glossaries() is not None
    refused(
        deepl.AuthorizationException, [], reader.create_glossary, "x", "EN", "ES", {"a": "b"}, status=403)
    refused(
        deepl.QuotaExceededException, ["Quota"], client(POOR).translate_text, SENTENCE, source_lang="EN",
        target_lang="ES", status=456)
    refused(
        deepl.DeepLException, ["413"], client().translate_text, "a" * 200_000, source_lang="EN",
        target_lang="ES", status=413)


def test_replies():
    key = {"Authorization": f"DeepL-Auth-Key {KEY}"}
    for method, path in [("GET", "v2/usage"), ("GET", "v3/nothing"), ("POST", "v2/translate")]:
        reply = requests.request(method, f"{URL}/{path}", headers=key)
        assert reply.headers["X-Trace-ID"], path
        assert reply.ok or reply.json()["message"], path
    form = [("text", "Apple"), ("text", SENTENCE), ("target_lang", "ES"), ("source_lang", "EN")]
    reply = requests.post(f"{URL}/v2/translate", data=form, headers=key).json()
    assert [t["billed_characters"] for t in reply["translations"]] == [5, len(SENTENCE)]


failures = 0
for name, test in list(globals().items()):
    if name.startswith("test_"):
        try:
            test()
        except Exception:
            failures += 1
            print(f"{name} failed:\n{traceback.format_exc(limit=-2)}")
print(f"deepl {deepl.__version__}: {failures} failures")
sys.exit(1 if failures else 0)
