// The shortlist: partner ids stored in this browser, a button on each card and profile, and a bar that links to the
// comparison, with the filters of the directory, and to the message. Exports `readShortlist`, `saveShortlist`, `addShortlistButtons`.
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

/** Adds the shortlist button to each card and profile under `root`. */
export function addShortlistButtons(root) {
  for (const card of root.querySelectorAll('.card, .profile-title')) {
    if (card.querySelector('.keep')) continue;
    const link = card.querySelector('h3 a');
    const id = (link ? link.pathname : location.pathname).match(/\/partners\/([a-z0-9-]+)\/$/)?.[1];
    if (!id) continue;
    const button = cloneTemplate('keep-template');
    button.dataset.id = id;
    button.querySelector('.visually-hidden').textContent = `, ${(link ?? card.querySelector('h1')).textContent}`;
    if (link) button.title = button.querySelector('.keep-word').textContent;
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

/** The filters of the directory that the comparison takes over: what the visitor looks for comes first there. */
const NEED = ['specialization', 'level', 'country', 'language'];

/** The chosen filters, as they are on the page: also those of the page of a country or a specialization. */
function needQuery() {
  const boxes = [...document.querySelectorAll('.facets-sheet input:checked')].filter(({ name }) => NEED.includes(name));
  return new URLSearchParams(boxes.map(({ name, value }) => [name, value])).toString();
}

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
// In time for a click, and for a link that is opened in another tab.
for (const event of ['pointerover', 'focusin', 'click']) {
  bar?.querySelector('a').addEventListener(event, ({ currentTarget }) => {
    currentTarget.search = needQuery();
  });
}
// Another tab may have changed the shortlist.
addEventListener('storage', show);
addEventListener('pageshow', show);
addShortlistButtons(document);
