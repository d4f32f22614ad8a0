// "Find my partner": its rules without a browser, on every choice of the demo, then a prospect's way through the questions.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';

import { members } from '../../themes/default/assets/js/bitset.js';
import { openIndex } from '../../themes/default/assets/js/index.js';
import { openChoice } from '../../themes/default/assets/js/matching.js';
import { reasons } from '../../themes/default/assets/js/reasons.js';
import { search } from '../../themes/default/assets/js/search.js';
import { launch, open } from './lib/browser.js';
import { build, project } from './lib/project.js';
import { serve } from './lib/static-server.js';

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

const copy = project({ after });
const site = build(copy);

describe('the reasons', () => {
  const index = openIndex(JSON.parse(readFileSync(join(site, 'en/directory/index.json'), 'utf8')));
  const ids = (facet) => index.groups.find((group) => group.facet === facet).values.map(({ id }) => id);
  const row = (id) => index.ids.indexOf(id);

  test('a partner lacks nothing exactly where it matches', () => {
    for (const specialization of ids('specialization')) {
      for (const country of ids('country')) {
        for (const language of ['fr', 'nl', 'de']) {
          const choice = { specialization, country, language };
          const chosen = index.groups.map(({ facet }) => (choice[facet] ? new Set([choice[facet]]) : undefined));
          const rows = new Set(members(openChoice(index, chosen).rows(index.all)));
          index.ids.forEach((id, at) => assert.equal(reasons(index, at, choice).lacks.length === 0, rows.has(at), `${id}: ${JSON.stringify(choice)}`));
        }
      }
    }
  });

  test('each answer is a reason or a lack', () => {
    const choice = { specialization: 'data-migration', country: 'be', language: 'nl' };
    index.ids.forEach((id, at) => {
      const { matches, lacks } = reasons(index, at, choice);
      assert.equal(matches.length + lacks.length, 3, id);
    });
  });

  test('a specialization that is not valid in the country is a lack, and said so', () => {
    const { matches, lacks } = reasons(index, row('kerguelen'), { specialization: 'data-migration', country: 'be' });
    assert.deepEqual(lacks.map(({ facet, limited }) => [facet, limited]), [['specialization', true]]);
    assert.deepEqual(matches.map(({ facet, office }) => [facet, office]), [['country', true]]);
  });

  test('the level, and where an office is', () => {
    const { matches } = reasons(index, row('leieboog'), { specialization: 'data-migration', country: 'be' });
    assert.deepEqual(matches.map(({ value, level, office }) => [value.id, level?.id ?? office]), [['data-migration', 'practitioner'], ['be', true]]);
    const serves = reasons(index, row('marelle-et-compas'), { country: 'be' });
    assert.equal(serves.matches[0].office, false);
  });
});

