// The comparison: partners of the address (?ids=a,b) or of the shortlist, side by side, from the public data.
import { keep, kept } from './shortlist.js';
import { badge, copy, element, number, say } from './words.js';

/** More than these are no comparison any more, and no table that a screen holds. */
const MOST = 8;

const names = JSON.parse(document.getElementById('names').textContent);
const { words } = names;
const lang = document.documentElement.lang;
const section = document.getElementById('comparison');
const empty = section.querySelector('.empty');
const actions = section.querySelector('.compare-actions');
const scroll = section.querySelector('.compare-scroll');
const table = scroll.querySelector('table');
const months = new Intl.DateTimeFormat(lang, { year: 'numeric', month: 'long', timeZone: 'UTC' });

let ids = wanted();

function wanted() {
  const asked = new URLSearchParams(location.search).get('ids');
  const ids = asked ? asked.split(',').filter((id) => /^[a-z0-9-]+$/.test(id)) : kept();
  return [...new Set(ids)].slice(0, MOST);
}

async function load(id) {
  const response = await fetch(`${names.data}${id}.json`);
  if (!response.ok) throw new Error(`${response.status} ${id}`);
  return (await response.json()).partner;
}

async function show() {
  const address = ids.length ? `?ids=${ids.join(',')}` : location.pathname;
  // The address can be passed on: it says who is compared.
  history.replaceState(null, '', address);
  for (const link of document.querySelectorAll('.languages a')) link.search = ids.length ? address : '';
  const loaded = await Promise.allSettled(ids.map(load));
  const partners = loaded.flatMap(({ value }) => value ?? []);
  section.querySelector('.notice')?.remove();
  if (partners.length < ids.length) section.prepend(element('p', { class: 'notice' }, say(words, 'compare_failed')));
  empty.hidden = partners.length > 0;
  actions.hidden = scroll.hidden = partners.length === 0;
  table.replaceChildren(head(partners), body(partners));
}

function head(partners) {
  const cells = partners.map(({ id, name, logo }) => {
    const remove = element('button', { class: 'remove', type: 'button' }, copy('icon-close'), say(words, 'remove'), element('span', { class: 'visually-hidden' }, ` ${name}`));
    remove.addEventListener('click', () => {
      ids = ids.filter((other) => other !== id);
      keep(kept().filter((other) => other !== id));
      show().then(() => (table.querySelector('.remove') ?? document.getElementById('main')).focus());
    });
    const plate = names.pale.includes(id) ? 'plate plate-pale' : 'plate';
    const picture = logo ? element('span', { class: plate }, element('img', { src: new URL(logo).pathname, alt: '', height: 56 })) : null;
    return element('th', { scope: 'col' }, picture, element('a', { href: `${names.profiles}${id}/` }, name), element('div', {}, remove));
  });
  return element('thead', {}, element('tr', {}, element('td'), ...cells));
}

function body(partners) {
  const rows = [
    ['tiers', ({ programmes = [] }) => programmes.flatMap(({ programme, tier }) => (tier ? badge(names.programmes[programme][tier]) : []))],
    ['facet_type', ({ types }) => called('types', types)],
    ['headquarters', ({ offices = [] }) => offices.slice(0, 1).map(({ city, country }) => `${city}, ${names.countries[country] ?? country}`)],
    ['fact_products', ({ products }) => called('products', products)],
    ['profile_specializations', ({ specializations = [] }) => specializations.map(({ id, level }) => [names.specializations[id] ?? id, level && names.levels[level]].filter(Boolean).join(', '))],
    ['profile_certifications', ({ certifications = [] }) => certifications.map(({ id, count }) => `${names.certifications[id] ?? id}: ${number(count)}`)],
    ['fact_industries', ({ industries }) => called('industries', industries)],
    ['fact_serves', ({ serves }) => called('countries', serves)],
    ['fact_languages', ({ languages }) => called('languages', languages)],
    ['fact_since', ({ since }) => (since ? [months.format(new Date(since))] : [])],
  ];
  const made = rows.map(([label, values]) => {
    const cells = partners.map((partner) => {
      const list = values(partner);
      return element('td', {}, list.length ? element('ul', {}, ...list.map((value) => element('li', {}, value))) : '–');
    });
    return element('tr', {}, element('th', { scope: 'row' }, say(words, label)), ...cells);
  });
  return element('tbody', {}, ...made);
}

function called(kind, ids = []) {
  return ids.map((id) => names[kind][id] ?? id);
}

const act = {
  print: () => print(),
  copy: async (button) => {
    const label = button.textContent;
    await navigator.clipboard.writeText(location.href);
    button.textContent = say(words, 'copied');
    setTimeout(() => {
      button.textContent = label;
    }, 2000);
  },
  clear: () => {
    keep([]);
    ids = [];
    show().then(() => document.getElementById('main').focus());
  },
};
actions.addEventListener('click', ({ target }) => {
  const button = target.closest('button');
  if (button) act[button.dataset.action](button);
});
show();
