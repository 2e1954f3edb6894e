#!/usr/bin/env python3
"""Writes GoldenFigures.swift beside this file: scores of sacreBLEU 2.6.0 for sentences made up here.

Run it again only to add figures:  python3 make_golden.py
"""
import logging
import os
import random

import numpy
import sacrebleu
from sacrebleu.metrics import BLEU, CHRF, TER
from sacrebleu.significance import PairedTest

assert sacrebleu.__version__ == "2.6.0", sacrebleu.__version__
logging.disable(logging.CRITICAL)

# Hypothesis, first reference, second reference.
HANDWRITTEN = [
    ("El agua está fría esta mañana.", "El agua está muy fría esta mañana.", "Esta mañana el agua está fría."),
    ("¿Dónde queda el hospital?", "¿Dónde está el hospital?", "¿En dónde queda el hospital más cercano?"),
    ("Che aha ógape.", "Che aháta che rógape.", "Aháta ógape."),
    ("Ñande jaguerekóva mbo'ehao pyahu.", "Ñande jareko mbo’ehao pyahu.", "Jareko mbo'ehao pyahu."),
    ("Wasiyman rishani.", "Wasiymanmi rishani.", "Ñuqaqa wasiyman rishani."),
    ("Uñjañ mun jumanaka.", "Jumanakaruw uñjañ munta.", ""),
    ("", "An empty translation has nothing to say.", "Nothing."),
    ("There is no reference here.", "", "There is none here."),
    ("", "", ""),
    ("   ", " \t ", "\u3000"),
    ("a", "a", "b"),
    ("a b", "a b", "b a"),
    ("one two three", "one two three", "three two one"),
    ("The price is 1,234.56 dollars, not 1.234,56.", "The price is $1,234.56, not 1.234,56.",
     "It costs 1,234.56 dollars."),
    ("On 12-05-2024 at 10:30 - the 3-day course began.", "On 12-05-2024, at 10:30, the three-day course began.",
     "The 3-day course began on 12-05-2024 (10:30)."),
    ('He said: "It\'s John\'s book (the red one)".', 'He said, "It\'s the red book of John".',
     '“It’s John’s red book,” he said.'),
    ("Tom &amp; Jerry &lt;b&gt; &quot;quoted&quot; &amp;quot;", 'Tom & Jerry <b> "quoted"', "Tom and Jerry <b>"),
    ("A <skipped> B-\nC\nD end-\n", "A B C D end", "A BC D\n-end"),
    ("Wait... what?! No, no: 5..6 and 7.,8 ,9", "Wait, what? No: 5.6 and 7,8,9.", "What?!... Wait."),
    ("今日は天気がいいです。", "今日の天気はとてもいいです。", "天気が良い。"),
    ("我们 明天 去 北京。", "我们明天去北京旅游。", "明天我们去北京。"),
    ("Ο ΟΔΥΣΣΕΑΣ ΚΑΙ Ο ΣΙΣΥΦΟΣ.", "Ο Οδυσσέας και ο Σίσυφος.", "ο οδυσσεας και ο σισυφος."),
    ("İSTANBUL IŞIK ÇOK GÜZEL", "istanbul ışık çok güzel", "İstanbul çok güzel"),
    ("DER GROẞE STRAẞENNAME", "der große Straßenname", "Der grosse Strassenname"),
    ("cafe\u0301 nai\u0308ve co\u0303i", "café naïve cõi", "cafe naive coi"),
    ("non\u00a0breaking\u2009thin\u202fnarrow\u3000wide\u2028line", "non breaking thin narrow wide line",
     "non\u00a0breaking thin"),
    ("zero\u200bwidth \ufeffmark\x1funit\x1cfile\x85next", "zero width mark unit file next", "zerowidth mark"),
    ("😀 👍🏽 family 👨‍👩‍👧 flags 🇵🇪🇧🇴", "😀 👍 family 👨‍👩‍👧 flags 🇵🇪", "😀 flags 🇧🇴"),
    ("(hi) (hi ((hi)) !! -- a-b 'tis 90's l'eau", "(hi) hi (hi) ! - a-b 'tis the 90's l'eau", "hi hi hi"),
    ("U.S.A. is e.g. a country, i.e. big_one@example.com #tag 50% {x} [y] a/b",
     "The U.S.A. is, e.g., a country; big_one@example.com #tag 50 % {x} [y] a / b", "USA"),
    ("the the the the the the", "the cat the dog", "the the a"),
    ("Quechua runasimi is spoken in the Andes by millions of people today",
     "today millions of people in the Andes speak Quechua , runasimi",
     "by millions of people Quechua runasimi is spoken today in the Andes"),
    ("x y z a b c d e f g", "a b c d e f g x y z", "g f e d c b a z y x"),
    ("\t tabs\tand  double   spaces \r\n", "tabs and double spaces", "tabs\tand\tdouble\tspaces"),
]

