// The comparison and the bar of the shortlist: what profiles say, what the directory's filters ask, and the room of a phone.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { violations } from './lib/axe.js';
import { launch, open, watchShifts } from './lib/browser.js';
import { build, project } from './lib/project.js';
import { serve } from './lib/static-server.js';

const WIDE = { width: 1280, height: 800 };
const PHONE = { width: 390, height: 844 };
const THREE = ['kerguelen', 'marelle-et-compas', 'leieboog'];
const ASKED = `?ids=${THREE.join(',')}&specialization=data-migration&country=be`;

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

/** A page, with some partners on the shortlist. */
async function visit(t, address, { kept = [], ...options } = {}) {
  const { page, troubles } = await open(t, browser, host.origin, { viewport: WIDE, ...options });
  await watchShifts(page);
  await page.addInitScript((ids) => {
    if (ids.length > 0) localStorage.setItem('vitrine-shortlist', JSON.stringify(ids));
  }, kept);
  await page.goto(host.origin + address);
  await page.waitForLoadState('networkidle');
  return { page, troubles };
}

const plain = (text) => text.replace(/\s+/g, ' ').trim();

/** The rows by their labels: for each partner the texts of its values, or of the cell without values. */
const rowsOf = (page) =>
  page.locator('.compare tbody:not(.compare-tools) tr').evaluateAll((rows) => {
    const text = (node) => node.textContent.replace(/\s+/g, ' ').trim();
    const values = (cell) => (cell.querySelector('li') ? [...cell.querySelectorAll('li')].map(text) : text(cell));
    return Object.fromEntries(rows.map((row) => [text(row.querySelector('th')), [...row.querySelectorAll('td')].map(values)]));
  });

test('the comparison says what the profiles say', async (t) => {
  const { page, troubles } = await visit(t, `/en/compare/?ids=${THREE.join(',')}`);
  const rows = await rowsOf(page);
  assert.deepEqual(rows.Offices[0], ['Rennes, France (Headquarters)', 'Nantes, France', 'Bruxelles, Belgium']);
  assert.deepEqual(rows.References[0], ['2 references', 'Épiceries du PonantLumenstad Atlas · Retail · 2025', 'Criée de Port-LiziecFood and beverage · 2024']);
  assert.equal(rows.Specializations[0][0], 'Data migrationExpert · France · valid until 30 June 2027');
  assert.equal(rows.Specializations[1][2], 'Data migrationExpert · In all countries · since January 2016');
  assert.deepEqual(rows.Team, [['40 people'], ['260 people'], 'not stated']);
  assert.deepEqual(rows['Certified people'][0], ['16 certified', 'Atlas Architect: 6', 'Atlas Consultant: 9', 'Harbour Archivist: 1']);
  assert.ok(Object.values(rows).flat().every((values) => values !== '' && values !== '–'));
  for (const [column, id] of THREE.entries()) {
    const profile = await page.context().newPage();
    await profile.goto(`${host.origin}/en/partners/${id}/`);
    const text = plain(await profile.locator('main').evaluate((main) => main.textContent));
    for (const value of [rows['Languages spoken'], rows.Products, rows.Industries, rows.Team, rows['Projects from'], rows['Partner since'], rows['Last verified on']].flatMap((row) => row[column])) {
      if (value !== 'not stated') assert.ok(text.includes(value), `${id}: ${value}`);
    }
    const offices = await profile.locator('.offices > li').count();
    assert.equal(rows.Offices[column].length, offices, id);
    const customers = await profile.locator('.references > li > h3').allTextContents();
    assert.deepEqual(rows.References[column].slice(1).map((value) => customers.find((customer) => value.startsWith(customer))), customers, id);
    await profile.close();
  }
  assert.deepEqual(troubles, []);
});

test('a row that no partner fills is left out', async (t) => {
  const { page } = await visit(t, '/en/compare/?ids=leieboog,7-schakels');
  const rows = await rowsOf(page);
  assert.ok(!('Team' in rows), Object.keys(rows).join());
  assert.ok(Object.values(rows).every((cells) => cells.some((values) => values !== 'not stated')));
});

