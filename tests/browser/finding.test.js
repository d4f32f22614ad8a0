// Finding help in the directory: the first screen, reasons, near matches, places, suggestions, the dense list.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { violations } from './lib/axe.js';
import { launch, open, watchShifts } from './lib/browser.js';
import { build, others, project } from './lib/project.js';
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

async function visit(t, address, options = {}) {
  const { page, troubles } = await open(t, browser, host.origin, { viewport: WIDE, ...options });
  await watchShifts(page);
  await page.goto(host.origin + address);
  await page.waitForLoadState('networkidle');
  return { page, troubles };
}

const names = (page) => page.locator('#results > .cards .card h3 a').allTextContents();
const why = (page, name) => page.locator('#results .card', { has: page.locator('h3 a', { hasText: name }) }).locator('.why').innerText();
const plain = (text) => text.replace(/\s+/g, ' ').trim();
const shown = (page) => page.locator('#results .card:not([aria-busy])').first().waitFor();

/** The upper edge of the first card, and how many cards are whole above the edge of the window or of what covers it. */
function firstScreen(page) {
  return page.evaluate(() => {
    const dock = document.querySelector('.dock').getBoundingClientRect();
    const end = dock.height > 0 ? dock.top : innerHeight;
    const cards = [...document.querySelectorAll('#results .card')].map((card) => card.getBoundingClientRect());
    return { top: cards[0].top + scrollY, all: cards.length, whole: cards.filter(({ bottom }) => bottom <= end).length, width: document.documentElement.scrollWidth };
  });
}

const LISTS = ['/directory/', '/directory/country/be/', '/directory/country/be/specialization/supply-chain/', '/directory/?country=be', '/directory/?q=data&country=fr&language=fr', '/directory/?country=be&specialization=data-migration', '/directory/?near=Gent'];

for (const lang of ['en', 'de', 'fr']) {
  test(`the first screen has results (${lang})`, async (t) => {
    for (const address of LISTS) {
      const { page, troubles } = await visit(t, `/${lang}${address}`);
      await shown(page);
      const wide = await firstScreen(page);
      assert.ok(wide.top <= 260, `${address}: results begin at ${wide.top} px`);
      assert.ok(wide.whole >= Math.min(4, wide.all), `${address}: ${wide.whole} whole cards`);
      await page.setViewportSize(PHONE);
      const narrow = await firstScreen(page);
      assert.ok(narrow.whole >= Math.min(2, narrow.all), `${address}: ${narrow.whole} whole cards on a phone, from ${narrow.top}`);
      assert.equal(narrow.width, PHONE.width, address);
      assert.deepEqual(troubles, []);
    }
  });
}

test('the dense list has eight lines on the first screen, its address keeps it, and it needs no script', async (t) => {
  const { page, troubles } = await visit(t, '/en/directory/?country=fr');
  await shown(page);
  await page.locator('.views').getByText('List').click();
  await page.waitForURL(/view=list/);
  const { whole } = await firstScreen(page);
  assert.ok(whole >= 8, `${whole} lines`);
  await page.reload();
  await shown(page);
  await page.waitForFunction(() => document.querySelector('.views [value="list"]').checked);
  const { page: still } = await visit(t, '/en/directory/', { javaScriptEnabled: false });
  await still.locator('.views').getByText('List').click();
  assert.ok((await firstScreen(still)).whole >= 8);
  assert.deepEqual(troubles, []);
});

test('a card has what the partner can do, and says why it is there', async (t) => {
  const { page } = await visit(t, '/en/directory/country/be/', { javaScriptEnabled: false });
  const card = page.locator('.card', { has: page.locator('h3 a', { hasText: 'Kerguelen Conseil' }) });
  const text = plain(await card.innerText());
  for (const part of ['Gold', 'Bruxelles, Belgium · head office in Rennes', 'Data migration Expert, France', 'Supply chain Practitioner', '16 certified', '2 references', 'FR EN', 'Matches: office in Bruxelles']) {
    assert.ok(text.includes(part), `${part} in ${text}`);
  }
  assert.ok((await card.locator('.card-languages .visually-hidden').textContent()).includes('French'));
});

