// The directory's index in memory, as columns by row and bitsets by value: `openIndex`, `addPart`, `loadedShare`, `valuesOf`,
// `competencesOf`, `officesOf`, `citiesOf`, `citiesNamed`, `decodeColumn`, `slug`. No DOM.
//
//   index.json ──openIndex──▶ index ◀──addPart── index-1.json, index-2.json, …
//
// A row is a partner, in the language's order of names. Each column says which value, or set of values, a row has. Each value
// of a facet also has a bitset of its rows: choosing several values is a union, combining facets an intersection, and counting
// a population count.
import { DIGITS, DIGIT_VALUES } from './base.js';
import { POINT_DIGITS, decodePoint } from './places.js';
import { nameTokens, tokenize } from './tokenize.js';
import { open as openSummaries } from './summaries.js';

/** The id that a company's name suggests; the program omits such ids from the index. */
export function slug(name) {
  return name.replace(/[^A-Za-z0-9]+/g, ' ').trim().replaceAll(' ', '-').toLowerCase();
}

/** The numbers of a column with `count` possible values, each as wide as the largest number needs. */
export function decodeColumn(text, count) {
  let width = 1;
  while (DIGITS.length ** width < count) width += 1;
  const rows = new Uint32Array(text.length / width);
  for (let row = 0; row < rows.length; row += 1) {
    let number = 0;
    for (let place = 0; place < width; place += 1) {
      number = number * DIGITS.length + DIGIT_VALUES[text.charCodeAt(row * width + place)];
    }
    rows[row] = number;
  }
  return rows;
}

/** The index of a catalogue, with the rows of part 0; `addPart` adds the other rows. */
export function openIndex(head) {
  const size = Math.max(1, Math.ceil(head.partners / 32));
  const index = {
    head,
    /** Words of a bitset over all rows. */
    size,
    /** Loaded parts by number: `{ first, count, offsets, words, offices }`; `words` are the numbers of the words of each row's name. */
    parts: new Map(),
    names: new Array(head.partners),
    ids: new Array(head.partners),
    cities: new Uint32Array(head.partners),
    since: new Uint32Array(head.partners),
    /** One for each list of values on the page: a facet, or the tiers of one programme. */
    groups: [],
    /** For each facet the values of all its groups, the sets of values that rows have, and for each row the number of its set. */
    values: head.facets.map(() => []),
    setValues: head.facets.map(({ sets }) => sets.map((set) => [...new Set(set.filter((value) => value !== null))])),
    sets: head.facets.map(() => new Uint32Array(head.partners)),
    /** For each row the number of its list of limits, in `head.limits`, and the rows whose list is not empty. */
    limits: new Uint32Array(head.partners),
    limited: new Uint32Array(size),
    /** The rows whose specializations have different levels. */
    mixed: new Uint32Array(size),
    columns: Object.fromEntries(head.facets.map(({ id }, column) => [id, column])),
    all: new Uint32Array(size),
    /** For each country with an office, by id, the rows that have one there. */
    local: new Map((head.office_countries ?? []).map((country) => [country, new Uint32Array(size)])),
    /** The distinct words of names, and their numbers. */
    words: [],
    wordNumbers: new Map(),
    /** For each city the words of its name, and of its names in other languages. */
    cityWords: head.cities.map((city, at) => [...tokenize(city), ...(head.city_words[at] || '').split(' ').filter(Boolean)]),
    summaries: openSummaries(head.summaries),
  };
  head.facets.forEach((facet, column) => {
    const also = (facet.also ?? []).flatMap(tokenize);
    for (const { label, values } of facet.groups) {
      const group = { facet: facet.id, label, column, values: values.map((value) => ({ ...value })) };
      group.numbers = new Map(values.map(({ id }, number) => [id, number]));
      for (const value of group.values) {
        value.rows = new Uint32Array(size);
        value.words = [...new Set([value.text, value.one?.text ?? '', ...(value.also ?? [])].flatMap(tokenize).concat(also))];
      }
      index.values[column].push(...group.values);
      // A facet without a filter is there for the cards.
      if (!facet.hidden) index.groups.push(group);
    }
  });
  const newest = head.since.map((date, number) => ({ date, number })).sort((a, b) => (a.date < b.date ? 1 : a.date > b.date ? -1 : 0));
  index.newestRank = new Uint32Array(head.since.length);
  newest.forEach(({ number }, rank) => {
    index.newestRank[number] = rank;
  });
  addPart(index, 0, head);
  return index;
}

/** Adds the rows of a part. */
export function addPart(index, part, { rows }) {
  if (index.parts.has(part)) return;
  const { head } = index;
  const first = part * head.part;
  const names = rows.names === '' && head.partners === 0 ? [] : rows.names.split('\n');
  const ids = rows.ids.split('\n');
  index.cities.set(decodeColumn(rows.cities, head.city_sets.length), first);
  index.since.set(decodeColumn(rows.since, head.since.length), first);
  head.facets.forEach((facet, column) => {
    const sets = decodeColumn(rows.facets[column], facet.sets.length);
    index.sets[column].set(sets, first);
    const values = index.values[column];
    const mixed = facet.sets.map((set) => facet.id === 'level' && set.some((value) => value !== set[0]));
    for (let offset = 0; offset < sets.length; offset += 1) {
      const row = first + offset;
      for (const value of index.setValues[column][sets[offset]]) values[value].rows[row >>> 5] |= 1 << (row & 31);
      if (mixed[sets[offset]]) index.mixed[row >>> 5] |= 1 << (row & 31);
    }
  });
  decodeColumn(rows.limits, head.limits.length).forEach((limits, offset) => {
    const row = first + offset;
    index.limits[row] = limits;
    if (head.limits[limits].length > 0) index.limited[row >>> 5] |= 1 << (row & 31);
  });
  const offices = officeOffsets(head, rows.offices ?? '', names.length);
  const offsets = new Uint32Array(names.length + 1);
  const words = [];
  names.forEach((name, offset) => {
    const row = first + offset;
    index.names[row] = name;
    index.ids[row] = ids[offset] || slug(name);
    index.all[row >>> 5] |= 1 << (row & 31);
    for (const token of nameTokens(name)) words.push(wordNumber(index, token));
    offsets[offset + 1] = words.length;
  });
  index.parts.set(part, { first, count: names.length, offsets, words: Uint32Array.from(words), offices });
  if (offices.text === '') return;
  for (let row = first; row < first + names.length; row += 1) {
    for (const country of officeCountriesOf(index, row)) index.local.get(country)[row >>> 5] |= 1 << (row & 31);
  }
}

