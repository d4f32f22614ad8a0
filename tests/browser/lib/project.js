// A copy of the demo catalogue that a test may change, and the program under test.
import { spawn, spawnSync } from 'node:child_process';
import assert from 'node:assert/strict';
import { cpSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const REPOSITORY = join(dirname(fileURLToPath(import.meta.url)), '../../..');
/** Where cargo builds: a relative folder is one of the repository, from which the tests are started. */
export const TARGET = resolve(REPOSITORY, process.env.CARGO_TARGET_DIR ?? 'target');
export const PROGRAM = process.env.VITRINE ?? join(TARGET, 'debug/vitrine');
/** The date of all builds, so that the pages are the same every day. */
const TODAY = '2026-09-14';

/** A copy of the catalogue in a folder that is removed after the test. */
export function project(test) {
  const folder = mkdtempSync(join(tmpdir(), 'vitrine-browser-'));
  for (const part of ['content', 'partners', 'themes']) {
    if (existsSync(join(REPOSITORY, part))) cpSync(join(REPOSITORY, part), join(folder, part), { recursive: true });
  }
  test.after(() => rmSync(folder, { recursive: true }));
  return folder;
}

/** Sites with another script or theme, each with its most demanding language. */
export function others(test) {
  return [
    { name: 'from right to left', site: build(other(test, 'arabic')), lang: 'ar' },
    { name: 'in another look', site: build(northquay(other(test, 'second-look'))), lang: 'de' },
  ];
}

/** The demo with a folder of `tests/sites` copied over it, or that folder alone if it is a whole project. */
function other(test, name) {
  const folder = project(test);
  const sites = join(REPOSITORY, 'tests/sites', name);
  if (existsSync(join(sites, 'partners'))) rmSync(folder, { recursive: true });
  cpSync(sites, folder, { recursive: true });
  return folder;
}

/** Keys of the demo's brand, and what they are for another company; without `mark_lit` and logo, its name is set in its font. */
const NORTHQUAY = {
  theme: '"northquay"',
  accent: '"#0e5a4c"',
  highlight: '"#e0ac4f"',
  mark: '"images/northquay-crane.svg"',
  mark_lit: null,
  logo: null,
  logo_dark: null,
  brand: '[85, 35, 70, 30]',
};

/** Makes the demo another company's: name, addresses, colours, mark and theme are its own, and pictures in texts are left out. */
export function northquay(folder) {
  for (const part of ['content', 'partners']) {
    for (const name of readdirSync(join(folder, part), { recursive: true }).filter((it) => /\.(toml|md)$/.test(it))) {
      const file = join(folder, part, name);
      const text = readFileSync(file, 'utf8').replaceAll('Lumenstad', 'Northquay').replaceAll('lumenstad.example', 'northquay.example');
      writeFileSync(file, text.replace(/^!\[.*\n/gm, ''));
    }
  }
  const settings = join(folder, 'content/catalogue.toml');
  let text = readFileSync(settings, 'utf8');
  for (const [key, value] of Object.entries(NORTHQUAY)) {
    const line = new RegExp(`^${key} = .*\n`, 'm');
    assert.match(text, line, key);
    text = text.replace(line, value === null ? '' : `${key} = ${value}\n`);
  }
  writeFileSync(settings, text);
  return folder;
}

/** The project that `vitrine init` creates, which is small and in one language. */
export function starter(test) {
  const folder = mkdtempSync(join(tmpdir(), 'vitrine-browser-'));
  test.after(() => rmSync(folder, { recursive: true }));
  const result = spawnSync(PROGRAM, ['init', folder, '--yes'], { encoding: 'utf8' });
  if (result.status !== 0) throw new Error(`vitrine init: ${result.error ?? result.stderr}`);
  return folder;
}

/** Builds the website of a project, and the paper catalogues, which are slow, only on request. */
export function build(folder, { paper = false } = {}) {
  const result = spawnSync(PROGRAM, ['build', '--project', folder, '--as-of', TODAY, ...(paper ? [] : ['--no-paper'])], {
    encoding: 'utf8',
  });
  if (result.status !== 0) throw new Error(`vitrine build: ${result.error ?? result.stderr}`);
  return join(folder, 'public');
}

/** Previews a project until the end of the test, or until `stop()`. */
export async function preview(test, folder, { paper = false, more = [] } = {}) {
  const options = ['--as-of', TODAY, '--port', '0', ...(paper ? [] : ['--no-paper']), ...more];
  const child = spawn(PROGRAM, ['serve', '--project', folder, ...options], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise((resolve) => child.on('exit', resolve));
  const stop = () => {
    child.kill();
    return ended;
  };
  test.after(stop);
  let printed = '';
  const origin = await new Promise((resolve, reject) => {
    const read = (chunk) => {
      printed += chunk;
      const url = /http:\/\/[^\s/]+/.exec(printed);
      if (url) resolve(url[0]);
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.on('error', reject);
    child.on('exit', () => reject(new Error(`vitrine serve ended: ${printed}`)));
  });
  return { origin, stop };
}

/** The markup that the preview adds to a page. */
const ADDED = /<vitrine-preview>.*?<\/vitrine-preview><script src="\/\.vitrine\/preview\.js"[^>]*><\/script>/s;
/** The preview's policy also allows its own files and events. */
const POLICY = /(<meta[^>]*content-security-policy[^>]*content=")[^"]*/i;

/** Asserts that a preview serves, page by page, what a fresh build writes. */
export async function assertAsBuilt(folder, origin) {
  const site = build(folder);
  const wrong = [];
  const all = addresses(site);
  const next = all.values();
  const compare = async () => {
    for (const address of next) {
      const built = readFileSync(join(site, address, 'index.html'), 'utf8').replace(POLICY, '$1');
      const answer = await fetch(`${origin}${encodeURI(address)}`, { redirect: 'manual' });
      const served = (await answer.text()).replace(ADDED, '').replace(POLICY, '$1');
      if (answer.status !== 200 || served !== built) wrong.push(`${address} (${answer.status})`);
    }
  };
  await Promise.all([0, 1, 2, 3].map(compare));
  assert.ok(all.length > 100, `${all.length} pages`);
  assert.deepEqual(wrong, [], `of ${all.length} pages`);
}

/** Every address of a built site that is a page, in order. */
export function addresses(folder, at = '/') {
  return readdirSync(join(folder, at), { withFileTypes: true })
    .flatMap((entry) => {
      if (entry.isDirectory()) return addresses(folder, `${at}${entry.name}/`);
      return entry.name === 'index.html' ? [at] : [];
    })
    .sort();
}