test('static pages and the script give the same cards, reasons and order', async (t) => {
  for (const [address, query] of [['/country/be/', 'country=be'], ['/country/be/specialization/supply-chain/', 'country=be&specialization=supply-chain'], ['/language/nl/', 'language=nl'], ['/level/expert/', 'level=expert'], ['/type/consultant/', 'type=consultant']]) {
    for (const lang of ['en', 'fr', 'de']) {
      const { page: still } = await visit(t, `/${lang}/directory${address}`, { javaScriptEnabled: false });
      const { page: made } = await visit(t, `/${lang}/directory/?${query}`);
      await made.waitForFunction(() => document.querySelector('#results .card') && !document.querySelector('#results .card[aria-busy]'));
      const cards = (page) =>
        page.evaluate(() =>
          [...document.querySelectorAll('#results > .cards .card')].map((card) => {
            const copy = card.cloneNode(true);
            for (const it of copy.querySelectorAll('.keep, svg')) it.remove();
            for (const it of [copy, ...copy.querySelectorAll('*')]) {
              const sorted = [...it.attributes].map(({ name, value }) => [name, value]).sort();
              for (const [name] of sorted) it.removeAttribute(name);
              for (const [name, value] of sorted) it.setAttribute(name, value);
            }
            return copy.outerHTML.replace(/>\s+</g, '><');
          }),
        );
      const [a, b] = await Promise.all([cards(still), cards(made)]);
      assert.ok(a.length > 0, address);
      assert.deepEqual(b, a, `${lang} ${address}`);
      assert.equal(plain(await made.locator('.sort-rule').innerText()), plain(await still.locator('.sort-rule').innerText()));
      await Promise.all([still.close(), made.close()]);
    }
  }
});

test('those that lack one choice come close, and say which', async (t) => {
  const { page, troubles } = await visit(t, '/en/directory/?country=be&specialization=data-migration');
  await page.locator('.close .card').first().waitFor();
  const full = await names(page);
  assert.match(plain(await page.locator('#count').innerText()), new RegExp(`^${full.length} partner`));
  const lacking = plain(await why(page, 'Kerguelen Conseil'));
  assert.equal(lacking, 'Matches: office in Bruxelles Lacks: Data migration (valid elsewhere: France)');
  for (const text of await page.locator('.close .why').allInnerTexts()) assert.match(text, /Lacks:/);
  await page.waitForFunction(() => /come close/.test(document.getElementById('announcement').textContent));
  assert.deepEqual(await violations(page), []);
  assert.deepEqual(troubles, []);
});

test('a city says where help is needed, as its country does: what is valid elsewhere is lacking', async (t) => {
  const warning = 'Lacks: Data migration (valid elsewhere: France)';
  const { page, troubles } = await visit(t, '/en/directory/?specialization=data-migration&language=fr&near=Bruxelles%2C+be');
  await page.locator('.close .card').first().waitFor();
  assert.deepEqual((await names(page)).sort(), ['Leieboog', 'Marelle & Compas']);
  assert.ok(plain(await why(page, 'Kerguelen Conseil')).endsWith(warning));
  // Who does not have it at all does not come close, however near.
  for (const text of await page.locator('.close .why').allInnerTexts()) assert.doesNotMatch(plain(text), /Lacks: Data migration$/);
  // However many match, the partners of the country that have it elsewhere are shown.
  for (const [need, name, least] of [['data-migration', 'Kerguelen Conseil', 1], ['cloud-operations', 'Marelle & Compas', 4]]) {
    await page.goto(`${host.origin}/en/directory/?specialization=${need}&near=Bruxelles%2C+be`);
    await page.locator('.close .card').first().waitFor();
    const matching = await names(page);
    assert.ok(matching.length > least && !matching.includes(name), matching.join());
    assert.match(plain(await why(page, name)), /Lacks: .* \(valid elsewhere: France\)$/);
    const counted = await page.locator(`.facets-sheet [data-facet="specialization"] [data-value="${need}"] .count > :first-child`).textContent();
    assert.equal(Number(counted), matching.length);
  }
  // Words are asked like filters.
  await page.goto(`${host.origin}/en/directory/?q=data+migration&near=Bruxelles%2C+be`);
  await shown(page);
  assert.ok(plain(await why(page, 'Kerguelen Conseil')).includes(warning));
  assert.deepEqual(troubles, []);
});

