// The directory in a browser: typing, filtering, going back, shortlisting and comparing.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { launch, open } from './lib/browser.js';
import { build, project } from './lib/project.js';
import { serve } from './lib/static-server.js';

const WIDE = { width: 1280, height: 900 };

const ends = [];
let host;
let browser;

before(async () => {
  host = await serve(process.env.SITE ?? build(project({ after: (remove) => ends.push(remove) })));
  browser = await launch();
});

after(async () => {
  await browser?.close();
  host?.close();
  for (const end of ends) end();
});

async function visit(t, address, options = {}) {
  const { page, troubles } = await open(t, browser, host.origin, { viewport: WIDE, ...options });
  await page.goto(host.origin + address);
  return { page, troubles };
}

const count = (page) => page.locator('#count');
const names = (page) => page.locator('#results > .cards .card h3 a').allTextContents();
/** The checkbox of a value; a code of two letters is a country, not a language. */
const box = (page, value) => page.locator(`#facets input[value="${value}"]${value.length === 2 ? '[name="country"]' : ''}`);
/** Opens all lists of filters: most of them are closed at first. */
const openFilters = (page) => page.evaluate(() => document.querySelectorAll('#facets details').forEach((it) => (it.open = true)));
/** Waits for a number of results; the space between number and word is a no-break space. */
const settled = (page, text) =>
  page.waitForFunction((text) => document.getElementById('count').textContent.replace(/\s/g, ' ') === text, text.replace(/\s/g, ' '));

test('a typo and a missing accent still find the partner', async (t) => {
  const { page, troubles } = await visit(t, '/en/directory/');
  await page.keyboard.press('/');
  await page.keyboard.type('kergelen');
  await settled(page, '1 partner');
  assert.deepEqual(await names(page), ['Kerguelen Conseil']);
  await page.locator('#q').fill('ecluse');
  await page.waitForFunction(() => document.querySelector('#results .card h3 a')?.textContent === 'Écluse Numérique');
  assert.deepEqual(troubles, []);
});

/** The shards of summaries that the page requests from now on. */
function asksForSummaries(page) {
  const asked = [];
  page.on('request', (request) => {
    const shard = new URL(request.url()).pathname.match(/\/summaries\/(\d+)\.json$/);
    if (shard) asked.push(shard[1]);
  });
  return asked;
}

test('a word only in a summary finds its partner, and its shard is loaded on demand and once', async (t) => {
  const { page, troubles } = await visit(t, '/en/directory/');
  const asked = asksForSummaries(page);
  await box(page, 'fr').check();
  await page.locator('.chosen:not([hidden])').waitFor();
  await box(page, 'fr').uncheck();
  await page.locator('#q').focus();
  await page.waitForLoadState('networkidle');
  assert.deepEqual(asked, []);
  await page.keyboard.type('teaching', { delay: 20 });
  await settled(page, '1 partner');
  assert.equal(await page.locator('#results .why').textContent(), 'Matches: “teaching” in the description');
  // Counts follow the cards.
  await page.waitForFunction(() => document.querySelector('[data-facet="country"] li[data-value="fi"] .count').textContent === '1');
  assert.equal(await page.locator('[data-facet="country"] li[data-value="fr"] .count').textContent(), '0');
  await page.waitForFunction(() => /^1\s/.test(document.getElementById('announcement').textContent));
  await page.locator('#q').fill('teachers helsinki');
  await page.locator('.forgiven').waitFor();
  assert.match(await page.locator('#results .why').first().textContent(), /office in Helsinki.*Lacks: “teachers”/);
  await page.locator('#q').fill('helsinki teachng');
  await settled(page, '1 partner');
  assert.equal(new Set(asked).size, asked.length, asked.join(' '));
  assert.ok(asked.length > 0);
  assert.deepEqual(troubles, []);
});

