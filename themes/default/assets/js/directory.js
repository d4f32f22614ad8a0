// The directory's page: its lists of links become checkboxes, and results appear as one types and chooses.
//
//   address ──read──▶ state ──ask──▶ answer ──show──▶ page
//                       ▲                              │
//                       └── typing, choosing, back ◀───┘
//
// The page that the server sent stays what it is as long as its own question is asked; the index is loaded when
// somebody begins to ask another.
import { card, shards } from './cards.js';
import { add, open, share } from './index.js';
import { ask } from './search.js';
import * as summaries from './summaries.js';
import { decorate } from './shortlist.js';
import { open as openMap } from './map.js';
import { empty, read, sortOf, write } from './state.js';
import { copy, element, foreign, number, percent, say } from './words.js';

/** So long after the last change it is told to those who hear the page, and the address follows what was typed. */
const SETTLED = 500;
/** So long a shard of summaries is waited for; what was found without it stands. */
const PATIENCE = 8_000;

const finding = document.getElementById('finding');
const form = finding.querySelector('form');
const input = form.elements.q;
const announcement = document.getElementById('announcement');
const results = document.getElementById('results');
const heading = document.getElementById('count');
const rule = results.querySelector('.sort-rule');
const pageHead = document.querySelector('.page-head');
const indexAddress = new URL(finding.dataset.index, location.href);
const directory = new URL(form.action).pathname;
const cards = shards(indexAddress);

// The checkboxes

const groups = [...document.querySelectorAll('.counted[data-facet]')].map(withCheckboxes);

function withCheckboxes(list, at) {
  const group = { facet: list.dataset.facet, ids: [], boxes: [], counts: [], names: [], current: new Set() };
  const label = list.closest('details').querySelector('h3').textContent;
  for (const item of list.children) {
    const link = item.querySelector('a');
    const id = item.dataset.value;
    const box = element('input', { type: 'checkbox', name: group.facet, value: id });
    box.addEventListener('change', () => choose(at, id, box.checked));
    const shown = element('span', { 'aria-hidden': 'true' }, link.querySelector('.count > [aria-hidden]').textContent);
    const parts = [...link.childNodes].filter((node) => !node.classList?.contains('count') && node.textContent !== ' ');
    group.ids.push(id);
    group.boxes.push(box);
    group.counts.push({ item, shown });
    const name = [...link.children].findLast((child) => !child.classList.contains('count') && !child.classList.contains('mark-only'));
    group.names.push({ text: name.textContent, lang: name.lang || undefined, dir: name.dir || undefined });
    if (link.hasAttribute('aria-current')) group.current.add(id);
    item.replaceChildren(element('label', {}, box, ...parts, element('span', { class: 'count' }, shown)));
  }
  const fieldset = element('fieldset', {}, element('legend', { class: 'visually-hidden' }, label));
  list.replaceWith(fieldset);
  fieldset.append(list);
  return group;
}

// The map, which chooses countries as their checkboxes do

const countries = groups.findIndex(({ facet }) => facet === 'country');
const map = openMap(document.querySelector('.map'), groups[countries] ?? { ids: [], names: [] }, (id) => {
  choose(countries, id, !state.chosen[countries].has(id));
});

// The page as it was sent

const sent = {
  address: location.pathname,
  state: { ...empty(groups), chosen: groups.map(({ current }) => new Set(current)), page: Number(location.pathname.match(/\/page\/(\d+)\/$/)?.[1] ?? 1) },
  isDirectory: location.pathname.startsWith(directory) && /^(page\/\d+\/)?$/.test(location.pathname.slice(directory.length)),
  heading: heading.textContent,
  counts: groups.map(({ counts }) => counts.map(({ shown }) => shown.textContent)),
  title: document.title,
  head: [...pageHead.querySelector('h1').childNodes],
  rest: [...results.children].filter((child) => !child.classList.contains('results-head')),
  range: results.querySelector('.results-head .range'),
  languages: [...document.querySelectorAll('.languages a')].map((link) => ({ link, href: link.getAttribute('href') })),
};

const sort = results.querySelector('.sort');
const select = sort.querySelector('select');
sort.classList.remove('waiting');
const range = sent.range ?? element('p', { class: 'muted range' });
const sentRange = range.textContent;
heading.after(range);
range.hidden = !sentRange;
heading.tabIndex = -1;
const sheet = document.getElementById('facets');
const showResults = element('button', { class: 'button sheet-show', type: 'button', popovertarget: 'facets', popovertargetaction: 'hide' });
showResults.hidden = true;
sheet.append(showResults);

// What is asked

let state = stateOf(location);
let index = null;
let loading = null;

