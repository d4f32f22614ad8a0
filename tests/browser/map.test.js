// The map beside the list: numbers of cards, names of pins and countries, and the small card of a phone; the dense list.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { violations } from './lib/axe.js';
import { launch, open, watchShifts } from './lib/browser.js';
import { build, project } from './lib/project.js';
import { serve } from './lib/static-server.js';

const WIDE = { width: 1280, height: 800 };
const PHONE = { width: 390, height: 844 };
const ASKED = '?specialization=data-migration&country=be';

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
  await watchShifts(page);
  await page.goto(host.origin + address);
  await page.waitForLoadState('networkidle');
  return { page, troubles };
}

/** The visible numbers of the cards, by partner: as a style sheet shows them. */
const numbersOfCards = (page) =>
  page.locator('#results .cards > li').evaluateAll((items) =>
    Object.fromEntries(items.map((item) => {
      const { content, display } = getComputedStyle(item, '::before');
      return [item.querySelector('.card').dataset.partner, content === 'none' || display === 'none' ? null : /"([^"]*)"/.exec(content)?.[1]];
    })));
const numbersOfPins = (page) => page.locator('.pins a').evaluateAll((pins) => Object.fromEntries(pins.map((pin) => [pin.dataset.pin, pin.querySelector('text').textContent])));

test('cards have the numbers of their pins, on each page and after each choice', async (t) => {
  for (const [address, first, settings] of [
    ['/en/directory/', 1, {}],
    ['/en/directory/page/2/', 25, {}],
    ['/en/directory/page/2/', 25, { javaScriptEnabled: false }],
    ['/en/directory/?sort=tier&page=2', 25, {}],
    ['/en/directory/?sort=tier&page=2&view=list', 25, {}],
    [`/en/directory/${ASKED}`, 1, {}],
  ]) {
    const { page, troubles } = await visit(t, address, settings);
    if (address.includes('?')) await page.waitForTimeout(300);
    const cards = await numbersOfCards(page);
    const pins = await numbersOfPins(page);
    assert.deepEqual(Object.values(cards), Object.keys(cards).map((_, at) => String(first + at)), address);
    assert.ok(Object.keys(pins).length > 5, address);
    for (const [id, number] of Object.entries(pins)) assert.equal(cards[id], number, `${address}: ${id}`);
    assert.deepEqual(troubles, []);
  }
});

test('without the map beside it the list has no numbers', async (t) => {
  for (const viewport of [PHONE, { width: 768, height: 1000 }]) {
    const { page } = await visit(t, '/en/directory/', { viewport });
    assert.ok(Object.values(await numbersOfCards(page)).every((number) => number === null));
    await page.locator('[data-hook="open-map"]').click();
    assert.equal(await page.locator('.pin-map figcaption p').filter({ visible: true }).first().innerText(), 'Select a pin to see which partner it is.');
  }
});

test('a pin that is pointed at or has the focus names its partner inside the map, and marks its card', async (t) => {
  const { page, troubles } = await visit(t, `/en/directory/${ASKED}`);
  await page.waitForTimeout(300);
  const label = page.locator('.pin-label');
  const map = await page.locator('.pin-map').boundingBox();
  for (const pin of await page.locator('.pins a').all()) {
    await pin.focus();
    const id = await pin.getAttribute('data-pin');
    const name = await page.locator(`.card[data-partner="${id}"] h3 a`).innerText();
    assert.equal(await label.innerText(), name);
    assert.match(await pin.getAttribute('aria-label'), new RegExp(`^\\d+ ${name.replace(/[.*+?()[\]]/g, '\\$&')}$`));
    const { x, y, width, height } = await label.boundingBox();
    assert.ok(x >= map.x && x + width <= map.x + map.width && y >= map.y && y + height <= map.y + map.height, `${name}: ${x}, ${y}`);
    assert.deepEqual(await page.locator('.card.pointed').evaluateAll((cards) => cards.map((card) => card.dataset.partner)), [id]);
  }
  await page.keyboard.press('Escape');
  assert.equal(await label.isVisible(), false);
  await page.locator('#q').focus();
  await page.locator('.pins a').nth(1).hover({ force: true });
  assert.ok(await label.isVisible());
  assert.deepEqual(await violations(page), []);
  await page.mouse.move(300, 160);
  assert.equal(await label.isVisible(), false);
  assert.equal(await page.locator('.card.pointed').count(), 0);
  assert.deepEqual(troubles, []);
});