test('who does not have the need is no near miss, and what was not asked for is no lack', async (t) => {
  const { page, troubles } = await visit(t, '/en/directory/?specialization=data-migration&country=be&language=fr');
  await page.locator('.close .card').first().waitFor();
  for (const text of await page.locator('.close .why').allInnerTexts()) assert.doesNotMatch(plain(text), /Lacks: Data migration$/);
  const level = await page.locator('.facets-sheet [name=tier], .facets-sheet [name=type]').first().evaluate(({ name, value }) => `${name}=${value}`);
  for (const query of ['q=data&country=cz', 'q=data&country=be', `q=data&country=cz&${level}`]) {
    await page.goto(`${host.origin}/en/directory/?${query}`);
    await shown(page);
    for (const text of await page.locator('#results .why').allInnerTexts()) assert.doesNotMatch(plain(text), /Lacks:.*valid elsewhere/, query);
  }
  // The whole name asks for it.
  await page.goto(`${host.origin}/en/directory/?q=data+migration&country=be`);
  await shown(page);
  assert.match(plain(await why(page, 'Kerguelen Conseil')), /Lacks: Data migration \(valid elsewhere: France\)/);
  assert.deepEqual(troubles, []);
});

test('a word that no partner has does not empty the page; the nearest word is offered', async (t) => {
  const { page, troubles } = await visit(t, '/en/directory/?q=data+migration+xyzzyq');
  await shown(page);
  assert.ok((await names(page)).length > 0);
  assert.match(plain(await page.locator('.forgiven').innerText()), /No partner has “xyzzyq”\. No partner has all of your words/);
  for (const text of await page.locator('#results .why').allInnerTexts()) assert.match(text, /Lacks: “xyzzyq”/);
  await page.locator('#q').fill('miggratoin brussels');
  const offer = page.locator('.forgiven a');
  await offer.waitFor();
  assert.equal(await offer.textContent(), 'migration brussels');
  await offer.click();
  await page.waitForURL(/q=migration\+brussels/);
  assert.deepEqual(troubles, []);
});

test('the choices of own fields are found', async (t) => {
  const { page } = await visit(t, '/en/directory/?q=remote');
  await shown(page);
  assert.ok((await page.locator('#results .why').allInnerTexts()).some((text) => /[Rr]emote/.test(text)));
});

test('near a city, the nearest office is first, with its distance; nothing is asked elsewhere', async (t) => {
  const { page, troubles } = await visit(t, '/en/directory/');
  await page.locator('#near').fill('9000 Gent');
  await page.keyboard.press('Enter');
  await page.waitForURL(/near=/);
  await page.locator('.distance').first().waitFor();
  const far = (await page.locator('#results .distance').allInnerTexts()).map((text) => Number.parseInt(text.replace(/\D/g, ''), 10));
  assert.ok(far.length > 10 && far[0] < 80, JSON.stringify(far));
  assert.deepEqual(far, [...far].sort((a, b) => a - b));
  assert.match(plain(await page.locator('.sort-rule').innerText()), /nearest office to Gent first/);
  assert.equal(await page.locator('#sort').inputValue(), 'near');
  await page.reload();
  await page.locator('.distance').first().waitFor();
  await page.locator('#near').fill('Nowhereville');
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => /No place named “Nowhereville”/.test(document.querySelector('.sort-rule').textContent));
  await page.locator('#near').fill('Belgium');
  await page.keyboard.press('Enter');
  await page.waitForURL((url) => url.search === '?country=be');
  assert.deepEqual(troubles, []);
});

