// Places that visitors type, without a browser: from the file that the program writes to cities and distances.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { DIGITS } from '../../themes/default/assets/js/base.js';
import { decodePoint, distance, findPlaces, openPlaces } from '../../themes/default/assets/js/places.js';

/** Latitude and longitude as the program writes them. */
function point(latitude, longitude) {
  let number = (Math.round(latitude * 100) + 9000) * 36_001 + Math.round(longitude * 100) + 18_000;
  let text = '';
  for (let digit = 0; digit < 5; digit += 1) {
    text = DIGITS[number % DIGITS.length] + text;
    number = Math.floor(number / DIGITS.length);
  }
  return text;
}

const CITIES = [
  ['be', 'Brussels|Bruxelles|Brüssel', 50.85, 4.35, 60],
  ['be', 'Bruges|Brugge', 51.21, 3.22, 51],
  ['fr', 'Paris|Parigi', 48.85, 2.35, 63],
  ['fr', 'Saint-Étienne', 45.43, 4.39, 52],
  ['fr', 'Bruz', 48.02, -1.75, 43],
  ['us', 'Paris', 33.66, -95.56, 44],
];

function open() {
  openPlaces({
    countries: [['be', 2], ['fr', 3], ['us', 1]],
    names: CITIES.map(([, names]) => names).join('\n'),
    points: CITIES.map(([, , latitude, longitude]) => point(latitude, longitude)).join(''),
    populations: CITIES.map((city) => DIGITS[city[4]]).join(''),
  });
}

const names = (text) => findPlaces(text).map(({ name }) => name);

test('nothing is found before the file is loaded', () => {
  assert.deepEqual(findPlaces('Paris'), []);
});

test('a place has its country and its coordinates', () => {
  open();
  assert.deepEqual(findPlaces('bruxelles'), [{ name: 'Bruxelles', country: 'be', latitude: 50.85, longitude: 4.35 }]);
  assert.deepEqual(findPlaces('Bruz')[0], { name: 'Bruz', country: 'fr', latitude: 48.02, longitude: -1.75 });
});

test('the beginning of a name is enough, and the most populous is first', () => {
  open();
  assert.deepEqual(names('bru'), ['Brussels', 'Bruges', 'Bruz']);
  assert.deepEqual(findPlaces('paris').map(({ country }) => country), ['fr', 'us']);
  assert.deepEqual(names('brug'), ['Bruges']);
  assert.deepEqual(names('xyz'), []);
});

test('a whole name is before a beginning', () => {
  open();
  assert.deepEqual(names('bruz'), ['Bruz']);
  openPlaces({ countries: [['de', 2]], names: 'Essenbach\nEssen', points: point(48.6, 12.2) + point(51.46, 7.01), populations: 'zA' });
  assert.deepEqual(names('essen'), ['Essen', 'Essenbach']);
});

test('accents, punctuation, districts and what follows a comma do not matter', () => {
  open();
  for (const text of ['saint-etienne', 'St. Étienne', 'SAINT ETIENNE', 'Saint-Étienne, France', '42000 Saint-Étienne', 'Saint-Étienne Cedex 1']) {
    assert.deepEqual(names(text), ['Saint-Étienne'], text);
  }
  for (const text of ['', ' ', ',', ', Paris', '-', '75008']) assert.deepEqual(names(text), [], text);
});

test('each city is found once', () => {
  open();
  assert.deepEqual(names('br'), ['Brussels', 'Bruges', 'Bruz']);
  assert.equal(findPlaces('b', 2).length, 2);
});

test('an empty file has no places', () => {
  openPlaces({ countries: [], names: '', points: '', populations: '' });
  assert.deepEqual(findPlaces('Paris'), []);
});

test('points survive encoding everywhere, and unknown ones are nothing', () => {
  for (const [latitude, longitude] of [[90, 180], [-90, -180], [0, 0], [-33.87, 151.21], [64.15, -21.94]]) {
    assert.deepEqual(decodePoint(point(latitude, longitude), 0), { latitude, longitude });
  }
  assert.equal(decodePoint('~~~~~', 0), null);
});

test('distances are those of the great circle', () => {
  const at = (latitude, longitude) => ({ latitude, longitude });
  const near = (value, expected) => assert.ok(Math.abs(value - expected) < expected * 0.005 + 1e-9, `${value} is not ${expected}`);
  near(distance(at(48.85, 2.35), at(50.85, 4.35)), 264);
  near(distance(at(0, 179.9), at(0, -179.9)), 22.2);
  near(distance(at(90, 0), at(-90, 77)), 20_015);
  assert.equal(distance(at(51.5, -0.1), at(51.5, -0.1)), 0);
});
