// The directory page: its lists of links become checkboxes, and results update with every input.
//
//   address ──parseQuery──▶ state ──search──▶ result ──show──▶ page
//                             ▲                                 │
//                             └──── typing, choosing, back ◀────┘
//
// Until the visitor searches or filters, the page stays as the server rendered it; only then is the index loaded.
import { card, cardShards } from './cards.js';
import { replaceLinks, showCount } from './checkboxes.js';
import { element, hook } from './dom.js';
import { message, number, percent } from './i18n.js';
import { addPart, loadedShare, openIndex } from './index.js';
import { openMap } from './map.js';
import { filterChips, noResults, pageTitle, pagination } from './result-views.js';
import { search } from './search.js';
import { addShortlistButtons } from './shortlist.js';
import * as summaries from './summaries.js';
import { effectiveSort, emptyState, formatQuery, parseQuery } from './url-state.js';

/** Milliseconds after the last change until screen readers announce the result. */
const ANNOUNCE_DELAY = 500;
/** Milliseconds after the last key until the address contains the search. */
const ADDRESS_DELAY = 250;
/** Milliseconds until a shard of summaries counts as failed; the results without it stay. */
const SUMMARIES_TIMEOUT = 8_000;

const searchPanel = hook('finding');
const form = searchPanel.querySelector('form');
const input = form.elements.q;
const announcement = hook('announcement');
const results = hook('results');
const heading = hook('count');
const rule = results.querySelector('.sort-rule');
const pageHead = document.querySelector('.page-head');
const indexAddress = new URL(searchPanel.dataset.index, location.href);
const directory = new URL(form.action).pathname;
const cards = cardShards(indexAddress);

// Checkboxes

const groups = [...document.querySelectorAll('.facets [data-facet]')].map((list, position) =>
  replaceLinks(list, (id, isChosen) => choose(position, id, isChosen)),
);

// The map, which is linked to the checkboxes of countries

const countries = groups.findIndex(({ facet }) => facet === 'country');
const map = openMap(document.querySelector('.map'), groups[countries] ?? { ids: [], names: [] }, (id) => {
  choose(countries, id, !state.chosen[countries].has(id));
});

// The page as the server rendered it

const initial = {
  address: location.pathname,
  state: { ...emptyState(groups), chosen: groups.map(({ current }) => new Set(current)), page: Number(location.pathname.match(/\/page\/(\d+)\/$/)?.[1] ?? 1) },
  isDirectory: location.pathname.startsWith(directory) && /^(page\/\d+\/)?$/.test(location.pathname.slice(directory.length)),
  heading: heading.textContent,
  counts: groups.map(({ counts }) => counts.map(({ item, label, spoken }) => ({ text: label.textContent, spoken, isEmpty: item.classList.contains('no-partners') }))),
  title: document.title,
  head: [...pageHead.querySelector('h1').childNodes],
  rest: [...results.children].filter((child) => !child.classList.contains('results-head')),
  range: results.querySelector('.results-head .range'),
  languages: [...document.querySelectorAll('.languages a')].map((link) => ({ link, href: link.getAttribute('href') })),
};

const sort = results.querySelector('.sort');
const select = sort.querySelector('select');
sort.classList.remove('waiting');
const range = initial.range ?? element('p', { class: 'muted range' });
const initialRange = range.textContent;
heading.after(range);
range.hidden = !initialRange;
heading.tabIndex = -1;
const sheet = hook('facets');
const showResults = element('button', { class: 'button sheet-show', type: 'button', popovertarget: 'facets', popovertargetaction: 'hide' });
showResults.hidden = true;
sheet.append(showResults);

// State

let state = stateFrom(location);
let index = null;
let loading = null;

/** The state that an address stands for. */
function stateFrom({ pathname, search }) {
  const isRendered = pathname === initial.address && !new URLSearchParams(search).size;
  if (isRendered) return { ...initial.state, chosen: initial.state.chosen.map((ids) => new Set(ids)) };
  const state = parseQuery(search, groups);
  if (pathname === initial.address && !initial.isDirectory) {
    // A facet's page with a query: the facet's value is chosen as well.
    initial.state.chosen.forEach((ids, position) => ids.forEach((id) => state.chosen[position].add(id)));
  }
  return state;
}

function addressOf(state) {
  return isInitial(state) ? initial.address : directory + formatQuery(state, groups);
}

/** Whether the page that the server rendered shows this state. */
function isInitial(state) {
  return formatQuery(state, groups) === formatQuery(initial.state, groups);
}

function choose(position, id, isChosen) {
  const chosen = state.chosen.map((ids) => new Set(ids));
  if (isChosen) chosen[position].add(id);
  else chosen[position].delete(id);
  navigate({ ...state, chosen, page: 1 });
}

/** Changes the state, with a new entry in the browser's history. */
function navigate(next) {
  clearTimeout(addressTimer);
  state = next;
  history.pushState(null, '', addressOf(state));
  update();
}

/** Shows the state of a followed link. The focus moves to the results. */
function openState(next) {
  navigate(next);
  heading.focus({ preventScroll: true });
}

