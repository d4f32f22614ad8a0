// Which rows match the chosen values of facets, and how many rows each value would leave: `openChoice`. No DOM.
// The program has the same rules (`model/matching.rs`); `tests/browser/matching-cases.json` tests both.
//
// The values of one facet widen a choice, facets narrow it. A country and a specialization belong together: a row matches
// both only if it has the country and its specialization is valid there. Most rows need no look at this: their
// specializations are valid in all of their countries. The others are in `index.limited`.
import { count, countIntersection, intersect, members, subtract, union } from './bitset.js';

/** A choice: `chosen` has a set of ids, or nothing, for each group. */
export function openChoice(index, chosen = []) {
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
  const country = index.groups.findIndex(({ facet }) => facet === 'country');
  const specialization = index.groups.findIndex(({ facet }) => facet === 'specialization');
  /** Rows that have a chosen country and a chosen specialization, but none of these is valid in any of those. */
  const apart = filters[country] && filters[specialization] ? rowsApart() : null;

  function rowsApart() {
    const rows = Uint32Array.from(index.limited);
    intersect(rows, filters[country]);
    intersect(rows, filters[specialization]);
    const apart = new Uint32Array(index.size);
    for (const row of members(rows)) {
      const places = placesOf(row);
      const isTogether = places === null || places.some((number) => numbers[country].has(number));
      if (!isTogether) apart[row >>> 5] |= 1 << (row & 31);
    }
    return apart;
  }

  /** The countries where a row's chosen specializations are valid; null if these are all countries of the row. */
  function placesOf(row) {
    const limits = new Map(limitsOf(index, row).map(([number, ...countries]) => [number, countries]));
    const places = [];
    for (const number of numbers[specialization]) {
      if (limits.has(number)) places.push(...limits.get(number));
      else if (has(index.groups[specialization].values[number].rows, row)) return null;
    }
    return places;
  }

  /** The rows of `base` that match the choice; with `excluded`, as if nothing were chosen in that group. */
  function rows(base, excluded = null) {
    const rows = Uint32Array.from(base);
    filters.forEach((filter, position) => {
      if (filter && position !== excluded) intersect(rows, filter);
    });
    if (apart && excluded !== country && excluded !== specialization) subtract(rows, apart);
    return rows;
  }

  /** For each value of a group the number of rows of `base` that match if this value is the only one chosen in the group. */
  function counts(base, position) {
    const found = rows(base, position);
    const counts = index.groups[position].values.map((value) => countIntersection(found, value.rows));
    const other = { [country]: specialization, [specialization]: country }[position];
    if (!filters[other]) return counts;
    const limited = Uint32Array.from(index.limited);
    intersect(limited, found);
    for (const row of members(limited)) {
      if (position === country) {
        const places = placesOf(row);
        if (places === null) continue;
        index.groups[country].values.forEach(({ rows }, number) => {
          if (has(rows, row) && !places.includes(number)) counts[number] -= 1;
        });
      } else {
        for (const [number, ...countries] of limitsOf(index, row)) {
          if (!countries.some((place) => numbers[country].has(place))) counts[number] -= 1;
        }
      }
    }
    return counts;
  }

  return {
    /** The groups in which something is chosen. */
    active: filters.flatMap((filter, position) => (filter ? [position] : [])),
    rows,
    counts,
    total: (base, excluded) => count(rows(base, excluded)),
  };
}

/** `[specialization, country, …]` for each specialization of a row that is valid only in some of the row's countries. */
function limitsOf(index, row) {
  return index.head.limits[index.limits[row]];
}

function has(rows, row) {
  return (rows[row >>> 5] & (1 << (row & 31))) !== 0;
}
