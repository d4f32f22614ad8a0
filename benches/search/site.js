// The files that a visitor of a generated catalogue's directory may load, taken from the preview, and read back as records.
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

import { addPart, openIndex, valuesOf } from '../../themes/default/assets/js/index.js';
import { tokenize } from '../../themes/default/assets/js/tokenize.js';

const REPOSITORY = join(dirname(fileURLToPath(import.meta.url)), '../..');
/** Where cargo builds in release mode. */
export const RELEASE = resolve(REPOSITORY, process.env.CARGO_TARGET_DIR ?? 'target', 'release');
const DIRECTORY = '/en/directory/';

/** Writes the directory's page, its scripts, styles, index, words of summaries and cards into `site`, as they would be in the built site. */
export async function takeDirectory(project, site) {
  const child = spawn(join(RELEASE, 'vitrine'), ['serve', '--project', project, '--port', '0', '--no-paper'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    const origin = await new Promise((resolve, reject) => {
      child.stdout.on('data', (printed) => {
        const url = /http:\/\/[^\s/]+/.exec(String(printed));
        if (url) resolve(url[0]);
      });
      child.on('exit', (code) => reject(new Error(`vitrine serve ended: ${code}`)));
    });
    const take = async (path) => {
      const bytes = await fetched(origin + path);
      const file = join(site, path.endsWith('/') ? `${path}index.html` : path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, bytes);
      return bytes.toString();
    };
    const html = await take(DIRECTORY);
    // The preview's own script and strip are not part of the site.
    const own = /<script src="\/\.vitrine[^>]*><\/script>|<vitrine-preview[^]*<\/vitrine-preview>/g;
    writeFileSync(join(site, DIRECTORY, 'index.html'), html.replace(own, ''));
    const taken = new Set();
    const follow = async (path) => {
      if (taken.has(path)) return;
      taken.add(path);
      const text = await take(path);
      const targets = path.endsWith('.js') ? text.matchAll(/^(?:import|export) .* from '([^']+)'/gm) : path.endsWith('.css') ? text.matchAll(/url\("([^"]+)"\)/g) : [];
      for (const [, target] of targets) await follow(new URL(target, origin + path).pathname);
    };
    for (const [, path] of html.matchAll(/(?:href|src|data-finder)="(\/assets\/[^"]+)"/g)) await follow(path);
    const index = indexPath(html);
    const head = JSON.parse(await take(index));
    for (let part = 1; part < head.parts; part += 1) await take(index.replace('.json', `-${part}.json`));
    for (const [shard] of head.summaries.first.entries()) await take(new URL(`summaries/${shard}.json`, origin + index).pathname);
    const logos = new Set();
    for (let shard = 0; shard * head.shard < head.partners; shard += 1) {
      const cards = JSON.parse(await take(new URL(`cards/${shard}.json`, origin + index).pathname));
      for (const { logo } of cards) if (logo) logos.add(logo.src);
    }
    for (const logo of logos) await take(logo);
  } finally {
    child.kill();
  }
}

/** The response, once the preview has loaded the project. */
async function fetched(url) {
  for (;;) {
    const response = await fetch(url);
    if (response.ok) return Buffer.from(await response.arrayBuffer());
    if (response.status !== 503) throw new Error(`${response.status} ${url}`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

function indexPath(html) {
  return /data-index="([^"]+)"/.exec(html)[1];
}

function pathOfIndex(site) {
  return indexPath(readFileSync(join(site, DIRECTORY, 'index.html'), 'utf8'));
}

/** The compressed bytes of the index, with all its parts, and of the shards of summaries. */
export function bytesOf(site) {
  const path = join(site, pathOfIndex(site));
  const head = JSON.parse(readFileSync(path));
  const parts = Array.from({ length: head.parts }, (_, part) => (part === 0 ? path : path.replace('.json', `-${part}.json`)));
  const shards = [...head.summaries.first.keys()].map((shard) => join(dirname(path), `summaries/${shard}.json`));
  const sum = (files) => files.reduce((sum, file) => sum + gzipSync(readFileSync(file)).length, 0);
  return { index: sum(parts), summaries: sum(shards), files: head.parts + shards.length + Math.ceil(head.partners / head.shard) };
}

/** The contents of the index, as records for Pagefind, and words that a visitor may type. */
export function readIndex(site) {
  const path = join(site, pathOfIndex(site));
  const head = JSON.parse(readFileSync(path));
  const index = openIndex(head);
  for (let part = 1; part < head.parts; part += 1) addPart(index, part, JSON.parse(readFileSync(path.replace('.json', `-${part}.json`))));
  const cards = (shard) => JSON.parse(readFileSync(join(dirname(path), `cards/${shard}.json`)));
  function* records() {
    for (let row = 0, shown = []; row < head.partners; row += 1) {
      if (row % head.shard === 0) shown = cards(row / head.shard);
      const facets = head.facets.map(({ id }) => [id, valuesOf(index, row, id)]);
      const called = facets.flatMap(([, values]) => values.flatMap((value) => [value.text, ...(value.also ?? [])]));
      const cities = head.city_sets[index.cities[row]].map((city) => head.cities[city]);
      const summary = shown[row % head.shard].summary?.text ?? '';
      yield {
        url: `${head.profiles}${index.ids[row]}/`,
        language: 'en',
        content: [index.names[row], ...cities, ...called, summary].join('. '),
        meta: { title: index.names[row], summary },
        filters: Object.fromEntries(facets.map(([id, values]) => [id, values.map((value) => value.id)])),
      };
    }
  }
  // As typed on a keyboard without accents.
  const name = (share) => tokenize(index.names[Math.floor(share * (head.partners - 1))]);
  const words = [name(0.5)[0], name(0.2).slice(0, 2).join(' '), 'data migration', 'supply chain', 'koln', 'logistics analytics', name(0.9)[1]];
  return { index, words, records };
}
