// Accessibility of every kind of page in every language, by axe-core, on a phone and a wide screen, light and dark, and of the
// states that visitors create.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { violations } from './lib/axe.js';
import { launch, open } from './lib/browser.js';
import { kinds, languages } from './lib/kinds.js';
import { build, others, project } from './lib/project.js';
import { serve } from './lib/static-server.js';

const NARROW = { width: 320, height: 640 };
const WIDE = { width: 1280, height: 900 };

const ends = [];
const later = { after: (remove) => ends.push(remove) };
const site = process.env.SITE ?? build(project(later));
const otherSites = others(later);
let host;
let browser;

before(async () => {
  host = await serve(site);
  for (const it of otherSites) it.host = await serve(it.site);
  browser = await launch();
});

after(async () => {
  await browser?.close();
  for (const it of [host, ...otherSites.map((it) => it.host)]) it?.close();
  for (const end of ends) end();
});

/** The violations on the current page, in both sizes and both colour schemes. */
async function wrongs(page, viewports = [WIDE, NARROW]) {
  const wrong = [];
  for (const viewport of viewports) {
    await page.setViewportSize(viewport);
    for (const colorScheme of ['light', 'dark']) {
      await page.emulateMedia({ colorScheme });
      // Light and dark differ in colours only.
      const rules = colorScheme === 'light' ? [] : ['color-contrast'];
      const found = [...(await overflow(page)), ...(await violations(page, rules))];
      wrong.push(...found.map((it) => `${viewport.width} px, ${colorScheme}: ${it}`));
    }
  }
  return wrong;
}

test('the site has all kinds of pages in all languages', () => {
  assert.deepEqual(languages(site), ['de', 'en', 'fr']);
  assert.ok(kinds(site, 'en').size >= 25, [...kinds(site, 'en').keys()].join(' '));
});

/** Every kind of page of a site in one language. */
function sound(site, lang, name, host) {
  for (const [kind, address] of kinds(site, lang)) {
    test(`accessible: /${lang}/${kind}/${name}`, async (t) => {
      const { origin } = host();
      const { page, troubles } = await open(t, browser, origin);
      await page.goto(`${origin}/${lang}/${address}`);
      assert.equal(await page.evaluate(() => scrollY), 0, 'a page opens at its top');
      assert.deepEqual(await wrongs(page), []);
      assert.deepEqual(troubles, []);
    });
  }
}

for (const lang of languages(site)) sound(site, lang, '', () => host);
for (const it of otherSites) sound(it.site, it.lang, ` (${it.name})`, () => it.host);

/** States of pages, each with the steps that lead to it. */
const STATES = {
  'results of a search': ['/directory/?q=data', (page) => page.locator('.chosen').waitFor()],
  'a typo, sorted by tier': ['/directory/?q=logistk&country=fr&country=de&sort=tier', (page) => page.locator('.chosen').waitFor()],
  'no results': ['/directory/?q=data&type=opinion-leader&country=cz', (page) => page.locator('.drops').waitFor()],
  'a page of results further on': ['/directory/?sort=newest&page=2', (page) => page.locator('.pages [rel="prev"]').waitFor()],
  'partners compared': ['/compare/?ids=kerguelen,nordlys-systems,ueberseekontor', (page) => page.locator('.compare thead th').first().waitFor()],
  'a partner kept': ['/partners/kerguelen/', (page) => page.locator('.keep').first().click()],
  'a list for a frame': ['/embed/list/?country=fr&limit=4', (page) => page.locator('.embed-list .card').first().waitFor()],
  'a list for a frame without partners': ['/embed/list/?country=zz', (page) => page.locator('.embed-count:not(:empty)').waitFor()],
  'a list is made': [
    '/embed/',
    async (page) => {
      await page.locator('.frame-facet:has([name="country"]) summary').click();
      await page.locator('[name="country"][value="fr"]').check();
      await page.frameLocator('iframe').locator('.embed-list .card').first().waitFor();
    },
  ],
  'the fields of the data': ['/data/', (page) => page.locator('.data-page summary').click()],
  'a question with answers so far': ['/find/?specialization=data-migration', (page) => page.locator('.find.running').waitFor()],
  'partners that were found': ['/find/?specialization=data-migration&country=be', (page) => page.locator('.found').first().waitFor()],
  'a message to two partners': [
    '/message/?to=leieboog,marelle-et-compas&specialization=data-migration&country=be&language=fr',
    async (page) => {
      await page.locator('.message.ready').waitFor();
      await page.locator('#message-words').fill('word '.repeat(600));
      await page.locator('.message-text summary').click();
    },
  ],
  'a message without recipients': ['/message/', (page) => page.locator('.message.ready').waitFor()],
  'an application with a result': [
    '/programmes/solutions/criteria/',
    async (page) => {
      await page.locator('#figure-revenue').fill('40000');
      await page.locator('.verdict ul').waitFor();
    },
  ],
  'the index cannot be loaded': [
    '/directory/',
    async (page) => {
      await page.route('**/index.json', (route) => route.fulfill({ status: 200, body: '' }));
      await page.locator('#q').fill('data');
      await page.locator('#search-failed').waitFor();
    },
  ],
};

