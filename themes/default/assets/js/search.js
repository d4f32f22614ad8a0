// Search in the directory's index: `search`, from a query to rows and counts; `fit`, how well a word matches. No DOM.
//
//   { q, chosen, sort } ──scoreRows──▶ a score for each row ──openChoice──▶ rows, counts ──sortRows──▶ result
//
// A token is compared with each distinct word once, not with each partner. Scores then spread from words to values and from
// values to rows, column by column.
import { has, members, subtract, union } from './bitset.js';
import { officesOf } from './index.js';
import { openChoice } from './matching.js';
import { distance } from './places.js';
import { FEW, lackWeight, offersNeed, rank } from './ranking.js';
import * as summaries from './summaries.js';
import { LEGAL_FORMS, nameTokens, startsWithTypo, tokenize } from './tokenize.js';

/** The score of a match by the field it is in. A row's score is the sum over all tokens. */
const FIELD_SCORES = { nameStart: 64, nameWord: 48, city: 32, specialization: 16, industry: 8, certification: 8, other: 4, summary: 1 };
/** Added to the field's score: a whole word, the beginning of a word, and a word with a typo. */
const WHOLE_WORD = 3;
const PREFIX = 2;
const TYPO = 1;
/** The score of a common word in every row, when there are other tokens. */
const COMMON_WORD = 1;
/** Added when a name begins with the whole query; larger than any sum of field scores. */
const NAME_PREFIX_BOOST = 1024;

/** In shorter tokens a typo cannot be distinguished from another word. */
const MIN_TYPO_LENGTH = 4;
/** Further tokens are ignored: such a query is a pasted text. */
const MAX_TOKENS = 12;

/**
 * The result of the query `{ q, chosen, sort, near }`; `chosen` has a set of ids, or nothing, for each group; `near` is a place
 * with coordinates and the country, in which help is needed: a specialization that is not valid there does not count.
 *
 * `counts` has, for each group and value, the number of partners with this value if the group itself were not filtered.
 * `close` has, if few were found, the rows that lack one of several choices, but not the need, in the order of `rank`; near a place always those
 * of its country which have what is needed, but elsewhere.
 * `drops` has, if nothing was found, the number of partners without each filter (group -1 is the search text).
 * `missing` lists the shards of summaries that may contain more matches.
 * `words` has `{ token, scores, found, allowTypo }` for each word of the query; if no partner has all of them, `forgiven` is
 * true, and the rows are those that have most.
 */
export function search(index, { q = '', chosen = [], sort = 'name', near = null }) {
  const tokens = queryTokens(q);
  const missing = summaries.missing(index.summaries, tokens);
  const { scores, words, forgiven } = scoreRows(index, q, tokens, missing);
  const matching = scores ? bitsetOf(index, scores) : index.all;
  const choice = openChoice(index, chosen, { country: near?.country?.toLowerCase() ?? null });
  const counts = index.groups.map((group, position) => choice.counts(matching, position));
  const local = localRows(index, chosen);
  const rows = sortRows(members(choice.rows(matching)), { index, sort, scores, local, near });
  const drops = [];
  if (rows.length === 0) {
    for (const group of choice.active) drops.push({ group, total: choice.total(matching, group) });
    if (scores) drops.push({ group: -1, total: choice.total(index.all) });
  }
  const isSought = rows.length < FEW && choice.active.length > (scores ? 0 : 1);
  const close = closeRows(index, choice, matching, isSought ? choice.active : [], near);
  return { rows, total: rows.length, counts, drops, missing, choice, close, words, forgiven };
}

/** The rows that match all but one of the chosen facets, of these groups, or have what is needed, but not where; the best
 * first. Those without what is needed are none of them. */
function closeRows(index, choice, matching, groups, near) {
  const close = choice.elsewhereRows(matching);
  const weights = new Map(Array.from(members(close), (row) => [row, lackWeight(index, 'specialization', true)]));
  const full = choice.rows(matching);
  for (const group of groups) {
    const { facet } = index.groups[group];
    const found = choice.rows(matching, group);
    subtract(found, full);
    union(close, found);
    const needed = new Uint32Array(found.length);
    if (facet === 'specialization') for (const number of choice.numbers[group]) union(needed, index.groups[group].values[number].rows);
    for (const row of members(found)) {
      weights.set(row, Math.min(weights.get(row) ?? Infinity, lackWeight(index, facet, has(needed, row))));
    }
  }
  const far = near && distancesFrom(index, near);
  const offering = members(close).filter((row) => offersNeed(weights.get(row)));
  return rank(index, choice, offering, { weightOf: (row) => weights.get(row), distanceOf: far && ((row) => far[row]) });
}

/** The rows with an office in one of the chosen countries; null if none is chosen. */
function localRows(index, chosen) {
  const group = index.groups.findIndex(({ facet }) => facet === 'country');
  if (group < 0 || !chosen[group]?.size) return null;
  const local = new Uint32Array(index.size);
  for (const id of chosen[group]) if (index.local.has(id)) union(local, index.local.get(id));
  return local;
}