test('a slow shard does not delay known results, and a late response does not show an old query', async (t) => {
  const { page, troubles } = await visit(t, '/en/directory/');
  let send;
  const late = new Promise((resolve) => (send = resolve));
  await page.route('**/summaries/*.json', async (route) => {
    await late;
    await route.continue();
  });
  await page.locator('#q').fill('teaching');
  await page.waitForFunction(() => document.getElementById('results').getAttribute('aria-busy') === 'true');
  assert.equal(await page.locator('.empty').count(), 0, 'no empty result is shown before it is certain');
  await page.locator('#q').fill('kerguelen');
  await page.waitForFunction(() => document.querySelector('#results .card h3 a')?.textContent === 'Kerguelen Conseil');
  await page.waitForTimeout(700);
  assert.equal(await page.locator('#announcement').textContent(), '', 'a count is announced when it is settled');
  send();
  await page.waitForFunction(() => document.getElementById('announcement').textContent !== '');
  assert.equal((await names(page))[0], 'Kerguelen Conseil');
  const announced = await page.locator('#announcement').textContent();
  assert.ok(announced.startsWith(await count(page).textContent()), announced);
  assert.deepEqual(troubles, []);
});

test('the search works without shards', async (t) => {
  const { page } = await visit(t, '/en/directory/', { expected: [/./] });
  await page.route('**/summaries/*.json', (route) => route.fulfill({ status: 500, body: '' }));
  await page.locator('#q').fill('kergelen');
  await settled(page, '1 partner');
  assert.deepEqual(await names(page), ['Kerguelen Conseil']);
  assert.equal(await page.locator('#search-failed').isVisible(), false);
  await page.locator('#q').fill('teaching');
  await page.locator('.empty').waitFor();
});

test('values of a facet widen, facets narrow, and each count is the number of results', async (t) => {
  const { page, troubles } = await visit(t, '/en/directory/');
  const shown = (value) => page.locator(`[data-facet="country"] li[data-value="${value}"] .count`).textContent();
  await openFilters(page);
  await box(page, 'integrator').check();
  await page.waitForURL(/type=integrator/);
  await page.locator('.chosen:not([hidden])').waitFor();
  const french = await shown('fr');
  const germans = await shown('de');
  await box(page, 'fr').check();
  await settled(page, `${french} partners`);
  assert.equal(await shown('de'), germans, 'a facet is counted as if it were not restricted itself');
  await box(page, 'de').check();
  await page.waitForFunction((least) => Number.parseInt(document.getElementById('count').textContent, 10) > least, Number(french));
  assert.deepEqual(troubles, []);
});

test('each value of each facet has the count of its results, also with a search', async (t) => {
  const { page, troubles } = await visit(t, '/en/directory/');
  await page.locator('#q').fill('data');
  await page.locator('.chosen:not([hidden])').waitFor();
  const facets = await page.evaluate(() =>
    [...document.querySelectorAll('#facets fieldset')].map((set) => ({
      label: set.querySelector('legend').textContent,
      values: [...set.querySelectorAll('li')].map((item) => ({ value: item.dataset.value, name: item.querySelector('input').name, count: item.querySelector('.count').textContent })),
    })),
  );
  assert.ok(new Set(facets.map(({ values }) => values[0].name)).size >= 6, JSON.stringify(facets.map(({ label }) => label)));
  for (const { label, values } of facets) {
    const { value, name, count } = values.find((it) => it.count !== '0') ?? values[0];
    await page.evaluate(() => document.querySelectorAll('#facets details').forEach((it) => (it.open = true)));
    const input = page.locator(`.facets input[name="${name}"][value="${value}"]`);
    await input.check();
    await page.waitForFunction((count) => Number.parseInt(document.getElementById('count').textContent, 10) === Number(count), count);
    const query = new URL(page.url()).searchParams;
    assert.deepEqual([query.get('q'), query.getAll(name)], ['data', [value]], label);
    await input.uncheck();
    await page.waitForFunction((name) => !new URL(location).searchParams.has(name), name);
  }
  assert.deepEqual(troubles, []);
});

test('the address contains the state, and the back button restores it', async (t) => {
  const { page, troubles } = await visit(t, '/en/directory/');
  const everybody = await count(page).textContent();
  await box(page, 'fr').check();
  await page.waitForURL(`${host.origin}/en/directory/?country=fr`);
  await page.waitForFunction((before) => document.getElementById('count').textContent !== before, everybody);
  const french = await count(page).textContent();
  await page.locator('#q').fill('data');
  await page.waitForURL(`${host.origin}/en/directory/?q=data&country=fr`);
  await page.locator('#sort').selectOption('tier');
  await page.waitForURL(`${host.origin}/en/directory/?q=data&country=fr&sort=tier`);
  const shared = await names(page);
  await page.reload();
  await page.waitForFunction(() => document.querySelector('.chosen:not([hidden])'));
  assert.deepEqual(await names(page), shared);
  assert.equal(await page.locator('#q').inputValue(), 'data');
  await page.goBack();
  await page.waitForURL(`${host.origin}/en/directory/?q=data&country=fr`);
  await page.goBack();
  await settled(page, everybody);
  assert.equal(await box(page, 'fr').isChecked(), false);
  await page.goForward();
  await page.waitForURL(/q=data/);
  await page.waitForFunction((before) => document.getElementById('count').textContent !== before, everybody);
  assert.notEqual(french, everybody);
  assert.deepEqual(troubles, []);
});

