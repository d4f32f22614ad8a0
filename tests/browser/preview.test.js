// `vitrine serve` as an editor meets it: the page follows what is saved, and says what is wrong with it.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { launch, open } from './lib/browser.js';
import { addresses, build, preview, project } from './lib/project.js';

const HOME = 'content/pages/home.en.md';

let browser;

before(async () => {
  browser = await launch();
});

after(() => browser?.close());

test('a bad save shows the problem, a mended one reloads the page where it was', async (t) => {
  const folder = project(t);
  const server = await preview(t, folder);
  const { page, troubles } = await open(t, browser, server.origin, {
    // Until the project has been read for the first time.
    expected: [/503/],
    viewport: { width: 1000, height: 600 },
  });
  const home = join(folder, HOME);
  const good = readFileSync(home, 'utf8');
  const title = /^title = "(.*)"$/m.exec(good)[1];
  const strip = page.locator('vitrine-preview');

  await page.goto(`${server.origin}/en/`);
  await page.locator('h1', { hasText: title }).waitFor();
  await page.waitForLoadState('load');
  const middle = await page.evaluate(() => {
    window.marked = true;
    scrollTo(0, document.body.scrollHeight / 2);
    return scrollY;
  });
  assert.ok(middle > 100);

  writeFileSync(home, good.replace('title =', 'titel ='));
  const summary = strip.locator('.strip.error summary');
  await summary.waitFor();
  assert.match(await summary.innerText(), /\d error/);
  assert.match(await summary.innerText(), /you see the version of \d\d:\d\d/);
  // A click by the mouse may scroll to what it clicks on.
  await summary.dispatchEvent('click');
  await strip.getByText(`${HOME}:`).first().waitFor();
  assert.ok(await page.evaluate(() => window.marked), 'the page is not loaded anew');
  assert.equal(await page.evaluate(() => scrollY), middle, 'the page itself is left alone');

  const mended = title.replace(/.$/, '!');
  writeFileSync(home, good.replace(title, mended));
  await page.locator('h1', { hasText: mended }).waitFor();
  await page.waitForFunction(() => document.readyState === 'complete');
  assert.equal(await strip.locator('.strip.error').count(), 0);
  await strip.locator('.strip:is(.calm, .warning) > details > summary').waitFor();
  const now = await page.evaluate(() => scrollY);
  assert.ok(Math.abs(now - middle) < 10, `${now} was ${middle}`);
  assert.deepEqual(troubles, []);
});

test('what is wrong is still there after a reload, and after going elsewhere', async (t) => {
  const folder = project(t);
  const server = await preview(t, folder);
  const { page } = await open(t, browser, server.origin);
  await page.goto(`${server.origin}/en/`);
  await page.locator('vitrine-preview .strip > details > summary').waitFor();
  const record = join(folder, 'partners/fr/kerguelen.toml');
  const good = readFileSync(record, 'utf8');
  writeFileSync(record, good.replace('types = [', 'types = ["intgrator", '));
  const problem = page.locator('vitrine-preview').getByText('did you mean integrator?');
  await page.locator('vitrine-preview .strip.error').waitFor();
  await page.reload();
  await page.locator('vitrine-preview .strip > details > summary').click();
  await problem.waitFor();
  await page.locator('a[href="/en/directory/"]').first().click();
  await page.waitForURL('**/directory/');
  await problem.waitFor();
  writeFileSync(record, good);
  await page.locator('vitrine-preview .strip.error').waitFor({ state: 'detached' });
});

