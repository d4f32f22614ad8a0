// A text field with suggestions (ARIA combobox with a list box): `openCombobox`.
import { element, langAttributes } from './dom.js';

/**
 * Shows suggestions below a field. `suggest(text)` returns them, or a promise of them: `{ text, lang, kind, choose }`, of which
 * `choose` is called when one is selected. `announce` says how many there are. Without a selection, the Enter key does what it
 * does in the form.
 */
export function openCombobox(input, { label, suggest, announce }) {
  const list = element('ul', { class: 'suggestions', role: 'listbox', id: `${input.id}-suggestions`, 'aria-label': label });
  list.hidden = true;
  input.after(list);
  for (const [name, value] of Object.entries({ role: 'combobox', 'aria-expanded': 'false', 'aria-controls': list.id, 'aria-autocomplete': 'list' })) {
    input.setAttribute(name, value);
  }
  let shown = [];
  let selected = -1;
  let latest = 0;

  function close() {
    latest += 1;
    if (shown.length > 0) announce(0);
    shown = [];
    list.hidden = true;
    input.setAttribute('aria-expanded', 'false');
    select(-1);
  }

  function select(position) {
    list.children[selected]?.setAttribute('aria-selected', 'false');
    selected = position;
    const option = list.children[position];
    if (!option) {
      input.removeAttribute('aria-activedescendant');
      return;
    }
    option.setAttribute('aria-selected', 'true');
    input.setAttribute('aria-activedescendant', option.id);
    option.scrollIntoView({ block: 'nearest' });
  }

  function choose(position) {
    const suggestion = shown[position];
    close();
    suggestion.choose();
  }

  async function update() {
    latest += 1;
    const mine = latest;
    const answer = suggest(input.value);
    const suggestions = answer instanceof Promise ? await answer : answer;
    if (mine !== latest || document.activeElement !== input) return;
    shown = suggestions;
    selected = -1;
    input.removeAttribute('aria-activedescendant');
    list.replaceChildren(
      ...shown.map(({ text, kind, lang, dir }, position) =>
        element('li', { role: 'option', id: `${list.id}-${position}`, 'aria-selected': 'false' }, element('span', langAttributes({ lang, dir }), text), element('span', { class: 'kind' }, kind)),
      ),
    );
    list.hidden = shown.length === 0;
    input.setAttribute('aria-expanded', String(shown.length > 0));
    announce(shown.length);
  }

  input.addEventListener('keydown', (event) => {
    if (event.isComposing) return;
    const { key } = event;
    if (key === 'ArrowDown' || key === 'ArrowUp') {
      event.preventDefault();
      if (shown.length === 0) {
        update();
        return;
      }
      // Between the last and the first is the field itself.
      const step = key === 'ArrowDown' ? 1 : -1;
      select(((selected + 1 + step + shown.length + 1) % (shown.length + 1)) - 1);
    } else if (key === 'Enter' && selected >= 0) {
      event.preventDefault();
      choose(selected);
    } else if (key === 'Escape' && shown.length > 0) {
      // The first Escape closes the list, the next one empties the field.
      event.preventDefault();
      close();
    }
  });
  // Before the field loses the focus.
  list.addEventListener('pointerdown', (event) => event.preventDefault());
  list.addEventListener('click', ({ target }) => {
    const position = [...list.children].indexOf(target.closest('[role="option"]'));
    if (position >= 0) choose(position);
  });
  input.addEventListener('blur', close);
  return { update, close };
}
