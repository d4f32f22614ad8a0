// The comparison page: the partners in the address (?ids=a,b), or on the shortlist, side by side, from the public data.
import { cloneTemplate, element, hook, langAttributes, tierBadge } from './dom.js';
import { amount, message, number } from './i18n.js';
import { readShortlist, saveShortlist } from './shortlist.js';

/** More partners fit no screen. */
const MAX_PARTNERS = 8;

const names = JSON.parse(hook('names').textContent);
const { words: strings } = names;
const lang = document.documentElement.lang;
const section = hook('comparison');
const empty = section.querySelector('.empty');
const announcement = hook('announcement');
const actions = section.querySelector('.compare-actions');
const scroll = section.querySelector('.compare-scroll');
const table = scroll.querySelector('table');
const days = new Intl.DateTimeFormat(lang, { dateStyle: 'long', timeZone: 'UTC' });
const months = new Intl.DateTimeFormat(lang, { year: 'numeric', month: 'long', timeZone: 'UTC' });

let ids = initialIds();

function initialIds() {
  const param = new URLSearchParams(location.search).get('ids');
  const ids = param ? param.split(',').filter((id) => /^[a-z0-9-]+$/.test(id)) : readShortlist();
  return [...new Set(ids)].slice(0, MAX_PARTNERS);
}

async function load(id) {
  const response = await fetch(`${names.data}${id}.json`);
  if (!response.ok) throw new Error(`${response.status} ${id}`);
  return (await response.json()).partner;
}

async function show() {
  const address = ids.length ? `?ids=${ids.join(',')}` : location.pathname;
  // The address identifies the comparison, so that it can be shared.
  history.replaceState(null, '', address);
  for (const link of document.querySelectorAll('.languages a')) link.search = ids.length ? address : '';
  const loaded = await Promise.allSettled(ids.map(load));
  const partners = loaded.flatMap(({ value }) => value ?? []);
  section.querySelector('.notice')?.remove();
  if (partners.length < ids.length) section.prepend(element('p', { class: 'notice' }, message(strings, 'compare_failed')));
  empty.hidden = partners.length > 0;
  scroll.hidden = partners.length === 0;
  const write = hook('compare-write');
  write.search = `?to=${ids.join(',')}`;
  write.classList.toggle('waiting', partners.length === 0);
  for (const button of actions.querySelectorAll('button')) button.classList.toggle('waiting', partners.length === 0);
  announcement.textContent = partners.length ? partners.map(({ name }) => name).join(', ') : empty.querySelector('h2').textContent;
  table.replaceChildren(tableHead(partners), tableBody(partners));
}

function tableHead(partners) {
  const cells = partners.map(({ id, name, logo }) => {
    const remove = element('button', { class: 'remove', type: 'button' }, cloneTemplate('icon-close'), message(strings, 'remove'), element('span', { class: 'visually-hidden' }, ` ${name}`));
    remove.addEventListener('click', () => {
      ids = ids.filter((other) => other !== id);
      saveShortlist(readShortlist().filter((other) => other !== id));
      show().then(() => (table.querySelector('.remove') ?? hook('main')).focus());
    });
    const plate = names.pale.includes(id) ? 'plate plate-pale' : 'plate';
    const picture = logo ? element('span', { class: plate }, element('img', { src: new URL(logo).pathname, alt: '', height: 56 })) : null;
    return element('th', { scope: 'col' }, picture, element('a', { href: `${names.profiles}${id}/` }, name), element('div', {}, remove));
  });
  return element('thead', {}, element('tr', {}, element('td'), ...cells));
}

function tableBody(partners) {
  const rows = [
    ['tiers', ({ programmes = [] }) => programmes.flatMap(({ programme, tier }) => (tier ? tierBadge(names.programmes[programme][tier]) : []))],
    ['facet_type', ({ types }) => namesOf('types', types)],
    ['headquarters', ({ offices = [] }) => offices.slice(0, 1).map(({ city, country }) => [city, names.countries[country] ?? country].filter(Boolean).join(', '))],
    ['fact_products', ({ products }) => namesOf('products', products)],
    ['profile_specializations', ({ specializations = [] }) => specializations.map(specializationText)],
    ['profile_certifications', ({ certifications = [] }) => certifications.map(({ id, count }) => `${names.certifications[id] ?? id}: ${number(count)}`)],
    ['fact_industries', ({ industries }) => namesOf('industries', industries)],
    ['fact_serves', ({ serves }) => namesOf('countries', serves)],
    ['fact_languages', ({ languages }) => namesOf('languages', languages)],
    ['fact_since', ({ since }) => (since ? [months.format(new Date(since))] : [])],
  ];
  const labelled = rows.map(([label, valuesOf]) => [{ text: message(strings, label) }, valuesOf]);
  const own = names.fields.map((field) => [field.name, ({ fields = {} }) => ownValue(field, fields[field.id])]);
  const tableRows = [...labelled, ...own].map(([label, valuesOf]) => {
    const cells = partners.map((partner) => {
      const values = valuesOf(partner);
      return element('td', {}, values.length ? element('ul', {}, ...values.map((value) => element('li', {}, value))) : '–');
    });
    return element('tr', {}, element('th', { scope: 'row', ...langAttributes(label) }, label.text), ...cells);
  });
  return element('tbody', {}, ...tableRows);
}

/** The value of a field of the company's own; none if the partner has none. */
function ownValue({ kind, unit, choices }, value) {
  if (value === undefined) return [];
  const withUnit = (text) => (unit ? `${text}\u{a0}${unit.text}` : text);
  switch (kind) {
    case 'number':
      return [withUnit(number(value))];
    case 'amount':
      return [withUnit(amount(value.amount, value.currency))];
    case 'choice':
      return [choices[value] ?? value];
    case 'yes-no':
      return [message(strings, value ? 'yes' : 'no')];
    case 'date':
      return [days.format(new Date(value))];
    default:
      return [value[lang] ?? Object.values(value)[0]];
  }
}

/** "Data migration, Expert (France)". */
function specializationText({ id, level, countries = [] }) {
  const text = [names.specializations[id] ?? id, level && names.levels[level]].filter(Boolean).join(', ');
  return countries.length ? `${text} (${namesOf('countries', countries).join(', ')})` : text;
}

function namesOf(kind, ids = []) {
  return ids.map((id) => names[kind][id] ?? id);
}

const ACTIONS = {
  print: () => print(),
  copy: async (button) => {
    const label = button.textContent;
    await navigator.clipboard.writeText(location.href);
    button.textContent = message(strings, 'copied');
    setTimeout(() => {
      button.textContent = label;
    }, 2000);
  },
  clear: () => {
    saveShortlist([]);
    ids = [];
    show().then(() => hook('main').focus());
  },
};
actions.addEventListener('click', ({ target }) => {
  const button = target.closest('button');
  if (button) ACTIONS[button.dataset.action](button);
});
show();
