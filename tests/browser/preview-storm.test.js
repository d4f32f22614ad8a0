// Whatever happens to the files of a previewed project, its pages are those that a build would write, or say that they
// are not.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, renameSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { launch, open } from './lib/browser.js';
import { assertAsBuilt, preview, project, starter } from './lib/project.js';

let browser;

before(async () => {
  browser = await launch();
});

after(() => browser?.close());

/** A project that is previewed, with a browser that looks at one of its pages. */
async function previewed(t, address, { folder = project(t), more = [] } = {}) {
  const server = await preview(t, folder, { more });
  const { page, troubles } = await open(t, browser, server.origin, { expected: [/503/] });
  await page.goto(server.origin + address);
  await page.locator('main').first().waitFor();
  const strip = page.locator('vitrine-preview');
  await strip.locator('.strip > details > summary').waitFor();
  return { folder, page, strip, troubles, asBuilt: () => assertAsBuilt(folder, server.origin) };
}

/** The strip tells of a mistake, with its file and line, the line itself and what is wrong with it. */
async function tells({ strip }, { place, excerpt, message }) {
  await strip.locator('.strip.error').waitFor();
  assert.match(await strip.locator('.strip.error > details > summary').innerText(), /you see the version of \d\d:\d\d/);
  const problem = strip.locator('.problems li', { hasText: message }).filter({ hasText: place }).first();
  await problem.waitFor({ state: 'attached' });
  if (excerpt) assert.ok((await problem.locator('pre').textContent()).includes(excerpt), await problem.textContent());
}

/** The strip has nothing to tell any more, and the page is a new one. */
async function isMended({ strip }) {
  await strip.locator('.strip:is(.calm, .warning) > details > summary').waitFor();
  assert.equal(await strip.locator('.since', { hasText: 'version of' }).count(), 0);
}

/** Breaks a file, waits for the strip, and mends it. */
async function breakAndMend(it, path, broken, expected) {
  const file = join(it.folder, path);
  const good = readFileSync(file, 'utf8');
  const bad = broken(good);
  assert.notEqual(bad, good);
  writeFileSync(file, bad);
  await tells(it, expected);
  writeFileSync(file, good);
  await isMended(it);
}

const record = (number, name) =>
  `name = "${name} ${number}"\ntypes = ["integrator"]\nsummary = "Installs, and looks after what it installed."\n` +
  '[[offices]]\ncity = "Lille"\ncountry = "FR"\n';

test('a thousand files changed at once by a checkout, there and back', async (t) => {
  const folder = starter(t);
  const git = (...args) => execFileSync('git', ['-c', 'user.name=x', '-c', 'user.email=x@y.example', ...args], { cwd: folder });
  const many = join(folder, 'partners/many');
  const write = (name) => {
    for (let at = 0; at < 1000; at += 1) writeFileSync(join(many, `many-${at}.toml`), record(at, name));
  };
  mkdirSync(many);
  write('Aaa First');
  git('init', '--quiet', '--initial-branch', 'first');
  git('add', '.');
  git('commit', '--quiet', '-m', 'first');
  git('checkout', '--quiet', '-b', 'second');
  write('Aaa Second');
  unlinkSync(join(folder, 'partners/castlemoor.toml'));
  unlinkSync(join(folder, 'partners/castlemoor.svg'));
  const settings = join(folder, 'content/catalogue.toml');
  writeFileSync(settings, readFileSync(settings, 'utf8').replace('"castlemoor", ', '').replace(/^title = ".*"/m, 'title = "Another branch"'));
  git('add', '.');
  git('commit', '--quiet', '-m', 'second');
  git('checkout', '--quiet', 'first');

  const it = await previewed(t, '/en/directory/', { folder });
  await it.page.locator('main').getByText('Aaa First 0').first().waitFor();
  git('checkout', '--quiet', 'second');
  await it.page.locator('main').getByText('Aaa Second 0').first().waitFor({ timeout: 60_000 });
  await isMended(it);
  await it.asBuilt();
  git('checkout', '--quiet', 'first');
  await it.page.locator('main').getByText('Aaa First 0').first().waitFor({ timeout: 60_000 });
  await isMended(it);
  await it.asBuilt();
  assert.deepEqual(it.troubles, []);
});