/** Where the offices of each row begin in the column, after the digit of their number. */
function officeOffsets(head, text, count) {
  const begins = new Uint32Array(count);
  const width = officeWidth(head);
  for (let row = 0, position = 0; row < count && position < text.length; row += 1) {
    begins[row] = position;
    position += 1 + DIGIT_VALUES[text.charCodeAt(position)] * width;
  }
  return { text, begins };
}

/** The characters of an office: its country and its point. */
function officeWidth(head) {
  return countryWidth(head) + POINT_DIGITS;
}

function countryWidth({ office_countries: countries = [] }) {
  return countries.length > DIGITS.length ? 2 : 1;
}

/**
 * The offices of a row, `{ country, latitude, longitude }` each, the headquarters first; without coordinates where they are
 * not known, and empty while the row's part is not loaded.
 */
export function officesOf(index, row) {
  const { head } = index;
  const part = index.parts.get(Math.floor(row / head.part));
  if (!part || part.offices.text === '') return [];
  const { text, begins } = part.offices;
  const begin = begins[row - part.first];
  const width = countryWidth(head);
  return Array.from({ length: DIGIT_VALUES[text.charCodeAt(begin)] }, (_, office) => {
    const position = begin + 1 + office * officeWidth(head);
    let country = 0;
    for (let digit = 0; digit < width; digit += 1) country = country * DIGITS.length + DIGIT_VALUES[text.charCodeAt(position + digit)];
    return { country: head.office_countries[country], ...decodePoint(text, position + width) };
  });
}

/** The countries of a row's offices, one for each office. */
function officeCountriesOf(index, row) {
  const { head } = index;
  const { first, offices } = index.parts.get(Math.floor(row / head.part));
  const begin = offices.begins[row - first];
  return Array.from({ length: DIGIT_VALUES[offices.text.charCodeAt(begin)] }, (_, office) => {
    const position = begin + 1 + office * officeWidth(head);
    return head.office_countries[number(offices.text, position, countryWidth(head))];
  });
}

/**
 * The cities of a row, the headquarters' first: `{ name, country, latitude, longitude }`, without coordinates where they are
 * not known.
 */
export function citiesOf(index, row) {
  const { head } = index;
  return head.city_sets[index.cities[row]].map((city) => cityOf(head, city));
}

function cityOf(head, city) {
  return {
    name: head.cities[city],
    country: head.city_countries && head.office_countries[number(head.city_countries, city * countryWidth(head), countryWidth(head))],
    ...(head.city_points && decodePoint(head.city_points, city * POINT_DIGITS)),
  };
}

/** Cities with an office whose names, in any language, have words that begin with all of these. */
export function citiesNamed(index, tokens, limit) {
  const found = [];
  index.cityWords.forEach((words, city) => {
    if (found.length < limit && tokens.every((token) => words.some((word) => word.startsWith(token)))) found.push(cityOf(index.head, city));
  });
  return found;
}

/** A number of a few digits. */
function number(text, position, width) {
  let number = 0;
  for (let digit = 0; digit < width; digit += 1) number = number * DIGITS.length + DIGIT_VALUES[text.charCodeAt(position + digit)];
  return number;
}

function wordNumber(index, word) {
  let number = index.wordNumbers.get(word);
  if (number === undefined) {
    number = index.words.length;
    index.words.push(word);
    index.wordNumbers.set(word, number);
  }
  return number;
}

/** The share of the catalogue that has been loaded, from 0 to 1. */
export function loadedShare(index) {
  return index.parts.size / index.head.parts;
}

/** The values that a row has in a facet, in the order of the record. */
export function valuesOf(index, row, facet) {
  const column = index.columns[facet];
  if (column === undefined) return [];
  return index.setValues[column][index.sets[column][row]].map((value) => index.values[column][value]);
}

/**
 * The specializations of a row: `{ specialization, level, country }`, by their numbers; no level is null, and so is a list of
 * the countries where it is valid if these are all countries of the row.
 */
export function competencesOf(index, row) {
  const listOf = (facet) => {
    const column = index.columns[facet];
    return column === undefined ? [] : index.head.facets[column].sets[index.sets[column][row]];
  };
  const [specializations, levels] = [listOf('specialization'), listOf('level')];
  const limits = new Map(index.head.limits[index.limits[row]].map(([position, ...countries]) => [position, countries]));
  return Array.from({ length: Math.max(specializations.length, levels.length) }, (_, position) => ({
    specialization: specializations[position] ?? null,
    level: levels[position] ?? null,
    country: limits.get(position) ?? null,
  }));
}
