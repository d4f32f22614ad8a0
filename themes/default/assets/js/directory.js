// The directory page: its lists of links become checkboxes, and results update with every input.
//
//   address ──parseQuery──▶ state ──search──▶ result ──show──▶ page
//                             ▲                                 │
//                             └──── typing, choosing, back ◀────┘
//
// Until the visitor searches or filters, the page stays as the server rendered it; only then is the index loaded.
import { openBar } from './bar.js';
import { replaceLinks, showCount } from './checkboxes.js';
import { element, hook } from './dom.js';
import { message, number, percent } from './i18n.js';
import { openMap } from './map.js';
import { openCards } from './result-cards.js';
import { openSheet, showActive } from './sheets.js';
import { addShortlistButtons } from './shortlist.js';
import { effectiveSort, emptyState, formatQuery, parseQuery } from './url-state.js';

/** Milliseconds after the last change until screen readers announce the result. */
const ANNOUNCE_DELAY = 500;
/** Milliseconds after the last key until the address contains the search. */
const ADDRESS_DELAY = 250;
/** Milliseconds until a shard of summaries counts as failed; the results without it stay. */
const SUMMARIES_TIMEOUT = 8_000;

/** Milliseconds that the first result waits for the details of its cards. */
const CARDS_TIMEOUT = 3_000;
/** Milliseconds after the last key until counts, further cards and the map follow the first cards. */
const SETTLE_DELAY = 120;
/** The cards that are shown with each key; more than a screen has. */
const FIRST_CARDS = 8;
/** The partners that lack one choice which are shown. */
const CLOSE = 12;

const searchPanel = hook('finding');
const form = searchPanel.querySelector('form');
const input = form.elements.q;
const announcement = hook('announcement');
const results = hook('results');
const heading = hook('count');
const head = document.querySelector('.directory-head');
const rule = head.querySelector('.sort-rule');
const chips = hook('chosen');
const title = head.querySelector('h1');
const views = [...head.querySelectorAll('.views input')];
const indexAddress = new URL(searchPanel.dataset.index, location.href);
const directory = new URL(form.action).pathname;
/** The module that searches, and the cards of its results, once they are loaded. */
let finder = null;
let cards = null;

// Checkboxes

const groups = [...document.querySelectorAll('.facets-sheet [data-facet]')].map((list, position) =>
  replaceLinks(list, (id, isChosen) => choose(position, id, isChosen)),
);

// The map, which is linked to the checkboxes of countries

