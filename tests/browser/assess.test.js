// The self-assessment: the rules, on the cases of the program's own test, then the form in a browser.
import assert from 'node:assert/strict';
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';

import { amount } from '../../themes/default/assets/js/i18n.js';
import { assess, scopedValue } from '../../themes/default/assets/js/tier-rules.js';
import { violations } from './lib/axe.js';
import { launch, open } from './lib/browser.js';
import { build, project } from './lib/project.js';
import { serve } from './lib/static-server.js';

const { tiers, criteria, cases } = JSON.parse(readFileSync(new URL('assess-cases.json', import.meta.url), 'utf8'));
const PAGE = '/programmes/solutions/criteria/';

describe('the rules', () => {
  for (const { name, type, country, figures, reached, next, gaps } of cases) {
    test(name, () => {
      const result = assess(criteria, tiers.length, figures, { type, country });
      assert.equal(tiers[result.reached] ?? null, reached);
      assert.equal(result.next === null ? null : tiers[result.next], next);
      assert.deepEqual(Object.fromEntries(result.unmet.map(({ criterion, more }) => [criterion.id, more])), gaps);
    });
  }

  test('names of object properties are not countries or types', () => {
    assert.equal(scopedValue(criteria[0], 0, { type: 'constructor', country: '__proto__' }), 50000);
  });

  test('amounts are formatted as in the rendered tables', () => {
    assert.equal(amount(40000, 'EUR', 'en'), '€40,000');
    assert.equal(amount(1500, 'EUR', 'de'), '1.500\u00a0€');
    assert.equal(amount(40000, 'EUR', 'fr'), '40\u202f000\u00a0€');
    assert.equal(amount(0.5, undefined, 'fr'), '0,5');
  });
});