for (const [lang, states] of [['en', Object.keys(STATES)], ['fr', ['results of a search', 'no results', 'partners compared', 'partners that were found', 'a message to two partners']]]) {
  for (const state of states) {
    test(`accessible: ${state} (${lang})`, async (t) => {
      const [address, come] = STATES[state];
      const { page, troubles } = await open(t, browser, host.origin, { viewport: WIDE });
      await page.goto(`${host.origin}/${lang}${address}`);
      await come(page);
      assert.deepEqual(await wrongs(page), []);
      assert.deepEqual(troubles, []);
    });
  }
}

for (const sheet of ['filters', 'map']) {
  test(`accessible: the ${sheet} in a dialog on a phone`, async (t) => {
    const { page, troubles } = await open(t, browser, host.origin, { viewport: NARROW });
    await page.goto(`${host.origin}/en/directory/`);
    await page.locator(`[data-hook="open-${sheet}"]`).click();
    await page.locator(`dialog[data-hook="${sheet}-dialog"][open]`).waitFor();
    assert.deepEqual(await wrongs(page, [NARROW]), []);
    await page.keyboard.press('Escape');
    assert.equal(await page.locator('dialog[open]').count(), 0);
    assert.equal(await page.evaluate(() => document.activeElement.dataset.hook), `open-${sheet}`, 'the focus is where it was');
    assert.deepEqual(troubles, []);
  });
}

for (const sheet of ['menu']) {
  test(`accessible: the ${sheet} open on a phone`, async (t) => {
    const { page, troubles } = await open(t, browser, host.origin, { viewport: NARROW });
    await page.goto(`${host.origin}/en/directory/`);
    await page.locator(`[popovertarget="${sheet}"]:visible`).first().click();
    await page.locator(`#${sheet}:popover-open`).waitFor();
    assert.deepEqual(await wrongs(page, [NARROW]), []);
    await page.keyboard.press('Escape');
    assert.equal(await page.locator(`#${sheet}:popover-open`).count(), 0);
    assert.deepEqual(troubles, []);
  });
}

test('accessible: the page for an unknown address', async (t) => {
  const { page, troubles } = await open(t, browser, host.origin, { expected: [/404/], viewport: NARROW });
  const answer = await page.goto(`${host.origin}/en/no-such-page/`);
  assert.equal(answer.status(), 404);
  assert.notEqual(await page.locator('main a[href^="/en/"]:visible').count(), 0);
  assert.deepEqual(await wrongs(page), []);
  assert.deepEqual(troubles, []);
});

/** Elements that are wider than the window. */
function overflow(page) {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth <= clientWidth) return [];
    return [...document.querySelectorAll('body *')]
      .filter((element) => element.getBoundingClientRect().right > clientWidth + 1)
      .slice(0, 5)
      .map((element) => `wider than the window: ${element.tagName}.${element.className}`);
  });
}
