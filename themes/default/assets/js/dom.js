// Elements of the page: `hook`, `element`, `localizedText`, `langAttributes`, `cloneTemplate`, `tierBadge`.

/** The element with this `data-hook`: texts of authors may have any id, but no `data-` attribute. */
export function hook(name) {
  return document.querySelector(`[data-hook="${name}"]`);
}

/** An element with attributes and children. Strings become text, never markup. */
export function element(name, attributes = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === true) node.setAttribute(key, '');
    else if (value !== false && value !== null && value !== undefined) node.setAttribute(key, value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

/** `lang` and `dir` of a text that is not in the language of the page. */
export const langAttributes = ({ lang, dir }) => ({ lang, dir });

/** A text, in a `span` with its language if that is not the language of the page. */
export function localizedText(view) {
  return view.lang ? element('span', langAttributes(view), view.text) : view.text;
}

/** A copy of the first element in a `<template>` of the page, by its `data-hook`. */
export function cloneTemplate(name) {
  return hook(name).content.firstElementChild.cloneNode(true);
}


/** The badge of a tier, with the same markup as in the templates. */
export function tierBadge(tier) {
  const mark = element('span', { class: 'mark', 'aria-hidden': 'true' });
  return element('span', { class: `tier ${tier.class}` }, mark, element('span', langAttributes(tier.name), tier.name.text));
}