test('a saved record opens its profile, unless that is not wanted', async (t) => {
  const folder = project(t);
  const server = await preview(t, folder);
  const { page, troubles } = await open(t, browser, server.origin, { expected: [/503/] });
  const record = join(folder, 'partners/fr/kerguelen.toml');
  const good = readFileSync(record, 'utf8');
  const named = (name) => good.replace(/^name = .*$/m, `name = "${name}"`);

  await page.goto(`${server.origin}/fr/`);
  await page.locator('vitrine-preview .strip > details > summary').waitFor();
  writeFileSync(record, named('First Name'));
  await page.waitForURL('**/fr/partners/kerguelen/');
  await page.locator('h1', { hasText: 'First Name' }).waitFor();

  await page.goto(`${server.origin}/fr/directory/`);
  await page.locator('vitrine-preview .strip > details > summary').click();
  await page.locator('vitrine-preview').getByLabel('Open what I save').uncheck();
  writeFileSync(record, named('Aaa Second Name'));
  await page.locator('main').getByText('Aaa Second Name').first().waitFor();
  assert.match(page.url(), /\/fr\/directory\/$/, 'the list that shows the new name is still looked at');
  assert.deepEqual(troubles, []);
});

test('the paper catalogue is one click away, and the page that one came from another', async (t) => {
  const folder = project(t);
  const server = await preview(t, folder, { paper: true });
  const { page, troubles } = await open(t, browser, server.origin, { expected: [/503/] });
  await page.goto(`${server.origin}/fr/directory/`);
  // Not the page that waits for the first reading, which loads itself anew.
  await page.locator('main .cards').waitFor();
  await page.locator('vitrine-preview .strip > details > summary').click();
  await page.locator('vitrine-preview').getByText('Paper catalogue').click();
  // The book itself may take longer.
  await page.waitForURL('**/.vitrine/paper?from=/fr/directory/', { waitUntil: 'commit' });
  const leaves = page.locator('main img');
  await leaves.first().waitFor();
  assert.equal(await leaves.first().getAttribute('src'), '/.vitrine/paper/catalogue-fr.pdf/1.svg');
  assert.ok((await leaves.count()) > 10);
  const shown = () =>
    page.waitForFunction(() => {
      const inView = [...document.querySelectorAll('main img')].filter((leaf) => {
        const { top, bottom } = leaf.getBoundingClientRect();
        return bottom > 0 && top < innerHeight;
      });
      return inView.length > 0 && inView.every((leaf) => leaf.complete && leaf.naturalWidth > 0);
    });
  await shown();
  assert.ok(
    await leaves.last().evaluate((leaf) => !leaf.complete || leaf.naturalWidth === 0),
    'what nobody looks at is not made',
  );
  await leaves.nth(6).scrollIntoViewIfNeeded();
  await shown();

  const middle = await page.evaluate(() => {
    window.marked = true;
    return scrollY;
  });
  assert.ok(middle > 100);
  const home = join(folder, HOME);
  writeFileSync(home, `${readFileSync(home, 'utf8')}\nMore.\n`);
  await page.waitForFunction(() => !window.marked && document.readyState === 'complete');
  await shown();
  const now = await page.evaluate(() => scrollY);
  assert.ok(Math.abs(now - middle) < 10, `${now} was ${middle}`);

  await page.getByLabel('Volume').selectOption('catalogue-de.pdf');
  await page.getByText('Show', { exact: true }).click();
  await page.locator('main img[src="/.vitrine/paper/catalogue-de.pdf/1.svg"]').waitFor();
  await shown();
  const pdf = await page.getByText('as a PDF').getAttribute('href');
  assert.equal(pdf, '/paper/catalogue-de.pdf');
  assert.deepEqual(troubles, []);

  await page.locator('vitrine-preview').getByText('Web page').click();
  await page.waitForURL('**/fr/directory/');
});