function stateOf({ pathname, search }) {
  const own = pathname === sent.address && !new URLSearchParams(search).size;
  if (own) return { ...sent.state, chosen: sent.state.chosen.map((set) => new Set(set)) };
  const asked = read(search, groups);
  if (pathname === sent.address && !sent.isDirectory) {
    // The page of a facet with a query: what the page is about holds as well.
    sent.state.chosen.forEach((set, at) => set.forEach((id) => asked.chosen[at].add(id)));
  }
  return asked;
}

function addressOf(asked) {
  return isSent(asked) ? sent.address : directory + write(asked, groups);
}

function isSent(asked) {
  return write(asked, groups) === write(sent.state, groups);
}

function choose(at, id, on) {
  const chosen = state.chosen.map((set) => new Set(set));
  if (on) chosen[at].add(id);
  else chosen[at].delete(id);
  go({ ...state, chosen, page: 1 });
}

/** Asks something else, as a new step of the history. */
function go(next) {
  clearTimeout(settling);
  state = next;
  history.pushState(null, '', addressOf(state));
  update();
}

let settling = 0;

function typed() {
  state = { ...state, q: input.value, page: 1 };
  if (index) summaries.retry(index.summaries);
  clearTimeout(settling);
  settling = setTimeout(() => history.replaceState(null, '', addressOf(state)), SETTLED / 2);
  update();
}

// What is shown

let frame = 0;
let answer = null;

/** Finds the answer at once, and shows it with the next frame. */
function update() {
  if (!index && !isSent(state)) {
    results.setAttribute('aria-busy', 'true');
    load();
    return;
  }
  if (index) {
    answer = ask(index, { ...state, sort: sortOf(state) });
    loadSummaries(answer.missing);
  }
  cancelAnimationFrame(frame);
  frame = requestAnimationFrame(show);
}

function show() {
  if (input.value.trim() !== state.q.trim()) input.value = state.q;
  const waiting = answer?.missing.length > 0;
  if (waiting) clearTimeout(announce.timer);
  if (waiting && answer.total === 0) {
    // Not "nobody", as long as a summary may have the word.
    results.setAttribute('aria-busy', 'true');
    return;
  }
  const order = sortOf(state);
  select.value = order;
  select.options[0].hidden = select.options[0].disabled = !state.q.trim();
  groups.forEach((group, at) => {
    group.ids.forEach((id, value) => {
      const box = group.boxes[value];
      box.checked = state.chosen[at].has(id);
      const { item, shown } = group.counts[value];
      const count = answer?.counts[at][value];
      shown.textContent = answer ? number(count) : sent.counts[at][value];
      item.classList.toggle('nobody', count === 0 && !box.checked);
      if (box.checked) item.closest('details').open = true;
    });
  });
  if (countries >= 0) {
    map.show(groups[countries].ids.map((_, value) => answer?.counts[countries][value]), state.chosen[countries], index?.head.words);
  }
  const query = isSent(state) ? '' : write(state, groups);
  for (const { link, href } of sent.languages) {
    link.href = isSent(state) ? href : directory.replace(/[^/]+\/directory\/$/, `${link.hreflang}/directory/`) + query;
  }
  results.removeAttribute('aria-busy');
  if (isSent(state)) {
    heading.textContent = sent.heading;
    range.textContent = sentRange;
    range.hidden = !sentRange;
    document.title = sent.title;
    pageHead.querySelector('h1').replaceChildren(...sent.head);
    aboutThis(true);
    replaceRest(sent.rest);
    if (index) rule.textContent = say(index.head.words, 'sort_name_rule');
    showResults.hidden = true;
    announce(heading.textContent);
    return;
  }
  const { words } = index.head;
  heading.textContent = say(words, 'partners_count', { count: answer.total });
  showResults.textContent = say(words, 'show_results', { count: answer.total });
  showResults.hidden = false;
  rule.textContent = say(words, `sort_${order}_rule`);
  if (!sent.isDirectory) {
    pageHead.querySelector('h1').replaceChildren(say(words, 'directory_heading'));
    aboutThis(false);
  }
  showRows(words);
  if (!waiting) announce(heading.textContent);
}

/** Shows or hides what only introduces the page that was sent. */
function aboutThis(shown) {
  if (sent.isDirectory) return;
  for (const it of pageHead.querySelectorAll('.lead, .more')) it.hidden = !shown;
  const here = document.querySelector('.breadcrumbs [aria-current]');
  if (here) here.hidden = !shown;
}

