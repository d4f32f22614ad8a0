// The words that stand only in summaries: in shards by their first letters, loaded when a typed word needs them. No DOM.
//
//   index.json: first letters of each shard ──missing──▶ summaries/3.json, … ──add──▶ words and their rows ──rows──▶ search
import { DIGIT, DIGITS } from './digits.js';

/** A typed word needs the shards of its first letters: more letters need no other shard, nor does a typo behind them. */
const LETTERS = 3;
/** Digits below it end a number, those from it on do not. */
const HALF = DIGITS.length / 2;

/** What is known before a shard is needed. */
export function open({ first, common }) {
  return {
    first,
    /** Words of so many summaries that they tell none apart. */
    common: new Set(common),
    /** By number; nothing for one that could not be loaded. */
    shards: new Map(),
  };
}

/** The shards that words need and that nobody has tried to load. */
export function missing(summaries, tokens) {
  const needed = new Set(tokens.flatMap((token) => shardsOf(summaries, token)));
  return [...needed].filter((shard) => !summaries.shards.has(shard));
}

/** Adds a shard, or that there is none to be had. */
export function add(summaries, shard, file) {
  const lines = (text) => (text === '' ? [] : text.split('\n'));
  summaries.shards.set(shard, file && { words: lines(file.words), rows: lines(file.rows) });
}

/** Lets shards that could not be loaded be tried again. */
export function retry(summaries) {
  for (const [shard, file] of summaries.shards) if (!file) summaries.shards.delete(shard);
}

/** Calls `found` with how well a word fits, and with its rows, for each word that fits `token`. */
export function search(summaries, token, fit, found) {
  const begins = token.slice(0, LETTERS);
  for (const shard of shardsOf(summaries, token)) {
    const { words, rows } = summaries.shards.get(shard) ?? { words: [] };
    words.forEach((word, at) => {
      const fits = word.startsWith(begins) ? fit(word) : 0;
      if (fits > 0) found(fits, gaps(rows[at]));
    });
  }
}

function shardsOf({ first }, token) {
  // One letter says too little to load what may be a large part of all.
  if (token.length < 2) return [];
  const begins = token.slice(0, LETTERS);
  return [...first.keys()].filter((shard) => {
    const starts = first[shard] <= begins || first[shard].startsWith(begins);
    return starts && (shard + 1 === first.length || first[shard + 1] > begins);
  });
}

/** The rows that a text of gaps stands for. */
export function gaps(text) {
  const rows = [];
  let next = 0;
  let number = 0;
  for (let at = 0; at < text.length; at += 1) {
    const digit = DIGIT[text.charCodeAt(at)];
    number = number * HALF + (digit % HALF);
    if (digit >= HALF) continue;
    rows.push(next + number);
    next += number + 1;
    number = 0;
  }
  return rows;
}
