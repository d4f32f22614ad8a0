// The type and country fields above the tables of benefits: the cells show the values for the selected scope.
import { cloneTemplate, element, hook } from './dom.js';
import { message } from './i18n.js';
import { scopedValue } from './tier-rules.js';

const form = hook('matrix');
const { rows, nothing, words: strings } = JSON.parse(hook('matrix-data').textContent);
const status = form.querySelector('[role="status"]');
const fields = ['type', 'country'].map((name) => form.elements.namedItem(name)).filter(Boolean);
form.classList.add('running');

function update() {
  const scope = Object.fromEntries(fields.map(({ name, value }) => [name, value]));
  let differing = 0;
  for (const [id, row] of Object.entries(rows)) {
    const cells = hook(`benefit-${id}`)?.querySelectorAll('td') ?? [];
    for (const [tier, cell] of cells.entries()) {
      const general = scopedValue(row, tier) ?? nothing;
      const value = scopedValue(row, tier, scope) ?? nothing;
      const differs = value.kind !== general.kind || value.text !== general.text;
      cell.classList.toggle('differs', differs);
      cell.replaceChildren(...cellContent(value));
      if (!differs) continue;
      differing += 1;
      cell.append(element('span', { class: 'before' }, message(strings, 'matrix_general', { value: general.text })));
    }
  }
  const hasScope = fields.some((field) => field.value !== '');
  const report = () => (differing ? message(strings, 'matrix_differs', { count: differing }) : message(strings, 'matrix_same'));
  status.textContent = hasScope ? report() : '';
}

/** The content of a cell, with the same markup as in the templates. */
function cellContent({ kind, text, lang, dir }) {
  const spoken = element('span', { class: 'visually-hidden' }, text);
  if (kind === 'yes') return [element('span', { class: 'yes' }, cloneTemplate('met'), spoken)];
  if (kind === 'no') return [element('span', { class: 'no', 'aria-hidden': 'true' }, '–'), spoken];
  return [element('span', { class: kind, lang, dir }, text)];
}

/** Selects what the address says; values that a field does not have are ignored. */
function readAddress() {
  const params = new URLSearchParams(location.search);
  for (const field of fields) {
    const known = [...field.options].some((option) => option.value === params.get(field.name));
    field.value = known ? params.get(field.name) : '';
  }
  update();
}

form.addEventListener('change', () => {
  const params = new URLSearchParams(fields.filter((field) => field.value !== '').map(({ name, value }) => [name, value]));
  history.replaceState(null, '', `${location.pathname}${params.size ? `?${params}` : ''}${location.hash}`);
  update();
});
form.addEventListener('submit', (event) => event.preventDefault());
addEventListener('popstate', readAddress);
readAddress();
