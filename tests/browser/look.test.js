// The frame of all pages and the home page: heights, what is in sight, and what is legible in print and in forced colours.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { launch, open } from './lib/browser.js';
import { build, project } from './lib/project.js';
import { serve } from './lib/static-server.js';

const WIDE = { width: 1280, height: 800 };
const PHONE = { width: 390, height: 844 };

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

/** The bottom of an element, in pixels from the top of the page. */
const bottom = (page, selector) => page.locator(selector).first().evaluate((it) => Math.round(it.getBoundingClientRect().bottom + scrollY));

for (const [viewport, most] of [[WIDE, 64], [PHONE, 56], [{ width: 900, height: 800 }, 64]]) {
  test(`the header is one row of at most ${most} px (${viewport.width} px)`, async (t) => {
    for (const address of ['/en/', '/de/directory/', '/fr/about/']) {
      const { page, troubles } = await open(t, browser, host.origin, { viewport });
      await page.goto(host.origin + address);
      assert.ok((await bottom(page, '.top')) <= most, address);
      // Nothing in it is beside the screen or above another part.
      const boxes = await page.locator('.top-row > :visible').evaluateAll((all) => all.map((it) => it.getBoundingClientRect()).map(({ left, right }) => [left, right]));
      boxes.sort(([one], [other]) => one - other);
      for (const [at, [left, right]] of boxes.entries()) {
        assert.ok(left >= 0 && right <= viewport.width, `${address} ${boxes}`);
        if (at > 0) assert.ok(left >= boxes[at - 1][1] - 1, `${address} ${boxes}`);
      }
      assert.deepEqual(troubles, []);
    }
  });
}

test('joining is one click away on every page, and one tap in the menu of a phone', async (t) => {
  const { page } = await open(t, browser, host.origin, { viewport: WIDE });
  await page.goto(`${host.origin}/en/partners/kerguelen/`);
  await page.locator('.top-row > .join').click();
  await page.waitForURL('**/en/how-to-join/');
  await page.setViewportSize(PHONE);
  await page.goto(`${host.origin}/en/`);
  await page.locator('.menu-button').click();
  await page.locator('.menu .join').click();
  await page.waitForURL('**/en/how-to-join/');
});

test('the home page asks what is needed, where and in which language, and takes six screens of a phone', async (t) => {
  const { page, troubles } = await open(t, browser, host.origin, { viewport: WIDE });
  await page.goto(`${host.origin}/en/`);
  assert.ok((await bottom(page, '.ask')) <= 680);
  await page.locator('#choice-specialization').selectOption({ label: 'Data migration' });
  await page.locator('#choice-country').selectOption({ label: 'Belgium' });
  await page.locator('.ask button').click();
  await page.waitForURL((url) => url.searchParams.get('specialization') === 'data-migration' && url.searchParams.get('country') === 'be');
  for (const lang of ['en', 'de', 'fr']) {
    await page.setViewportSize(PHONE);
    await page.goto(`${host.origin}/${lang}/`);
    assert.ok((await bottom(page, '.ask')) <= PHONE.height, lang);
    const height = await page.evaluate(() => document.documentElement.scrollHeight);
    assert.ok(height <= 6 * PHONE.height, `${lang}: ${height / PHONE.height} screens`);
  }
  assert.deepEqual(troubles, []);
});

