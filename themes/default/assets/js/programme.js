// A programme for one type of partner and one country: the self-assessment, and the choice above the benefits.
//
// The rules are those of the program (`model/resolve.rs`, `model/assess.rs`): `tests/browser/assess-cases.json` holds
// both to the same answers. Everything happens in this page; nothing is sent.

/** What holds for a tier: the country's for the type, the country's for all, the programme's for the type, or for all. */
export function mostParticular(row, tier, { type, country } = {}) {
  const local = row.by_country?.[country];
  return local?.by_type?.[type]?.[tier] ?? local?.all?.[tier] ?? row.by_type?.[type]?.[tier] ?? row.all[tier];
}

/** The criteria of a tier that the figures do not meet; a figure that is absent counts as 0. */
export function gaps(criteria, tier, figures, scope) {
  return criteria.flatMap((criterion) => {
    const asks = mostParticular(criterion, tier, scope) ?? 0;
    const has = figures[criterion.id] ?? 0;
    // 8.5 - 8.4 is a little less than 0.1: nobody wants to read that.
    return has >= asks ? [] : [{ criterion, more: Math.round((asks - has) * 1e6) / 1e6 }];
  });
}

/** The tier that is reached (-1: none), the next one (null: there is none), and what is missing for that one. */
export function assess(criteria, tiers, figures, scope) {
  for (let tier = 0; tier < tiers; tier += 1) {
    const missing = gaps(criteria, tier, figures, scope);
    if (missing.length > 0) return { reached: tier - 1, next: tier, gaps: missing };
  }
  return { reached: tiers - 1, next: null, gaps: [] };
}

/** An amount or a number as the language writes it, in the manner of the page's tables. */
export function written(number, language, currency) {
  const style = currency ? { style: 'currency', currency, trailingZeroDisplay: 'stripIfInteger' } : {};
  return new Intl.NumberFormat(language, style).format(number);
}

// A word is announced and shown when the reader pauses, not at every key.
const PAUSE = 500;
const SHARED = '#assess?';

/** The self-assessment in the page. */
function assessment(section) {
  const { tiers, criteria, words } = JSON.parse(section.querySelector('#assess-data').textContent);
  const form = section.querySelector('form');
  const verdict = section.querySelector('.verdict');
  const share = section.querySelector('[data-share]');
  const shared = section.querySelector('.shared');
  const language = document.documentElement.lang;

  const scope = () => ({ type: form.elements.type?.value, country: form.elements.country?.value });
  const figures = () => {
    const fields = criteria.map(({ id }) => [id, form.elements[`figure-${id}`].valueAsNumber]);
    return Object.fromEntries(fields.filter(([, figure]) => figure >= 0));
  };

  const update = () => {
    const given = figures();
    const here = scope();
    for (const criterion of criteria) thresholds(criterion, given[criterion.id], here);
    const asked = Object.keys(given).length > 0;
    for (const [tier] of tiers.entries()) state(tier, asked ? given : null, here);
    share.hidden = !asked;
  };
  const settle = () => {
    const given = figures();
    if (Object.keys(given).length === 0) verdict.replaceChildren(element('p', {}, words.assess_empty));
    else verdict.replaceChildren(...sentences(assess(criteria, tiers.length, given, scope())));
  };

  /** What each tier asks by a criterion, marked where it is met. */
  function thresholds(criterion, figure, here) {
    const list = section.querySelector(`[data-criterion="${CSS.escape(criterion.id)}"] .thresholds`);
    const asked = tiers.flatMap((tier, at) => {
      const least = mostParticular(criterion, at, here) ?? 0;
      return least > 0 ? [{ tier, least, met: figure >= least }] : [];
    });
    if (asked.length === 0) return list.replaceChildren(element('li', {}, words.assess_not_asked));
    const items = asked.map(({ tier, least, met }) => {
      const amount = element('b', {}, written(least, language, criterion.currency));
      const item = element('li', met ? { class: 'met' } : {}, named(tier), ' ', amount);
      if (met) item.append(check(), element('span', { class: 'visually-hidden' }, ` (${words.assess_met})`));
      return item;
    });
    return list.replaceChildren(...items);
  }

  /** How far a tier is. */
  function state(tier, given, here) {
    const item = section.querySelector(`[data-tier="${tier}"]`);
    const result = given && assess(criteria, tiers.length, given, here);
    const reached = Boolean(result) && tier <= result.reached;
    item.classList.toggle('reached', reached);
    const text = item.querySelector('.state');
    if (!result) return text.replaceChildren();
    if (reached) return text.replaceChildren(check(), words.assess_tier_reached);
    const all = criteria.filter((criterion) => (mostParticular(criterion, tier, here) ?? 0) > 0).length;
    const met = all - gaps(criteria, tier, given, here).length;
    return text.replaceChildren(say(words.assess_tier_met, { met, all }));
  }

  function sentences({ reached, next, gaps: missing }) {
    const tier = (at) => tiers[at].text;
    if (next === null) return [element('p', { class: 'reach' }, say(words.assess_highest, { tier: tier(reached) }))];
    const reach = reached < 0 ? say(words.assess_not_yet, { tier: tier(0) }) : say(words.assess_reached, { tier: tier(reached) });
    const items = missing.map(({ criterion, more }) => {
      const amount = written(more, language, criterion.currency);
      return element('li', {}, say(words.assess_gap, { criterion: criterion.name.text, amount }));
    });
    return [
      element('p', { class: 'reach' }, reach),
      element('h4', {}, say(words.assess_missing, { tier: tier(next) })),
      element('ul', {}, ...items),
    ];
  }

  let pause;
  const later = () => {
    update();
    clearTimeout(pause);
    pause = setTimeout(settle, PAUSE);
    // The address must not say other figures than the page.
    if (location.hash.startsWith(SHARED)) history.replaceState(null, '', '#assess');
    shared.replaceChildren();
  };
  form.addEventListener('input', later);
  form.addEventListener('reset', () => setTimeout(later));
  form.addEventListener('submit', (event) => event.preventDefault());
  share.addEventListener('click', async () => {
    const values = [...new FormData(form)].filter(([, value]) => value !== '');
    history.replaceState(null, '', SHARED + new URLSearchParams(values));
    const copied = await Promise.resolve(navigator.clipboard?.writeText(location.href).then(() => true)).catch(() => false);
    shared.textContent = copied ? words.assess_copied : words.assess_address;
  });

  const open = () => {
    if (!location.hash.startsWith(SHARED)) return;
    for (const [name, value] of new URLSearchParams(location.hash.slice(SHARED.length))) {
      const field = form.elements.namedItem(name);
      if (field instanceof HTMLInputElement || field instanceof HTMLSelectElement) field.value = value;
    }
    section.scrollIntoView();
  };
  window.addEventListener('hashchange', () => {
    open();
    update();
    settle();
  });
  open();
  update();
  settle();
}

