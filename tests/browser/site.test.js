// The demo site as a visitor sees it: built, served by a plain host, opened in Chromium.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { readFileSync } from 'node:fs';

import { launch, open } from './lib/browser.js';
import { build, project } from './lib/project.js';
import { serve } from './lib/static-server.js';

const NARROW = { width: 360, height: 740 };
const WIDE = { width: 1280, height: 900 };

const ends = [];
let site;
let host;
let browser;

before(async () => {
  // `SITE` may name a built site, such as one with all its paper catalogues.
  site = process.env.SITE ?? build(project({ after: (remove) => ends.push(remove) }));
  host = await serve(site);
  browser = await launch();
});

after(async () => {
  await browser?.close();
  host?.close();
  for (const end of ends) end();
});

for (const [lang, other] of [['en', 'fr'], ['fr', 'en']]) {
  test(`a visitor finds a partner, from the home page on, and changes the language (${lang})`, async (t) => {
    const { page, troubles } = await open(t, browser, host.origin, { viewport: WIDE });
    const follow = async (address) => {
      const link = page.locator(`a[href="${address}"]`).first();
      const closed = page.locator('details:not([open])', { has: link });
      if ((await closed.count()) > 0) await closed.first().locator('summary').click();
      await link.click();
      await page.waitForURL(host.origin + address);
      assert.equal(await page.locator('html').getAttribute('lang'), lang);
    };
    await page.goto(`${host.origin}/${lang}/`);
    await follow(`/${lang}/directory/`);
    await follow(`/${lang}/directory/page/2/`);
    const types = page.locator('.facets details', { has: page.locator('input[value="integrator"]') });
    if ((await types.getAttribute('open')) === null) await types.locator('summary').first().click();
    await page.locator('input[value="integrator"]').check();
    await page.waitForURL(`${host.origin}/${lang}/directory/?type=integrator`);
    await page.locator('.chosen li').first().waitFor();
    const partner = page.locator(`main a[href^="/${lang}/partners/"]:visible`).first();
    const address = await partner.getAttribute('href');
    await follow(address);
    const name = await page.locator('h1').innerText();

    await page.locator(`a[hreflang="${other}"]:visible`).first().click();
    await page.waitForURL(host.origin + address.replace(lang, other));
    assert.equal(await page.locator('html').getAttribute('lang'), other);
    assert.equal(await page.locator('h1').innerText(), name);
    await page.goBack();
    assert.equal(page.url(), host.origin + address);
    assert.deepEqual(troubles, []);
    });
}

test('the catalogue is complete without JavaScript', async (t) => {
  const { page, troubles } = await open(t, browser, host.origin, { javaScriptEnabled: false, viewport: NARROW });
  const partners = new Set();
  let next = '/en/directory/';
  for (let number = 2; next; number += 1) {
    await page.goto(host.origin + next);
    const links = await page.locator('main a[href^="/en/partners/"]').evaluateAll((all) => all.map((a) => a.getAttribute('href')));
    assert.notEqual(links.length, 0, next);
    for (const link of links) partners.add(link);
    const following = `/en/directory/page/${number}/`;
    next = (await page.locator(`a[href="${following}"]`).count()) > 0 ? following : null;
  }
  const data = JSON.parse(readFileSync(`${site}/api/v1/partners.json`, 'utf8'));
  const all = data.partners.map((partner) => `/en/partners/${partner.id}/`);
  assert.deepEqual([...partners].sort(), all.sort());
  await page.goto(host.origin + all[0]);
  await page.locator('[popovertarget="menu"]').click();
  await page.locator('a[hreflang="fr"]:visible').first().click();
  assert.equal(page.url(), host.origin + all[0].replace('/en/', '/fr/'));
  assert.deepEqual(troubles, []);
});

test('the root redirects to a language', async (t) => {
  const { page, troubles } = await open(t, browser, host.origin);
  await page.goto(`${host.origin}/`);
  await page.waitForURL(/\/en\/$/);
  assert.deepEqual(troubles, []);
});

test('the card that partners embed fills its frame', async (t) => {
  for (const viewport of [{ width: 420, height: 300 }, { width: 900, height: 300 }]) {
    const { page, troubles } = await open(t, browser, host.origin, { viewport });
    await page.goto(`${host.origin}/en/partners/kerguelen/card/`);
    const box = (selector) => page.locator(selector).boundingBox();
    const [card, head, text, logo] = await Promise.all(['.card', '.card-head', '.card-text', '.card-plate img'].map(box));
    assert.ok(card.width >= viewport.width - 16, `${card.width} of ${viewport.width}`);
    assert.ok(head.x - card.x <= 2 && card.x + card.width - text.x - text.width <= 2, 'the parts reach the edges');
    assert.ok(logo.width >= 64, `${logo.width} px`);
    assert.deepEqual(troubles, []);
  }
});
