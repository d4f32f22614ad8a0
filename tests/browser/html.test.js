// Every page of the site is valid HTML, by the Nu HTML checker, and has no inline code: nothing that
// its Content-Security-Policy would have to block.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { after, test } from 'node:test';

import { build, others, project } from './lib/project.js';

const CHECKER = createRequire(import.meta.url).resolve('vnu-jar/build/dist/vnu.jar');

const site = process.env.SITE ?? build(project({ after }));
const pages = readdirSync(site, { recursive: true }).filter((path) => path.endsWith('.html'));

/** The checker's messages about the pages in a folder: `path: message`. */
function check(folder) {
  // One Java process checks all pages; each process takes a second to start.
  const { status, error, stderr } = spawnSync('java', ['-Xmx1g', '-jar', CHECKER, '--skip-non-html', '--format', 'json', folder], {
    encoding: 'utf8',
    maxBuffer: 2 ** 30,
  });
  if (error?.code === 'ENOENT') throw new Error('`java` is not installed: apt-get install default-jre-headless');
  if (error) throw error;
  const { messages } = JSON.parse(stderr);
  // Files have no origin, so the checker reports what the policy allows from its own host.
  const wrong = messages.filter(({ message }) => !message.includes('violates Content Security Policy'));
  if (wrong.length === 0) assert.equal(status, 0, stderr);
  return wrong.map(({ url, lastLine, message }) => `${url ? relative(folder, fileURLToPath(url)) : ''}:${lastLine}: ${message}`);
}

test('the Nu HTML checker accepts every page', () => {
  assert.ok(pages.length > 700, `${pages.length} pages`);
  assert.deepEqual(check(site).slice(0, 20), []);
});

for (const { name, site } of others({ after })) {
  test(`the Nu HTML checker accepts a site ${name}`, () => assert.deepEqual(check(site).slice(0, 20), []));
}

test('the checker finds an error', () => {
  const [wrong] = check(fileURLToPath(new URL('fixtures/wrong/', import.meta.url)));
  assert.match(wrong, /^wrong\.html:7: Duplicate ID/);
});

test('no page has inline scripts, styles or handlers, and the policy comes before anything is loaded', () => {
  const wrong = pages.flatMap((path) => {
    const html = readFileSync(join(site, path), 'utf8');
    const policy = html.indexOf('<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; ');
    const found = [];
    if (policy < 0 || policy > html.search(/<(?:link|script|img|iframe|form|base)\b/)) found.push('no policy before what it loads');
    if (/unsafe-|https?:/.test(html.slice(policy, html.indexOf('>', policy)))) found.push('a policy with holes');
    const tags = html.match(/<[a-z][^\s>]*(?:\s(?:"[^"]*"|'[^']*'|[^"'>])*)?>/g) ?? [];
    for (const tag of tags) {
      const attributes = tag.replace(/"[^"]*"/g, '""');
      if (/\sstyle=|\son[a-z]+=|^<style\b/.test(attributes)) found.push(tag);
      if (/^<script\b/.test(tag) && !/ src="\/assets\/|type="application\/(ld\+)?json"/.test(tag)) found.push(tag);
    }
    return found.map((it) => `${path}: ${it}`);
  });
  assert.deepEqual(wrong.slice(0, 20), []);
});