test('what the directory was asked for comes first in the comparison, in the words of the cards', async (t) => {
  const { page, troubles } = await visit(t, '/en/directory/?specialization=data-migration&country=be');
  await page.locator('.with-close .card:not([aria-busy])').first().waitFor();
  const card = (id) => page.locator(`#results .card[data-partner="${id}"]`);
  const why = {};
  for (const id of THREE) {
    why[id] = plain(await card(id).locator('.why').evaluate((node) => node.textContent));
    await card(id).locator('.keep').click();
  }
  await page.locator('.shortlist').getByRole('link', { name: 'Compare' }).click();
  await page.waitForURL(/\/compare\/\?ids=[a-z0-9,-]+&specialization=data-migration&country=be$/);
  await page.locator('.compare .match').first().waitFor();
  const rows = await rowsOf(page);
  assert.deepEqual(Object.keys(rows).slice(0, 4), ['What you look for', 'Specializations', 'Offices', 'Area served']);
  for (const [column, id] of THREE.entries()) {
    const words = rows['What you look for'][column].map((value) => value.replace(/^(Matches|Lacks): /, ''));
    for (const word of words) assert.ok(why[id].includes(word), `${id}: ${word} in ${why[id]}`);
  }
  const marked = (label) => page.locator('.compare tr', { has: page.locator('th', { hasText: label }) }).locator('td').evaluateAll((cells) =>
    cells.map((cell) => [...cell.querySelectorAll('.match')].map((item) => item.textContent.replace(/\s+/g, ' ').trim())));
  for (const cell of rows.Specializations) assert.match(cell[0], /^(Matches: )?Data migration/);
  assert.deepEqual((await marked('Specializations')).map((values) => values.length), [0, 1, 1]);
  assert.deepEqual(await marked('Offices'), [['Matches: Bruxelles, Belgium'], [], ['Matches: Kortrijk, Belgium (Headquarters)']]);
  assert.deepEqual((await marked('Area served'))[1], ['Matches: Belgium', 'Matches: European Union']);
  assert.match(await page.locator('[data-hook="compare-directory"]').getAttribute('href'), /\/en\/directory\/\?specialization=data-migration&country=be$/);
  assert.match(await page.locator('.languages a[hreflang="fr"]').first().getAttribute('href'), /&specialization=data-migration&country=be$/);
  assert.deepEqual(troubles, []);
});

test('the page of a country asks for it, and without filters the address has none', async (t) => {
  const { page } = await visit(t, '/en/directory/country/be/', { kept: THREE });
  await page.locator('.shortlist').getByRole('link', { name: 'Compare' }).click();
  await page.waitForURL(/\/compare\/\?ids=[a-z0-9,-]+&country=be$/);
  await page.goto(`${host.origin}/en/directory/`);
  await page.locator('.shortlist').getByRole('link', { name: 'Compare' }).click();
  await page.waitForURL(/\/compare\/\?ids=[a-z0-9,-]+$/);
  await page.locator('.compare thead th').first().waitFor();
  assert.ok(!('What you look for' in (await rowsOf(page))));
});

test('what the address asks for and no list has is left out', async (t) => {
  const { page, troubles } = await visit(t, '/en/compare/?ids=kerguelen&specialization=none&country=eu&country=xx&language=FR&language=fr');
  await page.locator('.compare .match').first().waitFor();
  assert.ok(page.url().endsWith('?ids=kerguelen&language=fr'), page.url());
  assert.deepEqual((await rowsOf(page))['What you look for'], [['Matches: speaks French']]);
  assert.deepEqual(troubles, []);
});

test('on a phone the comparison shows whole columns, a swipe is a partner, and the names stay', async (t) => {
  for (const lang of ['en', 'fr', 'de']) {
    const { page, troubles } = await visit(t, `/${lang}/compare/${ASKED}`, { viewport: PHONE, hasTouch: true });
    await page.locator('.compare .match').first().waitFor();
    const columns = () => page.locator('.compare thead th').evaluateAll((cells) => cells.map((cell) => cell.getBoundingClientRect()).map(({ left, right }) => [Math.round(left), Math.round(right)]));
    const whole = (all) => all.flatMap(([left, right], at) => (left >= 15 && right <= 375 ? [at] : []));
    const cut = (all) => all.filter(([left, right]) => (left < 15 && right > 16) || (left < 374 && right > 375));
    assert.deepEqual(whole(await columns()), [0, 1]);
    assert.deepEqual(cut(await columns()), []);
    // The labels are above the values, which have the width.
    const [label, value] = await page.locator('.compare tbody:not(.compare-tools) tr').nth(1).evaluate((row) => [...row.children].slice(0, 2).map((cell) => cell.getBoundingClientRect()).map(({ left, bottom, top, width }) => ({ left, bottom, top, width })));
    assert.ok(label.bottom <= value.top + 1 && Math.abs(label.left - value.left) < 1 && value.width > 160, JSON.stringify([label, value]));
    // One row of actions below the head.
    const tops = await page.locator('.compare-actions > :is(a, button)').evaluateAll((all) => all.map((node) => Math.round(node.getBoundingClientRect().top)));
    assert.equal(new Set(tops).size, 1, `${lang}: ${tops}`);
    const head = await page.locator('.compare thead').boundingBox();
    assert.ok(tops[0] >= head.y + head.height - 1);
    // That there is a third is said, and the button shows it.
    const onward = page.locator('.compare-onward');
    assert.match(await onward.innerText(), /^1\D+2\D+3/);
    const next = onward.getByRole('button');
    await next.click();
    await page.waitForTimeout(400);
    assert.deepEqual(whole(await columns()), [1, 2]);
    assert.equal(await next.getAttribute('aria-disabled'), 'true');
    await page.locator('.compare-scroll').evaluate((node) => node.scrollTo({ left: 0 }));
    await page.waitForTimeout(400);
    // A short swipe ends at the next partner.
    await page.locator('.compare-scroll').evaluate((node) => node.scrollBy({ left: 120 }));
    await page.waitForTimeout(400);
    assert.deepEqual(whole(await columns()), [1, 2]);
    assert.deepEqual(cut(await columns()), []);
    await page.evaluate(() => scrollTo(0, 1200));
    await page.locator('.compare-names.is-shown > div').waitFor();
    const names = await page.locator('.compare-names span').evaluateAll((all) => all.map((name) => [name.textContent, Math.round(name.getBoundingClientRect().left), Math.round(name.getBoundingClientRect().top)]));
    assert.deepEqual(names.slice(1).map(([name]) => name), ['Marelle & Compas', 'Leieboog']);
    for (const [at, [, left, top]] of names.entries()) {
      assert.ok(Math.abs(left - (await columns())[at][0]) <= 1 && top === 0, `${left}, ${top}`);
    }
    assert.equal(await page.evaluate(() => globalThis.moved), 0);
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), PHONE.width);
    assert.deepEqual(troubles, []);
  }
});

