// The preview under all kinds of file changes: its pages equal those that a build writes, or say that they are out of
// date.
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

/** A project in a preview, with one of its pages in a browser. */
async function previewed(t, address, { folder = project(t), more = [] } = {}) {
  const server = await preview(t, folder, { more });
  const { page, troubles } = await open(t, browser, server.origin, { expected: [/503/] });
  await page.goto(server.origin + address);
  await page.locator('main').first().waitFor();
  const strip = page.locator('vitrine-preview');
  await strip.locator('.strip > details > summary').waitFor();
  return { folder, page, strip, troubles, asBuilt: () => assertAsBuilt(folder, server.origin) };
}

/** The strip shows an error: its location, the line of the file and the message. */
async function showsProblem({ strip }, { place, excerpt, message }) {
  await strip.locator('.strip.error').waitFor();
  assert.match(await strip.locator('.strip.error > details > summary').innerText(), /you see the version of \d\d:\d\d/);
  const problem = strip.locator('.problems li', { hasText: message }).filter({ hasText: place }).first();
  await problem.waitFor({ state: 'attached' });
  if (excerpt) assert.ok((await problem.locator('pre').textContent()).includes(excerpt), await problem.textContent());
}

/** The strip shows no errors, and the page is up to date. */
async function isFixed({ strip }) {
  await strip.locator('.strip:is(.calm, .warning) > details > summary').waitFor();
  assert.equal(await strip.locator('.since', { hasText: 'version of' }).count(), 0);
}

/** Breaks a file, waits for the strip, and restores the file. */
async function breakAndFix(it, path, broken, expected) {
  const file = join(it.folder, path);
  const good = readFileSync(file, 'utf8');
  const bad = broken(good);
  assert.notEqual(bad, good);
  writeFileSync(file, bad);
  await showsProblem(it, expected);
  writeFileSync(file, good);
  await isFixed(it);
}

const record = (number, name) =>
  `name = "${name} ${number}"\ntypes = ["integrator"]\nsummary = "Installs, and looks after what it installed."\n` +
  '[[offices]]\ncity = "Lille"\ncountry = "FR"\n';

