// What other websites and programs get: the page of the data, lists in frames, Markdown twins.
import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { launch, open } from './lib/browser.js';
import { addresses, build, project } from './lib/project.js';
import { serve } from './lib/static-server.js';

const ends = [];
const later = { after: (remove) => ends.push(remove) };
const site = process.env.SITE ?? build(project(later));
let host;
let browser;

before(async () => {
  host = await serve(site);
  browser = await launch();
});

after(async () => {
  await browser?.close();
  host?.close();
  for (const end of ends) end();
});

/** The number of partners that the directory finds. */
async function directoryCount(t, query) {
  const { page } = await open(t, browser, host.origin);
  await page.goto(`${host.origin}/en/directory/${query}`);
  await page.locator('#results:not([aria-busy])').waitFor();
  if (query) await page.locator('.chosen').first().waitFor();
  return page.locator('[data-hook="count"]').textContent();
}

test('the page of the data is linked from every page, and each of its files is there', async (t) => {
  const { page, troubles } = await open(t, browser, host.origin);
  await page.goto(`${host.origin}/en/`);
  await page.locator('footer a[href="/en/data/"]').click();
  await page.waitForURL('**/en/data/');
  const targets = await page.locator('main a[href^="/"]').evaluateAll((links) => links.map((link) => link.getAttribute('href')));
  assert.ok(targets.length >= 10, targets.join(' '));
  for (const target of targets) {
    const response = await fetch(host.origin + target);
    assert.equal(response.status, 200, target);
    if (target.endsWith('.json')) await response.json();
  }
  const head = (await (await fetch(`${host.origin}/api/v1/partners.json`)).json()).about;
  assert.match(head.terms.en, /source and the date/);
  assert.match(head.documentation, /\/en\/data\/$/);
  assert.deepEqual(troubles, []);
});

test('a list in a frame of another website shows what the directory finds', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'vitrine-frame-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const query = '?country=fr&specialization=data-migration&limit=1';
  const frame = `<iframe src="${host.origin}/en/embed/list/${query.replaceAll('&', '&amp;')}" title="Partners" width="100%" height="720"></iframe>`;
  writeFileSync(join(folder, 'index.html'), `<!doctype html><html lang="en"><link rel="icon" href="data:,"><title>Elsewhere</title><h1>Elsewhere</h1>${frame}</html>`);
  const elsewhere = await serve(folder);
  t.after(() => elsewhere.close());
  const context = await browser.newContext({ viewport: { width: 900, height: 900 } });
  t.after(() => context.close());
  const page = await context.newPage();
  const errors = [];
  page.on('pageerror', (error) => errors.push(String(error)));
  page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
  await page.goto(elsewhere.origin);
  const list = page.frameLocator('iframe');
  await list.locator('.cards .card').first().waitFor();
  assert.equal(await list.locator('.cards .card').count(), 1);
  assert.equal(await list.locator('[data-hook="embed-count"]').textContent(), await directoryCount(t, '?country=fr&specialization=data-migration'));
  assert.match(await list.locator('[data-hook="embed-filters"]').textContent(), /France/);
  const all = list.locator('[data-hook="embed-all"]');
  const target = new URL(await all.getAttribute('href'), host.origin);
  assert.equal(target.pathname, '/en/directory/');
  assert.deepEqual([...target.searchParams].sort(), [['country', 'fr'], ['specialization', 'data-migration']]);
  const sideways = await list.locator('body').evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.equal(sideways, 0);
  assert.deepEqual(errors, []);
  // Links replace the foreign page, not the content of the frame.
  await all.click();
  await page.waitForURL(`${host.origin}/en/directory/**`);
});

test('a filter that the catalogue no longer has matches nothing', async (t) => {
  for (const query of ['?country=zz', '?country=zz&type=integrator']) {
    const { page, troubles } = await open(t, browser, host.origin);
    await page.goto(`${host.origin}/en/embed/list/${query}`);
    await page.locator('[data-hook="embed-count"]:not(:empty)').waitFor();
    assert.equal(await page.locator('[data-hook="embed-count"]').textContent(), 'No partner at present');
    assert.equal(await page.locator('.card').count(), 0);
    assert.deepEqual(troubles, []);
  }
});