function showRows(words) {
  const { page_size: size, shard } = index.head;
  const pages = Math.max(1, Math.ceil(answer.total / size));
  const page = Math.min(state.page, pages);
  const rows = [...answer.rows.subarray((page - 1) * size, page * size)];
  const from = (page - 1) * size + 1;
  const partial = share(index) < 1;
  const parts = [
    pages > 1 ? say(words, 'range', { from, to: from + rows.length - 1, all: answer.total }) : null,
    partial ? say(words, 'partial_search', { percent: percent(share(index)) }) : null,
  ].filter(Boolean);
  range.textContent = parts.join(' · ');
  range.hidden = parts.length === 0;
  const shown = [];
  const chosen = chips(words);
  if (chosen) shown.push(chosen);
  if (rows.length > 0) {
    const list = element('ul', { class: 'cards' });
    const more = (row) => cards.loaded.get(Math.floor(row / shard))?.get(index.ids[row]);
    list.append(...rows.map((row) => element('li', {}, card(index, row, more(row)))));
    shown.push(list);
    fill(list, rows.filter((row) => !more(row)), rows);
  } else if (!partial) {
    shown.push(nobody(words));
  }
  if (pages > 1) shown.push(pagination(words, page, pages));
  replaceRest(shown);
  decorate(results);
}

/** Completes cards as their shards come; a card that has the focus keeps it. */
function fill(list, waiting, rows) {
  const { shard } = index.head;
  const numbers = new Set(waiting.map((row) => Math.floor(row / shard)));
  for (const at of numbers) {
    cards.get(at).then((loaded) => {
      if (!list.isConnected) return;
      for (const row of waiting.filter((row) => Math.floor(row / shard) === at)) {
        const more = loaded.get(index.ids[row]);
        if (!more) continue;
        const item = list.children[rows.indexOf(row)];
        const old = item.firstElementChild;
        const focused = old.contains(document.activeElement) ? (document.activeElement.matches('.keep') ? '.keep' : 'a') : null;
        old.replaceWith(card(index, row, more));
        decorate(item);
        if (focused) item.querySelector(focused).focus();
      }
    }, () => {
      // Name, place, tier and link are there; only logo and summary are missing.
      for (const busy of list.querySelectorAll('[aria-busy]')) busy.removeAttribute('aria-busy');
    });
  }
}

function replaceRest(nodes) {
  const head = results.querySelector('.results-head');
  const focused = document.activeElement;
  const lost = results.contains(focused) && !head.contains(focused) && !nodes.some((node) => node.contains(focused));
  // The head stays where it is: what is taken out of the page, even to be put back, loses the focus.
  while (head.nextSibling) head.nextSibling.remove();
  head.after(...nodes);
  if (lost) heading.focus({ preventScroll: true });
}

function announce(text) {
  clearTimeout(announce.timer);
  announce.timer = setTimeout(() => {
    announcement.textContent = text;
  }, SETTLED);
}

// What has been chosen, and what to give up

/** Each thing that was asked, with the state without it. */
function asked() {
  const things = [];
  if (state.q.trim()) things.push({ group: -1, label: { text: state.q.trim() }, without: { ...state, q: '', page: 1 } });
  groups.forEach((group, at) => {
    group.ids.forEach((id, value) => {
      if (!state.chosen[at].has(id)) return;
      const chosen = state.chosen.map((set) => new Set(set));
      chosen[at].delete(id);
      things.push({ group: at, label: group.names[value], without: { ...state, chosen, page: 1 } });
    });
  });
  return things;
}

function chips(words) {
  const things = asked();
  if (things.length === 0) return null;
  const chip = ({ group, label, without }) => {
    const facet = group < 0 ? say(words, 'chip_search') : index.groups[group].label.text;
    const about = element('span', { class: 'visually-hidden' }, `${say(words, 'remove')}${say(words, 'colon')} ${facet}, `);
    return element('li', {}, step(without, {}, about, element('span', foreign(label), label.text), copy('icon-close')));
  };
  const list = element('ul', { class: 'chosen', 'aria-label': say(words, 'chosen') }, ...things.map(chip));
  if (things.length > 1) {
    const all = { ...empty(groups), sort: state.sort === 'relevance' ? '' : state.sort };
    list.append(element('li', { class: 'chosen-all' }, step(all, {}, say(words, 'clear_all'))));
  }
  return list;
}

function nobody(words) {
  const box = element('div', { class: 'empty' }, element('h3', {}, say(words, 'no_results_heading')));
  const drops = answer.drops.filter(({ total }) => total > 0).sort((a, b) => b.total - a.total);
  if (drops.length > 0) {
    const help = drops.map(({ group, total }) => {
      const chosen = state.chosen.map((set, at) => (at === group ? new Set() : set));
      const without = { ...state, chosen, q: group < 0 ? '' : state.q, page: 1 };
      const filter = asked().filter((it) => it.group === group).map((it) => it.label.text).join(', ');
      const text = group < 0 ? say(words, 'drop_search', { query: filter }) : say(words, 'drop_filter', { filter });
      const partners = say(words, 'partners_count', { count: total });
      return element('li', {}, element('strong', {}, partners), ' ', step(without, {}, text));
    });
    box.append(element('p', {}, say(words, 'no_results_text')), element('ul', { class: 'drops' }, ...help));
  }
  box.append(element('p', {}, step(empty(groups), { class: 'button quiet' }, say(words, 'clear_all'))));
  return box;
}