WORDS = ("el la los de que en un por con para agua tierra fuego río camino montaña niño abuela salud médico "
         "lluvia viento siembra papa maíz quinua llama escuela maestro lengua palabra historia corazón "
         "trabajo pueblo mercado fiesta canción sol luna estrella noche día año vida muerte puerta casa").split()
MARKS = [",", ".", ";", "?", "!", ":", "…", ")", '"']


def made_up(random_source, length):
    words = []
    for _ in range(length):
        word = random_source.choice(WORDS)
        if random_source.random() < 0.1:
            word = word.capitalize()
        if random_source.random() < 0.12:
            word += random_source.choice(MARKS)
        if random_source.random() < 0.04:
            word = str(random_source.randrange(10000)) + random_source.choice(["", ".5", ",25", "-"])
        words.append(word)
    return words


def perturbed(random_source, words):
    words = list(words)
    for _ in range(random_source.randrange(1, 3 + len(words) // 5)):
        if not words:
            break
        place = random_source.randrange(len(words))
        kind = random_source.randrange(5)
        if kind == 0:
            del words[place]
        elif kind == 1:
            words.insert(place, random_source.choice(WORDS))
        elif kind == 2:
            words[place] = random_source.choice(WORDS)
        elif kind == 3:
            letters = words[place]
            cut = random_source.randrange(len(letters))
            words[place] = letters[:cut] + random_source.choice("aeñú'.") + letters[cut + 1:]
        else:
            length = random_source.randrange(1, 6)
            block = words[place:place + length]
            del words[place:place + length]
            target = random_source.randrange(len(words) + 1)
            words[target:target] = block
    return words


def sentences():
    source = random.Random(20240229)
    rows = list(HANDWRITTEN)
    for length in [3, 5, 7, 8, 9, 10, 12, 12, 15, 15, 18, 20, 22, 25, 30, 30, 40, 60, 90, 130]:
        reference = made_up(source, length)
        rows.append(tuple(" ".join(x) for x in (
            perturbed(source, reference), reference, perturbed(source, reference))))
    # Lengths so unlike that the beam of the edit distance matters.
    long = made_up(source, 140)
    rows.append((" ".join(long[100:]), " ".join(long), " ".join(long[:60])))
    rows.append((" ".join(long), " ".join(long[70:100]), " ".join(long[90:] + long[:90])))
    rows.append(("agua", " ".join(long), " ".join(long[:2])))
    rows.append((" ".join(long[1:3]), " ".join(long), " ".join(reversed(long))))
    return rows


def metrics():
    return {
        "bleu": BLEU(),
        "bleu-none": BLEU(tokenize="none"),
        "bleu-char": BLEU(tokenize="char"),
        "bleu-lower": BLEU(lowercase=True),
        "bleu-effective": BLEU(effective_order=True),
        "bleu-unsmoothed": BLEU(smooth_method="none"),
        "bleu-floor": BLEU(smooth_method="floor", effective_order=True),
        "bleu-add": BLEU(smooth_method="add-k", effective_order=True),
        "chrf": CHRF(),
        "chrf+": CHRF(word_order=1),
        "chrf++": CHRF(word_order=2),
        "chrf++-lower": CHRF(word_order=2, lowercase=True),
        "ter": TER(),
        "ter-mixed": TER(case_sensitive=True),
        "ter-western": TER(normalized=True),
        "ter-bare": TER(no_punct=True),
        "ter-western-bare": TER(normalized=True, no_punct=True),
    }


def literal(text):
    def escape(character):
        if character in '"\\':
            return "\\" + character
        if character.isalnum() and character.isprintable() or 0x20 <= ord(character) < 0x7F:
            return character
        return "\\u{%X}" % ord(character)
    return '"' + "".join(map(escape, text)) + '"'


def numbers(values):
    return "[" + ", ".join(repr(float(value)) for value in values) + "]"


def main():
    rows = sentences()
    hypotheses = [row[0] for row in rows]
    references = [[row[1] for row in rows], [row[2] for row in rows]]
    out = ["// Written by make_golden.py with sacreBLEU 2.6.0. Do not edit.", "// swift-format-ignore-file", "",
           "/// Scores of sacreBLEU for made-up translations, against one and against two references.",
           "enum GoldenFigures {",
           "  struct Figures {", "    let key: String", "    let references: Int", "    let signature: String",
           "    let line: String", "    let corpus: Double",
           "    /// The score of each segment.", "    let segments: [Double]",
           "    /// Mean and half width of the interval from 200 resamples with seed 12345.",
           "    let mean: Double", "    let halfWidth: Double", "  }", "",
           "  static let hypotheses: [String] = ["]
    out += [f"    {literal(text)}," for text in hypotheses]
    out += ["  ]", "", "  static let references: [[String]] = ["]
    for stream in references:
        out += ["    ["] + [f"      {literal(text)}," for text in stream] + ["    ],"]
    out += ["  ]", "", "  static let figures: [Figures] = ["]
    for count in (1, 2):
        for key, metric in metrics().items():
            score = metric.corpus_score(hypotheses, references[:count])
            plain = str(metric.get_signature())
            line = score.format(signature=plain)
            segments = [
                metrics()[key].sentence_score(row[0], list(row[1:1 + count])).score for row in rows]
            score = metric.corpus_score(hypotheses, references[:count], n_bootstrap=200)
            out.append(
                f'    Figures(key: "{key}", references: {count}, signature: "{plain}", line: {literal(line)}, '
                f"corpus: {score.score!r}, segments: {numbers(segments)}, mean: {float(score._mean)!r}, "
                f"halfWidth: {float(score._ci)!r}),")
    out += ["  ]", ""]
    # A second system for the paired test: the second reference with its first word lost.
    other = [text.partition(" ")[2] for text in references[1]]
    out += ["  static let other: [String] = ["] + [f"    {literal(text)}," for text in other] + ["  ]", "",
            "  /// Metric, score of the first and the second system, p-value, from 500 resamples.",
            "  static let paired: [(key: String, baseline: Double, system: Double, pValue: Double)] = ["]
    chosen = {"BLEU": "bleu", "chrF2++": "chrf++", "TER": "ter"}
    test = PairedTest([("first", hypotheses), ("second", other)],
                      {name: metrics()[key] for name, key in chosen.items()}, references[:1],
                      test_type="bs", n_samples=500)
    for name, results in test()[1].items():
        if name != "System":
            out.append(f'    ("{chosen[name]}", {results[0].score!r}, {results[1].score!r}, '
                       f"{results[1].p_value!r}),")
    out += ["  ]", "", "  /// The first numbers of NumPy's default generator: seed, bound, numbers.",
            "  static let draws: [(seed: UInt64, bound: UInt32, numbers: [UInt32])] = ["]
    for seed, bound in ((12345, 58), (12345, 1), (0, 1000), (1 << 40, 3_000_000_000), (7, 2 ** 31 + 1)):
        drawn = numpy.random.default_rng(seed).choice(bound, size=40, replace=True)
        out.append(f"    ({seed}, {bound}, {[int(x) for x in drawn]}),")
    out += ["  ]", "}", ""]
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "GoldenFigures.swift")
    with open(path, "w", encoding="utf-8") as file:
        file.write("\n".join(out))


if __name__ == "__main__":
    main()