const countries = groups.findIndex(({ facet }) => facet === 'country');
const map = openMap(document.querySelector('.pin-map'), groups[countries] ?? { ids: [], names: [] }, (id) => {
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
  head: [...title.childNodes],
  rest: [...results.children],
  rule: rule.textContent,
  chips: [...chips.children],
  range: head.querySelector('.range'),
  languages: [...document.querySelectorAll('.languages a')].map((link) => ({ link, href: link.getAttribute('href') })),
};

const sort = head.querySelector('.sort');
const select = sort.querySelector('select');
sort.classList.remove('waiting');
const range = initial.range ?? element('p', { class: 'muted range' });
const initialRange = range.textContent;
rule.before(range);
range.hidden = !initialRange;
heading.tabIndex = -1;
results.tabIndex = -1;
const sheet = hook('facets');
const filtersLabel = hook('open-filters').textContent;
const showResults = element('button', { class: 'button sheet-show', type: 'button' }, hook('filters-dialog').querySelector('.sheet-close').textContent);
openSheet(hook('open-filters'), hook('filters-dialog'), sheet, { button: showResults, onOpen: load, onShow: focusResults });
openSheet(hook('open-map'), hook('map-dialog'), hook('map'), { onOpen: () => frame === 0 || show() });

// State

let state = stateFrom(location);
let index = null;
let loading = null;

/** The state that an address stands for. */
function stateFrom({ pathname, search }) {
  const params = new URLSearchParams(search);
  const view = params.get('view') === 'list' ? 'list' : '';
  params.delete('view');
  const isRendered = pathname === initial.address && !params.size;
  if (isRendered) return { ...initial.state, view, chosen: initial.state.chosen.map((ids) => new Set(ids)) };
  const state = parseQuery(search, groups);
  if (pathname === initial.address && !initial.isDirectory) {
    // A facet's page with a query: the facet's value is chosen as well.
    initial.state.chosen.forEach((ids, position) => ids.forEach((id) => state.chosen[position].add(id)));
  }
  return state;
}

function addressOf(state) {
  if (isInitial(state)) return initial.address + (state.view ? `?view=${state.view}` : '');
  return directory + formatQuery(state, groups);
}

/** Whether the page that the server rendered shows this state. */
function isInitial(state) {
  return formatQuery({ ...state, view: '' }, groups) === formatQuery(initial.state, groups);
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

/** Shows the state with some changes. */
function go(change) {
  navigate({ ...state, ...change, page: 1 });
}

/** Shows the state of a followed link. The focus moves to the results. */
function openState(next) {
  navigate(next);
  heading.focus({ preventScroll: true });
}

function openPage(next) {
  openState(next);
  head.scrollIntoView();
}

let addressTimer = 0;

function onInput() {
  state = { ...state, q: input.value, page: 1 };
  if (index) finder.retrySummaries(index.summaries);
  clearTimeout(addressTimer);
  addressTimer = setTimeout(() => history.replaceState(null, '', addressOf(state)), ADDRESS_DELAY);
  update({ inSteps: true });
  bar.suggest();
}

const bar = openBar(form, {
  groups,
  load,
  loadPlaces: () => load().then(() => finder.loadPlaces(index.head.places)),
  finder: () => finder,
  index: () => index,
  result: () => result,
  state: () => state,
  go,
  announceSuggestions(text) {
    suggestionCount = text;
    announce(announced);
  },
});

// The page

let frame = 0;
let settleTimer = 0;
let result = null;
/** The place that the state is near, once it has been looked up: null if its name is not known. */
let place = { address: '', found: null };

const nearPlace = () => (state.near ? place.found : null);

/** Looks a place up, and shows the result. */
function findPlace(address) {
  results.setAttribute('aria-busy', 'true');
  finder.loadPlaces(index.head.places).then(
    () => finder.placeOf(index, address),
    () => null,
  ).then((found) => {
    place = { address, found };
    update();
  });
}

/** Searches at once, and shows the result in the next frame. */
function update({ inSteps = false } = {}) {
  if (!index && !isInitial(state)) {
    results.setAttribute('aria-busy', 'true');
    load();
    return;
  }
  if (index) {
    if (state.near && place.address !== state.near) {
      findPlace(state.near);
      return;
    }
    result = finder.search(index, { ...state, near: nearPlace(), sort: effectiveSort(state) });
    loadSummaries(result.missing);
  }
  cancelAnimationFrame(frame);
  clearTimeout(settleTimer);
  if (isFirst && index) showFirst();
  else frame = requestAnimationFrame(() => show(inSteps));
}

let isFirst = !isInitial(state);
/** Whether the page still shows what the server rendered. */
let isUntouched = true;

/** Shows the result of the address that was opened, with complete cards if they come soon: nothing moves afterwards. */
function showFirst() {
  if (result.missing.length > 0) return;
  isFirst = false;
  const { page_size: size } = index.head;
  const first = (state.page - 1) * size;
  const rows = [...result.rows.subarray(first, first + size), ...result.close.subarray(0, CLOSE)];
  const timeout = new Promise((resolve) => setTimeout(resolve, CARDS_TIMEOUT));
  Promise.race([cards.load(rows), timeout]).then(() => {
    frame = requestAnimationFrame(() => show());
  });
}

/** Shows the state: all of it, or in steps, the first cards at once and the rest when no more keys come. */
function show(inSteps = false) {
  bar.show(state);
  for (const box of views) box.checked = box.value === (state.view || 'cards');
  const waiting = result?.missing.length > 0;
  if (waiting) clearTimeout(announce.timer);
  if (waiting && result.total === 0) {
    // Until all summaries have been searched, "no results" may be wrong.
    results.setAttribute('aria-busy', 'true');
    return;
  }
  const order = effectiveSort(state);
  select.value = order;
  for (const option of select.options) {
    if (option.value === 'relevance') option.hidden = option.disabled = !state.q.trim();
    if (option.value === 'near') option.hidden = option.disabled = !state.near;
  }
  const query = isInitial(state) ? '' : formatQuery(state, groups);
  for (const { link, href } of initial.languages) {
    link.href = isInitial(state) ? href : directory.replace(/[^/]+\/directory\/$/, `${link.hreflang}/directory/`) + query;
  }
  results.removeAttribute('aria-busy');
  document.documentElement.classList.remove('asked');
  const finishRows = isInitial(state) ? showInitial() : showResult(order, inSteps);
  const finish = () => {
    showFacets();
    finishRows?.();
  };
  if (inSteps) settleTimer = setTimeout(finish, SETTLE_DELAY);
  else finish();
  // What was there before the visitor did anything is no news.
  const isNews = !isInitial(state) || !isUntouched;
  isUntouched &&= isInitial(state);
  if (!waiting && isNews) announce(isInitial(state) || result.close.length === 0 ? heading.textContent : `${heading.textContent}. ${message(index.head.words, 'close_heading', { count: result.close.length })}.`);
}

/** Shows the counts of all values, on the filters and on the map. */
function showFacets() {
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
}

/** Shows the page as the server rendered it. */
function showInitial() {
  heading.textContent = initial.heading;
  range.textContent = initialRange;
  range.hidden = !initialRange;
  document.title = initial.title;
  title.replaceChildren(...initial.head);
  toggleBreadcrumbs(true);
  replaceResults(initial.rest);
  rule.textContent = initial.rule;
  showChips(initial.chips);
  clearTimeout(pinsTimer);
  map.reset();
  results.parentElement.classList.remove('with-close');
  if (!index) return;
  const active = initial.state.chosen.reduce((sum, ids) => sum + ids.size, 0);
  showActive(filtersLabel, active, message(index.head.words, 'filters_count', { count: active }));
  showResults.textContent = message(index.head.words, 'show_results', { count: result.total });
}

/** Shows a result, and returns what adds the rest of its cards. */
function showResult(order, inSteps) {
  const { words: strings } = index.head;
  heading.textContent = message(strings, 'partners_count', { count: result.total });
  const pages = Math.max(1, Math.ceil(result.total / index.head.page_size));
  document.title = finder.pageTitle({ strings, groups, state: { ...state, page: Math.min(state.page, pages) } });
  showResults.textContent = message(strings, 'show_results', { count: result.total });
  rule.textContent = ruleOf(order, strings);
  const view = { strings, index, groups, state, result, addressOf, open: openState };
  title.replaceChildren(...finder.listHeading(view));
  toggleBreadcrumbs(initial.isDirectory);
  showChips(finder.filterChips(view));
  const active = finder.activeCount(view);
  showActive(filtersLabel, active, message(strings, 'filters_count', { count: active }));
  return showRows(view, inSteps);
}

/** The place as it was typed, if the name that is known only goes on: "Anvers" of "Anversa". */
function placeName() {
  const typed = state.near.split(',')[0].trim();
  return place.found.name.toLowerCase().startsWith(typed.toLowerCase()) ? typed : place.found.name;
}

/** The rule of an order, in words. */
function ruleOf(order, strings) {
  if (state.near && !place.found) return message(strings, 'place_unknown', { place: state.near.split(',')[0].trim() });
  if (order === 'near') return message(strings, 'sort_near_rule', { place: placeName() });
  const isLocal = countries >= 0 && state.chosen[countries].size > 0 && ['name', 'tier'].includes(order);
  return message(strings, isLocal ? `sort_${order}_local_rule` : `sort_${order}_rule`);
}

function showChips(items) {
  chips.replaceChildren(...items);
  chips.hidden = items.length === 0;
}

/** The count of a value in the result: the page lists the most frequent values first, the index does not. */
function countOf(position, id) {
  return result?.counts[position][index.groups[position].numbers.get(id)];
}

/** Opens the lists that a value is in. */
function openAround(item) {
  for (let list = item.closest('details'); list; list = list.parentElement.closest('details')) list.open = true;
}

/** Shows or hides the way to the page that the server rendered. */
function toggleBreadcrumbs(shown) {
  const breadcrumbs = head.querySelector('.breadcrumbs');
  if (breadcrumbs) breadcrumbs.hidden = !shown;
}

/** Shows the rows of a page of the result, and returns what adds the cards that are not shown at once. */
function showRows(view, inSteps) {
  const { strings } = view;
  const { page_size: size } = index.head;
  const pages = Math.max(1, Math.ceil(result.total / size));
  const page = Math.min(state.page, pages);
  const rows = [...result.rows.subarray((page - 1) * size, page * size)];
  const from = (page - 1) * size + 1;
  const isPartial = finder.loadedShare(index) < 1;
  const notes = [
    result.close.length > 0 ? message(strings, 'close_heading', { count: result.close.length }) : null,
    pages > 1 ? message(strings, 'range', { from, to: from + rows.length - 1, all: result.total }) : null,
    isPartial ? message(strings, 'partial_search', { percent: percent(finder.loadedShare(index)) }) : null,
  ].filter(Boolean);
  range.textContent = notes.join(' · ');
  range.hidden = notes.length === 0;
  const close = [...result.close.subarray(0, CLOSE)];
  const nodes = [result.total > 0 || !isPartial ? finder.forgiven(view) : null].filter(Boolean);
  const chosen = countries >= 0 ? state.chosen[countries] : new Set();
  const reader = { countries: [...chosen], near: nearPlace(), result };
  const found = cards.list(rows, from, reader, inSteps ? FIRST_CARDS : rows.length);
  const others = cards.list(close, from + rows.length, reader, inSteps ? Math.max(0, FIRST_CARDS - rows.length) : close.length);
  if (rows.length > 0) nodes.push(found.list);
  else if (!isPartial) nodes.push(finder.noResults(view));
  if (close.length > 0) nodes.push(element('section', { class: 'close' }, finder.closeHead(view), others.list));
  if (pages > 1) nodes.push(finder.pagination({ ...view, open: openPage }, page, pages));
  replaceResults(nodes);
  addShortlistButtons(results);
  results.parentElement.classList.toggle('with-close', close.length > 0);
  clearTimeout(pinsTimer);
  return () => {
    found.finish();
    others.finish();
    addShortlistButtons(results);
    // The results come first.
    pinsTimer = setTimeout(() => map.showPins(finder, index, [...rows, ...close], { first: from, near: nearPlace(), chosen }), SETTLE_DELAY);
  };
}

let pinsTimer = 0;

function replaceResults(nodes) {
  const focused = document.activeElement;
  const losesFocus = focused !== results && results.contains(focused) && !nodes.some((node) => node.contains(focused));
  const partner = losesFocus ? focused.closest('.card')?.dataset.partner : null;
  results.replaceChildren(...nodes);
  // The same partner keeps the focus.
  const again = partner && results.querySelector(`.card[data-partner="${partner}"] :is(h1, h3) a`);
  if (losesFocus) (again ?? heading).focus({ preventScroll: true });
}

/** Moves the focus to the results, which are named by their number, and into sight: the next stop is the first of them. */
function focusResults() {
  results.focus({ preventScroll: true });
  head.scrollIntoView({ block: 'nearest' });
}

let announced = '';
let suggestionCount = '';

/** Announces the number of results, and of suggestions, once both have settled. */
function announce(text) {
  announced = text;
  clearTimeout(announce.timer);
  announce.timer = setTimeout(() => {
    announcement.textContent = [announced, suggestionCount].filter(Boolean).join('. ');
  }, ANNOUNCE_DELAY);
}

// Loading

/** Loads the index, once. */
function load() {
  loading ??= Promise.all([fetchJson(indexAddress), import(searchPanel.dataset.finder)]).then(
    ([head, module]) => {
      finder = module;
      index = finder.openIndex(head);
      cards = openCards(finder, index, finder.cardShards(indexAddress));
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
        finder.addPart(index, part, rows);
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
      finder.addSummaries(index.summaries, shard, file);
      // The query may have changed in the meantime.
      if (result.missing.includes(shard)) update({ inSteps: true });
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
  document.documentElement.classList.remove('asked');
  hook('search-failed').hidden = false;
}

// Events

input.addEventListener('input', onInput);
form.addEventListener('submit', (event) => {
  event.preventDefault();
  clearTimeout(addressTimer);
  state = { ...state, q: input.value, ...bar.typedPlace() };
  if (location.pathname + location.search !== addressOf(state)) history.pushState(null, '', addressOf(state));
  bar.close();
  update();
  focusResults();
});
for (const box of views) {
  box.addEventListener('change', () => {
    state = { ...state, view: box.value === 'list' ? 'list' : '' };
    history.replaceState(null, '', addressOf(state));
  });
}
// A card's pin is marked while the card is pointed at.
for (const [event, isOn] of [['pointerover', true], ['pointerout', false], ['focusin', true], ['focusout', false]]) {
  results.addEventListener(event, ({ target }) => {
    const partner = target.closest('.card')?.dataset.partner;
    if (partner) map.point(isOn ? partner : null);
  });
}
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

// Forms send what was left empty, too.
if (/=(&|$)/.test(location.search)) history.replaceState(null, '', addressOf(state));