test('a theme that is broken and mended', async (t) => {
  const it = await previewed(t, '/en/');
  const home = 'themes/default/templates/home.html';
  await breakAndMend(it, home, (text) => `${text}\n{% if nobody ends this %}\n`, {
    place: `${home}:`,
    message: 'template',
    excerpt: 'nobody',
  });
  await breakAndMend(it, home, (text) => text.replace(/\{% extends "[^"]*" %\}/, '{% extends "bsae.html" %}'), {
    place: `${home}:1:`,
    message: 'did you mean base.html?',
    excerpt: 'bsae.html',
  });
  await breakAndMend(it, home, (text) => text.replace('{% block main %}', '{% block main %}{% include "nowhere.html" %}'), {
    place: `${home}:2:`,
    message: 'unknown template nowhere.html',
    excerpt: 'nowhere.html',
  });
  await breakAndMend(it, 'themes/default/theme.toml', (text) => `nmae = "x"\n${text}`, {
    place: 'themes/default/theme.toml:1:1',
    message: 'unknown key nmae',
    excerpt: 'nmae',
  });
  await breakAndMend(it, 'themes/default/i18n/en.toml', (text) => text.replace(' = ', ' "'), {
    place: 'themes/default/i18n/en.toml:',
    message: 'toml-syntax',
  });
  // Another look, and gone altogether: where the project has no such template, that of the program is used.
  const file = join(it.folder, home);
  const good = readFileSync(file, 'utf8');
  writeFileSync(file, good.replace('{% block main %}', '{% block main %}<p id="own">Our own</p>'));
  await it.page.locator('#own').waitFor();
  unlinkSync(file);
  await it.page.locator('#own').waitFor({ state: 'detached' });
  writeFileSync(file, good);
  await isMended(it);
  await it.asBuilt();
});

test('folders that are renamed, with what is saved in them afterwards', async (t) => {
  const it = await previewed(t, '/en/directory/');
  const at = (path) => join(it.folder, path);
  renameSync(at('partners/fr'), at('partners/frankreich'));
  const moved = at('partners/frankreich/kerguelen.toml');
  const good = readFileSync(moved, 'utf8');
  writeFileSync(moved, good.replace(/^name = .*$/m, 'name = "Aaa Moved"'));
  await it.page.locator('h1', { hasText: 'Aaa Moved' }).waitFor();
  await it.asBuilt();
  writeFileSync(moved, good.replace(/^types = .*$/m, 'types = ["intgrator"]'));
  await tells(it, { place: 'partners/frankreich/kerguelen.toml:', message: 'unknown type', excerpt: 'intgrator' });
  writeFileSync(moved, good);
  await isMended(it);

  // The folder of all partners, and back; the other name is none that a project has.
  renameSync(at('partners'), at('people'));
  await it.strip.locator('.strip.error').waitFor();
  renameSync(at('people'), at('partners'));
  await isMended(it);
  renameSync(at('content'), at('elsewhere'));
  await it.strip.locator('.strip.error').waitFor();
  renameSync(at('elsewhere'), at('content'));
  await isMended(it);
  // It is watched under its name again.
  writeFileSync(moved, good.replace(/^name = .*$/m, 'name = "Aaa Back"'));
  await it.page.locator('h1', { hasText: 'Aaa Back' }).waitFor();
  await it.asBuilt();
});

test('a record that is deleted and restored', async (t) => {
  const it = await previewed(t, '/en/partners/calanque-analytique/');
  const file = join(it.folder, 'partners/fr/calanque-analytique.toml');
  const good = readFileSync(file, 'utf8');
  const name = /^name = "(.*)"$/m.exec(good)[1];
  await it.page.locator('h1', { hasText: name }).waitFor();
  unlinkSync(file);
  await it.page.locator('h1', { hasText: name }).waitFor({ state: 'detached' });
  writeFileSync(file, good);
  await it.page.locator('h1', { hasText: name }).waitFor();
  await isMended(it);
  await it.asBuilt();
});

