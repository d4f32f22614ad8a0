// The directory's search, without a browser: from an index as the program writes it to rows and counts.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

import { DIGITS } from '../../themes/default/assets/js/base.js';
import { addPart, decodeColumn, officesOf, openIndex, slug, valuesOf } from '../../themes/default/assets/js/index.js';
import { nearestWord, reasonTexts, replaceWord } from '../../themes/default/assets/js/reason-texts.js';
import { distancesFrom, search } from '../../themes/default/assets/js/search.js';
import * as summaries from '../../themes/default/assets/js/summaries.js';
import { fold, nameTokens, startsWithTypo, tokenize } from '../../themes/default/assets/js/tokenize.js';

const PARTNERS = [
  // name, city, country, tier, types, specialization, since
  ['Ærø Data ApS', 0, [1], [1], [0], [1], 0],
  ['Kerguelen Conseil SAS', 1, [0], [0], [1, 0], [0], 1],
  ['Müller & Groß GmbH', 2, [1], [1], [0], [], 2],
  ['Nordisk Muller Data', 2, [0, 1], [], [1], [1], 1],
  ['S.A.R.L. Rennes Données', 1, [0], [0], [1], [], 0],
];

function head() {
  const facet = (id, values, sets) => ({ id, groups: [{ label: { text: id }, values }], sets });
  return {
    partners: PARTNERS.length,
    parts: 1,
    part: 10_000,
    shard: 100,
    page_size: 24,
    facets: [
      facet('country', [{ id: 'fr', text: 'France' }, { id: 'de', text: 'Germany' }], [[0], [1], [0, 1]]),
      facet('tier', [{ id: 's-gold', text: 'Gold' }, { id: 's-silver', text: 'Silver' }], [[0], [1], []]),
      facet('type', [{ id: 'reseller', text: 'Resellers', one: { text: 'Reseller' }, also: ['VAR'] }, { id: 'integrator', text: 'Integrators' }], [[0], [1], [1, 0]]),
      facet('specialization', [{ id: 'shop-floor', text: 'Shop floor', also: ['MES'] }, { id: 'data-migration', text: 'Data migration' }], [[0], [1], []]),
    ],
    limits: [[]],
    cities: ['Ærøskøbing', 'Rennes', 'Köln'],
    city_words: ['', 'roazhon', 'keulen'],
    city_sets: [[0], [1], [2]],
    office_countries: ['de', 'fr'],
    since: ['2019-04-01', '2024-06-01', ''],
    summaries: { first: [], common: [] },
    rows: {
      names: PARTNERS.map(([name]) => name).join('\n'),
      ids: PARTNERS.map(([name], at) => (/[^\x20-\x7e]/.test(name) ? `p${at}` : '')).join('\n'),
      facets: ['10120', '10120', '02011', '10212'],
      limits: '',
      cities: '01221',
      offices: '00000',
      since: '01210',
    },
  };
}

/** An office as the program writes it: its country, and its point in five digits. */
function office(country, latitude, longitude) {
  let number = (Math.round(latitude * 100) + 9000) * 36_001 + Math.round(longitude * 100) + 18_000;
  let text = '';
  for (let digit = 0; digit < 5; digit += 1) {
    text = DIGITS[number % DIGITS.length] + text;
    number = Math.floor(number / DIGITS.length);
  }
  return DIGITS[country] + text;
}

const newIndex = () => openIndex(head());

const rowsOf = (index, query) => [...search(index, query).rows];
const found = (query) => rowsOf(newIndex(), { sort: query.q ? 'relevance' : 'name', ...query });
const countOf = (result, index, facet, id) => {
  const at = index.groups.findIndex((group) => group.facet === facet);
  return result.counts[at][index.groups[at].values.findIndex((value) => value.id === id)];
};
/** From chosen ids by facet to sets by group. */
const chosen = (index, filters) => index.groups.map((group) => new Set(filters[group.facet] ?? []));

test('accents and special letters are folded', () => {
  assert.equal(fold('Müller Groß Ærø Łódź Œuvre'), 'muller gross aero lodz oeuvre');
});

test('legal forms are dropped from names, unless there is nothing else', () => {
  assert.deepEqual(nameTokens('S.A.R.L. Rennes Données'), ['rennes', 'donnees']);
  assert.deepEqual(nameTokens('Støtte A/S'), ['stotte']);
  assert.deepEqual(nameTokens('Werk B.V.'), ['werk']);
  assert.deepEqual(nameTokens('AG'), ['ag']);
});

