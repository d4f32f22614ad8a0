// The directory's index and what is asked of it: columns and a question in, rows and counts out. No DOM.
//
//   index.json ──open──▶ index ──add(part)──▶ … ──ask(question)──▶ { rows, total, counts, drops }
//
// A row is a partner, in the language's order. Each value of a facet has a set of rows as bits, 32 to a word, so that a
// choice is a union, a combination an intersection and a count a count of bits.

const DIGITS = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ!#$%&\'()*+,-./:;<=>?@[]^_`{|}~';
const DIGIT = new Uint8Array(128);
for (let at = 0; at < DIGITS.length; at += 1) DIGIT[DIGITS.charCodeAt(at)] = at;

/** What a word is worth by where it was found; the sum of all words orders the results. */
const WORTH = { nameStart: 64, nameWord: 48, city: 32, specialization: 16, industry: 8, other: 4 };
/** A whole word is worth a little more than its beginning, and a word with a typo less than any other in its place. */
const WHOLE = 3;
const PREFIX = 2;
const TYPO = 1;

/** Shorter words are too alike for a typo to be told from another word. */
const TYPO_FROM = 4;

/** What companies are called for the register; nobody searches for it. */
const LEGAL_FORMS = new Set(
  `ab ag aps as asbl bv bvba cv doo eeig eg ek ev eurl gbr gie gmbh inc kft kg kgaa lda limited llc llp lp ltd nv ohg oy oyj
   plc pte pty sa sarl sas sasu sc sca scop scrl sccl se sia sl slu snc spa sprl spzoo srl sro ug vof vzw zoo`.split(/\s+/),
);

const LETTERS = { ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', ł: 'l', đ: 'd', ð: 'd', þ: 'th', ı: 'i', ħ: 'h', ŧ: 't' };

/** Small letters without accents. */
export function fold(text) {
  return text
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/[ßæœøłđðþıħŧ]/g, (letter) => LETTERS[letter]);
}

/** The words of a text, folded. */
export function words(text) {
  // "S.A.R.L." and "A/S" are one word; an apostrophe parts an article from its noun.
  const joined = fold(text).replace(/(?<![\p{L}\p{N}])\p{L}(?:[./]\p{L})+(?![\p{L}\p{N}])\.?/gu, (form) => form.replace(/[./]/g, ''));
  return joined.match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** The words by which a company is found: without legal forms, unless it has no other name. */
export function nameWords(text) {
  const all = words(text);
  const kept = all.filter((word) => !LEGAL_FORMS.has(word));
  return kept.length > 0 ? kept : all;
}

/** Whether `word` begins with `typed`, but for one letter left out, put in, changed, or swapped with the next. */
export function beginsAlmost(word, typed) {
  const most = typed.length + 1;
  let before = null;
  let last = Array.from({ length: typed.length + 1 }, (_, at) => at);
  if (last[typed.length] <= 1) return true;
  for (let i = 1; i <= Math.min(word.length, most); i += 1) {
    const row = [i];
    let least = i;
    for (let j = 1; j <= typed.length; j += 1) {
      const same = word[i - 1] === typed[j - 1] ? 0 : 1;
      let cost = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + same);
      if (before && j > 1 && word[i - 1] === typed[j - 2] && word[i - 2] === typed[j - 1]) {
        cost = Math.min(cost, before[j - 2] + 1);
      }
      row[j] = cost;
      if (cost < least) least = cost;
    }
    if (row[typed.length] <= 1) return true;
    if (least > 1) return false;
    before = last;
    last = row;
  }
  return false;
}

/** The id that most people would give a company of this name, as the program that writes the index thinks. */
export function slug(name) {
  return name.replace(/[^A-Za-z0-9]+/g, ' ').trim().replaceAll(' ', '-').toLowerCase();
}

/** The numbers of a column, `count` characters each. */
export function numbers(text, values) {
  let width = 1;
  while (DIGITS.length ** width < values) width += 1;
  const rows = new Uint32Array(text.length / width);
  for (let row = 0; row < rows.length; row += 1) {
    let number = 0;
    for (let place = 0; place < width; place += 1) {
      number = number * DIGITS.length + DIGIT[text.charCodeAt(row * width + place)];
    }
    rows[row] = number;
  }
  return rows;
}