/** The tokens of a query. Legal forms, and single letters such as an elided article, do not count beside others. */
function queryTokens(q) {
  const all = [...new Set(tokenize(q))];
  const distinctive = all.filter((token) => !LEGAL_FORMS.has(token) && token.length > 1);
  return (distinctive.length > 0 ? distinctive : all).slice(0, MAX_TOKENS);
}

/** A score for each row, 0 where it does not match, with those of each word; no scores without tokens. */
function scoreRows(index, q, tokens, missing) {
  if (tokens.length === 0) return { scores: null, words: [], forgiven: false };
  const strict = tokens.map((token) => matchToken(index, token, { allowTypo: false }));
  const tolerantMatch = (token, position) =>
    token.length < MIN_TYPO_LENGTH || index.summaries.common.has(token) ? strict[position] : matchToken(index, token, { allowTypo: true });
  // A token without any match may contain a typo, but a shard that is still loading may contain the token as it is.
  const complete = (token) => missing.length === 0 || summaries.missing(index.summaries, [token]).length === 0;
  let words = tokens.map((token, position) => (strict[position].found || !complete(token) ? strict[position] : tolerantMatch(token, position)));
  let scores = sumScores(withCommonWords(index, tokens, words));
  if (tokens.length > 1 && missing.length === 0 && !scores.some((score) => score > 0)) {
    // Each token matches, but in no row all of them do: one may be a typo that happens to be a word.
    const tolerant = tokens.map(tolerantMatch);
    const sums = sumScores(withCommonWords(index, tokens, tolerant));
    if (!sums.some((score) => score > 0)) return { scores: sumMost(words), words, forgiven: true };
    words = tolerant;
    scores = sums;
  }
  return { scores: boostNamePrefix(index, scores, q), words, forgiven: false };
}

/** How well a word matches a token: 0 if it does not. */
export function fit(word, token, allowTypo) {
  if (word.startsWith(token)) return word.length === token.length ? WHOLE_WORD : PREFIX;
  return allowTypo && startsWithTypo(word, token) ? TYPO : 0;
}

/** The scores of all rows for one token. */
function matchToken(index, token, { allowTypo }) {
  const { head } = index;
  const scores = new Uint8Array(head.partners);
  const fitOf = (word) => fit(word, token, allowTypo);
  const bestFit = (words) => words.reduce((best, word) => Math.max(best, fitOf(word)), 0);
  let found = scoreNames(index, index.words.map(fitOf), scores);
  const cities = index.cityWords.map((words) => fieldScore(FIELD_SCORES.city, bestFit(words)));
  found = scoreColumn(index, index.cities, head.city_sets, cities, scores) || found;
  head.facets.forEach(({ id }, column) => {
    const values = index.values[column].map((value) => fieldScore(FIELD_SCORES[id] ?? FIELD_SCORES.other, bestFit(value.words)));
    found = scoreColumn(index, index.sets[column], index.setValues[column], values, scores) || found;
  });
  found = scoreSummaries(index, token, fitOf, scores) || found;
  return { token, scores, found, allowTypo };
}

function fieldScore(field, fit) {
  return fit > 0 ? field + fit : 0;
}

/** Raises the scores of rows whose names contain matching words. */
function scoreNames(index, fits, scores) {
  if (!fits.some((fit) => fit > 0)) return false;
  const fitByWord = Uint8Array.from(fits);
  for (const { first, count, offsets, words } of index.parts.values()) {
    for (let row = 0; row < count; row += 1) {
      for (let position = offsets[row]; position < offsets[row + 1]; position += 1) {
        const fit = fitByWord[words[position]];
        if (fit === 0) continue;
        const score = (position === offsets[row] ? FIELD_SCORES.nameStart : FIELD_SCORES.nameWord) + fit;
        if (score > scores[first + row]) scores[first + row] = score;
      }
    }
  }
  return true;
}

/** Raises the scores of rows to the best score among their values in a column. */
function scoreColumn(index, column, sets, values, scores) {
  if (!values.some((value) => value > 0)) return false;
  const scoreBySet = Uint8Array.from(sets, (set) => set.reduce((best, value) => Math.max(best, values[value]), 0));
  let found = false;
  for (const { first, count } of index.parts.values()) {
    for (let row = first; row < first + count; row += 1) {
      const score = scoreBySet[column[row]];
      if (score === 0) continue;
      found = true;
      if (score > scores[row]) scores[row] = score;
    }
  }
  return found;
}

/** Raises the scores of rows whose summaries contain matching words. */
function scoreSummaries(index, token, fitOf, scores) {
  let found = false;
  summaries.search(index.summaries, token, fitOf, (fit, rows) => {
    const score = fieldScore(FIELD_SCORES.summary, fit);
    for (const row of rows) {
      if (!has(index.all, row)) continue;
      found = true;
      if (score > scores[row]) scores[row] = score;
    }
  });
  return found;
}

