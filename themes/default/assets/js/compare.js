// The comparison page: the partners in the address (?ids=a,b), or on the shortlist, side by side, from the public data. What the
// directory's filters say (&specialization=…&country=…) comes first, and what matches it is marked.
import { rowsOf, textOf } from './compare-rows.js';
import { cloneTemplate, element, hook, langAttributes, localizedText } from './dom.js';
import { message } from './i18n.js';
import { readShortlist, saveShortlist } from './shortlist.js';

/** More partners fit no screen. */
const MAX_PARTNERS = 8;
/** The filters that a comparison takes over, and the rows that answer them. */
const NEED = { specialization: ['specialization'], level: ['specialization'], country: ['office', 'area'], language: ['language'], product: ['product'], type: ['type'], industry: ['industry'] };
/** The rows whose values are marked. */
const MARKED = ['specialization', 'office', 'area', 'language', 'product', 'type', 'industry'];
/** Milliseconds for which a button says that the link was copied. */
const COPIED = 2000;

const data = JSON.parse(hook('names').textContent);
const { words: strings } = data;
const lang = document.documentElement.lang;
const LISTS = { type: 'types', product: 'products', specialization: 'specializations', level: 'levels', industry: 'industries', certification: 'certifications', country: 'countries', language: 'languages' };
const names = {
  ...data,
  /** The name of an id of a list; in the index, ids of countries and languages are in lowercase. */
  of: (kind, id) => textOf(data[LISTS[kind]][idOf(kind, id)] ?? id),
  city: ({ city, city_names: versions }) => versions?.[lang] ?? city,
  /** A text by language: the page's, else the first of the catalogue's. */
  text: (versions) => (lang in versions ? { text: versions[lang] } : { text: Object.values(versions)[0], lang: Object.keys(versions)[0], dir: 'auto' }),
};
const section = hook('comparison');
const empty = section.querySelector('.empty');
const announcement = hook('announcement');
const actions = section.querySelector('.compare-actions');
const menu = actions.querySelector('.compare-menu');
const frame = section.querySelector('.compare-frame');
const scroll = frame.querySelector('.compare-scroll');
const strip = frame.querySelector('.compare-names');
const position = frame.querySelector('.compare-position');
const next = frame.querySelector('.compare-next');
const table = scroll.querySelector('table');
// On phones it is laid out as blocks, which would no longer be a table for screen readers.
table.setAttribute('role', 'table');
const back = hook('compare-directory');

let ids = initialIds();
const need = initialNeed();
const needQuery = new URLSearchParams(need.flatMap(([facet, ids]) => ids.map((id) => [facet, id]))).toString();

function idOf(kind, id) {
  if (id in data[LISTS[kind]]) return id;
  return Object.keys(data[LISTS[kind]]).find((known) => known.toLowerCase() === id.toLowerCase());
}

function initialIds() {
  const param = new URLSearchParams(location.search).get('ids');
  const ids = param ? param.split(',').filter((id) => /^[a-z0-9-]+$/.test(id)) : readShortlist();
  return [...new Set(ids)].slice(0, MAX_PARTNERS);
}

/** The known values of the filters in the address: `[[facet, ids], …]`. */
function initialNeed() {
  const params = new URLSearchParams(location.search);
  const known = (facet, id) => id === id.toLowerCase() && idOf(facet, id) !== undefined && !(facet === 'country' && idOf(facet, id) in data.groups);
  const chosen = Object.keys(NEED).map((facet) => [facet, [...new Set(params.getAll(facet).filter((id) => known(facet, id)))]]);
  return chosen.filter(([, ids]) => ids.length > 0);
}

async function load(id) {
  const response = await fetch(`${data.data}${id}.json`);
  if (!response.ok) throw new Error(`${response.status} ${id}`);
  return response.json();
}