test('a list that cannot be loaded says so, and links to the directory', async (t) => {
  const { page } = await open(t, browser, host.origin, { expected: [/./] });
  await page.route('**/index.json', (route) => route.abort());
  await page.goto(`${host.origin}/en/embed/list/?country=fr`);
  await page.locator('[data-hook="embed-failed"]').waitFor();
  assert.equal(await page.locator('[data-hook="embed-all"]').getAttribute('href'), '/en/directory/');
});

test('the maker turns a choice into HTML and a preview', async (t) => {
  const { page, troubles } = await open(t, browser, host.origin);
  await page.goto(`${host.origin}/en/embed/`);
  const snippet = page.locator('[data-hook="frame-snippet"]');
  const initial = await snippet.textContent();
  assert.match(initial, /^<iframe src="https:\/\/[^"?]+\/en\/embed\/list\/" title="[^"]+" width="100%" height="720" loading="lazy" style="border:0"><\/iframe>$/);
  await page.locator('.frame-facet:has([name="country"]) summary').click();
  await page.locator('[name="country"][value="be"]').check();
  await page.locator('[name="country"][value="fr"]').check();
  await page.locator('#frame-q').fill('data "migration" & more');
  await page.locator('#frame-sort').selectOption('tier');
  await page.locator('#frame-height').fill('500');
  const html = await snippet.textContent();
  assert.match(html, /src="https:[^"]+\/en\/embed\/list\/\?q=data\+%22migration%22\+%26\+more&amp;country=be&amp;country=fr&amp;sort=tier"/);
  assert.match(html, /title="[^"]+: data &quot;migration&quot; &amp; more, Belgium, France"/);
  assert.match(html, /height="500"/);
  await page.locator('#frame-q').fill('');
  const list = page.frameLocator('[data-hook="frame-preview"]');
  await list.locator('[data-hook="embed-filters"]', { hasText: 'Belgium · France' }).waitFor();
  assert.equal(await list.locator('[data-hook="embed-count"]').textContent(), await directoryCount(t, '?country=be&country=fr'));
  assert.deepEqual(troubles, []);
});

test('without JavaScript the maker leads to the list, and gives the HTML for all partners', async (t) => {
  const { page } = await open(t, browser, host.origin, { javaScriptEnabled: false });
  await page.goto(`${host.origin}/en/embed/`);
  assert.match(await page.locator('[data-hook="frame-snippet"]').textContent(), /<iframe src="https:[^"]+\/en\/embed\/list\/"/);
  await page.locator('form.frame-form button[type="submit"]').click();
  await page.waitForURL('**/en/embed/list/**');
  assert.equal(await page.locator('.card').count(), 0, 'a list without its filters would be wrong');
  assert.equal(await page.locator('a[href="/en/directory/"]').count(), 1);
});

/** The words of a text, without markup. */
const words = (text) => text.normalize('NFC').match(/[\p{L}\p{N}]+/gu) ?? [];

test('each page with content has a Markdown twin with its headings and its words', async (t) => {
  const { page } = await open(t, browser, host.origin);
  let twins = 0;
  for (const address of addresses(site)) {
    const html = readFileSync(join(site, address, 'index.html'), 'utf8');
    const twin = /<link rel="alternate" type="text\/markdown" href="([^"]+)">/.exec(html)?.[1];
    assert.equal(existsSync(join(site, address, 'index.md')), twin !== undefined, address);
    if (!twin) continue;
    assert.equal(twin, `${address}index.md`);
    twins += 1;
  }
  assert.ok(twins > 400, `${twins} twins`);
  for (const address of ['/en/partners/kerguelen/', '/de/partners/kerguelen/', '/en/programmes/solutions/', '/fr/programmes/solutions/criteria/', '/en/legal/', '/en/data/']) {
    await page.goto(host.origin + address);
    const shown = await page.evaluate(() => {
      const main = document.querySelector('main').cloneNode(true);
      for (const it of main.querySelectorAll('nav, form, label, button, script, template, svg, dialog, iframe, search, [hidden], [popover], [aria-hidden="true"], .waiting')) it.remove();
      const texts = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
      const parts = [];
      while (texts.nextNode()) parts.push(texts.currentNode.data);
      return parts.join(' ');
    });
    const text = readFileSync(join(site, address, 'index.md'), 'utf8');
    const has = new Set(words(text.replaceAll('\\', '')));
    assert.deepEqual([...new Set(words(shown))].filter((word) => !has.has(word)), [], address);
    const heading = await page.locator('main h1').first().textContent();
    assert.ok(text.includes(`# ${heading.replace(/\s+/g, ' ').trim()}`), `${address}: ${heading}`);
  }
});
