// A profile: contact comes first, and stays; the tier says what it requires. The page for partners' own websites.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { launch, open } from './lib/browser.js';
import { build, project } from './lib/project.js';
import { serve } from './lib/static-server.js';

const PROFILE = '/en/partners/kerguelen/';
const PHONE = { width: 390, height: 844 };
const WIDE = { width: 1280, height: 800 };

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

/** The part of an element that is on the screen and not covered, by its middle. */
const isOnTop = (locator) =>
  locator.evaluate((node) => {
    const { left, top, width, height } = node.getBoundingClientRect();
    const hit = document.elementFromPoint(left + width / 2, top + height / 2);
    return node === hit || node.contains(hit);
  });

test('on a phone, a bar with the ways of contact stays at the bottom', async (t) => {
  const { page, troubles } = await open(t, browser, host.origin, { viewport: PHONE });
  await page.goto(host.origin + PROFILE);
  const bar = page.locator('.contact-bar');
  await bar.locator('.keep').waitFor();
  assert.equal(await bar.getByRole('link', { name: 'Contact' }).getAttribute('href'), '/en/message/?to=kerguelen');
  assert.match(await bar.getByRole('link', { name: 'Call' }).getAttribute('href'), /^tel:\+33/);
  for (const y of [0, 900, 100_000]) {
    await page.evaluate((to) => scrollTo(0, to), y);
    const box = await bar.boundingBox();
    assert.ok(box.x === 0 && box.width === PHONE.width && Math.abs(box.y + box.height - PHONE.height) <= 1, JSON.stringify(box));
    for (const control of await bar.locator('a, button').all()) {
      assert.ok(await isOnTop(control));
      const { height, width } = await control.boundingBox();
      assert.ok(height >= 44 && width >= 44, `${width} × ${height}`);
    }
  }
  // At the end of the page nothing is hidden behind it, and of the shortlist only its counter is above it.
  const foot = await page.locator('.bottom').evaluate((node) => node.getBoundingClientRect().bottom);
  assert.ok(foot <= (await bar.boundingBox()).y + 1);
  await bar.locator('.keep').click();
  assert.equal(await bar.locator('.keep').getAttribute('aria-pressed'), 'true');
  const shortlist = await page.locator('#shortlist').boundingBox();
  assert.ok(shortlist.y + shortlist.height <= (await bar.boundingBox()).y + 1);
  assert.ok(shortlist.width < 200, `${shortlist.width}`);
  const shown = page.locator('#shortlist :is(a, button)').filter({ visible: true });
  assert.deepEqual(await shown.allTextContents(), ['Compare (1)']);
  assert.ok(await isOnTop(shown.first()));
  assert.match(await shown.first().getAttribute('href'), /\/en\/compare\/$/);
  assert.deepEqual(troubles, []);
});

test('the bar has only what exists', async (t) => {
  const { page, troubles } = await open(t, browser, host.origin, { viewport: PHONE, javaScriptEnabled: false });
  const profiles = await page.request.get(`${host.origin}/api/v1/partners.json`).then((answer) => answer.json());
  for (const { id } of profiles.partners.slice(0, 20)) {
    const { partner } = await page.request.get(`${host.origin}/api/v1/partners/${id}.json`).then((answer) => answer.json());
    await page.goto(`${host.origin}/en/partners/${id}/`);
    const shown = (name) => page.locator('.contact-bar').getByRole('link', { name, exact: true }).count();
    assert.equal(await shown('Contact'), partner.contacts.some((it) => it.email) ? 1 : 0, id);
    assert.equal(await shown('Call'), partner.contacts.some((it) => it.phone) ? 1 : 0, id);
  }
  assert.deepEqual(troubles, []);
});

test('on a wide screen the panel stays, and its first button is contact', async (t) => {
  const { page, troubles } = await open(t, browser, host.origin, { viewport: WIDE });
  await page.goto(host.origin + PROFILE);
  const panel = page.locator('.panel');
  const first = panel.locator('a.button').first();
  assert.match(await first.getAttribute('href'), /\/message\/\?to=/);
  const { y, height } = await first.boundingBox();
  assert.ok(y + height <= WIDE.height, `${y}`);
  await page.evaluate(() => scrollTo(0, 1200));
  assert.ok(await isOnTop(first));
  assert.equal(await page.locator('.contact-bar').isVisible(), false);
  assert.deepEqual(troubles, []);
});

test('the tier opens what it requires, in figures', async (t) => {
  const { page, troubles } = await open(t, browser, host.origin, { viewport: PHONE, javaScriptEnabled: false });
  await page.goto(host.origin + PROFILE);
  const tier = page.locator('.panel .means');
  assert.equal(await tier.getByText('Customer satisfaction').isVisible(), false);
  await tier.locator('summary').click();
  assert.match((await tier.innerText()).replace(/\s+/g, ' '), /Customer satisfaction 8\b/);
  await tier.getByRole('link').click();
  await page.waitForURL(`${host.origin}/en/programmes/solutions/tiers/gold/`);
  assert.deepEqual(troubles, []);
});

test('offices are on a map, each in its place', async (t) => {
  const { page, troubles } = await open(t, browser, host.origin, { viewport: WIDE });
  await page.goto(host.origin + PROFILE);
  const pins = await page.locator('.office-map circle').evaluateAll((all) => all.map((pin) => [Number(pin.getAttribute('cx')), Number(pin.getAttribute('cy'))]));
  assert.equal(pins.length, 3);
  const [[rennes], [, nantes], [brussels, north]] = pins;
  assert.ok(rennes < brussels && north < nantes);
  assert.deepEqual(troubles, []);
});

test('a partner copies its card from one page', async (t) => {
  const { page, troubles } = await open(t, browser, host.origin, { viewport: WIDE, expected: [/404/] });
  await page.goto(host.origin + PROFILE);
  assert.equal(await page.locator('.snippet').count(), 0);
  await page.getByRole('link', { name: 'Show this card on your website' }).click();
  await page.waitForURL(`${host.origin}/en/for-partners/#card`);
  const code = page.locator('.snippet').first();
  await page.locator('[data-hook="card-preview"]').waitFor();
  assert.match(await code.innerText(), /en\/partners\/kerguelen\/card\/" title="Kerguelen Conseil"/);
  const card = await page.request.get(host.origin + (await page.locator('[data-hook="card-preview"]').getAttribute('href')));
  assert.equal(card.status(), 200);
  await page.locator('#card-id').fill('no-such-partner');
  await page.keyboard.press('Tab');
  await page.getByText('No partner in this catalogue').waitFor();
  assert.doesNotMatch(await code.innerText(), /kerguelen|no-such-partner/);
  assert.deepEqual(troubles, []);
});