/** The choice above the benefits: the cells of the tables as they are for one type of partner and one country. */
function matrix(form) {
  const { rows, nothing, words } = JSON.parse(form.querySelector('#matrix-data').textContent);
  const said = form.querySelector('[role="status"]');
  const fields = ['type', 'country'].map((name) => form.elements.namedItem(name)).filter(Boolean);

  const fill = () => {
    const scope = Object.fromEntries(fields.map(({ name, value }) => [name, value]));
    let differing = 0;
    for (const [id, row] of Object.entries(rows)) {
      const cells = document.getElementById(`benefit-${id}`)?.querySelectorAll('td') ?? [];
      for (const [tier, cell] of cells.entries()) {
        const general = mostParticular(row, tier) ?? nothing;
        const here = mostParticular(row, tier, scope) ?? nothing;
        const differs = here.kind !== general.kind || here.text !== general.text;
        cell.classList.toggle('differs', differs);
        cell.replaceChildren(...value(here));
        if (!differs) continue;
        differing += 1;
        cell.append(element('span', { class: 'before' }, say(words.matrix_general, { value: general.text })));
      }
    }
    const chosen = fields.some((field) => field.value !== '');
    said.textContent = chosen ? (differing ? say(words.matrix_differs, { count: differing }) : words.matrix_same) : '';
  };
  const read = () => {
    const asked = new URLSearchParams(location.search);
    for (const field of fields) {
      const known = [...field.options].some((option) => option.value === asked.get(field.name));
      field.value = known ? asked.get(field.name) : '';
    }
    fill();
  };

  form.addEventListener('change', () => {
    const asked = new URLSearchParams(fields.filter((field) => field.value !== '').map(({ name, value }) => [name, value]));
    history.replaceState(null, '', `${location.pathname}${asked.size ? `?${asked}` : ''}${location.hash}`);
    fill();
  });
  form.addEventListener('submit', (event) => event.preventDefault());
  window.addEventListener('popstate', read);
  read();
}

/** What stands in a cell, as the templates write it. */
function value({ kind, text, lang, dir }) {
  if (kind === 'yes') return [element('span', { class: 'yes' }, check(), element('span', { class: 'visually-hidden' }, text))];
  if (kind !== 'no') return [element('span', { class: kind, lang, dir }, text)];
  return [element('span', { class: 'no', 'aria-hidden': 'true' }, '–'), element('span', { class: 'visually-hidden' }, text)];
}

/** A message with its arguments. */
function say(message, values) {
  return message.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

function element(name, attributes, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) if (value) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

/** A text that may be in another language than the page. */
function named({ text, lang, dir }) {
  return lang ? element('span', { lang, dir }, text) : text;
}

function check() {
  return document.querySelector('#met').content.cloneNode(true);
}

const STARTS = { '#assess': assessment, '#matrix': matrix };
for (const [place, start] of Object.entries(STARTS)) {
  const found = globalThis.document?.querySelector(place);
  if (!found) continue;
  found.classList.add('running');
  start(found);
}
