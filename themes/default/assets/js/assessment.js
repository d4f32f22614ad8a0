// The self-assessment form on the criteria page, and the application that has its result. The figures leave the page only
// with the application: by the visitor's own e-mail program, or by the button of a form that goes to the form service.
import { cloneTemplate, element, hook, localizedText } from './dom.js';
import { amount, message } from './i18n.js';
import { mailtoLink, wholeText } from './mail.js';
import { assess, scopedValue, unmetCriteria } from './tier-rules.js';

/** Milliseconds without input after which the result is shown and announced. */
const PAUSE = 500;
/** The start of the fragment of a link that contains figures. */
const SHARED = '#assess?';

const section = hook('assess');
const { tiers, criteria, programme, address, email, words: strings } = JSON.parse(hook('assess-data').textContent);
const form = section.querySelector('form');
const verdict = section.querySelector('.verdict');
const shareButton = section.querySelector('[data-share]');
const shareStatus = section.querySelector('.shared');
section.classList.add('running');

// Input

/** The type of partner and the country that are selected. */
function selectedScope() {
  return { type: form.elements.type?.value, country: form.elements.country?.value };
}

/** The figures entered, by criterion. */
function enteredFigures() {
  const fields = criteria.map(({ id }) => [id, form.elements[`figure-${id}`].valueAsNumber]);
  return Object.fromEntries(fields.filter(([, figure]) => figure >= 0));
}

// Output

/** Updates the thresholds and the tiers, at every input. */
function update() {
  const figures = enteredFigures();
  const scope = selectedScope();
  for (const criterion of criteria) showThresholds(criterion, figures[criterion.id], scope);
  const hasFigures = Object.keys(figures).length > 0;
  for (const [tier] of tiers.entries()) showProgress(tier, hasFigures ? figures : null, scope);
  shareButton.hidden = !hasFigures;
  const application = hook('apply');
  if (!application) return;
  application.hidden = !hasFigures;
  // At every input: an application must not have the figures of a moment ago.
  updateApplication(figures);
}

/** Updates the verdict, when the reader pauses: a screen reader announces it. */
function showVerdict() {
  const figures = enteredFigures();
  if (Object.keys(figures).length === 0) verdict.replaceChildren(element('p', {}, message(strings, 'assess_empty')));
  else verdict.replaceChildren(...verdictOf(assess(criteria, tiers.length, figures, selectedScope())));
}

/** Shows the minimum of a criterion for each tier, marked where the figure meets it. */
function showThresholds(criterion, figure, scope) {
  const list = section.querySelector(`[data-criterion="${CSS.escape(criterion.id)}"] .thresholds`);
  const thresholds = tiers.flatMap((tier, rank) => {
    const minimum = scopedValue(criterion, rank, scope) ?? 0;
    return minimum > 0 ? [{ tier, minimum, met: figure >= minimum }] : [];
  });
  if (thresholds.length === 0) return list.replaceChildren(element('li', {}, message(strings, 'assess_not_asked')));
  const items = thresholds.map(({ tier, minimum, met }) => {
    const item = element('li', { class: met ? 'met' : null }, localizedText(tier), ' ', element('b', {}, amount(minimum, criterion.currency)));
    if (met) item.append(cloneTemplate('met'), element('span', { class: 'visually-hidden' }, ` (${message(strings, 'assess_met')})`));
    return item;
  });
  return list.replaceChildren(...items);
}

/** Shows whether a tier is reached, or how many of its criteria are met. */
function showProgress(tier, figures, scope) {
  const item = section.querySelector(`[data-tier="${tier}"]`);
  const reached = figures !== null && tier <= assess(criteria, tiers.length, figures, scope).reached;
  item.classList.toggle('reached', reached);
  const state = item.querySelector('.state');
  if (!figures) return state.replaceChildren();
  if (reached) return state.replaceChildren(cloneTemplate('met'), message(strings, 'assess_tier_reached'));
  const all = criteria.filter((criterion) => (scopedValue(criterion, tier, scope) ?? 0) > 0).length;
  const met = all - unmetCriteria(criteria, tier, figures, scope).length;
  return state.replaceChildren(message(strings, 'assess_tier_met', { met, all }));
}