test('a chip removes its filter, and the focus stays in the results', async (t) => {
  const { page, troubles } = await visit(t, '/fr/directory/?type=integrator&country=fr');
  const chips = page.locator('.chosen li:not(.chosen-all) a');
  await chips.first().waitFor();
  assert.equal(await chips.count(), 2);
  await chips.filter({ hasText: 'France' }).click();
  await page.waitForURL(`${host.origin}/fr/directory/?type=integrator`);
  assert.equal(await page.evaluate(() => document.activeElement.id), 'count');
  assert.deepEqual(troubles, []);
});

test('an empty result suggests filters to remove, with counts', async (t) => {
  const { page, troubles } = await visit(t, '/en/directory/?q=data&type=opinion-leader&country=cz');
  const drop = page.locator('.drops li').first();
  await drop.waitFor();
  const promised = await drop.locator('strong').textContent();
  await drop.locator('a').click();
  await settled(page, promised);
  assert.deepEqual(troubles, []);
});

test('a facet page can be narrowed, and is restored on going back', async (t) => {
  const { page, troubles } = await visit(t, '/en/directory/type/integrator/');
  const heading = await page.locator('h1').innerText();
  assert.equal(await box(page, 'integrator').isChecked(), true);
  await box(page, 'fr').check();
  await page.waitForURL(/\/en\/directory\/\?.*type=integrator/);
  await page.goBack();
  await page.waitForURL(`${host.origin}/en/directory/type/integrator/`);
  await page.waitForFunction((text) => document.querySelector('h1').innerText === text, heading);
  assert.deepEqual(troubles, []);
});

test('counts on a facet page are those of the page, before and after the script has counted', async (t) => {
  const { page, troubles } = await visit(t, '/en/directory/country/be/');
  const narrower = await page.locator('.pills a').first().getAttribute('href');
  const counts = () =>
    page.evaluate(() => [...document.querySelectorAll('.facets li')].map((item) => [item.dataset.value, item.querySelector('.count').textContent, item.classList.contains('no-partners')]));
  const sent = await counts();
  assert.ok(sent.some(([, , isEmpty]) => isEmpty) && sent.some(([, count]) => count === '1'), JSON.stringify(sent));
  await page.locator('#sort').selectOption('tier');
  await page.waitForFunction(() => document.querySelector('.chosen:not([hidden])'));
  assert.deepEqual(await counts(), sent);
  const value = narrower.split('/').at(-2);
  const [, promised] = sent.find(([id]) => id === value);
  await box(page, value).check();
  await page.waitForFunction((count) => Number.parseInt(document.getElementById('count').textContent, 10) === Number(count), promised);
  const { page: fixed } = await visit(t, narrower);
  assert.deepEqual((await names(page)).sort(), (await names(fixed)).sort());
  assert.deepEqual(troubles, []);
});

test('without a script, a link on a facet page says how many partners are behind it', async (t) => {
  const { page } = await visit(t, '/en/directory/country/be/', { javaScriptEnabled: false });
  const link = page.locator('.facets li a', { has: page.locator('.total') }).first();
  const [, all] = (await link.locator('.total').innerText()).match(/of (\d+)/);
  await link.click();
  assert.equal(Number.parseInt(await count(page).innerText(), 10), Number(all));
});