test('on a phone a pin opens a small card, which Escape closes', async (t) => {
  const { page, troubles } = await visit(t, '/en/directory/?country=be', { viewport: PHONE, hasTouch: true });
  await page.locator('[data-hook="open-map"]').click();
  const dialog = page.locator('[data-hook="map-dialog"]');
  await page.waitForTimeout(300);
  const pin = page.locator('.pins a[data-pin="leieboog"]');
  await pin.tap();
  const card = dialog.locator('.pin-card');
  assert.deepEqual((await card.innerText()).split(/\n+/).map((line) => line.trim()).filter(Boolean), ['Leieboog', 'Kortrijk, Belgium', 'Gold']);
  assert.equal(await card.getByRole('link').getAttribute('href'), '/en/partners/leieboog/');
  assert.equal(await page.evaluate(() => document.activeElement.textContent), 'Leieboog');
  assert.match(page.url(), /\/directory\//);
  assert.deepEqual(await violations(page), []);
  await page.keyboard.press('Escape');
  assert.equal(await card.count(), 0);
  assert.ok(await dialog.isVisible());
  assert.equal(await page.evaluate(() => document.activeElement.dataset.pin), 'leieboog');
  // With the keyboard as well; another pin replaces it.
  await page.keyboard.press('Enter');
  await card.getByRole('link', { name: 'Leieboog' }).waitFor();
  await page.locator('.pins a[data-pin="kerguelen"]').tap();
  assert.equal(await card.count(), 1);
  await card.getByRole('button', { name: 'Close' }).tap();
  assert.equal(await card.count(), 0);
  await pin.tap();
  await card.getByRole('link').tap();
  await page.waitForURL(`${host.origin}/en/partners/leieboog/`);
  assert.deepEqual(troubles, []);
});

test('countries have their names where there is room, not under pins and not cut', async (t) => {
  for (const [address, expected] of [['/en/directory/', ['France', 'Spain', 'Italy', 'Germany']], ['/de/directory/country/be/', ['Belgien', 'Frankreich', 'Niederlande']]]) {
    const { page, troubles } = await visit(t, address);
    await page.locator('.country-names text').first().waitFor();
    const shown = await page.locator('.country-names text').allTextContents();
    for (const name of expected) assert.ok(shown.includes(name), `${name}: ${shown}`);
    const boxes = (selector) => page.locator(selector).evaluateAll((nodes) => nodes.map((node) => node.getBoundingClientRect()).map(({ left, right, top, bottom }) => ({ left, right, top, bottom })));
    const map = (await boxes('.pin-map > svg'))[0];
    const [names, pins] = [await boxes('.country-names text'), await boxes('.pins circle')];
    const overlap = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 3 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 3;
    for (const [at, name] of names.entries()) {
      assert.ok(name.left >= map.left && name.right <= map.right, `${shown[at]} is cut`);
      assert.ok(!pins.some((pin) => overlap(name, pin)), `${shown[at]} is under a pin`);
      assert.ok(!names.some((other, position) => position !== at && overlap(name, other)), `${shown[at]} is on another`);
    }
    assert.equal(await page.evaluate(() => globalThis.moved), 0);
    assert.deepEqual(troubles, []);
  }
});

test('the dense list says all that is lacking, and names keep their distance from the edge', async (t) => {
  for (const [lang, width] of [['fr', 390], ['de', 320], ['en', 1280]]) {
    const { page } = await visit(t, `/${lang}/directory/${ASKED}&view=list`, { viewport: { width, height: 844 } });
    await page.locator('#results .why').first().waitFor();
    const cut = await page.locator('#results .why').evaluateAll((lines) => lines.filter((line) => line.scrollWidth > line.clientWidth + 1 || line.scrollHeight > line.clientHeight + 1).map((line) => line.textContent));
    assert.deepEqual(cut, []);
    const [row, name] = await page.locator('#results .card').first().evaluate((card) => [card, card.querySelector('h3 a')].map((node) => node.getBoundingClientRect().left));
    assert.ok(name - row >= 6, `${name - row}`);
    if (width < 640) {
      const below = await page.locator('#results .why:has(.lacks)').first().evaluate((line) => line.querySelector('.lacks').getBoundingClientRect().top > line.querySelector('b').getBoundingClientRect().top + 8);
      assert.ok(below);
    }
    assert.equal(await page.evaluate(() => globalThis.moved), 0);
  }
});
