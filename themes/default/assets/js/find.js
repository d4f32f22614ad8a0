// "Find my partner": one question at a time, its answers in the address, then three to five partners with what they have and
// lack, and a link to the message.
//
//   address ──answersIn──▶ answers ──nextStep──▶ a question, or ──rank──▶ partners
//      ▲                                            │
//      └──────────────── tap, back ◀────────────────┘
import { cloneTemplate, element, hook, tierBadge } from './dom.js';
import { message, number } from './i18n.js';
import { addPart, decodeColumn, openIndex, valuesOf } from './index.js';
import { openChoice } from './matching.js';
import { members } from './bitset.js';
import { reasons } from './reasons.js';

/** The most partners that are shown, and the fewest where others come close. */
const MOST = 5;
const FEWEST = 3;
/** What the lack of an answer weighs: a need weighs more than all else. */
const WEIGHTS = { country: 2, language: 1.5 };
const NEED_WEIGHT = 8;

const data = JSON.parse(hook('find-data').textContent);
const { words: strings } = data;
const page = hook('find');
const announcement = hook('announcement');
const trail = hook('find-trail');
const results = hook('find-results');
const say = (key, args) => message(strings, key, args);

/** The questions, as the page has them: `{ id, section, heading, any, answers: [{ id, link, label, count }] }`. */
const steps = [...page.querySelectorAll('[data-step]')].map((section) => ({
  id: section.dataset.step,
  section,
  heading: section.querySelector('h2'),
  any: section.querySelector('[data-any]'),
  answers: [...section.querySelectorAll('[data-answer]')].map((link) => ({ id: link.dataset.answer, link, label: link.querySelector('.answer-name'), count: link.querySelector('.count') })),
}));
const own = new Map(data.questions.map((question) => [question.id, question]));
const isNeed = ({ id }) => id !== 'country' && id !== 'language' && !own.has(id);

let index = null;
/** For each question of the company's own the number of the choice of each row; nothing where it is not known. */
const ownRows = new Map();

// The answers

/** The answers in an address, by question; an empty one is "does not matter". */
function answersIn(search) {
  const params = new URLSearchParams(search);
  const known = steps.filter(({ id, answers }) => params.has(id) && (params.get(id) === '' || answers.some((answer) => answer.id === params.get(id))));
  return { ask: params.get('ask'), given: new Map(known.map(({ id }) => [id, params.get(id)])) };
}

function addressOf(given, ask) {
  const params = new URLSearchParams([...given].sort(([a], [b]) => place(a) - place(b)));
  if (ask) params.set('ask', ask);
  return params.size ? `?${params}` : location.pathname;
}

const place = (id) => steps.findIndex((step) => step.id === id);

/** What was chosen in the facets: `{ specialization: 'data-migration', … }`. */
function choiceOf(given) {
  return Object.fromEntries([...given].filter(([id, answer]) => answer && !own.has(id)));
}

/** The rows that match the answers; with `without`, as if that question had not been answered. */
function matching(given, without) {
  const chosen = index.groups.map(({ facet }) => (facet !== without && given.get(facet) ? new Set([given.get(facet)]) : undefined));
  const rows = members(openChoice(index, chosen).rows(index.all));
  return rows.filter((row) => [...own.keys()].every((id) => id === without || !given.get(id) || ownAnswer(id, row)?.id === given.get(id)));
}

/** What a row answers to a question of the company's own. */
function ownAnswer(id, row) {
  const { choices, values } = own.get(id);
  return choices[values[ownRows.get(id)[row]]];
}

/**
 * The question to ask now. Need and country always are; the others only while they tell partners apart: while more are left
 * than are shown, or some of them do not speak the language of the page.
 */
function nextStep({ ask, given }) {
  const asked = steps.find(({ id }) => id === ask);
  if (asked) return asked;
  return steps.find((step) => {
    if (given.has(step.id)) return false;
    if (isNeed(step) || step.id === 'country') return true;
    const left = matching(given);
    if (left.length > MOST) return true;
    return step.id === 'language' && !left.every((row) => valuesOf(index, row, 'language').some(({ id }) => id === data.language));
  });
}

// The partners

/** Why a row matches the answers, and what it lacks, with the answers to the company's own questions. */
function reasonsOf(row, given, choice) {
  const { matches, lacks } = reasons(index, row, choice);
  for (const [id, wanted] of given) {
    if (!wanted || !own.has(id)) continue;
    const answer = ownAnswer(id, row);
    (answer?.id === wanted ? matches : lacks).push({ own: own.get(id), answer, wanted });
  }
  return { matches, lacks };
}