function verdictOf({ reached, next, unmet }) {
  const name = (tier) => tiers[tier].text;
  if (next === null) return [element('p', { class: 'reach' }, message(strings, 'assess_highest', { tier: name(reached) }))];
  const reach = reached < 0 ? message(strings, 'assess_not_yet', { tier: name(0) }) : message(strings, 'assess_reached', { tier: name(reached) });
  const items = unmet.map(({ criterion, more }) =>
    element('li', {}, message(strings, 'assess_gap', { criterion: criterion.name.text, amount: amount(more, criterion.currency) })),
  );
  return [
    element('p', { class: 'reach' }, reach),
    element('h4', {}, message(strings, 'assess_missing', { tier: name(next) })),
    element('ul', {}, ...items),
  ];
}

// The application

/** The result as text: type, country, each figure, the tier reached and what the next one needs. */
function resultLines(figures) {
  const line = (key, value) => `${message(strings, key)}${message(strings, 'colon')} ${value}`;
  const option = (name) => form.elements[name]?.selectedOptions[0];
  const { reached, next, unmet } = assess(criteria, tiers.length, figures, selectedScope());
  const entered = criteria.filter(({ id }) => id in figures);
  return [
    line('apply_programme', programme),
    option('type')?.value && line('apply_type', option('type').text),
    option('country')?.value && line('apply_country', option('country').text),
    entered.length > 0 && line('apply_result', reached < 0 ? message(strings, 'assess_not_yet', { tier: tiers[0].text }) : tiers[reached].text),
    ...entered.map(({ id, name, currency }) => `- ${name.text}${message(strings, 'colon')} ${amount(figures[id], currency)}`),
    ...(entered.length > 0 && next !== null ? [`${message(strings, 'assess_missing', { tier: tiers[next].text })}${message(strings, 'colon')}`] : []),
    ...(entered.length > 0 ? unmet : []).map(({ criterion, more }) => `- ${message(strings, 'assess_gap', { criterion: criterion.name.text, amount: amount(more, criterion.currency) })}`),
    message(strings, 'apply_from', { address }),
  ].filter(Boolean);
}

/** Puts the result into the application. */
function updateApplication(figures) {
  const subject = message(strings, 'apply_subject', { programme });
  const lines = resultLines(figures);
  const service = section.querySelector('.apply-form');
  if (service) {
    service.elements.subject.value = subject;
    service.elements.result.value = wholeText({ lines });
  }
  const mail = hook('apply-mail');
  if (!mail) return;
  // What the applicant adds comes first: a long result is cut at its end.
  const toFill = ['apply_company', 'apply_person'].map((key) => `${message(strings, key)}${message(strings, 'colon')} `);
  const { href, missing } = mailtoLink(email, { subject, lines: [...toFill, '', ...lines] });
  mail.href = href;
  hook('apply-note').textContent = missing ? message(strings, 'apply_too_long', { count: missing }) : '';
}

// Links with figures

async function share() {
  const values = [...new FormData(form)].filter(([, value]) => value !== '');
  history.replaceState(null, '', SHARED + new URLSearchParams(values));
  const copied = await Promise.resolve(navigator.clipboard?.writeText(location.href).then(() => true)).catch(() => false);
  shareStatus.textContent = message(strings, copied ? 'assess_copied' : 'assess_address');
}

/** Fills the form from the address. */
function readFragment() {
  if (!location.hash.startsWith(SHARED)) return;
  for (const [name, value] of new URLSearchParams(location.hash.slice(SHARED.length))) {
    const field = form.elements.namedItem(name);
    if (field instanceof HTMLInputElement || field instanceof HTMLSelectElement) field.value = value;
  }
  section.scrollIntoView();
}

// Events

let pause;

function onInput() {
  update();
  clearTimeout(pause);
  pause = setTimeout(showVerdict, PAUSE);
  // The address must not contain other figures than the form.
  if (location.hash.startsWith(SHARED)) history.replaceState(null, '', '#assess');
  shareStatus.replaceChildren();
}

function start() {
  readFragment();
  update();
  showVerdict();
}

form.addEventListener('input', onInput);
// The fields are empty only after the event.
form.addEventListener('reset', () => setTimeout(onInput));
form.addEventListener('submit', (event) => event.preventDefault());
shareButton.addEventListener('click', share);
addEventListener('hashchange', start);
start();
