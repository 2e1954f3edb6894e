import { call } from "./api.js";

/** Texts are cut between lines into parts of about so many characters, so that a long one comes bit by bit. */
const partLength = 2000;
const keptParts = 400;
/** The language is told by so many characters from the beginning. */
const detectionLength = 500;

/**
 * Translates a text part by part, and keeps the parts: where a person types in a long text, only the part that
 * changes is translated again.
 */
export class TextTranslator {
  /** `{ start, source, translation, sentences }`; `start` is where the part begins in the text, in UTF-16 units. */
  parts = [];
  /** The languages of the last translation, the source as it was chosen or detected. */
  languages = null;
  /** Sentences that a person chose instead of the best, by the sentence that they replace. */
  choices = new Map();
  #known = new Map();
  #beginning = null;
  #detected = null;

  /** The whole translation, with the person's choices. */
  get text() {
    return this.parts.map((part) => partText(part, this.choices)).join("");
  }

  sentences() {
    return this.parts.flatMap((part) => part.sentences);
  }

  clear() {
    this.parts = [];
    this.languages = null;
  }

  /** Forgets all that was translated, because something besides the text changed. */
  forget() {
    this.#known.clear();
    this.choices.clear();
  }

  choose(sentence, text) {
    if (text === null || text === sentence.text) this.choices.delete(sentence.key);
    else this.choices.set(sentence.key, text);
  }

  /** Fills `parts`; calls `progress` after each part. Throws a `Problem`. */
  async translate(text, { languages, glossaries, convention, signal, progress }) {
    const source = await this.#source(text, languages, signal);
    const target = languages.target;
    const parts = [];
    let start = 0;
    for (const piece of split(text)) {
      const request = { text: piece, source, target, glossaries, include: ["sentences"] };
      if (convention) request.convention = convention;
      const translation = piece.trim() === "" ? { text: piece } : await this.#part(request, signal);
      parts.push({ start, source: piece, translation, sentences: readSentences(translation, piece, start) });
      start += piece.length;
      this.parts = [...parts];
      this.languages = { source, target };
      progress();
    }
  }

  /** The source that was chosen, or the one that the text seems to be in: the list of targets follows it. */
  async #source(text, languages, signal) {
    if (languages.source !== "auto") return languages.source;
    const beginning = text.trim().slice(0, detectionLength);
    if (beginning !== this.#beginning) {
      const found = await call("/v1/detect", { json: { text: beginning }, signal });
      this.#beginning = beginning;
      this.#detected = found.detections[0]?.[0]?.language ?? null;
    }
    languages.setDetected(this.#detected);
    return this.#detected ?? "auto";
  }

  async #part(request, signal) {
    const key = JSON.stringify(request);
    let translation = this.#known.get(key);
    if (translation === undefined) {
      translation = (await call("/v1/translate", { json: request, signal })).translations[0];
      if (this.#known.size >= keptParts) this.#known.delete(this.#known.keys().next().value);
      this.#known.set(key, translation);
    }
    return translation;
  }
}

/** Whole lines together, as many as fit; a longer line is cut between sentences. */
function split(text) {
  const parts = [];
  for (const piece of (text.match(/[^\n]*\n|[^\n]+$/g) ?? []).flatMap(sentencesOfLongLine)) {
    const last = parts.length - 1;
    if (last >= 0 && parts[last].length + piece.length <= partLength) parts[last] += piece;
    else parts.push(piece);
  }
  return parts;
}

function sentencesOfLongLine(line) {
  if (line.length <= partLength || !Intl.Segmenter) return [line];
  return [...new Intl.Segmenter(undefined, { granularity: "sentence" }).segment(line)].map(({ segment }) => segment);
}

function partText(part, choices) {
  let text = "";
  let end = 0;
  for (const sentence of part.sentences) {
    text += part.translation.text.slice(end, sentence.targetStart) + (choices.get(sentence.key) ?? sentence.text);
    end = sentence.targetEnd;
  }
  return text + part.translation.text.slice(end);
}

/** The sentences of a translation with places in UTF-16 units: the server counts code points. */
function readSentences(translation, piece, start) {
  if (translation.via !== undefined) return [wholePart(translation, piece, start)];
  const inSource = codePointOffsets(piece);
  const inTarget = codePointOffsets(translation.text);
  let [sourceEnd, targetEnd] = [0, 0];
  return (translation.sentences ?? []).map((sentence, index) => {
    const sourceStart = sentence.sourceRange
      ? inSource[sentence.sourceRange[0]] : Math.max(piece.indexOf(sentence.source, sourceEnd), sourceEnd);
    const targetStart = sentence.targetRange
      ? inTarget[sentence.targetRange[0]] : Math.max(translation.text.indexOf(sentence.text, targetEnd), targetEnd);
    sourceEnd = sourceStart + sentence.source.length;
    targetEnd = targetStart + sentence.text.length;
    return {
      ...sentence, targetStart, targetEnd, sourceStart: start + sourceStart,
      key: `${start + sourceStart} ${index} ${sentence.source} ${sentence.text}`,
      level: confidenceLevel(sentence),
      sourcePlaces: places(sentence.sourceTokens, sentence.source),
      targetPlaces: places(sentence.targetTokens, sentence.text),
    };
  });
}

/** What came through a third language is one sentence: the server's sentences are those of the third language. */
function wholePart(translation, piece, start) {
  const { text, via, confidence } = translation;
  const words = [...text.matchAll(/[\p{L}\p{M}\p{N}]+(?:['’ʼ-][\p{L}\p{M}\p{N}]+)*/gu)];
  const sentence = { source: piece.trim(), text, via, confidence };
  return {
    ...sentence, targetStart: 0, targetEnd: text.length, sourceStart: start, key: `${start} ${piece} ${text}`,
    level: confidenceLevel(sentence), sourcePlaces: [],
    targetPlaces: words.map(({ index, 0: word }) => [index, index + word.length]),
  };
}

function places(ranges, text) {
  const offsets = codePointOffsets(text);
  return (ranges ?? []).map(([from, to]) => [offsets[from] ?? text.length, offsets[to] ?? text.length]);
}

/** Where each code point begins, and where the last ends. */
function codePointOffsets(text) {
  const offsets = [0];
  for (const character of text) offsets.push(offsets[offsets.length - 1] + character.length);
  return offsets;
}

function confidenceLevel(sentence) {
  if (sentence.remembered) return "remembered";
  if (sentence.confidence >= 0.7) return "high";
  return sentence.confidence >= 0.45 ? "fair" : "low";
}
