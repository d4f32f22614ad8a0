// "Find my partner": one question at a time, its answers in the address, then up to five partners with what they have and
// lack, and a link to the message.
//
//   address ──answersIn──▶ answers ──nextStep──▶ a question, or ──rank──▶ partners
//      ▲                                            │
//      └──────────────── tap, back ◀────────────────┘
import { cloneTemplate, element, hook, tierBadge } from './dom.js';
import { message, number } from './i18n.js';
import { addPart, citiesOf, decodeColumn, openIndex, valuesOf } from './index.js';
import { openChoice } from './matching.js';
import { members } from './bitset.js';
import { FEW, lackWeight, offersNeed, OTHER_WEIGHT, rank } from './ranking.js';
import { reasons } from './reasons.js';

/** The most partners that are shown, and the fewest where others come close. */
const MOST = 5;
const FEWEST = 3;
/** The most answers that are offered beside the partners to a question that was not asked. */
const OFFERED = 4;
/** "Does not matter" in an address. Nothing is no answer: forms send what was left empty, too. */
const ANY = '*';

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
/** What was typed in the form of the home page: no question, but a search of the directory. */
const typed = (new URLSearchParams(location.search).get('q') ?? '').trim();

let index = null;
/** For each question of the company's own the number of the choice of each row; nothing where it is not known. */
const ownRows = new Map();

// The answers

/** The answers in an address, by question; "does not matter" is an empty one. */
function answersIn(search) {
  const params = new URLSearchParams(search);
  const isKnown = ({ id, answers }) => params.get(id) === ANY || answers.some((answer) => answer.id === params.get(id));
  const given = steps.filter(isKnown).map(({ id }) => [id, params.get(id) === ANY ? '' : params.get(id)]);
  return { ask: params.get('ask'), given: new Map(given) };
}

function addressOf(given, ask) {
  const inOrder = [...given].sort(([a], [b]) => place(a) - place(b));
  const params = new URLSearchParams(inOrder.map(([id, answer]) => [id, answer || ANY]));
  if (typed) params.set('q', typed);
  if (ask) params.set('ask', ask);
  return params.size ? `?${params}` : location.pathname;
}

const place = (id) => steps.findIndex((step) => step.id === id);

/** What was chosen in the facets: `{ specialization: 'data-migration', … }`. */
function choiceOf(given) {
  return Object.fromEntries([...given].filter(([id, answer]) => answer && !own.has(id)));
}

/** The answers but one as a choice in the index. */
function opened(given, without) {
  const chosen = index.groups.map(({ facet }) => (facet !== without && given.get(facet) ? new Set([given.get(facet)]) : undefined));
  return openChoice(index, chosen);
}

/** The rows that match the answers; with `without`, as if that question had not been answered. */
function matching(given, without) {
  const rows = members(opened(given, without).rows(index.all));
  return rows.filter((row) => [...own.keys()].every((id) => id === without || !given.get(id) || ownAnswer(id, row)?.id === given.get(id)));
}

/** What a row answers to a question of the company's own. */
function ownAnswer(id, row) {
  const { choices, values } = own.get(id);
  return choices[values[ownRows.get(id)[row]]];
}

/**
 * The question to ask now. Need and country always are; the others only while they tell partners apart: while more are left
 * than are shown, or some of them do not speak the language of the page. What was not asked is offered beside the partners.
 */