describe('the form', () => {
  const copy = project({ after });
  let host;
  let browser;

  before(async () => {
    // In the demo no country sets thresholds; here one does.
    const folder = `${copy}/content/programmes/solutions`;
    const programme = readFileSync(`${folder}/programme.toml`, 'utf8');
    writeFileSync(`${folder}/programme.toml`, programme.replace('"budget"]', '"budget", "criteria"]'));
    appendFileSync(`${folder}/countries/IT.toml`, '\n[criteria.revenue]\nat_least = { silver = 30_000 }\n');
    host = await serve(build(copy));
    browser = await launch();
  });

  after(async () => {
    await browser?.close();
    host?.close();
  });

  const visit = async (t, lang, options) => {
    const { page, troubles } = await open(t, browser, host.origin, options);
    await page.goto(`${host.origin}/${lang}${PAGE}`);
    return { page, troubles };
  };
  /** The verdict after the visitor pauses. */
  const verdict = (page, pattern) => page.locator('.verdict', { hasText: pattern }).innerText({ timeout: 5000 });

  test('figures, the type of partner and the country decide', async (t) => {
    const { page, troubles } = await visit(t, 'en', { viewport: { width: 1280, height: 900 } });
    const figures = {
      'Yearly revenue': '40000',
      'New customers': '1',
      'Published references': '1',
      'Certified people': '2',
      'Customer satisfaction': '7.5',
      'Customers who answered the survey': '2',
    };
    for (const [label, figure] of Object.entries(figures)) await page.getByLabel(label, { exact: true }).fill(figure);
    const general = await verdict(page, 'You reach Bronze.');
    assert.match(general, /Missing for Silver\s+Yearly revenue: €10,000 short\s*$/);

    await page.getByLabel('Type of partner', { exact: true }).selectOption('consultant');
    const consultant = await verdict(page, 'You reach Silver.');
    for (const gap of ['Yearly revenue: €80,000 short', 'Validated specializations: 1 short', 'Customer satisfaction: 0.5 short']) {
      assert.ok(consultant.includes(gap), `${gap} is not in ${consultant}`);
    }
    assert.ok(!consultant.includes('Certified people'));
    assert.equal(await page.locator('[data-tier="1"] .state').innerText(), 'reached');

    await page.getByLabel('Type of partner', { exact: true }).selectOption('');
    await verdict(page, 'You reach Bronze.');
    await page.getByLabel('Country', { exact: true }).selectOption('IT');
    await verdict(page, 'You reach Silver.');

    await page.getByRole('button', { name: 'Start again' }).click();
    await verdict(page, 'As soon as you enter a figure');
    assert.deepEqual(troubles, []);
  });

  test('the form works from the keyboard alone', async (t) => {
    const { page, troubles } = await visit(t, 'en');
    await page.getByLabel('Type of partner', { exact: true }).focus();
    await page.keyboard.type('Opinion');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    for (let field = 0; field < 2; field += 1) await page.keyboard.press('Tab');
    await page.keyboard.type('2');
    await page.keyboard.press('Tab');
    assert.equal(await page.evaluate(() => document.activeElement.id), 'figure-certified-people');
    await page.keyboard.type('1');
    await verdict(page, 'You reach Gold.');
    assert.deepEqual(troubles, []);
  });

  test('ends in an application, an e-mail to the desk of the programme with the result', async (t) => {
    const { page, troubles } = await visit(t, 'en');
    const mail = async () => decodeURIComponent(await page.locator('[data-hook="apply-mail"]').getAttribute('href'));
    await page.getByLabel('Yearly revenue').fill('40000');
    await page.getByLabel('New customers').fill('1');
    await verdict(page, 'Missing for');
    const link = await mail();
    assert.match(link, /^mailto:partners@lumenstad\.example\?subject=Application: Solutions Partner Programme&body=Company: \r\nContact: \r\n/);
    assert.match(link, /\r\n- Yearly revenue: €40,000\r\n- New customers: 1\r\n/);
    assert.match(link, /\r\nMissing for \w+:\r\n- /);
    await page.getByRole('button', { name: 'Start again' }).click();
    await verdict(page, 'As soon as you enter a figure');
    assert.doesNotMatch(await mail(), /40,000/);
    assert.ok(!(await page.locator('[data-hook="apply"]').isVisible()));
    assert.deepEqual(troubles, []);
  });

  test('figures are never sent, and are in the address only on request', async (t) => {
    const { page, troubles } = await visit(t, 'en');
    const requests = [];
    // Chromium requests the icon again whenever the address changes.
    page.on('request', (request) => request.url().includes('/favicon.') || requests.push(request.url()));
    await page.getByLabel('Yearly revenue').fill('600000');
    await page.getByLabel('Type of partner', { exact: true }).selectOption('reseller');
    await verdict(page, 'You do not reach Bronze yet.');
    assert.equal(new URL(page.url()).hash, '');
    await page.getByRole('button', { name: 'Copy a link with these figures' }).click();
    await page.locator('.shared', { hasText: 'figures' }).waitFor();
    assert.equal(new URL(page.url()).hash, '#assess?type=reseller&figure-revenue=600000');
    assert.deepEqual(requests, []);
    assert.equal(await page.evaluate(() => localStorage.length + sessionStorage.length), 0);
    assert.equal(await page.evaluate(() => document.cookie), '');

    const shared = page.url();
    await page.goto('about:blank');
    await page.goto(shared);
    assert.equal(await page.getByLabel('Yearly revenue').inputValue(), '600000');
    assert.equal(await page.getByLabel('Type of partner', { exact: true }).inputValue(), 'reseller');
    await page.getByLabel('Certified people').fill('1');
    await verdict(page, 'You reach Bronze.');
    assert.equal(new URL(page.url()).hash, '#assess', 'the address says other figures than the page');
    assert.deepEqual(troubles, []);
  });

  test('figures are formatted in French', async (t) => {
    const { page, troubles } = await visit(t, 'fr');
    await page.getByLabel('Personnes certifiées').fill('1');
    const said = await verdict(page, 'Vous atteignez le niveau Bronze.');
    assert.ok(said.includes('Chiffre d’affaires annuel\u00a0: encore 50\u202f000\u00a0€'), said);
    assert.deepEqual(troubles, []);
  });

  test('without JavaScript there is no form, and the tables show the criteria', async (t) => {
    const { page, troubles } = await visit(t, 'en', { javaScriptEnabled: false });
    assert.equal(await page.locator('#assess').isVisible(), false);
    assert.equal(await page.locator('#criterion-revenue').isVisible(), true);
    assert.deepEqual(troubles, []);
  });

  for (const colorScheme of ['light', 'dark']) {
    test(`a result is accessible at 320 px, ${colorScheme}`, async (t) => {
      const { page, troubles } = await visit(t, 'en', { viewport: { width: 320, height: 640 }, colorScheme });
      await page.getByLabel('Yearly revenue').fill('500000000');
      await page.getByLabel('Certified people').fill('4');
      await verdict(page, 'You reach Bronze.');
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      assert.equal(width, 320);
      assert.deepEqual(await violations(page), []);
      assert.deepEqual(troubles, []);
    });
  }
});