test('one letter may be missing, extra, wrong, or swapped', () => {
  for (const typed of ['kergulen', 'kergueelen', 'kerguelan', 'kegruelen', 'kergul']) assert.ok(startsWithTypo('kerguelen', typed), typed);
  for (const typed of ['kergln', 'kreguleen', 'xyrguelen']) assert.ok(!startsWithTypo('kerguelen', typed), typed);
});

test('accents do not matter, in the query or in the name', () => {
  assert.deepEqual(found({ q: 'muller' }), [2, 3]);
  assert.deepEqual(found({ q: 'Müller' }), [2, 3]);
  assert.deepEqual(found({ q: 'aero' }), [0]);
  assert.deepEqual(found({ q: 'koln' }), [2, 3]);
});

test('a city is found by its names in other languages', () => {
  assert.deepEqual(found({ q: 'Keulen' }), [2, 3]);
  assert.deepEqual(found({ q: 'roaz' }), [1, 4]);
  assert.deepEqual(found({ q: 'keulen data migration' }), [3]);
});

test('cities are found by the names that the program writes', () => {
  const data = head();
  data.cities = ['Kortrijk', 'Bruxelles', 'Milano', 'Lisboa'];
  data.city_words = ['cortrique courtrai', 'brussels brussele bruessel', 'mailand milaan', 'lisbonne lissabon'];
  data.city_sets = [[0], [1], [2], [3]];
  data.rows.cities = '01123';
  const index = openIndex(data);
  addPart(index, 0, data);
  const rows = (q) => rowsOf(index, { q, sort: 'relevance' }).sort();
  assert.deepEqual(rows('Courtrai'), [0]);
  assert.deepEqual(rows('brussels'), [1, 2]);
  assert.deepEqual(rows('brussels shop floor'), [1], 'beside other words');
  assert.deepEqual(rows('Mailand'), [3]);
  assert.deepEqual(rows('Lissabon'), [4]);
  assert.deepEqual(rows('Mailand data migration'), [3]);
});

test('a typo is tolerated from four letters on, and only without an exact match', () => {
  assert.deepEqual(found({ q: 'kergelen' }), [1]);
  assert.deepEqual(found({ q: 'mulller' }), [2, 3]);
  assert.deepEqual(found({ q: 'dxt' }), []);
});

test('legal forms in the query are ignored beside other words', () => {
  assert.deepEqual(found({ q: 'kerguelen gmbh' }), [1]);
  assert.deepEqual(found({ q: 'muller sarl' }), [2, 3]);
});

test('synonyms match, and every word must match', () => {
  assert.deepEqual(found({ q: 'mes' }), [1]);
  assert.deepEqual(found({ q: 'var muller' }), [2]);
});

test('the start of a name ranks before another word of it, and that before a specialization', () => {
  const { names } = newIndex();
  assert.deepEqual(found({ q: 'data' }).map((row) => names[row]), ['Ærø Data ApS', 'Nordisk Muller Data']);
  assert.equal(found({ q: 'rennes' })[0], 4, 'a name that begins so is before a city');
  assert.equal(found({ q: 'nordisk muller' })[0], 3);
});

test('values of one facet widen, facets narrow', () => {
  const index = newIndex();
  const rows = (filters) => rowsOf(index, { chosen: chosen(index, filters) });
  assert.deepEqual(rows({ country: ['fr'] }), [1, 3, 4]);
  assert.deepEqual(rows({ country: ['fr', 'de'] }), [0, 1, 2, 3, 4]);
  assert.deepEqual(rows({ country: ['fr'], tier: ['s-gold'] }), [1, 4]);
});

test('the count of a value is the number of results with it', () => {
  const index = newIndex();
  const everything = index.groups.flatMap((group) => group.values.map((value) => [group.facet, value.id]));
  for (const filters of [{}, { country: ['fr'] }, { country: ['de'], type: ['reseller'] }, { tier: ['s-gold'], country: ['fr'] }]) {
    for (const q of ['', 'data', 'muller']) {
      const result = search(index, { q, chosen: chosen(index, filters) });
      for (const [facet, id] of everything) {
        const alone = search(index, { q, chosen: chosen(index, { ...filters, [facet]: [id] }) }).total;
        assert.equal(countOf(result, index, facet, id), alone, `${JSON.stringify(filters)} "${q}" ${facet} ${id}`);
      }
    }
  }
});