function openPage(next) {
  openState(next);
  results.scrollIntoView();
}

let addressTimer = 0;

function onInput() {
  state = { ...state, q: input.value, page: 1 };
  if (index) summaries.retry(index.summaries);
  clearTimeout(addressTimer);
  addressTimer = setTimeout(() => history.replaceState(null, '', addressOf(state)), ADDRESS_DELAY);
  update();
}

// The page

let frame = 0;
let result = null;

/** Searches at once, and shows the result in the next frame. */
function update() {
  if (!index && !isInitial(state)) {
    results.setAttribute('aria-busy', 'true');
    load();
    return;
  }
  if (index) {
    result = search(index, { ...state, sort: effectiveSort(state) });
    loadSummaries(result.missing);
  }
  cancelAnimationFrame(frame);
  frame = requestAnimationFrame(show);
}

function show() {
  if (input.value.trim() !== state.q.trim()) input.value = state.q;
  const waiting = result?.missing.length > 0;
  if (waiting) clearTimeout(announce.timer);
  if (waiting && result.total === 0) {
    // Until all summaries have been searched, "no results" may be wrong.
    results.setAttribute('aria-busy', 'true');
    return;
  }
  const order = effectiveSort(state);
  select.value = order;
  select.options[0].hidden = select.options[0].disabled = !state.q.trim();
  groups.forEach((group, position) => {
    group.ids.forEach((id, value) => {
      const box = group.boxes[value];
      box.checked = state.chosen[position].has(id);
      const { item } = group.counts[value];
      const count = countOf(position, id);
      const { text, spoken, isEmpty } = initial.counts[position][value];
      if (result) showCount(group, value, number(count), message(index.head.words, 'partners_count', { count }));
      else showCount(group, value, text, spoken);
      item.classList.toggle('no-partners', (result ? count === 0 : isEmpty) && !box.checked);
      if (box.checked) openAround(item);
    });
  });
  if (countries >= 0) {
    map.show(groups[countries].ids.map((id) => countOf(countries, id)), state.chosen[countries], index?.head.words);
  }
  const query = isInitial(state) ? '' : formatQuery(state, groups);
  for (const { link, href } of initial.languages) {
    link.href = isInitial(state) ? href : directory.replace(/[^/]+\/directory\/$/, `${link.hreflang}/directory/`) + query;
  }
  results.removeAttribute('aria-busy');
  if (isInitial(state)) {
    heading.textContent = initial.heading;
    range.textContent = initialRange;
    range.hidden = !initialRange;
    document.title = initial.title;
    pageHead.querySelector('h1').replaceChildren(...initial.head);
    toggleIntroduction(true);
    replaceResults(initial.rest);
    if (index) rule.textContent = message(index.head.words, 'sort_name_rule');
    showResults.hidden = true;
    announce(heading.textContent);
    return;
  }
  const { words: strings } = index.head;
  heading.textContent = message(strings, 'partners_count', { count: result.total });
  const pages = Math.max(1, Math.ceil(result.total / index.head.page_size));
  document.title = pageTitle({ strings, groups, state: { ...state, page: Math.min(state.page, pages) } });
  showResults.textContent = message(strings, 'show_results', { count: result.total });
  showResults.hidden = false;
  rule.textContent = message(strings, `sort_${order}_rule`);
  if (!initial.isDirectory) {
    pageHead.querySelector('h1').replaceChildren(message(strings, 'directory_heading'));
    toggleIntroduction(false);
  }
  showRows(strings);
  if (!waiting) announce(heading.textContent);
}

/** The count of a value in the result: the page lists the most frequent values first, the index does not. */
function countOf(position, id) {
  return result?.counts[position][index.groups[position].numbers.get(id)];
}

/** Opens the lists that a value is in. */
function openAround(item) {
  for (let list = item.closest('details'); list; list = list.parentElement.closest('details')) list.open = true;
}

/** Shows or hides the introduction of a facet's page. */
function toggleIntroduction(shown) {
  if (initial.isDirectory) return;
  for (const paragraph of pageHead.querySelectorAll('.lead, .more')) paragraph.hidden = !shown;
  const current = document.querySelector('.breadcrumbs [aria-current]');
  if (current) current.hidden = !shown;
}

function showRows(strings) {
  const { page_size: size, shard: shardSize } = index.head;
  const pages = Math.max(1, Math.ceil(result.total / size));
  const page = Math.min(state.page, pages);
  const rows = [...result.rows.subarray((page - 1) * size, page * size)];
  const from = (page - 1) * size + 1;
  const isPartial = loadedShare(index) < 1;
  const notes = [
    pages > 1 ? message(strings, 'range', { from, to: from + rows.length - 1, all: result.total }) : null,
    isPartial ? message(strings, 'partial_search', { percent: percent(loadedShare(index)) }) : null,
  ].filter(Boolean);
  range.textContent = notes.join(' · ');
  range.hidden = notes.length === 0;
  const nodes = [];
  const view = { strings, index, groups, state, result, addressOf, open: openState };
  const filters = filterChips(view);
  if (filters) nodes.push(filters);
  if (rows.length > 0) {
    const list = element('ul', { class: 'cards' });
    const details = (row) => cards.loaded.get(Math.floor(row / shardSize))?.get(index.ids[row]);
    list.append(...rows.map((row) => element('li', {}, card(index, row, details(row)))));
    nodes.push(list);
    completeCards(list, rows, rows.filter((row) => !details(row)));
  } else if (!isPartial) {
    nodes.push(noResults(view));
  }
  if (pages > 1) nodes.push(pagination({ ...view, open: openPage }, page, pages));
  replaceResults(nodes);
  addShortlistButtons(results);
}

