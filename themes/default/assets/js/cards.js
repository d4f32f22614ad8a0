// The card of a partner, with the same markup as in the templates: `card`, from the row of the index and, once loaded, the
// details (logo, summary) of its shard; `cardShards` loads the shards.
import { element, langAttributes, localizedText, tierBadge } from './dom.js';
import { message } from './i18n.js';
import { valuesOf } from './index.js';

export function card(index, row, details) {
  const { head } = index;
  const tiers = valuesOf(index, row, 'tier');
  const types = valuesOf(index, row, 'type').map((type) => type.one ?? type);
  const city = head.cities[head.city_sets[index.cities[row]][0]];
  const place = details ? details.place : city && { text: city };
  const id = index.ids[row];
  return element(
    'article',
    { class: 'card', 'data-partner': id, 'aria-busy': details ? null : 'true' },
    element('div', { class: 'card-plate' }, plate(details)),
    element(
      'div',
      { class: 'card-text' },
      element('h3', {}, element('a', { href: `${head.profiles}${id}/` }, index.names[row])),
      place ? element('p', { class: 'card-place', ...langAttributes(place) }, place.text) : null,
      tiers.length
        ? element('ul', { class: 'tiers', 'aria-label': message(head.words, 'tiers') }, ...tiers.map(({ tier }) => element('li', {}, tierBadge(tier))))
        : null,
      details?.summary ? element('p', { class: 'card-summary', ...langAttributes(details.summary) }, details.summary.text) : null,
      details?.facts ? element('dl', { class: 'card-facts' }, ...details.facts.map(fact)) : null,
      element('p', { class: 'card-types' }, ...types.flatMap((type, position) => [...(position ? separator() : []), localizedText(type)])),
    ),
  );
}

/** A loader of the details, which requests each shard once. */
export function cardShards(address) {
  const requests = new Map();
  const load = async (shard) => {
    const response = await fetch(new URL(`cards/${shard}.json`, address), { cache: 'no-cache' });
    if (!response.ok) throw new Error(`${response.status} ${response.url}`);
    const cards = await response.json();
    return new Map(cards.map((card) => [card.id, card]));
  };
  return {
    /** Details by id, by shard. */
    loaded: new Map(),
    async get(shard) {
      if (!requests.has(shard)) requests.set(shard, load(shard));
      try {
        const cards = await requests.get(shard);
        this.loaded.set(shard, cards);
        return cards;
      } catch (error) {
        // The next call tries again.
        requests.delete(shard);
        throw error;
      }
    },
  };
}

/** The name of a field of the company's own, and its value. */
function fact({ name, value }) {
  const part = (tag, text) => element(tag, langAttributes(text), text.text);
  return element('div', {}, part('dt', name), part('dd', value));
}

function plate(details) {
  if (!details) return element('span', { class: 'plate' });
  const { logo, monogram } = details;
  if (!logo) return element('span', { class: 'plate plate-letters', 'aria-hidden': 'true' }, monogram);
  const { src, width, height, dark } = logo;
  const image = element('img', { src, width, height, alt: '', loading: 'lazy', decoding: 'async' });
  if (!dark) return element('span', { class: logo.pale ? 'plate plate-pale' : 'plate' }, image);
  const media = 'screen and (prefers-color-scheme: dark)';
  return element('span', { class: 'plate plate-both' }, element('picture', {}, element('source', { srcset: dark, media }), image));
}

function separator() {
  return [element('span', { 'aria-hidden': 'true' }, ' · '), element('span', { class: 'visually-hidden' }, ', ')];
}
