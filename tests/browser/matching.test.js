// Which partners match a choice, without a browser: the cases of the program's own test, invented catalogues, and the demo,
// whose pages and public data have the program's counts.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';

import { openIndex } from '../../themes/default/assets/js/index.js';
import { openChoice, reasons } from '../../themes/default/assets/js/matching.js';
import { FEW, lackWeight, needFacet, NEED_WEIGHT, rank } from '../../themes/default/assets/js/ranking.js';
import { search } from '../../themes/default/assets/js/search.js';
import { build, project } from './lib/project.js';

const { index: CASES_INDEX, cases, places } = JSON.parse(readFileSync(new URL('matching-cases.json', import.meta.url), 'utf8'));

/** From chosen ids by facet to sets by group. */
const sets = (index, chosen) =>
  index.groups.map((group) => new Set((chosen[group.facet] ?? []).filter((id) => group.values.some((value) => value.id === id))));

/** A place in a country, for a search near it. */
const near = (country) => (country ? { country, latitude: 50.85, longitude: 4.35 } : null);

/** The counts of all values, by facet and id. */
function countsOf(index, chosen, country = null) {
  const { counts } = search(index, { chosen: sets(index, chosen), near: near(country) });
  const byFacet = {};
  index.groups.forEach(({ facet, values }, position) => {
    values.forEach(({ id }, number) => {
      (byFacet[facet] ??= {})[id] = counts[position][number];
    });
  });
  return byFacet;
}

const idsOf = (index, chosen, country = null) => [...search(index, { chosen: sets(index, chosen), near: near(country) }).rows].map((row) => index.ids[row]).sort();

/** The same numbers in each run. */
function generator(seed) {
  let state = seed;
  return (limit) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
}

/** Some of a list, each once. */
const some = (below, list, most) => [...new Set(Array.from({ length: below(most + 1) }, () => list[below(list.length)]))];

/** A choice of up to two values in up to four facets; a country, a specialization, and a level are frequent. */
function choice(below, facets) {
  const chosen = {};
  for (const facet of ['country', 'specialization', 'level', ...some(below, Object.keys(facets), 1)]) {
    if (facets[facet]) chosen[facet] = some(below, facets[facet], 2);
  }
  return chosen;
}

/**
 * Whether a partner matches a choice: `held` has, for each specialization, its level and the partner's countries where it is
 * valid. Near a place, a specialization that is limited to some of them must be valid in the place's country.
 */
function matches({ values, held }, chosen, needed = null) {
  const { country = [], specialization = [], level = [] } = chosen;
  const isFound = Object.entries(chosen).every(([facet, ids]) => ids.length === 0 || ids.some((id) => values[facet].includes(id)));
  if (!isFound || (specialization.length === 0 && level.length === 0)) return isFound;
  return Object.entries(held).some(
    ([id, own]) =>
      (specialization.length === 0 || specialization.includes(id)) &&
      (level.length === 0 || level.includes(own.level)) &&
      (needed === null || own.places.length === values.country.length || own.places.includes(needed)) &&
      (country.length === 0 || own.places.some((place) => country.includes(place))),
  );
}