test('cards by script have the markup of the templates', async (t) => {
  const { page: sent } = await visit(t, '/en/directory/', { javaScriptEnabled: false });
  const { page: made, troubles } = await visit(t, '/en/directory/?sort=newest');
  await made.waitForFunction(() => document.querySelector('#results .card') && !document.querySelector('#results .card[aria-busy]'));
  await made.locator('#sort').selectOption('name');
  // The initial page is not rendered by script; a query that everything matches is.
  const cards = (page) =>
    page.evaluate(() => {
      const clean = (node) => {
        for (const keep of node.querySelectorAll('.keep')) keep.remove();
        for (const it of [node, ...node.querySelectorAll('*')]) {
          it.removeAttribute('data-partner');
          const sorted = [...it.attributes].map(({ name, value }) => [name, value]).sort();
          for (const [name] of sorted) it.removeAttribute(name);
          for (const [name, value] of sorted) it.setAttribute(name, value);
        }
        // Only the value of a number matters.
        return node.outerHTML.replace(/>\s+</g, '><').replace(/(\d)\.0"/g, '$1"');
      };
      return [...document.querySelectorAll('#results .card')].map((card) => [card.querySelector('h3 a').pathname, clean(card.cloneNode(true))]);
    });
  await made.goBack();
  await made.waitForFunction(() => document.querySelector('#results .card') && !document.querySelector('#results .card[aria-busy]'));
  const byPath = new Map(await cards(made));
  const both = (await cards(sent)).filter(([path]) => byPath.has(path));
  assert.ok(both.length > 3, `${both.length} cards to compare`);
  for (const [path, html] of both) assert.equal(byPath.get(path), html, path);
  assert.deepEqual(troubles, []);
});

test('the home page searches the directory', async (t) => {
  const { page, troubles } = await visit(t, '/en/');
  await page.locator('#q').fill('kerguelen');
  await page.keyboard.press('Enter');
  await page.waitForURL(`${host.origin}/en/directory/?q=kerguelen`);
  await settled(page, '1 partner');
  assert.deepEqual(troubles, []);
});

test('the keyboard alone can search, filter and open a profile', async (t) => {
  const { page, troubles } = await visit(t, '/en/directory/');
  await page.keyboard.press('/');
  await page.keyboard.type('kerguelen');
  await settled(page, '1 partner');
  await page.keyboard.press('Enter');
  assert.equal(await page.evaluate(() => document.activeElement.id), 'results');
  for (let steps = 0; steps < 8; steps += 1) {
    await page.keyboard.press('Tab');
    if (await page.evaluate(() => document.activeElement.matches('.card h3 a'))) break;
  }
  await page.keyboard.press('Enter');
  await page.waitForURL(`${host.origin}/en/partners/kerguelen/`);
  assert.deepEqual(troubles, []);
});

test('a list on one page can be sorted, and back', async (t) => {
  const { page, troubles } = await visit(t, '/en/directory/country/fr/');
  const initial = await names(page);
  await page.locator('#sort').selectOption('tier');
  await page.waitForURL(/sort=tier/);
  await page.waitForFunction((first) => document.querySelector('#results .card h3 a').textContent !== first, initial[0]);
  assert.deepEqual((await names(page)).sort(), [...initial].sort());
  await page.goBack();
  await page.waitForURL(/\/country\/fr\/$/);
  // The address changes at once, the list in the next frame.
  await page.waitForFunction((first) => document.querySelector('#results .card h3 a').textContent === first, initial[0]);
  assert.deepEqual(await names(page), initial);
  assert.equal(await page.locator('#sort').inputValue(), 'name');
  assert.deepEqual(troubles, []);
});

test('the keyboard alone can filter, sort and shortlist', async (t) => {
  const { page, troubles } = await visit(t, '/en/directory/');
  const focus = async (selector, key = 'Tab') => {
    for (let steps = 0; steps < 200; steps += 1) {
      await page.keyboard.press(key);
      if (await page.evaluate((selector) => document.activeElement.matches(selector), selector)) return;
    }
    assert.fail(`the focus never comes to ${selector}`);
  };
  await page.keyboard.press('Tab');
  assert.equal(await page.evaluate(() => document.activeElement.className), 'skip');
  await page.keyboard.press('Enter');
  await focus('.facets input[name="country"][value="fr"]');
  const promised = await page.evaluate(() => document.activeElement.closest('li').querySelector('.count').textContent);
  await page.keyboard.press('Space');
  await settled(page, `${promised} partners`);
  assert.equal(await page.evaluate(() => document.activeElement.value), 'fr', 'the focus stays on what was chosen');
  // The tools are above the filters.
  await focus('#sort', 'Shift+Tab');
  await page.keyboard.press('ArrowDown');
  await page.waitForURL(/country=fr&sort=tier/);
  await focus('.keep', 'Tab');
  await page.keyboard.press('Space');
  assert.equal(await page.evaluate(() => document.activeElement.ariaPressed), 'true');
  assert.deepEqual(troubles, []);
});

test('at 320 px in the dark scheme, filters are in a sheet that shows the number of results', async (t) => {
  const { page, troubles } = await visit(t, '/fr/directory/', { viewport: { width: 320, height: 640 }, colorScheme: 'dark', hasTouch: true });
  await page.locator('[data-hook="open-filters"]').tap();
  await openFilters(page);
  await box(page, 'integrator').tap();
  await page.locator('.sheet-show').tap();
  await page.waitForURL(`${host.origin}/fr/directory/?type=integrator`);
  assert.equal(await page.locator('dialog[open]').count(), 0);
  assert.equal(await page.evaluate(() => document.activeElement.id), 'results', 'the focus is in the results');
  await page.locator('.chosen a').first().waitFor();
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 320);
  const background = await page.evaluate(() => getComputedStyle(document.body).backgroundColor.match(/\d+/g).map(Number));
  assert.ok(Math.max(...background.slice(0, 3)) < 64, `${background} is not dark`);
  await page.locator('.languages a[hreflang="en"]').first().evaluate((link) => link.click());
  await page.waitForURL(`${host.origin}/en/directory/?type=integrator`);
  assert.deepEqual(troubles, []);
});

