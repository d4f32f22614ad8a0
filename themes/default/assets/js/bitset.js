// Sets of rows as bits, 32 to a word.

export function unite(bits, other) {
  for (let at = 0; at < bits.length; at += 1) bits[at] |= other[at];
}

export function intersect(bits, other) {
  for (let at = 0; at < bits.length; at += 1) bits[at] &= other[at];
}

export function count(bits) {
  return countBoth(bits, bits);
}

/** How many are in both. */
export function countBoth(a, b) {
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

/** The rows of a set, in order. */
export function list(bits) {
  const rows = new Uint32Array(count(bits));
  let next = 0;
  for (let at = 0; at < bits.length; at += 1) {
    for (let word = bits[at]; word !== 0; word &= word - 1) {
      rows[next] = at * 32 + 31 - Math.clz32(word & -word);
      next += 1;
    }
  }
  return rows;
}
