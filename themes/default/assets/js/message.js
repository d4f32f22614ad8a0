// The page on which visitors write to partners: the partners of the address (`?to=a,b`) or of the shortlist, their contacts
// from the public data, and e-mails made from the form. Nothing is stored. Nothing is sent but by the visitor's own e-mail
// program, or by the button of a form that goes to the company's form service.
import { element, hook } from './dom.js';
import { message } from './i18n.js';
import { mailtoLink, wholeText } from './mail.js';
import { readShortlist } from './shortlist.js';

/** The most partners that one message goes to. */
const MAX_PARTNERS = 8;
/** The contacts for prospects, the best first. */
const ROLES = ['sales', 'technical', 'support', 'administrative'];

const data = JSON.parse(hook('message-data').textContent);
const { words: strings } = data;
const lang = document.documentElement.lang;
const params = new URLSearchParams(location.search);
const page = hook('message');
const form = page.querySelector('form');
const list = hook('recipients');
const notices = hook('message-notices');
const send = hook('message-send');
const days = new Intl.DateTimeFormat(lang, { dateStyle: 'long', timeZone: 'UTC' });
const say = (key, args) => message(strings, key, args);

/** Partners that were loaded; the message goes to them. */
let partners = [];

// The partners

/** The ids in the address, or on the shortlist. */
function initialIds() {
  const ids = params.has('to') ? params.get('to').split(',').filter((id) => /^[a-z0-9-]+$/.test(id)) : readShortlist();
  return [...new Set(ids)];
}

async function load(id) {
  const response = await fetch(`${data.partners}${id}.json`);
  if (!response.ok) throw new Error(`${response.status} ${id}`);
  return (await response.json()).partner;
}

async function loadAll(ids) {
  const chosen = ids.slice(0, MAX_PARTNERS);
  const loaded = await Promise.allSettled(chosen.map(load));
  partners = loaded.flatMap(({ value }) => value ?? []);
  const failed = chosen.filter((_, at) => loaded[at].status === 'rejected');
  if (failed.length) notices.append(element('p', { class: 'notice' }, say('message_failed', { partners: failed.join(say('comma')) })));
  if (ids.length > MAX_PARTNERS) {
    notices.append(element('p', { class: 'notice' }, say('message_too_many', { most: MAX_PARTNERS, count: ids.length - MAX_PARTNERS })));
  }
}

/** The contact that a prospect writes to: one with an e-mail address, if there is one. */
function contactOf({ contacts = [] }) {
  const inOrder = [...contacts].sort((a, b) => ROLES.indexOf(a.role) - ROLES.indexOf(b.role));
  return inOrder.find(({ email }) => email) ?? inOrder[0];
}

function remove(id) {
  partners = partners.filter((partner) => partner.id !== id);
  const query = new URLSearchParams(location.search);
  query.set('to', partners.map((partner) => partner.id).join(','));
  history.replaceState(null, '', `?${query}`);
  show();
  (list.querySelector('button') ?? hook('main')).focus();
}

function recipient({ id, name, ...partner }) {
  const contact = contactOf(partner);
  const label = contact?.label && (contact.label[lang] ?? Object.values(contact.label)[0]);
  // Who receives an e-mail is said before it is written.
  const to = data.email || data.to_service ? [] : [contact?.email ?? [contact?.phone, label].filter(Boolean).join(say('comma'))];
  const button = element('button', { type: 'button', class: 'recipient-remove' }, say('message_remove'), element('span', { class: 'visually-hidden' }, ` ${name}`));
  button.addEventListener('click', () => remove(id));
  return element(
    'li',
    {},
    element(
      'div',
      {},
      element('a', { href: new URL(`${data.home}partners/${id}/`).pathname }, name),
      ...to.filter(Boolean).map((text) => element('span', { class: 'recipient-address' }, element('bdi', {}, text))),
    ),
    button,
  );
}

// The message

/** A label and a value of the message: "Need: Data migration". */
const line = (key, value) => `${say(key)}${say('colon')} ${value}`;

