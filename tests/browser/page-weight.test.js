// Page weight: the compressed bytes of a first visit, and layout shifts while the page loads.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { launch, open } from './lib/browser.js';
import { build, project } from './lib/project.js';
import { serve } from './lib/static-server.js';

const MOST = 100_000;
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

for (const [name, address] of Object.entries(PAGES)) {
  for (const viewport of VIEWPORTS) {
    test(`${name} is light and has no layout shift (${viewport.width} px)`, async (t) => {
      const { page, troubles } = await open(t, browser, host.origin, { viewport });
      host.sent.clear();
      await page.addInitScript(() => {
        globalThis.moved = [];
        const what = ({ node }) => (node?.nodeType === Node.ELEMENT_NODE ? node : node?.parentElement)?.outerHTML.slice(0, 100);
        new PerformanceObserver((list) => {
          for (const { sources } of list.getEntries()) globalThis.moved.push(...sources.map(what));
        }).observe({ type: 'layout-shift', buffered: true });
      });
      await page.goto(`${host.origin}/en${address}`);
      await page.waitForLoadState('networkidle');
      await page.waitForTimeout(300);
      assert.deepEqual(await page.evaluate(() => globalThis.moved), []);
      const sent = [...host.sent].filter(([path]) => !path.endsWith('.woff2')).sort(([, a], [, b]) => b - a);
      const bytes = sent.reduce((sum, [, bytes]) => sum + bytes, 0);
      assert.ok(bytes <= MOST, `${bytes} bytes: ${sent.slice(0, 8).map((it) => it.join(' '))}`);
      t.diagnostic(`${bytes} bytes in ${sent.length} files, fonts apart`);
      assert.deepEqual(troubles, []);
    });
  }
}