/** Compares results and counts of a choice, near a place in a country if one is given, with those of the definition. */
function assertAsDefined(index, partners, facets, chosen, country = null) {
  const isMatch = (partner, chosen) => matches(partner, chosen, country);
  const number = (chosen) => partners.filter((partner) => isMatch(partner, chosen)).length;
  const note = JSON.stringify({ ...chosen, near: country });
  assert.deepEqual(idsOf(index, chosen, country), partners.filter((partner) => isMatch(partner, chosen)).map(({ id }) => id).sort(), note);
  const expected = {};
  for (const [facet, ids] of Object.entries(facets)) {
    expected[facet] = Object.fromEntries(ids.map((id) => [id, number({ ...chosen, [facet]: [id] })]));
  }
  assert.deepEqual(countsOf(index, chosen, country), expected, note);
  const { drops, total, close, choice } = search(index, { chosen: sets(index, chosen), near: near(country) });
  // What a partner lacks are as few facets as possible, and without them it matches.
  const facetsOf = (values) => new Set(values.map(({ facet }) => facet));
  const byId = new Map(partners.map((partner) => [partner.id, partner]));
  const isSought = total < 4 && Object.values(chosen).filter((ids) => ids.length > 0).length > 1;
  const expectedClose = [];
  for (const [row, id] of index.ids.entries()) {
    const partner = byId.get(id);
    const lacked = facetsOf(reasons(row, choice).lacks);
    const rest = Object.fromEntries(Object.entries(chosen).filter(([facet]) => !lacked.has(facet)));
    assert.ok(isMatch(partner, rest), `${note} ${id}`);
    assert.equal(lacked.size === 0, isMatch(partner, chosen), `${note} ${id}`);
    const isElsewhere = country !== null && lacked.size > 0 && matches(partner, chosen) && partner.values.country.includes(country);
    const need = needFacet(index);
    const hasNeed = !lacked.has(need) || chosen[need].some((value) => partner.values[need].includes(value));
    if (isElsewhere || (isSought && lacked.size === 1 && hasNeed)) expectedClose.push(id);
  }
  assert.deepEqual([...close].map((row) => index.ids[row]).sort(), expectedClose.sort(), note);
  if (country === null) {
    // Who lacks least is first.
    const weights = [...close].map((row) => Math.min(...reasons(row, choice).lacks.map(({ facet, elsewhere }) => lackWeight(index, facet, elsewhere))));
    assert.deepEqual(weights, [...weights].sort((a, b) => a - b), note);
  }
  if (total > 0) return;
  for (const { group, total } of drops) assert.equal(total, number({ ...chosen, [index.groups[group].facet]: [] }), note);
}

describe('the cases of the program', () => {
  for (const { name, chosen, found, near, counts } of cases) {
    test(name, () => {
      const index = openIndex(CASES_INDEX);
      assert.deepEqual(idsOf(index, chosen), Object.keys(found));
      const choice = openChoice(index, sets(index, chosen));
      const ids = (reasons) => reasons.map(({ id }) => id).sort();
      for (const [row, id] of index.ids.entries()) {
        const { matches, lacks } = reasons(row, choice);
        const expected = id in found ? { matches: found[id], lacks: [] } : near?.[id];
        if (!expected) continue;
        assert.deepEqual(ids(matches), [...expected.matches].sort(), `${id} matches`);
        assert.deepEqual(ids(lacks), [...expected.lacks].sort(), `${id} lacks`);
      }
      const actual = countsOf(index, chosen);
      for (const [facet, expected] of Object.entries(counts)) assert.deepEqual(actual[facet], expected, facet);
    });
  }
});

describe('near a place', () => {
  for (const { name, country, chosen, found, near: expected, elsewhere, close, counts } of places) {
    test(name, () => {
      const index = openIndex(CASES_INDEX);
      assert.deepEqual(idsOf(index, chosen, country), Object.keys(found));
      const result = search(index, { chosen: sets(index, chosen), near: near(country) });
      assert.deepEqual([...result.close].map((row) => index.ids[row]).sort(), close);
      const ids = (reasons) => reasons.map(({ id }) => id).sort();
      const limited = [];
      for (const [row, id] of index.ids.entries()) {
        const { matches, lacks } = reasons(row, result.choice);
        if (lacks.some(({ elsewhere }) => elsewhere)) limited.push(id);
        const known = id in found ? { matches: found[id], lacks: [] } : expected?.[id];
        if (!known) continue;
        assert.deepEqual(ids(matches), known.matches, `${id} matches`);
        assert.deepEqual(ids(lacks), known.lacks, `${id} lacks`);
      }
      assert.deepEqual(limited, elsewhere);
      const actual = countsOf(index, chosen, country);
      for (const [facet, of] of Object.entries(counts)) assert.deepEqual(actual[facet], of, facet);
    });
  }
});

