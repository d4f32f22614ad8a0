// The shortlist: ids of partners kept in this browser, a button on each card and profile, and a bar that leads to the
// comparison.
import { copy } from './words.js';

const KEY = 'vitrine-shortlist';
const bar = document.getElementById('shortlist');

/** The ids that are kept, in the order in which they were chosen. */
export function kept() {
  try {
    const ids = JSON.parse(localStorage.getItem(KEY) ?? '[]');
    return Array.isArray(ids) ? ids.filter((id) => /^[a-z0-9-]+$/.test(id)) : [];
  } catch {
    // A browser that keeps nothing has an empty shortlist.
    return [];
  }
}

export function keep(ids) {
  try {
    localStorage.setItem(KEY, JSON.stringify([...new Set(ids)]));
  } catch {
    // It cannot be kept; the buttons say so by staying as they are.
  }
  show();
}

/** Gives each card and profile under `root` its button. */
export function decorate(root) {
  for (const card of root.querySelectorAll('.card, .profile-title')) {
    if (card.querySelector('.keep')) continue;
    const link = card.querySelector('h3 a');
    const id = (link ? link.pathname : location.pathname).match(/\/partners\/([a-z0-9-]+)\/$/)?.[1];
    if (!id) continue;
    const button = copy('keep-template');
    button.dataset.id = id;
    button.querySelector('.visually-hidden').textContent = `, ${(link ?? card.querySelector('h1')).textContent}`;
    if (link) button.title = button.querySelector('.keep-word').textContent;
    card.append(button);
  }
  show();
}

function show() {
  const ids = kept();
  for (const button of document.querySelectorAll('.keep')) {
    button.setAttribute('aria-pressed', String(ids.includes(button.dataset.id)));
  }
  if (!bar) return;
  bar.hidden = ids.length === 0 || document.getElementById('comparison') !== null;
  document.documentElement.classList.toggle('with-shortlist', !bar.hidden);
  bar.querySelector('.shortlist-count').textContent = String(ids.length);
}

document.addEventListener('click', ({ target }) => {
  const button = target.closest?.('.keep');
  if (!button) return;
  const ids = kept();
  const { id } = button.dataset;
  keep(ids.includes(id) ? ids.filter((other) => other !== id) : [...ids, id]);
});
bar?.querySelector('button').addEventListener('click', () => {
  keep([]);
  document.getElementById('main').focus();
});
// Another tab may have changed it.
addEventListener('storage', show);
addEventListener('pageshow', show);
decorate(document);