/** The best partners: those that lack nothing, then those that lack least, with an office in the country and by level. */
function rank(given) {
  const full = new Set(matching(given));
  const choice = choiceOf(given);
  const rows = Array.from({ length: index.head.partners }, (_, row) => row);
  const found = rows.map((row) => {
    const why = reasonsOf(row, given, choice);
    const lack = why.lacks.reduce((sum, { facet, limited }) => sum + (WEIGHTS[limited ? 'country' : facet] ?? (facet ? NEED_WEIGHT : 1)), 0);
    const office = why.matches.some(({ office }) => office) ? 1 : 0;
    const level = Math.max(-1, ...why.matches.map(({ level }) => (level ? index.values[index.columns.level].indexOf(level) : -1)));
    return { row, ...why, lack, office, level };
  });
  found.sort((a, b) => a.lack - b.lack || b.office - a.office || b.level - a.level || a.row - b.row);
  const best = found.filter(({ row }) => full.has(row));
  // Who does not offer what is needed does not come close, wherever it is.
  const close = found.filter(({ row, matches, lack }) => !full.has(row) && matches.length > 0 && lack < NEED_WEIGHT);
  const shown = best.slice(0, MOST);
  return { total: full.size, best: shown, close: close.slice(0, Math.max(0, FEWEST - shown.length)) };
}

/** A reason in words. */
function words(reason) {
  const { facet, value, level } = reason;
  if (reason.own) return say('reason_own', { question: reason.own.name, answer: reason.answer.text });
  if (facet === 'country') return say(reason.office ? 'found_office' : 'found_serves', { country: value.text });
  if (facet === 'language') return say('found_speaks', { language: value.text });
  return level ? say('reason_need', { need: value.text, level: level.text }) : value.text;
}

/** What is lacking, in words. */
function lackWords(reason, given) {
  const { facet, value } = reason;
  if (reason.own) {
    const wanted = reason.own.choices.find(({ id }) => id === reason.wanted).text;
    return say(reason.answer ? 'lack_own' : 'lack_own_unknown', { question: reason.own.name, answer: reason.answer?.text ?? '', wanted });
  }
  if (facet === 'country') return say('lack_country', { country: value.text });
  if (facet === 'language') return say('lack_speaks', { language: value.text });
  const country = reason.limited && answerText('country', given.get('country'));
  return country ? say('lack_valid', { need: value.text, country }) : say('lack_need', { need: value.text });
}

const answerText = (id, answer) => steps.find((step) => step.id === id)?.answers.find((it) => it.id === answer)?.label.textContent ?? '';

/** A partner with what it has and lacks; `isFull` if it lacks nothing. */
function result({ row, matches, lacks }, given, isFull) {
  const id = index.ids[row];
  const city = index.head.cities[index.head.city_sets[index.cities[row]][0]];
  const tiers = valuesOf(index, row, 'tier');
  const box = element('input', { type: 'checkbox', value: id, checked: isFull });
  const spoken = valuesOf(index, row, 'language').map(({ text }) => text).join(say('comma'));
  const reason = (kind, icon, text) => element('li', { class: kind }, cloneTemplate(icon), element('span', {}, text));
  return element(
    'li',
    { class: isFull ? 'found found-full' : 'found' },
    element('h3', {}, element('a', { href: `${index.head.profiles}${id}/` }, index.names[row])),
    element('p', { class: 'found-place' }, [city, spoken && say('reason_languages', { languages: spoken })].filter(Boolean).join(' · ')),
    tiers.length ? element('ul', { class: 'tiers', 'aria-label': say('tiers') }, ...tiers.map(({ tier }) => element('li', {}, tierBadge(tier)))) : null,
    element('ul', { class: 'found-why' }, ...matches.map((it) => reason('has', 'has', words(it))), ...lacks.map((it) => reason('lacks', 'lacks', lackWords(it, given)))),
    element('label', { class: 'found-choose' }, box, say('find_include'), element('span', { class: 'visually-hidden' }, ` ${index.names[row]}`)),
  );
}

