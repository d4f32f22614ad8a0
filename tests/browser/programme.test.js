// The pages of a programme: short on a phone, notes that open in place, tabs that are pages, and the way to join on each.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { launch, open } from './lib/browser.js';
import { build, project } from './lib/project.js';
import { serve } from './lib/static-server.js';

const PROGRAMME = '/programmes/solutions/';
const PHONE = { width: 390, height: 844 };
/** The most screens of a phone that a page takes. */
const SCREENS = { '': 6, 'benefits/': 8 };

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

for (const [path, most] of Object.entries(SCREENS)) {
  for (const lang of ['en', 'fr', 'de']) {
    test(`/${lang}${PROGRAMME}${path} has at most ${most} screens on a phone`, async (t) => {
      const { page, troubles } = await open(t, browser, host.origin, { viewport: PHONE });
      await page.goto(`${host.origin}/${lang}${PROGRAMME}${path}`);
      const screens = (await page.evaluate(() => document.documentElement.scrollHeight)) / PHONE.height;
      t.diagnostic(`${screens.toFixed(2)} screens`);
      assert.ok(screens <= most, `${screens}`);
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), PHONE.width);
      assert.deepEqual(troubles, []);
    });
  }
}

test('tabs are pages, the current one is marked, and each has a way to join', async (t) => {
  const { page, troubles } = await open(t, browser, host.origin, { viewport: PHONE });
  await page.goto(`${host.origin}/en${PROGRAMME}`);
  const tabs = await page.locator('.parts a').evaluateAll((all) => all.map((tab) => tab.href));
  assert.ok(tabs.length >= 5 && tabs.every((tab) => !tab.includes('#')), tabs.join(' '));
  for (const tab of [...tabs, `${host.origin}/en${PROGRAMME}tiers/gold/`, `${host.origin}/en${PROGRAMME}countries/be/`]) {
    await page.goto(tab);
    const current = page.locator('.parts [aria-current]');
    assert.equal(await current.count(), 1, tab);
    if (tabs.includes(tab)) assert.equal(await current.evaluate((link) => link.href), tab);
    await page.locator('.apply').click();
    await page.waitForURL(`${host.origin}/en${PROGRAMME}processes/joining/`);
  }
  assert.deepEqual(troubles, []);
});

test('a row of benefits opens its notes in place, and so do criteria', async (t) => {
  const { page, troubles } = await open(t, browser, host.origin, { viewport: PHONE, javaScriptEnabled: false });
  for (const [path, row, note] of [['benefits/', '#benefit-training-seats', '390'], ['criteria/', '#criterion-satisfaction', 'every October']]) {
    await page.goto(`${host.origin}/en${PROGRAMME}${path}`);
    assert.equal(await page.locator('table.matrix').first().locator('tr[id]').count(), await page.locator('tr[id]').count(), 'one table');
    const notes = page.locator(`${row} + .note-row details`);
    assert.equal(await notes.getByText(note).first().isVisible(), false);
    await notes.locator('summary').click();
    assert.equal(await notes.getByText(note).first().isVisible(), true);
    const { y } = await notes.locator('.note').boundingBox();
    const box = await page.locator(row).boundingBox();
    assert.ok(y - box.y - box.height < 60, 'below the row');
  }
  assert.deepEqual(troubles, []);
});

test('the figures of the tiers rise in one table', async (t) => {
  const { page, troubles } = await open(t, browser, host.origin, { viewport: { width: 1280, height: 800 } });
  await page.goto(`${host.origin}/en${PROGRAMME}`);
  const heights = await page.locator('.stairs .stair').evaluateAll((all) => all.map((it) => it.getBoundingClientRect().height));
  assert.ok(heights.length === 4 && heights.every((it, at) => at === 0 || it > heights[at - 1]), heights.join(' '));
  const rows = await page.locator('.stairs tbody tr:not(.group)').evaluateAll((all) => all.map((row) => row.querySelectorAll('td').length));
  assert.ok(rows.length >= 12 && rows.every((cells) => cells === 4));
  assert.deepEqual(troubles, []);
});

/** The lightness of the columns of the stairs, on a scale of 0 to 1, and of what is behind their heads. */
function tints() {
  const canvas = document.createElement('canvas').getContext('2d');
  const lightness = (selector) => {
    canvas.fillStyle = getComputedStyle(document.querySelector(selector)).backgroundColor;
    canvas.fillRect(0, 0, 1, 1);
    const [red, green, blue] = canvas.getImageData(0, 0, 1, 1).data;
    return (0.2126 * red + 0.7152 * green + 0.0722 * blue) / 255;
  };
  const columns = [...document.querySelectorAll('.stairs thead th')].map((_, at) => lightness(`.stairs thead th:nth-of-type(${at + 1}) .stair`));
  return { columns, paper: lightness('body') };
}

for (const colorScheme of ['light', 'dark']) {
  test(`the tints of the tiers rise with their ranks (${colorScheme})`, async (t) => {
    const { page } = await open(t, browser, host.origin, { viewport: { width: 1280, height: 800 }, colorScheme });
    await page.goto(`${host.origin}/en${PROGRAMME}`);
    // The table with the lowest tier twice, and then with fewer and fewer.
    await page.evaluate(() => {
      for (const row of document.querySelectorAll('.stairs tr:not(.group)')) row.children[1].before(row.children[1].cloneNode(true));
    });
    for (const count of [5, 4, 3, 2]) {
      const { columns, paper } = await page.evaluate(tints);
      assert.equal(columns.length, count);
      const steps = [paper, ...columns].map((it) => Math.abs(it - paper));
      assert.ok(steps.every((it, at) => at === 0 || it > steps[at - 1] + 0.01), `${count}: ${steps}`);
      await page.evaluate(() => {
        for (const row of document.querySelectorAll('.stairs tr:not(.group)')) row.children[1].remove();
      });
    }
  });
}

test('the heads of the tiers are as wide as their cells, and a word is nearly as large as a figure', async (t) => {
  const { page } = await open(t, browser, host.origin, { viewport: { width: 1280, height: 800 } });
  await page.goto(`${host.origin}/en${PROGRAMME}`);
  const { heads, cells, word, figure } = await page.evaluate(() => {
    const edges = (selector) => [...document.querySelectorAll(selector)].map((it) => it.getBoundingClientRect()).map(({ left, right }) => [left, right]);
    const size = (selector) => Number.parseFloat(getComputedStyle(document.querySelector(selector)).fontSize);
    return {
      heads: edges('.stairs thead .stair'),
      cells: edges('.stairs tbody tr:nth-child(2) td').slice(0, 4),
      word: size('.stairs td:last-child .text'),
      figure: size('.stairs td:last-child .number'),
    };
  });
  assert.deepEqual(heads, cells);
  assert.ok(word >= figure * 0.7, `${word} of ${figure}`);
});

test('pictures of texts have their size, and move nothing', async (t) => {
  const { page, troubles } = await open(t, browser, host.origin, { viewport: { width: 1280, height: 800 } });
  await page.goto(`${host.origin}/en${PROGRAMME}`);
  const sizes = await page.locator('.prose img').evaluateAll((all) => all.map((it) => [it.getAttribute('width'), it.getAttribute('height')]));
  assert.notEqual(sizes.length, 0);
  for (const [width, height] of sizes) assert.ok(Number(width) > 0 && Number(height) > 0);
  assert.deepEqual(troubles, []);
});