test('white text is on no lit part of the mark', async (t) => {
  const { page } = await open(t, browser, host.origin, { viewport: WIDE });
  for (const lang of ['en', 'de', 'fr']) {
    for (const width of [390, 700, 800, 1000, 1280, 1600, 1920]) {
      await page.setViewportSize({ width, height: 800 });
      await page.goto(`${host.origin}/${lang}/`);
      const lit = await page.evaluate(() => {
        const crop = document.querySelector('.hero .crop');
        const style = getComputedStyle(crop, '::after');
        const box = crop.getBoundingClientRect();
        const cut = Number.parseFloat(/inset\(0(?:px)? 0(?:px)? 0(?:px)? ([\d.]+)px/.exec(style.clipPath)?.[1] ?? 0);
        // The lit part of the demo's mark begins below three tenths of its height, and right of three tenths of its width.
        return { left: Math.max(box.left + cut, box.left + box.width * 0.3), top: box.top + box.height * 0.3 };
      });
      const texts = await page.evaluate(() => {
        const range = document.createRange();
        return ['.hero h1', '.hero .lead', '.hero-count a'].flatMap((selector) => {
          range.selectNodeContents(document.querySelector(selector));
          return [...range.getClientRects()].map(({ right, bottom }) => [selector, right, bottom]);
        });
      });
      for (const [selector, right, below] of texts) assert.ok(right <= lit.left || below <= lit.top, `${lang} ${width} ${selector}: ${right} ${below} ${JSON.stringify(lit)}`);
    }
  }
});

test('in print planes are left out, and seals and words stay', async (t) => {
  const { page } = await open(t, browser, host.origin, { viewport: WIDE });
  await page.goto(`${host.origin}/en/`);
  await page.emulateMedia({ media: 'print' });
  const paper = (selector) => page.locator(selector).first().evaluate((it) => getComputedStyle(it).backgroundColor);
  for (const selector of ['.hero', '.tier-strip', '.top', '.bottom']) assert.equal(await paper(selector), 'rgba(0, 0, 0, 0)', selector);
  const ink = await page.locator('.hero h1').evaluate((it) => getComputedStyle(it).color);
  assert.equal(ink, 'rgb(0, 0, 0)');
  assert.match(await page.locator('.seal').first().evaluate((it) => getComputedStyle(it).backgroundImage), /seal-/);
});

/** What is wrong with the words and logos of the cards that are on the page. */
function faultsOfCards() {
  const faults = [];
  const range = document.createRange();
  for (const card of [...document.querySelectorAll('.card')].slice(0, 8)) {
    const of = card.getBoundingClientRect();
    const keep = card.querySelector('.keep')?.getBoundingClientRect();
    for (const part of card.querySelectorAll('.tier, h3 a, .card-place, .card-types, .card-level, .card-levels li > span, .card-certified, .card-facts dd')) {
      range.selectNodeContents(part);
      for (const words of range.getClientRects()) {
        if (words.left < of.left + 8 || words.right > of.right - 8) faults.push(`at the edge: ${part.textContent}`);
        const isCovered = keep && words.right > keep.left && words.left < keep.right && words.bottom > keep.top + 3 && words.top < keep.bottom - 3;
        if (isCovered) faults.push(`below the button: ${part.textContent}`);
      }
      for (let it = part; it !== card; it = it.parentElement) {
        if (getComputedStyle(it).overflow === 'hidden' && it.scrollWidth > it.clientWidth) faults.push(`cut: ${part.textContent}`);
      }
    }
    const plate = card.querySelector('.plate');
    const logo = plate?.querySelector('img')?.getBoundingClientRect();
    const space = plate ? Number.parseFloat(getComputedStyle(plate).paddingBlockStart) : 0;
    const box = plate?.getBoundingClientRect();
    if (logo && (logo.top < box.top + space - 0.5 || logo.bottom > box.bottom - space + 0.5)) faults.push(`bursts its plate: ${card.dataset.partner}`);
  }
  return faults;
}

test('on a card no word is cut or covered, and no logo leaves its plate', async (t) => {
  for (const colorScheme of ['light', 'dark']) {
    const { page, troubles } = await open(t, browser, host.origin, { viewport: WIDE, colorScheme });
    for (const address of ['/en/', '/de/', '/de/directory/', '/en/directory/?near=Lyon', '/de/directory/?q=data', '/fr/directory/?country=be&specialization=data-migration']) {
      for (const viewport of [WIDE, PHONE]) {
        await page.setViewportSize(viewport);
        await page.goto(host.origin + address);
        await page.locator('.card .keep').nth(1).waitFor({ state: 'attached' });
        assert.deepEqual(await page.evaluate(faultsOfCards), [], `${address} ${viewport.width} ${colorScheme}`);
      }
    }
    assert.deepEqual(troubles, []);
  }
});

test('no page is wider than its screen', async (t) => {
  const { page } = await open(t, browser, host.origin, { viewport: WIDE });
  for (const width of [320, 650, 768, 1000]) {
    await page.setViewportSize({ width, height: 800 });
    for (const address of ['/de/', '/de/directory/', '/en/programmes/solutions/', '/de/programmes/solutions/', '/de/partners/kerguelen/']) {
      await page.goto(host.origin + address);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      assert.ok(wide <= width, `${address}: ${wide} of ${width}`);
    }
  }
});

test('benefits of the home page are in rows of four, two or one, and links are apart from the search', async (t) => {
  const { page } = await open(t, browser, host.origin, { viewport: WIDE });
  for (const [width, columns] of [[1280, 4], [768, 2], [390, 1]]) {
    await page.setViewportSize({ width, height: 800 });
    await page.goto(`${host.origin}/de/`);
    const tops = await page.locator('.home-benefits > li').evaluateAll((all) => all.map((it) => Math.round(it.getBoundingClientRect().top)));
    assert.equal(tops.filter((top) => top === tops[0]).length, columns, `${width}`);
    const air = await page.evaluate(() => document.querySelector('.hero-find button').getBoundingClientRect().top - document.querySelector('.ask').getBoundingClientRect().bottom);
    assert.ok(air >= 18, `${air} px at ${width}`);
  }
});