describe('the page', () => {
  let host;
  let browser;

  before(async () => {
    host = await serve(site);
    browser = await launch();
  });

  after(async () => {
    await browser?.close();
    host?.close();
  });

  test('four taps from home to a message to two partners that are validated for Belgium', async (t) => {
    const { page, troubles } = await open(t, browser, host.origin, PHONE);
    await page.goto(`${host.origin}/fr/`);
    const tap = (locator) => locator.tap();
    await tap(page.getByRole('button', { name: 'Trouver mon partenaire' }));
    await page.locator('.find.running').waitFor();
    await tap(page.getByRole('link', { name: /^Reprise de données/ }));
    await tap(page.getByRole('link', { name: /^Belgique/ }));
    await page.locator('.found-full').first().waitFor();
    await tap(page.getByRole('link', { name: 'Demander à Lumenstad de vous mettre en relation avec 2 partenaires' }));
    await page.waitForURL(/\/fr\/message\//);
    await page.locator('.message.ready').waitFor();
    const to = new URL(page.url()).searchParams.get('to').split(',');
    assert.equal(to.length, 2);
    for (const id of to) {
      const { partner } = JSON.parse(readFileSync(join(site, `api/v1/partners/${id}.json`), 'utf8'));
      const migration = partner.specializations.find((it) => it.id === 'data-migration');
      assert.ok(partner.countries.includes('BE'), id);
      assert.ok(!migration.countries || migration.countries.includes('BE'), id);
      assert.ok(partner.languages.includes('fr'), id);
    }
    assert.equal(await page.locator('#message-need').inputValue(), 'Reprise de données');
    assert.equal(await page.locator('#message-country').inputValue(), 'Belgique');
    assert.ok(await page.getByLabel('Français').isChecked());
    assert.deepEqual(troubles, []);
  });

  for (const scripts of [true, false]) {
    test(`what the home page's form has goes along, ${scripts ? 'and what is left empty is no answer' : 'without scripts too'}`, async (t) => {
      const { page, troubles } = await open(t, browser, host.origin, { ...PHONE, javaScriptEnabled: scripts });
      await page.goto(`${host.origin}/fr/`);
      const choose = (facet, id) => page.locator(`.ask [name="${facet}"]`).selectOption(id);
      await choose('specialization', 'data-migration');
      await choose('language', 'fr');
      await page.getByRole('button', { name: 'Trouver mon partenaire' }).tap();
      await page.waitForURL(/\/fr\/find\/\?/);
      const { searchParams } = new URL(page.url());
      assert.deepEqual([searchParams.get('specialization'), searchParams.get('language')], ['data-migration', 'fr']);
      if (!scripts) return;
      // The country, which was left empty, is asked.
      await page.getByRole('heading', { name: 'Où en avez-vous besoin' }).waitFor();
      assert.equal(new URL(page.url()).search, '?specialization=data-migration&language=fr');
      await page.goto(`${host.origin}/fr/`);
      await choose('specialization', 'data-migration');
      await choose('country', 'be');
      await choose('language', 'fr');
      await page.locator('.ask [name="q"]').fill('SAP & co');
      await page.getByRole('button', { name: 'Trouver mon partenaire' }).tap();
      await page.locator('.found-full').first().waitFor();
      const words = page.locator('.find-trail a', { hasText: 'Chercher dans l’annuaire' });
      assert.equal(await words.getAttribute('href'), '/fr/directory/?specialization=data-migration&country=be&language=fr&q=SAP+%26+co');
      assert.deepEqual(troubles, []);
    });
  }

  test('those that come close are those of the directory, in its order, and their number is the same', async (t) => {
    const { page } = await open(t, browser, host.origin);
    const index = openIndex(JSON.parse(readFileSync(join(site, 'en/directory/index.json'), 'utf8')));
    for (const choice of [{ specialization: 'data-migration', country: 'be', language: 'fr' }, { specialization: 'data-migration', country: 'no', language: 'en' }, { specialization: 'data-migration', country: 'at', language: 'pl' }]) {
      const chosen = index.groups.map(({ facet }) => new Set(choice[facet] ? [choice[facet]] : []));
      const { close, total } = search(index, { chosen });
      const query = new URLSearchParams(choice);
      await page.goto(`${host.origin}/en/find/?${query}`);
      await page.locator('.find-results h2').waitFor();
      const names = await page.locator('.found:not(.found-full) h3').allInnerTexts();
      // Those that lack one answer come first; where these are too few, others follow.
      const nearest = [...close].slice(0, names.length).map((row) => index.names[row]);
      assert.deepEqual(names.slice(0, close.length), nearest, String(query));
      const link = await page.locator('.find-results .links a').first().innerText();
      assert.match(link, new RegExp(`\\b${close.length} partners? comes? close`), String(query));
      await page.goto(`${host.origin}/en/directory/?${query}`);
      const heading = page.locator('.directory-head .range');
      await page.locator('.close .card').first().waitFor();
      assert.match(await page.locator('#count').innerText(), new RegExp(`^${total}\\spartner`));
      assert.match(await heading.innerText(), new RegExp(`^${close.length} partners? comes? close`));
    }
  });

  test('the industry is asked while more partners are left than are shown, offered where not, and a reason', async (t) => {
    const { page, troubles } = await open(t, browser, host.origin);
    await page.goto(`${host.origin}/en/find/?specialization=*&country=*&language=fr`);
    await page.getByRole('heading', { name: 'Which industry are you in?' }).waitFor();
    assert.equal(await page.locator('.find-count').innerText(), 'Question 4 of 4 at most');
    await page.getByRole('link', { name: /^Food and beverage/ }).click();
    await page.locator('.found').first().waitFor();
    for (const text of await page.locator('.found-full .found-why').allInnerTexts()) assert.match(text, /Food and beverage/);
    const message = new URL(await page.locator('.find-write a').getAttribute('href'), host.origin).searchParams;
    assert.equal(message.get('industry'), new URL(page.url()).searchParams.get('industry'));
    // Two are left after the country: nothing else is asked, but may be answered, and nothing else is said to be met.
    await page.goto(`${host.origin}/en/find/?specialization=data-migration&country=be`);
    await page.locator('.found').first().waitFor();
    const offered = page.locator('.find-trail .trail-open', { hasText: 'Which industry are you in?' });
    assert.match(await offered.innerText(), /not asked/);
    assert.equal(await page.locator('.find-results h2').innerText(), '2 partners meet these 2 criteria');
    await offered.getByRole('link').click();
    await page.getByRole('heading', { name: 'Which industry are you in?' }).waitFor();
    await page.getByRole('link', { name: /^Food and beverage/ }).click();
    await page.locator('.found').first().waitFor();
    assert.match((await page.locator('.found-why').allInnerTexts()).join(), /Food and beverage/);
    assert.deepEqual(troubles, []);
  });

  test('a language that was not asked is a tap away, that of the page first, until at most one partner is left', async (t) => {
    const { page, troubles } = await open(t, browser, host.origin, PHONE);
    await page.goto(`${host.origin}/fr/find/?specialization=data-migration&country=be`);
    await page.locator('.found-full').first().waitFor();
    const offer = page.locator('.find-open');
    assert.match(await offer.locator('p').innerText(), /^Langue.: question non posée/);
    const chips = await offer.getByRole('link').allInnerTexts();
    assert.match(chips[0], /^Français\s2/);
    assert.equal(chips.at(-1), 'Peu importe la langue');
    assert.equal(await page.locator('.find-results h2').innerText(), '2 partenaires répondent à ces 2 critères');
    await offer.getByRole('link', { name: /^Français/ }).tap();
    await page.waitForURL(/&language=fr$/);
    assert.equal(await page.locator('.find-results h2').innerText(), '2 partenaires répondent à ces 3 critères');
    assert.match(await offer.locator('p').innerText(), /^Secteur/);
    await offer.getByRole('link', { name: 'Peu importe' }).tap();
    await page.waitForURL(/&industry=\*$/);
    assert.equal(await page.locator('.find-results h2').innerText(), '2 partenaires répondent à tout');
    assert.equal(await offer.count(), 0);
    await page.goto(`${host.origin}/en/find/?specialization=data-migration&country=be&language=nl`);
    await page.locator('.found-full').first().waitFor();
    assert.equal(await page.locator('.find-results h2').innerText(), '1 partner meets these 3 criteria');
    assert.equal(await offer.count(), 0);
    // The place is the office that is ticked.
    const kerguelen = page.locator('.found', { has: page.getByRole('heading', { name: 'Kerguelen' }) });
    await page.goto(`${host.origin}/en/find/?specialization=data-migration&country=be`);
    assert.match(await kerguelen.locator('.found-place').innerText(), /^Bruxelles/);
    assert.match(await kerguelen.locator('.found-why').innerText(), /Office in Belgium/);
    assert.deepEqual(troubles, []);
  });

  test('nothing is asked that the directory has no filter for', async (t) => {
    const folder = project(t);
    const settings = `${folder}/content/catalogue.toml`;
    writeFileSync(settings, readFileSync(settings, 'utf8').replace('[directory]', '[directory]\nfacets = ["specialization", "country", "language", "tier", "certification", "level", "type", "product"]'));
    const texts = `${folder}/content/programmes/solutions/countries`;
    for (const name of readdirSync(texts).filter((name) => name.endsWith('.md'))) {
      writeFileSync(join(texts, name), readFileSync(join(texts, name), 'utf8').replaceAll(/\/directory\/industry\/[a-z-]+\//g, '/directory/'));
    }
    const html = readFileSync(join(build(folder), 'en/find/index.html'), 'utf8');
    assert.deepEqual([...html.matchAll(/data-step="([^"]+)"/g)].map(([, id]) => id), ['specialization', 'country', 'language']);
  });

  test('after each answer, nothing at the top of the page is cut', async (t) => {
    const { page } = await open(t, browser, host.origin, PHONE);
    await page.goto(`${host.origin}/fr/find/`);
    await page.locator('.find.running').waitFor();
    for (const answer of [/^Chaîne logistique/, /^N’importe où/, /^Anglais/]) {
      await page.getByRole('link', { name: answer }).tap();
      await page.waitForTimeout(50);
      assert.equal(await page.evaluate(() => scrollY), 0);
      const { y } = await page.locator('.find h2:visible').first().boundingBox();
      assert.ok(y < 844 / 2, `${answer}: the question is at ${y}`);
    }
  });

  test('how many are ticked is said, and follows', async (t) => {
    const { page } = await open(t, browser, host.origin);
    await page.goto(`${host.origin}/en/find/?specialization=data-migration&country=be`);
    await page.locator('.found').first().waitFor();
    const text = page.locator('.find-chosen');
    assert.equal(await text.innerText(), '2 are ticked for your message.');
    await page.locator('.found').nth(0).getByRole('checkbox').uncheck();
    assert.equal(await text.innerText(), '1 is ticked for your message.');
    await page.locator('.found').nth(1).getByRole('checkbox').uncheck();
    assert.equal(await text.innerText(), 'Tick the partners that you want to reach.');
    assert.ok(!(await page.locator('.find-write a').isVisible()));
  });

  test('each partner says what it has and lacks, and the best come first', async (t) => {
    const { page, troubles } = await open(t, browser, host.origin);
    await page.goto(`${host.origin}/en/find/?specialization=data-migration&country=be`);
    await page.locator('.found').first().waitFor();
    const found = await page.locator('.found h3').allInnerTexts();
    assert.deepEqual(found, ['Leieboog', 'Marelle & Compas', 'Kerguelen Conseil']);
    const why = await page.locator('.found-why').allInnerTexts();
    assert.match(why[0], /Data migration \(Practitioner\)\s+Office in Belgium/);
    assert.match(why[1], /Data migration \(Expert\)\s+Serves Belgium/);
    assert.match(why[2], /Office in Belgium\s+Data migration: validated, but not for Belgium/);
    // Only those that have everything are chosen for the message.
    assert.deepEqual(await page.locator('.found input').evaluateAll((boxes) => boxes.map(({ checked }) => checked)), [true, true, false]);
    await page.locator('.found').nth(2).getByRole('checkbox').check();
    const href = await page.getByRole('link', { name: 'Ask Lumenstad to put you in touch with 3 partners' }).getAttribute('href');
    assert.equal(href, '/en/message/?to=leieboog%2Cmarelle-et-compas%2Ckerguelen&specialization=data-migration&country=be&language=en');
    assert.deepEqual(troubles, []);
  });

  test('the answers are in the address, and back asks again', async (t) => {
    const { page, troubles } = await open(t, browser, host.origin);
    await page.goto(`${host.origin}/en/find/`);
    await page.locator('.find.running').waitFor();
    await page.getByRole('link', { name: /^Supply chain/ }).click();
    assert.equal(new URL(page.url()).search, '?specialization=supply-chain');
    assert.equal(await page.evaluate(() => document.activeElement.textContent), 'Where do you need it?');
    await page.getByRole('link', { name: 'Anywhere' }).click();
    assert.equal(new URL(page.url()).search, '?specialization=supply-chain&country=*');
    // More partners are left than are shown: the language is asked.
    await page.getByRole('heading', { name: 'Which language would you like to speak?' }).waitFor();
    await page.getByRole('link', { name: /^Dutch/ }).click();
    await page.locator('.found-full').first().waitFor();
    assert.ok((await page.locator('.found').count()) <= 5);
    await page.goBack();
    await page.getByRole('heading', { name: 'Which language would you like to speak?' }).waitFor();
    await page.goBack();
    await page.goBack();
    await page.getByRole('heading', { name: 'What do you need?' }).waitFor();
    await page.goForward();
    await page.getByRole('link', { name: 'Change What do you need?' }).click();
    await page.getByRole('heading', { name: 'What do you need?' }).waitFor();
    assert.deepEqual(troubles, []);
  });

  test('the numbers beside answers are those of the directory', async (t) => {
    const { page } = await open(t, browser, host.origin);
    await page.goto(`${host.origin}/en/find/?specialization=data-migration`);
    await page.locator('.find.running').waitFor();
    for (const [country, count] of [['Belgium', 2], ['France', 2], ['Norway', 0]]) {
      assert.match(await page.locator('[data-answer]:visible', { hasText: country }).locator('.count').innerText(), new RegExp(`^${count}\\b`), country);
    }
  });

  test('an unknown answer in the address is asked again', async (t) => {
    const { page, troubles } = await open(t, browser, host.origin);
    await page.goto(`${host.origin}/en/find/?specialization=%3Cb%3E&country=be`);
    await page.getByRole('heading', { name: 'What do you need?' }).waitFor();
    assert.deepEqual(troubles, []);
  });

  test('without scripts, every answer leads to a list of the directory', async (t) => {
    const { page } = await open(t, browser, host.origin, { javaScriptEnabled: false });
    await page.goto(`${host.origin}/en/find/`);
    assert.ok(await page.locator('noscript .notice').isVisible());
    await page.getByRole('link', { name: /^Data migration/ }).click();
    assert.equal(new URL(page.url()).pathname, '/en/directory/specialization/data-migration/');
    await page.goBack();
    await page.getByRole('link', { name: /^Belgium/ }).click();
    assert.equal(new URL(page.url()).pathname, '/en/directory/country/be/');
  });

  test('if the index cannot be loaded, the lists are there', async (t) => {
    const { page } = await open(t, browser, host.origin, { expected: [/500/] });
    await page.route('**/index.json', (route) => route.fulfill({ status: 500, body: '' }));
    await page.goto(`${host.origin}/en/find/`);
    await page.locator('.find.failed').waitFor();
    assert.equal(await page.locator('[data-answer="be"]').getAttribute('href'), '/en/directory/country/be/');
    assert.ok(await page.locator('[data-answer="be"]').isVisible());
  });
});

describe('the questions of the company', () => {
  test('are asked while they tell partners apart, and their answers are reasons', async (t) => {
    const folder = project(t);
    const settings = `${folder}/content/catalogue.toml`;
    writeFileSync(settings, readFileSync(settings, 'utf8').replace('[enquiry]', '[find]\nquestions = ["delivery"]\n\n[enquiry]'));
    const host = await serve(build(folder));
    const browser = await launch();
    t.after(async () => {
      await browser.close();
      host.close();
    });
    const { page, troubles } = await open(t, browser, host.origin);
    await page.goto(`${host.origin}/en/find/?specialization=*&country=*&language=fr&industry=*`);
    await page.getByRole('heading', { name: 'Delivery' }).waitFor();
    await page.getByRole('link', { name: /^Remote/ }).click();
    assert.equal(new URL(page.url()).searchParams.get('own-delivery'), 'remote');
    await page.locator('.found').first().waitFor();
    const why = await page.locator('.found-why').allInnerTexts();
    assert.ok(why.length >= 3, why.join('\n'));
    for (const text of why) assert.match(text, /Delivery: /);
    assert.deepEqual(troubles, []);
  });
});
