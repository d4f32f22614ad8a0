// What is shown around the cards of a result: `pageTitle`, `filterChips`, `noResults`, `forgiven`,
// `closeHead`, `pagination`.
//
// Each takes a view `{ strings, index, groups, state, result, addressOf, open }`: `addressOf(state)` is the target of a link,
// `open(state)` is called when it is followed.
import { cloneTemplate, element, langAttributes, localizedText } from './dom.js';
import { message, number } from './i18n.js';
import { nearestWord, replaceWord } from './reason-texts.js';
import { emptyState } from './url-state.js';

/** The number of the search text among the groups, and that of the place. */
const SEARCH = -1;
const NEAR = -2;

/** The search text and the chosen values, each with the state without it. */
function activeFilters({ groups, state }) {
  const filters = [];
  if (state.q.trim()) filters.push({ group: SEARCH, label: { text: state.q.trim() }, without: { ...state, q: '', page: 1 } });
  if (state.near) filters.push({ group: NEAR, label: { text: state.near.split(',')[0].trim() }, without: { ...state, near: '', page: 1 } });
  groups.forEach((group, position) => {
    group.ids.forEach((id, value) => {
      if (!state.chosen[position].has(id)) return;
      const chosen = state.chosen.map((ids) => new Set(ids));
      chosen[position].delete(id);
      filters.push({ group: position, label: group.names[value], without: { ...state, chosen, page: 1 } });
    });
  });
  return filters;
}

/** The title of the page: what is searched and chosen, and the number of a later page. */
export function pageTitle(view) {
  const { strings, state } = view;
  const texts = { [SEARCH]: (query) => message(strings, 'search_title', { query }), [NEAR]: (place) => message(strings, 'near_title', { place }) };
  const filters = activeFilters(view).map(({ group, label }) => texts[group]?.(label.text) ?? label.text);
  const shown = filters.join(message(strings, 'comma'));
  const title = shown ? message(strings, 'filtered_title', { filters: shown }) : message(strings, 'directory_heading');
  const page = state.page > 1 ? message(strings, 'numbered_title', { title, number: state.page }) : title;
  return message(strings, 'page_title', { page, site: document.querySelector('meta[property="og:site_name"]').content });
}

/** What the list is about: its first chosen values, or the heading of the directory. */
export function listHeading(view) {
  const labels = activeFilters(view).filter(({ group }) => group >= 0).map(({ label }) => label);
  if (labels.length === 0) return [message(view.strings, 'directory_heading')];
  return labels.slice(0, 2).flatMap((label, position) => [position ? message(view.strings, 'comma') : '', localizedText(label)]);
}

/** The active filters, each a link that removes it; empty without filters. */
export function filterChips(view) {
  const { strings, index, groups, state } = view;
  const filters = activeFilters(view);
  const keys = { [SEARCH]: 'chip_search', [NEAR]: 'chip_near' };
  const chip = ({ group, label, without }) => {
    const facet = keys[group] ? message(strings, keys[group]) : index.groups[group].label.text;
    const description = element('span', { class: 'visually-hidden' }, `${message(strings, 'remove')}${message(strings, 'colon')} ${facet}, `);
    return element('li', {}, stateLink(view, without, {}, description, element('span', langAttributes(label), label.text), cloneTemplate('icon-close')));
  };
  const chips = filters.map(chip);
  if (filters.length > 1) {
    const cleared = { ...emptyState(groups), view: state.view, sort: ['relevance', 'near'].includes(state.sort) ? '' : state.sort };
    chips.push(element('li', { class: 'chosen-all' }, stateLink(view, cleared, { 'aria-label': message(strings, 'clear_all') }, message(strings, 'clear'))));
  }
  return chips;
}

/** How many filters are active. */
export function activeCount(view) {
  return activeFilters(view).filter(({ group }) => group >= 0).length;
}