describe('the order of those that come close', () => {
  test('a need that is missing weighs most, then a need elsewhere and a country, then a language, then the rest', () => {
    const index = openIndex(CASES_INDEX);
    const weights = [['specialization'], ['specialization', true], ['country'], ['language'], ['type']].map(([facet, elsewhere]) => lackWeight(index, facet, elsewhere));
    assert.deepEqual(weights, [...weights].sort((a, b) => b - a));
    assert.equal(weights[0], NEED_WEIGHT);
    assert.ok(weights.slice(1).reduce((sum, weight) => sum + weight) < NEED_WEIGHT);
  });

  test('who has what is needed, but elsewhere, comes before who does not have it; so does the higher level', () => {
    const index = openIndex(CASES_INDEX);
    const { close, total } = search(index, { chosen: sets(index, { country: ['be'], specialization: ['data'] }) });
    assert.ok(total < FEW);
    // Without Belgium, or not valid there; no other partner has one of the two.
    assert.deepEqual([...close].map((row) => index.ids[row]), ['alba', 'dune']);
    const choice = openChoice(index, sets(index, { specialization: ['data'] }));
    const row = (id) => index.ids.indexOf(id);
    const order = rank(index, choice, [row('cirrus'), row('dune'), row('brisk')], { weightOf: () => 0 });
    assert.deepEqual([...order].map((at) => index.ids[at]), ['brisk', 'cirrus', 'dune']);
    const byDistance = rank(index, choice, [row('cirrus'), row('dune'), row('brisk')], { weightOf: () => 0, distanceOf: (at) => [9, 9, 2, 1, 9, 9, 9][at] });
    assert.deepEqual([...byDistance].map((at) => index.ids[at]), ['dune', 'cirrus', 'brisk']);
  });
});

/** An invented catalogue as an index and as partners. */
function invented(below) {
  const facets = { country: ['at', 'be', 'de', 'fr', 'lu'], specialization: ['data', 'finance', 'retail'], level: ['practitioner', 'expert'], language: ['de', 'fr'], type: ['reseller', 'integrator'] };
  const column = (lists) => {
    const sets = [...new Set(lists.map((list) => JSON.stringify(list)))];
    return { sets: sets.map((set) => JSON.parse(set)), rows: lists.map((list) => sets.indexOf(JSON.stringify(list))) };
  };
  const digits = (rows) => rows.map((number) => '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'[number]).join('');
  const partners = Array.from({ length: 20 + below(30) }, (_, row) => {
    const values = Object.fromEntries(Object.entries(facets).map(([facet, ids]) => [facet, some(below, ids, 3)]));
    values.specialization.sort();
    const places = () => (below(2) ? values.country : some(below, values.country, 2).filter(Boolean));
    const held = Object.fromEntries(values.specialization.map((id) => [id, { level: facets.level[below(3)], places: places() }]));
    values.level = [...new Set(Object.values(held).flatMap(({ level }) => level ?? []))];
    return { id: `p${row}`, values, held };
  });
  const levelsOf = ({ held }) => Object.values(held).map(({ level }) => (level ? facets.level.indexOf(level) : null));
  const columns = Object.entries(facets).map(([facet, ids]) => [
    facet,
    column(partners.map((partner) => (facet === 'level' ? levelsOf(partner) : partner.values[facet].map((id) => ids.indexOf(id))))),
  ]);
  const limits = column(
    partners.map(({ values, held }) =>
      Object.values(held).flatMap(({ places }, position) =>
        places.length < values.country.length ? [[position, ...places.map((place) => facets.country.indexOf(place))]] : [],
      ),
    ),
  );
  const index = openIndex({
    partners: partners.length,
    parts: 1,
    part: 10_000,
    facets: columns.map(([facet, { sets }]) => ({ id: facet, groups: [{ label: { text: facet }, values: facets[facet].map((id) => ({ id, text: id })) }], sets })),
    limits: limits.sets,
    cities: [],
    city_words: [],
    city_sets: [[]],
    since: [''],
    summaries: { first: [], common: [] },
    rows: {
      names: partners.map(({ id }) => id).join('\n'),
      ids: partners.map(({ id }) => id).join('\n'),
      facets: columns.map(([, { rows }]) => digits(rows)),
      limits: digits(limits.rows),
      cities: '0'.repeat(partners.length),
      since: '0'.repeat(partners.length),
    },
  });
  return { index, partners, facets };
}