test('a thousand files changed at once by a checkout, there and back', async (t) => {
  const folder = starter(t);
  const git = (...args) => execFileSync('git', ['-c', 'user.name=x', '-c', 'user.email=x@y.example', ...args], { cwd: folder });
  const many = join(folder, 'partners/many');
  const write = (name) => {
    for (let index = 0; index < 1000; index += 1) writeFileSync(join(many, `many-${index}.toml`), record(index, name));
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
  await isFixed(it);
  await it.asBuilt();
  git('checkout', '--quiet', 'first');
  await it.page.locator('main').getByText('Aaa First 0').first().waitFor({ timeout: 60_000 });
  await isFixed(it);
  await it.asBuilt();
  assert.deepEqual(it.troubles, []);
});

test('a theme that is broken and fixed', async (t) => {
  const it = await previewed(t, '/en/');
  const home = 'themes/default/templates/home.html';
  await breakAndFix(it, home, (text) => `${text}\n{% if unclosed %}\n`, {
    place: `${home}:`,
    message: 'template',
    excerpt: 'unclosed',
  });
  await breakAndFix(it, home, (text) => text.replace(/\{% extends "[^"]*" %\}/, '{% extends "bsae.html" %}'), {
    place: `${home}:1:`,
    message: 'did you mean base.html?',
    excerpt: 'bsae.html',
  });
  await breakAndFix(it, home, (text) => text.replace('{% block main %}', '{% block main %}{% include "nowhere.html" %}'), {
    place: `${home}:2:`,
    message: 'unknown template nowhere.html',
    excerpt: 'nowhere.html',
  });
  await breakAndFix(it, 'themes/default/theme.toml', (text) => `nmae = "x"\n${text}`, {
    place: 'themes/default/theme.toml:1:1',
    message: 'unknown key nmae',
    excerpt: 'nmae',
  });
  await breakAndFix(it, 'themes/default/i18n/en.toml', (text) => text.replace(' = ', ' "'), {
    place: 'themes/default/i18n/en.toml:',
    message: 'toml-syntax',
  });
  // A changed template, then a deleted one: without it, the template of the default theme is used.
  const file = join(it.folder, home);
  const good = readFileSync(file, 'utf8');
  writeFileSync(file, good.replace('{% block main %}', '{% block main %}<p id="own">Our own</p>'));
  await it.page.locator('#own').waitFor();
  unlinkSync(file);
  await it.page.locator('#own').waitFor({ state: 'detached' });
  writeFileSync(file, good);
  await isFixed(it);
  await it.asBuilt();
});

test('renamed folders, and saves in them', async (t) => {
  const it = await previewed(t, '/en/directory/');
  const at = (path) => join(it.folder, path);
  renameSync(at('partners/fr'), at('partners/frankreich'));
  const moved = at('partners/frankreich/kerguelen.toml');
  const good = readFileSync(moved, 'utf8');
  writeFileSync(moved, good.replace(/^name = .*$/m, 'name = "Aaa Moved"'));
  await it.page.locator('h1', { hasText: 'Aaa Moved' }).waitFor();
  await it.asBuilt();
  writeFileSync(moved, good.replace(/^types = .*$/m, 'types = ["intgrator"]'));
  await showsProblem(it, { place: 'partners/frankreich/kerguelen.toml:', message: 'unknown type', excerpt: 'intgrator' });
  writeFileSync(moved, good);
  await isFixed(it);

  // The folder of all partners, to a name that no project uses, and back.
  renameSync(at('partners'), at('people'));
  await it.strip.locator('.strip.error').waitFor();
  renameSync(at('people'), at('partners'));
  await isFixed(it);
  renameSync(at('content'), at('elsewhere'));
  await it.strip.locator('.strip.error').waitFor();
  renameSync(at('elsewhere'), at('content'));
  await isFixed(it);
  // The folder is watched again.
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
  await isFixed(it);
  await it.asBuilt();
});

test('editors that write by renaming, half-written files and empty files', async (t) => {
  const it = await previewed(t, '/en/partners/kerguelen/');
  const path = 'partners/fr/kerguelen.toml';
  const file = join(it.folder, path);
  const good = readFileSync(file, 'utf8');
  const named = (name) => good.replace(/^name = .*$/m, `name = "${name}"`);
  const heading = (name) => it.page.locator('h1', { hasText: name }).waitFor();

  // As vim does: writes a swap file, renames the old file, writes the new one, deletes the old one.
  writeFileSync(join(it.folder, 'partners/fr/.kerguelen.toml.swp'), 'b0VIM');
  writeFileSync(join(it.folder, 'partners/fr/4913'), '');
  unlinkSync(join(it.folder, 'partners/fr/4913'));
  renameSync(file, `${file}~`);
  writeFileSync(file, named('By Vim'));
  unlinkSync(`${file}~`);
  await heading('By Vim');
  // As many others do: writes a temporary file and renames it.
  writeFileSync(join(it.folder, 'partners/fr/.kerguelen.toml.tmp'), named('By Another'));
  renameSync(join(it.folder, 'partners/fr/.kerguelen.toml.tmp'), file);
  await heading('By Another');
  // A copy made by a synchronized folder is another record.
  cpSync(file, join(it.folder, 'partners/fr/kerguelen (copy).toml'));
  await showsProblem(it, { place: 'kerguelen (copy).toml', message: 'invalid-id' });
  unlinkSync(join(it.folder, 'partners/fr/kerguelen (copy).toml'));
  await isFixed(it);

  const text = named('In Two Halves');
  const middle = text.indexOf('summary.en') + 'summary.en = "half'.length;
  writeFileSync(file, text.slice(0, middle));
  await showsProblem(it, { place: `${path}:`, message: 'toml-syntax', excerpt: 'summary.en' });
  writeFileSync(file, text);
  await heading('In Two Halves');
  writeFileSync(file, '');
  await showsProblem(it, { place: path, message: 'missing-key' });
  writeFileSync(file, Buffer.from([0xff, 0xfe, 0x00]));
  await showsProblem(it, { place: path, message: 'unreadable-file' });
  writeFileSync(file, good);
  await isFixed(it);
  await it.asBuilt();
});

test('file changes with --poll', async (t) => {
  const it = await previewed(t, '/en/partners/calanque-analytique/', { more: ['--poll'] });
  const at = (path) => join(it.folder, path);
  const file = at('partners/fr/calanque-analytique.toml');
  const good = readFileSync(file, 'utf8');
  const name = /^name = "(.*)"$/m.exec(good)[1];
  await breakAndFix(it, 'partners/fr/calanque-analytique.toml', (text) => text.replace(/^types = .*$/m, 'types = ["intgrator"]'), {
    place: 'partners/fr/calanque-analytique.toml:',
    message: 'unknown type',
    excerpt: 'intgrator',
  });
  await breakAndFix(it, 'themes/default/templates/partner.html', (text) => `${text}{% if unclosed %}`, {
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
  await isFixed(it);
  await it.asBuilt();
});