/** The index of a catalogue, from part 0; the rows of the other parts are added as they come. */
export function open(head) {
  const size = Math.max(1, Math.ceil(head.partners / 32));
  const index = {
    head,
    size,
    loaded: new Set(),
    names: new Array(head.partners),
    ids: new Array(head.partners),
    cities: new Uint32Array(head.partners),
    since: new Uint32Array(head.partners),
    /** One for each list of values that is shown: facets, but the tiers of each programme by themselves. */
    groups: [],
    sets: head.facets.map(() => new Uint32Array(head.partners)),
    byTier: null,
    all: new Uint32Array(size),
    /** Words of names and cities, each with the rows where it is. */
    nameWords: new Map(),
    cityWords: new Map(),
    cityRows: head.cities.map(() => []),
  };
  head.facets.forEach((facet, at) => {
    let first = 0;
    for (const { label, values } of facet.groups) {
      const group = { facet: facet.id, label, column: at, first, values: values.map((value) => ({ ...value })) };
      for (const value of group.values) {
        value.rows = new Uint32Array(size);
        value.words = new Set([value.text, value.one?.text ?? '', ...(value.also ?? [])].flatMap(words));
      }
      first += values.length;
      index.groups.push(group);
    }
  });
  head.cities.forEach((city, at) => {
    for (const word of words(city)) {
      if (!index.cityWords.has(word)) index.cityWords.set(word, []);
      index.cityWords.get(word).push(at);
    }
  });
  index.newest = head.since.map((date, at) => ({ date, at })).sort((a, b) => (a.date < b.date ? 1 : a.date > b.date ? -1 : 0));
  index.newestRank = new Uint32Array(head.since.length);
  index.newest.forEach(({ at }, rank) => {
    index.newestRank[at] = rank;
  });
  add(index, 0, head);
  return index;
}

/** Adds the rows of a part. */
export function add(index, part, { rows }) {
  if (index.loaded.has(part)) return;
  index.loaded.add(part);
  const { head } = index;
  const first = part * head.part;
  const names = rows.names === '' && head.partners === 0 ? [] : rows.names.split('\n');
  const ids = rows.ids.split('\n');
  const cities = numbers(rows.cities, head.city_sets.length);
  const since = numbers(rows.since, head.since.length);
  index.cities.set(cities, first);
  index.since.set(since, first);
  head.facets.forEach((facet, at) => {
    const column = numbers(rows.facets[at], facet.sets.length);
    index.sets[at].set(column, first);
    const values = index.groups.filter((group) => group.column === at).flatMap((group) => group.values);
    column.forEach((set, at) => {
      const row = first + at;
      for (const value of facet.sets[set]) values[value].rows[row >>> 5] |= 1 << (row & 31);
    });
  });
  names.forEach((name, at) => {
    const row = first + at;
    index.names[row] = name;
    index.ids[row] = ids[at] || slug(name);
    index.all[row >>> 5] |= 1 << (row & 31);
    nameWords(name).forEach((word, place) => {
      let places = index.nameWords.get(word);
      if (!places) index.nameWords.set(word, (places = { starts: [], inside: [] }));
      (place === 0 ? places.starts : places.inside).push(row);
    });
    for (const city of head.city_sets[cities[at]]) index.cityRows[city].push(row);
  });
  index.vocabulary = null;
}

/** How much of the catalogue has been loaded: 1 when all of it has. */
export function share(index) {
  return index.loaded.size / index.head.parts;
}

/**
 * The answer to `{ q, chosen, sort }`; `chosen` has a set of ids for each group, or nothing.
 *
 * `counts` has, for each group and value, how many partners there would be with this value, were the group itself
 * not restricted; `drops` says for each thing asked, when nothing is found, how many there would be without it.
 */
export function ask(index, { q = '', chosen = [], sort = 'name' }) {
  const scores = find(index, q);
  const text = scores ? bitsOf(index, scores) : index.all;
  const picked = index.groups.map((group, at) => {
    if (!chosen[at]?.size) return null;
    const rows = new Uint32Array(index.size);
    for (const value of group.values) if (chosen[at].has(value.id)) unite(rows, value.rows);
    return rows;
  });
  const without = (left) => {
    const rows = Uint32Array.from(text);
    picked.forEach((set, at) => {
      if (set && at !== left) intersect(rows, set);
    });
    return rows;
  };
  const found = without(-1);
  const counts = index.groups.map((group, at) => {
    const rows = picked[at] ? without(at) : found;
    return group.values.map((value) => countBoth(rows, value.rows));
  });
  const rows = list(found);
  order(index, rows, sort, scores);
  const drops = [];
  if (rows.length === 0) {
    picked.forEach((set, at) => {
      if (set) drops.push({ group: at, total: count(without(at)) });
    });
    if (scores) {
      const rows = Uint32Array.from(index.all);
      for (const set of picked) if (set) intersect(rows, set);
      drops.push({ group: -1, total: count(rows) });
    }
  }
  return { rows, total: rows.length, counts, drops };
}

/** The values of a facet that a row has, as entries of its groups in the order of the record. */
export function valuesOf(index, row, facet) {
  const at = index.head.facets.findIndex((it) => it.id === facet);
  if (at < 0) return [];
  const values = index.groups.filter((group) => group.column === at).flatMap((group) => group.values);
  return index.head.facets[at].sets[index.sets[at][row]].map((value) => values[value]);
}

