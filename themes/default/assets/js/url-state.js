// The directory's search state and its URL query, `?q=…&type=integrator&type=consultant&sort=tier&page=2`:
// `emptyState`, `parseQuery`, `formatQuery`, `effectiveSort`. No DOM.

export const SORTS = ['relevance', 'name', 'tier', 'newest'];

/** No search and no filter. */
export function emptyState(groups) {
  return { q: '', chosen: groups.map(() => new Set()), sort: '', page: 1 };
}

/** The state of a URL query; values that the directory does not have are ignored. */
export function parseQuery(search, groups) {
  const params = new URLSearchParams(search);
  const state = emptyState(groups);
  state.q = params.get('q') ?? '';
  groups.forEach((group, position) => {
    for (const id of params.getAll(group.facet)) if (group.ids.includes(id)) state.chosen[position].add(id);
  });
  state.sort = SORTS.includes(params.get('sort')) ? params.get('sort') : '';
  state.page = Math.max(1, Number.parseInt(params.get('page'), 10) || 1);
  return state;
}

/** The URL query of a state, with `?`; an empty string for the empty state. */
export function formatQuery(state, groups) {
  const params = new URLSearchParams();
  if (state.q.trim()) params.set('q', state.q.trim());
  groups.forEach((group, position) => {
    for (const id of group.ids) if (state.chosen[position].has(id)) params.append(group.facet, id);
  });
  if (state.sort && state.sort !== effectiveSort({ ...state, sort: '' })) params.set('sort', state.sort);
  if (state.page > 1) params.set('page', state.page);
  return params.size ? `?${params}` : '';
}

/** The sort order in effect: by default relevance for a search, the name otherwise. */
export function effectiveSort({ q, sort }) {
  if (sort && (sort !== 'relevance' || q.trim())) return sort;
  return q.trim() ? 'relevance' : 'name';
}
