// Checkboxes for facets: `replaceLinks` turns a list of links into a group of checkboxes.
import { element } from './dom.js';

/**
 * Replaces the links in a list by checkboxes, and calls `choose` with the id and whether it is checked.
 *
 * The group has, for each value, its id, checkbox, name and count (the list item and the element with the number), and in
 * `current` the ids that the server rendered as chosen.
 */
export function replaceLinks(list, choose) {
  const group = { facet: list.dataset.facet, ids: [], boxes: [], counts: [], names: [], current: new Set() };
  const heading = list.closest('details').querySelector('h3').textContent;
  for (const item of list.children) {
    const link = item.querySelector('a');
    const id = item.dataset.value;
    const box = element('input', { type: 'checkbox', name: group.facet, value: id });
    box.addEventListener('change', () => choose(id, box.checked));
    const count = element('span', { 'aria-hidden': 'true' }, link.querySelector('.count > [aria-hidden]').textContent);
    const parts = [...link.childNodes].filter((node) => !node.classList?.contains('count') && node.textContent !== ' ');
    group.ids.push(id);
    group.boxes.push(box);
    group.counts.push({ item, label: count });
    const name = [...link.children].findLast((child) => !child.classList.contains('count') && !child.classList.contains('mark-only'));
    group.names.push({ text: name.textContent, lang: name.lang || undefined, dir: name.dir || undefined });
    if (link.hasAttribute('aria-current')) group.current.add(id);
    item.replaceChildren(element('label', {}, box, ...parts, element('span', { class: 'count' }, count)));
  }
  const fieldset = element('fieldset', {}, element('legend', { class: 'visually-hidden' }, heading));
  list.replaceWith(fieldset);
  fieldset.append(list);
  return group;
}