test('page after page, no browser waits for a connection', async (t) => {
  const folder = project(t);
  const server = await preview(t, folder);
  const { page: first } = await open(t, browser, server.origin);
  await first.goto(`${server.origin}/en/`);
  await first.locator('a[href="/en/directory/"]').first().waitFor();
  const stalled = [];
  // A connection that nobody took waited for as long as others were open: for minutes, not seconds.
  const STALLED = 20_000;
  // Each in a profile of its own, so with connections of its own, and the first pages stay open.
  await Promise.all(
    [0, 1, 2, 3].map(async () => {
      const { page } = await open(t, browser, server.origin);
      for (const address of ['/en/', '/en/directory/', '/en/partners/kerguelen/', '/fr/', '/en/', '/fr/directory/']) {
        await page.goto(server.origin + address, { waitUntil: 'load' });
        const waited = await page.evaluate((long) => {
          const loaded = performance.getEntriesByType('resource');
          return loaded.filter((it) => it.requestStart - it.startTime > long).map((it) => it.name);
        }, STALLED);
        stalled.push(...waited);
      }
    }),
  );
  assert.deepEqual(stalled, []);
});

test('a project that never was whole shows its problems, then its site', async (t) => {
  const folder = project(t);
  const home = join(folder, HOME);
  const good = readFileSync(home, 'utf8');
  writeFileSync(home, good.replace('title =', 'titel ='));
  const server = await preview(t, folder);
  const { page } = await open(t, browser, server.origin);
  await page.goto(`${server.origin}/en/`);
  await page.locator('h1', { hasText: 'no website' }).waitFor();
  await page.getByText(`${HOME}:`).first().waitFor();
  writeFileSync(home, good);
  await page.locator('vitrine-preview, main').first().waitFor();
  await page.locator('a[href="/en/directory/"]').first().waitFor();
});

test('a page that outlived the preview says so', async (t) => {
  const folder = project(t);
  const server = await preview(t, folder);
  const { page } = await open(t, browser, server.origin);
  await page.goto(`${server.origin}/en/`);
  await page.locator('a[href="/en/directory/"]').first().waitFor();
  // With its script.
  await page.waitForLoadState('load');
  await server.stop();
  await page.locator('vitrine-preview').getByText('The preview has ended').waitFor();
});

test('nothing of the preview is in the files of the site', (t) => {
  const folder = project(t);
  const site = build(folder);
  for (const address of addresses(site)) {
    assert.doesNotMatch(readFileSync(`${site}${address}index.html`, 'utf8'), /\.vitrine|vitrine-preview/, address);
  }
  assert.ok(readdirSync(site).includes('.vitrine'), 'the list of what was written');
});

test('what wants to be looked after is told of quietly, on the page that it is about', async (t) => {
  const folder = project(t);
  const record = join(folder, 'partners/fr/kerguelen.toml');
  writeFileSync(record, readFileSync(record, 'utf8').replace(/^last_verified = .*$/m, 'last_verified = 2024-02-29'));
  const server = await preview(t, folder);
  const { page, troubles } = await open(t, browser, server.origin, { expected: [/503/] });
  await page.goto(`${server.origin}/en/partners/kerguelen/`);
  const strip = page.locator('vitrine-preview');
  const summary = strip.locator('.strip > details > summary');
  await summary.getByText('1 thing to look after here').waitFor();
  const stale = strip.getByText('the record was last verified on 2024-02-29, more than a year ago');
  assert.equal(await stale.isVisible(), false);
  await summary.click();
  await stale.waitFor();
  await strip.getByText('partners/fr/kerguelen.toml:').waitFor();
  const heading = strip.getByText('record wants to be verified again');
  assert.equal(await heading.isVisible(), false);
  await strip.getByText('to look after in the catalogue').click();
  await heading.waitFor();

  await page.goto(`${server.origin}/en/about/`);
  await strip.getByText('to look after in the catalogue').waitFor();
  assert.doesNotMatch(await summary.innerText(), /look after/);
  writeFileSync(record, readFileSync(record, 'utf8').replace(/^types = .*$/m, 'types = ["intgrator"]'));
  await strip.locator('.strip.error').waitFor();
  assert.equal(await strip.locator('.upkeep').count(), 0, 'first things first');
  assert.deepEqual(troubles, []);
});
