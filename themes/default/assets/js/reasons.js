// Why a row of the index matches a choice of one value in each facet, and what it lacks: `reasons`. No DOM.
//
// The rules are those of `matching.js`: a row that lacks nothing is one of the rows that `openChoice` finds.
import { competencesOf, officesOf, valuesOf } from './index.js';

/**
 * The reasons of a row, `{ matches, lacks }`, for a choice `{ specialization: 'data-migration', country: 'be', … }`. Each is
 * `{ facet, value }`, and `level` where a specialization has one, `office` where a country has an office, `limited` where a
 * specialization is there but not valid in the country.
 */
export function reasons(index, row, choice) {
  const matches = [];
  const lacks = [];
  for (const [facet, id] of Object.entries(choice)) {
    const value = (index.values[index.columns[facet]] ?? []).find((value) => value.id === id);
    if (!value) continue;
    const has = valuesOf(index, row, facet).includes(value);
    if (facet === 'specialization') {
      const competence = validCompetence(index, row, value, choice.country);
      if (competence) matches.push({ facet, value, level: levelOf(index, competence) });
      // Where the partner is not active at all, the country is what it lacks.
      else if (has && isActiveIn(index, row, choice.country)) lacks.push({ facet, value, limited: true });
      else if (has) matches.push({ facet, value });
      else lacks.push({ facet, value });
    } else if (has) {
      matches.push(facet === 'country' ? { facet, value, office: hasOfficeIn(index, row, id) } : { facet, value });
    } else lacks.push({ facet, value });
  }
  return { matches, lacks };
}

/** A specialization of the row that is valid in the country, which the row has if one is chosen; the highest level first. */
function validCompetence(index, row, value, country) {
  const number = index.values[index.columns.specialization].indexOf(value);
  const place = country ? (index.values[index.columns.country] ?? []).findIndex(({ id }) => id === country) : -1;
  if (place >= 0 && !isActiveIn(index, row, country)) return null;
  const valid = competencesOf(index, row).filter((it) => it.specialization === number && (place < 0 || it.country === null || it.country.includes(place)));
  return valid.sort((a, b) => (b.level ?? -1) - (a.level ?? -1))[0] ?? null;
}

function levelOf(index, { level }) {
  return level === null ? null : index.values[index.columns.level][level];
}

function isActiveIn(index, row, country) {
  return !country || index.columns.country === undefined || valuesOf(index, row, 'country').some(({ id }) => id === country);
}

function hasOfficeIn(index, row, country) {
  return officesOf(index, row).some((office) => office.country.toLowerCase() === country);
}
