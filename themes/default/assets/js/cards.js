// The card of a partner, with the same markup as in the templates: `card`, from the row of the index and, once loaded, the
// details (logo, figures) of its shard; `cardShards` loads the shards.
import { element, langAttributes, localizedText, tierBadge } from './dom.js';
import { kilometres, message } from './i18n.js';
import { citiesOf, competencesOf, valuesOf } from './index.js';
import { distance } from './places.js';

/** The lines for competences on a card, and the countries that are named and not counted; the program shows as many. */
const LINES = 3;
const NAMED_COUNTRIES = 2;

/**
 * A card. `details` may be missing; `view` has the ids of chosen `countries`, the place `near` which the visitor is, and why the
 * partner matches, as texts: `{ matches, lacks }`.
 */
export function card(index, row, details, { countries = [], near = null, reasons = null } = {}) {
  const { head } = index;
  const tiers = valuesOf(index, row, 'tier');
  const types = valuesOf(index, row, 'type').map((type) => type.one ?? type);
  const id = index.ids[row];
  const levels = competences(index, row);
  return element(
    'article',
    { class: 'card', 'data-partner': id, 'aria-busy': details ? null : 'true' },
    element(
      'div',
      { class: 'card-head' },
      element('div', { class: 'card-plate' }, plate(details)),
      tiers.length
        ? element('ul', { class: 'tiers', 'aria-label': message(head.words, 'tiers') }, ...tiers.map(({ tier }) => element('li', {}, tierBadge(tier))))
        : null,
    ),
    element(
      'div',
      { class: 'card-text' },
      element('h3', {}, element('a', { href: `${head.profiles}${id}/` }, index.names[row])),
      element(
        'p',
        { class: 'card-line' },
        ...place(index, row, details, countries, near),
        element('span', { class: 'card-types' }, ...types.flatMap((type, position) => [position ? message(head.words, 'comma') : null, localizedText(type)])),
      ),
      levels.length ? element('ul', { class: 'card-levels', 'aria-label': message(head.words, 'profile_specializations') }, ...levels) : null,
      details?.summary ? element('p', { class: 'card-summary', ...langAttributes(details.summary) }, details.summary.text) : null,
      element('div', { class: 'card-facts' }, ...figures(details)),
    ),
    reasons?.matches.length || reasons?.lacks.length ? why(reasons, head.words) : null,
  );
}

/** Replaces the reasons on a card. */
export function showReasons(card, reasons, strings) {
  const old = card.querySelector('.why');
  const isShown = reasons.matches.length > 0 || reasons.lacks.length > 0;
  if (!isShown) old?.remove();
  else if (old) old.replaceWith(why(reasons, strings));
  else card.querySelector('.card-text').after(why(reasons, strings));
}

/** "Matches: …", "Lacks: …". */
function why({ matches, lacks }, strings) {
  const list = (key, texts) =>
    texts.length === 0
      ? []
      : [element('b', {}, message(strings, key) + message(strings, 'colon')), ' ', ...texts.flatMap((text, position) => [position ? ' · ' : null, localizedText(text)])];
  return element('p', { class: 'why' }, ...list('reason_matches', matches), lacks.length ? element('span', { class: 'lacks' }, ...list('reason_lacks', lacks)) : null);
}

/** The nearest office, the first in a chosen country, or the headquarters. */
function place(index, row, details, countries, near) {
  const strings = index.head.words;
  const cities = citiesOf(index, row);
  const [seat] = cities;
  const written = ({ text, lang, dir }) => element('span', { class: 'card-place', lang, dir }, text);
  const withCountry = (city) => {
    const country = valuesOf(index, row, 'country').find(({ id }) => id === city.country);
    return country ? { ...country, text: message(strings, 'place', { city: city.name, country: country.text }) } : { text: city.name };
  };
  if (near) {
    const known = cities.filter(({ latitude }) => latitude !== undefined).map((city) => ({ city, far: distance(near, city) }));
    known.sort((a, b) => a.far - b.far);
    if (known.length > 0) return [element('span', { class: 'distance' }, kilometres(known[0].far)), written(withCountry(known[0].city))];
  }
  const there = cities.find(({ country }) => countries.includes(country));
  if (there && there !== seat) {
    const { text, lang, dir } = withCountry(there);
    return [written({ text: message(strings, 'place_and_seat', { place: text, seat: seat.name }), lang, dir })];
  }
  const shown = details ? details.place : seat && withCountry(seat);
  return shown ? [written(shown)] : [];
}

/** The competences of the highest levels, each with its level and where it is valid. */
function competences(index, row) {
  const strings = index.head.words;
  const names = index.values[index.columns.specialization] ?? [];
  const levels = index.values[index.columns.level] ?? [];
  const all = competencesOf(index, row).filter(({ specialization }) => specialization !== null);
  all.sort((a, b) => (b.level ?? -1) - (a.level ?? -1));
  const items = all.slice(0, all.length > LINES ? LINES - 1 : LINES).map(({ specialization, level, country }) => {
    const name = names[specialization];
    const area = country === null ? null : areaText(index, country);
    const marks = level === null ? null : element('span', { class: 'bars', 'aria-hidden': 'true' }, ...levels.map((_, number) => element('i', { class: number <= level ? 'reached' : null })));
    const parts = [marks, level === null ? null : localizedText(levels[level]), level !== null && area ? message(strings, 'comma') : null, area ? localizedText(area) : null];
    return element('li', {}, element('span', langAttributes(name), name.text), marks || area ? element('span', { class: 'card-level' }, ...parts) : null);
  });
  const rest = all.length - items.length;
  if (rest > 0) items.push(element('li', { class: 'muted' }, message(strings, 'more_count', { count: rest })));
  return items;
}

function areaText(index, numbers) {
  const strings = index.head.words;
  if (numbers.length > NAMED_COUNTRIES) return { text: message(strings, 'countries_count', { count: numbers.length }) };
  const names = numbers.map((number) => index.values[index.columns.country][number]);
  if (names.length === 0) return null;
  return { ...names[0], text: names.map(({ text }) => text).join(message(strings, 'comma')) };
}

function figures(details) {
  if (!details) return [];
  const { certified, references, codes, languages, facts } = details;
  return [
    certified ? element('p', { class: 'card-certified' }, certified) : null,
    references ? element('p', { class: 'card-references' }, references) : null,
    codes ? element('p', { class: 'card-languages' }, element('span', { 'aria-hidden': 'true' }, codes), element('span', { class: 'visually-hidden' }, languages)) : null,
    facts ? element('dl', {}, ...facts.map(fact)) : null,
  ];
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
