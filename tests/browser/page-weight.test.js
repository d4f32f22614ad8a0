// Page weight: the compressed bytes of a first visit, and layout shifts while the page loads.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { launch, open } from './lib/browser.js';
import { build, project } from './lib/project.js';
import { serve } from './lib/static-server.js';

const MOST = 100_000;
/** With the font, on a first visit. */
const MOST_OF_FIRST = 110_000;
/** Words of a line may move by a pixel or two when the font arrives; readers do not see it (0.1 is the limit of "good"). */
const UNSEEN = 0.001;
/** As late as a font is on a slow line. */
const LATE = 1500;
const PAGES = { home: '/', directory: '/directory/', 'a profile': '/partners/kerguelen/', 'the comparison': '/compare/?ids=kerguelen,leieboog' };
const VIEWPORTS = [{ width: 1350, height: 940 }, { width: 412, height: 823 }];

const ends = [];
let host;
let browser;

before(async () => {
  host = await serve(process.env.SITE ?? build(project({ after: (remove) => ends.push(remove) })), { gzip: true });
  browser = await launch();
});

after(async () => {
  await browser?.close();
  host?.close();
  for (const end of ends) end();
});

/** Collects what moves: runs in the page. */
function observe() {
  globalThis.moved = [];
  globalThis.shift = 0;
  const what = ({ node }) => (node?.nodeType === Node.ELEMENT_NODE ? node : node?.parentElement)?.outerHTML.slice(0, 100);
  new PerformanceObserver((list) => {
    for (const { sources, value } of list.getEntries()) {
      globalThis.moved.push(...sources.map(what));
      globalThis.shift += value;
    }
  }).observe({ type: 'layout-shift', buffered: true });
}

/** What moved so far that readers notice it. */
async function seen(page) {
  const [shift, moved] = await page.evaluate(() => [globalThis.shift, globalThis.moved]);
  return shift < UNSEEN ? [] : [shift, ...moved];
}

for (const [name, address] of Object.entries(PAGES)) {
  for (const viewport of VIEWPORTS) {
    test(`${name} is light and has no layout shift (${viewport.width} px)`, async (t) => {
      const { page, troubles } = await open(t, browser, host.origin, { viewport });
      host.sent.clear();
      await page.addInitScript(observe);
      await page.goto(`${host.origin}/en${address}`);
      await page.waitForLoadState('networkidle');
      await page.waitForTimeout(300);
      assert.deepEqual(await seen(page), []);
      const all = [...host.sent].reduce((sum, [, bytes]) => sum + bytes, 0);
      if (name === 'home') assert.ok(all <= MOST_OF_FIRST, `${all} bytes with the font`);
      const sent = [...host.sent].filter(([path]) => !path.endsWith('.woff2')).sort(([, a], [, b]) => b - a);
      const bytes = sent.reduce((sum, [, bytes]) => sum + bytes, 0);
      assert.ok(bytes <= MOST, `${bytes} bytes: ${sent.slice(0, 8).map((it) => it.join(' '))}`);
      t.diagnostic(`${bytes} bytes in ${sent.length} files, fonts apart; ${all} bytes with them`);
      assert.deepEqual(troubles, []);
    });
  }
}

for (const lang of ['en', 'de', 'fr']) {
  for (const viewport of VIEWPORTS) {
    test(`a late font is shown and moves nothing: /${lang}/ (${viewport.width} px)`, async (t) => {
      const { page, troubles } = await open(t, browser, host.origin, { viewport });
      await page.route('**/*.woff2', async (route) => {
        await new Promise((wait) => setTimeout(wait, LATE));
        await route.continue();
      });
      await page.addInitScript(observe);
      await page.goto(`${host.origin}/${lang}/`, { waitUntil: 'domcontentloaded' });
      const shown = () => [...document.fonts].some((face) => face.family.replaceAll('"', '') === 'Vitrine Sans' && face.status === 'loaded');
      assert.equal(await page.evaluate(shown), false, 'the font is late');
      await page.waitForFunction(shown);
      await page.evaluate(() => document.fonts.ready);
      await page.waitForTimeout(300);
      assert.deepEqual(await seen(page), []);
      assert.deepEqual(troubles, []);
    });
  }
}