test('on a phone the other actions are in a menu', async (t) => {
  const { page, troubles } = await visit(t, `/en/compare/${ASKED}`, { viewport: { width: 320, height: 640 }, hasTouch: true, permissions: ['clipboard-read', 'clipboard-write'] });
  await page.locator('.compare .match').first().waitFor();
  const menu = page.locator('.compare-menu');
  assert.equal(await menu.isVisible(), false);
  await page.getByRole('button', { name: 'More' }).click();
  assert.deepEqual(await menu.getByRole('button').allTextContents(), ['Print', 'Copy link', 'Clear the shortlist']);
  assert.deepEqual(await violations(page), []);
  await menu.getByRole('button', { name: 'Copy link' }).click();
  await menu.getByRole('button', { name: 'Copied' }).waitFor();
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), page.url());
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'More' }).click();
  await menu.getByRole('button', { name: 'Clear' }).click();
  await page.getByRole('heading', { name: 'Your shortlist is empty' }).waitFor();
  assert.deepEqual(await page.locator('.compare-actions > :is(a, button)').filter({ visible: true }).allTextContents(), ['Find a partner']);
  assert.deepEqual(troubles, []);
});

test('on paper the comparison is a table with all partners', async (t) => {
  const { page } = await visit(t, `/en/compare/${ASKED}`, { viewport: PHONE });
  await page.locator('.compare .match').first().waitFor();
  await page.emulateMedia({ media: 'print' });
  const cells = await page.locator('.compare tbody tr:not(.compare-tools tr)').first().evaluate((row) => [...row.children].map((cell) => cell.getBoundingClientRect().top));
  assert.equal(new Set(cells).size, 1);
  assert.equal(await page.locator(':is(.compare-actions, .compare-names, .compare-position, .remove)').filter({ visible: true }).count(), 0);
});

test('the bar of the shortlist is one slim line, beside nothing that it covers', async (t) => {
  for (const [lang, width] of [['en', 390], ['fr', 390], ['de', 390], ['fr', 320], ['de', 320], ['fr', 768]]) {
    const { page, troubles } = await visit(t, `/${lang}/directory/`, { viewport: { width, height: 844 }, kept: THREE });
    const bar = await page.locator('.shortlist').boundingBox();
    assert.ok(bar.height <= 50 && Math.abs(bar.y + bar.height - 844) <= 1, `${lang} ${width}: ${JSON.stringify(bar)}`);
    const dock = await page.locator('.dock').boundingBox();
    assert.ok(dock.y + dock.height <= bar.y, `${lang} ${width}: ${JSON.stringify(dock)}`);
    for (const control of await page.locator('.shortlist :is(a, button), .dock a').all()) {
      const { x, y, width: wide, height } = await control.boundingBox();
      assert.ok(x >= 0 && x + wide <= width && height >= 24 && wide >= 24, `${lang} ${width}: ${JSON.stringify({ x, wide, height })}`);
      assert.ok(await control.evaluate((node, [x, y]) => node.contains(document.elementFromPoint(x, y)), [x + wide / 2, y + height / 2]));
    }
    assert.ok(await page.locator('.shortlist').getByRole('button').evaluate((node) => node.textContent.trim() !== ''));
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), width);
    assert.deepEqual(troubles, []);
  }
});

test('on a profile the bookmark has a visible label', async (t) => {
  for (const viewport of [WIDE, PHONE]) {
    const { page } = await visit(t, '/en/partners/kerguelen/', { viewport });
    const keep = page.locator('.keep').filter({ visible: true }).first();
    const word = await keep.locator('.keep-word').boundingBox();
    assert.ok(word.width > 40, JSON.stringify(word));
  }
});
