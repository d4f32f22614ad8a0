// What the tiers of a programme require and give, by type of partner and country: `scopedValue`, `unmetCriteria`, `assess`.
// No DOM.
//
// The program has the same rules (`model/overrides.rs`, `model/assess.rs`); `tests/browser/assess-cases.json` tests both.

/** The value of a row for a tier. The country overrides the programme, and within each the type overrides the general value. */
export function scopedValue(row, tier, { type, country } = {}) {
  const local = row.by_country?.[country];
  return local?.by_type?.[type]?.[tier] ?? local?.all?.[tier] ?? row.by_type?.[type]?.[tier] ?? row.all[tier];
}

/** The criteria of a tier that the figures do not meet, and by how much. A missing figure counts as 0. */
export function unmetCriteria(criteria, tier, figures, scope) {
  return criteria.flatMap((criterion) => {
    const minimum = scopedValue(criterion, tier, scope) ?? 0;
    const figure = figures[criterion.id] ?? 0;
    // Rounded because 8.5 - 8.4 is a little less than 0.1.
    return figure >= minimum ? [] : [{ criterion, more: Math.round((minimum - figure) * 1e6) / 1e6 }];
  });
}

/** The tier reached (-1 for none), the next tier (null after the highest), and the criteria that the next tier still needs. */
export function assess(criteria, tiers, figures, scope) {
  for (let tier = 0; tier < tiers; tier += 1) {
    const unmet = unmetCriteria(criteria, tier, figures, scope);
    if (unmet.length > 0) return { reached: tier - 1, next: tier, unmet };
  }
  return { reached: tiers - 1, next: null, unmet: [] };
}
