// Places that a visitor may type: `loadPlaces` once, then `findPlaces`, from a text to cities with coordinates; `distance`
// in kilometres. Apart from `loadPlaces` no network, and no DOM.
//
//   places-all.json ──openPlaces──▶ table ──findPlaces──▶ [{ name, country, latitude, longitude }, …]
//
// The data is of GeoNames (CC BY 4.0); it is on the site, and nothing that is typed leaves the page.
import { DIGITS, DIGIT_VALUES } from './base.js';
import { tokenize } from './tokenize.js';

/** Latitude and longitude as one number of this many digits: hundredths of a degree, from the south pole and 180° west. */
export const POINT_DIGITS = 5;
const LONGITUDES = 36_001;
const LATITUDES = 18_001;
/** The mean radius of the earth in kilometres. */
const EARTH_RADIUS = 6371.0088;
/** What is written before or after the name of a city: numbers of districts and delivery offices. */
const NO_NAME = /^(?:\d+|cedex)$/;

/** The opened table: `names` and `keys` by name, `rows` with the city of each name; coordinates and inhabitants by city. */
let table = null;
let loading = null;

/** Loads the file of places once; later calls wait for the same answer. After a failure the next call tries again. */
export function loadPlaces(address) {
  loading ??= fetch(address)
    .then((response) => (response.ok ? response.json() : Promise.reject(new Error(`${address}: ${response.status}`))))
    .then(openPlaces)
    .catch((error) => {
      loading = null;
      throw error;
    });
  return loading;
}

/** Makes the table of a file of places, for `findPlaces`. */
export function openPlaces({ countries, names, points, populations }) {
  const lines = names === '' ? [] : names.split('\n');
  const countryOf = countries.flatMap(([country, count]) => new Array(count).fill(country));
  const opened = { names: [], keys: [], rows: [], isMain: [], countries: countryOf, points, populations };
  lines.forEach((line, row) => {
    line.split('|').forEach((name, position) => {
      opened.names.push(name);
      opened.keys.push(key(name));
      opened.rows.push(row);
      opened.isMain.push(position === 0);
    });
  });
  table = opened;
}

/**
 * The cities whose names begin with a text, in any language, at most `limit`: whole names before beginnings, then the most
 * populous. `name` is the name that matches, the main one if several do; `region` is the nearest larger city of the country, by
 * which namesakes differ. Empty until the file is loaded.
 */
export function findPlaces(text, limit = 8) {
  const typed = key(text.split(',')[0]);
  if (!table || typed === '') return [];
  const best = new Map();
  table.keys.forEach((name, at) => {
    if (!name.startsWith(typed)) return;
    const row = table.rows[at];
    const match = { at, row, isWhole: name.length === typed.length, isMain: table.isMain[at] };
    const known = best.get(row);
    if (!known || (match.isWhole && !known.isWhole) || (match.isWhole === known.isWhole && match.isMain && !known.isMain)) best.set(row, match);
  });
  const population = ({ row }) => DIGIT_VALUES[table.populations.charCodeAt(row)];
  const found = [...best.values()].sort((a, b) => b.isWhole - a.isWhole || population(b) - population(a) || a.row - b.row);
  return found.slice(0, limit).map(({ at, row }) => {
    const place = { name: table.names[at], country: table.countries[row], ...decodePoint(table.points, row * POINT_DIGITS) };
    // Computed when it is needed: it compares with all cities.
    Object.defineProperty(place, 'region', { get: () => largerCity(row, place) });
    return place;
  });
}

/** The name of the nearest city with more inhabitants in the same country; null for the largest. */
function largerCity(row, place) {
  let nearest = null;
  let least = Infinity;
  table.rows.forEach((other, at) => {
    if (!table.isMain[at] || table.countries[other] !== place.country) return;
    if (DIGIT_VALUES[table.populations.charCodeAt(other)] <= DIGIT_VALUES[table.populations.charCodeAt(row)]) return;
    const far = distance(place, decodePoint(table.points, other * POINT_DIGITS));
    if (far < least) [nearest, least] = [table.names[at], far];
  });
  return nearest;
}

/** The coordinates at a position of encoded text, in degrees; nothing where they are not known. */
export function decodePoint(text, position) {
  let number = 0;
  for (let digit = 0; digit < POINT_DIGITS; digit += 1) number = number * DIGITS.length + DIGIT_VALUES[text.charCodeAt(position + digit)];
  if (number >= LATITUDES * LONGITUDES) return null;
  return { latitude: (Math.floor(number / LONGITUDES) - 9000) / 100, longitude: ((number % LONGITUDES) - 18_000) / 100 };
}

/** The great-circle distance of two places in kilometres. */
export function distance(a, b) {
  const radians = Math.PI / 180;
  const half = (angle) => Math.sin((angle * radians) / 2) ** 2;
  const chord = half(b.latitude - a.latitude) + Math.cos(a.latitude * radians) * Math.cos(b.latitude * radians) * half(b.longitude - a.longitude);
  return 2 * EARTH_RADIUS * Math.asin(Math.min(1, Math.sqrt(chord)));
}

/** The words of a name that are compared: `Gazetteer::find` of the program compares the same. */
function key(name) {
  const words = tokenize(name);
  const named = words.filter((word) => !NO_NAME.test(word));
  return (named.length > 0 ? named : words).map((word) => ({ st: 'saint', ste: 'sainte' })[word] ?? word).join(' ');
}
