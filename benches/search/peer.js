// The peer, Pagefind: its index of the same records, and a minimal page that searches it and shows names.
import { readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import * as pagefind from 'pagefind';

/** Indexes the records into `site`; returns the seconds, the number of files and their bytes. */
export async function indexPeer(records, site) {
  const before = performance.now();
  const { index } = await pagefind.createIndex();
  for (const record of records) {
    const { errors } = await index.addCustomRecord(record);
    if (errors.length > 0) throw new Error(errors.join('\n'));
  }
  const outputPath = join(site, 'pagefind');
  const { errors } = await index.writeFiles({ outputPath });
  if (errors.length > 0) throw new Error(errors.join('\n'));
  await pagefind.close();
  const seconds = (performance.now() - before) / 1000;
  const files = readdirSync(outputPath, { recursive: true }).map((name) => join(outputPath, name)).filter((path) => /\.(pf_\w+|pagefind|json)$/.test(path));
  return { seconds, files: files.length, bytes: files.reduce((sum, file) => sum + statSync(file).size, 0) };
}

/** The page: the names of the first ten results at every input, and the counts of facet values. */
export function peerPage(site, facets) {
  writeFileSync(
    join(site, 'peer.html'),
    `<!doctype html><html lang="en"><meta charset="utf-8"><title>Pagefind</title><link rel="icon" href="data:,">
<label for="q">Search</label> <input id="q"><p id="count"></p><ul id="results"></ul><p id="facets"></p>
<script type="module" src="/peer.js"></script></html>`,
  );
  writeFileSync(
    join(site, 'peer.js'),
    `const FACETS = ${JSON.stringify(facets)};
const [q, count, results, facets] = ['q', 'count', 'results', 'facets'].map((id) => document.getElementById(id));
const pagefind = await import('/pagefind/pagefind.js');
await pagefind.init();
let asked = 0;
q.addEventListener('input', async () => {
  const mine = (asked += 1);
  const found = await pagefind.search(q.value);
  const shown = await Promise.all(found.results.slice(0, 10).map((it) => it.data()));
  if (mine !== asked) return;
  facets.textContent = FACETS.flatMap((facet) => Object.entries(found.filters[facet] ?? {}).map(([value, count]) => value + ' ' + count)).join(', ');
  count.textContent = found.results.length;
  results.replaceChildren(...shown.map(({ meta }) => Object.assign(document.createElement('li'), { textContent: meta.title })));
});
document.documentElement.dataset.ready = '';
`,
  );
}
