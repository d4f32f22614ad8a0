// Which rows match the chosen values of facets, how many rows each value would leave, and why a row matches or what it
// lacks: `openChoice`, `reasons`. No DOM.
// The program has the same rules (`model/matching.rs`); `tests/browser/matching-cases.json` tests both.
//
// The values of one facet widen a choice, facets narrow it. A country, a specialization and a level belong together: a row
// matches them only if one of its specializations has that level and is valid in that country. Most rows need no look at
// this: `index.limited` and `index.mixed` have the others.
//
// A place says in which country help is needed: a specialization that is limited to other countries is lacking there, and so
// is its level. The place narrows nothing else.
import { count, countIntersection, has, intersect, members, subtract, union } from './bitset.js';
import { competencesOf } from './index.js';

/** The facets that belong together. */
const LINKED = ['country', 'specialization', 'level'];
/** Those of a specialization, which may be limited to countries. */
const LIMITED = ['specialization', 'level'];

/** Which of them a part of a choice keeps, the largest parts first: where several are as large, countries, then specializations. */
const PARTS = [
  ['country', 'specialization', 'level'],
  ['country', 'specialization'],
  ['country', 'level'],
  ['specialization', 'level'],
  ['country'],
  ['specialization'],
  ['level'],
  [],
];

/**
 * Why a partner, given by its row, matches a choice, or what it lacks: `{ matches, lacks }`, each a list of chosen values
 * `{ group, value, facet, id }`, by positions. `lacks` has the values of the facets without which it would match, with
 * `elsewhere` where the partner has the specialization, but not where it is needed.
 */
export function reasons(partner, choice) {
  return choice.reasons(partner);
}

/**
 * Whether a specialization is valid in one of these countries, of which the partner has one, and in the country of a place, by
 * their numbers; without countries, or without a place, it need not be.
 */
export function isValidIn({ country }, countries, needed) {
  return country === null || ((needed === null || country.includes(needed)) && (countries.length === 0 || country.some((it) => countries.includes(it))));
}

/**
 * A choice: `chosen` has a set of ids, or nothing, for each group; `country` is the id of the country of a place near which
 * help is needed, if one is given.
 */
