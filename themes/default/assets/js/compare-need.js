// What a visitor looks for, as the directory's filters in the address say, and which partners of a comparison have it:
// `openNeed`. No DOM.
//
// The partners become a small index, with the same columns as the directory's, so that the same rules say what matches
// (`matching.js`), in the same words (`reason-texts.js`).
import { DIGITS } from './base.js';
import { openChoice } from './matching.js';
import { reasonTexts } from './reason-texts.js';

/**
 * The answers of partners to a need, `[[facet, ids], …]`: `texts(row)` are those of the cards, `matches(row, facet, item)` says
 * whether a specialization, an office, a part of the area or a language of the public data is among the reasons.
 */
export function openNeed(need, partners, names) {
  const index = smallIndex(need, partners, names);
  const chosen = new Map(need);
  const choice = openChoice(index, index.groups.map(({ facet }) => new Set(chosen.get(facet))));
  const answers = partners.map((_, row) => {
    const { matches } = choice.reasons(row);
    return Object.fromEntries(index.groups.map(({ facet }) => [facet, matches.filter((reason) => reason.facet === facet).map(({ id }) => id)]));
  });
  const isFree = (ids, id) => ids.length === 0 || ids.includes(id);
  const codes = (list) => list.map((code) => code.toLowerCase());
  const MATCHES = {
    specialization: ({ specialization, level, country }, item) =>
      specialization.length + level.length > 0 &&
      isFree(specialization, item.id) &&
      isFree(level, item.level) &&
      (country.length === 0 || !item.countries?.length || codes(item.valid_in ?? []).some((code) => country.includes(code))),
    office: ({ country }, item) => country.includes(item.country.toLowerCase()),
    area: ({ country }, code) => codes([code, ...(names.groups[code] ?? [])]).some((part) => country.includes(part)),
    language: ({ language }, code) => language.includes(code.toLowerCase()),
    product: ({ product }, id) => product.includes(id),
    type: ({ type }, id) => type.includes(id),
    industry: ({ industry }, id) => industry.includes(id),
  };
  return {
    texts: (row) => reasonTexts(index, row, { choice, words: [] }, names.words),
    matches: (row, kind, item) => MATCHES[kind]?.(answers[row], item) ?? false,
  };
}

/** What a partner has in each facet, by id; a specialization without a level has null. */
const VALUES = {
  specialization: ({ specializations = [] }) => specializations.map(({ id }) => id),
  level: ({ specializations = [] }) => specializations.map(({ level }) => level ?? null),
  country: ({ countries = [] }) => countries.map((code) => code.toLowerCase()),
  language: ({ languages = [] }) => languages.map((code) => code.toLowerCase()),
  product: ({ products = [] }) => products,
  type: ({ types = [] }) => types,
  industry: ({ industries = [] }) => industries,
};

function smallIndex(need, partners, names) {
  const facets = Object.keys(VALUES);
  const chosen = new Map(need);
  const held = facets.map((facet) => partners.map((partner) => VALUES[facet](partner)));
  const values = facets.map((facet, column) => {
    const ids = [...new Set([...(chosen.get(facet) ?? []), ...held[column].flat()])].filter((id) => id !== null);
    return ids.map((id) => ({ id, ...names.of(facet, id), rows: rowsWith(held[column], id) }));
  });
  const numberOf = (column, id) => values[column].findIndex((value) => value.id === id);
  const sets = held.map((lists, column) => lists.map((ids) => ids.map((id) => (id === null ? null : numberOf(column, id)))));
  const country = facets.indexOf('country');
  const limits = partners.map(({ specializations = [] }) =>
    specializations.flatMap(({ countries = [], valid_in: places = [] }, position) => (countries.length ? [[position, ...places.map((code) => numberOf(country, code.toLowerCase()))]] : [])),
  );
  const rows = partners.map((_, row) => row);
  const all = Uint32Array.of(2 ** partners.length - 1);
  return {
    size: 1,
    columns: Object.fromEntries(facets.map((facet, column) => [facet, column])),
    groups: facets.map((facet, column) => ({ facet, values: values[column] })),
    values,
    setValues: sets,
    sets: facets.map(() => rows),
    limits: rows,
    // Every row is looked at: they are few.
    limited: all,
    mixed: all,
    cities: rows,
    head: { facets: sets.map((lists) => ({ sets: lists })), limits, ...cityColumns(partners, names) },
  };
}

function rowsWith(lists, id) {
  return Uint32Array.of(lists.reduce((bits, ids, row) => (ids.includes(id) ? bits | (1 << row) : bits), 0));
}

/** The cities of the offices, in the form of the directory's index. */
function cityColumns(partners, names) {
  const offices = partners.map(({ offices = [] }) => offices.filter(({ city }) => city));
  const countries = [...new Set(offices.flat().map(({ country }) => country.toLowerCase()))];
  const width = countries.length > DIGITS.length ? 2 : 1;
  const encoded = (number) => (width > 1 ? DIGITS[Math.floor(number / DIGITS.length)] : '') + DIGITS[number % DIGITS.length];
  let next = 0;
  return {
    office_countries: countries,
    city_sets: offices.map((list) => list.map(() => next++)),
    cities: offices.flat().map(names.city),
    city_countries: offices.flat().map(({ country }) => encoded(countries.indexOf(country.toLowerCase()))).join(''),
  };
}
