// What a visitor may mean by what is typed: partners, needs, languages and other values, cities. `suggestValues`,
// `suggestPartners`, `suggestPlaces`, `placeOf`. No DOM.
import { message } from './i18n.js';
import { citiesNamed } from './index.js';
import { nameTokens, tokenize } from './tokenize.js';
import { findPlaces } from './places.js';

/** Facets whose values come first. */
const FIRST = ['specialization', 'country', 'language'];

/** Whether each word begins a word of the list. */
function begins(words, tokens) {
  return tokens.every((token) => words.some((word) => word.startsWith(token)));
}

/** Values of facets that the text begins: `{ group, value }`, by positions; needs first, then countries and languages. */
export function suggestValues(index, text, limit, facets = null) {
  const tokens = tokenize(text);
  if (tokens.length === 0) return [];
  const found = [];
  const order = [...index.groups.keys()].sort((a, b) => rank(index.groups[a].facet) - rank(index.groups[b].facet));
  for (const group of order) {
    const { facet, values } = index.groups[group];
    if (facets && !facets.includes(facet)) continue;
    values.forEach(({ words }, value) => {
      if (begins(words, tokens)) found.push({ group, value });
    });
  }
  return found.slice(0, limit);
}

function rank(facet) {
  const position = FIRST.indexOf(facet);
  return position < 0 ? FIRST.length : position;
}

/** Rows of a result whose names contain words that begin as the typed ones. */
export function suggestPartners(index, rows, text, limit) {
  const tokens = nameTokens(text);
  if (tokens.length === 0) return [];
  const found = [];
  // The best results are at the front.
  for (const row of rows.subarray(0, 12)) {
    if (found.length < limit && begins(tokenize(index.names[row]), tokens)) found.push(row);
  }
  return found;
}

/**
 * Cities that the text begins, each with the text for the address and for readers: with its country, and with a larger city
 * near it where the country has several of the name.
 */
export function suggestPlaces(text, limit, countryName, strings) {
  const places = findPlaces(text, limit);
  return places.map((place) => {
    const namesakes = places.filter((other) => other !== place && other.name === place.name && other.country === place.country);
    const region = namesakes.length > 0 ? place.region : null;
    const name = region ? `${place.name} (${message(strings, 'place_near', { city: region })})` : place.name;
    const address = [place.name, place.country, ...(region ? [region] : [])].join(', ');
    return { place, address, text: message(strings, 'place_of_name', { name, country: countryName(place.country) }) };
  });
}

/** The city of an address: its name, its country, and a larger city near it; null if its name is not known. */
function placeOfAddress(address) {
  const [name, country, region] = address.split(',').map((part) => part.trim());
  const places = findPlaces(name, 50);
  const whole = places.filter((place) => !country || place.country === country.toLowerCase());
  return whole.find((place) => !region || place.region === region) ?? whole[0] ?? places[0] ?? null;
}

/** The place of an address: a city with an office, or any city; null if it is not known. */
export function placeOf(index, address) {
  const [name, country] = address.split(',').map((part) => part.trim());
  const words = tokenize(name);
  const own = citiesNamed(index, words, 100).find((city) => city.country === country && city.latitude !== undefined && tokenize(city.name).join(' ') === words.join(' '));
  return own ?? placeOfAddress(address);
}