function showResults(given) {
  const { total, best, close } = rank(given);
  const heading = element('h2', { tabindex: '-1' }, total ? say('find_results', { count: total }) : say(close.length ? 'find_close_only' : 'find_none'));
  const list = (found, isFull) => (found.length ? element('ul', { class: 'founds' }, ...found.map((it) => result(it, given, isFull))) : null);
  const query = new URLSearchParams(Object.entries(choiceOf(given)));
  const write = element('a', { class: 'button spark' });
  results.replaceChildren(
    heading,
    element('p', { class: 'hint' }, say('find_rule')),
    ...[list(best, true), best.length && close.length ? element('h3', { class: 'founds-close' }, say('find_close')) : null, list(close, false)].filter(Boolean),
    element('p', { class: 'find-write' }, write),
    element('p', { class: 'links' }, element('a', { class: 'more', href: `${data.directory}?${query}` }, say('find_all', { partners: say('partners_count', { count: total }) })), element('a', { class: 'more', href: location.pathname, 'data-go': '' }, say('find_restart'))),
  );
  const chosen = () => [...results.querySelectorAll('.found input:checked')].map(({ value }) => value);
  const updateWrite = () => {
    const ids = chosen();
    const message = new URLSearchParams([['to', ids.join(',')], ...Object.entries(choiceOf(given))]);
    // Who did not choose a language reads that of the page.
    if (!given.has('language') && data.language) message.set('language', data.language);
    write.href = `${data.message}?${message}`;
    write.textContent = say('find_write', { count: ids.length });
    write.parentElement.hidden = ids.length === 0;
  };
  results.onchange = updateWrite;
  updateWrite();
  return heading;
}

// The page

/** The answers so far, each with a link that asks again. */
function showTrail(given, current) {
  const entries = steps.filter((step) => step !== current && (given.has(step.id) || !current)).map((step) => {
    const answer = given.get(step.id);
    const text = answer ? answerText(step.id, answer) : given.has(step.id) ? step.any.textContent : say('find_unknown');
    const question = element('span', { class: 'trail-question' }, `${step.heading.textContent} `);
    const href = addressOf(given, step.id);
    return element('li', { class: given.has(step.id) ? null : 'trail-open' }, question, element('b', {}, text), ' ', element('a', { href, 'data-go': '' }, say(given.has(step.id) ? 'find_change' : 'find_ask'), element('span', { class: 'visually-hidden' }, ` ${step.heading.textContent}`)));
  });
  trail.replaceChildren(...entries);
  trail.hidden = entries.length === 0;
}

/** The number of partners that each answer would leave, and where it leads. */
function showAnswers(step, given) {
  const next = (answer) => addressOf(new Map([...given, [step.id, answer]]));
  const left = matching(given, step.id);
  for (const { id, link, count } of step.answers) {
    link.setAttribute('href', next(id));
    const rows = own.has(step.id) ? left.filter((row) => ownAnswer(step.id, row)?.id === id).length : matching(new Map([...given, [step.id, id]])).length;
    count.replaceChildren(element('span', { 'aria-hidden': 'true' }, number(rows)), element('span', { class: 'visually-hidden' }, say('partners_count', { count: rows })));
    link.classList.toggle('no-partners', rows === 0);
  }
  step.any.setAttribute('href', next(''));
}

function show({ focus = false } = {}) {
  const state = answersIn(location.search);
  const step = nextStep(state);
  for (const it of steps) it.section.hidden = it !== step;
  results.hidden = step !== undefined;
  showTrail(state.given, step);
  if (step) showAnswers(step, state.given);
  const heading = step ? step.heading : showResults(state.given);
  hook('find-count').hidden = step === undefined;
  hook('find-count').textContent = step ? say('find_step', { number: place(step.id) + 1, count: steps.length }) : '';
  for (const link of document.querySelectorAll('.languages a')) link.search = location.search;
  page.classList.add('running');
  document.documentElement.classList.remove('asked');
  if (!focus) return;
  announcement.textContent = heading.textContent;
  heading.focus({ preventScroll: true });
  // What was answered so far is above the question.
  (trail.hidden ? page : trail).scrollIntoView({ block: 'start' });
}

for (const part of [page, trail]) part.addEventListener('click', follow);

/** Follows a link to another question or answer within the page. */
function follow(event) {
  const link = event.target.closest('a[data-answer], a[data-any], a[data-go]');
  if (!link || !index || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
  event.preventDefault();
  history.pushState(null, '', link.getAttribute('href'));
  show({ focus: true });
}
addEventListener('popstate', () => index && show({ focus: true }));

async function loadJson(address) {
  const response = await fetch(address, { cache: 'no-cache' });
  if (!response.ok) throw new Error(`${response.status} ${response.url}`);
  return response.json();
}

async function start() {
  const opened = openIndex(await loadJson(data.index));
  for (let part = 1; part < opened.head.parts; part += 1) {
    addPart(opened, part, await loadJson(data.index.replace('index.json', `index-${part}.json`)));
  }
  for (const { id, rows, values } of own.values()) ownRows.set(id, decodeColumn(rows, values.length));
  index = opened;
  show();
}

// If the index cannot be loaded, the page stays as it is without scripts: its links lead to the lists of the directory.
start().catch(() => {
  page.classList.add('failed');
  document.documentElement.classList.remove('asked');
});