function pagination(words, page, pages) {
  const to = (number) => ({ ...state, page: number });
  const link = (number, attributes, ...children) => {
    const made = element('a', { href: addressOf(to(number)), ...attributes }, ...children);
    onPlainClick(made, () => {
      go(to(number));
      heading.focus({ preventScroll: true });
      results.scrollIntoView();
    });
    return made;
  };
  const items = [];
  if (page > 1) items.push(element('li', { class: 'pages-step' }, link(page - 1, { rel: 'prev' }, say(words, 'previous'))));
  let gap = false;
  for (let at = 1; at <= pages; at += 1) {
    if (at === 1 || at === pages || Math.abs(at - page) <= 1) {
      const about = element('span', { class: 'visually-hidden' }, `${say(words, 'page_number')} `);
      items.push(element('li', {}, link(at, { 'aria-current': at === page ? 'page' : null }, about, number(at))));
      gap = false;
    } else if (!gap) {
      items.push(element('li', {}, element('span', { 'aria-hidden': 'true' }, '…')));
      gap = true;
    }
  }
  if (page < pages) items.push(element('li', { class: 'pages-step' }, link(page + 1, { rel: 'next' }, say(words, 'next'))));
  return element('nav', { class: 'pages', 'aria-label': say(words, 'pages') }, element('ul', {}, ...items));
}

/** A link to another question, which is asked without leaving the page; the focus goes on to the results. */
function step(next, attributes, ...children) {
  const link = element('a', { href: addressOf(next), ...attributes }, ...children);
  onPlainClick(link, () => {
    go(next);
    heading.focus({ preventScroll: true });
  });
  return link;
}

function onPlainClick(link, act) {
  link.addEventListener('click', (event) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    act();
  });
}

// The index

function load() {
  loading ??= get(indexAddress).then(
    (head) => {
      index = open(head);
      update();
      rest();
    },
    () => {
      loading = null;
      results.removeAttribute('aria-busy');
      failed();
    },
  );
  return loading;
}

/** The other parts of a large catalogue, when something is asked of it: what they add is shown as it comes. */
function rest() {
  for (let part = 1; part < index.head.parts; part += 1) {
    get(new URL(`index-${part}.json`, indexAddress)).then(
      (rows) => {
        add(index, part, rows);
        update();
      },
      failed,
    );
  }
}

const coming = new Set();

/** Loads words of summaries that a question needs: whom they find is added to what is shown. */
function loadSummaries(shards) {
  for (const shard of shards) {
    if (coming.has(shard)) continue;
    coming.add(shard);
    const settle = (file) => {
      coming.delete(shard);
      summaries.add(index.summaries, shard, file);
      // Something else may be asked by now.
      if (answer.missing.includes(shard)) update();
    };
    get(new URL(`summaries/${shard}.json`, indexAddress), { signal: AbortSignal.timeout(PATIENCE) }).then(settle, () => settle(null));
  }
}

async function get(address, options) {
  const response = await fetch(address, { cache: 'no-cache', ...options });
  if (!response.ok) throw new Error(`${response.status} ${address}`);
  return response.json();
}

function failed() {
  document.getElementById('search-failed').hidden = false;
}

// Beginning

input.addEventListener('input', typed);
form.addEventListener('submit', (event) => {
  event.preventDefault();
  clearTimeout(settling);
  state = { ...state, q: input.value };
  if (location.pathname + location.search !== addressOf(state)) history.pushState(null, '', addressOf(state));
  update();
  heading.focus({ preventScroll: true });
  results.scrollIntoView({ block: 'nearest' });
});
select.addEventListener('change', () => go({ ...state, sort: select.value, page: 1 }));
addEventListener('popstate', () => {
  clearTimeout(settling);
  state = stateOf(location);
  update();
});
document.addEventListener('keydown', (event) => {
  const writing = event.target.closest?.('input, textarea, select, [contenteditable]');
  if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || (writing && writing.type !== 'checkbox')) return;
  event.preventDefault();
  input.focus();
  input.select();
});
// Whoever turns to the controls is about to ask something.
for (const event of ['focusin', 'pointerdown']) {
  finding.addEventListener(event, load, { once: true });
  sheet.addEventListener(event, load, { once: true });
}
document.getElementById('try-again').addEventListener('click', () => {
  document.getElementById('search-failed').hidden = true;
  load();
});
if (isSent(state)) show();
else update();
