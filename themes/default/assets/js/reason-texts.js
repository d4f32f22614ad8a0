// Why a partner matches, and what it lacks, in words: `reasonTexts`. No DOM.
// The program has the same words for matches (`site/directory/reasons.rs`).
import { message } from './i18n.js';
import { citiesOf, competencesOf, valuesOf } from './index.js';
import { isValidIn } from './matching.js';
import { fit } from './search.js';
import { fold, tokenize } from './tokenize.js';

/** The least scores of a word that is in the name of the partner, and in the name of a city; see `FIELD_SCORES`. */
const NAME_SCORE = 48;
const CITY_SCORE = 32;
const SUMMARY_SCORE = 3;
/** The letters of words such as "de" and "and". */
const SHORT_WORD = 3;

/**
 * `{ matches, lacks }`, each a list of texts with their languages. `result` is of `search`; words of the query count as far
 * as they are not in the partner's name.
 */
export function reasonTexts(index, row, { choice, words }, strings) {
  const { matches, lacks } = choice.reasons(row);
  const countries = matches.filter(({ facet }) => facet === 'country').map(({ value }) => value);
  const isValid = (competence) => isValidIn(competence, countries, choice.needed);
  const found = foundWords(index, row, words, isValid, strings);
  const texts = [...matchTexts(index, row, matches, isValid, strings), ...found.matches];
  return { matches: distinct(texts), lacks: distinct([...lackTexts(index, row, lacks, strings), ...found.lacks]) };
}

/** Each text once. */
function distinct(texts) {
  const seen = new Set();
  return texts.filter(({ text }) => !seen.has(text) && seen.add(text));
}

function valueOf(index, { group, value }) {
  return index.groups[group].values[value];
}

function matchTexts(index, row, matches, isValid, strings) {
  const of = (facet) => matches.filter((reason) => reason.facet === facet);
  const competences = competencesOf(index, row).filter(isValid);
  const levels = of('level').map(({ value }) => value);
  const chosen = of('specialization').map(({ value }) => value);
  const named = competences.filter(
    ({ specialization, level }) => (chosen.length > 0 || levels.length > 0) && (chosen.length === 0 || chosen.includes(specialization)) && (levels.length === 0 || levels.includes(level)),
  );
  const texts = named.map(({ specialization, level }) => competenceText(index, specialization, level, strings));
  texts.push(...of('country').map((reason) => placeText(index, row, valueOf(index, reason), strings)));
  const others = matches.filter(({ facet }) => !['country', 'specialization', 'level'].includes(facet));
  return [...texts, ...others.map((reason) => otherText(reason.facet, valueOf(index, reason), strings))];
}

/** "Data migration (Expert)". */
function competenceText(index, specialization, level, strings) {
  const { text, lang, dir } = index.values[index.columns.specialization][specialization];
  if (level === null || index.columns.level === undefined) return { text, lang, dir };
  const name = index.values[index.columns.level][level].text;
  return { text: message(strings, 'reason_level', { name: text, level: name }), lang, dir };
}

/** "office in Bruxelles", "serves Belgium". */
function placeText(index, row, country, strings) {
  const { text, lang, dir } = country;
  const cities = [...new Set(citiesOf(index, row).filter((city) => city.country === country.id).map(({ name }) => name))];
  const key = ['reason_serves', 'reason_office'][cities.length] ?? 'reason_offices';
  return { text: message(strings, key, { places: cities.join(message(strings, 'comma')) || text }), lang, dir };
}

function otherText(facet, value, strings) {
  const { text, lang, dir } = value.one ?? value;
  return facet === 'language' ? { text: message(strings, 'reason_speaks', { languages: text }) } : { text, lang, dir };
}

/** What is lacked, one text for each facet: "Data migration (valid elsewhere: France)", "Dutch / German". */
function lackTexts(index, row, lacks, strings) {
  const groups = [...new Set(lacks.map(({ group }) => group))];
  return groups.map((group) => {
    const lacked = lacks.filter((reason) => reason.group === group);
    const values = lacked.map((reason) => valueOf(index, reason));
    const name = values.map(({ one, text }) => one?.text ?? text).join(' / ');
    const { lang, dir } = values[0];
    if (lacked[0].facet !== 'specialization') return { text: name, lang, dir };
    const numbers = lacked.map(({ value }) => value);
    return { text: elsewhereText(index, row, numbers, name, strings) ?? name, lang, dir };
  });
}