/** For each row how well it fits the words, or nothing where nothing was asked. */
function find(index, q) {
  const asked = tokens(q);
  if (asked.length === 0) return null;
  const strict = asked.map((token) => match(index, token, false));
  // A word that nothing begins with may have a typo.
  const tolerant = asked.map((token, at) => (strict[at].found || token.length < TYPO_FROM ? strict[at] : match(index, token, true)));
  const scores = together(index, tolerant);
  if (asked.length === 1 || scores.some((score) => score > 0)) return favour(index, scores, q);
  // Each word was found, but nowhere with the others: perhaps one of them is a typo that is a word too.
  const lenient = asked.map((token) => (token.length < TYPO_FROM ? match(index, token, false) : match(index, token, true)));
  return favour(index, together(index, lenient), q);
}

/** The words of a question: legal forms do not count beside others, and an article that was parted off neither. */
function tokens(q) {
  const all = [...new Set(words(q))];
  const kept = all.filter((word) => !LEGAL_FORMS.has(word) && word.length > 1);
  return kept.length > 0 ? kept : all;
}

/** How well each row fits one word. */
function match(index, token, tolerant) {
  const scores = new Uint8Array(index.names.length);
  let found = false;
  const quality = (word) => {
    if (word.startsWith(token)) return word.length === token.length ? WHOLE : PREFIX;
    return tolerant && beginsAlmost(word, token) ? TYPO : 0;
  };
  const raise = (row, score) => {
    if (scores[row] < score) scores[row] = score;
    found = true;
  };
  for (const [word, { starts, inside }] of index.nameWords) {
    const fit = quality(word);
    if (fit === 0) continue;
    for (const row of starts) raise(row, WORTH.nameStart + fit);
    for (const row of inside) raise(row, WORTH.nameWord + fit);
  }
  for (const [word, cities] of index.cityWords) {
    const fit = quality(word);
    if (fit > 0) for (const city of cities) for (const row of index.cityRows[city]) raise(row, WORTH.city + fit);
  }
  for (const group of index.groups) {
    const worth = WORTH[group.facet] ?? WORTH.other;
    for (const value of group.values) {
      let fit = 0;
      for (const word of value.words) fit = Math.max(fit, quality(word));
      if (fit > 0) each(value.rows, (row) => raise(row, worth + fit));
    }
  }
  return { scores, found };
}

/** Rows that fit all words, with the sum of what each is worth. */
function together(index, matches) {
  const sums = new Uint16Array(index.names.length);
  const [first, ...rest] = matches;
  for (let row = 0; row < sums.length; row += 1) {
    let sum = first.scores[row];
    for (const { scores } of rest) sum = sum === 0 || scores[row] === 0 ? 0 : sum + scores[row];
    sums[row] = sum;
  }
  return sums;
}

/** Puts those first whose name begins with all that was typed. */
function favour(index, sums, q) {
  const typed = nameWords(q).join(' ');
  if (!typed.includes(' ')) return sums;
  for (let row = 0; row < sums.length; row += 1) {
    if (sums[row] > 0 && nameWords(index.names[row]).join(' ').startsWith(typed)) sums[row] += 256;
  }
  return sums;
}

/** Sorts rows in place; what is equal stays in the order of names. */
function order(index, rows, sort, scores) {
  let key = null;
  if (sort === 'relevance' && scores) key = (row) => -scores[row];
  if (sort === 'tier') {
    const at = index.head.facets.findIndex((facet) => facet.id === 'tier');
    if (at >= 0) {
      // Values stand in the programmes' order, each programme's highest tier first.
      const best = index.head.facets[at].sets.map((set) => (set.length ? Math.min(...set) : Infinity));
      key = (row) => best[index.sets[at][row]];
    }
  }
  if (sort === 'newest') key = (row) => index.newestRank[index.since[row]];
  if (!key) return;
  const keys = new Map();
  for (const row of rows) keys.set(row, key(row));
  rows.sort((a, b) => (keys.get(a) === keys.get(b) ? a - b : keys.get(a) < keys.get(b) ? -1 : 1));
}

function bitsOf(index, scores) {
  const bits = new Uint32Array(index.size);
  for (let row = 0; row < scores.length; row += 1) if (scores[row] > 0) bits[row >>> 5] |= 1 << (row & 31);
  return bits;
}

function unite(bits, other) {
  for (let at = 0; at < bits.length; at += 1) bits[at] |= other[at];
}

function intersect(bits, other) {
  for (let at = 0; at < bits.length; at += 1) bits[at] &= other[at];
}

function count(bits) {
  return countBoth(bits, bits);
}

function countBoth(a, b) {
  let sum = 0;
  for (let at = 0; at < a.length; at += 1) {
    let word = a[at] & b[at];
    if (word === 0) continue;
    // The population count of Hacker's Delight.
    word -= (word >>> 1) & 0x55555555;
    word = (word & 0x33333333) + ((word >>> 2) & 0x33333333);
    sum += (((word + (word >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24;
  }
  return sum;
}

function each(bits, visit) {
  for (let at = 0; at < bits.length; at += 1) {
    for (let word = bits[at]; word !== 0; word &= word - 1) visit(at * 32 + 31 - Math.clz32(word & -word));
  }
}

function list(bits) {
  const rows = [];
  each(bits, (row) => rows.push(row));
  return rows;
}