/** The message to some partners, from what is in the form now. */
function messageTo(named) {
  const values = new FormData(form);
  const text = (name) => String(values.get(name) ?? '').trim();
  const place = [text('place'), text('country')].filter(Boolean).join(say('comma'));
  const date = text('date');
  const lines = [
    named.length > 0 && line('message_partners', named.map(({ id, name }) => `${name} (${data.home}partners/${id}/)`).join(say('comma'))),
    text('need') && line('message_need', text('need')),
    place && line('message_place', place),
    values.getAll('languages').length > 0 && line('message_language', values.getAll('languages').join(say('comma'))),
    text('industry') && line('facet_industry', text('industry')),
    date && line('message_date', days.format(new Date(date))),
    ...['name', 'company', 'phone'].map((name) => text(name) && line(`message_line_${name}`, text(name))),
    say('message_from', { address: data.address }),
  ];
  const subject = text('need') ? say('message_subject_need', { need: text('need'), site: data.site }) : say('message_subject', { site: data.site });
  return { subject, lines: lines.filter(Boolean), words: text('message') };
}

/** A button that opens the e-mail program, with what the link has no room for. */
function mailButton(address, label, content) {
  const { href, missing } = mailtoLink(address, content);
  const note = missing ? element('p', { class: 'notice' }, say('message_too_long', { count: missing })) : null;
  return element('li', {}, element('a', { class: 'button', href }, label), note);
}

/** A partner without an e-mail address, with the other ways to reach it. */
function otherWays({ id, name, ...partner }) {
  const contact = contactOf(partner) ?? {};
  const links = [
    contact.form_url && element('a', { href: contact.form_url, rel: 'noopener' }, say('message_other_form')),
    contact.phone && element('a', { href: contact.phone_uri }, element('bdi', {}, contact.phone)),
    element('a', { href: new URL(`${data.home}partners/${id}/`).pathname }, say('message_profile')),
  ];
  const separated = links.filter(Boolean).flatMap((link, at) => (at ? [' · ', link] : [link]));
  return element('li', {}, element('p', {}, `${say('message_no_mail', { partner: name })} `, ...separated));
}

function mailButtons() {
  if (data.email) return [mailButton(data.email, say('message_by_mail', { organization: data.organization }), messageTo(partners))];
  return partners.map((partner) => {
    const email = contactOf(partner)?.email;
    return email ? mailButton(email, say('message_write_to', { partner: partner.name }), messageTo([partner])) : otherWays(partner);
  });
}

function show() {
  list.replaceChildren(...partners.map(recipient));
  page.classList.toggle('no-recipients', partners.length === 0);
  if (data.to_service) {
    form.elements.partners.value = partners.map(({ name }) => name).join(say('comma'));
    form.elements.partner_ids.value = partners.map(({ id }) => id).join(',');
  }
  update();
}

function update() {
  const content = messageTo(data.email || data.to_service ? partners : partners.slice(0, 1));
  hook('message-preview').textContent = `${content.subject}\n\n${wholeText(content)}`;
  if (!data.to_service) send.replaceChildren(...mailButtons());
}

// The form

/** Fills the form from the address: values are named by their ids. Of a list that has room for one, several are written as text. */
function prefill() {
  const several = [];
  for (const select of form.querySelectorAll('select[data-facet]')) {
    const wanted = params.getAll(select.dataset.facet);
    const options = [...select.options].filter(({ dataset }) => dataset.id && wanted.includes(dataset.id));
    if (options.length === 1) select.value = options[0].value;
    if (options.length > 1) several.push(`${select.labels[0].textContent}${say('colon')} ${options.map(({ value }) => value).join(say('comma'))}`);
  }
  form.elements.place.value = params.get('place') ?? '';
  form.elements.message.value = several.map((text) => `${text}\n`).join('');
  const spoken = new Set(partners.flatMap(({ languages = [] }) => languages).map((code) => code.toLowerCase()));
  for (const box of form.querySelectorAll('input[name="languages"]')) {
    box.checked = params.getAll('language').includes(box.dataset.id);
    // Others cannot answer in it. Without a partner, any language may be asked for.
    box.closest('label').hidden = spoken.size > 0 && !spoken.has(box.dataset.id) && !box.checked;
  }
}

async function copy(button) {
  const content = messageTo(partners);
  await navigator.clipboard.writeText(`${content.subject}\n\n${wholeText(content)}`);
  button.textContent = say('copied');
  setTimeout(() => {
    button.textContent = say('message_copy');
  }, 2000);
}

async function start() {
  page.classList.add('running');
  for (const link of document.querySelectorAll('.languages a')) link.search = location.search;
  await loadAll(initialIds());
  prefill();
  show();
}

form.addEventListener('input', update);
if (!data.to_service) form.addEventListener('submit', (event) => event.preventDefault());
hook('message-copy').addEventListener('click', ({ currentTarget }) => copy(currentTarget));
// Whatever fails, the form is there.
start().finally(() => page.classList.add('ready'));
