// Size of the directory's index and latency from key to results, compared with Pagefind on the same data.
//
//   npm ci --prefix tests/browser && npm ci --ignore-scripts --prefix benches/search
//   cargo build --release && cargo build --release --example generate
//   node benches/search/measure.js 1000 10000 100000
//
// Each catalogue is generated, previewed (so that only requested pages are rendered), and read back into the records that
// Pagefind indexes: name, city, all facets with their synonyms, summary. Both are then served compressed from one folder and
// used in one Chromium, with the same words typed letter by letter. Needs 12 GB for 100 000 partners; without Pagefind (`--alone`) 2.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { launch, open } from '../../tests/browser/lib/browser.js';
import { serve } from '../../tests/browser/lib/static-server.js';
import { indexPeer, peerPage } from './peer.js';
import { RELEASE, bytesOf, readIndex, takeDirectory } from './site.js';
import { firstSearch, openDirectory, openPeer, typeAll } from './visitor.js';

const counts = process.argv.slice(2).filter((it) => /^\d+$/.test(it)).map(Number);
const alone = process.argv.includes('--alone');
if (counts.length === 0) throw new Error('say for how many partners: node benches/search/measure.js 1000 10000');

const browser = await launch();
const rows = [];
for (const count of counts) {
  const folder = mkdtempSync(join(tmpdir(), `vitrine-search-${count}-`));
  try {
    rows.push(...(await measure(count, folder)));
  } finally {
    rmSync(folder, { recursive: true });
  }
}
await browser.close();
const columns = ['partners', 'search', 'index, s', 'files', 'index, KB', 'bytes a partner', 'summaries, bytes a partner', 'scripts, KB', 'first search, KB', 'requests', 'key → results, ms: median', '95 %', 'worst', 'of the thread, ms: median', '95 %', 'worst'];
const line = (cells) => `| ${cells.join(' | ')} |`;
console.log([line(columns), line(columns.map(() => '---')), ...rows.map(line)].join('\n'));

async function measure(count, folder) {
  const project = join(folder, 'project');
  const site = join(folder, 'site');
  execFileSync(join(RELEASE, 'examples/generate'), [String(count), project]);
  await takeDirectory(project, site);
  const bytes = bytesOf(site);
  const { index, words, records } = readIndex(site);
  const peer = alone ? null : await indexPeer(records(), site);
  if (peer) peerPage(site, index.head.facets.map((facet) => facet.id));
  const host = await serve(site, { gzip: true });
  const ends = [];
  const test = { after: (end) => ends.push(end) };
  const visit = (opened) => async () => {
    const { page, troubles } = await open(test, browser, host.origin, { viewport: { width: 1280, height: 900 } });
    await opened(page, host);
    return { page, troubles };
  };
  const results = [];
  const own = visit(openDirectory);
  const first = await firstSearch(own, host, words[0], /\/js\//);
  const { times, work } = await typeAll(own, words);
  const requests = `${first.requests}`;
  results.push([count, 'Vitrine', '', bytes.files, kb(bytes.index), (bytes.index / count).toFixed(1), (bytes.summaries / count).toFixed(1), kb(first.scripts), kb(first.data), requests, ...quantiles(times), ...quantiles(work)]);
  if (peer) {
    const other = visit(openPeer);
    const first = await firstSearch(other, host, words[0], /\.js$/);
    const { times, work } = await typeAll(other, words);
    results.push([count, 'Pagefind', peer.seconds.toFixed(1), peer.files, kb(peer.bytes), (peer.bytes / count).toFixed(1), '', kb(first.scripts), kb(first.data), first.requests, ...quantiles(times), ...quantiles(work)]);
  }
  for (const end of ends) await end();
  host.close();
  return results;
}

function kb(bytes) {
  return (bytes / 1000).toFixed(1);
}

function quantiles(times) {
  const sorted = [...times].sort((a, b) => a - b);
  return [0.5, 0.95, 1].map((part) => sorted[Math.ceil(part * sorted.length) - 1].toFixed(0));
}