test('an empty result has the counts without each filter', () => {
  const index = newIndex();
  const result = search(index, { q: 'kerguelen', chosen: chosen(index, { country: ['de'] }) });
  assert.equal(result.total, 0);
  const country = index.groups.findIndex((group) => group.facet === 'country');
  assert.deepEqual(result.drops, [{ group: country, total: 1 }, { group: -1, total: 3 }]);
});

test('sorting by tier puts the highest first, sorting by date the newest; missing values are last', () => {
  assert.deepEqual(found({ sort: 'tier' }), [1, 4, 0, 2, 3]);
  assert.deepEqual(found({ sort: 'newest' }), [1, 3, 0, 4, 2]);
});

test('ids are as written, or derived from the name', () => {
  const index = newIndex();
  assert.equal(index.ids[1], 'kerguelen-conseil-sas');
  assert.equal(index.ids[2], 'p2');
  assert.equal(slug('Kerguelen Conseil S.A.'), 'kerguelen-conseil-s-a');
});

test('a row has the places of its offices', () => {
  const data = head();
  data.rows.offices = `1${office(0, 50.94, 6.96)}0${`2${office(0, -50.94, 6.96)}${office(1, 48.11, -1.68)}`}1${0}~~~~~0`;
  const index = openIndex(data);
  addPart(index, 0, data);
  assert.deepEqual(officesOf(index, 0), [{ country: 'de', latitude: 50.94, longitude: 6.96 }]);
  assert.deepEqual(officesOf(index, 1), []);
  assert.deepEqual(officesOf(index, 2), [
    { country: 'de', latitude: -50.94, longitude: 6.96 },
    { country: 'fr', latitude: 48.11, longitude: -1.68 },
  ]);
  assert.deepEqual(officesOf(index, 3), [{ country: 'de' }]);
  assert.deepEqual(officesOf(index, 4), []);
  assert.deepEqual(officesOf(openIndex(head()), 0), [], 'before its part is loaded');
});

test('a row has its values in the order of the record', () => {
  const index = newIndex();
  assert.deepEqual(valuesOf(index, 1, 'type').map((value) => value.id), ['integrator', 'reseller']);
  assert.deepEqual(valuesOf(index, 2, 'type').map((value) => value.id), ['reseller']);
});

test('columns with more values than digits have two characters per row', () => {
  assert.deepEqual([...decodeColumn('0010~~', 8_000)], [0, 92, 92 ** 2 - 1]);
  assert.deepEqual([...decodeColumn('01~', 92)], [0, 1, 91]);
});

test('parts are joined to one index', () => {
  const whole = head();
  const cut = (from, to) => ({
    names: whole.rows.names.split('\n').slice(from, to).join('\n'),
    ids: whole.rows.ids.split('\n').slice(from, to).join('\n'),
    facets: whole.rows.facets.map((column) => column.slice(from, to)),
    limits: '',
    cities: whole.rows.cities.slice(from, to),
    since: whole.rows.since.slice(from, to),
  });
  const index = openIndex({ ...whole, parts: 2, part: 3, rows: cut(0, 3) });
  assert.deepEqual(rowsOf(index, { q: 'muller', sort: 'relevance' }), [2]);
  addPart(index, 1, { rows: cut(3, 5) });
  addPart(index, 1, { rows: cut(3, 5) });
  assert.deepEqual(rowsOf(index, { q: 'muller', sort: 'relevance' }), [2, 3]);
  assert.deepEqual(rowsOf(index, {}), [0, 1, 2, 3, 4]);
});

test('Arabic is found with and without its article, marks and seats of the hamza', () => {
  assert.deepEqual(nameTokens('النيل الرقمي'), nameTokens('نيل رقمي'));
  assert.equal(fold('أطلس'), fold('اطلس'));
  assert.equal(fold('مَنارة'), fold('مناره'));
  assert.deepEqual(nameTokens('الم'), ['الم'], 'two letters are no word without their article');
});

// Summaries

const SHARDS = [
  // "cold" in rows 0 and 4, "data" in 1.
  { words: 'cold\ndata', rows: '03\n1' },
  { words: 'logistics', rows: '0' },
  { words: 'tracing\ntrains', rows: '4\n2' },
];