/** "Data migration (valid elsewhere: France)"; null if these specializations are not limited to countries. */
function elsewhereText(index, row, numbers, name, strings) {
  const elsewhere = competencesOf(index, row).filter(({ specialization, country }) => numbers.includes(specialization) && country?.length > 0);
  if (elsewhere.length === 0) return null;
  const countries = [...new Set(elsewhere.flatMap(({ country }) => country))].map((number) => index.values[index.columns.country][number].text);
  const places = countries.length > 2 ? message(strings, 'countries_count', { count: countries.length }) : countries.join(message(strings, 'comma'));
  return message(strings, 'lack_elsewhere', { name, places });
}

/** The words of a query that a partner has elsewhere than in its name, and those that it lacks, or has where they do not count. */
function foundWords(index, row, words, isValid, strings) {
  const matches = [];
  const lacks = [];
  for (const word of words) {
    const score = word.scores[row];
    const quoted = () => message(strings, 'reason_word', { word: word.token });
    if (score === 0) lacks.push({ text: quoted() });
    else if (score < NAME_SCORE) {
      const text = wordText(index, row, { ...word, words }, score, isValid, strings);
      if (text) (text.isLack ? lacks : matches).push(text);
    }
  }
  return { matches, lacks };
}

/** Whether the words of a query name a value, and do not only occur in its name; short words of the name need not be there. */
function isNamed({ text }, words) {
  const all = tokenize(text);
  const telling = all.filter((word) => word.length > SHORT_WORD);
  return (telling.length > 0 ? telling : all).every((word) => words.some(({ token, allowTypo }) => fit(word, token, allowTypo) > 0));
}

function wordText(index, row, { token, allowTypo, words }, score, isValid, strings) {
  const best = (words) => words.some((word) => fit(word, token, allowTypo) > 0);
  if (score >= CITY_SCORE) {
    const number = index.head.city_sets[index.cities[row]].find((city) => best(index.cityWords[city]));
    if (number !== undefined) return { text: message(strings, 'reason_office', { places: index.head.cities[number] }) };
  }
  const order = ['specialization', ...index.head.facets.map(({ id }) => id).filter((id) => id !== 'specialization')];
  for (const facet of score > SUMMARY_SCORE + 1 ? order : []) {
    const value = valuesOf(index, row, facet).find(({ words }) => best(words));
    if (!value) continue;
    if (facet !== 'specialization') return otherText(facet, value, strings);
    const number = index.values[index.columns.specialization].indexOf(value);
    const held = competencesOf(index, row).filter(({ specialization }) => specialization === number);
    const valid = held.filter(isValid);
    const isElsewhere = held.length > 0 && valid.length === 0;
    // A word of its name asks for no specialization: it is no lack then, and where it does not count no match.
    if (isElsewhere && !isNamed(value, words)) continue;
    const elsewhere = isElsewhere && elsewhereText(index, row, [number], value.text, strings);
    return elsewhere ? { text: elsewhere, lang: value.lang, dir: value.dir, isLack: true } : competenceText(index, number, valid[0]?.level ?? null, strings);
  }
  // A word that is too common to distinguish partners is no reason.
  return index.summaries.common.has(token) ? null : { text: message(strings, 'reason_summary', { word: token }) };
}

/** The word of the index nearest to a word that it does not have; null if all are too different. */
export function nearestWord(index, token) {
  if (token.length < 5) return null;
  const lists = [index.words, ...index.cityWords, ...index.values.flatMap((values) => values.map(({ words }) => words))];
  let nearest = null;
  let least = token.length > 7 ? 3 : 2;
  for (const words of lists) {
    for (const word of words) {
      if (Math.abs(word.length - token.length) > least || word.length < 4) continue;
      const distance = edits(word, token, least);
      if (distance < least || (distance === least && nearest === null)) {
        nearest = word;
        least = distance;
      }
    }
  }
  return nearest;
}

/** The letters to add, remove, replace or swap; more than `most` if there are more. */
function edits(a, b, most) {
  let before = null;
  let last = Array.from({ length: b.length + 1 }, (_, position) => position);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    let least = i;
    for (let j = 1; j <= b.length; j += 1) {
      let cost = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
      if (before && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) cost = Math.min(cost, before[j - 2] + 1);
      row.push(cost);
      least = Math.min(least, cost);
    }
    if (least > most) return most + 1;
    before = last;
    last = row;
  }
  return last[b.length];
}

/** The query with one word replaced by another. */
export function replaceWord(q, token, word) {
  return q.replace(/[\p{L}\p{N}]+/gu, (written) => (fold(written) === token ? word : written));
}
