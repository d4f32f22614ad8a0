// Messages to partners: the links to the e-mail program, then the page in its three forms: to each partner, to one address, to
// a form service.
import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';

import { briefOf } from '../../themes/default/assets/js/brief.js';
import { LINK_LENGTH, mailtoLink, wholeText } from '../../themes/default/assets/js/mail.js';
import { violations } from './lib/axe.js';
import { launch, open } from './lib/browser.js';
import { build, project } from './lib/project.js';
import { serve } from './lib/static-server.js';

const PAIR = '/message/?to=leieboog,marelle-et-compas&specialization=data-migration&country=be&language=fr';

/** What an e-mail program reads in a link. */
function mailOf(href) {
  const [, to, query] = href.match(/^mailto:([^?]+)\?(.*)$/);
  const fields = Object.fromEntries(query.split('&').map((field) => field.split('=').map(decodeURIComponent)));
  return { to: decodeURIComponent(to), ...fields };
}

describe('a link to the e-mail program', () => {
  const message = { subject: 'Ümlaut & more', lines: ['One: 1', "Two: it's (fine)"], words: 'A line\nanother #?&+%' };

  test('arrives as it was written', () => {
    const { href, missing } = mailtoLink('a+b@firm.example', message);
    assert.equal(missing, 0);
    assert.deepEqual(mailOf(href), { to: 'a+b@firm.example', subject: message.subject, body: wholeText(message).replaceAll('\n', '\r\n') });
    assert.doesNotMatch(href, /[\s'"()<>]/);
  });

  test('is bounded, and says how much it has no room for', () => {
    const words = '語'.repeat(500);
    const { href, missing } = mailtoLink('a@firm.example', { ...message, words });
    assert.ok(href.length <= LINK_LENGTH, `${href.length}`);
    const { body } = mailOf(href);
    const kept = [...body].filter((letter) => letter === '語').length;
    assert.equal(missing, 500 - kept);
    assert.ok(kept > 50 && body.endsWith(' […]'), body);
  });

  test('a letter is never cut in two, and half a letter is no error', () => {
    const { href, missing } = mailtoLink('a@firm.example', { ...message, words: '😀'.repeat(300) });
    assert.doesNotMatch(mailOf(href).body, /\ufffd/);
    assert.ok(missing > 0 && missing < 300);
    assert.match(mailOf(mailtoLink('a@firm.example', { ...message, words: 'half \ud83d' }).href).body, /half \ufffd$/);
  });
});

/** The demo with another `[enquiry]`, served; `{ host, site }`. */
async function demoWith(t, enquiry) {
  const folder = project(t);
  const settings = `${folder}/content/catalogue.toml`;
  const text = readFileSync(settings, 'utf8');
  writeFileSync(settings, text.replace(/\[enquiry\]\n[^[]*/, enquiry ? `${enquiry}\n\n` : ''));
  const site = build(folder);
  const host = await serve(site);
  t.after(() => host.close());
  return { host, site };
}

describe('the page', () => {
  const ends = [];
  let browser;
  let demo;

  before(async () => {
    browser = await launch();
    demo = await demoWith({ after: (end) => ends.push(end) }, '[enquiry]\nemail = "partners@lumenstad.example"');
  });

  after(async () => {
    await browser?.close();
    for (const end of ends) end();
  });

  test('to one address: one e-mail, which names the partners and has the whole brief', async (t) => {
    const { page, troubles } = await open(t, browser, demo.host.origin);
    await page.goto(`${demo.host.origin}/en${PAIR}`);
    await page.locator('.message.ready').waitFor();
    assert.ok(await page.getByText('Lumenstad receives your message, at partners@lumenstad.example, and passes it on to the partners that it names').isVisible());
    await page.getByLabel('City or region').fill('Namur');
    await page.getByLabel('Start').fill('2027-03-01');
    await page.getByLabel('In your own words').fill('Forty years of ledgers.\nTwo languages.');
    await page.getByLabel('Your name').fill('Ann Peeters');
    await page.getByLabel('Your company').fill('Jams & Co');
    await page.getByLabel('Your telephone number').fill('+32 2 555 01 00');
    await page.getByLabel('Industry').selectOption('Food and beverage');
    const links = page.locator('[data-hook="message-send"] a');
    assert.equal(await links.count(), 1);
    const mail = mailOf(await links.getAttribute('href'));
    assert.equal(mail.to, 'partners@lumenstad.example');
    assert.equal(mail.subject, 'Data migration: enquiry (Lumenstad partner catalogue)');
    assert.deepEqual(mail.body.split('\r\n'), [
      'Partners: Leieboog (https://partners.lumenstad.example/en/partners/leieboog/), Marelle & Compas (https://partners.lumenstad.example/en/partners/marelle-et-compas/)',
      'Need: Data migration',
      'Place: Namur, Belgium',
      'Languages: French',
      'Industry: Food and beverage',
      'Start: March 1, 2027',
      'Name: Ann Peeters',
      'Company: Jams & Co',
      'Telephone: +32 2 555 01 00',
      'Written on https://partners.lumenstad.example/en/message/',
      '',
      'Forty years of ledgers.',
      'Two languages.',
    ]);
    // Only languages in which somebody answers are offered.
    assert.deepEqual(await page.locator('.boxes label:visible').allInnerTexts(), ['Dutch', 'English', 'French', 'German', 'Italian']);
    assert.deepEqual(troubles, []);
  });

  test('a long text is bounded, with a notice', async (t) => {
    const { page } = await open(t, browser, demo.host.origin);
    await page.goto(`${demo.host.origin}/en${PAIR}`);
    await page.locator('.message.ready').waitFor();
    await page.getByLabel('In your own words').fill('word '.repeat(1000));
    assert.match(await page.locator('[data-hook="message-send"] .notice').innerText(), /no room for the last [\d,]+ characters/);
    assert.ok((await page.locator('[data-hook="message-send"] a').getAttribute('href')).length <= LINK_LENGTH);
  });

  test('a partner can be removed; nothing is stored, and nothing but public data is requested', async (t) => {
    const { page, troubles } = await open(t, browser, demo.host.origin);
    const requests = [];
    page.on('request', (request) => requests.push(`${request.method()} ${new URL(request.url()).pathname}`));
    await page.goto(`${demo.host.origin}/en${PAIR}`);
    await page.locator('.message.ready').waitFor();
    await page.getByLabel('In your own words').fill('secret plans');
    await page.getByRole('button', { name: 'Remove Leieboog' }).click();
    assert.equal(new URL(page.url()).searchParams.get('to'), 'marelle-et-compas');
    assert.equal(await page.locator('.recipients li').count(), 1);
    assert.deepEqual(await page.evaluate(() => [localStorage.length, sessionStorage.length, document.cookie]), [0, 0, '']);
    assert.ok(requests.every((request) => request.startsWith('GET ')), requests.join());
    assert.ok(!page.url().includes('secret'));
    assert.deepEqual(troubles, []);
  });

  test('the partners of the shortlist, from the bar', async (t) => {
    const { page, troubles } = await open(t, browser, demo.host.origin);
    for (const id of ['kerguelen', 'leieboog']) {
      await page.goto(`${demo.host.origin}/en/partners/${id}/`);
      await page.locator('[data-hook="ways"] .keep').click();
    }
    await page.locator('#shortlist').getByRole('link', { name: 'Contact' }).click();
    await page.locator('.message.ready').waitFor();
    assert.deepEqual(await page.locator('.recipients a').allInnerTexts(), ['Kerguelen Conseil', 'Leieboog']);
    assert.deepEqual(troubles, []);
  });

  test('who receives it is said before it is written, in every language', async (t) => {
    const { page } = await open(t, browser, demo.host.origin);
    for (const [lang, heading] of [['en', 'Ask Lumenstad to put you in touch'], ['fr', 'Demander une mise en relation à Lumenstad'], ['de', 'Lumenstad um Kontakt bitten']]) {
      await page.goto(`${demo.host.origin}/${lang}${PAIR}`);
      await page.locator('.message.ready').waitFor();
      assert.equal(await page.locator('h1').innerText(), heading);
      assert.match(await page.title(), new RegExp(`^${heading}`));
      assert.match(await page.locator('[data-hook="message-send"] a').innerText(), /Lumenstad/);
    }
  });

  for (const [address, expected] of [
    ['/fr/directory/?specialization=data-migration&country=be&language=fr', { need: 'Reprise de données', country: 'Belgique', place: '', languages: ['Français'] }],
    ['/fr/directory/specialization/data-migration/?language=fr', { need: 'Reprise de données', country: '', place: '', languages: ['Français'] }],
    ['/fr/directory/?specialization=data-migration&near=Bruxelles%2C+be', { need: 'Reprise de données', country: 'Belgique', place: 'Bruxelles', languages: [] }],
  ]) {
    test(`the filters of the directory go along, from the shortlist and from a profile: ${address}`, async (t) => {
      const { page, troubles } = await open(t, browser, demo.host.origin);
      const shown = async () => {
        await page.locator('.message.ready').waitFor();
        assert.deepEqual(
          {
            need: await page.locator('#message-need').inputValue(),
            country: await page.locator('#message-country').inputValue(),
            place: await page.locator('#message-place').inputValue(),
            languages: await page.locator('[name="languages"]:checked').evaluateAll((boxes) => boxes.map(({ value }) => value)),
          },
          expected,
        );
      };
      await page.goto(demo.host.origin + address);
      await page.locator('#results .card:not([aria-busy]) .keep').first().click();
      await page.locator('#shortlist a[href*="/message/"]').click();
      await shown();
      await page.goto(demo.host.origin + address);
      await page.locator('#results .card:not([aria-busy]) h3 a').first().click();
      await page.waitForURL(/\/partners\//);
      await page.locator('a[href^="/fr/message/?to="]:visible').first().click();
      await shown();
      assert.deepEqual(troubles, []);
    });
  }

  test('what was looked for goes along over profiles and the comparison, until the directory is asked for something else', async (t) => {
    const { page, troubles } = await open(t, browser, demo.host.origin);
    const go = (address) => page.goto(demo.host.origin + address);
    const follow = async (link, address) => {
      await link.click();
      await page.waitForURL(address);
    };
    const contact = async () => {
      await follow(page.locator('main a[href*="/en/message/"]:visible').first(), /\/message\//);
      await page.locator('.message.ready').waitFor();
      const { searchParams } = new URL(page.url());
      return ['specialization', 'industry', 'country', 'language', 'place'].map((key) => searchParams.get(key));
    };
    await go('/en/directory/');
    const industry = await page.locator('.facets-sheet [name=industry]').first().getAttribute('value');
    await go(`/en/directory/?specialization=data-migration&country=fr&language=fr&industry=${industry}`);
    await page.locator('#results .card:not([aria-busy]) .keep').first().click();
    const everything = ['data-migration', industry, 'fr', 'fr', null];
    await follow(page.locator('#results .card h3 a').first(), /\/partners\//);
    assert.deepEqual(await contact(), everything);
    // A profile, another one, then the comparison.
    await page.goBack();
    await go('/en/partners/leieboog/');
    await follow(page.locator('#shortlist').getByRole('link', { name: 'Compare' }), /\/compare\//);
    await page.locator('.compare .match').first().waitFor();
    assert.equal(new URL(page.url()).searchParams.get('industry'), industry);
    assert.deepEqual(await contact(), everything);
    // A comparison that somebody sent has no address with filters.
    await go('/en/compare/?ids=leieboog,kerguelen');
    await page.locator('.compare thead th').first().waitFor();
    assert.deepEqual(await contact(), everything);
    await go('/en/directory/');
    await go('/en/partners/leieboog/');
    assert.deepEqual(await contact(), [null, null, null, null, null]);
    assert.equal(await page.evaluate(() => sessionStorage.length), 0);
    assert.deepEqual(troubles, []);
  });

  test('several values of a filter arrive as text, and other addresses bring nothing', async (t) => {
    const { page } = await open(t, browser, demo.host.origin);
    await page.goto(`${demo.host.origin}/en/message/?to=leieboog&country=be&country=fr&specialization=data-migration`);
    await page.locator('.message.ready').waitFor();
    assert.equal(await page.locator('#message-country').inputValue(), '');
    assert.match(await page.locator('#message-words').inputValue(), /^Country: Belgium, France$/m);
    const brief = (address) => String(briefOf(`https://firm.example${address}`));
    assert.equal(brief('/en/directory/country/be/specialization/data-migration/page/2/?language=fr&q=x&sort=tier'), 'country=be&specialization=data-migration&language=fr');
    assert.equal(brief('/en/find/?specialization=data-migration&country=*&language='), 'specialization=data-migration');
    assert.equal(brief('/en/directory/?near=Gent, be'), 'place=Gent&country=be');
    assert.equal(brief('/en/directory/?near=Gent&country=%3Cb%3E'), 'place=Gent');
    assert.equal(brief('/en/partners/leieboog/'), '');
  });

  test('from a profile', async (t) => {
    const { page } = await open(t, browser, demo.host.origin);
    await page.goto(`${demo.host.origin}/en/partners/kerguelen/`);
    await page.locator('a[href="/en/message/?to=kerguelen"]').first().click();
    await page.locator('.message.ready').waitFor();
    assert.deepEqual(await page.locator('.recipients a').allInnerTexts(), ['Kerguelen Conseil']);
  });

  test('partners that do not exist, and too many of them, are reported', async (t) => {
    const { page } = await open(t, browser, demo.host.origin, { expected: [/404/] });
    await page.goto(`${demo.host.origin}/en/message/?to=leieboog,no-such-partner,%3Cb%3E`);
    await page.locator('.message.ready').waitFor();
    assert.match(await page.locator('[data-hook="message-notices"]').innerText(), /receive nothing: no-such-partner$/);
    const many = readdirSync(join(demo.site, 'en/partners')).filter((name) => existsSync(join(demo.site, 'api/v1/partners', `${name}.json`))).slice(0, 10);
    await page.goto(`${demo.host.origin}/en/message/?to=${many.join()}`);
    await page.locator('.message.ready').waitFor();
    assert.match(await page.locator('[data-hook="message-notices"]').innerText(), /at most: 2 partners were left out/);
  });

  test('to each partner: an e-mail of its own, to a contact for prospects, that does not name the others', async (t) => {
    const { host } = await demoWith(t, '');
    const { page, troubles } = await open(t, browser, host.origin);
    await page.goto(`${host.origin}/en${PAIR}`);
    await page.locator('.message.ready').waitFor();
    assert.ok(await page.getByText('Your message goes straight to each partner').isVisible());
    assert.deepEqual(await page.locator('.recipient-address').allInnerTexts(), ['partners@leieboog.example', 'partenaires@marelle-compas.example']);
    const links = page.locator('[data-hook="message-send"] a');
    assert.deepEqual(await links.allInnerTexts(), ['E-mail to Leieboog', 'E-mail to Marelle & Compas']);
    const mails = await links.evaluateAll((links) => links.map(({ href }) => href));
    const [first, second] = mails.map(mailOf);
    assert.equal(first.to, 'partners@leieboog.example');
    assert.ok(!first.body.includes('Marelle') && !second.body.includes('Leieboog'));
    assert.deepEqual(await violations(page), []);
    // Without a partner there is no recipient.
    await page.goto(`${host.origin}/en/message/`);
    await page.locator('.message.ready').waitFor();
    assert.ok(await page.getByText('You have not chosen a partner yet.').isVisible());
    assert.ok(!(await page.locator('form.message-form').isVisible()));
    assert.deepEqual(troubles, []);
  });

  test('without scripts, the page leads to the partners', async (t) => {
    const { page } = await open(t, browser, demo.host.origin, { javaScriptEnabled: false });
    await page.goto(`${demo.host.origin}/en${PAIR}`);
    assert.equal(await page.getByRole('link', { name: 'Open the e-mail to Lumenstad' }).getAttribute('href'), 'mailto:partners@lumenstad.example');
    assert.ok(!(await page.locator('form.message-form').isVisible()));
    await page.locator('main').getByRole('link', { name: 'Belgium' }).click();
    assert.equal(new URL(page.url()).pathname, '/en/directory/country/be/');
  });
});

describe('the form service', () => {
  const ends = [];
  let browser;
  let demo;

  before(async () => {
    browser = await launch();
    const consent = ['en', 'fr', 'de'].map((lang) => `consent.${lang} = "Consent ${lang} to <b>passing on</b>"`).join('\n');
    demo = await demoWith({ after: (end) => ends.push(end) }, `[enquiry]\nendpoint = "https://forms.service.example/f/lumenstad?a=1&b=2"\n${consent}`);
  });

  after(async () => {
    await browser?.close();
    for (const end of ends) end();
  });

  /** What is sent to the service, which is not there: the browser's request is answered here. */
  async function sent(page) {
    const bodies = [];
    await page.route('https://forms.service.example/**', (route) => {
      bodies.push({ url: route.request().url(), fields: new URLSearchParams(route.request().postData()) });
      return route.fulfill({ status: 200, contentType: 'text/html', body: '<title>Thanks</title>' });
    });
    return bodies;
  }

  for (const scripts of [true, false]) {
    test(`receives the form ${scripts ? 'with' : 'without'} scripts, and only with consent`, async (t) => {
      const { page, troubles } = await open(t, browser, demo.host.origin, { javaScriptEnabled: scripts, expected: [/another host/] });
      const bodies = await sent(page);
      await page.goto(`${demo.host.origin}/en${PAIR}`);
      if (scripts) await page.locator('.message.ready').waitFor();
      assert.ok(await page.getByText('through the form service at forms.service.example').isVisible());
      await page.getByLabel('Your e-mail address').fill('me@prospect.example');
      await page.getByLabel('In your own words').fill('Hello');
      await page.getByLabel('Your telephone number').fill('+32 2 555');
      await page.getByRole('button', { name: 'Send to Lumenstad' }).click();
      assert.deepEqual(bodies, []);
      await page.getByLabel('Consent en to <b>passing on</b>').check();
      if (!scripts) await page.getByLabel('Partners', { exact: true }).fill('Leieboog');
      await page.getByRole('button', { name: 'Send to Lumenstad' }).click();
      await page.waitForURL(/service\.example/);
      assert.equal(bodies.length, 1);
      const [{ url, fields }] = bodies;
      assert.equal(url, 'https://forms.service.example/f/lumenstad?a=1&b=2');
      assert.equal(fields.get('partners'), scripts ? 'Leieboog, Marelle & Compas' : 'Leieboog');
      assert.equal(fields.get('partner_ids'), scripts ? 'leieboog,marelle-et-compas' : '');
      if (scripts) assert.deepEqual([fields.get('need'), fields.get('country'), fields.get('languages')], ['Data migration', 'Belgium', 'French']);
      assert.deepEqual([fields.get('phone'), fields.get('email'), fields.get('message'), fields.get('consent'), fields.get('page_language')], ['+32 2 555', 'me@prospect.example', 'Hello', 'yes', 'en']);
      assert.deepEqual(troubles, []);
    });
  }

  test('is the only other host that the policy allows, and only for forms', () => {
    const html = readFileSync(join(demo.site, 'en/message/index.html'), 'utf8');
    const policy = html.match(/Content-Security-Policy" content="([^"]*)"/)[1];
    assert.ok(policy.includes("form-action 'self' https://forms.service.example;"), policy);
    assert.equal(policy.match(/https?:/g).length, 1);
  });

  test('is accessible', async (t) => {
    const { page } = await open(t, browser, demo.host.origin, { viewport: { width: 390, height: 844 } });
    await page.goto(`${demo.host.origin}/fr${PAIR}`);
    await page.locator('.message.ready').waitFor();
    assert.deepEqual(await violations(page), []);
  });

  test('receives an application with the result of the self-assessment', async (t) => {
    const { page } = await open(t, browser, demo.host.origin, { expected: [/another host/] });
    const bodies = await sent(page);
    await page.goto(`${demo.host.origin}/en/programmes/solutions/criteria/`);
    await page.getByLabel('Yearly revenue').fill('40000');
    await page.locator('.verdict', { hasText: 'Bronze' }).waitFor();
    await page.getByLabel('Your company').fill('Nova');
    await page.getByLabel('Your e-mail address').fill('me@nova.example');
    await page.getByLabel('Consent en').check();
    assert.deepEqual(await violations(page), []);
    await page.getByRole('button', { name: 'Send the application' }).click();
    await page.waitForURL(/service\.example/);
    const { fields } = bodies[0];
    assert.equal(fields.get('subject'), 'Application: Solutions Partner Programme');
    assert.match(fields.get('result'), /^- Yearly revenue: €40,000$/m);
    assert.equal(fields.get('company'), 'Nova');
  });
});