/** What the search has forgiven: that no partner has all words, or one of them, with the nearest word that some have. */
export function forgiven(view) {
  const { strings, index, state, result } = view;
  const unknown = result.missing.length > 0 ? [] : result.words.filter(({ scores, found, token }) => !found && !index.summaries.common.has(token) && !scores.some((score) => score > 0));
  if (unknown.length === 0 && !result.forgiven) return null;
  const lines = [];
  if (unknown.length > 0) {
    const words = unknown.map(({ token }) => message(strings, 'reason_word', { word: token })).join(message(strings, 'comma'));
    lines.push(element('p', {}, message(strings, 'unknown_words', { words })));
    const nearest = unknown.map(({ token }) => [token, nearestWord(index, token)]).filter(([, word]) => word);
    if (nearest.length > 0) {
      const q = nearest.reduce((q, [token, word]) => replaceWord(q, token, word), state.q.trim());
      lines.push(element('p', {}, `${message(strings, 'did_you_mean')} `, stateLink(view, { ...state, q, page: 1 }, {}, q), '?'));
    }
  }
  if (result.forgiven && result.total > 0) lines.push(element('p', {}, message(strings, 'partial_matches')));
  return lines.length ? element('div', { class: 'forgiven' }, ...lines) : null;
}

/** The heading above the partners that lack one choice. */
export function closeHead({ strings, result }) {
  const heading = message(strings, 'close_heading', { count: result.close.length });
  return element('h3', {}, `${heading}. ${message(strings, 'close_text')}`);
}

/** The message that nothing was found, with the filters whose removal would help. */
export function noResults(view) {
  const { strings, groups, state, result } = view;
  const box = element('div', { class: 'empty' }, element('h3', {}, message(strings, 'no_results_heading')));
  const drops = result.drops.filter(({ total }) => total > 0).sort((a, b) => b.total - a.total);
  if (drops.length > 0) {
    const suggestions = drops.map(({ group, total }) => {
      const chosen = state.chosen.map((ids, position) => (position === group ? new Set() : ids));
      const without = { ...state, chosen, q: group < 0 ? '' : state.q, page: 1 };
      const filter = activeFilters(view).filter((active) => active.group === group).map(({ label }) => label.text).join(', ');
      const text = group < 0 ? message(strings, 'drop_search', { query: filter }) : message(strings, 'drop_filter', { filter });
      const partners = message(strings, 'partners_count', { count: total });
      return element('li', {}, element('strong', {}, partners), ' ', stateLink(view, without, {}, text));
    });
    box.append(element('p', {}, message(strings, 'no_results_text')), element('ul', { class: 'drops' }, ...suggestions));
  }
  box.append(element('p', {}, stateLink(view, emptyState(groups), { class: 'button quiet' }, message(strings, 'clear_all'))));
  return box;
}

/** Links to the first and last page, and to those around the current one. */
export function pagination(view, current, pages) {
  const { strings, state } = view;
  const link = (page, attributes, ...children) => stateLink(view, { ...state, page }, attributes, ...children);
  const items = [];
  if (current > 1) items.push(element('li', { class: 'pages-step' }, link(current - 1, { rel: 'prev' }, message(strings, 'previous'))));
  let inGap = false;
  for (let page = 1; page <= pages; page += 1) {
    if (page === 1 || page === pages || Math.abs(page - current) <= 1) {
      const description = element('span', { class: 'visually-hidden' }, `${message(strings, 'page_number')} `);
      items.push(element('li', {}, link(page, { 'aria-current': page === current ? 'page' : null }, description, number(page))));
      inGap = false;
    } else if (!inGap) {
      items.push(element('li', {}, element('span', { 'aria-hidden': 'true' }, '…')));
      inGap = true;
    }
  }
  if (current < pages) items.push(element('li', { class: 'pages-step' }, link(current + 1, { rel: 'next' }, message(strings, 'next'))));
  return element('nav', { class: 'pages', 'aria-label': message(strings, 'pages') }, element('ul', {}, ...items));
}

/** A link to another state, which a plain click opens in this page. */
function stateLink({ addressOf, open }, next, attributes, ...children) {
  const anchor = element('a', { href: addressOf(next), ...attributes }, ...children);
  onPlainClick(anchor, () => open(next));
  return anchor;
}

/** Calls `action` on a click without modifier keys, which open a new tab instead. */
function onPlainClick(link, action) {
  link.addEventListener('click', (event) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    action();
  });
}
