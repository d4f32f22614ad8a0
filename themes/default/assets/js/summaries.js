// Words that occur only in summaries, in shards by their first letters, which are loaded when a query needs them:
// `open`, `missing`, `add`, `retry`, `search`, `decodeGaps`. No DOM.
//
//   index.json: first letters of each shard ──missing──▶ summaries/3.json, … ──add──▶ words and their rows ──search──▶ scores
import { DIGITS, DIGIT_VALUES } from './base.js';

/** The length of the prefix that selects shards: further letters need no other shard, and neither does a typo in them. */
const PREFIX_LENGTH = 3;
/** Digits below it are the last of a number, digits from it on are not. */
const HALF = DIGITS.length / 2;

/** The state before any shard has been loaded. */
export function open({ first, common }) {
  return {
    first,
    /** Words that occur in too many summaries to distinguish partners. */
    common: new Set(common),
    /** By number; null for a shard that could not be loaded. */
    shards: new Map(),
  };
}

/** The shards that the tokens need and that have not been requested yet. */
export function missing(summaries, tokens) {
  const needed = new Set(tokens.flatMap((token) => shardsOf(summaries, token)));
  return [...needed].filter((shard) => !summaries.shards.has(shard));
}

/** Adds a shard; `file` is null if it could not be loaded. */
export function add(summaries, shard, file) {
  const lines = (text) => (text === '' ? [] : text.split('\n'));
  summaries.shards.set(shard, file && { words: lines(file.words), rows: lines(file.rows) });
}

/** Forgets failures, so that the shards are requested again. */
export function retry(summaries) {
  for (const [shard, file] of summaries.shards) if (!file) summaries.shards.delete(shard);
}

/** Calls `onMatch` with the fit and the rows of each word that matches `token`. */
export function search(summaries, token, fitOf, onMatch) {
  const prefix = token.slice(0, PREFIX_LENGTH);
  for (const shard of shardsOf(summaries, token)) {
    const { words, rows } = summaries.shards.get(shard) ?? { words: [] };
    words.forEach((word, position) => {
      const fit = word.startsWith(prefix) ? fitOf(word) : 0;
      if (fit > 0) onMatch(fit, decodeGaps(rows[position]));
    });
  }
}

function shardsOf({ first }, token) {
  // A single letter would load a large part of all shards.
  if (token.length < 2) return [];
  const prefix = token.slice(0, PREFIX_LENGTH);
  return [...first.keys()].filter((shard) => {
    const starts = first[shard] <= prefix || first[shard].startsWith(prefix);
    return starts && (shard + 1 === first.length || first[shard + 1] > prefix);
  });
}

/** The rows of a posting list, which is written as the gaps between them. */
export function decodeGaps(text) {
  const rows = [];
  let next = 0;
  let gap = 0;
  for (let position = 0; position < text.length; position += 1) {
    const digit = DIGIT_VALUES[text.charCodeAt(position)];
    gap = gap * HALF + (digit % HALF);
    if (digit >= HALF) continue;
    rows.push(next + gap);
    next += gap + 1;
    gap = 0;
  }
  return rows;
}
