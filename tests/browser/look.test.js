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
