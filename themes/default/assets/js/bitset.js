// Bitsets of row numbers, 32 rows to a word: `has`, `union`, `intersect`, `subtract`, `count`, `countIntersection`,
// `members`.

/** Whether a row is a member. */
export function has(bits, row) {
  return (bits[row >>> 5] & (1 << (row & 31))) !== 0;
}

/** Adds the members of `other` to `bits`. */
export function union(bits, other) {
  for (let word = 0; word < bits.length; word += 1) bits[word] |= other[word];
}

/** Removes from `bits` what is not in `other`. */
export function intersect(bits, other) {
  for (let word = 0; word < bits.length; word += 1) bits[word] &= other[word];
}

/** Removes from `bits` what is in `other`. */
export function subtract(bits, other) {
  for (let word = 0; word < bits.length; word += 1) bits[word] &= ~other[word];
}

/** The number of members. */
export function count(bits) {
  return countIntersection(bits, bits);
}

/** The number of members that two sets have in common. */
export function countIntersection(a, b) {
  let sum = 0;
  for (let word = 0; word < a.length; word += 1) {
    let bits = a[word] & b[word];
    if (bits === 0) continue;
    // The population count of Hacker's Delight.
    bits -= (bits >>> 1) & 0x55555555;
    bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
    sum += (((bits + (bits >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24;
  }
  return sum;
}

/** The rows in a set, in ascending order. */
export function members(bits) {
  const rows = new Uint32Array(count(bits));
  let next = 0;
  for (let word = 0; word < bits.length; word += 1) {
    for (let rest = bits[word]; rest !== 0; rest &= rest - 1) {
      rows[next] = word * 32 + 31 - Math.clz32(rest & -rest);
      next += 1;
    }
  }
  return rows;
}
