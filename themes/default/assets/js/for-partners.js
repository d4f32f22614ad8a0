// The HTML of a partner's card: the id, of the profile that the visitor comes from or in the field, replaces that of the
// example, once the partner is known.
import { hook } from './dom.js';
import { message } from './i18n.js';

const form = hook('card-choice');
const field = form.elements.namedItem('partner');
const status = form.querySelector('[role="status"]');
const preview = hook('card-preview');
const code = form.parentElement.querySelector('.snippet code');
const { id: example, card: address, partners, words } = JSON.parse(hook('card-data').textContent);
const html = code.textContent;
form.classList.add('running');
let asked = 0;

/** The id in what was typed: an id, or the address of a profile. */
const idOf = (text) => text.trim().toLowerCase().match(/([a-z0-9-]+)\/*$/)?.[1] ?? '';
const escaped = (text) => text.replace(/[&<>"]/g, (one) => `&#${one.codePointAt(0)};`);

async function update() {
  const id = idOf(field.value);
  asked += 1;
  const mine = asked;
  const partner = id === '' ? null : await read(id);
  if (mine !== asked) return;
  status.textContent = partner || id === '' ? '' : message(words, 'card_unknown', { id });
  preview.hidden = !partner;
  const own = (text) => text.replace(`/partners/${example}/card/`, `/partners/${id}/card/`);
  code.textContent = partner ? own(html).replace(/title="[^"]*"/, () => `title="${escaped(partner.name)}"`) : html;
  preview.href = own(address);
}

/** The public data of a partner, or null. */
async function read(id) {
  try {
    const response = await fetch(`${partners}${id}.json`);
    if (!response.ok) return null;
    const data = await response.json();
    return data.partner ?? data;
  } catch {
    return null;
  }
}

form.addEventListener('submit', (event) => event.preventDefault());
field.addEventListener('change', update);
const profile = URL.canParse(document.referrer) ? new URL(document.referrer) : location;
field.value = profile.origin === location.origin ? (profile.pathname.match(/\/partners\/([a-z0-9-]+)\/$/)?.[1] ?? '') : '';
update();
