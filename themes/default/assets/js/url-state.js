// The directory's search state and its URL query, `?q=…&type=integrator&type=consultant&near=Gent&sort=tier&view=list&page=2`:
// `emptyState`, `parseQuery`, `formatQuery`, `effectiveSort`. No DOM.

export const SORTS = ['relevance', 'near', 'name', 'tier', 'newest'];

/** No search and no filter. */
export function emptyState(groups) {
  return { q: '', chosen: groups.map(() => new Set()), near: '', sort: '', view: '', page: 1 };
}

/** The state of a URL query; values that the directory does not have are ignored. */
export function parseQuery(search, groups) {
  const params = new URLSearchParams(search);
  const state = emptyState(groups);
  state.q = params.get('q') ?? '';
  groups.forEach((group, position) => {
    for (const id of params.getAll(group.facet)) if (group.ids.includes(id)) state.chosen[position].add(id);
  });
  state.near = (params.get('near') ?? '').trim();
  state.sort = SORTS.includes(params.get('sort')) ? params.get('sort') : '';
  state.view = params.get('view') === 'list' ? 'list' : '';
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
  if (state.near) params.set('near', state.near);
  if (state.sort && state.sort !== effectiveSort({ ...state, sort: '' })) params.set('sort', state.sort);
  if (state.view) params.set('view', state.view);
  if (state.page > 1) params.set('page', state.page);
  return params.size ? `?${params}` : '';
}

/** The sort order in effect: by default the distance where a place is given, relevance for a search, the name otherwise. */
export function effectiveSort({ q, near, sort }) {
  const possible = { relevance: q.trim() !== '', near: Boolean(near) };
  if (sort && possible[sort] !== false) return sort;
  if (near) return 'near';
  return q.trim() ? 'relevance' : 'name';
}