export function openChoice(index, chosen = [], { country = null } = {}) {
  const numbers = index.groups.map((group, position) => {
    const ids = chosen[position];
    return new Set(ids?.size ? group.values.flatMap(({ id }, number) => (ids.has(id) ? [number] : [])) : []);
  });
  const filters = index.groups.map((group, position) => {
    if (!chosen[position]?.size) return null;
    const rows = new Uint32Array(index.size);
    for (const number of numbers[position]) union(rows, group.values[number].rows);
    return rows;
  });
  const linked = index.groups.flatMap(({ facet }, position) => (LINKED.includes(facet) ? [position] : []));
  const apart = new Map();
  /** The number of the place's country: -1 if no partner is found there, null without a place. */
  const needed = country === null ? null : Math.max(-1, index.columns.country === undefined ? -1 : index.values[index.columns.country].findIndex(({ id }) => id === country));
  const isLimited = (position) => LIMITED.includes(index.groups[position].facet);

  /** The groups that belong together and in which something is chosen, but `excluded`. */
  const linkedTo = (excluded) => linked.filter((position) => filters[position] && position !== excluded);

  /** Rows whose specializations differ in their countries or levels. */
  function unevenRows() {
    const rows = Uint32Array.from(index.limited);
    union(rows, index.mixed);
    return rows;
  }

  /** Whether specializations must be looked at: what was chosen in these groups must be together, or valid at a place. */
  const mustMeet = (positions) => positions.length > 1 || (needed !== null && positions.some(isLimited));

  /** Rows that have a chosen value in each of these groups, but no specialization that has all of them. */
  function rowsApart(positions) {
    const key = positions.join();
    if (apart.has(key)) return apart.get(key);
    const rows = unevenRows();
    for (const position of positions) intersect(rows, filters[position]);
    const found = new Uint32Array(index.size);
    for (const row of members(rows)) {
      if (!competencesOf(index, row).some((competence) => meets(competence, positions))) found[row >>> 5] |= 1 << (row & 31);
    }
    apart.set(key, found);
    return found;
  }

  /** Whether a specialization of a row has a chosen value in each of these groups, and is valid at the place. */
  function meets(competence, positions) {
    return isValidIn(competence, [], needed) && hasAll(competence, positions.map((position) => [position, numbers[position]]));
  }

  /** Whether a specialization has one of the values of each of these sets, given by position of the group. */
  function hasAll(competence, sets) {
    return sets.every(([position, values]) => {
      const value = competence[index.groups[position].facet];
      // No list of countries: all of the row's. The row has a chosen one.
      if (value === null) return index.groups[position].facet === 'country';
      return Array.isArray(value) ? value.some((place) => values.has(place)) : values.has(value);
    });
  }

  /** The rows of `base` that match the choice; with `excluded`, as if nothing were chosen in that group. */
  function rows(base, excluded = null) {
    const rows = Uint32Array.from(base);
    filters.forEach((filter, position) => {
      if (filter && position !== excluded) intersect(rows, filter);
    });
    const together = linkedTo(excluded);
    if (mustMeet(together)) subtract(rows, rowsApart(together));
    return rows;
  }

  /** The rows of the place's country that would match if they were validated there. */
  function elsewhereRows(base) {
    const found = new Uint32Array(index.size);
    if (needed === null || needed < 0 || !linkedTo(null).some(isLimited)) return found;
    union(found, openChoice(index, chosen).rows(base));
    intersect(found, index.values[index.columns.country][needed].rows);
    subtract(found, rows(base));
    return found;
  }

  /** For each value of a group the number of rows of `base` that match if this value is the only one chosen in the group. */
  function counts(base, position) {
    const found = rows(base, position);
    const { facet, values } = index.groups[position];
    const counts = values.map((value) => countIntersection(found, value.rows));
    const others = linked.includes(position) ? linkedTo(position) : [];
    if (!mustMeet([position, ...others])) return counts;
    const uneven = unevenRows();
    intersect(uneven, found);
    for (const row of members(uneven)) {
      const matching = competencesOf(index, row).filter((competence) => meets(competence, others)).map((competence) => competence[facet]);
      if (facet === 'country' && matching.includes(null)) continue;
      const kept = new Set(matching.flat());
      values.forEach(({ rows }, number) => {
        if (has(rows, row) && !kept.has(number)) counts[number] -= 1;
      });
    }
    return counts;
  }

  /** Whether a row can be found with a value of each of these sets, given by position of the group. */
  function isPlaced(row, sets) {
    for (const [position, values] of sets) {
      if (![...values].some((number) => has(index.groups[position].values[number].rows, row))) return false;
    }
    if (!mustMeet(sets.map(([position]) => position))) return true;
    return competencesOf(index, row).some((competence) => isValidIn(competence, [], needed) && hasAll(competence, sets));
  }

  function reasons(row) {
    const matches = [];
    const lacks = [];
    const setsOf = (facets) => linkedTo(null).filter((position) => facets.includes(index.groups[position].facet)).map((position) => [position, numbers[position]]);
    const kept = PARTS.map(setsOf).find((sets) => isPlaced(row, sets));
    filters.forEach((filter, position) => {
      if (!filter) return;
      const { facet, values } = index.groups[position];
      const reason = (number) => ({ group: position, value: number, facet, id: values[number].id });
      const chosen = [...numbers[position]];
      if (!LINKED.includes(facet)) {
        if (has(filter, row)) matches.push(...chosen.filter((number) => has(values[number].rows, row)).map(reason));
        else lacks.push(...chosen.map(reason));
        return;
      }
      if (!kept.some(([other]) => other === position)) {
        lacks.push(...chosen.map((number) => (facet === 'specialization' && has(values[number].rows, row) ? { ...reason(number), elsewhere: true } : reason(number))));
        return;
      }
      const isReason = (number) => isPlaced(row, kept.map(([other, set]) => [other, other === position ? new Set([number]) : set]));
      matches.push(...chosen.filter(isReason).map(reason));
    });
    return { matches, lacks };
  }

  return {
    reasons,
    elsewhereRows,
    /** The number of the country of the place: null without a place, -1 if no partner is found there. */
    needed,
    /** The groups in which something is chosen, and the numbers of the values chosen in each group. */
    numbers,
    active: filters.flatMap((filter, position) => (filter ? [position] : [])),
    rows,
    counts,
    total: (base, excluded) => count(rows(base, excluded)),
  };
}
