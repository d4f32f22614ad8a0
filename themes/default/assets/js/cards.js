// The card of a partner, the same as the templates make it: from its row of the index at once, with logo and summary as
// soon as their shard is there.
import { valuesOf } from './index.js';
import { badge, element, foreign, say } from './words.js';

export function card(index, row, more) {
  const { head } = index;
  const tiers = valuesOf(index, row, 'tier');
  const types = valuesOf(index, row, 'type').map((type) => type.one ?? type);
  const city = head.cities[head.city_sets[index.cities[row]][0]];
  const place = more ? more.place : city && { text: city };
  const id = index.ids[row];
  return element(
    'article',
    { class: 'card', 'data-partner': id, 'aria-busy': more ? null : 'true' },
    element('div', { class: 'card-plate' }, plate(more)),
    element(
      'div',
      { class: 'card-text' },
      element('h3', {}, element('a', { href: `${head.profiles}${id}/` }, index.names[row])),
      place ? element('p', { class: 'card-place', ...foreign(place) }, place.text) : null,
      tiers.length
        ? element('ul', { class: 'tiers', 'aria-label': say(head.words, 'tiers') }, ...tiers.map(({ tier }) => element('li', {}, badge(tier))))
        : null,
      more?.summary ? element('p', { class: 'card-summary', ...foreign(more.summary) }, more.summary.text) : null,
      element('p', { class: 'card-types' }, ...types.flatMap((type, at) => [...(at ? dot() : []), text(type)])),
    ),
  );
}

/** Loads what cards show besides the index; each shard once. */
export function shards(address) {
  const shards = new Map();
  const load = async (number) => {
    const response = await fetch(new URL(`cards/${number}.json`, address), { cache: 'no-cache' });
    if (!response.ok) throw new Error(`${response.status} ${response.url}`);
    const cards = await response.json();
    return new Map(cards.map((card) => [card.id, card]));
  };
  return {
    loaded: new Map(),
    async get(number) {
      if (!shards.has(number)) shards.set(number, load(number));
      try {
        const cards = await shards.get(number);
        this.loaded.set(number, cards);
        return cards;
      } catch (error) {
        // Next time it may be there.
        shards.delete(number);
        throw error;
      }
    },
  };
}

function plate(more) {
  if (!more) return element('span', { class: 'plate' });
  const { logo, monogram } = more;
  if (!logo) return element('span', { class: 'plate plate-letters', 'aria-hidden': 'true' }, monogram);
  const { src, width, height, dark } = logo;
  const image = element('img', { src, width, height, alt: '', loading: 'lazy', decoding: 'async' });
  if (!dark) return element('span', { class: logo.pale ? 'plate plate-pale' : 'plate' }, image);
  const media = 'screen and (prefers-color-scheme: dark)';
  return element('span', { class: 'plate plate-both' }, element('picture', {}, element('source', { srcset: dark, media }), image));
}

function text(of) {
  return of.lang ? element('span', foreign(of), of.text) : of.text;
}

function dot() {
  return [element('span', { 'aria-hidden': 'true' }, ' · '), element('span', { class: 'visually-hidden' }, ', ')];
}
