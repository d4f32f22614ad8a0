// What is asked of the directory's index: a question in, rows and counts out. No DOM.
//
//   { q, chosen, sort } ──find──▶ how well each row fits ──narrow──▶ rows, counts ──order──▶ answer
//
// A word is looked for once among the words that occur, never in each partner; what it is worth then goes from words to
// values and from values to rows, column by column.
import { count, countBoth, intersect, list, unite } from './bits.js';
import { beginsAlmost, LEGAL_FORMS, nameWords, words } from './letters.js';
import * as summaries from './summaries.js';

/** What a word is worth by where it was found; the sum of all words orders the results. */
const WORTH = { nameStart: 64, nameWord: 48, city: 32, specialization: 16, industry: 8, other: 4, summary: 1 };
/** A whole word is worth a little more than its beginning, and a word with a typo less than any other in its place. */
const WHOLE = 3;
const PREFIX = 2;
const TYPO = 1;
/** What a word is worth that does not count beside others. */
const ANYWHERE = 1;
/** Above what any words in any place are worth: for a name that begins with all that was typed. */
const FAVOUR = 1024;

/** Shorter words are too alike for a typo to be told from another word. */
const TYPO_FROM = 4;
/** So many words say whom one looks for; with more, somebody has pasted a text. */
const MOST_WORDS = 12;

/**
 * The answer to `{ q, chosen, sort }`; `chosen` has a set of ids for each group, or nothing.
 *
 * `counts` has, for each group and value, how many partners there would be with this value, were the group itself
 * not restricted; `drops` says for each thing asked, when nothing is found, how many there would be without it;
 * `missing` are the shards of summaries that may have more.
 */
export function ask(index, { q = '', chosen = [], sort = 'name' }) {
  const asked = tokens(q);
  const missing = summaries.missing(index.summaries, asked);
  const scores = find(index, q, asked, missing);
  const text = scores ? bitsOf(index, scores) : index.all;
  const picked = index.groups.map((group, at) => {
    if (!chosen[at]?.size) return null;
    const rows = new Uint32Array(index.size);
    for (const value of group.values) if (chosen[at].has(value.id)) unite(rows, value.rows);
    return rows;
  });
  const without = (left) => {
    const rows = Uint32Array.from(text);
    picked.forEach((set, at) => {
      if (set && at !== left) intersect(rows, set);
    });
    return rows;
  };
  const found = without(-1);
  const counts = index.groups.map((group, at) => {
    const rows = picked[at] ? without(at) : found;
    return group.values.map((value) => countBoth(rows, value.rows));
  });
  const rows = inOrder(index, list(found), sort, scores);
  const drops = [];
  if (rows.length === 0) {
    picked.forEach((set, at) => {
      if (set) drops.push({ group: at, total: count(without(at)) });
    });
    if (scores) {
      const rows = Uint32Array.from(index.all);
      for (const set of picked) if (set) intersect(rows, set);
      drops.push({ group: -1, total: count(rows) });
    }
  }
  return { rows, total: rows.length, counts, drops, missing };
}

/** For each row how well it fits the words, or nothing where nothing was asked. */
function find(index, q, asked, missing) {
  if (asked.length === 0) return null;
  const strict = asked.map((token) => match(index, token, false));
  const guess = (token, at) => (token.length < TYPO_FROM || index.summaries.common.has(token) ? strict[at] : match(index, token, true));
  // A word that nothing begins with may have a typo. What is still to come may have it, and is better than a guess.
  const settled = (token) => missing.length === 0 || summaries.missing(index.summaries, [token]).length === 0;
  const tolerant = asked.map((token, at) => (strict[at].found || !settled(token) ? strict[at] : guess(token, at)));
  const scores = together(passing(index, asked, tolerant));
  if (asked.length === 1 || missing.length > 0 || scores.some((score) => score > 0)) return favour(index, scores, q);
  // Each word was found, but nowhere with the others: perhaps one of them is a typo that is a word too.
  return favour(index, together(passing(index, asked, asked.map(guess))), q);
}

/** The words of a question: legal forms do not count beside others, and an article that was parted off neither. */
function tokens(q) {
  const all = [...new Set(words(q))];
  const kept = all.filter((word) => !LEGAL_FORMS.has(word) && word.length > 1);
  return (kept.length > 0 ? kept : all).slice(0, MOST_WORDS);
}

/** How well each row fits one word. */
function match(index, token, tolerant) {
  const { head } = index;
  const scores = new Uint8Array(head.partners);
  const fit = (word) => {
    if (word.startsWith(token)) return word.length === token.length ? WHOLE : PREFIX;
    return tolerant && beginsAlmost(word, token) ? TYPO : 0;
  };
  const bestOf = (list) => list.reduce((best, word) => Math.max(best, fit(word)), 0);
  let found = inNames(index, index.words.map(fit), scores);
  const cities = index.cityWords.map((words) => worth(WORTH.city, bestOf(words)));
  found = inColumn(index, index.cities, head.city_sets, cities, scores) || found;
  head.facets.forEach(({ id, sets }, at) => {
    const values = index.values[at].map((value) => worth(WORTH[id] ?? WORTH.other, bestOf(value.words)));
    found = inColumn(index, index.sets[at], sets, values, scores) || found;
  });
  found = inSummaries(index, token, fit, scores) || found;
  return { scores, found };
}

