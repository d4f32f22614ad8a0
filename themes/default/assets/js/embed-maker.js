// The page that makes the HTML for a list in a frame: the form's choice becomes an address, the HTML and a preview.
import { hook } from './dom.js';

const form = hook('frame-form');
const preview = hook('frame-preview');
const snippet = hook('frame-snippet');
const copy = hook('frame-copy');
const height = form.querySelector('#frame-height');
/** The title of the list without filters. */
const { title } = preview;

/** Milliseconds after the last key until the preview loads again. */
const DELAY = 400;

/** The query of the choice, without what is the default. */
function query() {
  const params = new URLSearchParams();
  for (const [name, value] of new FormData(form)) {
    const field = form.elements[name];
    const initial = field.defaultValue ?? field.querySelector?.('[selected]')?.value;
    const isDefault = name === 'q' ? !value.trim() : (name === 'limit' || name === 'sort') && value === initial;
    if (!isDefault) params.append(name, value.trim());
  }
  return params.size ? `?${params}` : '';
}

function chosenNames() {
  const boxes = [...form.querySelectorAll('[type="checkbox"]:checked')];
  return [form.elements.q.value.trim(), ...boxes.map((box) => box.nextElementSibling.textContent)].filter(Boolean);
}

/** A text as the value of an attribute of HTML. */
function attribute(text) {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
}

let timer = 0;

function update() {
  if (!form.checkValidity()) return;
  const names = chosenNames();
  const name = names.length > 0 ? `${title}: ${names.join(', ')}` : title;
  const address = snippet.dataset.url + query();
  snippet.textContent = `<iframe src="${attribute(address)}" title="${attribute(name)}" width="100%" height="${height.value}" loading="lazy" style="border:0"></iframe>`;
  preview.height = height.value;
  preview.title = name;
  clearTimeout(timer);
  timer = setTimeout(() => {
    const target = new URL(form.getAttribute('action') + query(), location.href);
    // Not a new entry in the browser's history.
    if (preview.contentWindow.location.href !== target.href) preview.contentWindow.location.replace(target);
  }, DELAY);
}

form.addEventListener('input', update);
form.addEventListener('submit', (event) => event.preventDefault());
copy.addEventListener('click', async () => {
  const label = copy.textContent;
  await navigator.clipboard.writeText(snippet.textContent);
  copy.textContent = copy.dataset.copied;
  hook('frame-status').textContent = copy.dataset.copied;
  setTimeout(() => {
    copy.textContent = label;
    hook('frame-status').textContent = '';
  }, 2000);
});
for (const waiting of document.querySelectorAll('.frame-maker .waiting')) waiting.classList.remove('waiting');
// The browser may have kept a choice.
update();