async function show() {
  const query = [ids.length ? `ids=${ids.join(',')}` : '', needQuery].filter(Boolean).join('&');
  // The address identifies the comparison, so that it can be shared.
  history.replaceState(null, '', query ? `?${query}` : location.pathname);
  for (const link of document.querySelectorAll('.languages a')) link.search = query;
  back.search = needQuery;
  const loaded = await Promise.allSettled(ids.map(load));
  const answers = loaded.flatMap(({ value }) => value ?? []);
  const partners = answers.map(({ partner }) => partner);
  const answered = need.length > 0 && partners.length > 0 ? await openNeed(partners) : null;
  section.querySelector('.notice')?.remove();
  if (partners.length < ids.length) section.prepend(element('p', { class: 'notice' }, message(strings, 'compare_failed')));
  empty.hidden = partners.length > 0;
  frame.hidden = partners.length === 0;
  const write = hook('compare-write');
  write.search = `?to=${ids.join(',')}`;
  for (const action of [write, ...actions.querySelectorAll('button')]) action.classList.toggle('waiting', partners.length === 0);
  announcement.textContent = partners.length ? partners.map(({ name }) => name).join(', ') : empty.querySelector('h2').textContent;
  frame.before(actions);
  table.style.setProperty('--partners', partners.length);
  table.replaceChildren(tableHead(partners), tableActions(partners), tableBody(partners, answers[0]?.about.as_of ?? '', answered));
  strip.firstElementChild.replaceChildren(...partners.map(({ name }) => element('span', {}, name)));
  section.classList.add('is-ready');
  placeNames();
}

/** The answers to the need; nothing if they cannot be loaded. */
async function openNeed(partners) {
  try {
    const { openNeed } = await import(section.dataset.need);
    return openNeed(need, partners, names);
  } catch (error) {
    console.error(error);
    return null;
  }
}

function tableHead(partners) {
  const cells = partners.map(({ id, name, logo }) => {
    const remove = element('button', { class: 'remove', type: 'button' }, cloneTemplate('icon-close'), message(strings, 'remove'), element('span', { class: 'visually-hidden' }, ` ${name}`));
    remove.addEventListener('click', () => {
      ids = ids.filter((other) => other !== id);
      saveShortlist(readShortlist().filter((other) => other !== id));
      show().then(() => (table.querySelector('.remove') ?? hook('main')).focus());
    });
    const plate = data.pale.includes(id) ? 'plate plate-pale' : 'plate';
    const picture = logo ? element('span', { class: plate }, element('img', { src: new URL(logo).pathname, alt: '', height: 56 })) : null;
    return element('th', { scope: 'col', role: 'columnheader' }, picture, element('a', { href: `${data.profiles}${id}/` }, name), element('div', {}, remove));
  });
  const head = element('thead', { role: 'rowgroup' }, element('tr', { role: 'row' }, element('td', { role: 'cell' }), ...cells));
  isPast.disconnect();
  isPast.observe(head);
  return head;
}

/** The actions are below the head: the names come first. */
function tableActions(partners) {
  if (partners.length === 0) return element('tbody');
  const cell = element('td', { colspan: partners.length + 1, role: 'cell' }, actions);
  return element('tbody', { class: 'compare-tools', role: 'rowgroup' }, element('tr', { role: 'row' }, cell));
}

function tableBody(partners, today, answered) {
  const rows = rowsOf(partners, names, today);
  const isAsked = ({ kind }) => answered && need.some(([facet]) => NEED[facet].includes(kind));
  const first = answered ? [needRow(partners, answered)] : [];
  const sought = new Map(need).get('specialization') ?? [];
  const isSought = ({ item }) => (sought.includes(item?.id) ? 1 : 0);
  const tableRows = [...first, ...rows.filter(isAsked), ...rows.filter((row) => !isAsked(row))].map(({ kind, label, cells }) => {
    // What is looked for is the first of the specializations.
    const ordered = kind === 'specialization' ? cells.map((items) => items.toSorted((a, b) => isSought(b) - isSought(a))) : cells;
    const values = ordered.map((items, row) =>
      items.map(({ nodes, item, matches }) => valueItem(nodes, matches ?? (answered && MARKED.includes(kind) && item !== undefined && answered.matches(row, kind, item)))),
    );
    const cellsOfRow = values.map((items) =>
      element('td', { role: 'cell' }, items.length ? element('ul', {}, ...items) : element('span', { class: 'muted' }, message(strings, 'compare_not_stated'))),
    );
    return element('tr', { role: 'row' }, element('th', { scope: 'row', role: 'rowheader', ...langAttributes(label) }, label.text), ...cellsOfRow);
  });
  return element('tbody', { role: 'rowgroup' }, ...tableRows);
}