test('results and counts are as defined, for invented catalogues and any choice', () => {
  for (let seed = 1; seed <= 20; seed += 1) {
    const below = generator(seed);
    const { index, partners, facets } = invented(below);
    for (let tries = 0; tries < 60; tries += 1) assertAsDefined(index, partners, facets, choice(below, facets), tries % 3 ? null : [...facets.country, 'nl'][below(6)]);
  }
});

describe('the demo', () => {
  const ends = [];
  let site;
  let index;

  before(() => {
    site = process.env.SITE ?? build(project({ after: (remove) => ends.push(remove) }));
    index = openIndex(JSON.parse(readFileSync(join(site, 'en/directory/index.json'), 'utf8')));
  });

  after(() => {
    for (const end of ends) end();
  });

  /** The choice of each page of the directory, with its HTML. */
  function pages() {
    const found = [];
    const visit = (folder, chosen) => {
      found.push({ folder, chosen, html: readFileSync(join(site, folder, 'index.html'), 'utf8') });
      for (const { facet } of index.groups) {
        let values = [];
        try {
          values = readdirSync(join(site, folder, facet), { withFileTypes: true });
        } catch {
          continue;
        }
        for (const value of values.filter((entry) => entry.isDirectory())) {
          visit(`${folder}/${facet}/${value.name}`, { ...chosen, [facet]: [value.name] });
        }
      }
    };
    visit('en/directory', {});
    return found;
  }

  test('every page has the counts of the script', () => {
    const all = pages();
    assert.ok(all.filter(({ chosen }) => Object.keys(chosen).length === 2).length > 5);
    for (const { folder, chosen, html } of all) {
      const lists = [...html.matchAll(/data-facet="([^"]+)"[^>]*>(.*?)<\/div>/gs)];
      const shown = {};
      for (const [, facet, list] of lists) {
        for (const [, id, count] of list.matchAll(/<li data-value="([^"]+)".*?class="count"><span aria-hidden="true">(\d+)</gs)) {
          (shown[facet] ??= {})[id] = Number(count);
        }
      }
      assert.deepEqual(countsOf(index, chosen), shown, folder);
      assert.equal(idsOf(index, chosen).length, Number(html.match(/id="count"[^>]*>(\d+)/)[1]), folder);
    }
  });

  test('results of any choice are those of the public data', () => {
    const { partners: published } = JSON.parse(readFileSync(join(site, 'api/v1/partners.json'), 'utf8'));
    const certificationsOf = (id) => JSON.parse(readFileSync(join(site, `api/v1/partners/${id}.json`), 'utf8')).partner.certifications ?? [];
    const partners = published.map((partner) => {
      const country = (partner.countries ?? []).map((code) => code.toLowerCase());
      const held = partner.specializations ?? [];
      return {
        id: partner.id,
        values: {
          country,
          specialization: held.map(({ id }) => id),
          type: partner.types,
          product: partner.products ?? [],
          industry: partner.industries ?? [],
          'field-delivery': [partner.fields?.delivery ?? []].flat(),
          language: (partner.languages ?? []).map((code) => code.toLowerCase()),
          certification: certificationsOf(partner.id).filter(({ count }) => count > 0).map(({ id }) => id),
          level: held.flatMap(({ level }) => level ?? []),
          tier: (partner.programmes ?? []).flatMap(({ programme, tier }) => (tier ? [`${programme}-${tier}`] : [])),
        },
        held: Object.fromEntries(
          held.map(({ id, level, countries, valid_in: places = [] }) => [id, { level, places: countries ? places.map((code) => code.toLowerCase()) : country }]),
        ),
      };
    });
    const facets = Object.fromEntries(index.groups.map(({ facet }) => [facet, []]));
    for (const { facet, values } of index.groups) facets[facet].push(...values.map(({ id }) => id));
    // The tiers of each programme are a group of their own, so that two of them are no choice in one facet.
    const below = generator(7);
    for (let tries = 0; tries < 300; tries += 1) {
      const chosen = choice(below, facets);
      if (chosen.tier?.length > 0) delete chosen.tier;
      assertAsDefined(index, partners, facets, chosen, tries % 3 ? null : ['be', 'fr', 'cn'][below(3)]);
    }
  });
});