test('the number of results is announced once it has settled', async (t) => {
  const { page, troubles } = await visit(t, '/en/directory/');
  await page.locator('#q').pressSequentially('kerguelen');
  await page.waitForFunction(() => /^1\s/.test(document.getElementById('announcement').textContent));
  assert.deepEqual(troubles, []);
});

test('partners can be shortlisted, compared, and shared by address', async (t) => {
  const { page, troubles } = await visit(t, '/en/directory/');
  await page.locator('#results .keep').nth(0).click();
  await page.locator('#results .keep').nth(2).click();
  const chosen = [await names(page)].flatMap((all) => [all[0], all[2]]);
  await page.locator('.shortlist a[href*="/compare/"]').click();
  await page.waitForURL(/\/en\/compare\/\?ids=[a-z0-9-]+,[a-z0-9-]+$/);
  await page.locator('.compare thead th').first().waitFor();
  assert.deepEqual(await page.locator('.compare thead th > a').allTextContents(), chosen);
  const address = page.url();
  const { page: other } = await visit(t, address.slice(host.origin.length));
  await other.locator('.compare thead th').first().waitFor();
  assert.deepEqual(await other.locator('.compare thead th > a').allTextContents(), chosen);
  await page.locator('.compare .remove').first().click();
  await page.waitForFunction(() => document.querySelectorAll('.compare thead th').length === 1);
  assert.deepEqual(await page.context().cookies(), []);
  assert.deepEqual(troubles, []);
});

test('logos fit their plates in the comparison', async (t) => {
  const { page } = await visit(t, '/en/compare/?ids=kerguelen,nordlys-systems,ueberseekontor');
  await page.locator('.compare .plate img').last().waitFor();
  await page.waitForFunction(() => [...document.querySelectorAll('.compare .plate img')].every((it) => it.complete && it.naturalWidth > 0));
  const outside = await page.locator('.compare .plate img').evaluateAll((logos) =>
    logos.filter((logo) => {
      const [it, plate] = [logo, logo.parentNode].map((element) => element.getBoundingClientRect());
      return it.top < plate.top || it.bottom > plate.bottom || it.left < plate.left || it.right > plate.right;
    }).length,
  );
  assert.equal(outside, 0);
});

test('without JavaScript the lists are links, and search and comparison explain what to do', async (t) => {
  const { page, troubles } = await visit(t, '/en/directory/', { javaScriptEnabled: false });
  assert.equal(await page.locator('.facets input').count(), 0);
  assert.ok(await page.locator('#facets noscript').count() > 0);
  await page.locator('.facets a[href="/en/directory/country/fr/"]').click();
  await page.waitForURL(`${host.origin}/en/directory/country/fr/`);
  await page.goto(`${host.origin}/en/compare/`);
  assert.match(await page.locator('.comparison').innerText(), /JavaScript/);
  assert.deepEqual(troubles, []);
});

