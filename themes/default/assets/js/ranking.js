// Which partners come close to a choice, and in which order they are shown: `lackWeight`, `offersNeed`, `rank`,
// `FEW`. No DOM. The directory and "find my partner" both ask here.
import { has } from './bitset.js';
import { competencesOf } from './index.js';
import { isValidIn } from './matching.js';

/** The facets that say what is needed, the most telling first: the program has the same (`site/message.rs`). */
const NEEDS = ['specialization', 'product', 'type', 'industry'];
/** With fewer partners that have everything, those that come close are of interest too. */
export const FEW = 4;
/** What the lack of a need weighs: more than all other lacks together. */
export const NEED_WEIGHT = 100;

/** Of a need that is valid elsewhere, and of a country. Of those that lack either, who has an office in the country is first. */
const COUNTRY_WEIGHT = 2;
const LANGUAGE_WEIGHT = 1.5;
export const OTHER_WEIGHT = 1;

/** Whether a partner comes close at all, by the weight of its lacks: who does not offer what is needed does not, wherever it is. */
export const offersNeed = (weight) => weight < NEED_WEIGHT;

/** The facet in which visitors of this index choose what they need; nothing if it has none. */
export function needFacet(index) {
  return NEEDS.find((need) => index.groups.some(({ facet, values }) => facet === need && values.length > 0));
}

/** What the lack of a choice in a facet weighs; `elsewhere` if the partner has it, but not where it is needed. */
export function lackWeight(index, facet, elsewhere = false) {
  if (elsewhere || facet === 'country') return COUNTRY_WEIGHT;
  if (facet === 'language') return LANGUAGE_WEIGHT;
  return facet === needFacet(index) ? NEED_WEIGHT : OTHER_WEIGHT;
}

/**
 * Rows in order: those that lack least first, by `weightOf(row)`; then the nearest if `distanceOf(row)` is given, else those with
 * an office in a chosen country; then those with the higher level of what is needed; then by name.
 */
export function rank(index, choice, rows, { weightOf, distanceOf = null }) {
  const localOf = officeIn(index, choice);
  const levelOf = levels(index, choice);
  const keys = new Map([...rows].map((row) => [row, { weight: weightOf(row), far: distanceOf ? distanceOf(row) : -localOf(row), level: levelOf(row) }]));
  return Uint32Array.from(rows).sort((one, other) => {
    const [a, b] = [keys.get(one), keys.get(other)];
    // Two distances that are not known are equal; their difference is no number.
    return a.weight - b.weight || (a.far === b.far ? 0 : a.far - b.far) || b.level - a.level || one - other;
  });
}

/** 1 for a row with an office in a chosen country, else 0. */
function officeIn(index, { numbers }) {
  const group = index.groups.findIndex(({ facet }) => facet === 'country');
  const chosen = group < 0 ? [] : [...numbers[group]].flatMap((number) => index.local.get(index.groups[group].values[number].id) ?? []);
  return (row) => (chosen.some((bits) => has(bits, row)) ? 1 : 0);
}

/** The number of a row's highest level of a chosen specialization where it is needed; -1 without one. */
function levels(index, { numbers, needed }) {
  const chosenIn = (name) => numbers[index.groups.findIndex(({ facet }) => facet === name)] ?? new Set();
  const [specializations, countries] = [chosenIn('specialization'), chosenIn('country')];
  if (specializations.size === 0 || index.columns.level === undefined) return () => -1;
  const places = [...countries].map((number) => index.values[index.columns.country][number].rows);
  return (row) => {
    // Where the partner is not active, the level says nothing.
    if (places.length > 0 && !places.some((rows) => has(rows, row))) return -1;
    const held = competencesOf(index, row).filter((it) => specializations.has(it.specialization) && isValidIn(it, [...countries], needed));
    return Math.max(-1, ...held.map(({ level }) => level ?? -1));
  };
}
