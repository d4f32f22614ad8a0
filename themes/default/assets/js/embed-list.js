// A list of partners in a frame of another website: `?country=fr&specialization=data-migration&limit=6&sort=tier`, with the
// names of the directory's addresses.
//
// A filter that the catalogue no longer has matches nothing: a list must not become longer than it was meant to be.
import { card, cardShards } from './cards.js';
import { element, hook } from './dom.js';
import { message } from './i18n.js';
import { addPart, openIndex } from './index.js';
import { search } from './search.js';
import * as summaries from './summaries.js';
import { effectiveSort, formatQuery, parseQuery } from './url-state.js';

/** Partners in a list whose address has no `limit`, and at most. */
const LIMIT = 6;
const MOST = 60;

const main = hook('embed-list');
const status = hook('embed-status');
const filters = hook('embed-filters');
const all = hook('embed-all');
const words = JSON.parse(hook('embed-words').textContent);
const address = new URL(main.dataset.index, location.href);
const params = new URLSearchParams(location.search);

async function fetchJson(url) {
  const response = await fetch(url, { cache: 'no-cache' });
  if (!response.ok) throw new Error(`${response.status} ${url}`);
  return response.json();
}

/** The index with all of its rows: counts of a list in a frame must be true. */
async function loadIndex() {
  const index = openIndex(await fetchJson(address));
  const parts = Array.from({ length: index.head.parts - 1 }, async (_, at) => {
    addPart(index, at + 1, await fetchJson(new URL(`index-${at + 1}.json`, address)));
  });
  await Promise.all(parts);
  return index;
}

/** The result of a query, with the shards of summaries that it needs. */
async function find(index, query) {
  const result = search(index, query);
  if (result.missing.length === 0) return result;
  await Promise.all(result.missing.map(async (shard) => {
    summaries.add(index.summaries, shard, await fetchJson(new URL(`summaries/${shard}.json`, address)));
  }));
  return find(index, query);
}

/** Whether a filter names only values that no partner has. */
function isImpossible(index, groups) {
  return index.head.facets.some(({ id }) => {
    const asked = params.getAll(id);
    return asked.length > 0 && !asked.some((value) => groups.some(({ facet, ids }) => facet === id && ids.includes(value)));
  });
}

function limit() {
  const number = Number.parseInt(params.get('limit'), 10);
  return Number.isNaN(number) ? LIMIT : Math.min(MOST, Math.max(1, number));
}

async function show() {
  const index = await loadIndex();
  const groups = index.groups.map(({ facet, values }) => ({ facet, ids: values.map(({ id }) => id) }));
  const state = parseQuery(location.search, groups);
  const query = { ...state, sort: effectiveSort(state) };
  const { rows, total } = isImpossible(index, groups) ? { rows: [], total: 0 } : await find(index, query);
  const shown = [...rows.slice(0, limit())];
  const cards = cardShards(address);
  const { shard: size } = index.head;
  const items = await Promise.all(shown.map(async (row) => {
    const details = await cards.get(Math.floor(row / size));
    return element('li', {}, card(index, row, details.get(index.ids[row])));
  }));
  const names = index.groups.flatMap(({ values }, position) => values.filter(({ id }) => state.chosen[position].has(id)).map(({ text }) => text));
  if (state.q.trim()) names.unshift(message(index.head.words, 'search_title', { query: state.q.trim() }));
  filters.textContent = names.join(' · ');
  filters.hidden = names.length === 0;
  const count = total === 0 ? words.frame_none : message(index.head.words, 'partners_count', { count: total });
  status.append(element('h2', { class: 'embed-count', 'data-hook': 'embed-count' }, count));
  if (items.length > 0) status.after(element('ul', { class: 'cards' }, ...items));
  if (total > shown.length) {
    all.href = index.head.directory + formatQuery({ ...state, page: 1 }, groups);
    all.textContent = message(words, 'frame_more', { count: total });
  }
}

show().catch((error) => {
  hook('embed-failed').hidden = false;
  throw error;
});