test('cities with the same name are distinguished', async (t) => {
  const { page, troubles } = await visit(t, '/en/directory/');
  await page.locator('#near').pressSequentially('Neustadt');
  await page.locator('#near-suggestions [role="option"]').nth(1).waitFor();
  const offered = await page.locator('#near-suggestions [role="option"] > span:first-child').allTextContents();
  assert.equal(new Set(offered).size, offered.length, offered.join(' | '));
  assert.ok(offered.every((text) => text.includes(', ')), offered.join(' | '));
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.waitForURL(/near=/);
  assert.deepEqual(troubles, []);
});

test('suggestions are a combobox, by keyboard and by touch; Enter without a selection searches', async (t) => {
  const { page, troubles } = await visit(t, '/en/directory/');
  const input = page.locator('#q');
  await input.focus();
  await input.pressSequentially('data');
  const options = page.locator('#q-suggestions [role="option"]');
  await options.first().waitFor();
  assert.equal(await input.getAttribute('aria-expanded'), 'true');
  assert.deepEqual(await violations(page), []);
  await page.waitForFunction(() => /partner.*suggestion/.test(document.getElementById('announcement').textContent));
  await page.keyboard.press('ArrowDown');
  assert.equal(await input.getAttribute('aria-activedescendant'), await options.first().getAttribute('id'));
  await page.keyboard.press('ArrowUp');
  assert.equal(await input.getAttribute('aria-activedescendant'), null);
  await page.keyboard.press('Enter');
  await page.waitForURL(/\?q=data$/);
  assert.equal(await options.count() === 0 || !(await page.locator('#q-suggestions').isVisible()), true);
  await input.fill('data migr');
  const need = options.filter({ hasText: 'Specialization' }).first();
  await need.waitFor();
  await need.click();
  await page.waitForURL((url) => url.searchParams.get('specialization') === 'data-migration' && !url.searchParams.has('q'));
  assert.equal(await page.locator('#need').inputValue(), 'data-migration');
  await input.fill('kergue');
  await options.filter({ hasText: 'Kerguelen' }).first().waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/partners\/kerguelen\/$/);
  assert.deepEqual(troubles, []);
});

test('Escape closes the suggestions and keeps what was typed', async (t) => {
  const { page } = await visit(t, '/en/directory/');
  await page.locator('#q').pressSequentially('data');
  await page.locator('#q-suggestions [role="option"]').first().waitFor();
  await page.keyboard.press('Escape');
  assert.equal(await page.locator('#q-suggestions').isVisible(), false);
  assert.equal(await page.locator('#q').inputValue(), 'data');
});

test('on a phone the button says how many filters are active, and the dialog keeps the focus', async (t) => {
  const { page, troubles } = await visit(t, '/en/directory/?country=be&type=integrator', { viewport: PHONE, hasTouch: true });
  const button = page.locator('[data-hook="open-filters"]');
  await page.waitForFunction(() => document.querySelector('[data-hook="open-filters"]').textContent === 'Filters (2)');
  assert.equal(await button.getAttribute('aria-label'), 'Filters (2), 2 active filters');
  await button.click();
  const isInside = () => page.evaluate(() => document.activeElement.closest('dialog') !== null || document.activeElement === document.body);
  for (let steps = 0; steps < 12; steps += 1) {
    await page.keyboard.press('Tab');
    assert.ok(await isInside(), 'the focus stays in the dialog');
  }
  assert.match(await page.locator('.sheet-show').innerText(), /^Show \d+ partner/);
  await page.keyboard.press('Escape');
  assert.equal(await page.evaluate(() => document.activeElement.dataset.hook), 'open-filters');
  assert.deepEqual(troubles, []);
});

