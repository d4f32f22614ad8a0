// The shortlist: partner ids stored in this browser, a button on each card and profile, and a bar that links to the
// comparison and to the message. Exports `readShortlist`, `saveShortlist`, `addShortlistButtons`.
import { addBrief, currentBrief, filtersOf, keepBrief } from './brief.js';
import { cloneTemplate, hook } from './dom.js';

const KEY = 'vitrine-shortlist';
const bar = hook('shortlist');

/** The ids on the shortlist, in the order in which they were added. */
export function readShortlist() {
  try {
    const ids = JSON.parse(localStorage.getItem(KEY) ?? '[]');
    return Array.isArray(ids) ? ids.filter((id) => /^[a-z0-9-]+$/.test(id)) : [];
  } catch {
    // Without local storage the shortlist is empty.
    return [];
  }
}

export function saveShortlist(ids) {
  try {
    localStorage.setItem(KEY, JSON.stringify([...new Set(ids)]));
  } catch {
    // Nothing was saved; the buttons stay unpressed, which shows it.
  }
  show();
}

/** Adds the shortlist button to each card under `root`. */
export function addShortlistButtons(root) {
  for (const card of root.querySelectorAll('.card:not(:has(.keep))')) {
    const link = card.querySelector('h3 a');
    if (!link) continue;
    const button = cloneTemplate('keep-template');
    button.dataset.id = card.dataset.partner;
    button.querySelector('.visually-hidden').textContent = `, ${link.textContent}`;
    button.title = button.querySelector('.keep-word').textContent;
    card.append(button);
  }
  show();
}

function show() {
  const ids = readShortlist();
  for (const button of document.querySelectorAll('.keep')) {
    button.setAttribute('aria-pressed', String(ids.includes(button.dataset.id)));
  }
  if (!bar) return;
  bar.hidden = ids.length === 0 || hook('comparison') !== null || hook('message') !== null;
  document.documentElement.classList.toggle('with-shortlist', !bar.hidden);
  bar.querySelector('.shortlist-count').textContent = String(ids.length);
  bar.querySelector('.shortlist-number').textContent = ` (${ids.length})`;
}

/** The filters of the directory that the comparison takes over; other pages have those that led to them. */
const NEED = ['specialization', 'level', 'product', 'type', 'industry', 'country', 'language'].map((facet) => `.facets-sheet [name=${facet}]:checked`).join();

document.addEventListener('click', ({ target }) => {
  const button = target.closest?.('.keep');
  if (!button) return;
  const ids = readShortlist();
  const { id } = button.dataset;
  saveShortlist(ids.includes(id) ? ids.filter((other) => other !== id) : [...ids, id]);
});
bar?.querySelector('button').addEventListener('click', () => {
  saveShortlist([]);
  hook('main').focus();
});
// Both come before a link is followed: `auxclick` is that of the middle button.
for (const event of ['click', 'auxclick']) document.addEventListener(event, addBrief);
// The page for messages has the brief in its form, where it may be changed.
if (!hook('message')) addEventListener('pagehide', keepBrief);
// In time for a click, and for a link that is opened in another tab.
for (const event of ['pointerover', 'focusin', 'click']) {
  bar?.querySelector('a').addEventListener(event, ({ currentTarget }) => {
    const hasFilters = document.querySelector('.facets-sheet') !== null;
    currentTarget.search = hasFilters ? new URLSearchParams([...document.querySelectorAll(NEED)].map(({ name, value }) => [name, value])) : filtersOf(currentBrief());
  });
}
// Another tab may have changed the shortlist.
addEventListener('storage', show);
addEventListener('pageshow', show);
addShortlistButtons(document);