/** An index that has loaded the given shards of three: of words before "lo", before "tr", and from "tr" on. */
function withShards(...loaded) {
  const index = openIndex({ ...head(), summaries: { first: ['', 'lo', 'tr'], common: ['and'] } });
  for (const shard of loaded) summaries.add(index.summaries, shard, SHARDS[shard]);
  return index;
}

const relevant = (index, q, more) => rowsOf(index, { q, sort: 'relevance', ...more });

test('tokens equal those of the program', () => {
  const cases = JSON.parse(readFileSync(new URL('words.json', import.meta.url), 'utf8'));
  for (const [text, expected] of cases) assert.deepEqual(tokenize(text), expected, text);
});

test('gaps of any width are decoded', () => {
  assert.deepEqual(summaries.decodeGaps(''), []);
  assert.deepEqual(summaries.decodeGaps('000'), [0, 1, 2]);
  // Half of 92 digits end a number: "K" is 0 with more to come, "L" is 46.
  assert.deepEqual(summaries.decodeGaps('JL00'), [45, 45 + 1 + 46, 45 + 1 + 46 + 1]);
});

test('a token needs the shards of its first letters, until they are loaded or have failed', () => {
  const index = withShards();
  const missing = (q) => search(index, { q }).missing;
  assert.deepEqual(missing(''), []);
  assert.deepEqual(missing('t'), [], 'one letter says too little');
  assert.deepEqual(missing('co'), [0]);
  assert.deepEqual(missing('lo'), [1]);
  assert.deepEqual(missing('lo co'), [1, 0]);
  assert.deepEqual(missing('tr'), [2]);
  assert.deepEqual(missing('tz'), [2]);
  assert.deepEqual(missing('ta'), [1]);
  summaries.add(index.summaries, 1, SHARDS[1]);
  summaries.add(index.summaries, 2, null);
  assert.deepEqual(missing('logistics trains'), []);
  summaries.retry(index.summaries);
  assert.deepEqual(missing('logistics trains'), [2]);
});

test('matches only in a summary rank last', () => {
  assert.deepEqual(relevant(withShards(), 'data'), [0, 3]);
  assert.deepEqual(relevant(withShards(0), 'data'), [0, 3, 1]);
  assert.deepEqual(relevant(withShards(0), 'cold'), [0, 4]);
  assert.deepEqual(relevant(withShards(0), 'col'), [0, 4], 'its beginning is enough');
});

test('each word may match in any field, and partners with all words exclude others', () => {
  const index = withShards(0, 1, 2);
  assert.deepEqual(relevant(index, 'aero logistics'), [0]);
  assert.deepEqual(relevant(index, 'cold tracing'), [4]);
  assert.equal(search(index, { q: 'cold tracing' }).forgiven, false);
});

/** The words of reasons as the program has them in English. */
const STRINGS = {
  comma: ', ', reason_word: '“{word}”', reason_summary: '“{word}” in the description', reason_office: 'office in {places}', reason_level: '{name} ({level})',
  reason_serves: 'serves {places}', reason_offices: 'offices in {places}', reason_speaks: 'speaks {languages}',
};
const texts = (index, row, result) => {
  const { matches, lacks } = reasonTexts(index, row, result, STRINGS);
  return [matches, lacks].map((list) => list.map(({ text }) => text));
};

test('where no partner has all words, those with most are found, the best first, and each says what it lacks', () => {
  const index = withShards(0, 1, 2);
  const result = search(index, { q: 'muller tracing', sort: 'relevance' });
  assert.deepEqual([[...result.rows], result.forgiven], [[2, 3, 4], true]);
  assert.deepEqual(texts(index, 2, result), [[], ['“tracing”']]);
  assert.deepEqual(texts(index, 4, result), [['“tracing” in the description'], ['“muller”']]);
  const three = search(index, { q: 'keulen data xyzzy', sort: 'relevance' });
  assert.deepEqual([...three.rows], [3], 'those with two of three words, not those with one');
  assert.deepEqual(texts(index, 3, three), [['office in Köln'], ['“xyzzy”']]);
});

test('a word that no partner has does not empty the page, a filter does', () => {
  const index = newIndex();
  const q = 'kerguelen xyzzy';
  assert.deepEqual(rowsOf(index, { q }), [1]);
  const result = search(index, { q, chosen: chosen(index, { country: ['de'] }) });
  assert.equal(result.total, 0);
  assert.deepEqual([...result.close], [1], 'but the partner that lacks the country comes close');
});