test('pins follow the list, and open their partners', async (t) => {
  const { page, troubles } = await visit(t, '/en/directory/country/be/');
  const pins = () => page.locator('.pins a').evaluateAll((links) => links.map((link) => [link.getAttribute('href'), link.querySelector('text').textContent]));
  const still = await pins();
  assert.deepEqual(still.map(([href]) => href), await page.locator('#results .card h3 a').evaluateAll((links) => links.map((link) => link.getAttribute('href'))));
  assert.deepEqual(still.map(([, number]) => number), still.map((_, at) => String(at + 1)));
  const boxes = await page.locator('.pins circle').evaluateAll((circles) => circles.map((it) => it.getBoundingClientRect()).map(({ x, y, width }) => ({ x, y, width })));
  const map = await page.locator('.pin-map svg').boundingBox();
  for (const { x, y, width } of boxes) {
    assert.ok(width > 14 && width < 40, `${width} px`);
    assert.ok(x >= map.x - 1 && x + width <= map.x + map.width + 1 && y >= map.y - 1 && y + width <= map.y + map.height + 1, 'inside the map');
  }
  await page.goto(`${host.origin}/en/directory/?country=be&type=reseller`);
  await page.locator('.chosen a').first().waitFor();
  const shownCards = await page.locator('#results .card h3 a').evaluateAll((links) => links.map((link) => link.getAttribute('href')));
  await page.waitForFunction((count) => document.querySelectorAll('.pins a').length === count, shownCards.length);
  await page.waitForTimeout(200);
  assert.deepEqual((await pins()).map(([href]) => href), shownCards);
  await page.locator('.pins a').first().focus();
  await page.keyboard.press('Enter');
  await page.waitForURL(host.origin + shownCards[0]);
  assert.deepEqual(troubles, []);
});

test('filters stay in sight while the list scrolls', async (t) => {
  const { page } = await visit(t, '/en/directory/');
  await page.evaluate(() => scrollTo(0, 1200));
  const { y } = await page.locator('.facets').boundingBox();
  assert.ok(y >= 0 && y < 100, `${y}`);
});

test('without a script, the bar leads to the lists of links', async (t) => {
  const { page } = await visit(t, '/en/directory/', { javaScriptEnabled: false, viewport: PHONE });
  await page.locator('#need').selectOption('data-migration');
  await page.locator('.bar button').click();
  await page.waitForURL(/specialization=data-migration.*#narrow$/);
  assert.ok(await page.locator('#facets').isVisible());
  assert.ok(await page.locator('#facets noscript').innerText());
});

test('no layout shift, by query or by address', async (t) => {
  for (const address of ['/directory/', '/directory/country/be/', '/directory/?country=be', '/directory/?q=data']) {
    for (const viewport of [WIDE, PHONE]) {
      const { page } = await visit(t, `/en${address}`, { viewport });
      await page.waitForTimeout(300);
      assert.ok((await page.evaluate(() => globalThis.moved)) < 0.005, `${address} ${viewport.width}: ${await page.evaluate(() => globalThis.movers)}`);
    }
  }
});

test('forced colours and the dark scheme have no violations, from right to left too', async (t) => {
  for (const options of [{ forcedColors: 'active' }, { colorScheme: 'dark' }]) {
    const { page } = await visit(t, '/en/directory/?country=be&specialization=data-migration', options);
    await page.locator('.close').waitFor();
    assert.deepEqual(await violations(page), []);
  }
  const [{ site, lang }] = others({ after: (end) => ends.push(end) });
  const other = await serve(site);
  t.after(() => other.close());
  for (const viewport of [WIDE, PHONE]) {
    const { page, troubles } = await open(t, browser, other.origin, { viewport });
    await page.goto(`${other.origin}/${lang}/directory/`);
    await shown(page);
    assert.deepEqual(await violations(page), []);
    const { top, width } = await firstScreen(page);
    assert.ok(top <= (viewport === WIDE ? 260 : 320), `${top}`);
    assert.equal(width, viewport.width);
    assert.deepEqual(troubles, []);
  }
});
