// The benefits for one type of partner and one country, and the changes between tiers.
import assert from 'node:assert/strict';
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { after, before, test } from 'node:test';

import { violations } from './lib/axe.js';
import { launch, open } from './lib/browser.js';
import { build, project } from './lib/project.js';
import { serve } from './lib/static-server.js';

const BENEFITS = '/en/programmes/solutions/benefits/';

const copy = project({ after });
let host;
let browser;

before(async () => {
  // In the demo no country changes benefits; here one does.
  const folder = `${copy}/content/programmes/solutions`;
  const programme = readFileSync(`${folder}/programme.toml`, 'utf8');
  writeFileSync(`${folder}/programme.toml`, programme.replace('"budget"]', '"budget", "benefits"]'));
  appendFileSync(`${folder}/countries/IT.toml`, '\n[benefits.training-seats]\nvalue = { gold = 10 }\n');
  host = await serve(build(copy));
  browser = await launch();
});

after(async () => {
  await browser?.close();
  host?.close();
});

/** The visible values of a benefit, tier by tier. */
const values = (page, benefit) => page.locator(`#benefit-${benefit} td`).allInnerTexts();

test('type and country change the values, which show the general value', async (t) => {
  const { page, troubles } = await open(t, browser, host.origin);
  await page.goto(host.origin + BENEFITS);
  const general = await values(page, 'training-seats');
  assert.deepEqual(general, ['1', '3', '8', 'unlimited']);

  await page.getByLabel('Type of partner', { exact: true }).selectOption('distributor');
  const [bronze, silver, gold] = await values(page, 'training-seats');
  assert.equal(bronze, '1');
  assert.match(silver, /^6\s+In general: 3$/);
  assert.match(gold, /^16\s+In general: 8$/);
  assert.equal(new URL(page.url()).search, '?type=distributor');

  await page.getByLabel('Country', { exact: true }).selectOption('IT');
  assert.match((await values(page, 'training-seats'))[2], /^10\s+In general: 8$/);
  assert.equal(new URL(page.url()).search, '?type=distributor&country=IT');

  await page.getByLabel('Type of partner', { exact: true }).selectOption('');
  await page.getByLabel('Country', { exact: true }).selectOption('');
  assert.deepEqual(await values(page, 'training-seats'), general);
  assert.equal(new URL(page.url()).search, '');
  assert.deepEqual(troubles, []);
});

test('the selection is in the address; an unknown one is ignored', async (t) => {
  const { page, troubles } = await open(t, browser, host.origin);
  await page.goto(`${host.origin}${BENEFITS}?type=consultant&country=nowhere`);
  assert.equal(await page.getByLabel('Type of partner', { exact: true }).inputValue(), 'consultant');
  assert.equal(await page.getByLabel('Country', { exact: true }).inputValue(), '');
  assert.match((await values(page, 'qualified-leads'))[1], /^2\s+In general: 4$/);
  assert.match(await page.locator('#matrix [role="status"]').innerText(), /^\d+ values? differs? from the general rule\./);
  assert.deepEqual(troubles, []);
});

test('without JavaScript the differences are in tables', async (t) => {
  const { page, troubles } = await open(t, browser, host.origin, { javaScriptEnabled: false });
  await page.goto(`${host.origin}${BENEFITS}?type=consultant`);
  assert.equal(await page.locator('#matrix').isVisible(), false);
  assert.deepEqual(await values(page, 'training-seats'), ['1', '3', '8', 'unlimited']);
  assert.equal(await page.locator('#type-consultant').isVisible(), true);
  assert.deepEqual(troubles, []);
});

test('the step to the next tier shows new and extended benefits and requirements', async (t) => {
  const { page, troubles } = await open(t, browser, host.origin);
  await page.goto(`${host.origin}/en/programmes/solutions/tiers/gold/`);
  const step = page.getByRole('region', { name: 'From Silver to Gold' });
  const text = (await step.innerText()).replace(/\s+/g, ' ');
  for (const part of ['new benefits', 'extended benefits', 'stricter criteria', 'Free training seats 3 → becomes 8', 'Yearly revenue €50,000 → becomes €150,000']) {
    assert.ok(text.includes(part), `${part} is not in ${text}`);
  }
  await page.goto(`${host.origin}/en/programmes/solutions/tiers/bronze/`);
  assert.equal(await page.locator('#step').count(), 0, 'there is nothing below the lowest tier');
  assert.deepEqual(troubles, []);
});

for (const colorScheme of ['light', 'dark']) {
  test(`a selection is accessible at 320 px, ${colorScheme}`, async (t) => {
    const { page, troubles } = await open(t, browser, host.origin, { viewport: { width: 320, height: 640 }, colorScheme });
    await page.goto(`${host.origin}${BENEFITS}?type=opinion-leader`);
    await page.locator('td.differs').first().waitFor();
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 320);
    assert.deepEqual(await violations(page), []);
    assert.deepEqual(troubles, []);
  });
}

test('on a phone, heads stand above their columns, and the current tab is in sight', async (t) => {
  const { page, troubles } = await open(t, browser, host.origin, { viewport: { width: 390, height: 844 } });
  await page.goto(host.origin + BENEFITS);
  const middles = (cells) => cells.map((cell) => Math.round(cell.getBoundingClientRect().left + cell.clientWidth / 2));
  const heads = await page.locator('.matrix').first().locator('> thead th:not(:first-child)').evaluateAll(middles);
  const columns = await page.locator('.matrix tr[id^="benefit-"]').first().locator('td').evaluateAll(middles);
  assert.equal(heads.length, columns.length);
  heads.forEach((head, at) => assert.ok(Math.abs(head - columns[at]) <= 2, `${heads} above ${columns}`));
  const parts = await page.locator('.parts a').evaluateAll((links) => links.map((link) => link.href));
  for (const address of parts.filter((address) => !address.includes('#'))) {
    await page.goto(address);
    const isInSight = async () => {
      const { x, width } = await page.locator('.parts [aria-current]').first().boundingBox();
      assert.ok(x >= 0 && x + width <= 390, `${address}: ${x}`);
    };
    await isInSight();
    await page.evaluate(() => {
      document.documentElement.dir = 'rtl';
      return import(`${document.querySelector('script[src*="tabs"]').src}?again`);
    });
    await isInSight();
  }
  assert.deepEqual(troubles, []);
});