/** Replaces incomplete cards when their details have been loaded. The focus stays in a card that has it. */
function completeCards(list, rows, incomplete) {
  const { shard: shardSize } = index.head;
  const shards = new Set(incomplete.map((row) => Math.floor(row / shardSize)));
  for (const shard of shards) {
    cards.get(shard).then((loaded) => {
      if (!list.isConnected) return;
      for (const row of incomplete.filter((row) => Math.floor(row / shardSize) === shard)) {
        const details = loaded.get(index.ids[row]);
        if (!details) continue;
        const item = list.children[rows.indexOf(row)];
        const old = item.firstElementChild;
        const focused = old.contains(document.activeElement) ? (document.activeElement.matches('.keep') ? '.keep' : 'a') : null;
        old.replaceWith(card(index, row, details));
        addShortlistButtons(item);
        if (focused) item.querySelector(focused).focus();
      }
    }, () => {
      // Only logo and summary are missing; name, place, tier and link came with the index.
      for (const busy of list.querySelectorAll('[aria-busy]')) busy.removeAttribute('aria-busy');
    });
  }
}

function replaceResults(nodes) {
  const head = results.querySelector('.results-head');
  const focused = document.activeElement;
  const losesFocus = results.contains(focused) && !head.contains(focused) && !nodes.some((node) => node.contains(focused));
  // The head is never removed: an element loses the focus when it is removed, even if it is inserted again.
  while (head.nextSibling) head.nextSibling.remove();
  head.after(...nodes);
  if (losesFocus) heading.focus({ preventScroll: true });
}

function announce(text) {
  clearTimeout(announce.timer);
  announce.timer = setTimeout(() => {
    announcement.textContent = text;
  }, ANNOUNCE_DELAY);
}

// Loading

/** Loads the index, once. */
function load() {
  loading ??= fetchJson(indexAddress).then(
    (head) => {
      index = openIndex(head);
      update();
      loadParts();
    },
    () => {
      loading = null;
      results.removeAttribute('aria-busy');
      showFailure();
    },
  );
  return loading;
}

/** Loads the other parts of a large catalogue; results are updated as each arrives. */
function loadParts() {
  for (let part = 1; part < index.head.parts; part += 1) {
    fetchJson(new URL(`index-${part}.json`, indexAddress)).then(
      (rows) => {
        addPart(index, part, rows);
        update();
      },
      showFailure,
    );
  }
}

const loadingShards = new Set();

/** Loads shards of summaries; results are updated as each arrives. */
function loadSummaries(shards) {
  for (const shard of shards) {
    if (loadingShards.has(shard)) continue;
    loadingShards.add(shard);
    const settle = (file) => {
      loadingShards.delete(shard);
      summaries.add(index.summaries, shard, file);
      // The query may have changed in the meantime.
      if (result.missing.includes(shard)) update();
    };
    const signal = AbortSignal.timeout(SUMMARIES_TIMEOUT);
    fetchJson(new URL(`summaries/${shard}.json`, indexAddress), { signal }).then(settle, () => settle(null));
  }
}

async function fetchJson(address, options) {
  const response = await fetch(address, { cache: 'no-cache', ...options });
  if (!response.ok) throw new Error(`${response.status} ${address}`);
  return response.json();
}

function showFailure() {
  hook('search-failed').hidden = false;
}

// Events

input.addEventListener('input', onInput);
form.addEventListener('submit', (event) => {
  event.preventDefault();
  clearTimeout(addressTimer);
  state = { ...state, q: input.value };
  if (location.pathname + location.search !== addressOf(state)) history.pushState(null, '', addressOf(state));
  update();
  heading.focus({ preventScroll: true });
  results.scrollIntoView({ block: 'nearest' });
});
select.addEventListener('change', () => navigate({ ...state, sort: select.value, page: 1 }));
addEventListener('popstate', () => {
  clearTimeout(addressTimer);
  state = stateFrom(location);
  update();
});
document.addEventListener('keydown', (event) => {
  const field = event.target.closest?.('input, textarea, select, [contenteditable]');
  if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || (field && field.type !== 'checkbox')) return;
  event.preventDefault();
  input.focus();
  input.select();
});
// A visitor who focuses the controls is about to search or filter.
for (const event of ['focusin', 'pointerdown']) {
  searchPanel.addEventListener(event, load, { once: true });
  sheet.addEventListener(event, load, { once: true });
}
hook('try-again').addEventListener('click', () => {
  hook('search-failed').hidden = true;
  load();
});
if (isInitial(state)) show();
else update();
