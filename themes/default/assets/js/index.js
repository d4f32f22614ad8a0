// The directory's index as it is kept in memory: columns by row, and bits by value. No DOM.
//
//   index.json ──open──▶ index ◀──add── index-1.json, index-2.json, …
//
// A row is a partner, in the language's order. Each column says for each row which of the values, or sets of values, that
// occur it has; each value of a facet also has its rows as bits, 32 to a word, so that a choice is a union, a combination
// an intersection and a count a count of bits.
import { DIGIT, DIGITS } from './digits.js';
import { nameWords, words } from './letters.js';
import { open as openSummaries } from './summaries.js';

/** The id that most people would give a company of this name, as the program that writes the index thinks. */
export function slug(name) {
  return name.replace(/[^A-Za-z0-9]+/g, ' ').trim().replaceAll(' ', '-').toLowerCase();
}

/** The numbers of a column, `count` characters each. */
export function numbers(text, values) {
  let width = 1;
  while (DIGITS.length ** width < values) width += 1;
  const rows = new Uint32Array(text.length / width);
  for (let row = 0; row < rows.length; row += 1) {
    let number = 0;
    for (let place = 0; place < width; place += 1) {
      number = number * DIGITS.length + DIGIT[text.charCodeAt(row * width + place)];
    }
    rows[row] = number;
  }
  return rows;
}

/** The index of a catalogue, from part 0; the rows of the other parts are added as they come. */
export function open(head) {
  const size = Math.max(1, Math.ceil(head.partners / 32));
  const index = {
    head,
    size,
    /** What has been loaded: `{ first, count, offsets, words }`, the words of the names of rows by number. */
    parts: new Map(),
    names: new Array(head.partners),
    ids: new Array(head.partners),
    cities: new Uint32Array(head.partners),
    since: new Uint32Array(head.partners),
    /** One for each list of values that is shown: facets, but the tiers of each programme by themselves. */
    groups: [],
    /** For each facet the values of its groups, one behind the other, and the set of them that each row has. */
    values: head.facets.map(() => []),
    sets: head.facets.map(() => new Uint32Array(head.partners)),
    all: new Uint32Array(size),
    /** The words of names, each once, and their numbers. */
    words: [],
    wordNumbers: new Map(),
    cityWords: head.cities.map(words),
    summaries: openSummaries(head.summaries),
  };
  head.facets.forEach((facet, at) => {
    for (const { label, values } of facet.groups) {
      const group = { facet: facet.id, label, column: at, values: values.map((value) => ({ ...value })) };
      for (const value of group.values) {
        value.rows = new Uint32Array(size);
        value.words = [...new Set([value.text, value.one?.text ?? '', ...(value.also ?? [])].flatMap(words))];
      }
      index.values[at].push(...group.values);
      index.groups.push(group);
    }
  });
  const newest = head.since.map((date, at) => ({ date, at })).sort((a, b) => (a.date < b.date ? 1 : a.date > b.date ? -1 : 0));
  index.newestRank = new Uint32Array(head.since.length);
  newest.forEach(({ at }, rank) => {
    index.newestRank[at] = rank;
  });
  add(index, 0, head);
  return index;
}

/** Adds the rows of a part. */
export function add(index, part, { rows }) {
  if (index.parts.has(part)) return;
  const { head } = index;
  const first = part * head.part;
  const names = rows.names === '' && head.partners === 0 ? [] : rows.names.split('\n');
  const ids = rows.ids.split('\n');
  index.cities.set(numbers(rows.cities, head.city_sets.length), first);
  index.since.set(numbers(rows.since, head.since.length), first);
  head.facets.forEach((facet, at) => {
    const column = numbers(rows.facets[at], facet.sets.length);
    index.sets[at].set(column, first);
    const values = index.values[at];
    for (let at = 0; at < column.length; at += 1) {
      const row = first + at;
      for (const value of facet.sets[column[at]]) values[value].rows[row >>> 5] |= 1 << (row & 31);
    }
  });
  const offsets = new Uint32Array(names.length + 1);
  const numbersOfWords = [];
  names.forEach((name, at) => {
    const row = first + at;
    index.names[row] = name;
    index.ids[row] = ids[at] || slug(name);
    index.all[row >>> 5] |= 1 << (row & 31);
    for (const word of nameWords(name)) numbersOfWords.push(numberOf(index, word));
    offsets[at + 1] = numbersOfWords.length;
  });
  index.parts.set(part, { first, count: names.length, offsets, words: Uint32Array.from(numbersOfWords) });
}

function numberOf(index, word) {
  let number = index.wordNumbers.get(word);
  if (number === undefined) {
    number = index.words.length;
    index.words.push(word);
    index.wordNumbers.set(word, number);
  }
  return number;
}

/** How much of the catalogue has been loaded: 1 when all of it has. */
export function share(index) {
  return index.parts.size / index.head.parts;
}

/** The values of a facet that a row has, as entries of its groups in the order of the record. */
export function valuesOf(index, row, facet) {
  const at = index.head.facets.findIndex((it) => it.id === facet);
  if (at < 0) return [];
  return index.head.facets[at].sets[index.sets[at][row]].map((value) => index.values[at][value]);
}