/** Lets every row match a common word, which is in no shard, unless the query has nothing but common words. */
function withCommonWords(index, tokens, matches) {
  const { common } = index.summaries;
  if (tokens.every((token) => common.has(token))) return matches;
  tokens.forEach((token, position) => {
    if (!common.has(token)) return;
    const { scores } = matches[position];
    for (const row of members(index.all)) scores[row] ||= COMMON_WORD;
  });
  return matches;
}

/** The sum of the scores of each row, 0 where one token does not match. */
function sumScores([first, ...rest]) {
  const sums = Uint16Array.from(first.scores);
  for (const { scores } of rest) {
    for (let row = 0; row < sums.length; row += 1) {
      if (sums[row] > 0) sums[row] = scores[row] === 0 ? 0 : sums[row] + scores[row];
    }
  }
  return sums;
}

/** The sum of the scores of each row that has most of the words, 0 for the rest. */
function sumMost(words) {
  const size = words[0].scores.length;
  const counts = new Uint8Array(size);
  const sums = new Uint16Array(size);
  for (const { scores } of words) {
    for (let row = 0; row < size; row += 1) {
      if (scores[row] === 0) continue;
      counts[row] += 1;
      sums[row] += scores[row];
    }
  }
  const most = counts.reduce((most, count) => Math.max(most, count), 0);
  return sums.map((sum, row) => (counts[row] === most ? sum : 0));
}

/** Raises the scores of names that begin with the whole query. */
function boostNamePrefix(index, sums, q) {
  const tokens = nameTokens(q);
  const last = tokens.pop();
  const before = tokens.map((token) => index.wordNumbers.get(token));
  if (before.length === 0 || before.includes(undefined)) return sums;
  const startsWithLast = Uint8Array.from(index.words, (word) => (word.startsWith(last) ? 1 : 0));
  for (const { first, count, offsets, words } of index.parts.values()) {
    for (let row = 0; row < count; row += 1) {
      const start = offsets[row];
      const length = offsets[row + 1] - start;
      if (sums[first + row] === 0 || length <= before.length || startsWithLast[words[start + before.length]] === 0) continue;
      if (before.every((word, position) => words[start + position] === word)) sums[first + row] += NAME_PREFIX_BOOST;
    }
  }
  return sums;
}

/** Rows in the requested order; equal rows stay in the order of names. */
function sortRows(rows, { index, sort, scores, local, near }) {
  if (sort === 'near' && near) return byDistance(index, rows, near);
  if (sort === 'relevance' && scores) {
    const best = scores.reduce((best, score) => Math.max(best, score), 0);
    return countingSort(rows, best + 1, (row) => best - scores[row]);
  }
  if (sort === 'newest') return countingSort(rows, index.newestRank.length, (row) => index.newestRank[index.since[row]]);
  const isLocal = (row) => (local && !has(local, row) ? 1 : 0);
  const column = index.columns.tier;
  if (sort !== 'tier' || column === undefined) return local ? countingSort(rows, 2, isLocal) : rows;
  // Values are in the order of the programmes, the highest tier of each first. Rows without a tier come last.
  const last = index.values[column].length;
  const best = index.setValues[column].map((set) => Math.min(last, ...set));
  return countingSort(rows, 2 * (last + 1), (row) => isLocal(row) * (last + 1) + best[index.sets[column][row]]);
}

/** Rows by the distance of their nearest office; those without a known place are last. */
function byDistance(index, rows, near) {
  const distances = distancesFrom(index, near);
  return rows.slice().sort((a, b) => distances[a] - distances[b] || a - b);
}

/** The kilometres from a place to each row's nearest office; infinite where none has a known place. Kept for the last place. */
export function distancesFrom(index, near) {
  const key = `${near.latitude},${near.longitude},${index.parts.size}`;
  if (index.distances?.key === key) return index.distances.kilometres;
  const kilometres = new Float64Array(index.head.partners).fill(Infinity);
  for (const { first, count } of index.parts.values()) {
    for (let row = first; row < first + count; row += 1) {
      for (const office of officesOf(index, row)) {
        if (office.latitude !== undefined) kilometres[row] = Math.min(kilometres[row], distance(near, office));
      }
    }
  }
  index.distances = { key, kilometres };
  return kilometres;
}

/** Rows by a key below `limit`. Comparisons would take ten times as long. */
function countingSort(rows, limit, keyOf) {
  const positions = new Uint32Array(limit + 1);
  for (const row of rows) positions[keyOf(row) + 1] += 1;
  for (let key = 1; key <= limit; key += 1) positions[key] += positions[key - 1];
  const ordered = new Uint32Array(rows.length);
  for (const row of rows) ordered[positions[keyOf(row)]++] = row;
  return ordered;
}

function bitsetOf(index, scores) {
  const bits = new Uint32Array(index.size);
  for (let row = 0; row < scores.length; row += 1) if (scores[row] > 0) bits[row >>> 5] |= 1 << (row & 31);
  return bits;
}
