// Filters and map in dialogs, where there is no room beside the list: `openSheet`.
import { element, hook } from './dom.js';

/**
 * Lets a link open a dialog with `content`, which is elsewhere in the page otherwise. `button` is at the foot of the dialog;
 * `onShow` is called when it has closed the dialog.
 */
export function openSheet(link, dialog, content, { button = null, onOpen = () => {}, onShow = () => {} } = {}) {
  if (!link || !content) return;
  const home = element('span', { hidden: true });
  link.setAttribute('role', 'button');
  link.setAttribute('aria-haspopup', 'dialog');
  if (button) dialog.append(button);

  function open() {
    content.before(home);
    if (button) button.before(content);
    else dialog.append(content);
    dialog.showModal();
    document.documentElement.classList.add('with-sheet');
    onOpen();
  }
  link.addEventListener('click', (event) => {
    event.preventDefault();
    open();
  });
  link.addEventListener('keydown', (event) => {
    if (event.key !== ' ') return;
    event.preventDefault();
    open();
  });
  dialog.addEventListener('close', () => {
    home.replaceWith(content);
    document.documentElement.classList.remove('with-sheet');
  });
  dialog.querySelector('.sheet-close').addEventListener('click', () => dialog.close());
  // A click beside the dialog is one on the dialog itself: its children cover it.
  dialog.addEventListener('click', ({ target, clientX }) => {
    const { left, right } = dialog.getBoundingClientRect();
    if (target === dialog && (clientX < left || clientX > right)) dialog.close();
  });
  button?.addEventListener('click', () => {
    dialog.close();
    onShow();
  });
  // There is room again, as when a tablet is turned.
  matchMedia('(min-width: 62rem)').addEventListener('change', () => dialog.close());
}

/** Shows on the link that opens the filters how many are active. */
export function showActive(text, count, spoken) {
  const word = hook('open-filters')?.querySelector('.dock-word');
  if (!word) return;
  word.textContent = count > 0 ? `${text} (${count})` : text;
  const link = word.closest('a');
  if (count > 0) link.setAttribute('aria-label', `${text} (${count}), ${spoken}`);
  else link.removeAttribute('aria-label');
}