test('editors that write by renaming, halves of files, and files that are empty for a while', async (t) => {
  const it = await previewed(t, '/en/partners/kerguelen/');
  const path = 'partners/fr/kerguelen.toml';
  const file = join(it.folder, path);
  const good = readFileSync(file, 'utf8');
  const named = (name) => good.replace(/^name = .*$/m, `name = "${name}"`);
  const heading = (name) => it.page.locator('h1', { hasText: name }).waitFor();

  // As vim does: a swap file, the old file kept under another name, the new one written, the old one deleted.
  writeFileSync(join(it.folder, 'partners/fr/.kerguelen.toml.swp'), 'b0VIM');
  writeFileSync(join(it.folder, 'partners/fr/4913'), '');
  unlinkSync(join(it.folder, 'partners/fr/4913'));
  renameSync(file, `${file}~`);
  writeFileSync(file, named('By Vim'));
  unlinkSync(`${file}~`);
  await heading('By Vim');
  // As many others do: written beside it, then renamed over it.
  writeFileSync(join(it.folder, 'partners/fr/.kerguelen.toml.tmp'), named('By Another'));
  renameSync(join(it.folder, 'partners/fr/.kerguelen.toml.tmp'), file);
  await heading('By Another');
  // A copy that a synchronized folder keeps is a record of its own, and told of as such.
  cpSync(file, join(it.folder, 'partners/fr/kerguelen (copy).toml'));
  await tells(it, { place: 'kerguelen (copy).toml', message: 'invalid-id' });
  unlinkSync(join(it.folder, 'partners/fr/kerguelen (copy).toml'));
  await isMended(it);

  const text = named('In Two Halves');
  const middle = text.indexOf('summary.en') + 'summary.en = "half'.length;
  writeFileSync(file, text.slice(0, middle));
  await tells(it, { place: `${path}:`, message: 'toml-syntax', excerpt: 'summary.en' });
  writeFileSync(file, text);
  await heading('In Two Halves');
  writeFileSync(file, '');
  await tells(it, { place: path, message: 'missing-key' });
  writeFileSync(file, Buffer.from([0xff, 0xfe, 0x00]));
  await tells(it, { place: path, message: 'unreadable-file' });
  writeFileSync(file, good);
  await isMended(it);
  await it.asBuilt();
});

test('all of it where the system tells of no changes', async (t) => {
  const it = await previewed(t, '/en/partners/calanque-analytique/', { more: ['--poll'] });
  const at = (path) => join(it.folder, path);
  const file = at('partners/fr/calanque-analytique.toml');
  const good = readFileSync(file, 'utf8');
  const name = /^name = "(.*)"$/m.exec(good)[1];
  await breakAndMend(it, 'partners/fr/calanque-analytique.toml', (text) => text.replace(/^types = .*$/m, 'types = ["intgrator"]'), {
    place: 'partners/fr/calanque-analytique.toml:',
    message: 'unknown type',
    excerpt: 'intgrator',
  });
  await breakAndMend(it, 'themes/default/templates/partner.html', (text) => `${text}{% if nobody ends this %}`, {
    place: 'themes/default/templates/partner.html:',
    message: 'template',
  });
  unlinkSync(file);
  await it.page.locator('h1', { hasText: name }).waitFor({ state: 'detached' });
  writeFileSync(`${file}.new`, good.replace(/^name = .*$/m, 'name = "Back Again"'));
  renameSync(`${file}.new`, file);
  await it.page.locator('h1', { hasText: 'Back Again' }).waitFor();
  renameSync(at('partners/fr'), at('partners/frankreich'));
  writeFileSync(at('partners/frankreich/calanque-analytique.toml'), good.replace(/^name = .*$/m, 'name = "Moved"'));
  await it.page.locator('h1', { hasText: 'Moved' }).waitFor();
  rmSync(at('partners/frankreich/calanque-analytique.svg'));
  await it.strip.locator('.strip.error').waitFor();
  cpSync(join(at('partners/frankreich'), '47-nord.svg'), at('partners/frankreich/calanque-analytique.svg'));
  await isMended(it);
  await it.asBuilt();
});
