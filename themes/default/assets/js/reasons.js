// Why a row of the index matches a choice of one value in each facet, and what it lacks, with the level, the office and the
// limit that words need: `reasons`. No DOM. `matching.js` decides what matches and what is lacking.
import { competencesOf, officesOf } from './index.js';
import { openChoice } from './matching.js';

/** The choices that were opened: a choice is asked about for every row. */
const opened = new WeakMap();

/**
 * The reasons of a row, `{ matches, lacks }`, for a choice `{ specialization: 'data-migration', country: 'be', … }`. Each is
 * `{ facet, value }`, and `level` where a specialization has one, `office` where a country has an office, `limited` where a
 * specialization is there but not valid in the country.
 */
export function reasons(index, row, choice) {
  if (!opened.has(choice)) opened.set(choice, open(index, choice));
  const found = opened.get(choice).reasons(row);
  const order = Object.keys(choice);
  const inOrder = (list) => [...list].sort((a, b) => order.indexOf(a.facet) - order.indexOf(b.facet));
  const country = found.matches.find(({ facet }) => facet === 'country');
  const valueOf = ({ group, value }) => index.groups[group].values[value];
  const match = (reason) => {
    const { facet } = reason;
    const value = valueOf(reason);
    if (facet === 'country') return { facet, value, office: officesOf(index, row).some((office) => office.country.toLowerCase() === value.id) };
    // Where the partner is not active, the level says nothing.
    if (facet === 'specialization' && (country || !choice.country)) return { facet, value, level: levelOf(index, row, value, country?.value) };
    return { facet, value };
  };
  const lack = (reason) => {
    const { facet, elsewhere } = reason;
    return elsewhere ? { facet, value: valueOf(reason), limited: true } : { facet, value: valueOf(reason) };
  };
  return { matches: inOrder(found.matches).map(match), lacks: inOrder(found.lacks).map(lack) };
}

/** The choice, without values that the index does not have. */
function open(index, choice) {
  const has = ({ values }, id) => values.some((value) => value.id === id);
  return openChoice(index, index.groups.map((group) => (has(group, choice[group.facet]) ? new Set([choice[group.facet]]) : undefined)));
}

/** The highest level at which a row has a specialization that is valid in the country at this position, if one is given. */
function levelOf(index, row, value, country) {
  if (index.columns.level === undefined) return null;
  const number = index.values[index.columns.specialization].indexOf(value);
  const valid = competencesOf(index, row).filter((it) => it.specialization === number && (country === undefined || it.country === null || it.country.includes(country)));
  const level = Math.max(-1, ...valid.map((it) => it.level ?? -1));
  return level < 0 ? null : index.values[index.columns.level][level];
}
