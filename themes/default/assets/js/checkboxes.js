// Checkboxes for facets: `replaceLinks` turns a list of links into a group of checkboxes.
import { element } from './dom.js';
import { tokenize } from './tokenize.js';

/**
 * Replaces the links in a list of values by checkboxes, and calls `choose` with the id and whether it is checked.
 *
 * The group has, for each value, its id, checkbox, name and count (see `showCount`), and in `current` the ids that the server
 * rendered as chosen.
 */
export function replaceLinks(list, choose) {
  const group = { facet: list.dataset.facet, comma: list.dataset.comma, ids: [], boxes: [], counts: [], names: [], current: new Set() };
  const heading = list.closest('details').querySelector('h3').textContent;
  for (const item of list.querySelectorAll('li')) {
    const link = item.querySelector('a');
    const id = item.dataset.value;
    const box = element('input', { type: 'checkbox', name: group.facet, value: id });
    box.addEventListener('change', () => choose(id, box.checked));
    const [label, spoken] = ['[aria-hidden]', '.visually-hidden'].map((part) => link.querySelector(`.count > ${part}`));
    const parts = [...link.childNodes].filter((node) => !node.classList?.contains('count') && node.textContent !== ' ');
    const name = [...link.children].findLast((child) => !child.classList.contains('count') && !child.classList.contains('mark-only'));
    group.ids.push(id);
    group.boxes.push(box);
    group.names.push({ text: name.textContent, lang: name.lang || undefined, dir: name.dir || undefined });
    if (link.hasAttribute('aria-current')) group.current.add(id);
    const number = element('span', { 'aria-hidden': 'true' }, label.textContent);
    group.counts.push({ item, label: number, spoken: spoken.textContent });
    item.replaceChildren(element('label', {}, box, ...parts, element('span', { class: 'count' }, number)));
    showCount(group, group.ids.length - 1, label.textContent, spoken.textContent);
  }
  const fieldset = element('fieldset', {}, element('legend', { class: 'visually-hidden' }, heading));
  list.replaceWith(fieldset);
  fieldset.append(list);
  if (list.dataset.search) addSearch(list, group);
  return group;
}

/** Shows the count of a value, and says it in the name of its checkbox: "Belgium, 12 partners". */
export function showCount(group, value, text, spoken) {
  const count = group.counts[value];
  if (count.shown === spoken) return;
  count.shown = spoken;
  count.label.textContent = text;
  group.boxes[value].setAttribute('aria-label', group.names[value].text + group.comma + spoken);
}

/** A field above a long list that hides the values without the typed words. */
function addSearch(list, group) {
  const { search } = list.dataset;
  const input = element('input', { class: 'value-search', type: 'search', autocomplete: 'off', spellcheck: 'false', 'aria-label': search, placeholder: search });
  const words = group.names.map(({ text }) => tokenize(text));
  const more = list.querySelector('.more-values');
  input.addEventListener('input', () => {
    const typed = tokenize(input.value);
    group.counts.forEach(({ item }, value) => {
      item.hidden = !typed.every((token) => words[value].some((word) => word.startsWith(token)));
    });
    if (more && typed.length > 0) more.open = true;
  });
  list.before(input);
}
