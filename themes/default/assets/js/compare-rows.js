// The rows of the comparison, from the public data of the partners: `rowsOf`. The values are those of the profile.
import { element, localizedText, tierBadge } from './dom.js';
import { amount, day, message, month, number } from './i18n.js';

/**
 * A row for everything that one of the partners has: `{ kind, label, cells }`, where a cell is a list of `{ nodes, item }`. `names`
 * has the names of ids, `today` is the day of the data.
 */
export function rowsOf(partners, names, today) {
  const { words: strings } = names;
  const comma = message(strings, 'comma');
  const all = (kind, ids = []) => ids.map((id) => ({ item: id, nodes: [localizedText(names.of(kind, id))] }));
  const plain = (...nodes) => ({ nodes });
  const muted = (...nodes) => element('span', { class: 'muted' }, ...nodes);
  const detail = (...nodes) => element('span', { class: 'muted detail' }, ...nodes);
  const joined = (nodes, separator) => nodes.flatMap((node, position) => [position ? separator : null, node]);
  const label = (key) => ({ text: message(strings, key) });
  const named = (name, ...values) => [localizedText(name), message(strings, 'colon'), ' ', ...values];

  /** "valid until 30 June 2027". */
  const period = ({ since, until }) => {
    if (until) return message(strings, until < today ? 'ended_on' : 'valid_until', { date: day(until) });
    return since ? message(strings, 'since', { date: month(since) }) : null;
  };

  function tiers({ programmes = [] }) {
    return programmes.flatMap(({ programme, tier, since, until }) => {
      if (!tier) return [];
      const badge = names.programmes[programme][tier];
      const isOne = Object.keys(names.programmes).length === 1;
      const facts = [isOne ? null : localizedText(badge.programme), since ? period({ since }) : null, until ? period({ until }) : null].filter(Boolean);
      return [plain(tierBadge(badge), detail(...joined(facts, comma)))];
    });
  }

  function specialization(item) {
    const { id, level, countries = [] } = item;
    const places = countries.length ? joined(countries.map((code) => localizedText(names.of('country', code))), comma) : [message(strings, 'valid_everywhere')];
    const dates = period(item);
    const facts = [level ? [localizedText(names.of('level', level))] : null, places, dates ? [dates] : null].filter(Boolean);
    return { item, nodes: [element('b', {}, localizedText(names.of('specialization', id))), detail(...joined(facts, [' · ']).flat())] };
  }

  function certified({ certifications = [] }) {
    const people = certifications.reduce((sum, { count }) => sum + count, 0);
    if (certifications.length === 0) return [];
    const each = certifications.map(({ id, count }) => plain(...named(names.of('certification', id), number(count))));
    return [plain(element('b', {}, message(strings, 'card_certified', { count: people }))), ...each];
  }

  function office(item) {
    const country = names.of('country', item.country);
    const city = names.city(item);
    const text = city ? { ...country, text: message(strings, 'place', { city, country: country.text }) } : country;
    return { item, nodes: [localizedText(text), item.headquarters ? muted(` (${message(strings, 'headquarters')})`) : null] };
  }

  function references({ references = [] }) {
    if (references.length === 0) return [];
    const each = references.map(({ customer, product, industry, year }) => {
      const facts = [product && localizedText(names.of('product', product)), industry && localizedText(names.of('industry', industry)), year && String(year)].filter(Boolean);
      return plain(customer, detail(...joined(facts, ' · ')));
    });
    return [plain(element('b', {}, message(strings, 'card_references', { count: references.length }))), ...each];
  }

  /** The value of a field of the company's own; none if the partner has none. */
  function own({ kind, unit, choices }, value) {
    if (value === undefined) return [];
    const withUnit = (text) => plain(unit ? localizedText({ ...unit, text: `${text}\u{a0}${unit.text}` }) : text);
    switch (kind) {
      case 'number':
        return [withUnit(number(value))];
      case 'amount':
        return [withUnit(amount(value.amount, value.currency))];
      case 'choice':
        return [plain(localizedText(textOf(choices[value] ?? value)))];
      case 'yes-no':
        return [plain(message(strings, value ? 'yes' : 'no'))];
      case 'date':
        return [plain(day(value))];
      default:
        return [plain(localizedText(names.text(value)))];
    }
  }

  const rows = [
    ['tiers', label('tiers'), tiers],
    ['type', label('facet_type'), ({ types }) => all('type', types)],
    ['specialization', label('profile_specializations'), ({ specializations = [] }) => specializations.map(specialization)],
    ['certification', label('profile_certifications'), certified],
    ['office', label('profile_offices'), ({ offices = [] }) => offices.map(office)],
    ['area', label('fact_serves'), ({ serves }) => all('country', serves)],
    ['language', label('fact_languages'), ({ languages }) => all('language', languages)],
    ...names.fields.map((field) => ['own', field.name, ({ fields = {} }) => own(field, fields[field.id])]),
    ['reference', label('compare_references'), references],
    ['product', label('fact_products'), ({ products }) => all('product', products)],
    ['industry', label('fact_industries'), ({ industries }) => all('industry', industries)],
    ['since', label('fact_since'), ({ since }) => (since ? [plain(month(since))] : [])],
    ['verified', label('fact_verified'), ({ last_verified: verified }) => (verified ? [plain(day(verified))] : [])],
  ];
  const filled = rows.map(([kind, label, valuesOf]) => ({ kind, label, cells: partners.map(valuesOf) }));
  return filled.filter(({ cells }) => cells.some((values) => values.length > 0));
}

/** A name as a text with its language, if that is not the page's. */
export const textOf = (name) => (typeof name === 'string' ? { text: name } : name);