/** What matches and what is lacking, in the words of the cards. */
function needRow(partners, answered) {
  const cells = partners.map((_, row) => {
    const { matches, lacks } = answered.texts(row);
    const lacking = (text) => [element('b', {}, message(strings, 'reason_lacks') + message(strings, 'colon')), ' ', localizedText(text)];
    return [...matches.map((text) => ({ nodes: [localizedText(text)], matches: true })), ...lacks.map((text) => ({ nodes: lacking(text) }))];
  });
  return { kind: 'need', label: { text: message(strings, 'compare_need') }, cells };
}

function valueItem(nodes, isMatch) {
  if (!isMatch) return element('li', {}, ...nodes);
  const spoken = element('span', { class: 'visually-hidden' }, `${message(strings, 'reason_matches')}${message(strings, 'colon')} `);
  return element('li', { class: 'match' }, cloneTemplate('icon-check'), spoken, ...nodes);
}

// The names stay in sight: a strip above the table has them once its head has left the window.

const isPast = new IntersectionObserver(([entry]) => {
  strip.classList.toggle('is-shown', !entry.isIntersecting && entry.boundingClientRect.top < 0);
  placeNames();
});

/** Places each name above its column, and says which partners of how many are in sight. */
function placeNames() {
  const { left, right, width } = scroll.getBoundingClientRect();
  const columns = [...table.querySelectorAll('thead th')].map((cell) => cell.getBoundingClientRect());
  [...strip.firstElementChild.children].forEach((name, column) => {
    name.style.left = `${columns[column].left - left}px`;
    name.style.width = `${columns[column].width}px`;
  });
  const shown = columns.flatMap((column, at) => (column.left > left - 2 && column.right < right + 2 ? [at + 1] : []));
  position.parentElement.hidden = scroll.scrollWidth <= scroll.clientWidth + 2;
  // Between two columns, the last position stays.
  if (width === 0 || shown.length === 0) return;
  next.setAttribute('aria-disabled', String(shown.at(-1) === columns.length));
  position.textContent = shown.length === columns.length ? '' : message(strings, 'range', { from: shown[0], to: shown.at(-1), all: columns.length });
}

scroll.addEventListener('scroll', placeNames, { passive: true });
next.addEventListener('click', () => {
  const [one, two] = [...table.querySelectorAll('thead th')].map((cell) => cell.getBoundingClientRect().left);
  if (next.getAttribute('aria-disabled') !== 'true') scroll.scrollBy({ left: two - one });
});
new ResizeObserver(placeNames).observe(scroll);

const ACTIONS = {
  print: () => print(),
  copy: async (button) => {
    const label = button.textContent;
    await navigator.clipboard.writeText(location.href);
    button.textContent = message(strings, 'copied');
    announcement.textContent = button.textContent;
    setTimeout(() => {
      button.textContent = label;
      if (menu.matches(':popover-open')) menu.hidePopover();
    }, COPIED);
  },
  clear: () => {
    saveShortlist([]);
    ids = [];
    show().then(() => hook('main').focus());
  },
};
menu.addEventListener('click', ({ target }) => {
  const button = target.closest('button');
  if (!button) return;
  if (button.dataset.action !== 'copy' && menu.matches(':popover-open')) menu.hidePopover();
  ACTIONS[button.dataset.action](button);
});
show();
