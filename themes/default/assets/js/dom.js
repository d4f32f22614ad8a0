// Interface strings, as the pages and the index bring them, in the language of the page.

const lang = document.documentElement.lang;
const plurals = new Intl.PluralRules(lang);
const numbers = new Intl.NumberFormat(lang);
const percents = new Intl.NumberFormat(lang, { style: 'percent' });

export const number = (value) => numbers.format(value);
export const percent = (value) => percents.format(value);

/** A string with its arguments put in for `{name}`; `count` also chooses the plural form. */
export function say(words, key, args = {}) {
  const message = words[key] ?? key;
  const form = typeof message === 'string' ? message : (message[plurals.select(args.count ?? 0)] ?? message.other);
  return form.replace(/\{(\w+)\}/g, (whole, name) => {
    if (!(name in args)) return whole;
    return typeof args[name] === 'number' ? number(args[name]) : args[name];
  });
}

/** An element with attributes and children; text is always text. */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === true) made.setAttribute(key, '');
    else if (value !== false && value !== null && value !== undefined) made.setAttribute(key, value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

/** Language and direction of a text, where they are not the page's. */
export const foreign = ({ lang, dir }) => ({ lang, dir });

/** A copy of what is in a template of the page. */
export function copy(id) {
  return document.getElementById(id).content.firstElementChild.cloneNode(true);
}

const SVG = 'http://www.w3.org/2000/svg';

function svg(name, attributes) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

/** A tier as a badge, as the templates make it. */
export function badge(tier) {
  const mark = svg('svg', { class: 'mark', viewBox: '0 0 16 16', width: 16, height: 16, 'aria-hidden': 'true', focusable: 'false' });
  for (const { x, y, width, height, reached } of tier.steps) {
    mark.append(svg('rect', { x, y, width, height, ...(reached ? {} : { class: 'ahead' }) }));
  }
  return element('span', { class: `tier ${tier.class}` }, mark, element('span', foreign(tier.name), tier.name.text));
}
