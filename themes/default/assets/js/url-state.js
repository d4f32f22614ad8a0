// What is asked of the directory, as its address says it: ?q=…&type=integrator&type=consultant&sort=tier&page=2

export const SORTS = ['relevance', 'name', 'tier', 'newest'];

/** An empty question about so many groups of values. */
export function empty(groups) {
  return { q: '', chosen: groups.map(() => new Set()), sort: '', page: 1 };
}

/** What the address asks; values that the directory does not have are not asked for. */
export function read(search, groups) {
  const params = new URLSearchParams(search);
  const state = empty(groups);
  state.q = params.get('q') ?? '';
  groups.forEach((group, at) => {
    for (const id of params.getAll(group.facet)) if (group.ids.includes(id)) state.chosen[at].add(id);
  });
  state.sort = SORTS.includes(params.get('sort')) ? params.get('sort') : '';
  state.page = Math.max(1, Number.parseInt(params.get('page'), 10) || 1);
  return state;
}

/** The query of the address that asks this, with `?`; nothing if nothing is asked. */
export function write(state, groups) {
  const params = new URLSearchParams();
  if (state.q.trim()) params.set('q', state.q.trim());
  groups.forEach((group, at) => {
    for (const id of group.ids) if (state.chosen[at].has(id)) params.append(group.facet, id);
  });
  if (state.sort && state.sort !== sortOf({ ...state, sort: '' })) params.set('sort', state.sort);
  if (state.page > 1) params.set('page', state.page);
  return params.size ? `?${params}` : '';
}

/** The order that holds: the best match where words were typed, else by name. */
export function sortOf({ q, sort }) {
  if (sort && (sort !== 'relevance' || q.trim())) return sort;
  return q.trim() ? 'relevance' : 'name';
}