function worth(place, fit) {
  return fit > 0 ? place + fit : 0;
}

/** Raises the scores of rows in whose names there are words that fit. */
function inNames(index, fits, scores) {
  if (!fits.some((fit) => fit > 0)) return false;
  const byWord = Uint8Array.from(fits);
  for (const { first, count, offsets, words } of index.parts.values()) {
    for (let row = 0; row < count; row += 1) {
      for (let at = offsets[row]; at < offsets[row + 1]; at += 1) {
        const fit = byWord[words[at]];
        if (fit === 0) continue;
        const score = (at === offsets[row] ? WORTH.nameStart : WORTH.nameWord) + fit;
        if (score > scores[first + row]) scores[first + row] = score;
      }
    }
  }
  return true;
}

/** Raises the scores of rows by the best of the values that they have. */
function inColumn(index, column, sets, values, scores) {
  if (!values.some((value) => value > 0)) return false;
  const bySet = Uint8Array.from(sets, (set) => set.reduce((best, value) => Math.max(best, values[value]), 0));
  let found = false;
  for (const { first, count } of index.parts.values()) {
    for (let row = first; row < first + count; row += 1) {
      const score = bySet[column[row]];
      if (score === 0) continue;
      found = true;
      if (score > scores[row]) scores[row] = score;
    }
  }
  return found;
}

/** Raises the scores of rows in whose summaries there are words that fit. */
function inSummaries(index, token, fit, scores) {
  let found = false;
  summaries.search(index.summaries, token, fit, (fit, rows) => {
    const score = worth(WORTH.summary, fit);
    for (const row of rows) {
      const loaded = index.all[row >>> 5] & (1 << (row & 31));
      if (!loaded) continue;
      found = true;
      if (score > scores[row]) scores[row] = score;
    }
  });
  return found;
}

/** Lets every row pass a word that stands in so many summaries that it is in no shard, unless nothing else was asked. */
function passing(index, asked, matches) {
  const { common } = index.summaries;
  if (asked.every((token) => common.has(token))) return matches;
  asked.forEach((token, at) => {
    if (!common.has(token)) return;
    const { scores } = matches[at];
    for (const row of list(index.all)) scores[row] ||= ANYWHERE;
  });
  return matches;
}

/** Rows that fit all words, with the sum of what each is worth. */
function together([first, ...rest]) {
  const sums = Uint16Array.from(first.scores);
  for (const { scores } of rest) {
    for (let row = 0; row < sums.length; row += 1) {
      if (sums[row] > 0) sums[row] = scores[row] === 0 ? 0 : sums[row] + scores[row];
    }
  }
  return sums;
}

/** Puts those first whose name begins with all that was typed. */
function favour(index, sums, q) {
  const typed = nameWords(q);
  const last = typed.pop();
  const before = typed.map((word) => index.wordNumbers.get(word));
  if (before.length === 0 || before.includes(undefined)) return sums;
  const begins = Uint8Array.from(index.words, (word) => (word.startsWith(last) ? 1 : 0));
  for (const { first, count, offsets, words } of index.parts.values()) {
    for (let row = 0; row < count; row += 1) {
      const from = offsets[row];
      const length = offsets[row + 1] - from;
      if (sums[first + row] === 0 || length <= before.length || begins[words[from + before.length]] === 0) continue;
      if (before.every((word, at) => words[from + at] === word)) sums[first + row] += FAVOUR;
    }
  }
  return sums;
}

/** Rows in the order asked for; what is equal stays in the order of names. */
function inOrder(index, rows, sort, scores) {
  if (sort === 'relevance' && scores) {
    const best = scores.reduce((best, score) => Math.max(best, score), 0);
    return sorted(rows, best + 1, (row) => best - scores[row]);
  }
  if (sort === 'newest') return sorted(rows, index.newestRank.length, (row) => index.newestRank[index.since[row]]);
  const tier = index.head.facets.findIndex((facet) => facet.id === 'tier');
  if (sort !== 'tier' || tier < 0) return rows;
  // Values stand in the programmes' order, each programme's highest tier first; who has none comes last.
  const last = index.values[tier].length;
  const best = index.head.facets[tier].sets.map((set) => Math.min(last, ...set));
  return sorted(rows, last + 1, (row) => best[index.sets[tier][row]]);
}

/** Rows by a key below `limit`, counted into place: a comparison for each step would take ten times as long. */
function sorted(rows, limit, key) {
  const places = new Uint32Array(limit + 1);
  for (const row of rows) places[key(row) + 1] += 1;
  for (let at = 1; at <= limit; at += 1) places[at] += places[at - 1];
  const ordered = new Uint32Array(rows.length);
  for (const row of rows) ordered[places[key(row)]++] = row;
  return ordered;
}

function bitsOf(index, scores) {
  const bits = new Uint32Array(index.size);
  for (let row = 0; row < scores.length; row += 1) if (scores[row] > 0) bits[row >>> 5] |= 1 << (row & 31);
  return bits;
}
