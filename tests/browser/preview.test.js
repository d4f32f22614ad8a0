// `vitrine serve` as an editor uses it: pages follow what is saved, and show its problems.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync, readdirSync } from 'node:fs';
import { createServer } from 'node:http';
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

test('a save with an error shows the problem, and a corrected one reloads the page at the same position', async (t) => {
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
  // A mouse click might scroll the element into view.
  await summary.dispatchEvent('click');
  await strip.getByText(`${HOME}:`).first().waitFor();
  assert.ok(await page.evaluate(() => window.marked), 'the page is not reloaded');
  assert.equal(await page.evaluate(() => scrollY), middle, 'the page does not scroll');

  const corrected = title.replace(/.$/, '!');
  writeFileSync(home, good.replace(title, corrected));
  await page.locator('h1', { hasText: corrected }).waitFor();
  await page.waitForFunction(() => document.readyState === 'complete');
  assert.equal(await strip.locator('.strip.error').count(), 0);
  await strip.locator('.strip:is(.calm, .warning) > details > summary').waitFor();
  const now = await page.evaluate(() => scrollY);
  assert.ok(Math.abs(now - middle) < 10, `${now} was ${middle}`);
  assert.deepEqual(troubles, []);
});

test('problems are still shown after a reload and on other pages', async (t) => {
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

test('the list of problems stays open, whenever it was opened', async (t) => {
  const folder = project(t);
  const server = await preview(t, folder);
  const { page } = await open(t, browser, server.origin);
  const record = join(folder, 'partners/fr/kerguelen.toml');
  const good = readFileSync(record, 'utf8');
  const wrong = (type) => writeFileSync(record, good.replace('types = [', `types = ["${type}", `));
  await page.goto(`${server.origin}/en/`);
  await page.locator('a[href="/en/directory/"]').first().waitFor();
  const strip = page.locator('vitrine-preview');
  const summary = strip.locator('.strip > details > summary');
  await summary.waitFor();
  const isOpen = () => strip.locator('.strip > details').evaluate((details) => details.open);

  // An event arrives between the two halves of the click.
  await summary.hover();
  await page.mouse.down();
  wrong('first');
  await summary.getByText('unknown type of partner first').waitFor();
  await page.mouse.up();
  await strip.locator('.problems').getByText('unknown type of partner first').waitFor();
  // And just after it: the list is the one that was opened, with the focus in it.
  await strip.locator('.list').evaluate((list) => {
    list.marked = true;
    list.focus();
  });
  wrong('second');
  await strip.locator('.problems').getByText('unknown type of partner second').waitFor();
  assert.ok(await strip.locator('.list').evaluate((list) => list.marked && list.matches(':focus')));
  // Closed, then opened, just before the page reloads: no event has reached the script.
  await summary.click();
  await summary.evaluate((element) => {
    element.click();
    location.reload();
  });
  await strip.locator('.problems').getByText('unknown type of partner second').waitFor();
  await summary.click();
  assert.equal(await isOpen(), false);

  // A page whose script has not arrived yet.
  let release;
  const released = new Promise((resolve) => (release = resolve));
  await page.route('**/.vitrine/preview.js', async (route) => {
    await released;
    await route.continue();
  });
  await page.goto(`${server.origin}/en/directory/`, { waitUntil: 'commit' });
  await summary.click();
  await strip.locator('.problems').getByText('unknown type of partner second').waitFor();
  release();
  await page.waitForLoadState('load');
  await page.waitForFunction(() => sessionStorage.getItem('vitrine-open') === 'yes');
  assert.equal(await isOpen(), true);
});

test('a saved record opens its profile, unless this is turned off', async (t) => {
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
  await page.locator('vitrine-preview').getByLabel('Ouvrir la page modifiée').uncheck();
  writeFileSync(record, named('Aaa Second Name'));
  await page.locator('main').getByText('Aaa Second Name').first().waitFor();
  assert.match(page.url(), /\/fr\/directory\/$/, 'the directory stays open');
  assert.deepEqual(troubles, []);
});

test('the strip links to the paper catalogue and back', async (t) => {
  const folder = project(t);
  const server = await preview(t, folder, { paper: true });
  const { page, troubles } = await open(t, browser, server.origin, { expected: [/503/] });
  await page.goto(`${server.origin}/fr/directory/`);
  // Not the page that waits for the first version, which reloads itself.
  await page.locator('main .cards').waitFor();
  await page.locator('vitrine-preview .strip > details > summary').click();
  await page.locator('vitrine-preview').getByText('Catalogue papier').click();
  // Typesetting the volume may take longer.
  await page.waitForURL('**/.vitrine/paper?from=/fr/directory/', { waitUntil: 'commit' });
  const images = page.locator('main img');
  await images.first().waitFor();
  assert.equal(await images.first().getAttribute('src'), '/.vitrine/paper/catalogue-fr.pdf/1.svg');
  assert.ok((await images.count()) > 10);
  const shown = () =>
    page.waitForFunction(() => {
      const inView = [...document.querySelectorAll('main img')].filter((image) => {
        const { top, bottom } = image.getBoundingClientRect();
        return bottom > 0 && top < innerHeight;
      });
      return inView.length > 0 && inView.every((image) => image.complete && image.naturalWidth > 0);
    });
  await shown();
  assert.ok(
    await images.last().evaluate((image) => !image.complete || image.naturalWidth === 0),
    'pages out of view are not rendered',
  );
  await images.nth(6).scrollIntoViewIfNeeded();
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

  await page.getByLabel('Édition').selectOption('catalogue-de.pdf');
  await page.getByText('Afficher', { exact: true }).click();
  await page.locator('main img[src="/.vitrine/paper/catalogue-de.pdf/1.svg"]').waitFor();
  await shown();
  const pdf = await page.getByText('en PDF').getAttribute('href');
  assert.equal(pdf, '/paper/catalogue-de.pdf');
  assert.deepEqual(troubles, []);

  await page.locator('vitrine-preview').getByText('Page web').click();
  await page.waitForURL('**/fr/directory/');
});

test('no browser waits for a connection', async (t) => {
  const folder = project(t);
  const server = await preview(t, folder);
  const { page: first } = await open(t, browser, server.origin);
  await first.goto(`${server.origin}/en/`);
  await first.locator('a[href="/en/directory/"]').first().waitFor();
  const stalled = [];
  // A connection that is queued behind an idle one waits until that one is closed: for minutes, not seconds.
  const STALLED = 20_000;
  // Each in its own profile, with its own connections, while the first pages stay open.
  await Promise.all(
    [0, 1, 2, 3].map(async () => {
      const { page } = await open(t, browser, server.origin);
      for (const address of ['/en/', '/en/directory/', '/en/partners/kerguelen/', '/fr/', '/en/', '/fr/directory/']) {
        await page.goto(server.origin + address, { waitUntil: 'load' });
        const waited = await page.evaluate((long) => {
          const loaded = performance.getEntriesByType('resource');
          return loaded.filter((entry) => entry.requestStart - entry.startTime > long).map((entry) => entry.name);
        }, STALLED);
        stalled.push(...waited);
      }
    }),
  );
  assert.deepEqual(stalled, []);
});

test('a project with errors from the start shows its problems, then its site', async (t) => {
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

test('a page says when the preview has ended', async (t) => {
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

test('other websites can link to the preview, but neither load nor frame it', async (t) => {
  const folder = project(t);
  const server = await preview(t, folder, { paper: true });
  const image = `${server.origin}/.vitrine/paper/catalogue-en.pdf/1.svg`;
  const foreign = createServer((_, response) => {
    response.setHeader('Content-Type', 'text/html');
    response.end(
      `<img id="image" src="${image}"><script src="${server.origin}/.vitrine/preview.js"></script>` +
        `<iframe src="${server.origin}/en/"></iframe><a href="${server.origin}/en/">the preview</a>`,
    );
  });
  await new Promise((resolve) => foreign.listen(0, '127.0.0.1', resolve));
  t.after(() => foreign.close());
  const { page } = await open(t, browser, server.origin);
  await page.goto(`${server.origin}/en/`);
  await page.locator('a[href="/en/directory/"]').first().waitFor();
  const statuses = [];
  page.on('response', (response) => {
    if (response.url().startsWith(server.origin)) statuses.push(response.status());
  });
  // Another site, and another port of this machine, which is the same site for a browser.
  for (const host of ['localhost', '127.0.0.1']) {
    await page.goto('about:blank');
    statuses.length = 0;
    await page.goto(`http://${host}:${foreign.address().port}/`);
    assert.equal(await page.locator('#image').evaluate((element) => element.naturalWidth), 0);
    assert.deepEqual([...new Set(statuses)], [403]);
    // The browser shows an error in the frame.
    assert.equal(await page.frameLocator('iframe').locator('a[href="/en/directory/"]').count(), 0);
    const read = (url) => page.evaluate((url) => fetch(url).then((answer) => answer.text(), () => 'refused'), url);
    assert.equal(await read(`${server.origin}/en/`), 'refused');
    await page.getByText('the preview').click();
    await page.locator('a[href="/en/directory/"]').first().waitFor();
  }
});

test('built files contain nothing of the preview', (t) => {
  const folder = project(t);
  const site = build(folder);
  for (const address of addresses(site)) {
    assert.doesNotMatch(readFileSync(`${site}${address}index.html`, 'utf8'), /\.vitrine|vitrine-preview/, address);
  }
  assert.ok(readdirSync(site).includes('.vitrine'), 'the manifest');
});

test('maintenance warnings are folded, on the page that they are about', async (t) => {
  const folder = project(t);
  const record = join(folder, 'partners/fr/kerguelen.toml');
  writeFileSync(record, readFileSync(record, 'utf8').replace(/^last_verified = .*$/m, 'last_verified = 2024-02-29'));
  const server = await preview(t, folder);
  const { page, troubles } = await open(t, browser, server.origin, { expected: [/503/] });
  await page.goto(`${server.origin}/en/partners/kerguelen/`);
  const strip = page.locator('vitrine-preview');
  const summary = strip.locator('.strip > details > summary');
  await summary.getByText('1 maintenance warning for this page').waitFor();
  const stale = strip.getByText('the record was last verified on 2024-02-29, more than a year ago');
  assert.equal(await stale.isVisible(), false);
  await summary.click();
  await stale.waitFor();
  await strip.getByText('partners/fr/kerguelen.toml:').waitFor();
  const heading = strip.getByText('record is due for verification');
  assert.equal(await heading.isVisible(), false);
  await strip.getByText(/maintenance warnings? in the catalogue/).click();
  await heading.waitFor();

  await page.goto(`${server.origin}/en/about/`);
  await strip.getByText(/maintenance warnings? in the catalogue/).waitFor();
  assert.doesNotMatch(await summary.innerText(), /maintenance warning/);
  writeFileSync(record, readFileSync(record, 'utf8').replace(/^types = .*$/m, 'types = ["intgrator"]'));
  await strip.locator('.strip.error').waitFor();
  assert.equal(await strip.locator('.maintenance').count(), 0, 'errors come first');
  assert.deepEqual(troubles, []);
});