test('the nearest word is offered for one that no partner has', () => {
  const index = newIndex();
  assert.equal(nearestWord(index, 'kergulena'), 'kerguelen');
  assert.equal(nearestWord(index, 'miggratoin'), 'migration');
  assert.equal(nearestWord(index, 'xyzzyqwert'), null);
  assert.equal(nearestWord(index, 'mesa'), null, 'four letters may be anything');
  assert.equal(replaceWord('Data miggratoin, Köln', 'miggratoin', 'migration'), 'Data migration, Köln');
});

test('values of own fields are searched, though they are no filter', () => {
  const data = head();
  data.facets.push({ id: 'field-delivery', hidden: true, groups: [{ label: { text: 'Delivery' }, values: [{ id: 'remote', text: 'Remote' }, { id: 'on-site', text: 'On site' }] }], sets: [[], [0], [1]] });
  data.rows.facets.push('00102');
  const index = openIndex(data);
  assert.deepEqual(rowsOf(index, { q: 'remote' }), [2]);
  assert.equal(index.groups.some(({ facet }) => facet === 'field-delivery'), false);
  assert.deepEqual(texts(index, 2, search(index, { q: 'muller remote' })), [['Remote'], []]);
});

test('partners with an office in a chosen country come first; near a place, the nearest office', () => {
  const data = head();
  data.rows.offices = `1${office(0, 50.94, 6.96)}1${office(1, 48.11, -1.68)}0${`2${office(0, 48.1, 11.6)}${office(1, 48.85, 2.35)}`}1${office(0, 52.5, 13.4)}`;
  const index = openIndex(data);
  const inCountries = (...ids) => rowsOf(index, { chosen: chosen(index, { country: ids }) });
  assert.deepEqual(inCountries('de'), [0, 3, 2]);
  assert.deepEqual(inCountries('fr'), [1, 3, 4]);
  assert.deepEqual(rowsOf(index, { chosen: chosen(index, { country: ['de', 'fr'] }), sort: 'tier' }), [1, 4, 0, 3, 2]);
  const paris = { latitude: 48.85, longitude: 2.35 };
  assert.deepEqual(rowsOf(index, { sort: 'near', near: paris }), [3, 1, 0, 4, 2], 'without a known place last');
  assert.equal(Math.round(distancesFrom(index, paris)[1]), 308);
});

test('a common word is ignored beside others', () => {
  const index = withShards(0);
  assert.deepEqual(relevant(index, 'cold and'), [0, 4]);
  assert.deepEqual(relevant(index, 'and'), []);
});

test('a typo in a summary is tolerated after the third letter, without an exact match', () => {
  const index = withShards(0, 1, 2);
  assert.deepEqual(relevant(index, 'tracnig'), [4]);
  assert.deepEqual(relevant(index, 'logisitcs'), [0]);
  assert.deepEqual(relevant(index, 'lgistics'), []);
});

test('counts include matches in summaries', () => {
  const index = withShards(0);
  const everything = index.groups.flatMap((group) => group.values.map((value) => [group.facet, value.id]));
  const result = search(index, { q: 'data', chosen: chosen(index, {}) });
  assert.equal(result.total, 3);
  for (const [facet, id] of everything) {
    const alone = search(index, { q: 'data', chosen: chosen(index, { [facet]: [id] }) }).total;
    assert.equal(countOf(result, index, facet, id), alone, `${facet} ${id}`);
  }
});

test('a failed shard removes no result', () => {
  const index = withShards();
  summaries.add(index.summaries, 0, null);
  assert.deepEqual(relevant(index, 'data'), [0, 3]);
});

test('no typo is assumed before the shards are loaded', () => {
  const index = withShards();
  // Nothing but the tier "Gold" is almost "cold".
  assert.deepEqual(relevant(index, 'cold'), []);
  assert.deepEqual(relevant(index, 'kergelen'), []);
  for (const shard of [0, 1, 2]) summaries.add(index.summaries, shard, SHARDS[shard]);
  assert.deepEqual(relevant(index, 'cold'), [0, 4]);
  assert.deepEqual(relevant(index, 'kergelen'), [1]);
  summaries.add(index.summaries, 0, null);
  assert.deepEqual(relevant(index, 'cold'), [1, 4], 'a shard that failed does not keep anybody waiting');
});