test('the map selects countries as their list does, with mouse and keyboard', async (t) => {
  const { page, troubles } = await visit(t, '/en/directory/');
  const france = page.locator('.map a[data-value="fr"]');
  const title = () => france.locator('title').evaluate((it) => it.textContent.replace(/\s/g, ' '));
  await page.locator('.map a[data-value="de"] path').click();
  await page.waitForURL(`${host.origin}/en/directory/?country=de`);
  await page.locator('.chosen:not([hidden])').waitFor();
  assert.equal(await box(page, 'de').isChecked(), true);
  assert.equal(await page.locator('.map a[data-value="de"]').getAttribute('aria-current'), 'true');
  await france.focus();
  await page.keyboard.press('Enter');
  await page.waitForURL(`${host.origin}/en/directory/?country=fr&country=de`);
  assert.equal(await france.evaluate((it) => it === document.activeElement), true, 'the focus stays on the map');
  const inList = () => page.locator('[data-facet="country"] li[data-value="fr"] .count').textContent();
  const before = await inList();
  await openFilters(page);
  await box(page, 'integrator').check();
  // The address changes at once, the counts in the next frames.
  await page.waitForFunction((before) => document.querySelector('[data-facet="country"] li[data-value="fr"] .count').textContent !== before, before);
  assert.equal(await title(), `France: ${await inList()} partners`);
  await france.focus();
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => !location.search.includes('country=fr'));
  await page.waitForFunction((it) => !it.checked, await box(page, 'fr').elementHandle());
  assert.deepEqual(troubles, []);
});

test('without scripts the map has the links of the list', async (t) => {
  const { page } = await visit(t, '/fr/directory/', { javaScriptEnabled: false });
  const hrefs = (selector) => page.locator(selector).evaluateAll((links) => links.map((link) => link.getAttribute('href')).sort());
  assert.deepEqual(await hrefs('.map a[data-value]'), await hrefs('[data-facet="country"] a'));
  await page.locator('.map a[data-value="fr"] path').click();
  assert.match(page.url(), /\/fr\/directory\/country\/fr\/$/);
});

test('a checkbox says its count, and the title says what is chosen', async (t) => {
  const { page, troubles } = await visit(t, '/en/directory/');
  const initial = await page.title();
  await page.getByRole('checkbox', { name: 'Belgium, 12 partners', exact: true }).check();
  await page.waitForFunction((before) => document.title !== before, initial);
  assert.equal(await page.title(), 'Partners – Belgium – Lumenstad partner catalogue');
  await openFilters(page);
  const gold = page.getByRole('checkbox', { name: /^Gold, \d+ partners?$/ }).first();
  assert.match(await gold.getAttribute('aria-label'), new RegExp(`^Gold, ${await page.locator('li[data-value="solutions-gold"] .count').textContent()}\\spartner`));
  await page.goBack();
  await page.waitForFunction((before) => document.title === before, initial);
  assert.deepEqual(troubles, []);
});

test('a long list shows the ten most frequent values, then all, and can be searched', async (t) => {
  const { page, troubles } = await visit(t, '/en/directory/');
  const list = page.locator('.facets [data-facet="country"]');
  assert.equal(await list.locator('li:visible').count(), 10);
  await list.getByText(/^Show all/).click();
  const all = await list.locator('li').count();
  assert.equal(await list.locator('li:visible').count(), all);
  await list.locator('xpath=..').getByRole('searchbox').fill('belg');
  assert.deepEqual(await list.locator('li:visible').evaluateAll((items) => items.map((item) => item.dataset.value)), ['be']);
  assert.deepEqual(troubles, []);
});

test('partners are found by their languages, in the words of any language of the catalogue', async (t) => {
  for (const lang of ['en', 'fr', 'de']) {
    const { page } = await visit(t, `/${lang}/directory/language/fr/`);
    const number = Number.parseInt(await page.locator('#count').textContent(), 10);
    for (const words of ['français', 'French', 'Französisch', 'speaks French']) {
      await page.goto(`${host.origin}/${lang}/directory/?q=${encodeURIComponent(words)}`);
      await page.locator('.chosen:not([hidden])').waitFor();
      const found = Number.parseInt(await page.locator('#count').textContent(), 10);
      assert.ok(found >= number, `${lang}: ${words} finds ${found} of ${number}`);
    }
  }
});