function nextStep({ ask, given }) {
  const asked = steps.find(({ id }) => id === ask);
  if (asked) return asked;
  return steps.find((step) => {
    if (given.has(step.id)) return false;
    if (step.id === data.need || step.id === 'country') return true;
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

/**
 * The partners to show: `best`, which lack nothing, and where these are few, `close`, which lack something but what is needed.
 * `total` and `near` are how many the directory finds and says to come close, by the answers that it has, too.
 */
function partnersFor(given) {
  const choice = choiceOf(given);
  const full = new Set(matching(given));
  const found = Array.from({ length: index.head.partners }, (_, row) => ({ row, ...reasonsOf(row, given, choice) }));
  const weight = ({ facet, limited }) => (facet ? lackWeight(index, facet, limited) : OTHER_WEIGHT);
  const weights = found.map(({ lacks }) => lacks.reduce((sum, lack) => sum + weight(lack), 0));
  const order = rank(index, opened(given), found.map(({ row }) => row), { weightOf: (row) => weights[row] });
  const inOrder = [...order].map((row) => found[row]);
  const best = inOrder.filter(({ row }) => full.has(row)).slice(0, MOST);
  const others = inOrder.filter(({ row, matches }) => !full.has(row) && matches.length > 0 && offersNeed(weights[row]));
  const total = opened(given).total(index.all);
  const inFacets = found.filter(({ row }) => offersNeed(weights[row])).map(({ matches, lacks }) => [matches, lacks].map((list) => list.filter(({ facet }) => facet).length));
  const near = total < FEW ? inFacets.filter(([has, lacks]) => has > 0 && lacks === 1).length : 0;
  return { count: full.size, total, near, best, close: others.slice(0, Math.max(0, FEWEST - best.length)) };
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
  if (facet !== data.need) return say('lack_industry', { industry: value.text });
  const country = reason.limited && answerText('country', given.get('country'));
  return country ? say('lack_valid', { need: value.text, country }) : say('lack_need', { need: value.text });
}

const answerText = (id, answer) => steps.find((step) => step.id === id)?.answers.find((it) => it.id === answer)?.label.textContent ?? '';

/** A partner with what it has and lacks; `isFull` if it lacks nothing. */
function result({ row, matches, lacks }, given, isFull) {
  const id = index.ids[row];
  const cities = citiesOf(index, row);
  // As on the cards: the office in the chosen country, or the headquarters.
  const city = (cities.find(({ country }) => country === given.get('country')) ?? cities[0])?.name;
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

/** The heading of those that come close: how many of them are shown, if all of them lack but one answer. */
function closeHeading(close, near, given) {
  const isCounted = near > 0 && close.every(({ lacks }) => lacks.length === 1) && ![...own.keys()].some((id) => given.get(id));
  if (!isCounted) return say('find_close');
  return near > close.length ? say('find_close_some', { shown: close.length, count: near }) : say('close_heading', { count: near });
}

/** The heading of those that have what was answered: "everything" is said once every question is. */
function resultsHeading(count, given) {
  const answered = [...given.values()].filter(Boolean).length;
  if (answered === 0) return say('partners_count', { count });
  const { everything, criterion, criteria } = results.dataset;
  const isWhole = steps.every(({ id }) => given.has(id));
  const these = isWhole ? everything : answered === 1 ? criterion : message({ criteria }, 'criteria', { number: answered });
  return say('find_results', { count, criteria: these });
}

/**
 * The first question that was not asked, with the answers that most partners give: that of the page's language first. Nothing
 * where at most one partner is left.
 */
function openQuestion(count, given) {
  const step = count > 1 && steps.find(({ id }) => !given.has(id));
  if (!step) return null;
  const isOwn = own.has(step.id);
  const name = isOwn ? own.get(step.id).name : (results.dataset[step.id] ?? step.heading.textContent);
  const isHere = ({ id }) => (step.id === 'language' && id === data.language ? 1 : 0);
  const choices = step.answers
    .map((answer) => ({ ...answer, partners: matching(new Map([...given, [step.id, answer.id]])).length }))
    .filter(({ partners }) => partners > 0)
    .sort((a, b) => isHere(b) - isHere(a) || b.partners - a.partners)
    .slice(0, OFFERED);
  const href = (answer) => addressOf(new Map([...given, [step.id, answer]]));
  const chip = (answer, ...content) => element('li', {}, element('a', { class: 'offer', href: href(answer), 'data-go': '' }, ...content));
  const counted = ({ id, label, partners }) =>
    chip(id, label.textContent, ' ', element('span', { class: 'count', 'aria-hidden': 'true' }, number(partners)), element('span', { class: 'visually-hidden' }, say('partners_count', { count: partners })));
  const text = message({ open: results.dataset.open }, 'open', { question: name });
  return element('div', { class: 'find-open' }, element('p', { id: 'find-open' }, text), element('ul', { 'aria-labelledby': 'find-open' }, ...choices.map(counted), chip('', step.any.textContent)));
}

function showResults(given) {
  const { count, total, near, best, close } = partnersFor(given);
  const heading = element('h2', { tabindex: '-1' }, count ? resultsHeading(count, given) : say(close.length ? 'find_close_only' : 'find_none'));
  const list = (found, isFull) => (found.length ? element('ul', { class: 'founds' }, ...found.map((it) => result(it, given, isFull))) : null);
  const query = new URLSearchParams(Object.entries(choiceOf(given)));
  const write = element('a', { class: 'button spark' });
  const chosenText = element('b', { class: 'find-chosen' });
  const counts = [total || !near ? say('partners_count', { count: total }) : null, near ? say('close_heading', { count: near }) : null];
  const inDirectory = counts.filter(Boolean).join(say('comma'));
  results.replaceChildren(
    heading,
    element('p', { class: 'hint' }, chosenText, ' ', say(given.get('country') ? 'find_rule' : 'find_rule_anywhere')),
    ...[openQuestion(count, given), list(best, true), best.length && close.length ? element('h3', { class: 'founds-close' }, closeHeading(close, near, given)) : null, list(close, false)].filter(Boolean),
    element('p', { class: 'find-write' }, write),
    element('p', { class: 'links' }, element('a', { class: 'more', href: `${data.directory}?${query}` }, say('find_all', { partners: inDirectory })), element('a', { class: 'more', href: location.pathname, 'data-go': '' }, say('find_restart'))),
  );
  const chosen = () => [...results.querySelectorAll('.found input:checked')].map(({ value }) => value);
  const updateWrite = () => {
    const ids = chosen();
    const message = new URLSearchParams([['to', ids.join(',')], ...Object.entries(choiceOf(given))]);
    // Who did not choose a language reads that of the page.
    if (!given.has('language') && data.language) message.set('language', data.language);
    write.href = `${data.message}?${message}`;
    const { organization } = data;
    write.textContent = say(organization ? 'find_ask_for' : 'find_write', { count: ids.length, organization });
    write.parentElement.hidden = ids.length === 0;
    chosenText.textContent = ids.length ? say('find_chosen', { count: ids.length }) : say('find_chosen_none');
    chosenText.parentElement.hidden = !best.length && !close.length;
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
  if (typed) {
    const query = new URLSearchParams([...Object.entries(choiceOf(given)), ['q', typed]]);
    entries.push(element('li', { class: 'trail-open' }, `${say('find_words', { words: typed })} `, element('a', { href: `${data.directory}?${query}` }, say('find_search'))));
  }
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
  hook('find-count').textContent = step ? say('find_step', { number: steps.filter((it, at) => at < place(step.id) && state.given.has(it.id)).length + 1, count: steps.length }) : '';
  for (const link of document.querySelectorAll('.languages a')) link.search = location.search;
  page.classList.add('running');
  document.documentElement.classList.remove('asked');
  if (!focus) return;
  announcement.textContent = heading.textContent;
  heading.focus({ preventScroll: true });
  // Nothing of what was answered so far, which is above the question, is cut.
  scrollTo({ top: 0, behavior: 'instant' });
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
  const loaded = openIndex(await loadJson(data.index));
  for (let part = 1; part < loaded.head.parts; part += 1) {
    addPart(loaded, part, await loadJson(data.index.replace('index.json', `index-${part}.json`)));
  }
  for (const { id, rows, values } of own.values()) ownRows.set(id, decodeColumn(rows, values.length));
  index = loaded;
  const { ask, given } = answersIn(location.search);
  // The address has no more than what was answered.
  if (location.search && addressOf(given, ask) !== location.search) history.replaceState(null, '', addressOf(given, ask));
  show();
}

// If the index cannot be loaded, the page stays as it is without scripts: its links lead to the lists of the directory.
start().catch(() => {
  page.classList.add('failed');
  document.documentElement.classList.remove('asked');
});
